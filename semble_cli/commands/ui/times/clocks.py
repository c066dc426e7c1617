"""The clocks of the practice, by which moments are shown and read: those of the machine may be of
another time zone, where the program runs on a server for instance."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from semble_cli.services.agenda.rules import Own
    from semble_cli.services.register import Register

_practice: list[tuple[Register, Own]] = []
_zone: list[tzinfo] = []


def are_of(register: Register, own: Own) -> None:
    """The command in hand works on a register, whose time zone is looked up once a moment is to be
    shown."""
    _practice[:] = [(register, own)]
    _zone.clear()


def forget() -> None:
    """Another command begins, by the machine's clocks until it is known for which practice."""
    _practice.clear()
    _zone.clear()


def local(moment: datetime) -> datetime:
    """A moment as the clocks of the practice show it.

    Raises:
        BadUsage: its time zone is set to none. StoreError, Refused: it cannot be looked up.
    """
    if _practice and not _zone:
        from semble_cli.services.agenda.rules import zone_at

        _zone.append(zone_at(*_practice[-1]))
    return moment.astimezone(_zone[-1] if _zone else None)
