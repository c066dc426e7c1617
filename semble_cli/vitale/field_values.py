"""What a card and the teleservices give, as values of a patient's fields.

What a NIR implies of the person is a proposal only. Nothing here knows what the register holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.errors import InvalidInput, Sentence
from semble_cli.identity.ins import PastIns
from semble_cli.identity.names import compact, first_given_name_fits, parse_given_names, parse_name
from semble_cli.identity.nir import implied, recorded_nir
from semble_cli.identity.patterns import pattern
from semble_cli.identity.places import find_place
from semble_cli.patient.fields import READERS
from semble_cli.patient.insurance import RightsKind, RightsPeriod
from semble_cli.patient.record import Sex
from semble_cli.patient.retrieved import Odd, Origin, Retrieved, Telling, Value
from semble_cli.patient.texts import parse_line
from semble_cli.vitale.teleservices.errors import OddAnswer

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from semble_cli.patient.vitale_card import OnCard
    from semble_cli.vitale.teleservices.answers import CertifiedIdentity, RightsAnswer

_NO_ALD = ("", "0", "00")
_A_CODE = pattern(r"[0-9][0-9AB][0-9]{3}")
"""The form of a code of the COG."""


def from_card(card: OnCard) -> Retrieved:
    """What the free zone of a card tells of a person.

    Raises:
        InvalidInput: a name that can be none. CardError: a birth date that is none.
    """
    person = card.person
    found: dict[str, Any] = {}
    if person.name:
        found["birth_name"] = parse_name("birth_name", person.name)
    if person.given_name:
        found["first_given_name"] = parse_given_names("first_given_name", person.given_name)
    birth = person.birth
    found |= {"birth_date": birth.day, "birth_date_fictive": birth.fictive}
    if birth.fictive:
        found["birth_date_as_insured"] = card.insured_birth_date
    values = {name: Value(value, Origin.CARD) for name, value in found.items()}
    if card.insured_nir:
        values["nir"] = Value(card.insured_nir, Origin.CARD if card.is_holder else Origin.INSURED)
    return values | _from_nir(person.nir)


class Teller(NamedTuple):
    """Who tells rights: where values come from, how sentences call it, and whether what it does not
    name is known not to be there."""

    origin: Origin
    name: str
    tells_all: bool = False


ADRI = Teller(Origin.ADRI, "ADRi", tells_all=True)


def from_rights(answer: RightsAnswer, checked_on: date, teller: Teller = ADRI) -> Telling:
    """What ADRi, or billing software in the same words, tells of a person: names, address, fund and
    rights. Each text goes through the reader of its field. That ADRi names no complementary
    insurance is told too, as a number that is none; billing software that gives no period of rights
    has not been told any.

    Raises:
        OddAnswer: a name that can be none.
    """
    origin, service = teller.origin, teller.name
    texts = {
        "regime": answer.regime,
        "fund": answer.fund,
        "fund_center": answer.fund_center,
        "amc_number": answer.complementary and answer.complementary.number,
        **_address(answer.address),
    }
    found: dict[str, Any] = {}
    odd: list[Odd] = []
    for name, text in texts.items():
        if not text:
            continue
        try:
            found |= READERS[name](name, text, checked_on)
        except InvalidInput as problem:
            odd.append(Odd(name, text, origin, problem.sentence))
    if answer.complementary is None and teller.tells_all:
        found["amc_number"] = None
    if answer.birth_rank is not None:
        found["birth_rank"] = answer.birth_rank
    rights = Telling({})
    if answer.rights or teller.tells_all:
        rights = settled_rights(rights_of(answer), checked_on, origin)
        odd += rights.odd
    if answer.birth_name:
        found["birth_name"] = _named(service, parse_name, "birth_name", answer.birth_name)
    if answer.given_name:
        found["first_given_name"] = _named(
            service, parse_given_names, "first_given_name", answer.given_name
        )
    used = answer.used_name
    if used and compact(used) != compact(answer.birth_name or ""):
        found["used_name"] = _named(service, parse_name, "used_name", used)
    told = {name: Value(value, origin) for name, value in found.items()}
    return Telling(told | rights.values, tuple(odd))


def settled_rights(
    periods: tuple[RightsPeriod, ...], checked_on: date, origin: Origin = Origin.ADRI
) -> Telling:
    """The periods that can be stored. Where one of the compulsory insurance cannot, rights would
    seem closed that may be open: then none is stored, unless another one covers the day."""
    odd = [
        Odd("rights", (period,), origin, reason)
        for period in periods
        if (reason := _what_is_odd(period))
    ]
    refused = {one.value[0] for one in odd}
    sound = tuple(period for period in periods if period not in refused)
    is_sure = all(period.kind is not RightsKind.AMO for period in refused) or any(
        period.kind is RightsKind.AMO and period.covers(checked_on) for period in sound
    )
    kept = {"rights": sound, "rights_checked_on": checked_on} if is_sure else {}
    return Telling({name: Value(value, origin) for name, value in kept.items()}, tuple(odd))


def _what_is_odd(period: RightsPeriod) -> Sentence | None:
    if period.starts_on and period.ends_on and period.ends_on < period.starts_on:
        return Sentence("this period ends before it begins.")
    try:
        parse_line("rights", period.label or "")
    except InvalidInput as problem:
        return problem.sentence
    return None


def from_identity(identity: CertifiedIdentity, usual_name: str | None) -> Retrieved:
    """What INSi certifies. *usual_name*, the first given name as a card or a record has it, stays
    the first given name where it begins the list (RNIV EXI SI 29).

    Raises:
        OddAnswer: a name that can be none, or a code of a place.
    """
    _named("INSi", parse_name, "birth_name", identity.birth_name)
    _named("INSi", parse_given_names, "birth_given_names", identity.given_names)
    first = identity.given_names.split()[0]
    if usual_name and first_given_name_fits(usual_name, identity.given_names):
        first = usual_name
    code = identity.birth_place_code
    if code and not _A_CODE.fullmatch(code):
        raise OddAnswer(
            "{service} gives a code that no place can have. Nothing was taken from its answer.",
            service="INSi",
        )
    found: dict[str, Any] = {
        "birth_name": identity.birth_name,
        "birth_given_names": identity.given_names,
        "first_given_name": first,
        "birth_date": identity.birth.day,
        "birth_date_fictive": identity.birth.fictive,
        "sex": Sex(identity.sex),
        "ins_matricule": identity.ins.matricule,
        "ins_oid": identity.ins.oid.value,
        "former_ins": tuple(
            PastIns(past.ins.matricule, past.ins.oid, past.period.starts_on, past.period.ends_on)
            for past in identity.former
        ),
    }
    if identity.birth.fictive:
        found["birth_date_as_insured"] = identity.birth_date
    if code:
        place = find_place(code)
        # A code that INSi certifies is kept as received, known to the COG here or not.
        found |= {"birth_place_code": code, "birth_place": place.name if place else code}
    return {name: Value(value, Origin.INSI) for name, value in found.items()}


def rights_of(answer: RightsAnswer) -> tuple[RightsPeriod, ...]:
    """The periods of ADRi's answer, those of one kind after the other."""
    periods = [RightsPeriod(RightsKind.AMO, None, *period) for period in answer.rights]
    periods += [
        RightsPeriod(RightsKind.ALD, exemption.ald, *exemption.period)
        for exemption in answer.exemptions
        if (exemption.ald or "") not in _NO_ALD
    ]
    if answer.complementary:
        periods.append(
            RightsPeriod(RightsKind.AMC, answer.complementary.number, *answer.complementary.period)
        )
    return tuple(periods)


