"""The consents of a patient: each not asked, accepted or refused, with its day and its author.

A consent is three fields of a patient, `receive_sms`, `receive_sms_on` and `receive_sms_by`. People
and files give the answer under the consent's own name, where true and false are understood too, or
as `receive_sms_answer`, which is where the key `consents` of a document stands in flat files.

Consent to messages is opposed or given per purpose (CNIL); Segur's MSSanté and DMP know an
opposition, which is not the same as a question that was never put.
"""

from __future__ import annotations

from itertools import repeat
from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.errors import InvalidInput, Sentence, field_id
from semble_cli.patient.catalogue import CONSENTS
from semble_cli.patient.consents.answers import parse_answer
from semble_cli.patient.record import Answer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from semble_cli.patient.consents.answers import Given
    from semble_cli.patient.record import Patient

ANSWERS = {f"{name}_answer": name for name in CONSENTS}
"""The names under which the answer alone is given, and the consent of each."""

VISIBILITIES = ("dmp_visible_patient", "dmp_visible_professionals")
"""What needs the consent to the DMP."""

_OF = ("", "_on", "_by")
PARTS = tuple(f"{name}{of}" for name in CONSENTS for of in _OF)
"""The fields that hold the consents, three for each."""

SIGNATURES = tuple(part for part in PARTS if part not in CONSENTS)
"""Those of them that tell the day and the author."""

CONSENT_OF = {f"{name}{of}": name for name in CONSENTS for of in (*_OF, "_answer")}
"""The consent that each of the names is about under which something of one is given."""

_EMPTY = (None, "")
_NOBODY = "nobody"
"""What is on record of nobody; no answer is this."""


class Consent(NamedTuple):
    """An answer, or `None` while it was not asked; its day, and who recorded it."""

    answer: Answer | None = None
    on: date | None = None
    by: str | None = None


_NOTHING = Consent()


def consent_of(patient: Patient | None, name: str) -> Consent:
    """A consent of a patient; of nobody, not asked."""
    return Consent(*(getattr(patient, f"{name}{of}") for of in _OF)) if patient else _NOTHING


def fields_of(name: str, consent: Consent) -> dict[str, Any]:
    """The fields of a patient that hold a consent."""
    return {f"{name}{of}": value for of, value in zip(_OF, consent, strict=True)}


