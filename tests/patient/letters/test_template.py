"""Templates of letters: their markup and their fields; and that nothing of a patient is either."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semble_cli.errors import InvalidInput
from semble_cli.patient.letters.fields import LETTER_FIELDS, NAMES, read_field
from semble_cli.patient.letters.template import (
    BlockKind,
    LetterBlock,
    LetterSpan,
    parse_letter_template,
    subject_spans,
)
from semble_cli.patient.letters.templates import KNOWN_TEMPLATES
from semble_cli.patient.letters.values import _VALUES


def blocks(text: str, **how: bool) -> list[tuple[str, str, str, int]]:
    """The kind, the text, the marker and the depth of each block."""
    return [
        (each.kind.value, "".join(span.text for span in each.spans), each.marker, each.depth)
        for each in parse_letter_template("template", text, **how).blocks
    ]


def test_the_first_line_is_the_subject_where_it_says_so() -> None:
    for text in ("Objet : Le *suivi*\n\nBonjour", "subject:Le suivi\nBonjour"):
        found = parse_letter_template("template", text)
        assert found.subject_text == "Le suivi"
        assert [block.spans[0].text for block in found.blocks] == ["Bonjour"]
    assert parse_letter_template("template", "L'objet : rien").subject == ()


def test_what_is_markup_and_what_is_not() -> None:
    assert blocks("# A\n## B\nun\ndeux\n\ntrois\n\n---\n- x\n  1. y\n\n     suite\n- z") == [
        ("heading", "A", "", 0),
        ("minor_heading", "B", "", 0),
        ("paragraph", "un\ndeux", "", 0),
        ("paragraph", "trois", "", 0),
        ("rule", "", "", 0),
        ("item", "x", "•", 1),
        ("item", "y", "1.", 2),
        ("item", "suite", "", 2),
        ("item", "z", "•", 1),
    ]
    plain = "<b>x</b> [y](http://example.org) `z` | &amp; ![i](j)\n    quatre"
    assert blocks(plain)[0][:2] == ("paragraph", plain.replace("    ", ""))
    assert blocks("\\*x\\* \\{{patient.name}}")[0][1] == "*x* {{patient.name}}"


def test_bold_and_italic_hold_for_fields_too() -> None:
    (block,) = parse_letter_template("template", "**a {{patient.nom_complet}}** *b* ***c***").blocks
    assert block.spans == (
        LetterSpan("a ", None, bold=True),
        LetterSpan("{{patient.nom_complet}}", "patient.full_name", bold=True),
        LetterSpan(" "),
        LetterSpan("b", None, italic=True),
        LetterSpan(" "),
        LetterSpan("c", None, bold=True, italic=True),
    )


def test_a_plain_text_has_fields_and_paragraphs_alone() -> None:
    found = parse_letter_template("t", "# *x*\n- {{patient.name}}\n\n\\*", is_plain=True)
    assert found.fields == ("patient.name",)
    assert [each.kind for each in found.blocks] == [BlockKind.PARAGRAPH] * 2
    assert found.blocks[0].spans[0].text == "# *x*"
    assert found.blocks[1].spans[0].text == "\\*"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "it is empty"),
        ("Objet : x\n \n", "it is empty"),
        ("-", "it is empty"),
        ("Objet : x\n\n#\n---\n1.", "it is empty"),
        ("{{patient.nom_complt}}", "is it {{patient.nom_complet}}"),
        ("{{ptient.name}}", "is it {{patient.name}}"),
        ("{{zzz}}", "there is no field {{zzz}}: semble letter fields"),
        ("{{}}", "there is no field {{}}"),
        ("{{patient.name}", "is begun with {{ and not ended"),
        ("Objet : {{x y}}\n\nz", "there is no field {{x y}}"),
        ("x\x07", ""),
        ("x" * 10_001, "at most 10,000"),
    ],
)
def test_what_is_no_template_is_refused(text: str, why: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_letter_template("template", text)
    assert why.replace("10,000", "10000") in str(refused.value)


@pytest.mark.parametrize(
    "written",
    ["patient.full_name", " Patient.Nom complet ", "patient_nom_complet", "PATIENT NOM COMPLET"],
)
def test_a_field_is_named_in_either_language_however_it_is_spelled(written: str) -> None:
    assert read_field(written) == "patient.full_name"


def test_no_two_fields_are_called_alike_and_each_has_a_value() -> None:
    known = [name for field in LETTER_FIELDS for name in {field.name, field.french}]
    assert len({*map(read_field, known)}) == len(LETTER_FIELDS)
    assert len(set(known)) == len(known)
    assert tuple(_VALUES) == NAMES


def test_the_built_in_ones_are_templates_with_subjects() -> None:
    assert {"attestation_presence", "medecin_traitant", "ecole", "convocation", "rappel"} == set(
        KNOWN_TEMPLATES
    )
    for text in KNOWN_TEMPLATES.values():
        assert parse_letter_template("template", text).subject
        assert "\u2014" not in text
        assert "’" not in text


HOSTILE = st.text(
    alphabet=st.sampled_from("*_#-{}[]<>\\`\n 1.aé!|&~") | st.characters(), max_size=60
)


@given(HOSTILE)
def test_whatever_stands_in_a_field_is_neither_markup_nor_a_field(value: str) -> None:
    template = parse_letter_template(
        "template", "Objet : {{patient.city}}\n\n- a {{patient.city}} **b**"
    )
    filled = template.filled({"patient.city": value})
    assert filled.blocks == (
        LetterBlock(
            BlockKind.ITEM,
            (
                LetterSpan("a "),
                LetterSpan(value),
                LetterSpan(" "),
                LetterSpan("b", None, bold=True),
            ),
            "•",
            1,
        ),
    )
    assert filled.subject == (LetterSpan(value),)
    assert filled.fields == ()


@given(HOSTILE)
def test_any_text_is_a_template_or_is_refused(text: str) -> None:
    for is_plain in (False, True):
        with suppress(InvalidInput):  # a sentence, and nothing else that ends a command
            assert parse_letter_template("template", text, is_plain=is_plain)
            subject_spans(text.replace("\n", " "), is_plain=is_plain)
