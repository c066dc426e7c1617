"""Columns whose name may mean several fields: their values decide, or nothing does."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

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
from semble_cli.exchange.placing.joint_names import fields_of_two
from semble_cli.exchange.placing.shapes_of_values import (
    CENTER,
    DATE,
    FUND,
    HOUSE_NUMBER,
    KEY,
    POSTAL_CODE,
    RANK,
    WITH_TOWN,
    YEAR,
    are,
    has_letters,
    has_two_words,
    is_answer,
    is_code_with_town,
    is_dwelling,
    is_email,
    is_nir,
    is_of_another_kind,
    is_phone,
    is_regime,
    is_spelled_answer,
    is_street,
    is_title,
)
from semble_cli.identity.patterns import pattern
from semble_cli.identity.place_doubts import are_postal_codes
from semble_cli.patient.catalogue import FIELD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from semble_cli.exchange.placing.shapes_of_values import Fits

_NO_ANSWERS = frozenset(
    [
        *("email", "phones", "phones:mobile", "phones:home", "phones:work", "nir"),
        *("amc_name", "address_lines", COMPLEMENT, "occupation"),
        *("used_name", "used_given_name", "title"),
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
    "title": pattern("\\d+"),
    "country": pattern("\\d+"),
}
"""Names in whose columns there may be codes instead (`Commune`: `69123`)."""

_TEXTS = frozenset(
    ["address_lines", COMPLEMENT, "city", "country", "amc_name", "occupation", "religion", "title"]
)
"""Fields that take any text, and so what is of another field as well (`Adresse`: e-mails)."""

_WITH_TOWNS = {
    "postal_code": POSTAL_CODE_AND_CITY,
    "city": POSTAL_CODE_AND_CITY,
    BIRTH_POSTAL_CODE: "birth_place",
}
"""What a column of postal codes, or of towns, is where both stand in its cells (`75012 Paris`)."""

_SEVERAL_GIVEN = pattern("(?i)\\bpr[eé]nom\\(s\\)")


_IDENTITY = "identité"
"""A name where there is no other; else what is known of it (`à vérifier`)."""

POSSIBLE: dict[str, dict[str, Fits]] = {
    "domicile": {"phones:home": is_phone, "address_lines": is_dwelling},
    "bureau": {"phones:work": is_phone},
    "naissance": {"birth_date": DATE.fullmatch, "birth_place": has_letters},
    "décédé": {"deceased_on": DATE.fullmatch, IS_DECEASED: is_answer},
    "archivé": {"archived_on": DATE.fullmatch, IS_ARCHIVED: is_answer},
    "bloqué": {"blocked_on": DATE.fullmatch},
    "jour de naissance": {BIRTH_DAY: KEY.fullmatch, "birth_date": DATE.fullmatch},
    "année de naissance": {BIRTH_YEAR: YEAR.fullmatch, "birth_date": DATE.fullmatch},
    "patient": {FULL_NAME: has_two_words},
    _IDENTITY: {FULL_NAME: has_two_words},
    "numéro insee": {"nir": is_nir},
    "insee": {"nir": is_nir},
    "vitale": {"nir": is_nir},
    "numéro vitale": {"nir": is_nir},
    "sms": {"phones:mobile": is_phone},
    "numéro sms": {"phones:mobile": is_phone},
    "téléphone sms": {"phones:mobile": is_phone},
    "préfixe": {"title": is_title},
    "telecom": {"phones": is_phone, "email": is_email},
    "code civilité": {"title": is_title},
    "matricule": {"nir": is_nir},
    "numéro matricule": {"nir": is_nir},
    "clé": {NIR_KEY: KEY.fullmatch},
    "key": {NIR_KEY: KEY.fullmatch},
    "clé nir": {NIR_KEY: KEY.fullmatch, "nir": is_nir},
    "clé du numéro nir": {NIR_KEY: KEY.fullmatch, "nir": is_nir},
    "rang": {"birth_rank": RANK.fullmatch},
    "régime": {"regime": is_regime},
    "caisse": {"fund": FUND.fullmatch},
    "centre": {"fund_center": CENTER.fullmatch},
    "port": {"phones:mobile": is_phone},
    "numéro de rue": {STREET_NUMBER: HOUSE_NUMBER.fullmatch, "address_lines": is_street},
    "code postal et ville": {
        "postal_code": POSTAL_CODE.fullmatch,
        POSTAL_CODE_AND_CITY: WITH_TOWN.fullmatch,
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

_OF_WHO_ANSWERS = pattern(
    "(?i)\\b(?:(?:quel(?:le)?s? (?:est|sont)|what (?:is|are)) )?(?:votre|vos|your|mon|my)\\b"
)
"""Who fills in a form: the patient, where it asks for no other."""

_ENUMERATED = pattern("(?i) *q?([0-9]{1,2}) *[).:/ -] *(?=[^\\W\\d_])")
_ENOUGH_IN_ORDER = 3


def decided(header: Sequence[str], place: int, values: Sequence[str]) -> str | None:
    """The field of a column by its name, those beside it and its first values; `None` if they do
    not tell."""
    header = _without_enumeration(tuple(header))
    meaning = meaning_of(header[place])
    is_own = header[place] in FIELD  # as our lists and reports have it, whatever stands below
    for name, fields in () if is_own else POSSIBLE.items():
        if meaning and meaning == meaning_of(name):
            if not any(map(str.strip, values)):
                if IS_DECEASED in fields:  # some may have died further down
                    return IS_DECEASED
                break
            fitting = [field for field, fits in fields.items() if are(values, fits)]
            if fitting == [FULL_NAME] and name == _IDENTITY and not _is_alone(header):
                return None
            return fitting[0] if len(fitting) == 1 else None
    of_two = fields_of_two(header[place], meaning, values)
    if of_two is not None:
        return of_two[0] if len(of_two) == 1 else None
    target = target_of(header[place]) or _of_pair(header, place) or _of_member(header, place)
    if target == FAMILY_NAME and _is_alone(header) and are(values, has_two_words):
        return FULL_NAME
    if target in _NO_ANSWERS and are(values, is_spelled_answer):
        return None
    if target in _WITH_DIGITS and not is_own and _have_no_digit(values):
        return None
    if target in _CODES and not is_own and are(values, _CODES[target].fullmatch):
        return None
    if target in _TEXTS and not is_own and are(values, is_of_another_kind):
        return None
    if target == "first_given_name" and meaning and _is_list(header, place, meaning.words):
        return "birth_given_names"
    if target in ("birth_place", "birth_place_code") and are_postal_codes(values):
        return BIRTH_POSTAL_CODE
    if target in _WITH_TOWNS and not is_own and are(values, is_code_with_town):
        return _WITH_TOWNS[target]
    return target


@lru_cache(4)
def _without_enumeration(header: tuple[str, ...]) -> tuple[str, ...]:
    """The names of columns without what counts the questions of a form (`2) Prénom`), where that is
    in order and none is told from another by it alone."""
    found = [_ENUMERATED.match(name) for name in header]
    numbers = [int(each[1]) for each in found if each]
    if len(numbers) < _ENOUGH_IN_ORDER or numbers != sorted(set(numbers)):
        return header
    without = tuple(_ENUMERATED.sub("", name, count=1) for name in header)
    return without if len(set(without)) == len(set(header)) else header


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
    """The field of a column that is of a member of an association, a child of a school, who fills
    in a form ...: that of the patient where no column has the name of anybody else."""
    called = header[place].replace("_", " ")
    name = _OF_MEMBERS.sub("", called)
    if _OF_WHO_ANSWERS.search(called) and not any(map(_OF_MEMBERS.search, header)):
        name = _OF_WHO_ANSWERS.sub("", called)
    if name == called or any(map(_is_of_patient, header)):
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
