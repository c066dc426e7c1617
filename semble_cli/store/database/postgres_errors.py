"""What Postgres and libpq say when something is wrong, as our errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.store.database import errors

if TYPE_CHECKING:
    from collections.abc import Callable

    from semble_cli.errors import SembleError
    from semble_cli.store.database.address import StoreAddress

_NOT_ASKED_FOR = ("session is read-only", "session is not read-only", "in hot standby mode")
"""What libpq says where a server answers, and is not what target_session_attrs asks for."""

# SQLSTATE codes, or their class: https://www.postgresql.org/docs/current/errcodes-appendix.html
_POSTGRES: dict[str, Callable[[object], SembleError]] = {
    "08": errors.unreachable,
    "28": errors.login_refused,
    "3D": errors.missing,
    "3F": errors.not_a_store,
    "40": errors.raced,
    "42501": errors.no_grant,
    "42P01": errors.not_a_store,
    "22003": errors.too_large,
    "22021": errors.no_text,
    "25006": errors.read_only,  # by a setting of the server or the login: replicas are known before
    "53": errors.busy,
    "53100": errors.full,
    "55P03": errors.locked,
    "57014": errors.locked,
    "57": errors.unreachable,
    "58": errors.disk_fails,
    "XX": errors.faulty,
    "XX001": errors.damaged,
    "XX002": errors.damaged,
}


def translate(address: StoreAddress, error: Exception) -> SembleError | None:
    """Our error for one of Postgres's, or `None` where it shows a defect of ours.

    A connection that fails has no SQLSTATE: the server's words are all there is to tell a refused
    login or an unknown database from a server that is down.
    """
    state = getattr(error, "sqlstate", None)
    if state is not None:
        make = _POSTGRES.get(state) or _POSTGRES.get(state[:2])
        return make(address) if make else None
    words = str(error)
    if "No space left on device" in words:  # of the server, where a connection is to begin
        return errors.full(address)
    if "NUL (0x00)" in words:
        return errors.no_text(address)
    if "authentication failed" in words or "no pg_hba.conf entry" in words:
        return errors.login_refused(address)
    if "does not exist" in words:
        return errors.login_refused(address) if 'role "' in words else errors.missing(address)
    if any(each in words for each in _NOT_ASKED_FOR):
        return errors.none_as_asked_for(address)
    return errors.unreachable(address)
