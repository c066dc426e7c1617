"""What is typed at a counter to find somebody, by kind: made from a patient, by chance.

The spellings and slips here are those of people who listen and type; they know nothing of the rules
by which the register compares names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.identity.dates import age
from semble_cli.identity.names import compact, fold, words

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Collection
    from datetime import date

    from semble_cli.patient.record import Patient

TAG = "Été 2026"
"""A tag of the practice with digits in its name."""

MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août"),
    *("septembre", "octobre", "novembre", "décembre"),
)

_HEARD = (
    *(("PH", "F"), ("F", "PH"), ("Y", "I"), ("I", "Y"), ("TH", "T"), ("T", "TH"), ("QU", "K")),
    *(("EAU", "O"), ("EAU", "AUX"), ("AU", "O"), ("O", "AU"), ("AIN", "IN"), ("IN", "AIN")),
    *(("AN", "EN"), ("EN", "AN"), ("AM", "AN"), ("SS", "C"), ("C", "K"), ("CK", "K"), ("K", "C")),
    *(("LL", "L"), ("L", "LL"), ("NN", "N"), ("N", "NN"), ("RR", "R"), ("R", "RR"), ("TT", "T")),
    *(("M", "MM"), ("MM", "M"), ("CH", "SH"), ("GE", "JE"), ("J", "G"), ("Z", "S"), ("S", "Z")),
    *(("È", "Ê"), ("AI", "E"), ("OI", "OIS"), ("W", "V"), ("V", "W"), ("X", "KS")),
)
"""Spellings that one who listens takes for another, anywhere in a name."""

_HEARD_AT_THE_END = (
    *(("ET", "AY"), ("AY", "ET"), ("EZ", "ER"), ("ER", "EZ"), ("ER", "É"), ("OUX", "OU")),
    *(("AULT", "AUD"), ("AUD", "AULT"), ("ARD", "AR"), ("AC", "AQUE"), ("OT", "EAU"), ("S", "")),
    *(("EAU", "OT"), ("ERT", "ER"), ("ENT", "AN"), ("IS", "I"), ("T", ""), ("D", ""), ("X", "")),
    *(("E", ""), ("IER", "IE"), ("ELLE", "EL"), ("OTTE", "OT"), ("IERE", "IERES"), ("IN", "AIN")),
)

_ROW = ("AZERTYUIOP", "QSDFGHJKLM", "WXCVBN")
"""The keys of a French keyboard: a finger slips to a neighbour."""


class Asked(NamedTuple):
    """What a kind of query is made with: chance, today, and the names of the register."""

    chance: random.Random
    today: date
    surnames: Collection[str]


def typo(asked: Asked, name: str) -> str | None:
    """The name with one letter left out, doubled, exchanged with the next or slipped."""
    chance, spot = asked.chance, asked.chance.randrange(len(name))
    if len(name) < 5 or not name[spot].isalpha():
        return None
    slip = chance.randrange(4)
    if slip == 0:
        return name[:spot] + name[spot + 1 :]
    if slip == 1:
        return name[: spot + 1] + name[spot:]
    if slip == 2 and spot + 1 < len(name):
        return name[:spot] + name[spot + 1] + name[spot] + name[spot + 2 :]
    row = next((row for row in _ROW if fold(name[spot]) in row), "EA")
    at = row.find(fold(name[spot]))
    return name[:spot] + row[at - 1 if at else 1].lower() + name[spot + 1 :]


def heard(asked: Asked, name: str) -> str | None:
    """The name as one who only hears it may write it."""
    letters = fold(name)
    ways = [
        letters[:at] + other + letters[at + len(spelling) :]
        for spelling, other in _HEARD
        for at in range(len(letters))
        if letters.startswith(spelling, at)
    ]
    ways += [
        letters.removesuffix(spelling) + other
        for spelling, other in _HEARD_AT_THE_END
        if letters.endswith(spelling) and len(letters) > len(spelling) + 3
    ]
    return asked.chance.choice(ways) if ways and len(letters) > 3 else None


def silent(name: str) -> str | None:
    """The name with the H before its first vowel put, or left out."""
    letters = fold(name)
    if letters.startswith("H"):
        return letters[1:]
    return f"H{letters}" if letters[0] in "AEIOU" else None


def names_of_another(asked: Asked, patient: Patient) -> str | None:
    """A slip in the surname that makes it another patient's."""
    for _ in range(60):
        slipped = typo(asked, patient.birth_name)
        if slipped and compact(slipped) in asked.surnames:
            same = compact(slipped) == compact(patient.birth_name)
            return None if same else f"{slipped} {patient.first_given_name}"
    return None


def _with(name: str | None, given: str | None) -> str | None:
    return f"{name} {given}" if name and given else None


def _title(patient: Patient, chance: random.Random) -> str:
    short = ("Mme", "mme", "Madame") if patient.sex.value == "F" else ("M.", "Mr", "Monsieur")
    return chance.choice((*short, "Dr"))


def _initials(patient: Patient, chance: random.Random) -> str | None:
    parts = words(patient.first_given_name)
    if len(parts) < 2:
        return None
    first, second = parts[0][0], parts[1][0]
    return chance.choice((f"{first}{second}".lower(), f"{first}.-{second}.", f"{first}.{second}."))


