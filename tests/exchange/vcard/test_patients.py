"""What vCards tell of patients; and that cards another program writes are read so."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
import vobject
from hypothesis import given as given_by
from hypothesis import settings
from hypothesis import strategies as st

from semble_cli.errors import InvalidInput
from semble_cli.exchange.entries.entry_records import NO_FAX, SECOND_ADDRESS, SECOND_EMAIL
from semble_cli.exchange.mapping import AS_USUAL, GivenMap, Reading, column_of
from semble_cli.exchange.vcard.patients import NO_PERSON, NO_RELATION, NO_WORD
from semble_cli.exchange.vcard.records import CardRecords
from semble_cli.patient.fields import READERS
from semble_cli.patient.intake import new_patient
from semble_cli.patient.reading.states import STATE_READERS

TODAY = date(2026, 11, 23)

PIECES = (
    *(
        "N:",
        "FN:",
        "BDAY:",
        "TEL;TYPE=",
        "ADR:",
        ";",
        ",",
        ":",
        "=",
        "\\",
        '"',
        "\r\n",
        "\r\n ",
        "x.",
    ),
    *(
        "END:VCARD",
        "BEGIN:VCARD",
        "VERSION:2.1",
        "NOTE;ENCODING=QUOTED-PRINTABLE:",
        "=C3",
        "é",
        "--",
    ),
    *("CHARSET=", "GENDER:", "KIND:", "X-ABLABEL:", "PREF=", "9" * 30, "1975", "T", "Z", "ORG:"),
)


def card(*lines: str, version: str = "4.0") -> str:
    return "".join(
        f"{line}\r\n" for line in ("BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD")
    )


def records(text: str | bytes, given: GivenMap | None = None, **how: Any) -> CardRecords:
    data = text if isinstance(text, bytes) else text.encode()
    return CardRecords(io.BytesIO(data), given, Reading(today=TODAY, **how))


def given(*lines: str, version: str = "4.0") -> dict[str, Any]:
    """The fields that the one card of a file gives."""
    source = records(card(*lines, version=version))
    ((row,),) = source.batches([10])
    assert row.problem is None
    return source.given(row)


@pytest.mark.parametrize(
    ("lines", "fields"),
    [
        (("N:ADRUN;Zoé;;;",), {"birth_name": "ADRUN", "first_given_name": "Zoé"}),
        (
            ("N:ADRUN;Zoé;Anne,Marie;Mme;PhD",),
            {
                "birth_name": "ADRUN",
                "first_given_name": "Zoé",
                "birth_given_names": "Zoé Anne Marie",
                "title": "Mme",
                "sex": "F",
            },
        ),
        (
            ("N:DURAND;Zoé;;;", "X-MAIDENNAME:ADRUN", "FN:Zoé DURAND"),
            {"birth_name": "ADRUN", "used_name": "DURAND", "first_given_name": "Zoé"},
        ),
        (("FN:ADRUN Zoé",), {"birth_name": "ADRUN", "first_given_name": "Zoé"}),
        (("FN:Zoé ADRUN", "N:;;;;"), {"birth_name": "ADRUN", "first_given_name": "Zoé"}),
        (
            ("FN:DURAND Zoé (née ADRUN)",),
            {"birth_name": "ADRUN", "used_name": "DURAND", "first_given_name": "Zoé"},
        ),
        (("FN:Zoé Adrun",), {"birth_name": "Zoé Adrun"}),
        (("N:ADRUN;;;;", "FN:ADRUN"), {"birth_name": "ADRUN"}),
        (("N:ADRUN;Zoé;;Dr;",), {"birth_name": "ADRUN", "first_given_name": "Zoé", "title": "Dr"}),
        (("FN:NULL",), {}),
    ],
)
def test_names_are_placed_where_they_cannot_be_mistaken(
    lines: tuple[str, ...], fields: dict[str, str]
) -> None:
    assert given(*lines) == fields


@pytest.mark.parametrize(
    ("line", "born", "is_fictive"),
    [
        ("BDAY:19751231", "1975-12-31", False),
        ("BDAY:1975-12-31", "1975-12-31", False),
        ("BDAY;VALUE=date:1975-12-31", "1975-12-31", False),
        ("BDAY:1975-12-31T00:00:00Z", "1975-12-31", False),
        ("BDAY:19751231T000000Z", "1975-12-31", False),
        ("BDAY:19751231T101530", "1975-12-31", False),
        ("BDAY:1975-12-31T10:15:30+01:00", "1975-12-31", False),
        ("BDAY:1975-12", "1975-12-01", True),
        ("BDAY:1975", "1975-12-31", True),
        ("BDAY;VALUE=text:31 décembre 1975", "1975-12-31", False),
        ("BDAY;X-APPLE-OMIT-YEAR=1604:1975-12-31", "1975-12-31", False),
    ],
)
def test_a_birth_date_is_read_in_all_its_forms(line: str, born: str, is_fictive: bool) -> None:
    fields = given("N:ADRUN;Zoé;;;", line, "GENDER:F", "BIRTHPLACE:63220")
    patient = new_patient(fields, TODAY).patient
    assert (patient.birth_date.isoformat(), patient.birth_date_fictive) == (born, is_fictive)


@pytest.mark.parametrize(
    "line", ["BDAY:--1231", "BDAY:---31", "BDAY;X-APPLE-OMIT-YEAR=1604:1604-12-31", "BDAY:--12"]
)
def test_a_birthday_without_a_year_is_no_birth_date(line: str) -> None:
    source = records(card("N:ADRUN;Zoé;;;", line))
    ((row,),) = source.batches([10])
    (refused,) = source.refused(row)
    assert (refused.field, str(refused.sentence)) == (
        *("birth_date", "the card has no year of it; add the year."),
    )
    assert "birth_date" in source.given(row)


def test_a_moment_of_greenwich_may_be_another_day() -> None:
    for line in ("BDAY:1975-12-31T23:00:00Z", "BDAY:19751231T230000Z"):
        with pytest.raises(Exception, match="birth date"):
            new_patient(given("N:A;B;;;", line, "GENDER:F", "BIRTHPLACE:63220"), TODAY)


@pytest.mark.parametrize(
    ("line", "sex"),
    [
        *(("GENDER:F", "F"), ("GENDER:m", "M"), ("GENDER:O;intersexe", "I"), ("GENDER:U", "I")),
        *(("GENDER:;femme", "femme"), ("X-GENDER:Female", "Female"), ("GENDER:", None)),
    ],
)
def test_a_sex_is_read_as_the_card_writes_it(line: str, sex: str | None) -> None:
    assert given("N:ADRUN;Zoé;;;", line).get("sex") == sex


@pytest.mark.parametrize(
    ("lines", "phones"),
    [
        (("TEL;TYPE=CELL:0639980001",), [("mobile", "0639980001")]),
        (("TEL;TYPE=home,voice:0199000001",), [("home", "0199000001")]),
        (("TEL;TYPE=home,cell:0639980001",), [("mobile", "0639980001")]),
        (("TEL;VALUE=uri;TYPE=work:tel:+33-1-99-00-00-01;ext=2",), [("work", "+33-1-99-00-00-01")]),
        (("TEL:0639980001",), [("", "0639980001")]),
        (("i.TEL:0199000001", "i.X-ABLabel:_$!<Work>!$_"), [("work", "0199000001")]),
        (("i.TEL:0639980001", "i.X-ABLabel:Portable"), [("mobile", "0639980001")]),
        (("i.TEL:0639980001", "i.X-ABLabel:Mamie", "X-ABLabel:home"), [("", "0639980001")]),
        (("TEL;TYPE=fax,home:0199000001", "TEL;TYPE=pager:1"), []),
    ],
)
def test_phones_keep_their_types(lines: tuple[str, ...], phones: list[tuple[str, str]]) -> None:
    found = given("N:ADRUN;Zoé;;;", *lines).get("phones", [])
    assert [(phone["type"], phone["number"]) for phone in found] == phones


def test_the_preferred_of_several_is_taken_and_the_others_are_told() -> None:
    source = records(
        card(
            *("N:ADRUN;Zoé;;;", "EMAIL:a@example.org", "EMAIL;PREF=1:mailto:b@example.org"),
            "EMAIL;TYPE=pref,work:c@example.org",
            *("ADR;TYPE=work;PREF=1:;;2 rue B;Lyon;;69000;", "ADR;TYPE=work:;;;;;;"),
            "ADR;TYPE=home:BP 1;Bât. C;1 rue A\\, 2e;Clermont-Ferrand;;63000;France",
            *("LANG;PREF=2:en", "LANG;PREF=1:fr-FR", "TEL;TYPE=FAX:0199000001"),
            *("RELATED:urn:uuid:1", "RELATED;VALUE=text:x", "X-ABRELATEDNAMES:y"),
            *("PHOTO;VALUE=uri:http://example.org", "CATEGORIES:amis", "UID:1", "REV:2"),
            *("NOTE:une", "NOTE:deux", "TITLE:Libraire", "BIRTHPLACE;VALUE=uri:geo:1\\,2"),
        )
    )
    ((row,),) = source.batches([10])
    assert source.given(row) == {
        "birth_name": "ADRUN",
        "first_given_name": "Zoé",
        "email": "b@example.org",
        "address_lines": "BP 1\nBât. C\n1 rue A, 2e",
        "city": "Clermont-Ferrand",
        "postal_code": "63000",
        "country": "France",
        "preferred_language": "fr",
        "comments": "une\ndeux",
        "occupation": "Libraire",
    }
    said = source.left_out(row)
    assert said[:7] == [*[NO_RELATION] * 3, NO_FAX, SECOND_EMAIL, SECOND_EMAIL, SECOND_ADDRESS]
    assert [str(each) for each in said[7:]] == [
        f"there is no field for {name}: not taken."
        for name in ("CATEGORIES", "PHOTO", "BIRTHPLACE;VALUE=uri")
    ]


def test_every_field_has_a_property_or_is_listed_as_having_none() -> None:
    placed = given(
        *("N:DURAND;Zoé;Anne;Mme;", "X-MAIDENNAME:ADRUN", "GENDER:F", "BDAY:1975"),
        *("BIRTHPLACE:63220", "TEL:0639980001", "EMAIL:z@example.org", "LANG:fr", "NOTE:x"),
        *("ADR:;;1 rue A;Lyon;;69000;France", "ROLE:Libraire", "DEATHDATE:20200102"),
    )
    assert {*placed, *NO_WORD} == {*READERS, *STATE_READERS}
    assert placed.keys().isdisjoint(NO_WORD)


@settings(max_examples=60, deadline=None)
@given_by(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=20)), max_size=20))
def test_whatever_stands_in_a_card_is_taken_or_refused(pieces: list[str]) -> None:
    text = card("".join(pieces))
    source = records(text.encode("utf-8", "replace"))
    out = io.StringIO()
    rejects = source.rejects(out)
    for row in (row for batch in source.batches([10] * 99) for row in batch):
        source.given(row)
        rejects.write(row, "une raison")
    assert out.getvalue().count("X-MOTIF:une raison") >= 1


def test_a_death_is_never_left_out() -> None:
    assert given("N:A;B;;;", "DEATHDATE:20200102")["deceased_on"] == "20200102"
    source = records(card("N:A;B;;;", "DEATHDATE:--0102"))
    ((row,),) = source.batches([10])
    assert [each.field for each in source.refused(row)] == ["deceased_on"]


@pytest.mark.parametrize(
    "lines",
    [
        ("KIND:org", "FN:École", "N:École;;;;"),
        ("KIND:group", "FN:Amis"),
        ("X-ADDRESSBOOKSERVER-KIND:group", "FN:Amis", "N:Amis;;;;"),
        ("ORG:École;2e", "FN:École"),
        ("ORG:École", "N:;;;;"),
        ("ORG:École", "N:École;Jules;;;", "X-ABShowAs:COMPANY"),
    ],
)
def test_a_card_of_no_person_is_no_patient(lines: tuple[str, ...]) -> None:
    source = records(card(*lines))
    ((row,),) = source.batches([10])
    assert row.problem
    assert source.no_patient(row) == NO_PERSON


@pytest.mark.parametrize(
    "lines", [("KIND:individual", "ORG:E", "FN:E"), ("ORG:École", "FN:ADRUN Zoé"), ("FN:E",)]
)
def test_a_card_of_a_person_is_one_whatever_the_employer(lines: tuple[str, ...]) -> None:
    source = records(card(*lines))
    ((row,),) = source.batches([10])
    assert source.no_patient(row) is None
    assert row.problem is None


def test_what_no_card_tells_is_one_error_before_the_rows() -> None:
    source = records(card("N:ADRUN;Zoé;;Dr;", "BDAY:19751231"))
    with pytest.raises(InvalidInput, match=r"needs: sex, birth place\. Take them as unknown"):
        source.check_needed(accept_incomplete=False)
    source.check_needed(accept_incomplete=True)
    with pytest.raises(InvalidInput, match=r"needs: birth date\.$"):
        records(card("N:ADRUN;Zoé;;;")).check_needed(accept_incomplete=True)
    told = card("N:ADRUN;Zoé;;;") + card("N:A;B;;Mme;", "BDAY:1975", "BIRTHPLACE:63220")
    records(told).check_needed(accept_incomplete=False)


def test_a_file_of_organisations_alone_has_no_patients() -> None:
    source = records(card("KIND:org", "FN:École") * 2)
    with pytest.raises(InvalidInput, match="there are no patients in it"):
        source.check_needed(accept_incomplete=True)


def test_a_map_gives_constants_and_no_columns() -> None:
    constants = GivenMap({}, {"birth_place_code": "63220", "sex": "F", "country": "France"})
    source = records(card("N:ADRUN;Zoé;;M.;", "BDAY:19751231"), constants)
    source.check_needed(accept_incomplete=False)
    ((row,),) = source.batches([10])
    assert source.given(row)["sex"] == "F"
    with pytest.raises(InvalidInput, match="constants alone"):
        records(card("N:A;B;;;"), GivenMap({"N": column_of("birth_name")}, {}))


def test_words_for_nothing_are_nothing() -> None:
    source = records(card("N:ADRUN;Zoé;;;", "NOTE:sans", "ROLE:néant"), nothing=frozenset(["sans"]))
    ((row,),) = source.batches([10])
    assert source.given(row) == {"birth_name": "ADRUN", "first_given_name": "Zoé"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("BEGIN:VCARD\nVERSION:4.0\nFN:x\n", "no file of whole vCards"),
        ("x,y\n", "no file of whole vCards"),
    ],
)
def test_what_holds_no_card_is_refused(text: str, said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        records(text)


def test_an_encoding_that_is_none_is_refused() -> None:
    with pytest.raises(InvalidInput, match="not known"):
        CardRecords(io.BytesIO(card("FN:x").encode()), None, AS_USUAL, encoding="hex")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_the_encoding_of_the_whole_file_is_found_out(encoding: str) -> None:
    source = records((card("FN:LEFÈVRE Zoé") * 3).encode(encoding))
    assert source.described() == {"format": "vCard", "encoding": encoding}
    (rows,) = source.batches([10])
    assert {source.given(row)["birth_name"] for row in rows} == {"LEFÈVRE"}


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_rejected_cards_are_the_bytes_that_came_with_a_reason(encoding: str) -> None:
    data = (card("FN:LEFÈVRE Zoé", "NOTE:é") + "reste\r\nBEGIN:VCARD\nFN:x").encode(encoding)
    source = records(data)
    out = io.StringIO()
    rejects = source.rejects(out)
    (rows,) = source.batches([10])
    assert [row.number for row in rows] == [1, 6, 7]
    reason = "né le ; " + "à corriger " * 9
    for row in rows:
        rejects.write(row, reason)
    written = out.getvalue().encode("utf-8", "surrogateescape")
    assert reason.split()[0].encode(encoding) in written
    again = records(written)
    (rows_again,) = again.batches([10])
    assert [row.raw.raw.strip() for row in rows_again] == [row.raw.raw.strip() for row in rows]
    assert b"X-MOTIF" not in "".join(row.raw.raw for row in rows_again).encode(
        "utf-8", "surrogateescape"
    )


def test_cards_that_another_program_writes_are_read() -> None:
    written = vobject.vCard()
    written.add("n").value = vobject.vcard.Name(
        family="ADRUN; épouse X", given="Zoé", additional=["Anne", "Marie"], prefix="Mme"
    )
    written.add("fn").value = "Zoé ADRUN"
    written.add("bday").value = "1975-12-31"
    phone = written.add("tel")
    phone.value, phone.type_param = "06 39 98 00 01", ["CELL", "PREF"]
    address = written.add("adr")
    address.value = vobject.vcard.Address(
        street="1, rue de la Paix", city="Clermont-Ferrand", code="63000", country="France"
    )
    address.type_param = "HOME"
    written.add("note").value = "Une note, longue ; " + "é" * 80 + "\navec une ligne"
    source = records(written.serialize())
    ((row,),) = source.batches([10])
    assert source.given(row) == {
        "birth_name": "ADRUN; épouse X",
        "first_given_name": "Zoé",
        "birth_given_names": "Zoé Anne Marie",
        "title": "Mme",
        "sex": "F",
        "birth_date": "1975-12-31",
        "phones": [{"type": "mobile", "number": "06 39 98 00 01"}],
        "address_lines": "1, rue de la Paix",
        "city": "Clermont-Ferrand",
        "postal_code": "63000",
        "country": "France",
        "comments": "Une note, longue ; " + "é" * 80 + "\navec une ligne",
    }
