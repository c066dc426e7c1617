"""Imports: no two people become one, and no proved identity is lost to a file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from semble_cli.identity.status import FACTS, STATUS_NAMES, IdentitySource, IdentityStatus
from semble_cli.services.patients.create import create_patient
from tests.conftest import a_patient
from tests.services.imports.importing_commands import (
    ADRUN,
    CORSE,
    DAY_FIRST,
    NESSI,
    everybody,
    imported,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from semble_cli.patient.record import Patient
    from semble_cli.services.register import Register
    from tests.conftest import Said

    Semble = Callable[..., Said]

LISTED = "Nom;Prénom;Prénoms;Né(e) le;Sexe;Lieu de naissance;N° dossier;N° Sécu\n"
LARBI = "TEST;Mohamed;Mohamed Larbi;01/01/1980;M;99352;;180019935200178\n"
ALI = "TEST;Mohamed;Mohamed Ali;01/01/1980;M;99352;;180019935200277\n"
DECIDING = ("update", "skip")


@pytest.mark.parametrize("policy", DECIDING)
def test_a_number_given_to_two_people_is_a_conflict_that_names_both(
    semble_on_both: Semble, write: Callable[..., Path], policy: str
) -> None:
    semble = semble_on_both
    imported(semble, write(ADRUN))
    before = everybody(semble)
    file = write(CORSE.replace("D2", "D1"), name="later.csv")
    report = imported(semble, file, "--on-duplicate", policy)
    assert (report["rejected"], report["updated"], report["skipped"]) == (1, 0, 0)
    assert (
        "Line 2: patient 1 has the same number, but other traits: birth name, birth given names,"
        " first given name, birth date, sex, birth place code." in report["said"]
    )
    assert everybody(semble) == before


def test_a_number_of_one_and_the_traits_of_another_name_both(
    semble: Semble, write: Callable[..., Path]
) -> None:
    imported(semble, write(ADRUN, CORSE))
    file = write(ADRUN.replace("D1", "D2").replace("275126322074974", ""), name="later.csv")
    report = imported(semble, file, "--on-duplicate", "update")
    assert "several patients match: 1, 2" in report["said"]


@pytest.mark.parametrize("already", [(), (NESSI,)])
def test_a_number_given_twice_in_a_file_names_the_earlier_line(
    semble: Semble, write: Callable[..., Path], already: tuple[str, ...]
) -> None:
    if already:
        imported(semble, write(*already, name="already.csv"), *DAY_FIRST)
    report = imported(semble, write(ADRUN, CORSE.replace("D2", "D1")), "--on-duplicate", "update")
    assert (report["created"], report["rejected"]) == (1, 1)
    assert "Line 3: line 2 has the same number, but other traits." in report["said"]


@pytest.mark.parametrize("policy", DECIDING)
def test_the_same_five_traits_are_not_enough_where_names_and_nirs_contradict(
    semble_on_both: Semble, write: Callable[..., Path], policy: str
) -> None:
    semble = semble_on_both
    imported(semble, write(LARBI, header=LISTED))
    file = write(ALI, name="later.csv", header=LISTED)
    report = imported(semble, file, "--on-duplicate", policy)
    assert "likely to be the same person as patient 1" in report["said"]
    assert [each["birth_given_names"] for each in everybody(semble)] == ["Mohamed Larbi"]


@pytest.mark.parametrize("nir", ["180019935200178", ""])
def test_of_somebody_born_abroad_a_number_of_their_own_decides(
    semble: Semble, write: Callable[..., Path], nir: str
) -> None:
    imported(semble, write(LARBI, header=LISTED))
    file = write(LARBI.replace("180019935200178", nir), name="later.csv", header=LISTED)
    report = imported(semble, file, "--on-duplicate", "skip")
    assert (report["skipped"], report["rejected"]) == ((1, 0) if nir else (0, 1))


def test_a_slip_beside_a_number_is_corrected_and_told(
    semble: Semble, write: Callable[..., Path]
) -> None:
    imported(semble, write(ADRUN))
    file = write(ADRUN.replace("ADRUN", "ADRUM"), name="later.csv")
    report = imported(semble, file, "--on-duplicate", "update")
    assert (report["updated"], report["warned"]) == (1, 1)
    assert "Line 2: patient 1 has other traits now: birth name." in report["said"]
    (patient,) = everybody(semble)
    assert (patient["birth_name"], patient["identity_source"]) == ("ADRUM", "import")


def test_a_list_filled_by_default_follows_the_first_given_name(
    semble: Semble, write: Callable[..., Path]
) -> None:
    imported(semble, write(ADRUN.replace("Zoé", "Zoée")))
    report = imported(semble, write(ADRUN, name="later.csv"), "--on-duplicate", "update")
    assert "patient 1 has other traits now: birth given names, first given name." in report["said"]
    (patient,) = everybody(semble)
    assert (patient["first_given_name"], patient["birth_given_names"]) == ("Zoé", "Zoé")


def proved(register: Register, status: IdentityStatus, **changes: Any) -> Patient:
    """Nessi on record, of that status, as INSi and a document prove it."""
    retrieved, checked = FACTS[status]
    ins: dict[str, Any] = {"ins_matricule": "110086322083060", "ins_oid": "1.2.250.1.213.1.4.8"}
    return create_patient(
        register,
        a_patient(
            {
                "birth_name": "Nessi",
                "first_given_name": "Michelangelo",
                "birth_given_names": "Michelangelo Anthony",
                "birth_date": "07/08/2010",
                "sex": "M",
                "birth_place": "63220",
                "numbers": "dossier=D3",
            }
        )._replace(
            identity_retrieved=retrieved,
            identity_checked=checked,
            identity_source=IdentitySource.INSI,
            **(ins if retrieved else {}),
            **changes,
        ),
    )


PROVED = [IdentityStatus.RETRIEVED, IdentityStatus.VALIDATED, IdentityStatus.QUALIFIED]


@pytest.mark.parametrize("status", PROVED)
@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("NESSI;MICHELANGELO;;07/08/2010;M;63220;;\n", None),
        ("NESSI;MICHELANGELO;MICHELANGELO;07/08/2010;M;63220;D3;\n", None),
        ("NESSY;MICHELANGELO;;07/08/2010;M;63220;D3;\n", "birth name"),
        ("NESSI;MICHELANGELO;;08/07/2010;M;99999;D3;\n", "birth date"),
        ("NESSI;MICHELANGELO;;2010;I;63220;D3;\n", None),
        (
            "NESSI;MICHELANGELO;Michelangelo Anthony Paul;07/08/2010;M;63220;D3;\n",
            "birth given names",
        ),
    ],
)
def test_an_import_never_changes_a_trait_that_is_proved_and_updates_the_rest(
    register: Register,
    semble_on_both: Semble,
    write: Callable[..., Path],
    status: IdentityStatus,
    row: str,
    told: str | None,
) -> None:
    semble = semble_on_both
    before = proved(register, status)
    file = write(row.replace("\n", ";Lyon\n"), header=LISTED.replace("\n", ";Ville\n"))
    report = imported(semble, file, "--on-duplicate", "update", *(DAY_FIRST if "/" in row else ()))
    assert (report["updated"], report["rejected"]) == (1, 0)
    left = f"is {STATUS_NAMES[status]}: left as on record: {told}."
    said = f"Line 2: the identity of patient {before.id} {left}"
    assert (said in report["said"]) == (told is not None)
    assert ("left as on record" in report["said"]) == (told is not None)
    (found,) = everybody(semble)
    assert (found["identity_status"], found["address"]["city"]) == (status.value, "Lyon")
    assert found["birth_name"] == "Nessi"
    assert found["birth_given_names"] == "Michelangelo Anthony"
    assert (found["birth_date"], found["identity_source"]) == ("2010-08-07", "insi")
    history = json.loads(semble("patient", "history", before.id, "-f", "json").out)
    assert "ins_matricule" not in history[-1]["changes"]


def test_a_row_that_would_change_proved_traits_only_is_skipped_and_told(
    register: Register, semble_on_both: Semble, write: Callable[..., Path], tmp_path: Path
) -> None:
    semble = semble_on_both
    proved(register, IdentityStatus.QUALIFIED)
    file = write(NESSI.replace("NESSI", "NESSY"))
    report_file = tmp_path / "report.json"
    options = ("--on-duplicate", "update", *DAY_FIRST)
    report = imported(semble, file, *options, "--report", report_file)
    assert (report["updated"], report["skipped"], report["warned"]) == (0, 1, 1)
    assert "left as on record: birth name." in report["said"]
    (note,) = json.loads(report_file.read_text("utf-8"))["notes"]
    assert note["line"] == 2
    assert "birth name" in note["note"]


def test_a_doubt_that_a_file_casts_on_a_proved_identity_is_told(
    register: Register, semble_on_both: Semble, tmp_path: Path
) -> None:
    semble = semble_on_both
    proved(register, IdentityStatus.QUALIFIED)
    file = tmp_path / "one.ndjson"
    document = json.loads(semble("patient", "list", "-f", "ndjson").out)
    file.write_text(json.dumps(document | {"ins": None, "identity_flags": ["doubtful"]}), "utf-8")
    report = imported(semble, file, "--on-duplicate", "update")
    assert "was qualified and is now provisional, for its flags." in report["said"]


def test_what_a_row_does_not_know_is_left_as_on_record(
    semble: Semble, write: Callable[..., Path]
) -> None:
    imported(semble, write(ADRUN))
    before = everybody(semble)
    file = write("ADRUN;Zoé;1975;I;99999;Lyon;D1;\n", name="later.csv")
    assert imported(semble, file, "--on-duplicate", "update")["skipped"] == 1
    assert everybody(semble) == before


def test_an_import_completes_a_provisional_list_and_never_shortens_one(
    semble: Semble, write: Callable[..., Path]
) -> None:
    row = "ADRUN;Zoé;{};31/12/1975;F;63220;D1;\n"
    for names, kept in (("", "Zoé"), ("Zoé Marie", "Zoé Marie"), ("Zoé", "Zoé Marie")):
        imported(semble, write(row.format(names), header=LISTED), "--on-duplicate", "update")
        assert [each["birth_given_names"] for each in everybody(semble)] == [kept]


PAT = "PAT-TROIS;Dominique;28/03/1979;F;51215;;;\n"
LIKE_PAT = (
    "DOMINIQUE;Pat-Trois;28/03/1979;F;51215;;;\n",
    "PAT-TROIS;Dominique;28/03/1997;F;51215;;;\n",
    "PAT-TROIS;Dom;28/03/1979;F;51215;;;\n",
    "DURAND;Dominique;28/03/1979;F;51215;;;\n",
    "DURAND;Dominique;28/03/1979;F;99999;;;\n",
)


@pytest.mark.parametrize("row", LIKE_PAT)
def test_who_may_be_somebody_is_left_to_a_human(
    semble_on_both: Semble, write: Callable[..., Path], row: str
) -> None:
    semble = semble_on_both
    imported(semble, write(PAT))
    report = imported(semble, write(row, name="later.csv"), "--on-duplicate", "update")
    assert (report["created"], report["rejected"]) == (0, 1)
    assert "likely to be the same person as patient 1" in report["said"]


@pytest.mark.parametrize("rows", [LIKE_PAT[:1], LIKE_PAT[2:3], LIKE_PAT[4:], LIKE_PAT[::4]])
def test_who_may_be_an_earlier_row_is_left_to_a_human(
    semble: Semble, write: Callable[..., Path], rows: tuple[str, ...]
) -> None:
    report = imported(semble, write(PAT, *rows))
    assert (report["created"], report["rejected"]) == (1, len(rows))
    assert "the same person as line 2, or nearly" in report["said"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (LIKE_PAT[0], PAT),
        (
            "PAT-TROIS;Dominique;07/03/1979;F;51215;;;\n",
            "PAT-TROI;Dominique;03/07/1979;F;51215;;;\n",
        ),
    ],
)
def test_two_rows_that_may_be_one_person_are_so_where_neither_is_new_for_certain(
    semble: Semble, write: Callable[..., Path], first: str, second: str
) -> None:
    imported(semble, write("PAT-TROIS;Claude;28/03/1979;M;63220;;;\n", name="already.csv"))
    report = imported(semble, write(first, second, name="later.csv"), *DAY_FIRST)
    assert (report["created"], report["rejected"]) == (1, 1)


def test_an_update_replaces_the_phone_of_its_type_and_drops_no_other(
    semble_on_both: Semble, write: Callable[..., Path]
) -> None:
    semble = semble_on_both
    header = "Nom;Prénom;Né(e) le;Sexe;Lieu de naissance;phones;numbers\n"
    row = "ADRUN;Zoé;31/12/1975;F;63220;{phones};{numbers}\n"
    first = row.format(phones='"mobile:0639980001; home:0199000001"', numbers='"Labo=7; Carte=1"')
    imported(semble, write(first, header=header))
    later = write(
        row.format(phones="mobile:0639980002", numbers="labo=8"), name="later.csv", header=header
    )
    assert imported(semble, later, "--on-duplicate", "update")["updated"] == 1
    document = json.loads(semble("patient", "show", "1", "-f", "json").out)
    assert [each["number"] for each in document["phones"]] == ["0639980002", "0199000001"]
    assert [each["value"] for each in document["numbers"]] == ["8", "1"]
    assert imported(semble, later, "--on-duplicate", "update")["skipped"] == 1