def joined(document: Mapping[str, Any], options: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a document and those given beside it, which win over it: what the document says
    of a consent that they give goes, with its day and its author."""
    beside = {
        name: value for name, value in document.items() if CONSENT_OF.get(name) not in options
    }
    return beside | {**options}


def said_once(given: Mapping[str, Any], before: Patient | None) -> Mapping[str, Any]:
    """What is given, with one answer for each consent.

    A document has every answer twice: as true or false among the preferences, and in words among
    the consents. Where the two differ, whichever is not on record already is what was changed.

    Raises:
        InvalidInput: neither is on record.
    """
    if ANSWERS.keys().isdisjoint(given):
        return given
    stale = {
        _stale(given, alias, name, consent_of(before, name).answer if before else _NOBODY)
        for alias, name in ANSWERS.items()
        if alias in given
    }
    return {name: value for name, value in given.items() if name not in stale}


def _stale(given: Mapping[str, Any], alias: str, name: str, on_record: Any) -> str | None:
    """Which of the two names of an answer is to be left out, if any."""
    if given[alias] in _EMPTY or given.get(name) in _EMPTY:
        return name if given[alias] not in _EMPTY else alias if name in given else None
    try:
        truth, answer = parse_answer(name, given[name]), parse_answer(alias, given[alias])
    except InvalidInput:  # whoever reads them both says so
        return None
    if is_said_by(truth, answer) or is_said_by(truth, on_record):
        return name
    if answer is on_record:
        return alias
    raise InvalidInput(name, "two answers are given here; leave one of them out.")


def is_said_by(truth: Any, answer: Any) -> bool:
    """Whether true, false or nothing may stand for an answer, as it does in a document."""
    return truth is answer or (not truth and answer in (None, Answer.REFUSED))


def with_consents(
    settled: Mapping[str, Any], before: Patient | None, today: date
) -> tuple[dict[str, Any], list[InvalidInput]]:
    """The fields that are settled, with whole consents in them; and what cannot be taken.

    Without the consent to the DMP, nobody sees any more what was visible there through it.
    """
    whole, problems = dict(settled), []
    for name in CONSENTS:
        if not any(f"{name}{of}" in settled for of in _OF):
            continue
        had = consent_of(before, name)
        found = tuple(settled.get(part, kept) for part, kept in fields_of(name, had).items())
        try:
            whole |= fields_of(name, _after(name, had, found, today))
        except InvalidInput as problem:
            problems.append(problem)
    if before and _ends_dmp(before.dmp_consent, whole):
        whole |= {name: False for name in VISIBILITIES if getattr(before, name)}
    return whole, problems


def _ends_dmp(before: Answer | None, whole: Mapping[str, Any]) -> bool:
    after = whole.get("dmp_consent", before)
    return before is Answer.ACCEPTED and after is not Answer.ACCEPTED


def _after(
    name: str, had: Consent, found: tuple[Given, date | None, str | None], today: date
) -> Consent:
    """A consent once something is given of it. A bare no takes an acceptance back, and leaves a
    refusal; beside another answer than before, the day and the author of before say nothing."""
    answer, on, by = found
    if not answer:
        refused = answer is False and had.answer is Answer.REFUSED
        answer = Answer.REFUSED if refused else None
    if answer is not had.answer:
        on, by = None if on == had.on else on, None if by == had.by else by
    if answer is None and (on or by):
        raise InvalidInput(name, "its day or its author is given, and the answer is missing.")
    if on and on > today:
        raise InvalidInput(f"{name}_on", "this day is to come. Check the date.")
    return Consent(answer, on, by)


def signed(before: Patient | None, after: Patient, day: date, by: str) -> Patient:
    """The patient with the day and the author of each answer that is another than before, where
    they are not given."""
    fields: dict[str, Any] = {}
    for name in CONSENTS:
        consent = consent_of(after, name)
        if consent.answer and consent.answer is not consent_of(before, name).answer:
            fields |= fields_of(name, Consent(consent.answer, consent.on or day, consent.by or by))
    return after._replace(**fields) if fields else after


def signed_columns(
    columns: Mapping[str, Sequence[Any]], day: date, by: str
) -> dict[str, Sequence[Any]]:
    """The days and authors of new patients, JSON-ready, from the columns of their fields."""
    signed: dict[str, Sequence[Any]] = {}
    for name in CONSENTS:
        if name not in columns:  # nobody answered
            continue
        answers = columns[name]
        for part, value in ((f"{name}_on", day.isoformat()), (f"{name}_by", by)):
            if part in columns:
                signed[part] = [
                    given or (answer and value)
                    for given, answer in zip(columns[part], answers, strict=True)
                ]
            else:
                signed[part] = list(map({None: None}.get, answers, repeat(value)))
    return signed


def unsigned_by(kept: Mapping[str, Any]) -> set[str]:
    """The days and authors of which JSON-ready fields say nothing, for a program of before kept the
    answers, as true and false."""
    return {
        f"{name}{of}" for name in CONSENTS if type(kept.get(name)) is bool for of in _OF if of
    } - kept.keys()


def ended_visibility(before: Patient, after: Patient) -> tuple[Sentence, ...]:
    """What to say of documents that nobody sees in the DMP any more, for the consent is gone."""
    if not before.dmp_consent or after.dmp_consent is Answer.ACCEPTED:
        return ()
    return tuple(
        Sentence(
            "the consent to the DMP is gone, and with it: {field}.", field=Sentence(field_id(name))
        )
        for name in VISIBILITIES
        if getattr(before, name) and not getattr(after, name)
    )
