"""The practice's tags. A tag is named as people wrote it, whatever case or accents they type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.errors import Conflict, InvalidInput, NoSuchRecord
from semble_cli.patient.tags import Tag, tag_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from semble_cli.store.database.connection import Connection

_SELECT = (
    "SELECT id, name, color, (SELECT count(*) FROM patient_tag WHERE tag_id = tag.id) FROM tag"
)


def all_tags(connection: Connection) -> list[Tag]:
    """Every tag, in alphabetical order."""
    return [Tag(*row) for row in connection.rows(f"{_SELECT} ORDER BY key")]


def all_names(connection: Connection) -> list[str]:
    """The name of every tag, in alphabetical order; whoever bears them is not counted."""
    return [name for (name,) in connection.rows("SELECT name FROM tag ORDER BY key")]


def find_tag(connection: Connection, name: str) -> Tag | None:
    row = connection.row(f"{_SELECT} WHERE key = ?", (tag_key(name),))
    return Tag(*row) if row else None


def ids_by_key(connection: Connection) -> dict[str, int]:
    """The ids of all the tags by their keys; whoever bears them is not counted."""
    return dict(connection.rows("SELECT key, id FROM tag"))


def get_tag(connection: Connection, name: str) -> Tag:
    """The tag that *name* names.

    Raises:
        NoSuchRecord: there is none.
    """
    tag = find_tag(connection, name)
    if tag is None:
        raise NoSuchRecord("There is no such tag. See them with semble tag list.")
    return tag


def tag_ids(connection: Connection, names: Iterable[str]) -> list[int]:
    """The ids of tags, once each.

    Raises:
        InvalidInput: one of them does not exist.
    """
    return list(_known(connection, names))


def canonical_names(connection: Connection, names: Iterable[str]) -> list[str]:
    """The tags as the practice writes them, once each.

    Raises:
        InvalidInput: one of them does not exist.
    """
    return list(_known(connection, names).values())


def tagged_ids(connection: Connection, tag: Tag) -> list[int]:
    """The ids of the patients that bear a tag."""
    return [
        patient
        for (patient,) in connection.rows(
            "SELECT patient_id FROM patient_tag WHERE tag_id = ? ORDER BY patient_id", (tag.id,)
        )
    ]


def insert(connection: Connection, name: str, color: str | None) -> Tag:
    """Add a tag.

    Raises:
        Conflict: a tag has this name, or one that differs by case or accents only.
    """
    _refuse_taken(connection, name)
    connection.insert("tag", {"name": name, "key": tag_key(name), "color": color})
    return get_tag(connection, name)


def update(connection: Connection, tag: Tag, name: str, color: str | None) -> Tag:
    """Rename or recolour a tag; its patients keep it.

    Raises:
        Conflict: another tag has this name.
    """
    if tag_key(name) != tag_key(tag.name):
        _refuse_taken(connection, name)
    connection.run(
        "UPDATE tag SET name = ?, key = ?, color = ? WHERE id = ?",
        (name, tag_key(name), color, tag.id),
    )
    return get_tag(connection, name)


def delete(connection: Connection, tag: Tag) -> None:
    """Remove a tag that no patient bears any more."""
    connection.run("DELETE FROM tag WHERE id = ?", (tag.id,))


def _refuse_taken(connection: Connection, name: str) -> None:
    if find_tag(connection, name) is not None:
        raise Conflict("There is a tag with this name already, but for case or accents.")


def _known(connection: Connection, names: Iterable[str]) -> dict[int, str]:
    """The ids of tags, and their names."""
    found: dict[int, str] = {}
    for name in names:
        row = connection.row("SELECT id, name FROM tag WHERE key = ?", (tag_key(name),))
        if row is None:
            raise InvalidInput(
                "tags",
                "there is no such tag. See them with semble tag list, or add it first; patient tag"
                " adds it with --create.",
            )
        found[row[0]] = row[1]
    return found


def refuse_in_use(tag: Tag) -> None:
    """Refuse to take away a tag that patients bear.

    Raises:
        Conflict: some do.
    """
    if tag.patients:
        raise Conflict("Patients who bear this tag by now: {count}.", count=tag.patients)
