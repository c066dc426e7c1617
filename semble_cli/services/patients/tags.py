"""The practice's tags: added, renamed, coloured, deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.patient.actions import Action
from semble_cli.patient.tags import Tag, tag_color, tag_key, tag_name
from semble_cli.services.access import Permission
from semble_cli.store import tags
from semble_cli.store.tags import tagged_ids

if TYPE_CHECKING:
    from collections.abc import Iterable

    from semble_cli.services.register import Register
    from semble_cli.services.unit_of_work import UnitOfWork


def all_tags(register: Register) -> list[Tag]:
    """Every tag with its colour and how many patients bear it."""
    with register.reading() as connection:
        return tags.all_tags(connection)


def add_tag(register: Register, name: str, color: str | None) -> Tag:
    """Add a tag.

    Raises:
        InvalidInput: no name, or no colour such as #3366cc. Conflict: the name is taken.
    """
    with register.writing(Permission.EDIT_PATIENTS) as work:
        return add_tag_within(work, name, color)


def add_tag_within(work: UnitOfWork, name: str, color: str | None) -> Tag:
    """Add a tag as a part of other work.

    Raises:
        InvalidInput, Conflict: as `add_tag`.
    """
    tag = tags.insert(work.connection, tag_name(name), tag_color(color))
    _note(work, Action.TAG_ADD, None, tag)
    return tag


def add_missing(work: UnitOfWork, names: Iterable[str]) -> list[str]:
    """Add the tags of some names that are not in the register; those that were added.

    Raises:
        InvalidInput: one of the names can be none of a tag.
    """
    known = tags.ids_by_key(work.connection)
    new: dict[str, str] = {}
    for name in names:
        if (key := tag_key(name)) not in known:
            new.setdefault(key, name)
    return [add_tag_within(work, name, None).name for name in new.values()]


def add_tags(register: Register, names: Iterable[str]) -> list[str]:
    """Add those of some tags that are missing, in one transaction; those that were added."""
    with register.writing(Permission.EDIT_PATIENTS) as work:
        return add_missing(work, names)


def change_tag(
    register: Register, name: str, new_name: str | None, color: str | None
) -> tuple[Tag, Tag]:
    """Rename or recolour a tag; the patients that bear it keep it. The tag before and after.

    Raises:
        NoSuchRecord: there is no such tag. Conflict: another tag has the new name.
    """
    with register.writing(Permission.EDIT_PATIENTS) as work:
        before = tags.get_tag(work.connection, name)
        wanted = tag_name(new_name) if new_name else before.name
        after = tags.update(work.connection, before, wanted, tag_color(color) or before.color)
        _note(work, Action.TAG_CHANGE, before, after)
        return before, after


def delete_tag(register: Register, name: str) -> Tag:
    """Delete a tag, taking it from the patients that bear it; the tag as it was.

    Raises:
        NoSuchRecord: there is no such tag.
    """
    with register.writing(Permission.EDIT_PATIENTS) as work:
        tag = tags.get_tag(work.connection, name)
        for patient_id in tagged_ids(work.connection, tag):
            before = work.patient(patient_id)
            kept = tuple(name for name in before.tags if name != tag.name)
            work.change(before, before._replace(tags=kept), Action.TAG_DELETE)
        tags.delete(work.connection, tag)
        _note(work, Action.TAG_DELETE, tag, None)
        return tag


def undo_tag_change(work: UnitOfWork, content: dict[str, Any]) -> None:
    """Undo what an event did to a tag itself.

    Raises:
        Conflict, NoSuchRecord: the tag was changed again since.
    """
    before, after = content["tag"]
    if before is None:
        tag = tags.get_tag(work.connection, after["name"])
        tags.refuse_in_use(tag)
        tags.delete(work.connection, tag)
        _note(work, Action.UNDO, tag, None)
    elif after is None:
        _note(
            work, Action.UNDO, None, tags.insert(work.connection, before["name"], before["color"])
        )
    else:
        tag = tags.get_tag(work.connection, after["name"])
        restored = tags.update(work.connection, tag, before["name"], before["color"])
        _note(work, Action.UNDO, tag, restored)


def _note(work: UnitOfWork, action: Action, before: Tag | None, after: Tag | None) -> None:
    work.journal.append(action, None, {"tag": [_plain(before), _plain(after)]})


def _plain(tag: Tag | None) -> dict[str, str | None] | None:
    return None if tag is None else {"name": tag.name, "color": tag.color}
