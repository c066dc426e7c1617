"""One patient and lists in the formats of other programs: what each role gets, what is noted, and
that hostile names go through."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hl7apy.parser import parse_message

from semble_cli.commands.patient.formats import write_text, write_yaml
from semble_cli.patient.actions import Action
from semble_cli.patient.interchange import Interchange
from semble_cli.patient.record import ExtraNumber
from semble_cli.services import users
from semble_cli.services.access import Role
from semble_cli.services.patients.create import create_patient
from semble_cli.services.practice.settings import set_setting
from semble_cli.services.record.contacts import add_contact
from semble_cli.services.record.relations import relate
from semble_cli.settings.table import BY_NAME
from semble_cli.store.database import sqlite
from tests.conftest import ADRUN, PAT_TROIS, a_patient, tamper
from tests.exchange.fhir.tables import faults_of_bundle
from tests.services.imports.whole_records import fill
from tests.services.record.family import ZOE

if TYPE_CHECKING:
    from pathlib import Path

    from semble_cli.services.register import Register
    from tests.conftest import Semble

NIR = PAT_TROIS["nir"]
LEFT_OUT = "Treatments and documents were left out: your role does not read medical contents.\n"
QUALIFIED: dict[str, Any] = {
    "identity_retrieved": True,
    "identity_checked": True,
    "ins_matricule": "279035121518989",
    "ins_oid": "1.2.250.1.213.1.4.10",
}


def shown(semble: Semble, form: str, *more: object, whose: int = 1) -> str:
    said = semble("patient", "show", whose, "-f", form, *more)
    assert said.code == 0, said.err
    out: str = said.out
    return out


def events(semble: Semble) -> list[tuple[str, int | None, Any]]:
    said = semble("audit", "log", "-f", "json")
    return [
        (each["action"], each["patient_id"], each["details"])
        for each in json.loads(said.out)
        if each["action"] in (Action.PATIENT_EXPORT, Action.PATIENT_REVEAL, Action.PATIENT_OPEN)
    ]


@pytest.mark.parametrize("form", Interchange)
def test_what_leaves_the_register_is_noted_each_time(
    semble: Semble, sqlite_register: Register, form: Interchange
) -> None:
    create_patient(sqlite_register, a_patient())
    shown(semble, form)
    shown(semble, form)
    assert events(semble) == [("patient.export", 1, {"form": form.value})] * 2


@pytest.mark.parametrize("form", Interchange)
def test_numbers_in_full_are_noted_before_they_are_shown(
    semble: Semble, sqlite_register: Register, form: Interchange
) -> None:
    create_patient(sqlite_register, a_patient(PAT_TROIS))
    out = shown(semble, form, "--reveal")
    assert (NIR in out) == (form is not Interchange.VCARD)
    assert events(semble) == [
        ("patient.export", 1, {"form": form.value}),
        ("patient.reveal", 1, {}),
    ]


@pytest.mark.parametrize("form", ["yaml", *Interchange])
def test_no_number_is_shown_that_was_not_revealed(
    semble: Semble, sqlite_register: Register, form: str
) -> None:
    create_patient(
        sqlite_register,
        a_patient(PAT_TROIS | {"comments": f"mère {NIR}", "city": f"Lyon {NIR}", "title": NIR}),
    )
    for out in (shown(semble, form), semble("patient", "list", "-f", form).out):
        assert NIR not in out
        assert NIR[:13] not in "".join(filter(str.isdigit, out.replace("\n", "x")))


@pytest.mark.parametrize("form", ["yaml", *Interchange])
@pytest.mark.parametrize("is_qualified", [True, False])
def test_the_matricule_of_a_qualified_identity_alone_leaves(
    semble: Semble, sqlite_register: Register, form: str, is_qualified: bool
) -> None:
    patient = a_patient()._replace(**QUALIFIED | {"identity_checked": is_qualified}, nir=None)
    create_patient(sqlite_register, patient)
    out = shown(semble, form)
    assert ("279035121518989" in out) == (is_qualified and form != "vcard")


@pytest.mark.parametrize("role", [Role.READER, Role.SECRETARY, Role.CLINICIAN])
def test_each_role_gets_what_it_may_read(
    semble: Semble,
    sqlite_register: Register,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    role: Role,
) -> None:
    fill(sqlite_register, tmp_path)
    users.add(sqlite_register, "somebody", role)
    monkeypatch.setattr(sqlite, "operating_system_login", lambda: "somebody")
    reads_care = role is Role.CLINICIAN
    bundle = semble("patient", "show", ZOE, "-f", "fhir")
    kinds = {each["resource"]["resourceType"] for each in json.loads(bundle.out)["entry"]}
    assert {"Patient", "RelatedPerson", "AllergyIntolerance"} <= kinds
    assert ({"MedicationStatement", "DocumentReference"} <= kinds) == reads_care
    assert {"MedicationStatement", "DocumentReference"}.isdisjoint(kinds) != reads_care
    assert ("urticaire" in bundle.out) == reads_care
    assert "Pénicilline" in bundle.out
    summary = semble("patient", "show", ZOE, "-f", "ips")
    assert faults_of_bundle(json.loads(summary.out)) == []
    medications = json.loads(summary.out)["entry"][0]["resource"]["section"][1]
    if reads_care:
        assert (bundle.err, summary.err, "entry" in medications) == ("", "", True)
    else:
        assert medications["emptyReason"]["coding"][0]["code"] == "withheld"
        assert (bundle.err, summary.err) == (LEFT_OUT, LEFT_OUT)
        assert "Essai A" not in summary.out + bundle.out
        listed = semble("patient", "list", "-f", "ips")
        assert listed.err == LEFT_OUT
        assert "Essai A" not in listed.out


def test_nobody_has_the_id(semble: Semble) -> None:
    for form in Interchange:
        for more in ((), ("--reveal",)):
            said = semble("patient", "show", 99, "-f", form, *more)
            assert (said.code, said.out) == (3, "")
    assert events(semble) == []


def test_a_document_in_yaml_says_what_json_says(semble: Semble, sqlite_register: Register) -> None:
    create_patient(sqlite_register, a_patient(PAT_TROIS | {"comments": "une: [deux]\n- trois # é"}))
    assert yaml.safe_load(shown(semble, "yaml")) == json.loads(shown(semble, "json"))
    assert yaml.safe_load(shown(semble, "yaml", "--fields", "id,sex")) == {"id": 1, "sex": "F"}
    create_patient(sqlite_register, a_patient())
    listed = list(yaml.safe_load_all(semble("patient", "list", "-f", "yaml", "--whole").out))
    as_json = json.loads(semble("patient", "list", "-f", "json", "--whole").out)
    assert listed == as_json
    assert [each["action"] for each in json.loads(semble("audit", "log", "-f", "json").out)][-1]


def test_a_list_of_messages_or_cards_is_one_after_the_other(
    semble: Semble, sqlite_register: Register
) -> None:
    for name in ("AGATHE", "ZOE"):
        create_patient(sqlite_register, a_patient(first_given_name=name, birth_given_names=name))
    out = semble("patient", "list", "-f", "hl7", "--event", "A31").out
    messages = ["MSH" + each for each in out.split("MSH") if each]
    events = [parse_message(each).msh.msh_9.msh_9_2.value for each in messages]
    assert events == ["A31", "A31"]
    numbers = {parse_message(each).msh.msh_10.value for each in messages}
    assert len(numbers) == 2
    assert semble("patient", "list", "-f", "vcard").out.count("BEGIN:VCARD") == 2
    for form in ("fhir", "ips", "semble"):
        lines = semble("patient", "list", "-f", form).out.splitlines()
        assert len(list(map(json.loads, lines))) == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--event", "A28"), "--event goes with -f hl7."),
        (("-f", "fhir", "--event", "A28"), "--event goes with -f hl7."),
        (
            ("-f", "ips", "--fields", "id"),
            "--fields does not go with -f ips, which has fields of its own.",
        ),
    ],
)
@pytest.mark.parametrize("command", [("show", "1"), ("list",)])
def test_options_that_mean_nothing_are_refused_and_nothing_is_noted(
    semble: Semble,
    sqlite_register: Register,
    command: tuple[str, ...],
    words: tuple[str, ...],
    said: str,
) -> None:
    create_patient(sqlite_register, a_patient())
    done = semble("patient", *command, *words)
    assert (done.code, done.out, done.err) == (2, "", f"Error: {said}\n")
    assert events(semble) == []


NAMES = {
    "emoji": "ZOÉ 👩‍👧😀",
    "right to left": "مرحبا שלום",
    "Greek and Cyrillic": "ΑΘΗΝΑ МОСКВА",
}


@pytest.mark.parametrize("name", NAMES.values(), ids=list(NAMES))
@pytest.mark.parametrize("form", ["yaml", *Interchange])
def test_any_script_goes_through_every_writer(
    semble: Semble, sqlite_register: Register, form: str, name: str
) -> None:
    create_patient(
        sqlite_register, a_patient(PAT_TROIS | {"used_name": "X"})._replace(used_name=name)
    )
    out = shown(semble, form)
    whole = out.replace("\r\n ", "")
    assert name in whole
    if form in ("fhir", "ips"):
        assert faults_of_bundle(json.loads(out)) == []
    elif form == "hl7":
        assert parse_message(out).validate()


def test_the_name_of_the_practice_stands_in_a_summary(
    semble: Semble, sqlite_register: Register
) -> None:
    create_patient(sqlite_register, a_patient())
    set_setting(sqlite_register, BY_NAME["practice.name"], "Cabinet <des> Lilas & Cie")
    bundle = json.loads(shown(semble, "ips"))
    names = [each["resource"].get("name") for each in bundle["entry"]]
    assert "Cabinet <des> Lilas & Cie" in names


@pytest.mark.parametrize("form", ["hl7", "semble", "vcard"])
def test_numbers_in_what_stands_around_are_masked_too(
    semble: Semble, sqlite_register: Register, form: str
) -> None:
    """In the names of relations and of own numbers, in labels and notes."""
    patient = a_patient(PAT_TROIS)._replace(numbers=(ExtraNumber(f"mère {NIR}", "1"),))
    create_patient(sqlite_register, patient)
    given = {"type": "other", "label": f"mère {NIR}", "notes": f"voir {NIR}"}
    contact = add_contact(sqlite_register, {"kind": "organisation", "name": f"Caisse {NIR}"})
    relate(sqlite_register, 1, given | {"contact_id": contact.id})
    out = shown(semble, form).replace("\r\n ", "")
    assert NIR not in out
    if form != "hl7":
        assert "Caisse 2 79 •• •• ••• ••• ••" in out
    if form != "vcard":
        assert "mère 2 79 •• •• ••• ••• ••" in out


def test_a_number_that_is_not_revealed_is_not_there_at_all(
    semble: Semble, sqlite_register: Register
) -> None:
    create_patient(sqlite_register, a_patient(PAT_TROIS))
    assert "^NH" not in shown(semble, "hl7")
    assert "^NH" in shown(semble, "hl7", "--reveal")
    assert "socialSecurityNumber" not in shown(semble, "semble")
    assert "•" not in shown(semble, "hl7") + shown(semble, "semble") + shown(semble, "fhir")


def test_yaml_escapes_what_nobody_sees(capsys: pytest.CaptureFixture[str]) -> None:
    record = {"id": 1, "name": "Zo\x1b\u202eé", "note": "é\n"}
    write_yaml(record)
    out = capsys.readouterr().out
    assert not {"\x1b", "\u202e"} & set(out)
    assert yaml.safe_load(out) == record
    write_yaml({"name": "Zoé 😀"})
    assert capsys.readouterr().out == "---\nname: Zoé 😀\n"


def test_a_terminal_is_not_written_over_by_a_message(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_text("MSH|a\rPID|b\r")
    assert capsys.readouterr().out == "MSH|a\rPID|b\r"
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    write_text("MSH|a\rPID|b\r")
    assert capsys.readouterr().out == "MSH|a\nPID|b\n"


def test_a_message_has_the_relations_with_numbers_masked_in_their_texts(
    semble: Semble, sqlite_register: Register
) -> None:
    create_patient(sqlite_register, a_patient(PAT_TROIS))
    create_patient(sqlite_register, a_patient(ADRUN))
    doctor = {"kind": "person", "name": "MARTIN", "first_name": "Luc", "rpps": "10003456786"}
    relate(sqlite_register, 1, {"type": "gp", "new": doctor})
    of_school = {"kind": "organisation", "name": f"École {NIR}"}
    relate(sqlite_register, 1, {"type": "other", "label": f"école {NIR}", "new": of_school})
    relate(sqlite_register, 1, {"type": "family", "patient_id": 2})
    tamper(sqlite_register, f"UPDATE patient SET used_given_name = 'Zoé {NIR}' WHERE id = 2")
    for words in (("show", "1"), ("list",)):
        out = semble("patient", *words, "-f", "hl7").out
        assert "|10003456786^MARTIN^Luc^" in out
        assert "||École " in out
        assert NIR[:13] not in out
        assert NIR[:13] in semble("patient", *words, "-f", "hl7", "--reveal").out
        told = [line for line in out.splitlines() if line[:4] in ("ROL|", "NK1|")]
        assert [line[:6] for line in told] == ["ROL||A", "NK1|1|", "NK1|2|"]
        assert f"|{ADRUN['birth_name']}^" in told[2]
