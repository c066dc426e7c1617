"""What people, files and stores write for yes and no, and for an answer to a question."""

from __future__ import annotations

from typing import Any

import pytest

from semble_cli.errors import InvalidInput
from semble_cli.patient.consents.answers import kept_answer, parse_answer
from semble_cli.patient.record import Answer


@pytest.mark.parametrize(
    ("given", "answer"),
    [
        *((word, Answer.ACCEPTED) for word in ("accepted", "Accepté", "acceptée", "oui", "YES")),
        *((word, Answer.ACCEPTED) for word in (True, "true", "vrai", "1", Answer.ACCEPTED)),
        *((word, Answer.REFUSED) for word in ("refused", "Refusé", "refusée", "opposition")),
        *((word, Answer.REFUSED) for word in ("opposé", "Opposée", Answer.REFUSED)),
        *((word, None) for word in ("not_asked", "not asked", "Non demandé", "pas demandée")),
        *((word, None) for word in ("unknown", "inconnu")),
        *((word, False) for word in (False, "false", "faux", "non", "no", "0")),
    ],
)
def test_an_answer_is_read_in_both_languages_and_a_bare_no_is_no_refusal(
    given: Any, answer: Any
) -> None:
    assert parse_answer("receive_sms", given) is answer


@pytest.mark.parametrize("given", ["perhaps", "", 2, None, ["accepted"], "accepted later"])
def test_what_is_no_answer_is_told_which_there_are(given: Any) -> None:
    with pytest.raises(InvalidInput, match="it is one of: accepted, refused, not asked") as raised:
        parse_answer("receive_sms", given)
    assert raised.value.field == "receive_sms"


@pytest.mark.parametrize(
    ("plain", "answer"),
    [
        ("accepted", Answer.ACCEPTED),
        ("refused", Answer.REFUSED),
        (None, None),
        (True, Answer.ACCEPTED),
        (False, None),
        (1, Answer.ACCEPTED),
        (0, None),
    ],
)
def test_true_of_before_was_accepted_and_false_may_never_have_been_asked(
    plain: Any, answer: Any
) -> None:
    assert kept_answer(plain) is answer


def test_what_no_program_kept_is_no_answer() -> None:
    with pytest.raises(ValueError, match="perhaps"):
        kept_answer("perhaps")
