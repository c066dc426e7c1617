"""One run through what a file holds around its patients, in the transaction of the import."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.errors import Conflict, InvalidInput, InvalidRecord, SembleError
from semble_cli.exchange.around.allergies import ALLERGY, NONE_KNOWN, NOT_ASKED
from semble_cli.exchange.around.documents import DOCUMENT
from semble_cli.exchange.around.reading import given_by
from semble_cli.exchange.around.treatments import TREATMENT
from semble_cli.exchange.fhir.resources import not_a_patient
from semble_cli.services.imports.around.bringing import Bringing, refuse_masked
from semble_cli.services.imports.around.care import (
    bring_allergy,
    bring_none_known,
    bring_treatment,
)
from semble_cli.services.imports.around.documents import bring_document
from semble_cli.services.imports.around.relations import bring_relation
from semble_cli.services.record.add_document import largest_document

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from semble_cli.errors import Sentence
    from semble_cli.exchange.around.parts import GivenRecord
    from semble_cli.exchange.record import Around, Record
    from semble_cli.services.imports.report import Policy, Report
    from semble_cli.services.unit_of_work import UnitOfWork

_CARE = {ALLERGY: bring_allergy, NONE_KNOWN: bring_none_known, TREATMENT: bring_treatment}


class AroundWriter:
    """Writes what a file holds around the patients who were taken from it.

    Args:
        taken: the ids in the register of the patients who were, by those that the file has for
            them; `None` of one who was skipped, and everything around with the patient.
        report: what was done is added here.
        rejected: is handed each record that was not taken, with every reason, in order.
    """

    def __init__(
        self,
        work: UnitOfWork,
        policy: Policy,
        taken: Mapping[str, int | None],
        report: Report,
        rejected: Callable[[Record, tuple[SembleError, ...]], None],
    ) -> None:
        self._policy = policy
        self._taken = taken
        self._report = report
        self._rejected = rejected
        self._line = 0
        limit = largest_document(work.connection, policy.document_limit)
        self._run = Bringing(work, limit, self._note)

    def _note(self, sentence: Sentence) -> None:
        self._report.note(self._line, sentence)

    def write(self, around: Around) -> None:
        """Write all of it that can be taken, and tell the rest."""
        for record in around.records(is_data_wanted=True):
            self._line = record.number
            self._report.read += 1
            try:
                given = given_by(record)
            except InvalidInput as problem:
                if around.is_of_others(record):  # as any other resource that is no patient
                    self._report.skipped += 1
                    self._report.left_out[not_a_patient(record.raw)] += 1
                else:
                    self._reject(record, (problem,))
                continue
            try:
                is_new = self._bring(record, given)
            except InvalidRecord as refused:
                self._reject(record, refused.problems)
            except SembleError as problem:
                self._reject(record, (problem,))
            else:
                self._report.records += is_new
                self._report.skipped += not is_new

    def _bring(self, record: Record, given: GivenRecord) -> bool:
        if given.form == NOT_ASKED:
            return False
        if given.whose not in self._taken:
            raise Conflict(
                "its patient is not in the file, or was not taken; import both together."
            )
        patient_id = self._taken[given.whose]
        if patient_id is None:
            return False
        fields: dict[str, Any] = dict(given.fields)
        refuse_masked({**fields, "data": None})
        if given.form == DOCUMENT:
            return bring_document(self._run, patient_id, fields, record.data)
        if given.form in _CARE:
            return _CARE[given.form](self._run, patient_id, fields)
        return bring_relation(self._run, patient_id, fields, self._taken.get)

    def _reject(self, record: Record, problems: tuple[SembleError, ...]) -> None:
        reasons = tuple(problem.at_rest() for problem in problems)
        self._report.reject(record.number, reasons, samples=self._policy.samples)
        self._rejected(record, reasons)
