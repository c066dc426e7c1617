"""Pairs of identities of which it is known whether they are of one person.

The people are fictitious (`exchange/fictitious.py`). Half of the pairs are one person recorded
twice, with the errors and omissions of a counter; half are two people, chosen to be alike: twins,
fathers and sons, namesakes. The same pairs for the same seed.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, NamedTuple

from bench.second_records import SECOND_RECORDS
from bench.strangers import STRANGERS
from semble_cli.exchange import fictitious
from semble_cli.patient.intake import new_patient

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from semble_cli.patient.record import Patient

PAIRS = 2640
_NUMBER_KEPT = 0.6
"""How often a record has the NIR of its person."""
_LIST_BY_DEFAULT = 0.3
"""How often a list of given names is the first one alone, as where it was not asked."""


class LabelledPair(NamedTuple):
    """Two identities, whether they are of one person, and what makes the pair hard."""

    kind: str
    of_one_person: bool
    one: Patient
    other: Patient


def people(count: int, seed: int, today: date) -> list[Patient]:
    """So many fictitious patients, none of them met twice."""
    found: dict[str, Patient] = {}
    for row in fictitious.patients(count, seed):
        given = {name: cell for name, cell in zip(fictitious.COLUMNS, row, strict=True) if cell}
        given.pop("tags", None)
        patient = new_patient(given, today).patient._replace(numbers=(), birth_rank=None)
        found.setdefault(given["numbers"], patient)
    return list(found.values())


def labelled_pairs(seed: int, today: date, count: int = PAIRS) -> Iterator[LabelledPair]:
    """So many pairs, half of them of one person, as many of each kind as of another."""
    draw = random.Random(seed)
    crowd = people(1200, seed, today)
    for of_one_person, kinds in ((True, SECOND_RECORDS), (False, STRANGERS)):
        names = list(kinds)
        for place in range(count // 2):
            kind = names[place % len(names)]
            made = None
            while made is None:  # not everybody has what a kind needs
                made = kinds[kind](draw.choice(crowd), draw)
            one, other = (_recorded(each, draw, kind) for each in made)
            if draw.random() < 0.5:
                one, other = other, one
            yield LabelledPair(kind, of_one_person, one, other)


def _recorded(patient: Patient, draw: random.Random, kind: str) -> Patient:
    """The patient as a record has it: not everything was asked."""
    if draw.random() > _NUMBER_KEPT and "NIR" not in kind:
        patient = patient._replace(nir=None)
    if draw.random() < _LIST_BY_DEFAULT and "list" not in kind:
        patient = patient._replace(birth_given_names=patient.first_given_name)
    return patient
