"""`semble contact`: what is said, shown and refused; and contacts out and in as vCards."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Semble

ADRUN = (
    *("--birth-name", "ADRUN", "--first-name", "Zoé", "--sex", "F"),
    *("--birth-date", "1975-12-31", "--birth-place", "63220"),
)
MARTIN = (
    *("--kind", "personne", "--name", "MARTIN", "--first-name", "Claire", "--title", "Dr"),
    *("--phone", "work:01 99 00 00 01", "--email", "claire@example.org", "--city", "Lyon"),
    *("--mssante", "claire@medecin.mssante.fr", "--rpps", "10003456786"),
)
MUTUELLE = ("--kind", "organisme", "--name", "Mutuelle Essai", "--siret", "73282932000074")


@pytest.fixture
def filled(semble_on_both: Semble) -> Semble:
    """A register with a patient and two contacts."""
    semble_on_both("patient", "add", *ADRUN)
    semble_on_both("contact", "add", *MARTIN)
    semble_on_both("contact", "add", *MUTUELLE)
    return semble_on_both


def test_a_new_contact_is_named_by_its_number_or_by_its_document(semble_on_both: Semble) -> None:
    said = semble_on_both("contact", "add", *MARTIN)
    assert (said.code, said.out) == (0, "1\n")
    assert said.err == "Contact added: MARTIN Claire (1). Undo: semble undo\n"
    document = json.loads(semble_on_both("contact", "add", *MUTUELLE, "-f", "json").out)
    assert document == {
        "id": 2,
        "kind": "organisation",
        "name": "Mutuelle Essai",
        "title": None,
        "first_name": None,
        "last_name": None,
        "company_name": "Mutuelle Essai",
        "phones": [],
        "email": None,
        "mssante": None,
        "address": {"lines": [], "postal_code": None, "city": None, "country": None},
        "rpps": None,
        "finess": None,
        "siren": None,
        "siret": "73282932000074",
        "notes": None,
        "version": 1,
    }


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("--name", "X"), 4, "kind: say whether it is a person or an organisation."),
        (("--kind", "person"), 4, "name: it is missing, and every contact has one."),
        (("--kind", "robot", "--name", "X"), 2, "it is one of"),
        ((*MARTIN[:4], "--rpps", "10003456785"), 4, "RPPS: its key does not fit"),
        ((*MARTIN[:4], "--siret", "73282932000075"), 4, "SIRET: its key does not fit"),
        ((*MARTIN[:4], "--siret", "123"), 4, "SIRET: a SIRET number has 14 digits"),
        ((*MARTIN[:4], "--mssante", "claire@example.org"), 4, "ends with .mssante.fr"),
        ((*MARTIN[:4], "--email", "zoé@example.org"), 4, "e-mail: before @"),
        (MARTIN, 5, "Contact 1 has this RPPS number already."),
    ],
)
def test_what_is_no_contact_is_refused_in_one_sentence(
    filled: Semble, options: tuple[str, ...], code: int, said: str
) -> None:
    answer = filled("contact", "add", *options)
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err
    assert answer.err.count("\n") == 1
    assert filled("contact", "search", "-f", "tsv", "--fields", "id").out == "id\n1\n2\n"


def test_contacts_are_found_and_shown(filled: Semble) -> None:
    found = filled("contact", "search", "mart", "-f", "table").out
    assert "MARTIN Claire" in found
    assert "01 99 00 00 01 (work)" in found
    assert "Lyon" in found
    assert filled(
        "contact", "search", "--kind", "organisme", "-f", "tsv", "--fields", "name"
    ).out == ("name\nMutuelle Essai\n")
    nobody = filled("contact", "search", "durand", "-f", "json")
    assert (nobody.code, nobody.out, nobody.err) == (1, "[]\n", "Error: No contact matches.\n")
    filled("patient", "relate", 1, "--type", "gp", "--contact", "martin", "--since", "2026-01-01")
    shown = filled("contact", "show", "claire martin", "-f", "table").out
    named = [line.split() for line in shown.splitlines() if "MARTIN" in line]
    assert named == [["name", "MARTIN", "Claire"]]
    assert "claire@medecin.mssante.fr" in shown
    assert "ADRUN Zoé (1)" in shown
    document = json.loads(filled("contact", "show", 1, "-f", "json").out)
    assert [(each["patient_id"], each["since"]) for each in document["patients"]] == [
        (1, "2026-01-01")
    ]


def test_an_edit_says_what_it_changed(filled: Semble) -> None:
    said = filled("contact", "edit", "martin", "--city", "Nantes", "--phone", "", "-f", "json")
    assert said.err.splitlines() == [
        "Contact changed: MARTIN Claire (1). Undo: semble undo",
        "  phones: 01 99 00 00 01 (work) → –",
        "  city: Lyon → Nantes",
    ]
    assert json.loads(said.out)["version"] == 2
    again = filled("contact", "edit", 1, "--city", "Nantes")
    assert again.err == "MARTIN Claire (1): it was so already. Nothing was written.\n"
    assert filled("contact", "edit", 1).code == 2
    assert filled("contact", "edit", 1, "--city", "Lyon", "--if-version", "1").code == 5
    assert filled("contact", "edit", 9, "--city", "Lyon").code == 3
    filled("undo")
    assert json.loads(filled("contact", "show", 1, "-f", "json").out)["address"]["city"] == "Lyon"


def test_a_deleted_contact_leaves_its_name_and_comes_back(filled: Semble) -> None:
    filled("patient", "relate", 1, "--type", "gp", "--contact", 1)
    said = filled("contact", "delete", 1)
    assert said.err == (
        "Contact deleted: MARTIN Claire (1). Relations that keep the name: 1. Undo: semble undo\n"
    )
    assert "GP: MARTIN Claire (deleted)" in filled("patient", "show", 1, "-f", "table").out
    assert filled("undo").code == 0
    assert "(deleted)" not in filled("patient", "show", 1, "-f", "table").out
    assert filled("redo").code == 0
    assert "GP: MARTIN Claire (deleted)" in filled("patient", "show", 1, "-f", "table").out


def test_two_contacts_become_one(filled: Semble) -> None:
    twin = ("--kind", "person", "--name", "MARTIN", "--first-name", "C.", "--notes", "le matin")
    filled("contact", "add", *twin)
    filled("patient", "relate", 1, "--type", "gp", "--contact", 3)
    said = filled("contact", "merge", 1, 3, "-f", "json")
    assert said.err.splitlines() == [
        "Contacts merged: MARTIN C. (3) went into MARTIN Claire (1). Relations moved: 1. "
        "Undo: semble undo",
        "  not taken over, first name: C. → Claire",
    ]
    assert json.loads(said.out)["notes"] == "le matin"
    relations = json.loads(filled("patient", "relations", 1, "-f", "json").out)
    assert [each["contact_id"] for each in relations] == [1]
    assert filled("undo").code == 0
    relations = json.loads(filled("patient", "relations", 1, "-f", "json").out)
    assert [each["contact_id"] for each in relations] == [3]


def test_several_contacts_of_one_name_are_told_by_number(filled: Semble) -> None:
    filled("contact", "add", "--kind", "person", "--name", "MARTIN")
    said = filled("contact", "show", "mart")
    assert (said.code, said.err) == (
        6,
        "Error: Several contacts are called so: 3, 1. Give one's number.\n",
    )


def test_contacts_go_out_and_come_in_once(filled: Semble, tmp_path: Path) -> None:
    file = tmp_path / "contacts.vcf"
    assert filled("contact", "export", "-o", file).code == 0
    text = file.read_bytes().decode()
    assert text.count("BEGIN:VCARD\r\nVERSION:4.0\r\n") == 2
    assert "ADRUN" not in text
    said = filled("contact", "import", file)
    assert said.err == "Contacts added: 0, known already: 2. Relations made: 0.\n"
    for number in (1, 2):
        filled("contact", "delete", number)
    said = filled("contact", "import", "-", stdin=text)
    assert said.err.startswith("Contacts added: 2, known already: 0.")
    assert json.loads(filled("contact", "show", 3, "-f", "json").out)["rpps"] == "10003456786"
    assert filled("undo").code == 0
    assert filled("contact", "search").code == 1


def test_a_patient_goes_out_with_relations_that_come_in_for_another(
    filled: Semble, tmp_path: Path
) -> None:
    filled("patient", "add", *ADRUN, "--first-name", "Agathe", "--on-duplicate", "create")
    filled("patient", "relate", 1, "--type", "gp", "--contact", 1)
    filled("patient", "relate", 1, "--type", "autre", "--label", "marraine", "--new", "DURAND")
    filled("patient", "relate", 1, "--type", "family", "--patient", 2)
    file = tmp_path / "adrun.vcf"
    assert filled("contact", "export", "--patient", "1", "-o", file).code == 0
    said = filled("contact", "import", file)
    assert "Cards of patients, who are no contacts: 1." in said.err
    said = filled("contact", "import", file, "--patient", "2")
    assert "Relations made: 2." in said.err
    relations = json.loads(filled("patient", "relations", 2, "-f", "json").out)
    assert [(each["type"], each["label"], each["name"]) for each in relations] == [
        ("gp", None, "MARTIN Claire"),
        ("other", "marraine", "DURAND"),
        ("family", None, "ADRUN Zoé"),
    ]
    again = filled("contact", "import", file, "--patient", "2")
    assert "Relations made: 0." in again.err


def test_cards_that_cannot_be_taken_are_told_and_the_others_added(filled: Semble) -> None:
    cards = "".join(
        f"BEGIN:VCARD\nVERSION:4.0\n{line}\nEND:VCARD\n"
        for line in ("FN:DURAND", "FN:X\nX-RPPS:1", "NOTE:x")
    )
    said = filled("contact", "import", "-", stdin=cards)
    assert said.code == 9
    assert said.err.splitlines()[1:] == [
        "Card 2: RPPS: an RPPS number has 11 digits.",
        "Card 3: name: it is missing, and every contact has one.",
        "Error: Cards that were not taken: 2.",
    ]


def test_a_file_that_holds_no_cards_is_refused(filled: Semble, tmp_path: Path) -> None:
    assert filled("contact", "import", tmp_path / "none.vcf").code == 2
    assert filled("contact", "import", tmp_path).code == 2
    assert filled("contact", "import", "-", stdin="x").code == 4
    (tmp_path / "latin.vcf").write_bytes(b"BEGIN:VCARD\nFN:\xe9\n")
    said = filled("contact", "import", tmp_path / "latin.vcf")
    assert (said.code, "cannot be read as vCards" in said.err) == (2, True)


def test_two_names_of_another_alphabet_are_two_contacts(
    semble_on_both: Semble, tmp_path: Path
) -> None:
    names = ("محمد", "علي", "Ali 李", "Ali")
    cards = tmp_path / "cards.vcf"
    cards.write_text(
        "".join(f"BEGIN:VCARD\r\nVERSION:4.0\r\nFN:{each}\r\nEND:VCARD\r\n" for each in names)
    )
    semble_on_both("init")
    for added, known in ((4, 0), (0, 4)):
        said = semble_on_both("contact", "import", cards).err
        assert f"Contacts added: {added}, known already: {known}." in said
    shown = semble_on_both("contact", "show", "علي", "-f", "json")
    assert json.loads(shown.out)["name"] == "علي"


def test_two_labels_of_another_alphabet_are_two_relations(filled: Semble) -> None:
    relate = ("patient", "relate", 1, "--type", "other", "--contact", 1, "--label")
    for label, code in (("李", 0), ("علي", 0), ("李", 5)):
        assert filled(*relate, label).code == code


def test_words_of_any_length_find_nobody(semble_on_both: Semble) -> None:
    semble_on_both("init")
    for words in ("a" * 100_000, "a " * 50_000):
        assert semble_on_both("contact", "search", words).code == 1
        assert semble_on_both("contact", "show", words).code == 3
