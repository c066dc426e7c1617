"""What HL7 messages tell of patients, by the French profile of IHE PAM."""

from __future__ import annotations

import io

import pytest
from hypothesis import given as given_by
from hypothesis import settings
from hypothesis import strategies as st

from semble_cli.exchange.hl7.countries import BIRTH_CODES
from semble_cli.exchange.hl7.patients import NO_WORD
from semble_cli.identity.written_places import parse_birth_place
from semble_cli.patient.fields import READERS
from semble_cli.patient.intake import new_patient
from semble_cli.patient.reading.states import STATE_READERS
from tests.exchange.hl7.messages import (
    INS,
    IPP,
    NAME,
    TODAY,
    given,
    left_out,
    message,
    pid,
    records,
)

PIECES = (
    *(
        "|",
        "^",
        "~",
        "\\",
        "&",
        "\r",
        "\n",
        "\x0b",
        "\x1c\r",
        "MSH|^~\\&|",
        "MSH|",
        "PID|",
        "ZFD|",
        "é",
    ),
    *(
        "\\X",
        "\\XE9\\",
        "\\F\\",
        '""',
        "BDL",
        "A28",
        "9" * 30,
        "^^^",
        "~~",
        "ZRJ|",
        "BTS",
        "INS",
        "@",
    ),
)

TEST = "279035121518989"
ZOE = "275126322074974"


@pytest.mark.parametrize(
    ("names", "fields"),
    [
        (NAME, ("PAT-TROIS", "DOMINIQUE", "DOMINIQUE MARIE-LOUISE", None, None)),
        ("A^B^^^^^L", ("A", "B", None, None, None)),
        ("A^B^C,D^^^^L", ("A", "B", "B C D", None, None)),
        (
            "A^MARIE-ANNE^MARIE ANNE LOUISE^^^^L",
            ("A", "MARIE-ANNE", "MARIE ANNE LOUISE", None, None),
        ),
        ("A^B", ("A", "B", None, None, None)),
        ("A^B^^^^^D", ("A", "B", None, None, None)),
        ("A^B^^^^^L~C^D^^^MME^^D", ("A", "B", None, "C", "D")),
        ("C^D^^^MME^^D~A^B^^^^^L", ("A", "B", None, "C", "D")),
        ("A^B^^^^^L~a^b^^^^^D", ("A", "B", None, None, None)),
        ("C^B^^^^^L~A^^^^^^M", ("A", "B", None, "C", None)),
        ("C^B^B X^^^^L~A^^^^^^M~E^F^^^^^D", ("A", "B", "B X", "E", "F")),
        ("C^B^^^^^L~A^Z^^^^^B", ("A", "Z", None, "C", "B")),
        ("A&x&y^B^^^^^L", ("A", "B", None, None, None)),
        (r"D\T\A^B^^^^^L", ("D&A", "B", None, None, None)),
        ('""^""^^^^^L', (None, None, None, None, None)),
    ],
)
def test_names_are_placed_by_their_types(names: str, fields: tuple[str | None, ...]) -> None:
    found = given(p5=names)
    keys = ("birth_name", "first_given_name", "birth_given_names", "used_name", "used_given_name")
    assert tuple(found.get(key) for key in keys) == fields


@pytest.mark.parametrize(
    ("segments", "born", "is_fictive"),
    [
        ((pid(p7="19790328"),), "1979-03-28", False),
        ((pid(p7="19790328101530+0100"),), "1979-03-28", False),
        ((pid(p7="19790328^D"),), "1979-03-28", False),
        ((pid(p7="197903"),), "1979-03-01", True),
        ((pid(p7="1979"),), "1979-12-31", True),
        ((pid(p7="19790000"),), "1979-12-31", True),
        ((pid(p7="19790101"), "ZFD|||N|Y"), "1979-01-01", True),
        ((pid(p7="19790101"), "ZFD|||N|N"), "1979-01-01", False),
        ((pid(p7="19791231"), "ZFD|0^0^1979"), "1979-12-31", True),
        ((pid(p7=""), "ZFD|0^0^1979"), "1979-12-31", True),
        ((pid(p7=""), "ZFD|^5^1979"), "1979-05-01", True),
    ],
)
def test_a_birth_date_is_read_as_far_as_it_is_known(
    segments: tuple[str, ...], born: str, is_fictive: bool
) -> None:
    patient = new_patient(given(*segments), TODAY).patient
    assert (patient.birth_date.isoformat(), patient.birth_date_fictive) == (born, is_fictive)


