"""What may be left unanswered, and what may not, and what is proposed where there is a choice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from semble_cli.commands.patient import questions
from semble_cli.commands.patient.questions import ask_field, choices_of, is_number
from semble_cli.errors import InvalidInput
from semble_cli.patient.catalogue import CATALOGUE, Kind
from semble_cli.patient.intake import REQUIRED
from tests.conftest import NOW

if TYPE_CHECKING:
    from collections.abc import Callable

TODAY = NOW.date()


@pytest.fixture
def answered(monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Ask for a field, and answer."""

    def ask(field: str, text: str, **options: Any) -> str:
        def line(_: str, check: Callable[[str], Any], *__: object) -> str:
            check(text)
            return text

        monkeypatch.setattr(questions, "ask_text", line)
        return ask_field(field, TODAY, **options)

    return ask


@pytest.mark.parametrize("field", ["email", "city", "address_lines", "nir", "used_name", "numbers"])
def test_what_is_not_needed_may_be_left_unanswered(
    answered: Callable[..., str], field: str
) -> None:
    assert answered(field, " ") == ""


@pytest.mark.parametrize("field", sorted({*REQUIRED} - {"sex"}))
def test_the_five_traits_may_not(answered: Callable[..., str], field: str) -> None:
    with pytest.raises(InvalidInput, match="it is missing"):
        answered(field, " ")


def test_what_adri_has_to_be_told_may_not(answered: Callable[..., str]) -> None:
    with pytest.raises(InvalidInput, match="it is missing"):
        answered("regime", "", needed=True)


def test_a_nir_is_taken_in_place_of_the_name_where_it_may_be_typed_first(
    answered: Callable[..., str],
) -> None:
    assert answered("birth_name", "2 79 03 51 215 189", or_nir=True) == "2 79 03 51 215 189"
    assert answered("birth_name", "PAT-TROIS", or_nir=True) == "PAT-TROIS"
    with pytest.raises(InvalidInput, match="a NIR has 13 characters"):
        answered("birth_name", "2 79 03", or_nir=True)
    with pytest.raises(InvalidInput):
        answered("birth_name", "2 79 03 51 215 189")


def test_the_place_that_was_typed_is_told_before_which_one_is_meant_is_asked(
    answered: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def given_up(_: str) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(questions, "settled_place", given_up)
    left: list[str] = []
    with pytest.raises(KeyboardInterrupt):
        answered("birth_place", "Lyon", leaving=left.append)
    assert left == ["Lyon"]


def test_what_is_yes_or_no_is_chosen_and_may_stay_not_asked() -> None:
    for field in CATALOGUE:
        if field.kind is Kind.SWITCH and field.typed:
            assert [value for value, _ in choices_of(field.name)] == ["", "yes", "no"]
    assert [value for value, _ in choices_of("sex")] == ["F", "M", "I"]
    assert choices_of("privacy_policy")[0] == ("not_asked", "not asked")
    assert choices_of("email") == []


def test_a_name_is_no_number() -> None:
    assert [is_number(text) for text in ("2 79", " 2", "ADRUN", "", "-")] == [
        *(True, True, False, False, False)
    ]
