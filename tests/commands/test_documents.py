"""What scripts read: each document spelled out in full, each format, each stream.

The keys are a promise. A key that goes, or changes its name, must fail here.
"""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Said

    Semble = Callable[..., Said]

LIGHT: dict[str, Any] = {
    "id": 1,
    "birth_name": "PAT-TROIS",
    "first_given_name": "DOMINIQUE",
    "birth_given_names": "DOMINIQUE MARIE-LOUISE",
    "used_name": "D’Œuvré",
    "used_given_name": None,
    "full_name": "D’Œuvré DOMINIQUE",
    "title": "Mme",
    "sex": "F",
    "birth_date": "1979-03-28",
    "birth_date_fictive": False,
    "birth_place_code": "51215",
    "birth_place": "Dompremy",
    "identity_status": "PROV",
    "identity_flags": ["homonym"],
    "identity_source": "manual",
    "ins": None,
    "nir": "2 79 •• •• ••• ••• ••",
    "phones": [
        {"type": "mobile", "number": "06 39 98 00 01"},
        {"type": "home", "number": "01 99 00 00 02"},
    ],
    "email": "dominique@example.org",
    "address": {
        "lines": ["1 rue de la Paix", "Bâtiment B"],
        "postal_code": "51300",
        "city": "Dompremy",
        "country": "France",
    },
    "tags": ["ALD"],
    "blocked": None,
    "archived": None,
    "deceased_on": None,
    "version": 1,
}

WHOLE: dict[str, Any] = LIGHT | {
    "occupation": "enseignante",
    "religion": None,
    "comments": "ligne 1\nligne 2",
    "coverage": {
        "regime": None,
        "birth_rank": 1,
        "amc_name": "MUTUELLE TEST",
        "amc_number": "99990001",
        "member_number": "1",
        "fund": None,
        "fund_center": None,
    },
    "billing": {
        "name": None,
        "address": None,
        "payment_reference": None,
        "membership_name": None,
        "membership_started_on": None,
    },
    "numbers": [{"name": "Ancien logiciel", "value": "P1"}],
    "privacy_policy": "accepted",
    "preferences": {
        "receive_email": False,
        "receive_sms": False,
        "promotional": False,
        "payment_reminders": False,
        "mssante_patient": False,
        "mssante_professionals": False,
        "dmp_consent": None,
        "dmp_visible_patient": False,
        "dmp_visible_professionals": False,
    },
    "consents": {
        "receive_email": {"answer": "not_asked", "on": None, "by": None},
        "receive_sms": {"answer": "not_asked", "on": None, "by": None},
        "promotional": {"answer": "not_asked", "on": None, "by": None},
        "payment_reminders": {"answer": "not_asked", "on": None, "by": None},
        "mssante_patient": {"answer": "not_asked", "on": None, "by": None},
        "mssante_professionals": {"answer": "not_asked", "on": None, "by": None},
        "dmp_consent": {"answer": "not_asked", "on": None, "by": None},
    },
    "preferred_language": None,
    "relations": [],
    "allergies": [],
    "allergy_status": {"state": "not_asked", "none_known": []},
    "treatments": [],
    "appointments": [],
    "records": {
        kind: {"count": 0, "latest": None}
        for kind in (
            *("documents", "consultations", "treatments", "allergies", "no_known_allergies"),
            *("appointments", "letters", "invoices", "relations", "shares"),
        )
    },
    "rights": {"state": "unknown", "since": None, "until": None, "checked_on": None, "periods": []},
    "ins_history": [],
}


@pytest.fixture
def filled(semble_on_both: Semble) -> Semble:
    """A register with one full patient."""
    semble_on_both("tag", "add", "ALD")
    said = semble_on_both(
        *("patient", "add", "--birth-name", "PAT-TROIS", "--first-name", "DOMINIQUE"),
        *("--given-names", "DOMINIQUE MARIE-LOUISE", "--sex", "F", "--birth-date", "1979-03-28"),
        *("--birth-place", "51215", "--used-name", "D’Œuvré", "--title", "Mme"),
        *("--nir", "279035121518989", "--phone", "mobile:06 39 98 00 01"),
        *("--phone", "home:01 99 00 00 02", "--email", "dominique@example.org"),
        *("--address", "1 rue de la Paix\nBâtiment B", "--postal-code", "51300"),
        *("--city", "Dompremy", "--country", "France", "--tag", "ald", "--flag", "homonym"),
        *("--occupation", "enseignante", "--comment", "ligne 1\nligne 2", "--birth-rank", "1"),
        *("--amc", "MUTUELLE TEST", "--amc-number", "99990001", "--member-number", "1"),
        *("--number", "Ancien logiciel=P1", "--privacy", "accepted"),
    )
    assert said.code == 0, said.err
    return semble_on_both


