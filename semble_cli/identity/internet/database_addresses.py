"""Addresses of databases on servers, as text that may hold a password."""

from __future__ import annotations

from semble_cli.identity.patterns import pattern

_PASSWORDS = pattern(r"([?&](?:ssl)?password=)[^&]*")
_PARAMETERS = pattern(r"\?(?:[a-z_]+=[^&]*(?:&|$))*$")


def without_password(address: str) -> str:
    """An address as it may be shown: without the passwords in it, also those among its parameters.

    Where the credentials end is libpq's rule: at an `@` before the first `/`. An address that
    breaks it, for a password was not quoted in it, shows nothing of that either.
    https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS

    >>> without_password("postgresql://zoe:secret@one:5432,two:5433/practice?sslmode=require")
    'postgresql://zoe@one:5432,two:5433/practice?sslmode=require'
    >>> without_password("postgresql://one,two/practice?user=zoe&password=secret")
    'postgresql://one,two/practice?user=zoe&password='
    """
    scheme, separator, rest = address.partition("://")
    end = _end_of_credentials(rest)
    shown = rest[:end].partition(":")[0] + rest[end:] if end >= 0 else rest
    shown = _PASSWORDS.sub(r"\1", shown)
    return f"{scheme}{separator}{shown}"


def _end_of_credentials(rest: str) -> int:
    authority = rest.partition("/")[0]
    if "@" in authority:
        return authority.rindex("@")
    parameters = _PARAMETERS.search(rest)
    return rest.rfind("@", 0, parameters.start() if parameters else len(rest))
