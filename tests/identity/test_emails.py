"""E-mail addresses: kept as entered."""

from __future__ import annotations

import pytest

from semble_cli.errors import InvalidInput
from semble_cli.identity.emails import parse_email


@pytest.mark.parametrize("email", ["zoe@example.org", "zoé.d-adrun+x@sub.example.org"])
def test_an_email_is_kept_as_entered(email: str) -> None:
    assert parse_email(f" {email} ") == email


@pytest.mark.parametrize(
    "email", ["", "zoe", "@example.org", "zoe@", "zoe@example", "a b@example.org", "a@b@c.org"]
)
def test_what_is_no_email_is_refused(email: str) -> None:
    with pytest.raises(InvalidInput, match=r"name@example\.org"):
        parse_email(email)
