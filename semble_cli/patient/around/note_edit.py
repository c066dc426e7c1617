"""A note with some sections changed, as options of a command give them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.errors import InvalidInput
from semble_cli.identity.names import fold
from semble_cli.patient.around.note_text import GivenSection, required

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def with_sections(
    before: Sequence[GivenSection], given: Iterable[GivenSection]
) -> tuple[GivenSection, ...]:
    """The sections of a note with those that are given in place of what they stand for, or behind
    it: the one of the same keyword, of allergies the one of the same substance. One without a text
    takes it away.

    Raises:
        InvalidInput: several may be meant, there is none to take away, or none would be left.
    """
    sections = list(before)
    for new in given:
        meant = [place for place, each in enumerate(sections) if _is_meant(each, new)]
        if len(meant) > 1:
            raise InvalidInput(
                "section", "several sections have this keyword; change them with --editor."
            )
        if not meant and _is_empty(new):
            raise InvalidInput("section", "the note has no section of this keyword.")
        if not meant:
            sections.append(new)
        elif _is_empty(new):
            del sections[meant[0]]
        else:
            sections[meant[0]] = _in_place_of(sections[meant[0]], new)
    return required(sections)


def _is_empty(section: GivenSection) -> bool:
    return section.body is None and section.allergy is None


def _is_meant(there: GivenSection, new: GivenSection) -> bool:
    if there.keyword != new.keyword or there.allergy is None or new.allergy is None:
        return there.keyword == new.keyword and (new.allergy is None or there.allergy is None)
    return fold(there.allergy.substance) == fold(new.allergy.substance)


def _in_place_of(there: GivenSection, new: GivenSection) -> GivenSection:
    """What is not said anew of an allergy stays."""
    if there.allergy is None or new.allergy is None:
        return new
    said = {name: value for name, value in new.allergy._asdict().items() if value is not None}
    return new._replace(allergy=there.allergy._replace(**said))