def test_a_birth_date_that_is_none_is_not_made_one() -> None:
    for segments in ((pid(p7=""),), (pid(p7=""), "ZFD|31^12"), (pid(p7='""'),)):
        assert "birth_date" not in given(*segments)
    with pytest.raises(Exception, match="birth date"):
        new_patient(given(p7="inconnue"), TODAY)


@pytest.mark.parametrize(
    ("code", "sex"),
    [
        *(("F", "F"), ("M", "M"), ("U", "I"), ("O", "I"), ("A", "I"), ("N", "I")),
        ("", None),
        ("X", "X"),
    ],
)
def test_a_sex_is_read_by_the_table_of_hl7(code: str, sex: str | None) -> None:
    assert given(p8=code).get("sex") == sex


@pytest.mark.parametrize(
    ("identifiers", "nir", "numbers"),
    [
        (f"{IPP}~{INS}", TEST, [("IPP CHU-X", "000003")]),
        (f"{ZOE}^^^&1.2.250.1.213.1.4.8&ISO^INS", ZOE, []),
        (f"{ZOE}^^^ASIP-SANTE-INS-NIA&1.2.250.1.213.1.4.9&ISO^INS~{INS}", TEST, []),
        (f"{ZOE}^^^ASIP-SANTE-INS-NIA&1.2.250.1.213.1.4.9&ISO^INS", ZOE, []),
        (f"{ZOE[:13]}^{ZOE[13:]}^^&1.2.250.1.213.1.4.8&ISO^INS", ZOE, []),
        (f"{ZOE}^^^^NH~{INS}", ZOE, []),
        (f"{ZOE}^^^^SS", ZOE, []),
        (
            f"{TEST}^^^X&1.2.250.1.213.1.4.8&ISO^INS^^20101207^20200101~{IPP}",
            *(None, [("IPP CHU-X", "000003")]),
        ),
        (
            f"1183028366817078421184^^^ASIP-SANTE-INS-C&1.2.250.1.213.1.4.6&ISO^NH~{IPP}",
            *(None, [("IPP CHU-X", "000003")]),
        ),
        (
            "7^^^LABO&1.2^RI~8^^^&1.3&ISO^PI~9^^^H^PI^^^20991231~10",
            None,
            [("RI LABO", "7"), ("IPP 1.3", "8"), ("IPP H", "9"), ("PID-3", "10")],
        ),
        ("1^^^H^PI^^^20200101", None, []),
    ],
)
def test_identifiers_are_told_by_who_gave_them(
    identifiers: str, nir: str | None, numbers: list[tuple[str, str]]
) -> None:
    found = given(p3=identifiers)
    assert found.get("nir") == nir
    assert [(each["name"], each["value"]) for each in found.get("numbers", [])] == numbers


def test_a_social_security_number_may_stand_in_its_old_field() -> None:
    assert given(p3=IPP, p19=ZOE)["nir"] == ZOE
    assert given(p3=f"{ZOE}^^^^NH", p19=TEST)["nir"] == ZOE
    assert given(p3=INS, p19=ZOE)["nir"] == ZOE


def test_a_matricule_ins_beside_another_nir_is_said() -> None:
    other = "the matricule INS is another number than the NIR beside it"
    assert [text for text in left_out(pid(p3=INS, p19=ZOE)) if text.startswith(other)]
    assert not left_out(pid(p3=INS, p19=TEST))


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"p11": "^^^^^^BDL^^51215"}, "51215"),
        ({"p11": "1 rue A^^PARIS^^75007^FRA^H~^^ALGER^^^DZA^BDL^^99352"}, "99352"),
        ({"p11": "^^ALGER^^^DZA^BDL"}, "99352"),
        ({"p11": "^^^^^GBR^BDL"}, "99132"),
        ({"p11": "^^GENEVE^^1201^CHE^BDL"}, "99140"),
        ({"p11": "^^ALGER^^^Algérie^BDL"}, "99352"),
        ({"p11": "^^BASSE-TERRE^^97100^GLP^BDL"}, "97105"),
        ({"p11": "^^CLERMONT-FERRAND^^63000^FRA^BDL"}, "63113"),
        ({"p11": "^^ST DENIS^^97400^FRA^BDL"}, "97411"),
        ({"p11": "1 rue A^^PARIS^^75007^FRA^H", "p23": "CLERMONT-FERRAND (63)"}, "63113"),
        ({"p11": "^^^^^^BDL", "p23": "63113"}, "63113"),
    ],
)
def test_a_birth_place_is_read_from_its_code_or_its_name(fields: dict[str, str], code: str) -> None:
    assert new_patient(given(**fields), TODAY).patient.birth_place_code == code


