"""Columns whose name may mean several fields: their values decide, or nothing does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.exchange.cells.told_states import NO, YES
from semble_cli.exchange.header_words import meaning_of
from semble_cli.exchange.headers import (
    BIRTH_DAY,
    BIRTH_POSTAL_CODE,
    BIRTH_YEAR,
    COMPLEMENT,
    FAMILY_NAME,
    FULL_NAME,
    IS_ARCHIVED,
    IS_DECEASED,
    NIR_KEY,
    POSTAL_CODE_AND_CITY,
    STREET_NUMBER,
    target_of,
)
from semble_cli.identity.names import fold
from semble_cli.identity.patterns import pattern
from semble_cli.identity.place_doubts import are_postal_codes
from semble_cli.patient.catalogue import FIELD
from semble_cli.patient.choices.titles import sex_of_title

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    _Fits = Callable[[str], object]

_MOST = 0.9
"""The share of a column's values that have to be of a field."""

_DATE = pattern("\\d{1,4}[-/. ]\\d{1,2}[-/. ]\\d{1,4}(?:[ T].*)?|\\d{8}")
_PHONE = pattern("\\+?[\\d .()/-]{9,20}")
_YEAR = pattern("\\d{2}|\\d{4}")
_KEY = pattern("\\d{1,2}")
_RANK = pattern("\\d")
_FUND = pattern("\\d{1,3}")
_CENTER = pattern("\\d{1,4}")
_POSTAL_CODE = pattern("\\d{4,5}")
_WITH_TOWN = pattern("\\d{4,5}[ ,-]+[^\\d].*|[^\\d]+[ ,(-]+\\d{4,5}\\)?")
_HOUSE_NUMBER = pattern("(?i)\\d{1,4}(?: ?(?:bis|ter|quater|[a-z]))?(?: ?[-/] ?\\d{1,4})?")
_REGIMES = frozenset(
    [
        "GENERAL",
        "AGRICOLE",
        "MSA",
        "RSI",
        "TNS",
        "INDEPENDANTS",
        "SNCF",
        "RATP",
        "MILITAIRE",
        "CNMSS",
        "MINES",
        "ENIM",
        "LOCAL",
    ]
)
_NIR = pattern("[1-478]\\d{4}(?:\\d\\d|2[AB])\\d{6}(?:\\d\\d)?")


_NO_ANSWERS = frozenset(
    [
        *("email", "phones", "phones:mobile", "phones:home", "phones:work", "nir"),
        *("amc_name", "address_lines", COMPLEMENT, "occupation"),
    ]
)
"""Fields whose columns others name as well that tell whether there is any (`Mutuelle`: `oui`)."""

_WITH_DIGITS = frozenset(
    ["amc_number", "member_number", "fund", "fund_center", "postal_code", "numbers:dossier"]
)
"""Fields whose values have some digit: where none has, they are of something else (`Dossier`:
`complet`)."""

_CODES = {
    "city": pattern("(?!00)(?:\\d{5}|2[AB]\\d{3})"),
    "amc_name": pattern("\\d{6,}"),
    "occupation": pattern("\\d+"),
}
"""Names in whose columns there may be codes instead (`Commune`: `69123`)."""

_SEVERAL_GIVEN = pattern("(?i)\\bpr[eé]nom\\(s\\)")


def _is_phone(value: str) -> bool:
    return bool(_PHONE.fullmatch(value)) and sum(map(str.isdigit, value)) > 8


def _is_email(value: str) -> bool:
    return "@" in value and not any(map(str.isspace, value))


def _is_nir(value: str) -> bool:
    return bool(_NIR.fullmatch("".join(value.split())))


def _has_letters(value: str) -> bool:
    return any(map(str.isalpha, value)) and "@" not in value


def _is_answer(value: str) -> bool:
    return fold(value) in YES or fold(value) in NO