def _named(service: str, parse: Callable[[str, str], str], field: str, name: str) -> str:
    """A name that a service gives, as it is recorded."""
    try:
        return parse(field, name)
    except InvalidInput:
        raise OddAnswer(
            "{service} gives a name that can be none, with a digit or a sign in it. Nothing was"
            " taken from its answer.",
            service=service,
        ) from None


def _from_nir(own: str | None) -> Retrieved:
    """What a person's own NIR tells: the sex, and the birth place where the COG has its code."""
    if own is None:
        return {}
    traits = implied(recorded_nir(own))
    found: dict[str, Any] = {"sex": Sex(traits.sex)}
    if traits.place and (place := find_place(traits.place)):
        found |= {"birth_place_code": place.code, "birth_place": place.name}
    return {name: Value(value, Origin.NIR) for name, value in found.items()}


def _address(lines: tuple[str, ...]) -> dict[str, Any]:
    """The address in fields: its last line begins with the postal code.

    >>> _address(("3 QUAI DU PORT", "20200 BASTIA"))
    {'address_lines': '3 QUAI DU PORT', 'postal_code': '20200', 'city': 'BASTIA'}
    """
    if not lines:
        return {}
    *street, last = lines
    code, _, city = last.partition(" ")
    if not (len(code) == 5 and code.isdecimal() and city):
        return {"address_lines": "\n".join(lines)}
    found = {"address_lines": "\n".join(street), "postal_code": code, "city": city.strip()}
    return {name: value for name, value in found.items() if value}
