"""How patients are written: as any result, as YAML, or as another program reads them."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from semble_cli.commands.ui.options.plain import FORMAT, RESULT
from semble_cli.commands.ui.output import Format, say
from semble_cli.commands.ui.words.choices import choice_option
from semble_cli.errors import BadUsage, Sentence, listed
from semble_cli.identity.characters import is_shown
from semble_cli.patient.choices.reader import Choices
from semble_cli.patient.interchange import Interchange, PatientEvent

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any


class PatientFormat(StrEnum):
    """How patients are written."""

    TABLE = "table"
    JSON = "json"
    NDJSON = "ndjson"
    CSV = "csv"
    TSV = "tsv"
    XLSX = "xlsx"
    YAML = "yaml"
    FHIR = "fhir"
    IPS = "ips"
    HL7 = "hl7"
    SEMBLE = "semble"
    VCARD = "vcard"


PATIENT_FORMATS: Choices[PatientFormat] = Choices(
    {form: ("table", "tableau") if form is PatientFormat.TABLE else () for form in PatientFormat}
)
EVENTS: Choices[PatientEvent] = Choices(dict.fromkeys(PatientEvent, ()))

_STATES = {
    "deceased_on": Sentence("a death"),
    "archived_on": Sentence("an archive"),
    "blocked_on": Sentence("a block"),
}
"""What people call the states that a format may have no word for."""

PatientFormatOption = Annotated[
    PatientFormat | None,
    choice_option(
        PATIENT_FORMATS,
        *FORMAT.names,
        help_text="How to write it: fhir (FR Core) and semble (its API) are JSON, ips the"
        " International Patient Summary, hl7 messages of PAM-FR, vcard a card.",
        panel=RESULT,
        default="table on a terminal, else tsv",
    ),
]
EventOption = Annotated[
    PatientEvent | None,
    choice_option(
        EVENTS,
        "--event",
        help_text="With -f hl7: whether the patient is new to who receives it (A28), or known"
        " (A31).",
        panel=RESULT,
        default=PatientEvent.ADDED.value,
    ),
]


def interchange_of(form: PatientFormat | None) -> Interchange | None:
    """The format of another program, if it is one."""
    return Interchange(form.value) if form and form.value in set(Interchange) else None


def usual_format(form: PatientFormat | None) -> Format | None:
    """The format of any result, if it is one; none where none is named."""
    return Format(form.value) if form and form.value in set(Format) else None


def check_options(
    form: PatientFormat | None, fields: str | None, event: PatientEvent | None
) -> None:
    """Refuse options that mean nothing in a format.

    Raises:
        BadUsage: an event without a message, or fields of what has its own.
    """
    if event and form is not PatientFormat.HL7:
        raise BadUsage("--event goes with -f hl7.")
    if fields and interchange_of(form):
        raise BadUsage(
            "--fields does not go with -f {form}, which has fields of its own.", form=form
        )


def write_yaml(record: Mapping[str, Any]) -> None:
    """Write one record as a YAML document; characters that nobody sees are escaped."""
    import yaml

    text = _yaml(yaml, record, is_plain=True)
    if not text.isprintable() and not all(is_shown(text, place) for place in range(len(text))):
        text = _yaml(yaml, record, is_plain=False)
    sys.stdout.write(f"---\n{text}")


def _yaml(yaml: Any, record: Mapping[str, Any], *, is_plain: bool) -> str:
    text: str = yaml.safe_dump(
        dict(record), allow_unicode=is_plain, sort_keys=False, default_flow_style=False, width=1000
    )
    return text


def write_text(text: str) -> None:
    """Write lines that have their own ends; on a terminal, a carriage return would write over the
    line before."""
    sys.stdout.write(
        text.replace("\r\n", "\n").replace("\r", "\n") if sys.stdout.isatty() else text
    )


def say_untold(untold: Iterable[tuple[str, ...]]) -> None:
    """Say which states of some patients a format had no word for."""
    found = [names for names in untold if names]
    if found:
        kinds = [name for name in _STATES if any(name in names for names in found)]
        say(
            "This format has no word for {states}: {count} × such a patient stands in it as one"
            " who is present.",
            states=listed([_STATES[name] for name in kinds]),
            count=len(found),
        )


def say_left_out() -> None:
    """Say that medical contents are not in what was written."""
    say("Treatments and documents were left out: your role does not read medical contents.")
