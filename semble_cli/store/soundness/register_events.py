"""The events that are about the register itself: users, tags, imports, purges."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.errors import Sentence
from semble_cli.patient.actions import Action
from semble_cli.patient.tags import tag_key
from semble_cli.store.backup_state import backed_up_at
from semble_cli.store.event_chain import RECORD
from semble_cli.store.journal import DOES
from semble_cli.store.practice_settings import all_settings
from semble_cli.store.soundness.told import Renaming
from semble_cli.store.soundness.windows import UNREADABLE, content_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from semble_cli.store.database.connection import Connection


class RegisterEvent(NamedTuple):
    """An event that is about no patient."""

    seq: int
    batch: int
    action: str
    content: dict[str, Any]


def register_events(connection: Connection) -> list[RegisterEvent]:
    """All the events that are about no patient, oldest first, but for those about contacts and
    keywords, and of who read, which may be many; one whose content is not of our making tells
    nothing."""
    return [
        RegisterEvent(seq, batch, action, content)
        for seq, batch, action, text in connection.stream(
            "SELECT seq, batch, action, content FROM event"
            f" WHERE patient_id IS NULL AND {DOES} ORDER BY seq"
        )
        if RECORD not in (content := _readable(text))
    ]


def _readable(text: str | None) -> dict[str, Any]:
    try:
        return content_of(text) or {}
    except UNREADABLE:
        return {}


def renamings(events: Sequence[RegisterEvent]) -> list[Renaming]:
    """The tags that got other names, oldest first."""
    return [
        Renaming(event.seq, before["name"], after["name"])
        for event in events
        for before, after in [event.content.get("tag", (None, None))]
        if before and after and before["name"] != after["name"]
    ]


def wrong_backup(connection: Connection, events: Sequence[RegisterEvent]) -> Iterator[Sentence]:
    """The note of the last backup, where it is not what the journal tells."""
    told = [event.content["taken_at"] for event in events if event.action == Action.STORE_BACKUP]
    if backed_up_at(connection) != (told[-1] if told else None):
        yield Sentence(
            "store_info: the last backup is not the one that the journal tells. The next"
            " semble store backup notes it anew."
        )


def wrong_tags(connection: Connection, events: Sequence[RegisterEvent]) -> Iterator[Sentence]:
    """The tags that are not as the journal tells."""
    told: dict[str, tuple[str, str | None]] = {}
    for event in events:
        before, after = event.content.get("tag", (None, None))
        if before:
            told.pop(tag_key(before["name"]), None)
        if after:
            told[tag_key(after["name"])] = (after["name"], after["color"])
    found: dict[str, tuple[str, str | None]] = {}
    for tag_id, name, key, color in connection.rows(
        "SELECT id, name, key, color FROM tag ORDER BY id"
    ):
        found[tag_key(name)] = (name, color)
        if key != tag_key(name):
            yield Sentence("tag {id}: its search key is not that of its name.", id=tag_id)
    for key in sorted(told.keys() | found.keys()):
        if told.get(key) != found.get(key):
            yield Sentence(
                "tags: {name} is not as the journal tells.",
                name=(found.get(key) or told[key])[0],
            )


def wrong_settings(connection: Connection, events: Sequence[RegisterEvent]) -> Iterator[Sentence]:
    """The practice's settings that are not as the journal tells."""
    told: dict[str, str] = {}
    for event in events:
        if "setting" in event.content:
            name, after = event.content["setting"], event.content["after"]
            told.pop(name, None)
            if after is not None:
                told[name] = after
    found = all_settings(connection)
    for name in sorted(told.keys() | found.keys()):
        if told.get(name) != found.get(name):
            yield Sentence("practice_setting: {name} is not as the journal tells.", name=name)


_STRANGER = (None, False, False)


def wrong_users(connection: Connection, events: Sequence[RegisterEvent]) -> Iterator[Sentence]:
    """The users whom no event added, or who have another role or other rights than the journal
    tells."""
    told: dict[str, dict[str, Any]] = {}
    for event in events:
        content = event.content
        if event.action == Action.STORE_INIT:
            told[content["login"]] = {"role": content["role"]}
        elif event.action == Action.USER_ROLE:
            told.setdefault(content["login"], {}).update(
                {name: after for name, (_, after) in content["changes"].items()}
            )
        elif event.action == Action.USER_REMOVE:
            told.pop(content["login"], None)
    known = {
        login: (user["role"], user.get("may_delete", False), user.get("may_recover", False))
        for login, user in told.items()
    }
    found = {
        login: (role, bool(may_delete), bool(may_recover))
        for login, role, may_delete, may_recover in connection.rows(
            "SELECT login, role, may_delete, may_recover FROM app_user"
        )
    }
    for login in sorted(known.keys() | found.keys()):
        here, there = found.get(login, _STRANGER), known.get(login, _STRANGER)
        if here[0] != there[0]:
            yield Sentence(
                "user {login}: is {found} here, and {told} in the journal.",
                login=login,
                found=here[0] or Sentence("no user"),
                told=there[0] or Sentence("no user"),
            )
        elif here != there:
            yield Sentence("user {login}: has other rights than the journal tells.", login=login)
