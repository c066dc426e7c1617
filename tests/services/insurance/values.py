"""What card, ADRi and INSi tell of an official fictitious person, and patients on record."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from semble_cli.identity.ins import InsOid
from semble_cli.identity.status import (
    IdentitySource,
    Standing,
)
from semble_cli.patient.insurance import RightsKind, RightsPeriod
from semble_cli.patient.record import Patient, Sex
from semble_cli.patient.retrieved import Origin, Retrieved, Value
from semble_cli.services.insurance.differences import differences
from semble_cli.services.patients.create import create_patient
from tests.conftest import ADRUN, NOW, a_patient

if TYPE_CHECKING:
    from semble_cli.services.register import Register

TODAY = NOW.date()
NIR = "275126322074974"
OTHER_NIR = "279035121518989"
RIGHTS = (RightsPeriod(RightsKind.AMO, None, date(2026, 1, 1), date(2026, 12, 31)),)

CARD: dict[str, Any] = {
    "birth_name": "ADRUN",
    "first_given_name": "ZOE",
    "birth_date": date(1975, 12, 31),
    "birth_date_fictive": False,
    "nir": NIR,
    "identity_source": IdentitySource.VITALE,
}
IMPLIED: dict[str, Any] = {
    "sex": Sex.FEMALE,
    "birth_place_code": "63220",
    "birth_place": "Mazoires",
}
ADRI: dict[str, Any] = {
    "regime": "01",
    "birth_rank": 1,
    "city": "BASTIA",
    "rights": RIGHTS,
    "rights_checked_on": TODAY,
}
INSI: dict[str, Any] = {
    **{name: CARD[name] for name in ("birth_name", "first_given_name", "birth_date")},
    "birth_date_fictive": False,
    "birth_given_names": "ZOE",
    **IMPLIED,
    "ins_matricule": NIR,
    "ins_oid": InsOid.NIR.value,
    "former_ins": (),
    "identity_source": IdentitySource.INSI,
}


def card(**changes: Any) -> Retrieved:
    return {name: Value(value, Origin.CARD) for name, value in (CARD | changes).items()} | {
        name: Value(value, Origin.NIR) for name, value in IMPLIED.items()
    }


def adri(**changes: Any) -> Retrieved:
    return card() | {name: Value(value, Origin.ADRI) for name, value in (ADRI | changes).items()}


def insi(**changes: Any) -> Retrieved:
    return adri() | {name: Value(value, Origin.INSI) for name, value in (INSI | changes).items()}


def fields(before: Patient, retrieved: Retrieved) -> set[str]:
    return {one.field for one in differences(before, retrieved)}


def stored(register: Register, **changes: Any) -> Patient:
    """A patient on record, as if read, checked, or both, at an earlier visit."""
    return create_patient(register, a_patient(ADRUN)._replace(**({"nir": NIR} | changes)))


RETRIEVED = Standing(retrieved=True)
CHECKED = Standing(checked=True)


def certified(register: Register, **changes: Any) -> Patient:
    """A patient with a matricule, as INSi gave it."""
    values = {
        "identity_retrieved": True,
        "ins_matricule": NIR,
        "ins_oid": InsOid.NIR.value,
        "identity_source": IdentitySource.INSI,
    }
    return stored(register, **(values | changes))
