"""Whom a receptionist finds: `python -m bench.finding` prints recall at 1 and at 5 by kind.

    python -m bench.finding                     200 queries over 50,000 patients
    python -m bench.finding --seed 7            other queries
    python -m bench.finding --missed            each query whose patient is not the first hit

The register is of the generator's people, of another seed than the demonstration's, made for the
run. Each query is made from a patient who alone bears these names, or alone this surname where no
given name is typed; a patient entered twice is not asked for. Two seeds beside the one that the
search is worked on show whether it only fits that one.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from datetime import UTC, datetime
from itertools import cycle
from typing import TYPE_CHECKING, NamedTuple

from bench.receptionist import ALONE, KINDS, TAG, Asked
from bench.scratch import base_for, scratch_in
from semble_cli.errors import BadUsage
from semble_cli.identity.names import compact
from semble_cli.services.access import Permission
from semble_cli.services.demo import load_fictitious
from semble_cli.services.patients.search import SearchQuery, search_patients
from semble_cli.services.patients.tags import add_tag
from semble_cli.services.register import Register, register_at
from semble_cli.services.stores import create
from semble_cli.store.database.open import connected
from semble_cli.store.patients import rows as patients

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from semble_cli.patient.record import Patient

PEOPLE_SEED = 20_270_317
ROOM = 4_000
"""Bytes for each patient of the register, with what its making takes."""

TAGGED_EVERY = 17
SHOWN = 20
NOBODY = SHOWN + 1


class Answer(NamedTuple):
    """A query, and at which place the patient meant stands among the hits."""

    kind: str
    query: str
    patient_id: int
    place: int
    found: int


def main() -> None:
    """Make the register, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--patients", type=int, default=50_000)
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1, help="of the queries")
    parser.add_argument("--people", type=int, default=PEOPLE_SEED, help="seed of the patients")
    parser.add_argument("--missed", action="store_true", help="print what is not the first hit")
    given = parser.parse_args()
    base = base_for(given.patients * ROOM, None)
    base.mkdir(parents=True, exist_ok=True)
    with scratch_in(base) as place:
        register = register_of(place / "register.db", given.patients, given.people)
        answers = ask(register, given.queries, given.seed)
    report(answers)
    if given.missed:
        for answer in answers:
            if answer.place > 1:
                print(f"{answer.kind}: {answer.query!r} {answer.place} of {answer.found}")


def register_of(path: Path, count: int, seed: int) -> Register:
    """A register of fictitious patients, some of them tagged."""
    register = register_at(str(path), lambda: datetime.now(UTC))
    create(register)
    load_fictitious(register, count, seed)
    tag = add_tag(register, TAG, None)
    with register.writing(Permission.EDIT_PATIENTS) as work:
        work.connection.run(
            "INSERT INTO patient_tag (patient_id, tag_id)"
            f" SELECT id, ? FROM patient WHERE id % {TAGGED_EVERY} = 0",
            (tag.id,),
        )
    return register


def ask(register: Register, count: int, seed: int) -> list[Answer]:
    """Ask for so many patients, each kind as often as the others."""
    everybody = all_of(register)
    chance = random.Random(seed)
    surnames = Counter(name for p in everybody for name in (p.birth_name, p.used_name) if name)
    known = {compact(name) for name in surnames}
    asked = Asked(chance, register.today, known)
    persons = draw(everybody, chance)
    answers: list[Answer] = []
    wanted = cycle(KINDS)
    while len(answers) < count:
        kind = next(wanted)
        for patient in persons:
            if kind in ALONE and surnames[patient.birth_name] > 1:
                continue
            if query := KINDS[kind](patient, asked):
                answers.append(answer_to(register, kind, query, patient))
                break
    return answers


def all_of(register: Register) -> list[Patient]:
    with connected(register.store) as connection:
        return patients.get_many(connection, list(patients.all_ids(connection)))


def draw(everybody: Sequence[Patient], chance: random.Random) -> Iterator[Patient]:
    """Patients by chance who alone bear their names, and are not in the register twice."""
    names = Counter(map(_names, everybody))
    births = Counter(key for p in everybody for key in _twice(p))
    while True:
        patient = chance.choice(everybody)
        if names[_names(patient)] == 1 and all(births[key] == 1 for key in _twice(patient)):
            yield patient


def _names(patient: Patient) -> tuple[str, str]:
    return compact(patient.birth_name), compact(patient.first_given_name)


def _twice(patient: Patient) -> tuple[tuple[object, ...], ...]:
    """What a patient has in common with the same one entered again."""
    surname, given = _names(patient)
    return (
        ("name", patient.birth_date, surname),
        ("given", patient.birth_date, given),
        ("number", *patient.numbers),
    )


def answer_to(register: Register, kind: str, query: str, patient: Patient) -> Answer:
    """Where the patient stands among those whom the query finds; after all others if nowhere."""
    try:
        hits = search_patients(register, SearchQuery(bar=query, limit=SHOWN)).hits
    except BadUsage:
        hits = []
    ids = [hit.patient.id for hit in hits]
    place = ids.index(patient.id) + 1 if patient.id in ids else NOBODY
    return Answer(kind, query, patient.id or 0, place, len(hits))


def report(answers: Sequence[Answer]) -> None:
    """Recall by kind, and of all."""
    print("| kind | queries | first | first 5 | nothing found |\n|---|---:|---:|---:|---:|")
    for kind in (*KINDS, None):
        some = [each for each in answers if kind in (each.kind, None)]
        if some:
            first = sum(each.place == 1 for each in some) / len(some)
            five = sum(each.place <= 5 for each in some) / len(some)
            nothing = sum(not each.found for each in some) / len(some)
            print(
                f"| {kind or '**all**'} | {len(some)} | {first:.0%} | {five:.0%} | {nothing:.1%} |"
            )


if __name__ == "__main__":
    main()