def timeless(document: dict[str, Any]) -> dict[str, Any]:
    """The document less its two times, which are ISO in UTC."""
    for key in ("created_at", "updated_at"):
        assert document[key].endswith("Z")
        assert len(document[key]) == len("2026-11-23T10:30:00Z")
    return {key: value for key, value in document.items() if not key.endswith("_at")}


def test_the_patient_document_in_full(filled: Semble) -> None:
    document = json.loads(filled("patient", "show", 1, "-f", "json").out)
    assert timeless(document) == WHOLE
    times = ["created_at", "updated_at"]
    keys = [*list(LIGHT)[:-1], *times, "version", *list(WHOLE)[len(LIGHT) :]]
    assert list(document) == keys


def test_one_line_of_a_search_or_a_list_in_full(filled: Semble) -> None:
    found = LIGHT | {"near": False}
    for command, keys in (
        (("search", "oeuvre"), found),
        (("list",), LIGHT),
        (("search", "--tag", "ald"), found),
        (("search", "oeuvrre"), LIGHT | {"near": True}),
    ):
        (line,) = filled("patient", *command, "-f", "ndjson").out.splitlines()
        assert timeless(json.loads(line)) == keys
        (document,) = json.loads(filled("patient", *command, "-f", "json").out)
        assert timeless(document) == keys


def test_csv_and_tsv_have_a_header_and_one_line_a_patient(filled: Semble) -> None:
    fields = "id,birth_name,phones,address,tags,ins,blocked"
    columns = [
        *("id", "birth_name", "phones", "address_lines", "postal_code", "city", "country"),
        *("tags", "ins_matricule", "ins_oid", "blocked_on", "blocked_reason"),
    ]
    values = [
        *("1", "PAT-TROIS", "mobile:06 39 98 00 01; home:01 99 00 00 02"),
        *("1 rue de la Paix\nBâtiment B", "51300", "Dompremy", "France"),
        *("ALD", "", "", "", ""),
    ]
    said = filled("patient", "list", "-f", "csv", "--fields", fields)
    assert list(csv.reader(io.StringIO(said.out))) == [columns, values]
    said = filled("patient", "list", "-f", "tsv", "--fields", fields)
    header, line = said.out.splitlines()
    assert header.split("\t") == columns
    assert line.split("\t") == [value.replace("\n", "\\n") for value in values]


def test_piped_results_are_tsv_and_messages_stay_apart(filled: Semble) -> None:
    said = filled("patient", "list", "--fields", "id,full_name")
    assert (said.out, said.err) == ("id\tfull_name\n1\tD’Œuvré DOMINIQUE\n", "")


def test_data_never_becomes_a_formula_markup_or_a_control_code(semble: Semble) -> None:
    semble(
        *("patient", "add", "--birth-name", "ADRUN", "--first-name", "Zoé", "--sex", "F"),
        *("--birth-date", "31/12/1975", "--birth-place", "63220", "--city", "=1+1"),
        *("--occupation", "[red]x[/red]"),
    )
    assert "'=1+1" in semble("patient", "list", "-f", "csv").out
    assert '"city": "=1+1"' in semble("patient", "list", "-f", "json").out
    assert "[red]x[/red]" in semble("patient", "show", 1, "-f", "table").out


def test_each_other_document_in_full(semble: Semble) -> None:
    semble("tag", "add", "ALD")
    semble(
        *("patient", "add", "--birth-name", "ADRUN", "--first-name", "Zoé", "--sex", "F"),
        *("--birth-date", "31/12/1975", "--birth-place", "63220"),
    )
    status = json.loads(semble("store", "status", "-f", "json").out)
    assert list(status) == [
        *("address", "state", "revision", "patients", "former_patients", "users", "events"),
        *("journal_head", "head", "backed_up_at", "encrypted"),
        *("replica", "replica_as_of", "replica_follows"),
    ]
    assert (status["state"], status["patients"], status["users"]) == ("current", 1, 1)
    (tag,) = json.loads(semble("tag", "list", "-f", "json").out)
    assert tag == {"name": "ALD", "color": None, "patients": 0}
    (user,) = json.loads(semble("user", "list", "-f", "json").out)
    assert list(user) == ["login", "role", "added_at", "may_delete", "may_recover"]
    (event,) = json.loads(semble("patient", "history", 1, "-f", "json").out)
    assert list(event) == [
        *("at", "actor", "action", "batch", "record", "changes", "hidden", "undone_by"),
    ]
    command = json.loads(semble("undo", "--list", "-f", "json").out)[0]
    assert list(command) == [
        *("batch", "at", "actor", "action", "actions", "patients", "records", "undone_by"),
        "setting",
    ]
