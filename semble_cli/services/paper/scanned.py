"""What a scanner read, as a search: our own code, or the INS datamatrix, whose traits are held
against those of the record."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import InvalidInput
from semble_cli.identity.names import strict_given_names, strict_name
from semble_cli.identity.nir import mask_nir
from semble_cli.identity.scans.reading import read_scan
from semble_cli.services.patients.search import search_patients

if TYPE_CHECKING:
    from collections.abc import Callable

    from semble_cli.identity.scans.ins_datamatrix import InsTraits
    from semble_cli.patient.record import Patient
    from semble_cli.services.patients.search import SearchQuery, SearchResult
    from semble_cli.services.register import Register


class ScannedDifference(NamedTuple):
    """A trait that was scanned, and what the record has instead; numbers are masked."""

    field: str
    scanned: str
    held: str


class ScanResult(NamedTuple):
    """Who was found by a scan, and of each, by the id, the traits that differ; `None` where the
    code says nothing but who it is."""

    found: SearchResult
    differences: dict[int, list[ScannedDifference]] | None


def search_scanned(register: Register, text: str, asked: SearchQuery) -> ScanResult | None:
    """Who is meant by what a scanner typed, archived and merged patients among them; `None` for
    another text. By an INS datamatrix they are found by the matricule, else by the birth date and
    the names.

    Raises:
        SembleError: as `services.patients.search.search_patients`.
    """
    scan = read_scan(text)
    if scan is None:
        return None
    asked = asked._replace(bar="", archived=True, merged=True)
    if isinstance(scan, int):
        by_id = asked._replace(fields=asked.fields._replace(patient_id=scan))
        return ScanResult(search_patients(register, by_id), None)
    by_number = asked._replace(fields=asked.fields._replace(number=scan.ins.matricule))
    found = search_patients(register, by_number)
    if not found.hits:
        found = search_patients(register, _by_traits(asked, scan))
    return ScanResult(
        found, {hit.patient.id or 0: differing_traits(scan, hit.patient) for hit in found.hits}
    )


def _by_traits(asked: SearchQuery, scan: InsTraits) -> SearchQuery:
    fields = asked.fields._replace(
        last_name=scan.birth_name,
        first_name=scan.birth_given_names.split()[0],
        birth_date=scan.birth_date.isoformat(),
    )
    return asked._replace(fields=fields)


def differing_traits(scan: InsTraits, patient: Patient) -> list[ScannedDifference]:
    """The traits of an INS datamatrix that are not those of a patient. Names are compared as strict
    traits; a birth place that the code leaves out is no difference."""
    held_number = patient.ins_matricule or ""
    pairs = [
        ("birth_name", scan.birth_name, _strict(strict_name, patient.birth_name)),
        (
            "birth_given_names",
            scan.birth_given_names,
            _strict(strict_given_names, patient.birth_given_names),
        ),
        ("sex", scan.sex, patient.sex.value),
        ("birth_date", scan.birth_date.isoformat(), patient.birth_date.isoformat()),
    ]
    if scan.birth_place_code:
        pairs.append(("birth_place_code", scan.birth_place_code, patient.birth_place_code))
    found = [ScannedDifference(*pair) for pair in pairs if pair[1] != pair[2]]
    if (scan.ins.matricule, str(scan.ins.oid)) != (held_number, patient.ins_oid or ""):
        scanned = f"{mask_nir(scan.ins.matricule)} [{scan.ins.nature}]"
        found.append(
            ScannedDifference("ins", scanned, mask_nir(held_number) if held_number else "")
        )
    return found


def _strict(strict: Callable[[str], str], name: str) -> str:
    try:
        return strict(name)
    except InvalidInput:
        return name
