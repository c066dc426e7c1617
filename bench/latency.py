"""Time searches in one process, by kind of query: `latency.py STORE SAMPLES` prints JSON.

Every search goes through the service that `semble patient search` calls: it opens the store, checks
its version and the user's role, searches and reads the records. The queries are made from patients
of the store that are drawn by chance, with a fixed seed.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import sys
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from semble_cli.commands.ui.store_keys import StoreKeys
from semble_cli.patient.order import Order
from semble_cli.patient.record import Sex
from semble_cli.services.patients.search import SearchQuery, search_patients
from semble_cli.services.patients.search_plan import SearchFields
from semble_cli.services.register import Register, register_at
from semble_cli.settings.reading import read_settings
from semble_cli.store.database.open import connected
from semble_cli.store.patients import rows as patients

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from semble_cli.patient.record import Patient

Query = SearchQuery | None


def main() -> None:
    store, samples = sys.argv[1], int(sys.argv[2])
    settings = read_settings(os.environ, "")
    register = register_at(store, lambda: datetime.now(UTC), keys=StoreKeys(None, settings))
    drawn = draw(register, samples)
    rows = [measure(register, kind, map(ask, drawn)) for kind, ask in KINDS.items()]
    json.dump([row for row in rows if row], sys.stdout)


def draw(register: Register, samples: int) -> list[Patient]:
    """Some patients of the store."""
    chance = random.Random(20_261_123)
    with connected(register.store) as connection:
        last = connection.value("SELECT max(id) FROM patient")
        return patients.get_many(connection, [chance.randint(1, last) for _ in range(samples)])


def measure(register: Register, kind: str, queries: Iterable[Query]) -> dict[str, object] | None:
    times, found = [], []
    for asked in queries:
        if asked is None:
            continue
        search_patients(register, asked)  # so that the system has read the pages from its disk
        started = time.perf_counter()
        result = search_patients(register, asked)
        times.append((time.perf_counter() - started) * 1e3)
        found.append(len(result.hits))
    if len(times) < 2:
        return None
    return {
        "kind": kind,
        "found": statistics.mean(found),
        "p50": statistics.median(times),
        "p95": statistics.quantiles(times, n=20)[-1],
    }


def typo(name: str) -> str:
    """The name with a letter in its middle mistyped."""
    middle = len(name) // 2
    return name[:middle] + ("x" if name[middle].lower() != "x" else "z") + name[middle + 1 :]


def initials(patient: Patient) -> Query:
    """The first letters of two given names, or of a composed one, and the name."""
    names = patient.birth_given_names.replace("-", " ").split()
    if len(names) < 2:
        return None
    return bar(f"{names[0][0]}{names[1][0]} {patient.birth_name}")


def bar(text: str) -> Query:
    return SearchQuery(bar=text) if text.strip() else None


def given_names(patient: Patient, count: int, letters: int | None = None) -> Query:
    """The first given names of the civil register, if there are so many, or their beginnings."""
    names = patient.birth_given_names.split()[:count]
    return bar(" ".join(name[:letters] for name in names)) if len(names) == count else None


def domain(patient: Patient) -> str:
    """What the e-mail ends with, from its @ on."""
    return "".join((patient.email or "").partition("@")[1:])


KINDS: dict[str, Callable[[Patient], Query]] = {
    "birth name": lambda patient: bar(patient.birth_name),
    "3 letters of the birth name": lambda patient: bar(patient.birth_name[:3]),
    "given name": lambda patient: bar(patient.first_given_name),
    "2 letters": lambda patient: bar(patient.first_given_name[:2]),
    "name and given name": lambda patient: bar(f"{patient.birth_name} {patient.first_given_name}"),
    "given name and name, 3 letters each": lambda patient: bar(
        f"{patient.first_given_name[:3]} {patient.birth_name[:3]}"
    ),
    "two given names": lambda patient: given_names(patient, 2),
    "three given names": lambda patient: given_names(patient, 3),
    "three given names, 4 letters each": lambda patient: given_names(patient, 3, letters=4),
    "1 letter each": lambda patient: bar(
        f"{patient.first_given_name[:1]} {patient.birth_name[:1]}"
    ),
    "used name": lambda patient: bar(patient.used_name or ""),
    "name with a typing error": lambda patient: (
        bar(typo(patient.birth_name)) if len(patient.birth_name) > 4 else None
    ),
    "name and given name, one mistyped": lambda patient: (
        bar(f"{typo(patient.birth_name)} {patient.first_given_name}")
        if len(patient.birth_name) > 4
        else None
    ),
    "birth date": lambda patient: bar(patient.birth_date.strftime("%d/%m/%Y")),
    "birth date and 2 letters": lambda patient: bar(
        f"{patient.birth_date:%d/%m/%Y} {patient.birth_name[:2]}"
    ),
    "phone": lambda patient: bar(patient.phones[0].number if patient.phones else ""),
    "last 4 digits of a phone": lambda patient: bar(
        patient.phones[0].number[-5:] if patient.phones else ""
    ),
    "e-mail": lambda patient: bar(patient.email or ""),
    "beginning of an e-mail": lambda patient: bar((patient.email or "").partition("@")[0]),
    "domain of an e-mail": lambda patient: bar(domain(patient)),
    "domain and a name": lambda patient: (
        bar(f"{patient.birth_name} {domain(patient)}") if patient.email else None
    ),
    "id": lambda patient: bar(str(patient.id)),
    "tag": lambda patient: bar(patient.tags[0] if patient.tags else ""),
    "tag and 2 letters": lambda patient: (
        bar(f"{patient.tags[0]} {patient.birth_name[:2]}") if patient.tags else None
    ),
    "name that is another's by a typing error, and given name": lambda patient: (
        bar(f"{patient.birth_name[:-1]} {patient.first_given_name}")
        if len(patient.birth_name) > 4
        else None
    ),
    "title and name": lambda patient: bar(
        f"{'Mme' if patient.sex is Sex.FEMALE else 'M.'} {patient.birth_name}"
    ),
    "title, name and given name": lambda patient: bar(
        f"Dr {patient.birth_name} {patient.first_given_name}"
    ),
    "initials and name": initials,
    "name and month": lambda patient: bar(f"{patient.birth_name} {patient.birth_date:%m/%Y}"),
    "2 letters and month": lambda patient: bar(
        f"{patient.birth_name[:2]} {patient.birth_date:%m/%Y}"
    ),
    "name and year": lambda patient: bar(f"{patient.birth_name} {patient.birth_date.year}"),
    "given name and year": lambda patient: bar(
        f"{patient.first_given_name} {patient.birth_date.year}"
    ),
    "name and age": lambda patient: bar(
        f"{patient.birth_name} {2026 - patient.birth_date.year} ans"
    ),
    "year": lambda patient: bar(str(patient.birth_date.year)),
    "month": lambda patient: bar(f"{patient.birth_date:%m/%Y}"),
    "name, mistyped, and month": lambda patient: (
        bar(f"{typo(patient.birth_name)} {patient.birth_date:%m/%Y}")
        if len(patient.birth_name) > 4
        else None
    ),
    "name and another birth date": lambda patient: bar(f"{patient.birth_name} 29/02/1904"),
    "nobody": lambda patient: bar(f"{patient.birth_name}zzzqq"),
    "fields: name, given name, birth date": lambda patient: SearchQuery(
        fields=SearchFields(
            last_name=patient.birth_name[:3],
            first_name=patient.first_given_name[:3],
            birth_date=patient.birth_date.isoformat(),
        )
    ),
    "fields: name, mistyped": lambda patient: (
        SearchQuery(fields=SearchFields(last_name=typo(patient.birth_name)))
        if len(patient.birth_name) > 4
        else None
    ),
    "fields: INS or NIR": lambda patient: (
        SearchQuery(fields=SearchFields(number=patient.nir))
        if patient.nir and len(patient.nir) == 15
        else None
    ),
    "2 letters, Z to A by given name": lambda patient: SearchQuery(
        bar=patient.birth_name[:2], order=Order.FIRST_NAME_DESC
    ),
    "birth name, A to Z by given name": lambda patient: SearchQuery(
        bar=patient.birth_name, order=Order.FIRST_NAME
    ),
    "e-mail domain, A to Z": lambda patient: (
        SearchQuery(bar=domain(patient), order=Order.BIRTH_NAME) if patient.email else None
    ),
}
"""A way to ask for a patient, by kind."""

if __name__ == "__main__":
    main()
