"""The ids of recovered patients: from outside, and not to be believed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from semble_cli.errors import InvalidInput
from semble_cli.patient.actions import Action
from semble_cli.patient.identifier import HIGHEST_ID, parse_id
from semble_cli.patient.record import Answer
from semble_cli.services import stores
from semble_cli.services.access import Permission
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.delete import delete_patient
from semble_cli.services.patients.recover import RecoveryResult, Wanted
from semble_cli.services.patients.report import Reported, report_lines
from semble_cli.services.patients.show import show_patient
from semble_cli.store import ledger
from tests.conftest import ADRUN, PAT_TROIS, a_patient, register_on
from tests.services.patients.test_recover import deleted, results

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from semble_cli.services.register import Register
    from semble_cli.store.database.address import StoreAddress
    from tests.conftest import Said

    Semble = Callable[..., Said]

NESSI = {
    "birth_name": "NESSI",
    "first_given_name": "Michelangelo",
    "sex": "M",
    "birth_date": "07/08/2010",
    "birth_place": "63220",
}
CORSE = NESSI | {
    "birth_name": "CORSE",
    "first_given_name": "Anthony",
    "birth_date": "02/03/1980",
    "birth_place": "2A004",
}

_HEADER = "id,birth_name,first_given_name,birth_date,sex,birth_place_code,city\n"
_ADRUN = "ADRUN,Zoé,1975-12-31,F,63220,Lyon\n"
_CORSE = "CORSE,Anthony,1980-03-02,M,2A004,Ajaccio\n"


def recovered(semble: Semble, tmp_path: Path, *rows: str) -> list[dict[str, object]]:
    """What became of the rows of a report."""
    report = tmp_path / "report.csv"
    report.write_text(_HEADER + "".join(rows), "utf-8")
    said = semble(
        *("patient", "recover", "--from-report", report, "--all"),
        *("--on-duplicate", "create", "-f", "json"),
    )
    assert said.code in (0, 9), said.err
    lines: list[dict[str, object]] = json.loads(said.out)
    return lines


@pytest.mark.parametrize("text", ["1", "007", "2147483000"])
def test_an_id_is_a_whole_number(text: str) -> None:
    assert parse_id(text) == int(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "0", "-1", "+1", "1.0", "1e3", "1_000", " 1", "x", "٣٣", "１", "²"),
        *("2147483001", "2147483647", "9223372036854775807", "9" * 5000),
    ],
)
def test_what_is_no_id_is_said(text: str) -> None:
    with pytest.raises(InvalidInput, match=r"a whole number from 1 to 2147483000\.$"):
        parse_id(text)


@pytest.mark.parametrize("given", ["9223372036854775807", "2147483647", "2147483001", "٣٣", "0"])
def test_an_id_that_no_register_gives_is_refused_and_patients_can_still_be_added(
    semble_on_both: Semble, store: StoreAddress, tmp_path: Path, given: str
) -> None:
    (line,) = recovered(semble_on_both, tmp_path, f"{given},{_ADRUN}")
    assert (line["id"], line["result"]) == (None, "invalid")
    assert create_patient(register_on(store), a_patient()).id == 1


@pytest.mark.parametrize("patient_id", [0, -1, HIGHEST_ID + 1, 2**31 - 1, 2**63 - 1])
def test_the_service_itself_refuses_such_an_id(register: Register, patient_id: int) -> None:
    wanted = [Wanted(patient_id, a_patient(id=patient_id))]
    assert results(register, wanted) == [RecoveryResult.NEVER_GIVEN]
    assert create_patient(register, a_patient()).id == 1


def test_an_id_above_the_highest_given_is_refused(
    semble_on_both: Semble, store: StoreAddress, tmp_path: Path
) -> None:
    register = register_on(store)
    create_patient(register, a_patient(PAT_TROIS))
    create_patient(register, a_patient(ADRUN))
    gone = deleted(register, a_patient(NESSI))
    assert gone.id == 3
    with register.writing(Permission.ADMINISTER) as work:
        ledger.remove(work.connection, 3)
    lines = recovered(semble_on_both, tmp_path, f"4,{_CORSE}", f"3,{_CORSE}")
    assert [line["result"] for line in lines] == ["never_given", "recovered"]
    assert create_patient(register, a_patient(NESSI)).id == 4


@pytest.mark.parametrize("highest", [1, 2, 500, HIGHEST_ID])
def test_an_empty_register_keeps_the_ids_of_a_report_and_goes_on_after_them(
    register: Register, highest: int
) -> None:
    wanted = [Wanted(highest, a_patient(id=highest))]
    assert results(register, wanted, dry_run=True) == [RecoveryResult.RECOVERED]
    assert results(register, wanted) == [RecoveryResult.RECOVERED]
    assert create_patient(register, a_patient(PAT_TROIS)).id == highest + 1
    assert stores.check(register) == []


def test_a_trial_leaves_the_ids_as_they_were(register: Register) -> None:
    wanted = [Wanted(500, a_patient(id=500))]
    assert results(register, wanted, dry_run=True) == [RecoveryResult.RECOVERED]
    assert create_patient(register, a_patient()).id == 1


def test_the_day_after_a_loss_patients_come_back_in_several_steps(register: Register) -> None:
    assert results(register, [Wanted(7, a_patient(id=7))]) == [RecoveryResult.RECOVERED]
    later = [Wanted(9, a_patient(PAT_TROIS, id=9))]
    assert results(register, later) == [RecoveryResult.RECOVERED]
    new = create_patient(register, a_patient(NESSI))
    assert new.id == 10
    last = [Wanted(12, a_patient(CORSE, id=12))]
    assert results(register, last) == [RecoveryResult.NEVER_GIVEN]


def test_a_row_about_somebody_else_never_takes_the_place_of_a_former_patient(
    semble_on_both: Semble, store: StoreAddress, tmp_path: Path
) -> None:
    register = register_on(store)
    gone = deleted(register, a_patient(ADRUN))
    (line,) = recovered(semble_on_both, tmp_path, f"{gone.id},{_CORSE}")
    assert line["result"] == "id_in_use"
    (left,) = report_lines(register, Reported.FORMER)
    assert (left["id"], left["birth_name"]) == (gone.id, "ADRUN")


def test_a_former_patient_comes_back_as_the_ledger_has_it(
    semble_on_both: Semble, store: StoreAddress, tmp_path: Path
) -> None:
    register = register_on(store)
    given = ADRUN | {"city": "Reims", "occupation": "luthière", "birth_date": "1975"}
    gone = deleted(register, a_patient(given, amc_number="12345678", dmp_consent=Answer.REFUSED))
    row = _ADRUN.replace("Zoé", "ZOE")
    (line,) = recovered(semble_on_both, tmp_path, f"{gone.id},{row}")
    assert line["result"] == "recovered"
    found = show_patient(register, gone.id or 0).patient
    assert (found.city, found.occupation, found.amc_number) == ("Reims", "luthière", "12345678")
    assert (found.first_given_name, found.dmp_consent) == ("Zoé", Answer.REFUSED)


def test_a_row_whose_id_another_patient_bears_is_told(
    semble_on_both: Semble, store: StoreAddress, tmp_path: Path
) -> None:
    register = register_on(store)
    there = create_patient(register, a_patient(ADRUN))
    (line,) = recovered(semble_on_both, tmp_path, f"{there.id},{_CORSE}")
    assert line["result"] == "id_in_use"
    assert show_patient(register, there.id or 0).patient.birth_name == "ADRUN"


@pytest.mark.parametrize("given", ["٣٣", "1_000", "0", "9" * 19, "9" * 5000])
@pytest.mark.parametrize("words", [("show",), ("history",), ("recover",), ("search", "--id")])
def test_an_id_on_the_command_line_is_a_whole_number(
    semble: Semble, words: tuple[str, ...], given: str
) -> None:
    said = semble("patient", *words, given)
    assert said.code == 2
    assert "wants a whole number" in said.err or "wants an id" in said.err


def test_an_id_that_is_too_high_is_found_and_mended(register: Register) -> None:
    create_patient(register, a_patient(PAT_TROIS))
    with register.writing(Permission.ADMINISTER) as work:
        high = work.add(a_patient(id=2**31 - 1), Action.PATIENT_RECOVER)
        work.connection.never_give("patient", 2**31 - 1)
    (fault,) = stores.check(register)
    assert str(fault).startswith(f"patient {high.id}: no register gives so high an id")
    stores.upgrade(register)
    assert [str(fault)] == list(map(str, stores.check(register)))
    delete_patient(register, high.id or 0, high.full_name, None)
    (fault,) = stores.check(register)
    assert str(fault) == "ids: the last one given is too high. Run semble store upgrade."
    stores.upgrade(register)
    assert stores.check(register) == []
    assert create_patient(register, a_patient()).id == 2
    assert results(register, [Wanted(high.id, high)]) == [RecoveryResult.NEVER_GIVEN]
