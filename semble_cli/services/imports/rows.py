"""The rows of a file as patients that can be written, or as rejects with every reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import InvalidInput, InvalidRecord, SembleError
from semble_cli.identity.places import UNKNOWN_PLACE
from semble_cli.identity.status import IdentitySource
from semble_cli.patient.column_intake import ColumnIntake
from semble_cli.patient.fields import parse_tags
from semble_cli.patient.intake import new_patient, warnings_about
from semble_cli.services.imports.tags import INCOMPLETE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from semble_cli.exchange.record import Record
    from semble_cli.exchange.records import Records
    from semble_cli.patient.record import Patient
    from semble_cli.services.imports.tags import Tags


class ReadRows(NamedTuple):
    """Rows that follow each other. By its place a row has a patient, or `None` and the reasons in
    *rejects*; *warned* is how many deserve a look."""

    records: Sequence[Record]
    patients: Sequence[Patient | None]
    rejects: dict[int, tuple[SembleError, ...]]
    warned: int


class RowReader:
    """Reads the batches of one file.

    Where *accept_incomplete*, a sex or a birth place that a row does not tell is stored as unknown
    (I, 99999), and the patient tagged.
    """

    def __init__(self, source: Records, today: date, *, accept_incomplete: bool) -> None:
        self._today = today
        self._accept_incomplete = accept_incomplete
        self._source = source
        self._columns = ColumnIntake(source.fields, today, source.clean)

    def read(self, records: Sequence[Record], tags: Tags) -> ReadRows:
        """Read the rows of a batch; nothing is looked up in the register."""
        count = len(records)
        source = {"identity_source": [IdentitySource.IMPORT] * count}
        texts = self._source.texts(records)
        patients: list[Patient | None] = (
            self._columns.read(texts, source, count) if texts else [None] * count
        )
        rejects: dict[int, tuple[SembleError, ...]] = {}
        warned = 0
        for place, patient in enumerate(patients):
            if patient is None or patient.tags:
                try:
                    patients[place], warns = self._second_look(records[place], patient, tags)
                except InvalidRecord as problem:
                    patients[place] = None
                    rejects[place] = tuple(each.at_rest() for each in problem.problems)
                else:
                    warned += warns
            else:
                warned += bool(warnings_about(patient))
        return ReadRows(records, patients, rejects, warned)

    def _second_look(
        self, record: Record, patient: Patient | None, tags: Tags
    ) -> tuple[Patient, bool]:
        """A row that has tags, or was not read with the others; and whether it has warnings.

        Raises:
            InvalidRecord: every reason why it cannot be taken.
        """
        if record.problem:
            raise InvalidRecord((record.problem,))
        if patient is not None:
            try:
                named = tags.named(patient.tags)
            except InvalidInput as problem:
                raise InvalidRecord((problem,)) from None
            return patient._replace(tags=named), bool(warnings_about(patient))
        try:
            given = self._source.given(record)
        except InvalidInput as problem:
            raise InvalidRecord((problem,)) from None
        names = given.pop("tags", None)
        unknown = _unknown(given) if self._accept_incomplete else {}
        problems: list[InvalidInput] = []
        try:
            named = tags.named(
                (*(parse_tags("tags", names) if names else ()), *((INCOMPLETE,) if unknown else ()))
            )
        except InvalidInput as problem:
            problems.append(problem)
        try:
            intake = new_patient(given | unknown, self._today)
        except InvalidRecord as refused:
            raise InvalidRecord((*refused.problems, *problems)) from None
        if problems:
            raise InvalidRecord(tuple(problems))
        taken = intake.patient._replace(tags=named, identity_source=IdentitySource.IMPORT)
        return taken, bool(intake.warnings)


def _unknown(given: dict[str, object]) -> dict[str, object]:
    unknown: dict[str, object] = {}
    if not given.get("sex"):
        unknown["sex"] = "I"
    if not given.get("birth_place") and not given.get("birth_place_code"):
        unknown["birth_place_code"] = UNKNOWN_PLACE
    return unknown
