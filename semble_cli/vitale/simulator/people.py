"""The people whom the simulated teleservices know: official fictitious ones.

Names, birth dates, places and matricules are those of the tests of the CNDA and of the ANS. What no
such test gives (address, fund, rights) is made up here.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from semble_cli.identity.ins import InsOid
from semble_cli.patient.vitale_card import Beneficiary

_BODY = 13


class SimulatedPerson(NamedTuple):
    """One person, as the teleservices hold them. `insured` is the NIR under which they are insured,
    `own` the one of theirs that a card bears; `rights` are years from this one, from and to."""

    birth_name: str
    given_names: str
    sex: str
    birth_date: str
    birth_place_code: str
    matricule: str
    insured: str
    own: str | None = None
    oid: InsOid = InsOid.NIR
    former: tuple[tuple[str, InsOid], ...] = ()
    birth_rank: int = 1
    used_name: str | None = None
    address: tuple[str, ...] = ()
    ald: str | None = None
    complementary: str | None = None
    rights: tuple[int, int] = (0, 0)

    def __repr__(self) -> str:
        return "Person()"

    @property
    def given_name(self) -> str:
        return self.given_names.split()[0]

    def on_card(self) -> Beneficiary:
        """What a carte Vitale tells of the person."""
        figures = self.birth_date.replace("-", "")
        return Beneficiary(self.birth_name, self.given_name, figures, "FRA", self.own)

    def rights_in(self, year: int) -> tuple[date, date]:
        """From when to when the person's rights are open, seen from a year."""
        start, end = self.rights
        return date(year + start, 1, 1), date(year + end, 12, 31)


_ZOE = "275126322074974"
_ANTHONY = "180032B02040123"

ADRUN = SimulatedPerson(
    *("ADRUN", "ZOE", "F", "1975-12-31", "63220", _ZOE, _ZOE, _ZOE),
    address=("12 AVENUE DES TILLEULS", "63940 MARSAC EN LIVRADOIS"),
    complementary="00012345",
)
ECETINSI = SimulatedPerson(
    *("ECETINSI", "PIERRE-ALAIN MURIEL FLORIANT", "M", "2009-07-14", "63220"),
    *("109076322083489", _ZOE, "109076322083489"),
    former=(("209076322083439", InsOid.NIR), ("209066322012355", InsOid.NIR)),
    address=ADRUN.address,
)
NESSI = SimulatedPerson(
    *("NESSI", "MICHELANGELO ANTHONY", "M", "2010-08-07", "63220", "110086322083060", _ZOE),
    address=ADRUN.address,
    rights=(-1, -1),
)
CORSE = SimulatedPerson(
    *("CORSE", "ANTHONY", "M", "1980-03-02", "2B020", _ANTHONY, _ANTHONY, _ANTHONY),
    address=("3 QUAI DU PORT", "20200 BASTIA"),
    ald="15",
)
PROVISOIRE = SimulatedPerson(
    *("PROVISOIRE", "MATRICULE", "M", "2009-07-01", "63220", "109076322088835", _ANTHONY),
    oid=InsOid.NIA,
)
ADRTROIS = SimulatedPerson(
    *("ADRTROIS", "DOMINIQUE", "F", "1997-02-26", "2A020"),
    *("297022A02077878", "297022A02077878", "297022A02077878"),
    address=("RESIDENCE DU PARC", "BATIMENT B", "20000 AJACCIO"),
)
TOUSSAINT = SimulatedPerson(
    *("ADRTROIS", "TOUSSAINT", "M", "1960-01-01", "2B020"),
    *("160012B02077713", "160012B02077713", "160012B02077713"),
    rights=(-2, -1),
)
TCHITCHI = SimulatedPerson(
    *("TCHITCHI", "CATARINA BELLA", "F", "1936-06-21", "63220"),
    *("236066322083656", "236066322083656", "236066322083656"),
    ald="08",
)
PAT_TROIS = SimulatedPerson(
    *("PAT-TROIS", "DOMINIQUE MARIE-LOUISE", "F", "1979-03-28", "51215"),
    *("279035121518989", "279035121518989", "279035121518989"),
    oid=InsOid.TEST,
    address=("1 RUE DE L EGLISE", "51300 DOMPREMY"),
)

PEOPLE = (*(ADRUN, ECETINSI, NESSI, CORSE, PROVISOIRE, ADRTROIS, TOUSSAINT, TCHITCHI, PAT_TROIS),)

CARDS = {
    "adrun": (ADRUN, ECETINSI, NESSI),
    "corse": (CORSE, PROVISOIRE),
    "adrtrois": (ADRTROIS,),
    "toussaint": (TOUSSAINT,),
    "tchitchi": (TCHITCHI,),
    "pat-trois": (PAT_TROIS,),
}
"""The cards there are, by the name of their holder: the holder first, then the dependants."""


def same_number(one: str | None, other: str | None) -> bool:
    """Whether two NIRs, with their keys or without, are one; a missing one is none."""
    return bool(one and other and one[:_BODY] == other[:_BODY])
