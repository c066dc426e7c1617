"""What stands on a patient's label: the lines of a template filled in, and the texts of codes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.identity.ins import parse_ins
from semble_cli.identity.nir_in_text import mask_within
from semble_cli.identity.phone.display import shown_phone
from semble_cli.identity.scans.ins_datamatrix import InsTraits, ins_datamatrix_text
from semble_cli.identity.scans.reading import own_code
from semble_cli.paper.font import as_printed
from semble_cli.patient.labels.templates import INS_CODE, OWN_CODE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from semble_cli.patient.labels.templates import LabelTemplate, TemplatePart
    from semble_cli.patient.record import Patient

INS_LEGEND = "INS à scanner"
"""What stands under an INS datamatrix (ANS, Format du datamatrix INS v2.2, section 6)."""


class LabelLine(NamedTuple):
    """A line of text, and the fields that are in it."""

    text: str
    fields: tuple[str, ...]


class LabelCode(NamedTuple):
    """The text of a code, and what stands under it."""

    text: str
    legend: str = ""


class LabelContent(NamedTuple):
    """All that stands on one label. `lacks_ins` says that the INS was asked for, and is not there:
    it is printed for qualified identities only."""

    patient_id: int
    lines: tuple[LabelLine, ...]
    codes: tuple[LabelCode, ...] = ()
    lacks_ins: bool = False


def label_content(template: LabelTemplate, patient: Patient) -> LabelContent:
    """A template filled in. A line whose fields are all empty is left out.

    Raises:
        InvalidInput: a name of a qualified identity fits no INS datamatrix.
    """
    lines = [each for line in template.lines for each in _filled(line, patient)]
    codes = [code for name in template.codes if (code := _CODES[name](patient))]
    lacks_ins = not template.fields.isdisjoint((INS_CODE, "ins")) and not _has_ins(patient)
    return LabelContent(patient.id or 0, tuple(lines), tuple(codes), lacks_ins)


def _filled(line: tuple[TemplatePart, ...], patient: Patient) -> list[LabelLine]:
    fields = tuple(part.field for part in line if part.field)
    values = {field: _value(field, patient) for field in fields}
    if fields and not any(values.values()):
        return []
    whole = "".join(part.text + (values[part.field] if part.field else "") for part in line)
    texts = map(as_printed, whole.split("\n"))
    return [LabelLine(text, fields) for text in texts if text]


def _value(field: str, patient: Patient) -> str:
    """What a field is of a patient. A NIR that somebody wrote into a free text is masked, as
    wherever it is shown: only the matricule of a qualified identity is printed."""
    text = _TEXTS[field](patient)
    return text if field == "ins" else mask_within(text)


def _has_ins(patient: Patient) -> bool:
    return bool(patient.standing.may_show_ins and patient.ins_matricule and patient.ins_oid)


def _ins(patient: Patient) -> str:
    if not _has_ins(patient):
        return ""
    ins = parse_ins(patient.ins_matricule or "", patient.ins_oid or "")
    return f"{ins.matricule} [{ins.nature}]"


def _address(patient: Patient) -> str:
    city = " ".join(filter(None, (patient.postal_code, patient.city)))
    country = patient.country if patient.country not in (None, "France") else None
    return "\n".join(filter(None, (patient.address_lines, city, country)))


def _own_text(name: str, patient: Patient) -> str:
    return getattr(patient, name) or ""


_TEXTS: Mapping[str, Callable[[Patient], str]] = {
    "id": lambda patient: str(patient.id),
    "birth_date": lambda patient: patient.birth_date.strftime("%d/%m/%Y"),
    "sex": lambda patient: patient.sex.value,
    "ins": _ins,
    "phone": lambda patient: shown_phone(patient.phones[0].number) if patient.phones else "",
    "address": _address,
    **{
        name: partial(_own_text, name)
        for name in (
            *("title", "full_name", "birth_name", "used_name", "first_given_name"),
            *("used_given_name", "birth_given_names", "birth_place_code", "birth_place", "email"),
        )
    },
}
"""What each field of a template is of a patient; nothing where it is not known."""


def _ins_code(patient: Patient) -> LabelCode | None:
    if not _has_ins(patient):
        return None
    traits = InsTraits(
        parse_ins(patient.ins_matricule or "", patient.ins_oid or ""),
        patient.birth_given_names,
        patient.birth_name,
        patient.sex.value,
        patient.birth_date,
        patient.birth_place_code,
    )
    return LabelCode(ins_datamatrix_text(traits), INS_LEGEND)


_CODES: Mapping[str, Callable[[Patient], LabelCode | None]] = {
    INS_CODE: _ins_code,
    OWN_CODE: lambda patient: LabelCode(own_code(patient.id or 0)),
}
