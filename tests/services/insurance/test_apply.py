"""What is written of what card and services told."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semble_cli.errors import Conflict, InvalidRecord
from semble_cli.identity.ins import InsOid, PastIns
from semble_cli.identity.status import (
    STATUS_NAMES,
    IdentityFlag,
    IdentitySource,
    IdentityStatus,
    Standing,
)
from semble_cli.patient.actions import Action
from semble_cli.patient.catalogue import STRICT_TRAITS
from semble_cli.patient.record import Patient, Phone, PhoneType, Sex
from semble_cli.patient.retrieved import Origin, Retrieved, Value
from semble_cli.patient.strict_traits import completes_list
from semble_cli.services import stores
from semble_cli.services.batches import last_batches
from semble_cli.services.insurance.apply import (
    Applied,
    apply_retrieved,
    composed,
    create_from_retrieved,
    merged,
)
from semble_cli.services.insurance.differences import differences
from semble_cli.services.insurance.retrieval import fitted, with_name_of_card
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.history import history_of
from semble_cli.services.patients.show import show_patient
from semble_cli.services.undo import undo_command
from tests.conftest import ADRUN, PAT_TROIS, a_patient

if TYPE_CHECKING:
    from semble_cli.services.register import Register

from tests.services.insurance.values import (
    CHECKED,
    NIR,
    OTHER_NIR,
    RIGHTS,
    TODAY,
    adri,
    card,
    certified,
    insi,
    stored,
)


def update(register: Register, before: Patient, retrieved: Retrieved, *agreed: str) -> Applied:
    every = {one.field for one in differences(before, retrieved)}
    wanted = set(agreed) or every
    return apply_retrieved(register, before, retrieved, wanted, {}, Action.VITALE_READ)


def test_a_card_and_adri_alone_leave_a_provisional_identity_of_source_vitale(
    register: Register,
) -> None:
    created = create_from_retrieved(register, adri(), {}, (), Action.VITALE_READ).patient
    assert created.standing.status is IdentityStatus.PROVISIONAL
    assert created.identity_source is IdentitySource.VITALE
    assert (created.nir, created.city, created.rights) == (NIR, "BASTIA", RIGHTS)
    assert show_patient(register, created.id or 0).patient == created
    assert history_of(register, created.id or 0)[-1].action == "vitale.read"


def test_an_answer_of_insi_creates_a_retrieved_identity(register: Register) -> None:
    created = create_from_retrieved(register, insi(), {}, (), Action.VITALE_READ).patient
    assert created.standing.status is IdentityStatus.RETRIEVED
    assert created.identity_source is IdentitySource.INSI
    assert (created.ins_matricule, created.ins_oid) == (NIR, InsOid.NIR.value)


def test_what_is_missing_is_refused_by_name_or_comes_from_what_is_given(register: Register) -> None:
    untold = {name: each for name, each in card().items() if each.origin is not Origin.NIR}
    with pytest.raises(InvalidRecord) as error:
        create_from_retrieved(register, untold, {}, (), Action.VITALE_READ)
    assert [problem.field for problem in error.value.problems] == ["sex", "birth_place"]
    told = {"sex": "F", "birth_place": "63220", "phones": "mobile:0639980000"}
    created = create_from_retrieved(register, untold, told, (), Action.VITALE_READ).patient
    assert (created.sex, created.birth_place_code) == (Sex.FEMALE, "63220")
    assert created.phones[0].number == "0639980000"


def test_a_short_phone_given_beside_a_card_is_of_the_address_that_is_known(
    register: Register,
) -> None:
    there = {"postal_code": "98800", "phones": "work:25 12 34"}
    created = create_from_retrieved(register, card(), there, (), Action.VITALE_READ).patient
    assert created.phones == (Phone(PhoneType.WORK, "+687 25 12 34"),)
    beside = card() | {"postal_code": Value("97500", Origin.ADRI)}
    told = composed(beside, {"phones": "work:41 12 34"}, TODAY).patient
    assert told.phones == (Phone(PhoneType.WORK, "+508 41 12 34"),)
    before = create_patient(register, a_patient(PAT_TROIS | {"phones": "", "country": "PF"}))
    given = {"phones": "home:40 12 34 56"}
    after = apply_retrieved(register, before, {}, (), given, Action.VITALE_READ).patient
    assert after.phones == (Phone(PhoneType.HOME, "+689 40 12 34 56"),)


def test_what_is_given_wins_over_a_proposal_but_not_over_insi() -> None:
    told = {"sex": "M", "birth_place": "51215", "city": "Lyon"}
    proposed = composed(adri(), told, TODAY).patient
    assert (proposed.sex, proposed.birth_place_code, proposed.city) == (Sex.MALE, "51215", "Lyon")
    proved = composed(insi(), told, TODAY).patient
    assert (proved.sex, proved.birth_place_code, proved.city) == (Sex.FEMALE, "63220", "Lyon")


def test_a_likely_duplicate_that_nobody_saw_is_a_conflict(register: Register) -> None:
    there = create_patient(register, a_patient(ADRUN))
    with pytest.raises(Conflict, match="likely to be the same person: 1"):
        create_from_retrieved(register, card(), {}, (), Action.VITALE_READ)
    other = create_from_retrieved(register, card(), {}, (there.id or 0,), Action.VITALE_READ)
    assert other.patient.id == 2


def test_a_dependant_s_insured_number_warns_of_nothing() -> None:
    child = card(birth_date=date(2010, 8, 7), first_given_name="LEO") | {
        "sex": Value(Sex.MALE, Origin.INSI)
    }
    assert len(composed(child, {"birth_name": "ADRUN"}, TODAY).warnings) == 3
    child["nir"] = Value(NIR, Origin.INSURED)
    assert composed(child, {"birth_name": "ADRUN"}, TODAY).warnings == ()


def test_a_second_reading_changes_nothing(register: Register) -> None:
    first = create_from_retrieved(register, insi(), {}, (), Action.VITALE_READ).patient
    assert differences(first, fitted(insi(), first)) == []
    again = update(register, first, insi())
    assert (again.patient.version, again.changes) == (1, {})


def test_a_new_address_is_taken_over_and_undone(register: Register) -> None:
    first = create_from_retrieved(register, insi(), {}, (), Action.VITALE_READ).patient
    moved = update(register, first, insi() | {"city": Value("AJACCIO", Origin.ADRI)})
    assert moved.changes == {"city": ["BASTIA", "AJACCIO"]}
    assert moved.patient.version == 2
    undo_command(register, last_batches(register, 1)[0].number)
    assert show_patient(register, first.id or 0).patient.city == "BASTIA"
    assert stores.check(register) == []


def test_only_what_was_agreed_to_is_written(register: Register) -> None:
    before = stored(register)
    done = update(register, before, adri(first_given_name="LEA"), "city")
    assert set(done.changes or ()) == {"city"}
    assert {one.field for one in done.left} >= {"first_given_name", "rights"}
    assert done.patient.first_given_name == "Zoé"


@pytest.mark.parametrize(
    ("before", "after"),
    [(Standing(), IdentityStatus.RETRIEVED), (CHECKED, IdentityStatus.QUALIFIED)],
)
def test_insi_makes_provisional_retrieved_and_validated_qualified(
    register: Register, before: Standing, after: IdentityStatus
) -> None:
    patient = stored(register, identity_checked=before.checked)
    done = update(register, patient, fitted(insi(), patient))
    assert done.patient.standing.status is after
    assert done.patient.ins_matricule == NIR
    assert f"is now {STATUS_NAMES[after]}" in str(done.warnings[0])


def test_a_trait_that_is_changed_makes_the_check_against_a_document_void(
    register: Register,
) -> None:
    patient = stored(
        register, identity_checked=True, birth_place_code="51215", birth_place="Dompremy"
    )
    done = update(register, patient, fitted(insi(), patient))
    assert done.patient.birth_place_code == "63220"
    assert done.patient.standing.status is IdentityStatus.RETRIEVED


def test_a_trait_that_is_left_keeps_the_matricule_out(register: Register) -> None:
    patient = stored(register, identity_checked=True, birth_place_code="51215")
    every = {one.field for one in differences(patient, insi())}
    done = update(register, patient, insi(), *(every - {"birth_place_code"}))
    assert done.patient.ins_matricule is None
    assert done.patient.standing.status is IdentityStatus.VALIDATED
    assert done.patient.identity_source is IdentitySource.MANUAL
    assert {one.field for one in done.left} >= {"birth_place_code", "ins_matricule"}


def test_a_trait_of_a_qualified_identity_that_a_card_tells_otherwise_lowers_it(
    register: Register,
) -> None:
    patient = certified(register, identity_checked=True)
    done = update(register, patient, card(first_given_name="LEA"), "first_given_name")
    assert done.patient.standing.status is IdentityStatus.PROVISIONAL
    assert done.patient.ins_matricule is None


def test_a_number_of_waiting_gives_way_to_the_nir_and_stays_in_the_history(
    register: Register,
) -> None:
    patient = certified(register, ins_matricule=OTHER_NIR, ins_oid=InsOid.NIA.value)
    known = insi(former_ins=(PastIns("280032B02040110", InsOid.NIR, None, date(2020, 1, 1)),))
    done = update(register, patient, fitted(known, patient))
    assert done.patient.ins_matricule == NIR
    assert set(done.patient.former_ins) == {
        PastIns(OTHER_NIR, InsOid.NIA, None, TODAY),
        PastIns("280032B02040110", InsOid.NIR, None, date(2020, 1, 1)),
    }
    found = show_patient(register, patient.id or 0).patient
    assert set(found.former_ins) == set(done.patient.former_ins)


def test_what_is_given_fills_gaps_and_what_is_on_record_is_left_and_said(
    register: Register,
) -> None:
    patient = stored(register, city="Lyon")
    done = apply_retrieved(
        register,
        patient,
        card(),
        (),
        {"email": "zoe@example.org", "city": "Nice"},
        Action.VITALE_READ,
    )
    assert (done.patient.email, done.patient.city) == ("zoe@example.org", "Lyon")
    assert any("city: on record already" in str(warning) for warning in done.warnings)


def test_a_record_that_was_changed_meanwhile_is_a_conflict(register: Register) -> None:
    patient = stored(register)
    update(register, patient, adri(), "city")
    with pytest.raises(Conflict):
        update(register, patient, adri(), "rights")


@pytest.mark.parametrize(
    ("before", "after"),
    [(Standing(), IdentityStatus.RETRIEVED), (CHECKED, IdentityStatus.QUALIFIED)],
)
def test_a_list_that_insi_completes_contradicts_nothing(
    register: Register, before: Standing, after: IdentityStatus
) -> None:
    patient = stored(register, identity_checked=before.checked)
    told = fitted(insi(birth_given_names="ZOE MARIE"), patient)
    assert not any(one.is_strict for one in differences(patient, told))
    done = update(register, patient, told)
    assert done.patient.birth_given_names == "ZOE MARIE"
    assert done.patient.standing.status is after
    assert done.patient.ins_matricule == NIR


def test_a_list_that_is_not_completed_keeps_the_matricule_out(register: Register) -> None:
    patient = stored(register)
    told = fitted(insi(birth_given_names="ZOE MARIE"), patient)
    every = {one.field for one in differences(patient, told)}
    done = update(register, patient, told, *(every - {"birth_given_names"}))
    assert done.patient.ins_matricule is None


def test_a_list_is_completed_only_with_all_that_insi_certifies(register: Register) -> None:
    patient = certified(register, identity_checked=True, birth_place_code="51215")
    told = fitted(insi(birth_given_names="ZOE MARIE"), patient)
    others = {one.field for one in differences(patient, told) if not one.is_strict}
    done = update(register, patient, told, *others)
    assert done.patient.standing.status is IdentityStatus.QUALIFIED
    assert (done.patient.ins_matricule, done.patient.birth_given_names) == (NIR, "Zoé")


def test_the_name_of_a_card_is_proposed_as_the_used_name_where_insi_has_another() -> None:
    married = card(birth_name="DURAND")
    proposed = with_name_of_card(married, insi())
    assert (proposed["birth_name"].value, proposed["used_name"].value) == ("ADRUN", "DURAND")
    assert proposed["used_name"].origin is Origin.CARD
    assert "used_name" not in with_name_of_card(card(birth_name="Adrun"), insi())
    told = married | {"used_name": Value("DUPONT", Origin.ADRI)}
    assert with_name_of_card(told, insi())["used_name"].value == "DUPONT"


def test_a_used_name_on_record_is_not_overwritten_with_the_name_of_a_card() -> None:
    proposed = with_name_of_card(card(birth_name="DURAND"), insi())
    before = a_patient(ADRUN)
    assert "used_name" in {one.field for one in differences(before, proposed)}
    known = before._replace(used_name="Dupont")
    assert "used_name" not in {one.field for one in differences(known, proposed)}


@pytest.mark.parametrize(
    ("changes", "agreed", "source"),
    [
        ({}, (), IdentitySource.VITALE),
        ({"city": "Lyon"}, ("nir",), IdentitySource.MANUAL),
        ({"birth_name": "Adrum"}, (), IdentitySource.VITALE),
        ({"birth_name": "Adrum"}, ("birth_name",), IdentitySource.VITALE),
        ({"birth_name": "Adrum"}, ("identity_source",), IdentitySource.MANUAL),
        ({"birth_place_code": "51215"}, (), IdentitySource.MANUAL),
        ({"birth_place_code": "51215", "birth_name": "Adrum"}, (), IdentitySource.MANUAL),
    ],
)
def test_the_source_is_the_card_only_where_it_tells_all_five_traits(
    register: Register, changes: dict[str, Any], agreed: tuple[str, ...], source: IdentitySource
) -> None:
    patient = stored(register, **({"nir": None} | changes))
    done = update(register, patient, card(), *agreed)
    assert done.patient.identity_source is source


def test_a_trait_that_is_changed_without_all_the_others_is_of_whoever_agreed(
    register: Register,
) -> None:
    patient = certified(register, birth_place_code="51215")
    done = update(register, patient, card(first_given_name="LEA"), "first_given_name")
    assert done.patient.identity_source is IdentitySource.MANUAL


def test_a_new_patient_of_whom_a_trait_was_typed_is_not_of_the_card() -> None:
    typed = composed(card(), {"birth_name": "DURAND"}, TODAY).patient
    assert typed.identity_source is IdentitySource.MANUAL
    assert composed(card(), {"city": "Lyon"}, TODAY).patient.identity_source is (
        IdentitySource.VITALE
    )


def test_a_card_s_name_that_becomes_the_birth_name_is_told() -> None:
    (said,) = composed(card(), {}, TODAY).warnings
    assert "does not say whether its name is the birth name" in str(said)
    assert composed(card(), {"birth_name": "ADRUN"}, TODAY).warnings == ()
    assert composed(insi(), {}, TODAY).warnings == ()


@st.composite
def records(draw: st.DrawFn) -> Patient:
    """A record that says the same as the card, less, or something else, at any standing."""
    facts = draw(st.tuples(st.booleans(), st.booleans()))
    retrieved, checked = facts
    return a_patient(ADRUN)._replace(
        birth_name=draw(st.sampled_from(["ADRUN", "Adrun", "DUPONT"])),
        first_given_name=draw(st.sampled_from(["Zoé", "LEA"])),
        used_name=draw(st.sampled_from([None, "ADRUN"])),
        birth_date=draw(st.sampled_from([date(1975, 12, 31), date(1975, 10, 31)])),
        sex=draw(st.sampled_from(Sex)),
        birth_place_code=draw(st.sampled_from(["63220", "51215", "99999"])),
        city=draw(st.sampled_from([None, "Bastia", "Lyon"])),
        nir=draw(st.sampled_from([None, NIR, OTHER_NIR])),
        identity_retrieved=retrieved,
        identity_checked=checked,
        ins_matricule=OTHER_NIR if retrieved else None,
        ins_oid=InsOid.NIA.value if retrieved else None,
        identity_source=draw(st.sampled_from(IdentitySource)),
    )


ANSWERS = st.sampled_from(
    [card(), adri(), insi(), card(first_given_name="LEA"), insi(birth_given_names="ZOE MARIE")]
)


@given(records(), ANSWERS)
def test_what_was_taken_over_whole_never_differs_again(
    before: Patient, retrieved: Retrieved
) -> None:
    told = fitted(retrieved, before)
    after = merged(before, told, differences(before, told), TODAY)
    assert differences(after, fitted(retrieved, after)) == []
    assert (after.ins_matricule is None) == (not after.standing.retrieved)


@given(records(), ANSWERS)
def test_without_agreement_nothing_is_taken_over(before: Patient, retrieved: Retrieved) -> None:
    found = differences(before, fitted(retrieved, before))
    if found:
        after = merged(before, fitted(retrieved, before), [], TODAY)
        assert after == before


@given(records(), ANSWERS)
def test_no_strict_trait_changes_but_by_its_own_agreement(
    before: Patient, retrieved: Retrieved
) -> None:
    told = fitted(retrieved, before)
    agreed = [one for one in differences(before, told) if not one.is_strict]
    after = merged(before, told, agreed, TODAY)
    for trait in STRICT_TRAITS:
        is_completed = trait == "birth_given_names" and completes_list(
            before, after.birth_given_names
        )
        assert is_completed or getattr(after, trait) == getattr(before, trait)
    if after.standing.retrieved and not before.standing.retrieved:
        assert all(one.origin is not Origin.INSI for one in differences(after, told))


def test_a_doubtful_identity_takes_no_matricule(register: Register) -> None:
    patient = stored(register, **{IdentityFlag.DOUBTFUL.value: True})
    assert update(register, patient, insi()).patient.standing.status is IdentityStatus.PROVISIONAL
