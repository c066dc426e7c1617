"""Templates of labels: lines, fields in braces, and codes."""

from __future__ import annotations

import pytest

from semble_cli.errors import InvalidInput
from semble_cli.patient.labels.templates import (
    IDENTITY_WITH_INS,
    KNOWN_TEMPLATES,
    LABEL_FIELDS,
    LabelTemplate,
    TemplatePart,
    parse_label_template,
    template_of_fields,
)


def test_lines_have_text_and_fields_and_codes_stand_apart() -> None:
    found = parse_label_template("t", "Né(e) le {birth_date} ({sex})\n{id_datamatrix}\n\n{email}!")
    assert found == LabelTemplate(
        (
            (
                TemplatePart("Né(e) le ", "birth_date"),
                TemplatePart(" (", "sex"),
                TemplatePart(")", None),
            ),
            (TemplatePart("", "email"), TemplatePart("!", None)),
        ),
        ("id_datamatrix",),
    )
    assert found.fields == {"birth_date", "sex", "email", "id_datamatrix"}


def test_ends_of_lines_may_be_typed_and_braces_doubled() -> None:
    assert parse_label_template("t", r"{{{id}}}\n{sex}") == parse_label_template(
        "t", "{{{id}}}\n{sex}"
    )
    assert parse_label_template("t", "{{{id}}}").lines == (
        (TemplatePart("{", None), TemplatePart("", "id"), TemplatePart("}", None)),
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Nom", "it is lines with fields in braces, such as {full_name}; the fields are: id, "),
        ("{nir}", "it is lines with fields in braces"),
        ("{}", "it is lines with fields in braces"),
        ("{0}", "it is lines with fields in braces"),
        ("{sex!r}", "it is lines with fields in braces"),
        ("{sex:>9}", "it is lines with fields in braces"),
        ("{sex.value}", "it is lines with fields in braces"),
        ("{sex", "it is lines with fields in braces"),
        ("INS {ins_datamatrix}", "a code stands on a line of its own: {ins_datamatrix}."),
        ("{sex}\n{id} {id_datamatrix}", "a code stands on a line of its own: {id_datamatrix}."),
        ("{full_name}\u202e", "cannot be seen"),
    ],
)
def test_what_is_no_template_is_refused_with_the_reason(text: str, why: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_label_template("t", text)
    assert why in str(refused.value)


def test_fields_that_are_chosen_stand_each_on_its_line() -> None:
    found = template_of_fields(("full_name", "ins_datamatrix", "sex"))
    assert found == parse_label_template("t", "{full_name}\n{sex}\n{ins_datamatrix}")


def test_the_usual_templates_can_be_read_and_that_of_the_ins_has_it_in_clear() -> None:
    read = {key: parse_label_template(key, text) for key, text in KNOWN_TEMPLATES.items()}
    assert set(IDENTITY_WITH_INS) < read["ins"].fields
    assert set().union(*(each.fields for each in read.values())) == set(LABEL_FIELDS) - {
        "id",
        "email",
        "birth_place",
    }
