"""What is known so far of a patient who is being entered, and what is still to be asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.errors import Sentence
from semble_cli.patient.around.relation_intake import RELATIONS
from semble_cli.patient.catalogue import COLLECTIONS, CONSENTS
from semble_cli.patient.consents.answers import is_acceptance
from semble_cli.patient.consents.rules import VISIBILITIES
from semble_cli.patient.fields import READERS
from semble_cli.patient.on_duplicate import OnDuplicate
from semble_cli.patient.reading.items import escaped, pair_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from semble_cli.patient.record import Patient

TRAITS = (
    *("birth_name", "first_given_name", "birth_given_names"),
    *("birth_date", "sex", "birth_place"),
)
"""What says who it is, asked first."""

CHECK = "check"
"""The step that looks for the same person, once who it is is known."""

MORE = "more"
"""The step that offers the sections."""


class Section(NamedTuple):
    """Fields that are asked together, under a title."""

    title: Sentence
    fields: tuple[str, ...]


SECTIONS: dict[str, Section] = {
    "names": Section(Sentence("Title and used names"), ("title", "used_name", "used_given_name")),
    "contact": Section(
        Sentence("E-mail and address"),
        ("email", "address_lines", "postal_code", "city", "country"),
    ),
    "coverage": Section(
        Sentence("Health coverage"), ("nir", "amc_name", "amc_number", "member_number")
    ),
    "preferences": Section(
        Sentence("Communication, privacy policy, consents"),
        ("privacy_policy", *CONSENTS, *VISIBILITIES),
    ),
    "billing": Section(
        Sentence("Billing"),
        (
            *("billing_name", "billing_address", "payment_reference"),
            *("membership_name", "membership_started_on"),
        ),
    ),
    "about": Section(
        Sentence("Occupation, religion, comments"),
        ("occupation", "preferred_language", "religion", "comments"),
    ),
    "relations": Section(Sentence("Relations"), (RELATIONS,)),
    "numbers": Section(Sentence("Identification numbers"), ("numbers",)),
}
"""What may be asked beside, a section at a time."""

_NEEDED_FIRST = {
    **dict.fromkeys(VISIBILITIES, "dmp_consent"),
    "membership_started_on": "membership_name",
}
"""Questions that mean nothing without an answer to another one; a consent has to be accepted."""


@dataclass
class PatientForm:
    """A patient being entered.

    Attributes:
        answers: what is known, field by field: given by options, or typed.
        unfinished: what stands in the line of questions that were left.
        sections: those that were ticked.
        done: the steps that are not asked any more, unless somebody goes back.
        completes: the id of the patient of the register who is completed, in place of a new one.
        set_aside: the ids of those who were looked at, and are not the same person.
        policy: what is done about who is likely to be the same person.
    """

    answers: dict[str, Any] = field(default_factory=dict)
    unfinished: dict[str, str] = field(default_factory=dict)
    sections: list[str] = field(default_factory=list)
    done: set[str] = field(default_factory=set)
    completes: int | None = None
    set_aside: set[int] = field(default_factory=set)
    policy: OnDuplicate = OnDuplicate.ASK

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> PatientForm:
        """A form in which some fields are given."""
        form = cls(answers=dict(given), done=set(given))
        if "birth_place_code" in given:
            form.done.add("birth_place")
        return form

    @property
    def fields(self) -> dict[str, Any]:
        """What is known of the fields of the patient itself: relations stand beside them."""
        return {name: value for name, value in self.answers.items() if name != RELATIONS}

    @property
    def relations(self) -> list[dict[str, Any]]:
        """The relations that are wanted."""
        return list(self.answers.get(RELATIONS) or ())

    def relate(self, relations: list[dict[str, Any]]) -> None:
        """Take the relations that were answered, in place of those before."""
        self.answers.pop(RELATIONS, None)
        if relations:
            self.answers[RELATIONS] = relations

    def take(self, given: Mapping[str, Any]) -> None:
        """Take fields that options give, in place of what was known of them."""
        self.answers |= given
        self.done |= PatientForm.of(given).done

    def steps(self) -> Iterator[str]:
        """All the steps, in order: fields, `CHECK` and `MORE`."""
        asked = [name for key in SECTIONS if key in self.sections for name in SECTIONS[key].fields]
        first = (*TRAITS, CHECK, "phones", MORE)
        others = (
            name
            for name in (*READERS, RELATIONS)
            if name in self.answers and name != "birth_place_code"
        )
        for step in dict.fromkeys((*first, *asked, *others)):
            if step in self.answers or self._means_something(_NEEDED_FIRST.get(step)):
                yield step

    def _means_something(self, needed: str | None) -> bool:
        given = self.answers.get(needed or "")
        return needed is None or bool(given and (needed not in CONSENTS or is_acceptance(given)))

    def next_step(self) -> str | None:
        """The first step that is still to be done."""
        return next((step for step in self.steps() if step not in self.done), None)

    def go_back(self, step: str | None) -> None:
        """Have the question before a step asked again; the last one, where there is no step."""
        before: str | None = None
        for each in self.steps():
            if each == step:
                break
            if each != CHECK:
                before = each
        if before:
            self.done.discard(before)

    def answer(self, name: str, text: str) -> None:
        """Take an answer; an empty one clears the field."""
        changed = text != self.text(name)
        self.unfinished.pop(name, None)
        self.done.add(name)
        if name == "birth_place":
            self.answers.pop("birth_place_code", None)
        if text:
            self.answers[name] = text
        else:
            self.answers.pop(name, None)
        for dependent, needed in _NEEDED_FIRST.items():
            if needed == name and not self._means_something(name):
                self.answers.pop(dependent, None)
                self.done.discard(dependent)
        if changed and name in (*TRAITS, "nir"):
            self.done.discard(CHECK)

    def text(self, name: str) -> str:
        """What is known of a field, as a person would type it."""
        if name == "birth_place" and "birth_place_code" in self.answers:
            name = "birth_place_code"
        return typed_text(self.answers.get(name))

    def complete(self, patient: Patient) -> None:
        """Complete a patient of the register: what the record holds is not asked any more."""
        self.completes = patient.id
        defaults = type(patient)._field_defaults
        self.done |= {CHECK, *TRAITS}
        for name in (name for section in SECTIONS.values() for name in section.fields):
            if name not in (*COLLECTIONS, RELATIONS) and getattr(patient, name) != defaults[name]:
                self.done.add(name)

    def holds_something(self) -> bool:
        """Whether there is anything to keep."""
        return bool(self.answers) or any(text.strip() for text in self.unfinished.values())

    def to_draft(self) -> dict[str, Any]:
        """All that a draft keeps, JSON-ready."""
        return {
            "answers": self.answers,
            "unfinished": self.unfinished,
            "sections": self.sections,
            "done": sorted(self.done),
            "completes": self.completes,
        }

    @classmethod
    def of_draft(cls, kept: Mapping[str, Any]) -> PatientForm:
        """The form that was kept; who is like this one is looked for anew."""
        form = cls(
            answers=dict(kept.get("answers") or {}),
            unfinished=dict(kept.get("unfinished") or {}),
            sections=[key for key in kept.get("sections") or () if key in SECTIONS],
            done=set(kept.get("done") or ()),
            completes=kept.get("completes"),
        )
        if form.completes is None:
            form.done.discard(CHECK)
        return form


def typed_text(value: Any) -> str:
    """A value as a person would type it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return "; ".join(map(typed_text, map(_escaped, value)))
    if isinstance(value, dict):
        if "number" not in value:
            return pair_text(str(value.get("name", "")), str(value.get("value", "")))
        return ":".join(str(value[key]) for key in ("type", "number") if value.get(key))
    return "" if value is None else str(value)


def _escaped(item: Any) -> Any:
    return escaped(item) if isinstance(item, str) else item
