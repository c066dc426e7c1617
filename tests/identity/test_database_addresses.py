"""No password of an address is shown, wherever in it it stands; hosts and all else stay."""

from __future__ import annotations

import pytest

from semble_cli.errors import InvalidInput
from semble_cli.identity.internet.database_addresses import without_password
from semble_cli.settings.kinds import STORE
from semble_cli.store.database.address import parse_address

TWO = "one.example:5432,two.example:5433/practice?target_session_attrs=read-write"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        (f"postgresql://{TWO}", f"postgresql://{TWO}"),
        (f"postgresql://zoe@{TWO}", f"postgresql://zoe@{TWO}"),
        (f"postgresql://zoe:secret@{TWO}", f"postgresql://zoe@{TWO}"),
        (f"postgresql://{TWO}&user=zoe@cabinet", f"postgresql://{TWO}&user=zoe@cabinet"),
        (f"postgresql://{TWO}&password=se@cret", f"postgresql://{TWO}&password="),
        (
            f"postgresql://zoe@{TWO}&sslpassword=secret&sslmode=require",
            f"postgresql://zoe@{TWO}&sslpassword=&sslmode=require",
        ),
        ("postgresql://zoe:se@cret@one/practice", "postgresql://zoe@one/practice"),
        ("postgresql://zoe:se/cret@one/practice", "postgresql://zoe@one/practice"),
        ("postgresql://zoe:se?cr=et@one/practice", "postgresql://zoe@one/practice"),
        ("postgresql:///practice?host=/run/a,/run/b", "postgresql:///practice?host=/run/a,/run/b"),
    ],
)
def test_no_password_is_shown(address: str, shown: str) -> None:
    assert without_password(address) == shown
    assert str(parse_address(address)) == shown
    assert STORE.show(address) == shown


def test_an_address_of_several_hosts_is_set_as_it_is() -> None:
    for address in (f"postgresql://zoe@{TWO}", f"postgresql://{TWO}&user=zoe@cabinet"):
        assert STORE.prepare("store", address) == address


@pytest.mark.parametrize(
    "address", [f"postgresql://zoe:secret@{TWO}", f"postgresql://{TWO}&password=secret"]
)
def test_a_password_is_never_set(address: str) -> None:
    with pytest.raises(InvalidInput, match="does not belong into a file"):
        STORE.prepare("store", address)
