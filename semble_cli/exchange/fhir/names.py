"""The names of a Patient resource as birth name, used name and title.

FR Core has the birth name as `official`, the used name as `usual`. Elsewhere the official name may
be that of a marriage: where there is a `maiden` name, it is the birth name, for good.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.errors import Sentence
from semble_cli.exchange.fhir import terms
from semble_cli.exchange.fhir.elements import (
    NAMES,
    Element,
    extension_at,
    items,
    no_field,
    not_present,
    one_more,
    text_of,
    texts_of,
)
from semble_cli.exchange.full_names import full_name
from semble_cli.identity.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

_OFFICIAL, _USUAL, _MAIDEN, _UNSAID = "official", "usual", "maiden", ""


class _Name(NamedTuple):
    """A name: its family name, given names, prefixes and list of birth given names; what a text
    tells of another name used beside."""

    family: str = ""
    given: tuple[str, ...] = ()
    prefix: str = ""
    listed: str = ""
    used: str = ""


def name_fields(
    resource: Mapping[str, Any], today: date, left_out: list[Sentence]
) -> Iterator[tuple[str, Any]]:
    """The fields that the names of a patient give.

    The name with no use is the official one where there is none. Further ones, nicknames, aliases
    and temporary names are not taken, and what has ended neither, but for a maiden name.
    """
    names = _by_use(resource, today, left_out)
    official, usual = names.get(_OFFICIAL, _Name()), names.get(_USUAL, _Name())
    maiden = names.get(_MAIDEN, _Name())
    birth = next((name for name in (maiden, official, usual) if name.family), _Name())
    if birth is usual is not official and birth.family:
        left_out.append(
            Sentence("the birth name is the usual name of the file, which has no other one.")
        )
        usual = _Name()
    given = next((name.given for name in (birth, official, usual) if name.given), ())
    listed = birth.listed or official.listed or " ".join(given)
    yield "birth_name", birth.family
    yield "first_given_name", given[0] if given else ""
    yield "birth_given_names", listed
    later = official if birth is maiden else _Name()
    is_ours = text_of(resource.get("meta") or {}, "source") == terms.OURS
    used = [name.family for name in (usual, later) if name.family] or [birth.used]
    if is_ours or fold(used[0]) != fold(birth.family):
        yield "used_name", used[0]
    if any(fold(other) not in map(fold, (used[0], birth.family)) for other in used[1:]):
        left_out.append(one_more(NAMES))
    called = usual.given or later.given
    if called and (is_ours or fold(called[0]) not in (fold(given[0]), fold(listed))):
        yield "used_given_name", called[0]
    if any(fold(name) not in fold(listed) for name in called[1:]):
        left_out.append(one_more(NAMES))
    yield "title", usual.prefix or official.prefix or maiden.prefix


def _by_use(resource: Mapping[str, Any], today: date, left_out: list[Sentence]) -> dict[str, _Name]:
    """The names that are taken, by their use."""
    found: dict[str, _Name] = {}
    for name in items(resource, "name"):
        use = text_of(name, "use")
        is_birth = use == _MAIDEN
        lasting = name | {"period": {"start": _start(name)}} if is_birth else name
        if problem := not_present(lasting, NAMES, today):
            left_out.append(problem)
        elif use not in (_OFFICIAL, _USUAL, _MAIDEN, _UNSAID):
            left_out.append(_other_use(use))
        elif use in found:
            left_out.append(one_more(NAMES))
        elif use == _USUAL and _is_one_text(name):
            left_out.append(_NOT_APART)
        else:
            if name.get("suffix"):
                left_out.append(no_field("name.suffix"))
            found[use] = _read(name)
    if _UNSAID in found:
        unsaid = found.pop(_UNSAID)
        if found.setdefault(_OFFICIAL, unsaid) != unsaid:
            left_out.append(one_more(NAMES))
    return found


def _start(name: Element) -> Any:
    return (name.get("period") or {}).get("start")


_NOT_APART = Sentence(
    "a usual name was not taken: nothing tells its family name from the given one."
)


def _is_one_text(name: Element) -> bool:
    """Whether a name is only a text, which nothing takes apart."""
    return not (name.get("family") or name.get("given")) and not _read(name).given


def _other_use(use: str) -> Sentence:
    return Sentence("names: one for another use ({use}) was not taken.", use=use[:20])


def _read(name: Element) -> _Name:
    """A name by its parts; by its text where it has none."""
    family, given = text_of(name, "family"), tuple(texts_of(name, "given"))
    prefix = " ".join(texts_of(name, "prefix"))
    listed = text_of(extension_at(name, terms.BIRTH_LIST), "valueString")
    text = text_of(name, "text")
    if family or given or not text:
        return _Name(family, given, prefix, listed)
    family, used, first = full_name(text)
    return _Name(family, (first,) if first else (), prefix, listed, used)
