"""The rows of a file as patients that can be written, or as rejects with every reason."""

from __future__ import annotations

from itertools import compress
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import InvalidInput, InvalidRecord, SembleError
from semble_cli.identity.places import UNKNOWN_PLACE
from semble_cli.identity.status import IdentitySource
from semble_cli.identity.written_places import is_postal_code_alone
from semble_cli.patient.columns.column_intake import ColumnIntake
from semble_cli.patient.fields import parse_tags
from semble_cli.patient.intake import new_patient
from semble_cli.patient.reading.doubts import (
    WARNED_OF,
    code_in_doubt,
    identity_warnings,
    warnings_about,
)
from semble_cli.services.imports.tags import INCOMPLETE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from semble_cli.errors import Sentence
    from semble_cli.exchange.record import Record, Records
    from semble_cli.patient.columns.patient_columns import PatientColumns
    from semble_cli.patient.record import Patient
    from semble_cli.services.imports.tags import Tags


class ReadRows(NamedTuple):
    """Rows that follow each other: the `people` of the `taken` ones; the others are *rejects*, with
    every reason. *passed_over* is how many were no patients at all. *warned* is how many deserve a
    look; *left_out* says, row by row, what else was not taken; the codes of birth places *in_doubt*
    may be postal codes instead."""

    taken: Sequence[Record]
    people: PatientColumns
    rejects: Sequence[tuple[Record, tuple[SembleError, ...]]]
    passed_over: int
    warned: int
    left_out: Sequence[Sentence]
    in_doubt: Sequence[str]


class RowReader:
    """Reads the batches of one file.

    Where *accept_incomplete*, a sex or a birth place that a row does not tell is stored as unknown
    (I, 99999), and the patient tagged.
    """

    def __init__(self, source: Records, today: date, *, accept_incomplete: bool) -> None:
        self._today = today
        self._accept_incomplete = accept_incomplete
        self._source = source
        self._columns = ColumnIntake(source.fields, today, source.clean, source.nothing)

    def read(self, records: Sequence[Record], tags: Tags) -> ReadRows:
        """Read the rows of a batch; nothing is looked up in the register."""
        people, left, in_doubt = self._columns.read(self._source.texts(records), len(records))
        left_out = list(self._source.said().elements())
        left_out += [record.note for record in records if record.note]
        rejects: dict[int, tuple[SembleError, ...]] = {}
        no_patients: list[int] = []
        warned = 0
        for place, names in enumerate(people.column("tags")):
            if names and place not in left:
                try:
                    people.columns["tags"][place] = tags.named(names)
                except InvalidInput as problem:
                    rejects[place] = (problem.at_rest(),)
        for place in sorted(left):
            try:
                patient, warnings, code = self._second_look(records[place], tags)
            except InvalidRecord as refused:
                if said := self._source.no_patient(records[place]):
                    no_patients.append(place)
                    left_out.append(said)
                else:
                    rejects[place] = tuple(each.at_rest() for each in refused.problems)
            else:
                people.put(place, patient)
                warned += bool(warnings) and not warnings_about(patient)
                left_out += warnings
                if code:
                    in_doubt[place] = code
        not_taken = rejects.keys() | no_patients
        chosen = [place not in not_taken for place in range(len(records))]
        taken = people.where(chosen)
        taken.columns["identity_source"] = [IdentitySource.IMPORT] * taken.size
        warned += sum(map(bool, map(identity_warnings, *map(taken.column, WARNED_OF))))
        return ReadRows(
            list(compress(records, chosen)),
            taken,
            [(records[place], reasons) for place, reasons in sorted(rejects.items())],
            len(no_patients),
            warned,
            left_out,
            [code for place, code in in_doubt.items() if chosen[place]],
        )

    def _second_look(
        self, record: Record, tags: Tags
    ) -> tuple[Patient, Sequence[Sentence], str | None]:
        """A row that was not read with the others; what was left out of it; and the code of the
        birth place if it is in doubt.

        Raises:
            InvalidRecord: every reason why it cannot be taken.
        """
        if record.problem:
            raise InvalidRecord((record.problem,))
        try:
            given = self._source.given(record)
        except InvalidInput as problem:
            raise InvalidRecord((problem,)) from None
        names = given.pop("tags", None)
        unknown = _unknown(given) if self._accept_incomplete else {}
        problems = self._source.refused(record)
        told = {problem.field for problem in problems}
        try:
            named = tags.named(
                (*(parse_tags("tags", names) if names else ()), *((INCOMPLETE,) if unknown else ()))
            )
        except InvalidInput as problem:
            problems.append(problem)
        try:
            intake = new_patient(given | unknown, self._today)
        except InvalidRecord as refused:
            others = (problem for problem in refused.problems if problem.field not in told)
            raise InvalidRecord((*others, *problems)) from None
        if problems:
            raise InvalidRecord(tuple(problems))
        code = code_in_doubt(given | unknown)
        return intake.patient._replace(tags=named), intake.left_out, code


def _unknown(given: dict[str, object]) -> dict[str, object]:
    unknown: dict[str, object] = {}
    if not given.get("sex"):
        unknown["sex"] = "I"
    place = str(given.get("birth_place") or "")
    if not given.get("birth_place_code") and (not place or is_postal_code_alone(place)):
        given.pop("birth_place", None)
        unknown["birth_place_code"] = UNKNOWN_PLACE
    return unknown
