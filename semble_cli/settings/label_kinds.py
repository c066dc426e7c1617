"""The kinds of values that the settings of labels have.

| kind | form |
|---|---|
| the size of a label, a roll or a sheet | as `patient.labels.sizes` reads it |
| what stands on a label | lines with fields in braces, as `patient.labels.templates` reads them |
| how far a printer is off | as `patient.labels.offsets` reads it |
| a size or a template, or the name of one | a name has neither the figures of the one nor the \
braces of the other |
"""

from __future__ import annotations

from semble_cli.settings.family_keys import family_key
from semble_cli.settings.kinds import SettingKind


def _size(name: str, text: str) -> str:
    from semble_cli.patient.labels.sizes import parse_label_size

    return parse_label_size(name, text).written


def _template(name: str, text: str) -> str:
    from semble_cli.patient.labels.templates import label_template_text, parse_label_template

    parse_label_template(name, text)
    return label_template_text(name, text)


def _offset(name: str, text: str) -> str:
    from semble_cli.patient.labels.offsets import parse_label_offset

    return parse_label_offset(name, text).written


def is_name_of_size(text: str) -> bool:
    """Whether a text can only be meant to name a size: sizes begin with a figure."""
    return text.strip()[:1].isalpha()


def is_name_of_template(text: str) -> bool:
    """Whether a text can only be meant to name a template: templates have braces."""
    return "{" not in text


def _size_or_name(name: str, text: str) -> str:
    return (is_name_of_size(text) and family_key(text)) or _size(name, text)


def _template_or_name(name: str, text: str) -> str:
    return (is_name_of_template(text) and family_key(text)) or _template(name, text)


LABEL_SIZE, LABEL_TEMPLATE, LABEL_OFFSET = map(SettingKind, (_size, _template, _offset))
LABEL_SIZE_OR_NAME, LABEL_TEMPLATE_OR_NAME = map(SettingKind, (_size_or_name, _template_or_name))
