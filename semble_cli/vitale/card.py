"""What a carte Vitale 2 tells without a professional's card: who is insured on it, and their NIRs.

Two files hold it, each a template (tag 65) for every person, the holder first: names and birth
dates in the master file, countries and NIRs in the application VITALE. They belong together by
their order alone. Texts are Latin-1. Nothing else of the card is free to read; `docs/vitale.md`
says where this is known from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.errors import CardError, InvalidInput, Sentence
from semble_cli.identity.nir import Nir, implied, parse_nir_leniently
from semble_cli.patient.vitale_card import Beneficiary, CardKind, VitaleCard
from semble_cli.vitale.apdu import (
    Refusal,
    read_file,
    refusal,
    select_application,
    select_master_file,
)
from semble_cli.vitale.tlv import damaged, read_tlvs

if TYPE_CHECKING:
    from semble_cli.vitale.apdu import CardConnection

VITALE_APPLICATION = bytes.fromhex("D250000002564954414C45")

_PEOPLE_FILE = 2
_PERSON, _NAME, _GIVEN_NAME, _BIRTH_DATE, _COUNTRY, _NIR = 0x65, 0x80, 0x81, 0x82, 0x90, 0x93
MOST_PEOPLE = 19
"""As many as a card may hold."""


_ANSWERS_TO_RESET = (
    # 40 to 4F and EA or FA: the makes of one family differ there.
    (CardKind.VITALE_2, "3B751300004009EA9000", "FFFFFFFFFFF0FFEFFFFF"),
    (CardKind.VITALE_1, "3F65", "FFFF"),
    (CardKind.CPS, "3BAC00402A001225006480", "FF" * 11),
    (CardKind.CPS, "3B8F80010031B86404B0ECC17394", "FF" * 14),
)
"""Of each kind, the bytes and the bits of them that count (the public list of pcsc-tools)."""


def kind_of(atr: bytes) -> CardKind:
    """What an answer to reset tells; a card of unknown kind may still be a Vitale.

    >>> kind_of(bytes.fromhex("3B751300004409EA9000"))
    <CardKind.VITALE_2: 'vitale 2'>
    """
    for kind, value, mask in _ANSWERS_TO_RESET:
        bits = bytes.fromhex(mask)
        if _masked(atr[: len(bits)], bits) == _masked(bytes.fromhex(value), bits):
            return kind
    return CardKind.UNKNOWN


def refuse_other_cards(atr: bytes) -> None:
    """Let pass what may be a carte Vitale 2.

    Raises:
        CardError: a Vitale 1 or a professional's card, with the reason.
    """
    kind = kind_of(atr)
    if kind is CardKind.VITALE_1:
        raise CardError(
            "This is a carte Vitale 1, whose memory nothing public describes: it cannot be read. "
            "The patient can have it replaced, or be added by hand with semble patient add."
        )
    if kind is CardKind.CPS:
        raise CardError(
            "This is a professional's card (CPS), not a patient's. Put in the carte Vitale."
        )


def read_inserted(connection: CardConnection, atr: bytes) -> VitaleCard:
    """Read the people on what was put in, whose answer to reset is *atr*.

    Raises:
        CardError: as `refuse_other_cards` and `read_card`; what nothing tells to be a carte Vitale
            and does not act as one, a phone among them, is named as such.
    """
    refuse_other_cards(atr)
    try:
        return read_card(connection)
    except Refusal as refused:
        if kind_of(atr) is not CardKind.UNKNOWN:
            raise
        raise Refusal(
            "This card or phone is not recognised: it is no carte Vitale 2 (status {status}). The"
            " appli carte Vitale of a phone cannot be read by this reader; put in the carte Vitale"
            " itself.",
            refused.status,
        ) from None


def read_card(connection: CardConnection) -> VitaleCard:
    """Read the people on a carte Vitale 2.

    Raises:
        CardError: another card, one that refuses, damaged data, or no answer.
    """
    answer = select_master_file(connection)
    if not answer.is_done:
        raise refusal(answer.status)
    names = read_file(connection, _PEOPLE_FILE)
    answer = select_application(connection, VITALE_APPLICATION)
    if not answer.is_done:
        raise refusal(answer.status)
    return card_of(names, read_file(connection, _PEOPLE_FILE))


def card_of(names: bytes, numbers: bytes) -> VitaleCard:
    """The card whose two files hold these bytes: names and birth dates, countries and NIRs.

    Raises:
        CardError: they hold nobody, too many, or no data of a Vitale.
    """
    people, numbered = _templates(names), _templates(numbers)
    if not people:
        raise CardError("The card holds nobody. Have it updated at a terminal of a pharmacy.")
    if len(numbered) > len(people) or len(people) > MOST_PEOPLE:
        raise damaged()
    warnings: list[Sentence] = []
    found = []
    for place, person in enumerate(people):
        numbers_of_one = numbered[place] if place < len(numbered) else {}
        beneficiary = Beneficiary(
            name=_text(person, _NAME),
            given_name=_text(person, _GIVEN_NAME),
            birth_date=_text(person, _BIRTH_DATE),
            country=_text(numbers_of_one, _COUNTRY) or None,
        )
        nir, warning = card_nir(_text(numbers_of_one, _NIR))
        if nir and len(numbered) < len(people) and not _tells(nir, beneficiary):
            # A template is missing, so order no longer says whose number this is.
            nir, warning = None, Sentence("a NIR on the card was left out: it may be another's.")
        if warning:
            warnings.append(warning)
        found.append(beneficiary._replace(nir=str(nir) if nir else None))
    return VitaleCard(tuple(found), tuple(dict.fromkeys(warnings)))


def _templates(data: bytes) -> list[dict[int, bytes]]:
    """The fields of each person, by tag; of two with the same tag the first counts."""
    templates = []
    for outer in read_tlvs(data):
        if outer.tag == _PERSON:
            fields: dict[int, bytes] = {}
            for inner in read_tlvs(outer.value):
                fields.setdefault(inner.tag, inner.value)
            templates.append(fields)
    return templates


def _text(fields: dict[int, bytes], tag: int) -> str:
    text = fields.get(tag, b"").decode("latin-1").strip(" \0")
    if not text.isprintable():
        raise damaged()
    return text


def card_nir(text: str) -> tuple[Nir | None, Sentence | None]:
    """The NIR that a card gives, wrong key or not, and what deserves a look; none for zeros."""
    if not text.strip("0 "):
        return None, None
    try:
        return parse_nir_leniently(text)
    except InvalidInput:
        return None, Sentence("a NIR on the card is not valid and was left out.")


def _tells(nir: Nir, beneficiary: Beneficiary) -> bool:
    """Whether a NIR tells the year of that person's birth, and the month where it does."""
    traits = implied(nir)
    year, month = beneficiary.birth_date[2:4], beneficiary.birth_date[4:6]
    return (
        traits.year is not None
        and f"{traits.year:02}" == year
        and (traits.month is None or f"{traits.month:02}" == month)
    )


def _masked(data: bytes, bits: bytes) -> bytes:
    return bytes(byte & bit for byte, bit in zip(data, bits, strict=False))
