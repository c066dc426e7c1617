"""The NIR, the French social security number: read, keyed, masked, compared with the traits.

Thirteen characters, then a key of two digits: sex, year, month, place of birth, order; the key is
97 less the remainder of the number by 97 (décret n° 82-103, article 4). Numbers that begin with 5
to 8 are provisional (MIG and NNP, CNAM): a fund and an order of its own, often without a key.

The structure is ours to judge, the key is python-stdnum's; columns of numbers have it from
`nir_key`, which a test holds to it.
"""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from semble_cli.errors import InvalidInput, Sentence
from semble_cli.identity.patterns import pattern

_NUMBER = pattern(
    r"(?:"
    r"[1-4][0-9]{2}(?:0[1-9]|1[0-2]|[2-9][0-9])(?:0[1-9]|[1-9][0-9]|2[AB])[0-9]{6}"
    r"|[5-8][012][0-9]{11}"
    r"|555555[0-9]{7}"  # provisional numbers of the MSA, seen but not documented
    r")(?:[0-9]{2})?"
)
"""Months 20 to 99 stand for one that is not known, or for a month that ran out of numbers."""
_SEPARATORS = pattern(r"[\s./\u2010\u2011\u2013-]+")
_BODY = 13
_LENGTHS = (_BODY, _BODY + 2)
_PROVISIONAL = ("5", "6", "7", "8")

MASK = "•"
"""What stands for each character of a number that is not shown."""

_KEYS = tuple(f"{97 - remainder:02}" for remainder in range(97))
_CORSICA = {"2A": "19", "2B": "18"}


class Nir(NamedTuple):
    """A NIR of the right structure; `parse_nir` makes it.

    `body` has 13 characters; `key` has two digits, or is None for a provisional number that was
    given without one. Neither a log nor a traceback shows it: only `str` does.
    """

    body: str
    key: str | None

    def __str__(self) -> str:
        return self.body + (self.key or "")

    def __repr__(self) -> str:
        return f"Nir({self.masked()})"

    @property
    def is_provisional(self) -> bool:
        return self.body.startswith(_PROVISIONAL)

    def shown(self) -> str:
        """The number in groups, as on the card: 2 75 12 63 220 749 74."""
        return " ".join(_groups(str(self)))

    def masked(self) -> str:
        """The groups with only sex and year to be read: 2 75 •• •• ••• ••• ••."""
        return mask_nir(str(self))


def stdnum_key(body: str) -> str:
    """The key of a 13-character number, two digits, by python-stdnum.

    It takes longer to import than a whole search does, so that it is, when a key is first asked.
    """
    from stdnum.fr import nir as stdnum_nir

    return str(stdnum_nir.calc_check_digits(body))


def nir_key(body: str) -> str:
    """The same key, for columns of numbers: faster, and nothing is imported.

    >>> nir_key("2751263220749")
    '74'
    """
    if not body.isdigit():
        body = body[:5] + _CORSICA[body[5:7]] + body[7:]
    return _KEYS[int(body) % 97]


def parse_nir(text: str, field: str = "nir", key_of: Callable[[str], str] = stdnum_key) -> Nir:
    """A NIR that somebody typed: 13 characters, or 15 with the key; a missing key is computed.

    Spaces of any kind, dots, hyphens and slashes may stand between them; 2a and 2b are Corsica.
    *key_of* gives the key of 13 characters.

    Raises:
        InvalidInput: another length or structure, or a key that is not the number's.
    """
    nir, is_right = _keyed(text, field, key_of)
    if not is_right:
        raise InvalidInput(field, "the key does not match the number; read each digit again.")
    return nir


def is_plain_nir(text: str) -> bool:
    """Whether this is a NIR as it is kept: 15 characters, the key the number's own."""
    return (
        len(text) == _BODY + 2
        and _NUMBER.fullmatch(text) is not None
        and nir_key(text[:_BODY]) == text[_BODY:]
    )


def parse_nir_leniently(text: str, field: str = "nir") -> tuple[Nir, Sentence | None]:
    """A NIR from a card or a service: a wrong key is kept as received, with a warning.

    INSi has sent wrong keys for its own test identities; the number is still the one to use.

    Raises:
        InvalidInput: another length or structure.
    """
    nir, is_right = _keyed(text, field, stdnum_key)
    if is_right:
        return nir, None
    return nir, Sentence("the key of the NIR is wrong; the number was kept as received.")


def recorded_nir(number: str) -> Nir:
    """The NIR of a number that was checked before: the text of one."""
    return Nir(number[:_BODY], number[_BODY:] or None)


def plain_number(text: str) -> str:
    """The text in capitals without spaces, dots, hyphens and slashes."""
    return _SEPARATORS.sub("", text).upper()


def unjudged_nir(text: str, field: str = "nir") -> Nir:
    """A NIR of the right structure, its key as it was given, or None.

    Raises:
        InvalidInput: another length or structure.
    """
    number = text if text.isdecimal() and text.isascii() else plain_number(text)
    if _NUMBER.fullmatch(number):
        return recorded_nir(number)
    if len(number) not in _LENGTHS:
        raise InvalidInput(
            field, "a NIR has 13 characters, or 15 with its key; count them and type it again."
        )
    raise InvalidInput(
        field,
        "no NIR is built like this: sex, year, month, place and order; read each digit again.",
    )


