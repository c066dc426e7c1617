"""The journal is verified whole, and against a head that was noted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from semble_cli.errors import InvalidInput
from semble_cli.services import stores
from semble_cli.services.audit.verify import verify
from semble_cli.services.patients.tags import add_tag
from semble_cli.store.soundness import chain
from tests.conftest import tamper

if TYPE_CHECKING:
    from semble_cli.services.register import Register


@pytest.fixture
def noted(register: Register) -> str:
    """The head of a journal of four events, before a fifth."""
    for name in ("ALD", "Rare", "Diabète"):
        add_tag(register, name, None)
    head = stores.status(register).head
    add_tag(register, "Sorti", None)
    assert head is not None
    return head


def said(register: Register, noted: str | None = None) -> list[str]:
    return [str(each) for each in verify(register, noted).breaks]


def test_an_intact_journal_continues_what_was_noted(register: Register, noted: str) -> None:
    found = verify(register, noted)
    assert found.is_intact
    assert (found.events, found.since, found.noted) == (5, 1, noted)
    assert found.head == stores.status(register).head
    assert verify(register).since is None


def test_the_chain_is_read_page_by_page(
    register: Register, noted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chain, "_AT_ONCE", 2)
    assert verify(register, noted).is_intact
    tamper(register, "DELETE FROM event WHERE seq = 4")
    assert "journal: event 4 is missing." in said(register)


@pytest.mark.usefixtures("noted")
def test_it_says_where_the_chain_breaks(register: Register) -> None:
    tamper(register, "UPDATE event SET actor = 'nobody' WHERE seq = 3")
    assert said(register) == ["journal: event 3 was changed, or the one before it."]


def test_a_journal_that_was_cut_does_not_have_the_head(register: Register, noted: str) -> None:
    tamper(register, "DELETE FROM event WHERE seq >= 4")
    assert said(register) == []
    assert said(register, noted) == [
        "journal: event 4, which was noted, is not there: the journal was cut or replaced."
    ]


def test_a_journal_that_was_replaced_has_another_event_there(
    register: Register, noted: str
) -> None:
    other = f"{noted.partition(':')[0]}:{'f' * 64}"
    (found,) = said(register, other)
    assert found.startswith("journal: event 4 is not the one that was noted")


def test_what_is_no_head_is_refused(register: Register) -> None:
    with pytest.raises(InvalidInput):
        verify(register, "seventeen")
