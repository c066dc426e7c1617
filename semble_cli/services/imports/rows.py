"""The rows of a file as patients that can be written, or as rejects with every reason."""

from __future__ import annotations

from contextlib import suppress
from itertools import compress
from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.errors import InvalidInput, InvalidRecord, SembleError
from semble_cli.identity.places import UNKNOWN_PLACE
from semble_cli.identity.status import IdentitySource
from semble_cli.identity.written_places import is_postal_code_alone
from semble_cli.patient.columns.column_intake import ColumnIntake
from semble_cli.patient.fields import parse_tags
from semble_cli.patient.intake import new_patient, read_field
from semble_cli.patient.reading.doubts import (
    WARNED_OF,
    code_in_doubt,
    identity_warnings,
    warnings_about,
)
from semble_cli.patient.reading.left_out import read_rest
from semble_cli.patient.reading.states import STATE_READERS, read_states, with_states
from semble_cli.services.imports.tags import INCOMPLETE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from semble_cli.errors import Sentence
    from semble_cli.exchange.record import Record, Records
    from semble_cli.patient.columns.patient_columns import PatientColumns
    from semble_cli.patient.record import Patient
    from semble_cli.services.imports.tags import Tags

    Reasons = tuple[SembleError, ...]

_READ_BESIDE = frozenset(("tags", *STATE_READERS))


class ReadRows(NamedTuple):
    """Rows that follow each other: the `people` of the `taken` ones; the others are *rejects*, with
    every reason. *passed_over* is how many were no patients at all. *warned* is how many deserve a
    look; *left_out* says, row by row, what else was not taken; the codes of birth places *in_doubt*
    may be postal codes instead; *dropped* is why cells of taken rows were, by the lines of the
    rows."""

    taken: Sequence[Record]
    people: PatientColumns
    rejects: Sequence[tuple[Record, tuple[SembleError, ...]]]
    passed_over: int
    warned: int
    left_out: Sequence[Sentence]
    in_doubt: Sequence[str]
    dropped: Mapping[int, Reasons]


class RowReader:
    """Reads the batches of one file.

    Where *accept_incomplete*, a sex or a birth place that a row does not tell is stored as unknown
    (I, 99999), and the patient tagged. Where *drop_bad_cells*, what cannot be taken in an optional
    field costs that field alone, or the item of it.
    """

    def __init__(
        self,
        source: Records,
        today: date,
        *,
        accept_incomplete: bool,
        drop_bad_cells: bool = False,
    ) -> None:
        self._today = today
        self._accept_incomplete = accept_incomplete
        self._drops_bad_cells = drop_bad_cells
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
        dropped: dict[int, Reasons] = {}
        for place, names in enumerate(people.column("tags")):
            if names and place not in left:
                try:
                    people.columns["tags"][place] = tags.named(names)
                except InvalidInput:
                    left.add(place)
        for place in sorted(left):
            record = records[place]
            try:
                look = self._second_look(record, tags)
            except InvalidRecord as refused:
                if said := self._source.no_patient(record):
                    no_patients.append(place)
                    left_out.append(said)
                else:
                    rejects[place] = at_rest(refused.problems)
                continue
            people.put(place, look.patient)
            warned += bool(look.left_out) and not warnings_about(look.patient)
            left_out += look.left_out
            if look.dropped:
                dropped[record.number] = at_rest(look.dropped)
            if look.code:
                in_doubt[place] = look.code
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
            dropped,
        )

    def spare(self, rejects: Iterable[Record], tags: Tags) -> list[tuple[Record, Patient]]:
        """The patients of those rejected rows that could be taken without their bad cells."""
        found: list[tuple[Record, Patient]] = []
        for record in rejects:
            if record.problem is None:
                with suppress(SembleError):
                    given, refused = self._source.given(record), self._source.refused(record)
                    found.append((record, self._read_rest(given, refused, tags).patient))
        return found

    def _second_look(self, record: Record, tags: Tags) -> _SecondLook:
        """A row that was not read with the others.

        Raises:
            InvalidRecord: every reason why it cannot be taken.
        """
        if record.problem:
            raise InvalidRecord((record.problem,))
        try:
            given = self._source.given(record)
        except InvalidInput as problem:
            raise InvalidRecord((problem,)) from None
        refused = self._source.refused(record)
        read = self._read_rest if self._drops_bad_cells else self._read_given
        look = read(given, refused, tags)
        return look._replace(left_out=(*self._source.left_out(record), *look.left_out))

    def _read_rest(
        self, given: Mapping[str, Any], refused: Sequence[InvalidInput], tags: Tags
    ) -> _SecondLook:
        """As `_read_given`, without what cannot be taken in optional fields.

        Raises:
            InvalidRecord: every reason why it cannot be taken even so.
        """

        def read(rest: Mapping[str, Any]) -> _SecondLook:
            # What is left of a field is another text than the one that was refused.
            still = [each for each in refused if rest.get(each.field) == given.get(each.field)]
            return self._read_given(rest, still, tags)

        look, dropped = read_rest(
            read,
            given,
            lambda name, item: (
                tags.named(parse_tags(name, item))
                if name == "tags"
                else read_field(name, item, self._today, given)
            ),
        )
        return look._replace(dropped=dropped)

    def _read_given(
        self, given: Mapping[str, Any], refused: Sequence[InvalidInput], tags: Tags
    ) -> _SecondLook:
        """The patient from the fields that a row gives; *refused* are those among them that are not
        taken whatever they mean.

        Raises:
            InvalidRecord: every reason why it cannot be taken.
        """
        fields = {name: value for name, value in given.items() if name not in _READ_BESIDE}
        if self._accept_incomplete:
            fields |= (unknown := _unknown(fields))
        else:
            unknown = {}
        problems = [problem for problem in refused if problem.field in given]
        told = {problem.field for problem in problems}
        names, states = given.get("tags"), {}
        try:
            states = read_states(given, self._today)
        except InvalidRecord as unread:
            problems += unread.problems
        try:
            named = tags.named(
                (*(parse_tags("tags", names) if names else ()), *((INCOMPLETE,) if unknown else ()))
            )
        except InvalidInput as problem:
            problems.append(problem)
        try:
            intake = new_patient(fields, self._today)
            patient = with_states(intake.patient, states)
        except InvalidRecord as unfit:
            others = (problem for problem in unfit.problems if problem.field not in told)
            raise InvalidRecord((*others, *problems)) from None
        if problems:
            raise InvalidRecord(tuple(problems))
        return _SecondLook(patient._replace(tags=named), intake.left_out, code_in_doubt(fields), ())


class _SecondLook(NamedTuple):
    """The patient of a row; what was left out of it; the code of the birth place if it is in doubt;
    and why cells of it were dropped."""

    patient: Patient
    left_out: Sequence[Sentence]
    code: str | None
    dropped: tuple[InvalidInput, ...]


def at_rest(problems: Iterable[SembleError]) -> Reasons:
    """Problems that are to be kept."""
    return tuple(problem.at_rest() for problem in problems)


def _unknown(given: dict[str, object]) -> dict[str, object]:
    unknown: dict[str, object] = {}
    if not given.get("sex"):
        unknown["sex"] = "I"
    place = str(given.get("birth_place") or "")
    if not given.get("birth_place_code") and (not place or is_postal_code_alone(place)):
        given.pop("birth_place", None)
        unknown["birth_place_code"] = UNKNOWN_PLACE
    return unknown
