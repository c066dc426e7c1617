"""The people on a carte Vitale 2, from its bytes."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semble_cli.errors import CardError, Sentence
from semble_cli.patient.vitale_card import Beneficiary, CardKind
from semble_cli.vitale.card import card_of, kind_of, read_card, refuse_other_cards
from semble_cli.vitale.simulator.virtual_card import (
    VirtualCard,
    names_file,
    numbers_file,
    tlv,
)
from tests.vitale.people_on_cards import FAMILY, MICHELANGELO, PIERRE_ALAIN, ZOE


class InProcess:
    """A connection to a virtual card without a reader between."""

    def __init__(self, card: VirtualCard) -> None:
        self.card = card

    def transmit(self, apdu: bytes) -> tuple[bytes, int]:
        answer = self.card.answer(apdu)
        return answer[:-2], int.from_bytes(answer[-2:])


def person(**changes: str | None) -> Beneficiary:
    return ZOE._replace(**changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("people", [(ZOE,), FAMILY, (ZOE, *[MICHELANGELO] * 18)])
def test_a_card_is_read_with_its_holder_first(people: tuple[Beneficiary, ...]) -> None:
    card = read_card(InProcess(VirtualCard.of(people)))
    assert card.beneficiaries == people
    assert card.holder == ZOE
    assert card.warnings == ()


def test_the_two_files_are_joined_by_their_order() -> None:
    card = card_of(names_file(FAMILY), numbers_file(FAMILY))
    assert [one.nir for one in card.beneficiaries] == [ZOE.nir, PIERRE_ALAIN.nir, None]


def test_names_are_read_with_their_accents_and_without_padding() -> None:
    read = card_of(names_file([person(name="ADRUN  ", given_name="ZOÉ\0\0")]), numbers_file([ZOE]))
    assert (read.holder.name, read.holder.given_name) == ("ADRUN", "ZOÉ")


@pytest.mark.parametrize(
    ("figures", "day", "fictive"),
    [
        ("19751231", date(1975, 12, 31), False),
        ("19800229", date(1980, 2, 29), False),
        ("19630000", date(1963, 12, 31), True),
        ("19630700", date(1963, 7, 1), True),
        ("19630012", date(1963, 1, 12), True),
        ("19632000", date(1963, 12, 31), True),
        ("19634200", date(1963, 12, 31), True),
        ("19634215", date(1963, 1, 15), True),
    ],
)
def test_a_birth_date_that_no_calendar_has_is_completed_by_rule(
    figures: str, day: date, fictive: bool
) -> None:
    assert person(birth_date=figures).birth == (day, fictive)


@pytest.mark.parametrize(
    "figures", ["", "1975", "19750231", "19751232", "00000000", "1975123A", "１９７５１２３１"]
)
def test_a_birth_date_that_is_none_is_refused(figures: str) -> None:
    with pytest.raises(CardError, match="a birth date that is not a date"):
        _ = person(birth_date=figures).birth


@pytest.mark.parametrize("blank", [None, "", " " * 15, "0" * 15])
def test_a_dependant_may_have_no_nir(blank: str | None) -> None:
    read = card_of(names_file(FAMILY), numbers_file([ZOE, PIERRE_ALAIN, person(nir=blank)]))
    assert read.beneficiaries[2].nir is None
    assert read.warnings == ()


def test_a_wrong_key_is_kept_with_a_warning() -> None:
    read = card_of(names_file([ZOE]), numbers_file([person(nir="275126322074900")]))
    assert read.holder.nir == "275126322074900"
    assert read.warnings == (
        Sentence("the key of the NIR is wrong; the number was kept as received."),
    )


@pytest.mark.parametrize("nir", ["975126322074974", "27512632207", "ABCDEFGHIJKLMNO"])
def test_a_number_that_is_no_nir_is_left_out_with_a_warning(nir: str) -> None:
    read = card_of(names_file([ZOE]), numbers_file([person(nir=nir)]))
    assert read.holder.nir is None
    assert read.warnings == (Sentence("a NIR on the card is not valid and was left out."),)


def test_where_a_template_is_missing_only_a_nir_that_fits_is_kept() -> None:
    fits = card_of(names_file(FAMILY), numbers_file([ZOE]))
    assert [one.nir for one in fits.beneficiaries] == [ZOE.nir, None, None]
    assert fits.warnings == ()
    shifted = card_of(names_file(FAMILY), numbers_file([PIERRE_ALAIN]))
    assert [one.nir for one in shifted.beneficiaries] == [None, None, None]
    assert shifted.warnings == (Sentence("a NIR on the card was left out: it may be another's."),)


def test_fields_that_are_not_known_are_passed_over() -> None:
    names = tlv(0x66, b"20150101") + tlv(0x65, tlv(0x95, b"?") + names_file([ZOE])[2:])
    assert card_of(names, numbers_file([ZOE])).holder == ZOE


@pytest.mark.parametrize(
    ("names", "numbers", "sentence"),
    [
        (b"", b"", "holds nobody"),
        (bytes(40), bytes(40), "holds nobody"),
        (names_file([ZOE])[:-3], numbers_file([ZOE]), "damaged or cut off"),
        (names_file([ZOE]), numbers_file([ZOE])[:-3], "damaged or cut off"),
        (names_file([ZOE]), numbers_file(FAMILY), "damaged or cut off"),
        (names_file([ZOE] * 20), numbers_file([ZOE] * 20), "damaged or cut off"),
        (names_file([person(name="AD\x07RUN")]), numbers_file([ZOE]), "damaged or cut off"),
    ],
)
def test_files_that_no_card_holds_are_refused(names: bytes, numbers: bytes, sentence: str) -> None:
    with pytest.raises(CardError, match=sentence):
        card_of(names, numbers)


def test_a_card_without_the_application_is_refused() -> None:
    class Other(VirtualCard):
        def answer(self, apdu: bytes) -> bytes:
            return b"\x6a\x82" if apdu[1] == 0xA4 and apdu[2] == 4 else super().answer(apdu)

    with pytest.raises(CardError, match="is no carte Vitale 2"):
        read_card(InProcess(Other.of([ZOE])))


def test_a_card_without_a_master_file_is_refused() -> None:
    class Other(VirtualCard):
        def answer(self, apdu: bytes) -> bytes:  # noqa: ARG002
            return b"\x6e\x00"

    with pytest.raises(CardError, match="is no carte Vitale 2"):
        read_card(InProcess(Other.of([ZOE])))


class Babbling(VirtualCard):
    """A card that answers anything at all."""

    def __init__(self, answers: list[bytes]) -> None:
        super().__init__(b"", b"")
        self.answers = answers

    def answer(self, apdu: bytes) -> bytes:  # noqa: ARG002
        return self.answers.pop(0) if self.answers else b"\x6f\x00"


ANSWERS = st.lists(
    st.one_of(
        st.just(b"\x90\x00"),
        st.binary(min_size=2, max_size=300),
        st.binary(max_size=256).map(lambda data: data + b"\x90\x00"),
        st.binary(max_size=40).map(lambda data: tlv(0x65, tlv(0x80, data)) + b"\x90\x00"),
        st.binary(max_size=9).map(lambda data: data + b"\x61\x05"),
    ),
    max_size=12,
)


@given(ANSWERS)
def test_whatever_a_card_answers_is_read_or_refused(answers: list[bytes]) -> None:
    with suppress(CardError):
        card = read_card(InProcess(Babbling(answers)))
        assert card.beneficiaries
        for one in card.beneficiaries:
            with suppress(CardError):
                assert one.birth.day.year


@given(st.binary(max_size=600), st.binary(max_size=600))
def test_whatever_the_files_hold_is_read_or_refused(names: bytes, numbers: bytes) -> None:
    with suppress(CardError):
        card_of(names, numbers)


@pytest.mark.parametrize(
    ("atr", "kind"),
    [
        ("3B751300004309EA9000", CardKind.VITALE_2),
        ("3B751300004409EA9000", CardKind.VITALE_2),
        ("3B751300004509EA9000", CardKind.VITALE_2),
        ("3B751300004909EA9000", CardKind.VITALE_2),
        ("3B751300004509FA9000", CardKind.VITALE_2),
        ("3F6525002B09EB9000", CardKind.VITALE_1),
        ("3F6525002209699000", CardKind.VITALE_1),
        ("3F65250052096A9000", CardKind.VITALE_1),
        ("3BAC00402A00122500648000031000 9000", CardKind.CPS),
        ("3BAC00402A0012250064808202120090 00", CardKind.CPS),
        ("3B8F80010031B86404B0ECC1739401808290000E", CardKind.CPS),
        ("3B9F11", CardKind.UNKNOWN),
        ("3B75", CardKind.UNKNOWN),
        ("", CardKind.UNKNOWN),
    ],
)
def test_the_answer_to_reset_tells_the_kind_of_card(atr: str, kind: CardKind) -> None:
    assert kind_of(bytes.fromhex(atr)) is kind


@pytest.mark.parametrize(
    ("atr", "sentence"),
    [
        ("3F6525002B09EB9000", "This is a carte Vitale 1"),
        ("3BAC00402A001225006480000310009000", "This is a professional's card"),
    ],
)
def test_other_cards_are_refused_with_the_reason(atr: str, sentence: str) -> None:
    with pytest.raises(CardError, match=sentence):
        refuse_other_cards(bytes.fromhex(atr))


def test_a_card_of_unknown_make_is_tried() -> None:
    refuse_other_cards(bytes.fromhex("3B9F11"))


def test_people_on_a_card_show_no_data() -> None:
    assert "ADRUN" not in repr(ZOE)
    assert "074974" not in repr(ZOE)
    assert repr(MICHELANGELO) == "Beneficiary(without a NIR)"