def _spelled(day: date, chance: random.Random) -> str:
    month = MONTHS[day.month - 1]
    return chance.choice(
        (
            f"{day.day}/{day.month}/{day:%y}",
            f"{day:%d%m%y}",
            f"{day.day}{'er' if day.day == 1 else ''} {month} {day.year}",
            f"{day.day} {month[:4]}. {day.year}",
            f"{day:%d.%m.%Y}",
        )
    )


def _phone(patient: Patient) -> str | None:
    mobile = [phone.number for phone in patient.phones if phone.type.value == "mobile"]
    digits = "0" + "".join(filter(str.isdigit, mobile[0]))[-9:] if mobile else ""
    return " ".join(digits[at : at + 2] for at in range(0, 10, 2)) if mobile else None


KINDS: dict[str, Callable[[Patient, Asked], str | None]] = {
    "name and given name": lambda p, _: f"{p.birth_name} {p.first_given_name}",
    "given name and name, small letters": lambda p, _: fold(
        f"{p.first_given_name} {p.birth_name}"
    ).lower(),
    "name, given name with a comma": lambda p, _: f"{p.birth_name}, {p.first_given_name}",
    "beginnings of both": lambda p, _: f"{p.birth_name[:6]} {p.first_given_name[:4]}".lower(),
    "typing error in the name": lambda p, a: _with(typo(a, p.birth_name), p.first_given_name),
    "typing error in the given name": lambda p, a: _with(p.birth_name, typo(a, p.first_given_name)),
    "typing error in the name alone": lambda p, a: typo(a, p.birth_name),
    "typing error in both": lambda p, a: _with(typo(a, p.birth_name), typo(a, p.first_given_name)),
    "typing error that makes another's name": lambda p, a: names_of_another(a, p),
    "typing error and birth date": lambda p, a: _with(
        typo(a, p.birth_name), f"{p.birth_date:%d/%m/%Y}"
    ),
    "name as heard": lambda p, a: _with(heard(a, p.birth_name), p.first_given_name),
    "name as heard, alone": lambda p, a: heard(a, p.birth_name),
    "given name as heard": lambda p, a: _with(p.birth_name, heard(a, p.first_given_name)),
    "silent H": lambda p, _: _with(silent(p.birth_name), p.first_given_name),
    "title, name, given name": lambda p, a: (
        f"{_title(p, a.chance)} {p.birth_name} {p.first_given_name}"
    ),
    "title and name": lambda p, a: f"{_title(p, a.chance)} {p.birth_name}",
    "id": lambda p, a: a.chance.choice(("#{}", "n°{}", "n° {}", "id {}", "dossier {}")).format(
        p.id
    ),
    "tel and name": lambda p, a: (
        (number := _phone(p))
        and a.chance.choice(("tel {} {}", "tél. : {} {}", "tel:{} {}")).format(number, p.birth_name)
    ),
    "name and the end of a phone": lambda p, _: (
        (number := _phone(p)) and f"{p.birth_name} {number[-5:]}"
    ),
    "born on": lambda p, _: (
        f"{p.birth_name} né{'e' if p.sex.value == 'F' else ''} le {p.birth_date:%d/%m/%Y}"
    ),
    "brackets": lambda p, a: a.chance.choice(
        (
            f"{p.birth_name} ({p.first_given_name})",
            f"{p.first_given_name} {p.birth_name} ({p.birth_date:%d/%m/%Y})",
            f"[{p.birth_name}] {p.first_given_name}",
        )
    ),
    "name and née": lambda p, _: p.used_name and f"{p.used_name} née {p.birth_name}",
    "St for Saint": lambda p, _: (
        f"st {words(p.birth_name)[1]} {p.first_given_name}".lower()
        if words(p.birth_name)[0] == "SAINT"
        else None
    ),
    "initials and name": lambda p, a: _with(_initials(p, a.chance), p.birth_name.lower()),
    "tag with digits and name": lambda p, _: (
        f"{TAG.lower()} {p.birth_name} {p.first_given_name}" if TAG in p.tags else None
    ),
    "name and month": lambda p, a: a.chance.choice(
        (
            f"{p.birth_name} {p.birth_date:%m/%Y}",
            f"{p.birth_name} {MONTHS[p.birth_date.month - 1]} {p.birth_date.year}",
        )
    ),
    "name and year": lambda p, a: (
        f"{p.birth_name} {a.chance.choice(('', 'né en ', 'en '))}{p.birth_date.year}"
    ),
    "name and age": lambda p, a: f"{p.birth_name} {age(p.birth_date, a.today)} ans",
    "name and a date spelled otherwise": lambda p, a: (
        f"{p.birth_name} {_spelled(p.birth_date, a.chance)}"
    ),
    "composed name in one word, or its parts": lambda p, a: (
        _with(a.chance.choice((compact(p.birth_name), parts[-1])), p.first_given_name)
        if len(parts := words(p.birth_name)) > 1
        else None
    ),
    "second given name and name": lambda p, _: (
        _with(given[1], p.birth_name) if len(given := p.birth_given_names.split()) > 1 else None
    ),
}
"""A way to ask for a patient, by kind; `None` where the patient gives nothing to ask so."""

ALONE = {
    "typing error in the name alone",
    "name as heard, alone",
    "title and name",
    "name and the end of a phone",
    "name and month",
    "name and year",
    "name and age",
    "name and a date spelled otherwise",
    "born on",
    "typing error and birth date",
    "second given name and name",
    "initials and name",
}
"""Kinds that give no given name: asked for patients whose surname is theirs alone."""
