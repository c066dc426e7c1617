"""The kind of values that templates of letters are: texts with fields in double braces, as
`patient.letters.template` reads them."""

from __future__ import annotations

from semble_cli.settings.kinds import SettingKind


def _template(name: str, text: str) -> str:
    from semble_cli.patient.letters.template import letter_template_text, parse_letter_template

    parse_letter_template(name, text)
    return letter_template_text(name, text)


LETTER_TEMPLATE = SettingKind(_template)
