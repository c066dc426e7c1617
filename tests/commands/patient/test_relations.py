"""`semble patient relate`, `relations`, `relation edit`, `unrelate`, and relations at creation."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from semble_cli.commands.patient.display.relations import relation_name

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Semble

BORN = ("--sex", "F", "--birth-date", "1975-12-31", "--birth-place", "63220")
ZOE = ("--birth-name", "ADRUN", "--first-name", "Zoé", *BORN)
AGATHE = ("--birth-name", "ADRUN", "--first-name", "Agathe", *BORN, "--on-duplicate", "create")
WHO = "ADRUN Zoé, born 1975-12-31 (1)"
HINT = "Undo: semble undo"


@pytest.fixture
def filled(semble_on_both: Semble) -> Semble:
    """A register with two patients, a GP and an insurer."""
    semble_on_both("patient", "add", *ZOE)
    semble_on_both("patient", "add", *AGATHE)
    semble_on_both("contact", "add", "--kind", "person", "--name", "MARTIN")
    semble_on_both("contact", "add", "--kind", "organisation", "--name", "Mutuelle Essai")
    return semble_on_both


def relations_of(semble: Semble, patient: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(
        semble("patient", "relations", patient, "-f", "json").out
    )
    return found


def test_each_step_names_the_patient_and_what_was_done(filled: Semble) -> None:
    said = filled("patient", "relate", 1, "--type", "médecin traitant", "--contact", "martin")
    assert (said.out, said.err) == ("1\n", f"Relation noted: {WHO}: GP: MARTIN. {HINT}\n")
    said = filled(
        *("patient", "relate", 1, "--type", "insurer", "--contact", 2, "--since", "1/1/2026"),
        *("--until", "31/12/2026", "--policy", "0001", "--authorisation", "A1", "--payer"),
        *("--notes", "carte vue", "-f", "json"),
    )
    made = json.loads(said.out)
    assert (made["id"], made["policy_number"], made["authorization_code"], made["notes"]) == (
        *(2, "0001", "A1"),
        "carte vue",
    )
    assert said.err == (
        f"Relation noted: {WHO}: insurer: Mutuelle Essai, since 2026-01-01, until 2026-12-31, "
        f"pays, policy 0001. {HINT}\n"
    )
    said = filled("patient", "relation", "edit", 1, 2, "--until", "", "--no-payer")
    assert said.err.splitlines() == [
        f"Relation changed: {WHO}: insurer: Mutuelle Essai, since 2026-01-01, policy 0001. {HINT}",
        "  until: 2026-12-31 → –",
        "  pays: yes → no",
    ]
    again = filled("patient", "relation", "edit", 1, 2, "--no-payer", "-f", "json")
    assert again.err == f"{WHO}: it was so already. Nothing was written.\n"
    assert json.loads(again.out)["id"] == 2
    said = filled("patient", "unrelate", 1, 1, "-f", "json")
    assert said.err == f"Relation removed: {WHO}: GP: MARTIN. {HINT}\n"
    assert json.loads(said.out)["id"] == 1
    assert filled("undo").code == 0
    assert [each["id"] for each in relations_of(filled, 1)] == [1, 2]


def test_a_new_contact_is_made_with_its_relation(filled: Semble) -> None:
    said = filled(
        *("patient", "relate", 1, "--type", "other", "--label", "marraine", "--new", "DURAND"),
        *("--first-name", "Léa", "--phone", "mobile:0639980001"),
    )
    assert said.err.splitlines() == [
        f"Relation noted: {WHO}: marraine: DURAND Léa. {HINT}",
        "  with it, a new contact: 3",
    ]
    filled("patient", "relate", 1, "--type", "gp", "--new", "Cabinet", "--kind", "organisation")
    told = filled("patient", "relations", 1, "-f", "table").out
    assert "06 39 98 00 01" in told
    assert "marraine" in told
    assert relations_of(filled, 1)[1]["kind"] == "organisation"


def test_a_relation_is_told_from_both_sides_in_the_words_of_each(filled: Semble) -> None:
    filled("patient", "relate", 1, "--type", "mère", "--patient", "ADRUN Agathe")
    assert "parent or guardian: ADRUN Agathe (2)" in filled("patient", "show", 1, "-f", "table").out
    shown = filled("patient", "show", 2, "-f", "table").out
    assert "parent or guardian of: ADRUN Zoé (1)" in shown
    french = filled("--lang", "fr", "patient", "show", 2, "-f", "table").out
    assert "parent ou représentante légale de : ADRUN Zoé (1)" in " ".join(french.split())
    document = json.loads(filled("patient", "show", 2, "-f", "json").out)
    assert document["relations"] == relations_of(filled, 2)
    assert [each["derived"] for each in document["relations"]] == [True]


def test_what_is_said_of_a_relation_agrees_with_whom_it_is_said_of() -> None:
    item = {"label": None, "sex": "M", "derived": False}
    assert relation_name(item | {"type": "spouse_partner"}, "F") == "spouse or partner"
    assert relation_name(item | {"type": "other", "label": "marraine"}, None) == "marraine"
    assert relation_name(item | {"type": "other_of", "label": "marraine"}, None) == "marraine of"


def test_only_relations_that_last_stand_in_the_summary(filled: Semble) -> None:
    filled("patient", "relate", 1, "--type", "gp", "--contact", 1, "--until", "2020-01-01")
    assert "Relations" not in filled("patient", "show", 1, "-f", "table").out
    assert len(relations_of(filled, 1)) == 1
    said = filled("patient", "relations", 2, "-f", "table")
    assert (said.out, "no relation is noted" in said.err) == ("", True)


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        ((), 2, "Give --type, and one of"),
        (("--type", "gp"), 2, "Give --type, and one of"),
        (("--contact", "1"), 2, "Give --type, and one of"),
        (("--type", "gp", "--contact", "1", "--patient", "2"), 2, "Give one of --contact"),
        (("--type", "gp", "--contact", "1", "--phone", "0639980001"), 2, "made with --new"),
        (("--type", "voisin", "--contact", "1"), 2, "it is one of"),
        (("--type", "gp", "--contact", "durand"), 3, "No contact is called so"),
        (("--type", "gp", "--patient", "9"), 3, "9"),
        (("--type", "gp", "--patient", "1"), 4, "nobody has a relation to oneself"),
        (("--type", "gp", "--contact", "1", "--label", "x"), 4, "only a relation of type other"),
        (("--type", "other", "--contact", "1"), 4, "give it a label"),
        (
            ("--type", "gp", "--contact", "1", "--since", "2026-01-02", "--until", "2026-01-01"),
            *(4, "this day is before the relation's first"),
        ),
        (("--type", "gp", "--contact", "1", "--since", "demain"), 4, "since: write the date"),
        (("--type", "gp", "--new", "X", "--phone", "12"), 4, "phones"),
        (("--type", "insurer", "--contact", "2"), 5, "This relation is there already"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(
    filled: Semble, options: tuple[str, ...], code: int, said: str
) -> None:
    filled("patient", "relate", 1, "--type", "insurer", "--contact", 2)
    answer = filled("patient", "relate", 1, *options)
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err
    assert answer.err.count("\n") == 1
    assert len(relations_of(filled, 1)) == 1


def test_an_edit_says_what_to_change_and_of_what(filled: Semble) -> None:
    assert filled("patient", "relation", "edit", 1, 1).code == 2
    said = filled("patient", "relation", "edit", 1, 1, "--payer")
    assert (said.code, said.err) == (3, "Error: No relation has the number 1.\n")
    filled("patient", "relate", 1, "--type", "family", "--patient", 2)
    said = filled("patient", "unrelate", 2, 1)
    assert (said.code, "record of patient 1" in said.err) == (3, True)


def test_a_patient_is_added_with_relations(filled: Semble, tmp_path: Path) -> None:
    new = ("patient", "add", "--birth-name", "CORVA", "--first-name", "Max", *BORN)
    for wrong, code in ((("gp:9",), 3), (("gp",), 4), (("gp:1", "gp:1"), 5), (("x:1",), 4)):
        options = [word for each in wrong for word in ("--relation", each)]
        assert filled(*new, *options).code == code
        assert filled("patient", "search", "corva").code == 1
    added = filled(*new, "--relation", "gp:1", "--relation", "mutuelle:2", "-f", "json")
    first = json.loads(added.out)["id"]
    assert "Relations: GP: MARTIN · insurer: Mutuelle Essai." in added.err
    assert [each["type"] for each in relations_of(filled, first)] == ["gp", "insurer"]
    document = json.loads(filled("patient", "show", first, "-f", "json").out)
    document |= {"birth_name": "CORVADO", "birth_date": "1980-02-03"}
    document["relations"][1] |= {"since": "2026-01-01"}
    document["relations"] += [
        {"type": "family", "patient_id": first, "is_payer": True},
        {"type": "school", "new": {"name": "École", "city": "Lyon"}},
        {"type": "gp_of", "patient_id": 1, "derived": True},
    ]
    file = tmp_path / "patient.json"
    file.write_text(json.dumps(document), "utf-8")
    said = filled("patient", "add", "--json", file, "-f", "json")
    assert (said.code, "stand in another record" in said.err) == (0, True)
    second = json.loads(said.out)["id"]
    told = [
        (each["type"], each["since"], each["is_payer"]) for each in relations_of(filled, second)
    ]
    assert told == [
        ("gp", None, False),
        ("insurer", "2026-01-01", False),
        ("family", None, True),
        ("school", None, False),
    ]
    assert filled("undo").code == 0
    assert filled("redo").code == 0
    assert len(relations_of(filled, second)) == 4


def test_a_document_of_another_register_relates_nobody_to_a_stranger(
    filled: Semble, tmp_path: Path
) -> None:
    file = tmp_path / "patient.json"
    relation = {"type": "gp", "contact_id": 1, "last_name": "DURAND", "first_name": "Léa"}
    file.write_text(json.dumps({"relations": [relation]}), "utf-8")
    new = ("patient", "add", "--birth-name", "CORVA", "--first-name", "Max", *BORN)
    said = filled(*new, "--json", file)
    assert (said.code, "called otherwise" in said.err) == (4, True)
    file.write_text(json.dumps({"relations": "gp:1"}), "utf-8")
    assert filled(*new, "--json", file).code == 4
    assert filled("patient", "search", "corva").code == 1


def test_an_import_that_made_somebody_s_relative_is_taken_back(
    filled: Semble, tmp_path: Path
) -> None:
    rows = tmp_path / "rows.csv"
    rows.write_text(
        "birth_name,first_given_name,birth_date,sex,birth_place\n"
        "CORVA,MAX,1950-02-03,M,63220\nCORVA,LEO,1951-02-03,M,63220\n",
        "utf-8",
    )
    assert filled("patient", "import", rows).code == 0
    filled("patient", "relate", 1, "--type", "family", "--patient", 3)
    imported = filled("undo", "--list", "-f", "tsv", "--fields", "batch,action").out.splitlines()
    batch = next(line.split("\t")[0] for line in imported if line.endswith("patient.import"))
    assert filled("undo", batch).code == 0
    assert [(each["name"], each["deleted"]) for each in relations_of(filled, 1)] == [
        ("CORVA MAX", True)
    ]
    assert filled("patient", "recover", 3).code == 0
    assert [each["deleted"] for each in relations_of(filled, 1)] == [False]
