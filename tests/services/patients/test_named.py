"""The one patient who bears a name, on both databases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from semble_cli.errors import NoSuchRecord, Refused
from semble_cli.identity.whole_names import Among
from semble_cli.patient.record import ArchiveReason
from semble_cli.services.patients import named
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.delete import delete_patient
from semble_cli.services.patients.edit import archive_patient, edit_fields
from semble_cli.services.patients.named import patient_named
from semble_cli.services.patients.tags import add_tag
from tests.conftest import ADRUN, PAT_TROIS, a_patient

if TYPE_CHECKING:
    from semble_cli.services.register import Register


@pytest.fixture
def filled(register: Register) -> Register:
    """Two who bear one surname, and one with another; a fourth was deleted."""
    add_tag(register, "Trois", None)
    create_patient(register, a_patient())
    create_patient(register, a_patient(ADRUN | {"first_given_name": "Max", "sex": "M"}))
    create_patient(register, a_patient(PAT_TROIS, tags=()))
    quatre = a_patient(PAT_TROIS | {"birth_name": "PAT-QUATRE"})
    former = create_patient(register, quatre, known=(3,))
    delete_patient(register, 4, former.full_name, None)
    return register


@pytest.mark.parametrize(
    ("name", "found"),
    [("zoe", 1), ("adrun max", 2), ("Max ADRUN", 2), ("pat-trois", 3), ("trois dominique", 3)],
)
def test_a_whole_name_of_one_patient_is_enough(filled: Register, name: str, found: int) -> None:
    assert patient_named(filled, name) == found


@pytest.mark.parametrize("name", ["adru", "adrum", "nobody", "quatre", "dominique quatre"])
def test_beginnings_errors_and_former_patients_are_nobody(filled: Register, name: str) -> None:
    with pytest.raises(NoSuchRecord, match="No patient bears this whole name"):
        patient_named(filled, name)


def test_several_are_refused_with_their_ids(filled: Register) -> None:
    with pytest.raises(Refused) as refused:
        patient_named(filled, "adrun")
    assert str(refused.value) == "Several patients are called so: 2, 1. Give the id of one."


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ADRUN Zoé, 31/12/1975", 1),
        ("adrun zoe,1975-12-31", 1),
        ("adrun, 31/12/1975", 1),
        ("adrun zoe, 31/12/1975 (archivée)", 1),
        ("PAT-TROIS DOMINIQUE, 28/03/1979", 3),
    ],
)
def test_a_birth_date_behind_the_name_tells_who_is_meant(
    filled: Register, typed: str, found: int
) -> None:
    if typed.startswith("adrun,"):
        edit_fields(filled, 2, {"birth_date": "01/12/1975"})
    assert patient_named(filled, typed) == found


@pytest.mark.parametrize("typed", ["ADRUN Zoé, 30/12/1975", "ADRUM Zoé, 31/12/1975"])
def test_another_birth_date_is_nobody(filled: Register, typed: str) -> None:
    with pytest.raises(NoSuchRecord, match="No patient bears this whole name"):
        patient_named(filled, typed)


def test_a_former_patient_is_told_by_the_birth_date_too(filled: Register) -> None:
    assert patient_named(filled, "dominique, 28/03/1979 (ancien)", Among.FORMER) == 4
    with pytest.raises(NoSuchRecord):
        patient_named(filled, "dominique, 29/03/1979", Among.FORMER)
    with pytest.raises(Refused, match="called so: 3, 4"):
        patient_named(filled, "dominique, 28/03/1979", Among.BOTH)


def test_of_very_many_the_first_ids_are_told(
    filled: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(named, "_LISTED", 1)
    with pytest.raises(Refused, match=r"called so: 2, …\. Give"):
        patient_named(filled, "adrun")


def test_where_too_many_begin_so_nothing_is_guessed(
    filled: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(named, "_LOOKED_AT", 1)
    create_patient(filled, a_patient(ADRUN | {"birth_name": "ADRUNE", "first_given_name": "Zo"}))
    with pytest.raises(Refused, match="Too many names begin so"):
        patient_named(filled, "zo")
    assert patient_named(filled, "max") == 2


def test_where_too_many_begin_so_a_birth_date_tells(
    filled: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(named, "_LOOKED_AT", 1)
    edit_fields(filled, 2, {"birth_date": "01/12/1975"})
    with pytest.raises(Refused):
        patient_named(filled, "adrun")
    assert patient_named(filled, "adrun, 01/12/1975") == 2


def test_an_archived_patient_is_called_as_before(filled: Register) -> None:
    archive_patient(filled, 3, ArchiveReason.MOVED_AWAY, ())
    assert patient_named(filled, "pat-trois") == 3


def test_former_patients_are_looked_at_where_they_are_meant(filled: Register) -> None:
    assert patient_named(filled, "pat quatre", Among.FORMER) == 4
    assert patient_named(filled, "quatre", Among.BOTH) == 4
    assert patient_named(filled, "pat-trois", Among.BOTH) == 3
    with pytest.raises(NoSuchRecord):
        patient_named(filled, "pat-trois", Among.FORMER)
    with pytest.raises(Refused, match=r"called so: 3, 4\."):
        patient_named(filled, "dominique", Among.BOTH)