def test_a_postal_code_alone_is_no_birth_place() -> None:
    with pytest.raises(Exception, match="postal code alone"):
        new_patient(given(p11="^^^^63000^FRA^BDL"), TODAY)


def test_the_codes_of_countries_are_those_of_births_abroad() -> None:
    for letters, code in BIRTH_CODES.items():
        assert len(letters) == 3
        assert parse_birth_place(code, "birth_place", is_code=True).code == code
        assert code.startswith("99")
    named = ("CHE", "SDN", "GRD", "ARG", "COD", "COG", "KOR", "PRK", "GBR", "DZA")
    assert [BIRTH_CODES[letters] for letters in named] == [
        *("99140", "99343", "99435", "99415", "99312", "99324", "99239", "99238", "99132", "99352")
    ]
    assert "FRA" not in BIRTH_CODES


@pytest.mark.parametrize(
    ("addresses", "lines", "city", "country", "said"),
    [
        ("1 rue A^Bât. B^PARIS^^75007^FRA^H", "1 rue A\nBât. B", "PARIS", "France", 0),
        ("&rue A&1^^PARIS^^75007^^H", "1 rue A", "PARIS", None, 0),
        ("2 rue B^^LYON^^69001^FRA^O~1 rue A^^PARIS^^75007^FRA^H", "1 rue A", "PARIS", "France", 1),
        ("2 rue B^^LYON^^69001^FRA^O", "2 rue B", "LYON", "France", 0),
        ("1 rue A^^ROME^^00100^ITA^H", "1 rue A", "ROME", "Italie", 0),
        ("1 rue A^^ROME^^00100^Italie", "1 rue A", "ROME", "Italie", 0),
        (r"1 rue A\.br\Bât. B^^PARIS", "1 rue A\nBât. B", "PARIS", None, 0),
        ("^^^^^FRA", None, None, None, 0),
        ("^^PARIS^^^^BDL^^75056", None, None, None, 0),
    ],
)
def test_the_address_of_the_home_is_taken(
    addresses: str, lines: str | None, city: str | None, country: str | None, said: int
) -> None:
    found = given(p11=addresses)
    assert tuple(found.get(name) for name in ("address_lines", "city", "country")) == (
        *(lines, city),
        country,
    )
    second = "a second address has no field: not taken."
    assert left_out(p11=addresses).count(second) == said


@pytest.mark.parametrize(
    ("fields", "phones"),
    [
        ({"p13": "^PRN^CP^^^^^^^^^0639980001"}, [("mobile", "0639980001")]),
        ({"p13": "0199000001^PRN^PH"}, [("home", "0199000001")]),
        ({"p13": "^ORN^CP^^^^^^^^^0639980001"}, [("mobile", "0639980001")]),
        ({"p13": "^ORN^PH^^^^^^^^^0199000001"}, [("home", "0199000001")]),
        ({"p13": "^ORN^^^^^^^^^^0199000001"}, [("other", "0199000001")]),
        ({"p13": "0199000001^WPN^PH"}, [("work", "0199000001")]),
        ({"p13": "0199000001"}, [("", "0199000001")]),
        ({"p13": "^PRN^PH^^33^1^99000001"}, [("home", "+33 199000001")]),
        ({"p13": "^PRN^PH^^^01^99000001"}, [("home", "0199000001")]),
        ({"p14": "0199000001"}, [("work", "0199000001")]),
        ({"p13": "0639980001~0199000001^PRN^PH"}, [("", "0639980001"), ("home", "0199000001")]),
        ({"p13": "0199000001^PRN^FX~^PRN^BP^^^^^^^^^1"}, []),
        ({"p13": "^PRN^PH~^NET^Internet^d@example.org"}, []),
    ],
)
def test_phones_are_placed_by_their_use(
    fields: dict[str, str], phones: list[tuple[str, str]]
) -> None:
    found = given(**fields).get("phones", [])
    assert [(each["type"], each["number"]) for each in found] == phones


