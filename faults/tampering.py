"""Events of the journal changed behind the program's back: `store check` finds it, or the head that
was noted down before does."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from faults.program import breach
from faults.report import Campaign
from faults.scenarios import commands
from semble_cli.store.database.address import Database
from semble_cli.store.database.open import opened
from semble_cli.store.event_chain import GENESIS, digest_of, link_of

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from faults.practice import Place
    from faults.registers import Registers
    from semble_cli.store.database.connection import Connection

_COLUMNS = (
    *("seq", "at", "actor", "action", "patient_id", "batch", "undoes"),
    *("salt", "content", "digest", "chain"),
)

Events = list[dict[str, Any]]


class Tampering(NamedTuple):
    """One way to change the past; `needs_head` where the chain that is left is whole."""

    name: str
    change: Callable[[Events, random.Random], Events]
    needs_head: bool = False


def _edited(column: str, value: Callable[[Any], Any]) -> Callable[[Events, random.Random], Events]:
    def change(events: Events, draw: random.Random) -> Events:
        event = draw.choice([event for event in events if event["content"] is not None])
        event[column] = value(event[column])
        return events

    return change


def _swapped(events: Events, draw: random.Random) -> Events:
    first, second = draw.sample(range(len(events)), 2)
    for column in _COLUMNS[1:]:
        events[first][column], events[second][column] = (
            events[second][column],
            events[first][column],
        )
    for event in events:  # as the database wants it
        event["batch"] = min(event["batch"], event["seq"])
    return events


def _cut_out(events: Events, draw: random.Random) -> Events:
    del events[draw.randrange(len(events) - 1)]
    return events


def _cut_at_end(events: Events, draw: random.Random) -> Events:
    return events[: draw.randrange(1, len(events))]


def _emptied(events: Events, draw: random.Random) -> Events:
    event = draw.choice([event for event in events if event["content"] is not None])
    event["content"] = event["salt"] = None
    return events


def _replaced(events: Events, draw: random.Random) -> Events:
    event = draw.choice([event for event in events if event["content"] is not None])
    event["content"] = json.dumps({"changes": {"city": ["Paris", "Nantes"]}})
    event["digest"] = digest_of(event["salt"], event["content"])
    return events


def _chained_anew(events: Events, draw: random.Random) -> Events:
    """The work of who knows how the chain is made: nothing of it shows in the store itself."""
    return rechained(_replaced(events, draw))


def _cut_and_chained_anew(events: Events, draw: random.Random) -> Events:
    del events[draw.randrange(1, len(events) - 1)]
    for seq, event in enumerate(events, start=1):
        event["batch"] = min(event["batch"], seq)
        event["seq"] = seq
    return rechained(events)


def rechained(events: Events) -> Events:
    """The events with a chain made anew from the beginning."""
    chain = GENESIS
    for event in events:
        chain = event["chain"] = link_of(
            chain, tuple(event[column] for column in _COLUMNS[:7]), event["digest"]
        )
    return events


TAMPERINGS = (
    Tampering("content edited", _edited("content", lambda text: text.replace("{", '{"x":1,', 1))),
    Tampering("actor edited", _edited("actor", lambda _: "somebody")),
    Tampering("action edited", _edited("action", lambda action: f"{action}s")),
    Tampering("time edited", _edited("at", lambda _: "2001-01-01T00:00:00Z")),
    Tampering("patient edited", _edited("patient_id", lambda number: (number or 0) + 1)),
    Tampering("undoing edited", _edited("undoes", lambda number: 1 if number is None else None)),
    Tampering("salt edited", _edited("salt", lambda text: text[::-1] + "0")),
    Tampering("digest edited", _edited("digest", lambda text: text[1:] + text[0] + "0")),
    Tampering("chain edited", _edited("chain", lambda text: text[1:] + text[0] + "0")),
    Tampering("content emptied", _emptied),
    Tampering("content and digest replaced", _replaced),
    Tampering("two events swapped", _swapped),
    Tampering("an event cut out", _cut_out),
    Tampering("the last events cut off", _cut_at_end, needs_head=True),
    Tampering("replaced, and chained anew", _chained_anew, needs_head=True),
    Tampering("cut out, and chained anew", _cut_and_chained_anew, needs_head=True),
)


RECORDS = {
    "medical content edited": "UPDATE medical_content SET content = replace(content, '{', '{ ')",
    "medical content taken out": "DELETE FROM medical_content",
    "contact edited": "UPDATE contact SET email = 'x@example.org' WHERE id = 1",
    "relation edited": "UPDATE relation SET policy_number = '1' WHERE id = 2",
    "allergy edited": "UPDATE allergy SET certainty = 'refuted'",
    "section edited": "UPDATE section SET reaction = 'x' WHERE allergy_id IS NOT NULL",
    "keyword edited": "UPDATE section_keyword SET name = 'X'",
    "treatment edited": "UPDATE treatment SET dose = '9'",
    "treatment taken out": "DELETE FROM treatment",
    "document edited": "UPDATE document SET title = 'X'",
    "document of another": "UPDATE document SET patient_id = 1",
    "bytes of a document taken out": "DELETE FROM document_chunk",
}
"""Ways to change records around the patients, as SQL."""


def tampered(place: Place, draw: random.Random, rounds: int) -> Campaign:
    """Each way to change the past, and records that it tells of, in both databases."""
    campaign = Campaign("tampering")
    with_head = knows_heads()
    if not with_head:
        campaign.note("store check takes no head here: what only that can show is not counted")
    for registers in place.registers:
        for tampering in TAMPERINGS * rounds:
            where = place.directory / "tampered"
            with registers.copy("practice", where) as address:
                with opened(address) as connection:
                    head = _head(connection)
                    tamper(connection, tampering, draw)
                program = place.program(address, where)
                words = ("--head", head) if with_head else ()
                checked = place.forge.run(program, "store", "check", *words)
                told = f"{tampering.name} ({registers.name})"
                campaign.count("tampered with")
                campaign.hold(breach(checked) is None, f"{told}: {breach(checked)}")
                if with_head or not tampering.needs_head:
                    campaign.count("found", int(checked.code == _DAMAGE))
                    campaign.hold(checked.code == _DAMAGE, f"{told}: not found: {checked}")
        for name, sql in RECORDS.items():
            _with_records(campaign, place, registers, name, sql)
    return campaign


def _with_records(
    campaign: Campaign, place: Place, registers: Registers, name: str, sql: str
) -> None:
    where = place.directory / "tampered"
    with registers.copy("practice", where) as address:
        with opened(address) as connection:
            _unguard(connection)
            with connection.writing():
                connection.run(sql)
        checked = place.forge.run(place.program(address, where), "store", "check")
        told = f"{name} ({registers.name})"
        campaign.count("tampered with")
        campaign.count("found", int(checked.code == _DAMAGE))
        campaign.hold(breach(checked) is None, f"{told}: {breach(checked)}")
        campaign.hold(checked.code == _DAMAGE, f"{told}: not found: {checked}")


_DAMAGE = 7


def knows_heads() -> bool:
    """Whether `store check` takes a head that was noted down."""
    check = dict(commands())["store check"]
    return any("--head" in parameter.opts for parameter in check.params)


def tamper(connection: Connection, tampering: Tampering, draw: random.Random) -> None:
    """Change the events of a store, past its constraints and its triggers."""
    columns = ", ".join(_COLUMNS)
    rows = connection.rows(f"SELECT {columns} FROM event ORDER BY seq")
    events = [dict(zip(_COLUMNS, row, strict=True)) for row in rows]
    for event in events:
        event["at"] = str(event["at"]).replace("+00", "Z").replace(" ", "T")
    changed = tampering.change(events, draw)
    _unguard(connection)
    with connection.writing():
        connection.run("DELETE FROM event")
        connection.run_many(
            f"INSERT INTO event ({columns}) VALUES ({', '.join('?' * len(_COLUMNS))})",
            [tuple(event.values()) for event in changed],
        )


def _unguard(connection: Connection) -> None:
    """Let the database take what it is given."""
    if connection.address.database is Database.POSTGRES:
        connection.run("SET session_replication_role = replica")
    else:
        connection.run("PRAGMA foreign_keys = OFF")


def _head(connection: Connection) -> str:
    seq, chain = connection.rows("SELECT seq, chain FROM event ORDER BY seq DESC LIMIT 1")[0]
    return f"{seq}:{chain}"
