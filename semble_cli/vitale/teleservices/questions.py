"""What the teleservices are asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.identity.ins import Ins
from semble_cli.identity.nir import mask_nir

if TYPE_CHECKING:
    from datetime import date


class RightsQuestion(NamedTuple):
    """Whose rights ADRi is to tell. A person is found by the NIR of the insured, the birth date as
    the insurance holds it (`1963-00-00` where it does not know more) and the rank of birth."""

    insured_nir: str
    birth_date: str
    regime: str
    birth_rank: int
    on: date
    own_nir: str | None = None
    fund: str | None = None
    fund_center: str | None = None

    def __repr__(self) -> str:
        return f"RightsQuestion({mask_nir(self.insured_nir)})"


class CardQuestion(NamedTuple):
    """Whose INS is asked for with what a carte Vitale tells."""

    insured_nir: str
    birth_date: str
    birth_rank: int
    own_nir: str | None = None
    birth_name: str | None = None

    def __repr__(self) -> str:
        return f"CardQuestion({mask_nir(self.insured_nir)})"


class TraitsQuestion(NamedTuple):
    """Whose INS is asked for by traits. INSi takes a sex of F or M, and one given name a call."""

    birth_name: str
    given_name: str
    sex: str
    birth_date: str
    birth_place_code: str | None = None

    def __repr__(self) -> str:
        return "TraitsQuestion()"


class VerificationQuestion(NamedTuple):
    """An INS that is on record, and the traits beside it."""

    ins: Ins
    birth_name: str
    given_name: str
    given_names: str
    sex: str
    birth_date: str
    birth_place_code: str

    def __repr__(self) -> str:
        return f"VerificationQuestion({self.ins!r})"