def _is_spelled_answer(value: str) -> bool:
    """Whether a value is an answer and no mark, which may stand for a value that is hidden."""
    return _is_answer(value) and fold(value) != "X"


def _is_dwelling(value: str) -> bool:
    return _has_letters(value) and (len(value.split()) > 1 or any(map(str.isdigit, value)))


def _is_street(value: str) -> bool:
    return _has_letters(value) and not _HOUSE_NUMBER.fullmatch(value)


def _has_two_words(value: str) -> bool:
    return len(value.replace(",", " ").split()) > 1 and not any(map(str.isdigit, value))


def _is_title(value: str) -> bool:
    return bool(sex_of_title(value))


def _is_regime(value: str) -> bool:
    return bool(_KEY.fullmatch(value)) or not _REGIMES.isdisjoint(fold(value).split())


_IDENTITY = "identité"
"""A name where there is no other; else what is known of it (`à vérifier`)."""

POSSIBLE: dict[str, dict[str, _Fits]] = {
    "domicile": {"phones:home": _is_phone, "address_lines": _is_dwelling},
    "bureau": {"phones:work": _is_phone},
    "naissance": {"birth_date": _DATE.fullmatch, "birth_place": _has_letters},
    "décédé": {"deceased_on": _DATE.fullmatch, IS_DECEASED: _is_answer},
    "archivé": {"archived_on": _DATE.fullmatch, IS_ARCHIVED: _is_answer},
    "bloqué": {"blocked_on": _DATE.fullmatch},
    "jour de naissance": {BIRTH_DAY: _KEY.fullmatch, "birth_date": _DATE.fullmatch},
    "année de naissance": {BIRTH_YEAR: _YEAR.fullmatch, "birth_date": _DATE.fullmatch},
    "patient": {FULL_NAME: _has_two_words},
    _IDENTITY: {FULL_NAME: _has_two_words},
    "numéro insee": {"nir": _is_nir},
    "insee": {"nir": _is_nir},
    "vitale": {"nir": _is_nir},
    "numéro vitale": {"nir": _is_nir},
    "sms": {"phones:mobile": _is_phone},
    "numéro sms": {"phones:mobile": _is_phone},
    "téléphone sms": {"phones:mobile": _is_phone},
    "préfixe": {"title": _is_title},
    "telecom": {"phones": _is_phone, "email": _is_email},
    "code civilité": {"title": _is_title},
    "matricule": {"nir": _is_nir},
    "numéro matricule": {"nir": _is_nir},
    "clé": {NIR_KEY: _KEY.fullmatch},
    "key": {NIR_KEY: _KEY.fullmatch},
    "clé nir": {NIR_KEY: _KEY.fullmatch, "nir": _is_nir},
    "clé du numéro nir": {NIR_KEY: _KEY.fullmatch, "nir": _is_nir},
    "rang": {"birth_rank": _RANK.fullmatch},
    "régime": {"regime": _is_regime},
    "caisse": {"fund": _FUND.fullmatch},
    "centre": {"fund_center": _CENTER.fullmatch},
    "port": {"phones:mobile": _is_phone},
    "numéro de rue": {STREET_NUMBER: _HOUSE_NUMBER.fullmatch, "address_lines": _is_street},
    "code postal et ville": {
        "postal_code": _POSTAL_CODE.fullmatch,
        POSTAL_CODE_AND_CITY: _WITH_TOWN.fullmatch,
    },
}
"""By a name, the fields that it may mean, and how a value of each looks."""

_GIVEN = ("first_given_name", "birth_given_names")
_NAMES = frozenset((*_GIVEN, "birth_name", FAMILY_NAME, FULL_NAME))

_PAIRS = {
    "first": ("last", "first_given_name"),
    "last": ("first", FAMILY_NAME),
    "given": ("family", "first_given_name"),
    "family": ("given", FAMILY_NAME),
}
"""Names that alone say too little, and what they mean where the other of a pair stands beside."""

