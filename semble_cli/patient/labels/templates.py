"""What stands on a label: lines of text, with fields of the patient in braces, and codes that
scanners read."""

from __future__ import annotations

from typing import NamedTuple

from semble_cli.errors import InvalidInput
from semble_cli.patient.texts import parse_lines

TEXT_FIELDS = (
    *("id", "title", "full_name", "birth_name", "used_name", "first_given_name"),
    *("used_given_name", "birth_given_names", "birth_date", "sex", "birth_place_code"),
    *("birth_place", "ins", "phone", "email", "address"),
)
"""What is printed as text."""
INS_CODE, OWN_CODE = "ins_datamatrix", "id_datamatrix"
CODES = (INS_CODE, OWN_CODE)
"""What is printed as a code: the INS datamatrix, and `SEMBLE:` with the id."""
LABEL_FIELDS = (*TEXT_FIELDS, *CODES)

IDENTITY_WITH_INS = ("birth_name", "birth_given_names", "birth_date", "sex", "ins")
"""What is to stand in clear beside an INS datamatrix (Guide d'implémentation INS, EXI DIF 02)."""


class TemplatePart(NamedTuple):
    """A piece of a line: fixed text, then a field or none."""

    text: str
    field: str | None


class LabelTemplate(NamedTuple):
    """The lines of a label, and the codes beside them."""

    lines: tuple[tuple[TemplatePart, ...], ...]
    codes: tuple[str, ...] = ()

    @property
    def fields(self) -> frozenset[str]:
        """All fields and codes that it names."""
        named = {part.field for line in self.lines for part in line if part.field}
        return frozenset(named | set(self.codes))


def template_of_fields(fields: tuple[str, ...]) -> LabelTemplate:
    """A template with each of these fields on a line of its own, in this order."""
    lines = tuple((TemplatePart("", field),) for field in fields if field not in CODES)
    return LabelTemplate(lines, tuple(field for field in fields if field in CODES))


def label_template_text(field: str, text: str) -> str:
    """A template as it is kept: in lines, which may be typed with `\\n` between them.

    Raises:
        InvalidInput: as `patient.texts.parse_lines`.
    """
    return parse_lines(field, text.replace("\\n", "\n"))


def parse_label_template(field: str, text: str) -> LabelTemplate:
    """A template as the practice writes it.

    Raises:
        InvalidInput: its braces name no field, or a code does not stand on a line of its own.
    """
    from string import Formatter

    lines, codes = [], []
    for line in label_template_text(field, text).split("\n"):
        try:
            read = list(Formatter().parse(line))
        except ValueError:
            raise _no_template(field) from None
        parts = [TemplatePart(fixed, name) for fixed, name, _, _ in read]
        if any(form or how for _, _, form, how in read):
            raise _no_template(field)
        named = [part.field for part in parts if part.field is not None]
        if not set(named) <= set(LABEL_FIELDS):
            raise _no_template(field)
        here = [name for name in named if name in CODES]
        if here and (len(here) < len(named) or any(part.text.strip() for part in parts)):
            raise InvalidInput(
                field, "a code stands on a line of its own: {code}.", code=f"{{{here[0]}}}"
            )
        codes += here
        if parts and not here:
            lines.append(tuple(parts))
    found = LabelTemplate(tuple(lines), tuple(dict.fromkeys(codes)))
    if not found.fields:
        raise _no_template(field)
    return found


def _no_template(field: str) -> InvalidInput:
    return InvalidInput(
        field,
        "it is lines with fields in braces, such as {example}; the fields are: {known}.",
        example="{full_name}",
        known=", ".join(LABEL_FIELDS),
    )


KNOWN_TEMPLATES = {
    "identity": "{full_name}\n{birth_date} {sex}\n{id_datamatrix}",
    "tube": "{birth_name} {first_given_name}\n{birth_date} {sex}",
    "contact": "{full_name}\n{birth_date} {sex}\n{phone}\n{address}",
    "address": "{title} {full_name}\n{address}",
    "ins": (
        "{birth_name}\n{birth_given_names}\n{used_name} {used_given_name}\n"
        "{birth_date} {sex} {birth_place_code}\n{ins}\n{ins_datamatrix}"
    ),
}
"""The usual templates, by name."""