@pytest.mark.parametrize(
    ("fields", "email"),
    [
        ({"p13": "^NET^Internet^d@example.org"}, "d@example.org"),
        ({"p13": "d@example.org^NET"}, "d@example.org"),
        ({"p13": "0199000001^PRN^PH~^^^d@example.org"}, "d@example.org"),
        ({"p13": "0199000001^PRN^PH"}, None),
    ],
)
def test_an_email_address_is_found_among_the_phones(
    fields: dict[str, str], email: str | None
) -> None:
    assert given(**fields).get("email") == email


def test_what_has_no_field_is_told() -> None:
    said = left_out(
        pid(
            p3=f"{IPP}~1^^^&1.2.250.1.213.1.4.6&ISO^NH~2^^^H^PI^^^20200101",
            p13="^NET^Internet^d@example.org~^NET^Internet^e@example.org~0199000001^PRN^FX",
            p32="VALI~DOUA~PROV~PAT-TROIS DOMINIQUE",
            p16='""',
        ),
        *("NK1|1|X", "NK1|2|Y", "ROL|1", "ZFD|||N", "PV1|1"),
    )
    segment = "there is no field for the segment {}: not taken."
    assert said == [
        "an INS-C, which is used no more, is not taken.",
        "an identifier that is not valid any more is not taken.",
        "a second e-mail address has no field: not taken.",
        "a fax or pager number has no field: not taken.",
        "the status VALI of the sender is not taken: an identity that is imported is provisional.",
        "the status DOUA of the sender has no field: not taken.",
        "the status ? of the sender has no field: not taken.",
        "a value that the sender has emptied: an import leaves it as on record.",
        *(segment.format(name) for name in ("NK1", "NK1", "ROL")),
    ]


def test_other_fields_are_placed() -> None:
    found = given(pid(p15="FR^français", p25="2", p32="HOMA~PROV"), "ZFD|||Y")
    names = ("preferred_language", "birth_rank", "identity_flags", "receive_sms")
    assert [found.get(name) for name in names] == ["FR", "2", ["homonym"], "yes"]
    assert "preferred_language" not in given(p15="français")
    assert given(pid(), "ZFD|||N")["receive_sms"] == "no"
    assert given(p32="DOUT")["identity_flags"] == ["doubtful"]
    assert given(p32="FICT")["identity_flags"] == ["fictitious"]
    assert given(p31="Y", p32="DOUT")["identity_flags"] == ["doubtful"]
    assert given(p31="Y")["identity_flags"] == ["doubtful"]


def test_every_field_is_read_of_a_message_or_listed_as_not_being() -> None:
    segments = pid(
        p5=f"{NAME}~C^D^^^MME^^D",
        p11="1 rue A^^PARIS^^75007^FRA^H~^^LYON^^69000^FRA^BDL",
        p13="0639980001^PRN^CP~^NET^Internet^d@example.org",
        p15="fr",
        p25="1",
        p29="20200102",
        p32="HOMA",
    )
    placed = {*given(segments, "ZFD|||Y|Y"), *given(p11="^^^^^^BDL^^51215")}
    assert placed | {*NO_WORD} == {*READERS, *STATE_READERS}
    assert placed.isdisjoint(NO_WORD)


@settings(max_examples=60, deadline=None)
@given_by(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=20)), max_size=20))
def test_whatever_stands_in_a_message_is_taken_or_refused(pieces: list[str]) -> None:
    text = message(pid(p13="".join(pieces)), "".join(pieces)) + message()
    source = records(text.encode("utf-8", "replace"))
    out = io.StringIO()
    rejects = source.rejects(out)
    for row in (row for batch in source.batches([10] * 99) for row in batch):
        if row.problem is None:
            source.given(row)
        rejects.write(row, "une raison")
    assert out.getvalue().count("ZRJ|une raison") >= 1


@pytest.mark.parametrize(
    ("fields", "day", "refused"),
    [
        ({"p29": "20200102", "p30": "Y"}, "2020-01-02", []),
        ({"p29": "202001021530"}, "2020-01-02", []),
        ({"p30": "N"}, None, []),
        ({"p30": "Y"}, "Y", ["the message tells a death (PID-30) without its day."]),
        (
            {"p29": "20200102", "p30": "N"},
            "2020-01-02",
            ["PID-29 has the day of a death, and PID-30 tells of none."],
        ),
    ],
)
def test_a_death_is_never_left_out(
    fields: dict[str, str], day: str | None, refused: list[str]
) -> None:
    source = records(message(pid(**fields)))
    ((row,),) = source.batches([10])
    assert source.given(row).get("deceased_on") == day
    assert [str(each.sentence) for each in source.refused(row)] == refused