_OF_MEMBERS = pattern(
    "(?i)\\b(?:de l['’ ]?|du |des? |d['’ ])?"
    "(?:adh[eé]rent|enfant|licenci[eé]|membre|participant|stagiaire|assur[eé])(?:\\(?e\\)?)?s?\\b"
)
"""Of whom lists are that are not of patients: who is meant only where nobody else is named."""


def decided(header: Sequence[str], place: int, values: Sequence[str]) -> str | None:
    """The field of a column by its name, those beside it and its first values; `None` if they do
    not tell."""
    meaning = meaning_of(header[place])
    is_own = header[place] in FIELD  # as our lists and reports have it, whatever stands below
    for name, fields in () if is_own else POSSIBLE.items():
        if meaning and meaning == meaning_of(name):
            if not any(map(str.strip, values)):
                if IS_DECEASED in fields:  # some may have died further down
                    return IS_DECEASED
                break
            fitting = [field for field, fits in fields.items() if _are(values, fits)]
            if fitting == [FULL_NAME] and name == _IDENTITY and not _is_alone(header):
                return None
            return fitting[0] if len(fitting) == 1 else None
    target = target_of(header[place]) or _of_pair(header, place) or _of_member(header, place)
    if target == FAMILY_NAME and _is_alone(header) and _are(values, _has_two_words):
        return FULL_NAME
    if target in _NO_ANSWERS and _are(values, _is_spelled_answer):
        return None
    if target in _WITH_DIGITS and not is_own and _have_no_digit(values):
        return None
    if target in _CODES and not is_own and _are(values, _CODES[target].fullmatch):
        return None
    if target == "first_given_name" and meaning and _is_list(header, place, meaning.words):
        return "birth_given_names"
    if target in ("birth_place", "birth_place_code") and are_postal_codes(values):
        return BIRTH_POSTAL_CODE
    return target


def _of_pair(header: Sequence[str], place: int) -> str | None:
    """The field of a column whose name says what it is beside that of another alone."""
    beside, field = _PAIRS.get(header[place].strip().lower(), ("", None))
    return field if beside in (name.strip().lower() for name in header) else None


def _is_list(header: Sequence[str], place: int, words: frozenset[str]) -> bool:
    """Whether a column of a given name, or several, is of the list of them: it says that they are
    those of birth, or another column holds the first."""
    if not _SEVERAL_GIVEN.search(header[place]):
        return False
    others = (*header[:place], *header[place + 1 :])
    return "BIRTH" in words or "first_given_name" in map(target_of, others)


def _of_member(header: Sequence[str], place: int) -> str | None:
    """The field of a column that is of a member of an association, a child of a school ...: that of
    the patient where no column has the name of anybody else."""
    name = _OF_MEMBERS.sub("", header[place].replace("_", " "))
    if name == header[place] or any(map(_is_of_patient, header)):
        return None
    meaning = meaning_of(name)
    return target_of(name) if meaning and meaning.number in (None, 1) else None


def _is_of_patient(name: str) -> bool:
    """Whether a column has the patient's own name, or whole identity."""
    meaning = meaning_of(name)
    if meaning and not meaning.words.isdisjoint(("PERSON", "IDENTITY")):
        return True
    return target_of(name) in _NAMES or name.strip().lower() in _PAIRS


def _is_alone(header: Sequence[str]) -> bool:
    """Whether no other column holds a given name or the birth name."""
    return not {target_of(name) for name in header} & {*_GIVEN, "birth_name"}


def _have_no_digit(values: Sequence[str]) -> bool:
    return any(map(str.strip, values)) and not any(map(str.isdigit, "".join(values)))


def _are(values: Sequence[str], fits: _Fits) -> bool:
    filled = [value.strip() for value in values if value.strip()]
    return bool(filled) and sum(bool(fits(value)) for value in filled) >= _MOST * len(filled)
