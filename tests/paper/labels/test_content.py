"""What stands on a label: the fields of a patient in the lines of a template, and the codes."""

from __future__ import annotations

import pytest

from semble_cli.errors import InvalidInput
from semble_cli.identity.status import IdentityFlag
from semble_cli.paper.labels.content import LabelCode, LabelContent, label_content
from semble_cli.patient.labels.templates import (
    KNOWN_TEMPLATES,
    TEXT_FIELDS,
    parse_label_template,
    template_of_fields,
)
from semble_cli.patient.record import Patient, Phone, PhoneType
from tests.paper.people import INS_TEXT, PROVISIONAL, QUALIFIED


def content(template: str, patient: Patient = QUALIFIED) -> LabelContent:
    return label_content(parse_label_template("t", template), patient)


def texts(template: str, patient: Patient = QUALIFIED) -> list[str]:
    return [line.text for line in content(template, patient).lines]


def test_every_field_has_its_text() -> None:
    shown = label_content(template_of_fields(TEXT_FIELDS), QUALIFIED)
    assert [line.text for line in shown.lines] == [
        *("1042", "Mme", "Œuvré-d’Hauteville Domi", "PAT-TROIS", "Œuvré-d’Hauteville"),
        *("DOMINIQUE", "Domi", "DOMINIQUE MARIE-LOUISE", "28/03/1979", "F", "51215", "Dompremy"),
        *("279035121518989 [TEST]", "06 39 98 00 01", "dominique@example.org"),
        *("1 rue de la Paix", "Bâtiment B", "63000 Clermont-Ferrand"),
    ]
    assert shown.lines[-1].fields == ("address",)


def test_a_line_without_anything_is_left_out_and_fixed_text_stays() -> None:
    bare = QUALIFIED._replace(used_name=None, phones=(), title=None, address_lines=None, city=None)
    assert texts("Cabinet\nTél. {phone}\n{title} {full_name}\n{used_name}", bare) == [
        "Cabinet",
        "PAT-TROIS Domi",
    ]
    assert texts("{address}", QUALIFIED._replace(country="Belgique"))[-1] == "Belgique"


def test_a_phone_is_grouped_as_it_is_shown_elsewhere() -> None:
    typed = QUALIFIED._replace(phones=(Phone(PhoneType.MOBILE, "0639980001"),))
    assert texts("{phone}", typed) == ["06 39 98 00 01"]


def test_the_ins_is_for_qualified_identities_only() -> None:
    qualified = content(KNOWN_TEMPLATES["ins"])
    assert qualified.codes == (LabelCode(INS_TEXT, "INS à scanner"),)
    assert not qualified.lacks_ins
    others = (
        PROVISIONAL,
        QUALIFIED._replace(identity_checked=False),
        QUALIFIED._replace(identity_retrieved=False),
        QUALIFIED.with_standing(QUALIFIED.standing.flagged(IdentityFlag.DOUBTFUL)),
        QUALIFIED._replace(doubtful=True),
        QUALIFIED._replace(ins_matricule=None, ins_oid=None),
    )
    for other in others:
        found = content(KNOWN_TEMPLATES["ins"], other)
        assert found.codes == ()
        assert found.lacks_ins
        assert not any("2790351" in line.text for line in found.lines)
    assert not content("{full_name}", PROVISIONAL).lacks_ins
    assert content("{ins}", PROVISIONAL).lacks_ins


def test_a_nir_in_a_free_text_is_masked() -> None:
    careless = QUALIFIED._replace(address_lines="NIR 2 79 03 51 215 189 89\n1 rue de la Paix")
    assert texts("{address}", careless)[:2] == ["NIR 2 79 •• •• ••• ••• ••", "1 rue de la Paix"]
    assert texts("{ins}", careless) == ["279035121518989 [TEST]"]


def test_our_code_is_for_everybody() -> None:
    assert content("{id_datamatrix}", PROVISIONAL).codes == (LabelCode("SEMBLE:1042"),)


def test_a_name_that_is_no_strict_trait_has_no_ins_datamatrix() -> None:
    with pytest.raises(InvalidInput, match="transliterate"):
        content("{ins_datamatrix}", QUALIFIED._replace(birth_name="Ελένη"))