def _keyed(text: str, field: str, key_of: Callable[[str], str]) -> tuple[Nir, bool]:
    """The number with a key, and whether that is its own; a provisional one may do without."""
    nir = unjudged_nir(text, field)
    if nir.key is not None:
        return nir, nir.key == key_of(nir.body)
    return nir if nir.is_provisional else Nir(nir.body, key_of(nir.body)), True


def mask_nir(number: str) -> str:
    """The text of a `Nir` in groups, with only sex and year to be read.

    >>> mask_nir("275126322074974")
    '2 75 •• •• ••• ••• ••'
    """
    sex, second, *rest = _groups(number)
    return " ".join((sex, second, *(MASK * len(group) for group in rest)))


def _groups(number: str) -> list[str]:
    ends = (1, 2, 5, 13, 15) if number.startswith(_PROVISIONAL) else (1, 3, 5, 7, 10, 13, 15)
    return [
        group for start, end in zip((0, *ends), ends, strict=False) if (group := number[start:end])
    ]


class Implied(NamedTuple):
    """What a NIR implies of the person; None where it implies nothing."""

    sex: str
    year: int | None
    """The last two digits of the year of birth."""
    month: int | None
    place: str | None
    """Five characters as in the COG, by the code that held when the number was given."""

    def __repr__(self) -> str:
        return "Implied()"


def implied(nir: Nir) -> Implied:
    """The traits that the number tells: odd is male, then year, month and place of birth."""
    body = nir.body
    sex = "M" if body[0] in "1357" else "F"
    if nir.is_provisional:
        return Implied(sex, None, None, None)
    month = int(body[3:5])
    return Implied(sex, int(body[1:3]), month if month <= 12 else None, body[5:10])


def nir_warnings(
    nir: Nir, *, sex: str, birth_date: date, birth_date_fictive: bool, birth_place_code: str
) -> tuple[Sentence, ...]:
    """Where the number and the recorded traits differ: worth a look, never a refusal.

    They may rightly differ: sex changed, act rectified, month not known at first, another code of
    the place at the time.

    Args:
        nir: of the patient's own; that of a parent tells another person's traits.
        sex: F, M or I (which differs from nothing).
        birth_date: the day as recorded.
        birth_date_fictive: whether its day or month were set by rule, so that they tell nothing.
        birth_place_code: five characters of the COG.
    """
    if not _NUMBER.fullmatch(str(nir)):
        return (Sentence("what is recorded as the NIR is not built like one; type it again."),)
    traits = implied(nir)
    found: list[Sentence] = []
    if traits.sex != sex != "I":
        found.append(Sentence("the NIR gives another sex; check both."))
    if traits.year != birth_date.year % 100 and traits.year is not None:
        found.append(Sentence("the NIR gives another year of birth; check both."))
    if traits.month != birth_date.month and traits.month is not None and not birth_date_fictive:
        found.append(Sentence("the NIR gives another month of birth; check both."))
    if (
        traits.place != birth_place_code
        and traits.place is not None
        and not _may_be_one_place(traits.place, birth_place_code, birth_date)
    ):
        found.append(Sentence("the NIR gives another place of birth; check both."))
    return tuple(found)


def tells_the_same(number: str, sex: str, birth_date: date, birth_place_code: str) -> bool:
    """Whether a recorded number tells these very traits, so that nothing is to warn of.

    It is so for nearly everybody, and found out in a tenth of the time of `nir_warnings`.
    """
    return (
        number[5:10] == birth_place_code
        and number[:1] == ("1" if sex == "M" else "2")
        and number[1:5].isdecimal()
        and int(number[1:5]) == birth_date.year % 100 * 100 + birth_date.month
    )


_ABROAD = "99"
_UNKNOWN_PLACES = ("99000", "99999")
_ONCE_ONE = {
    frozenset(pair) for pair in (("20", "2A"), ("20", "2B"), ("97", "98"), ("98", _ABROAD))
}
"""Départements that took over from one another: Corsica in 1976, Mayotte, the former colonies."""
_AROUND_PARIS = frozenset({"75", "78", "91", "92", "93", "94", "95"})
"""Seine and Seine-et-Oise, and the départements made of them on 1 January 1968."""
_ONCE_FRENCH = {
    "99350": ("95",),
    "99351": ("96",),
    "99352": ("91", "92", "93", "94"),
}
"""Morocco, Tunisia and Algeria, and their départements in the NIR before independence."""


def _may_be_one_place(implied_code: str, recorded: str, born: date) -> bool:
    """Whether two place codes may mean one place, at the scale of départements and countries.

    No finer: the communes where most people are born have extension codes (INSEE,
    v_codes_extension) that the COG does not know, cities have arrondissements, communes merge.
    """
    if implied_code == recorded or implied_code in _UNKNOWN_PLACES or recorded in _UNKNOWN_PLACES:
        return True
    departments = {implied_code[:2], recorded[:2]}
    if departments in _ONCE_ONE:
        return True
    if born.year < 1968 and (
        departments <= _AROUND_PARIS
        or implied_code[:2] in _ONCE_FRENCH.get(recorded, ())
        or recorded[:2] in _ONCE_FRENCH.get(implied_code, ())
    ):
        return True
    return len(departments) == 1 and _ABROAD not in departments
