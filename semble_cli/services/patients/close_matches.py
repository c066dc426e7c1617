"""Who matches a search, and who nearly does: mistyped, heard otherwise, or in part."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from semble_cli.errors import Sentence
from semble_cli.patient.order import Order
from semble_cli.services.patients.search_plan import Asked, checks, plan
from semble_cli.store.database.connection import Connection
from semble_cli.store.search.run import Found, Scope, find, sorted_ids

_NEARLY = Sentence("called nearly so")
_IN_PART = Sentence("in part")

_MOST_NAMES = 6
"""How many names of a bar are corrected; a longer one is no name."""

_MOST_COMPARED = 300


class Near(NamedTuple):
    """Those who nearly match, and the names that were taken for the ones typed."""

    found: list[Found]
    names: tuple[str, ...] = ()


def matches(
    connection: Connection,
    readings: Sequence[Asked],
    scope: Scope,
    limit: int,
    order: Order | None,
) -> list[Found]:
    """Who matches one of the readings, each patient once, those of the first reading first or in
    *order*. Those that are only worth a last try are tried where nobody is found otherwise."""
    found: dict[int, Found] = {}
    for asked in readings:
        if found and asked.bar.is_last:
            continue
        for match in find(connection, plan(connection, asked), scope, limit, order):
            found.setdefault(match.patient_id, match)
        if limit and len(found) >= limit and order is None:
            break
    if order is not None and len(readings) > 1:
        ids = sorted_ids(connection, list(found), (), scope, order, limit)
        return [found[patient_id] for patient_id in ids]
    return list(found.values())[: limit or None]


def close(
    connection: Connection,
    readings: Sequence[Asked],
    scope: Scope,
    limit: int,
    order: Order | None,
    found: Sequence[Found],
) -> Near:
    """Who nearly matches, to stand after those *found*: called nearly so in the first reading; if
    that is nobody, in another; if that is nobody, who matches in part."""
    wanted = limit - len(found) if limit else 0
    if limit and wanted <= 0:
        return Near([])
    known = {match.patient_id for match in found}
    near = Near([])
    if found and readings[0].emails:
        return near  # whose address is known is not mistyped
    for asked in readings[: 1 if found else None]:
        near = _nearly(connection, asked, scope, limit, order, at_all=not found)
        others = [match for match in near.found if match.patient_id not in known]
        if others:
            return near._replace(found=others[: wanted or None])
    if found:
        return Near([])
    for asked in _parts(readings[0]):
        if some := matches(connection, [asked], scope, limit, order):
            return Near([Found(match.patient_id, _IN_PART) for match in some])
        near = _nearly(connection, asked, scope, limit, order, at_all=True)
        if near.found:
            return Near([Found(match.patient_id, _IN_PART) for match in near.found], near.names)
    return _with_fewer_names(connection, readings[0], scope, limit, order)


def _with_fewer_names(
    connection: Connection, asked: Asked, scope: Scope, limit: int, order: Order | None
) -> Near:
    """Who bears all the names but one: one that nobody bears, or that leaves but a few."""
    from semble_cli.store.search.near_names import is_known

    words = asked.bar.names
    for at in range(len(words)) if 1 < len(words) <= _MOST_NAMES else ():
        found = matches(connection, [asked.without_name(at)], scope, limit, order)
        is_few = not limit or len(found) < limit
        if found and (is_few or not is_known(connection, words[at])):
            return Near([Found(match.patient_id, _IN_PART) for match in found])
    return Near([])


def _nearly(
    connection: Connection,
    asked: Asked,
    scope: Scope,
    limit: int,
    order: Order | None,
    *,
    at_all: bool,
) -> Near:
    """Who is called nearly as asked, and is as asked in all else."""
    near = Near([])
    for meant in asked.each_meaning() if 0 < len(asked.names) <= _MOST_NAMES else ():
        near = _nearly_so(connection, meant, scope, limit, order, at_all=at_all)
        if near.found or not at_all:
            break
    return near


def _nearly_so(
    connection: Connection,
    asked: Asked,
    scope: Scope,
    limit: int,
    order: Order | None,
    *,
    at_all: bool,
) -> Near:
    from semble_cli.store.search.near_search import NearSearch

    search = NearSearch(connection, asked.names, checks(connection, asked), asked.born)
    if asked.is_for_few and search.is_exact:
        return Near([])  # whoever is called so matches
    if asked.is_for_few:
        planned = plan(connection, asked.without_names(), *search.conditions())
        found = find(connection, planned, scope, limit and _MOST_COMPARED, order)
        ids = [match.patient_id for match in found]
        if order is None:
            ids = search.ranked_ids(ids)
    else:
        ids = search.found(scope, limit, order, at_all=at_all)
    names = {name for guess in search.guesses for name in guess.near} if ids else ()
    return Near([Found(patient_id, _NEARLY) for patient_id in ids], tuple(names))


def _parts(asked: Asked) -> Iterator[Asked]:
    """What is asked for without its numbers and addresses, and without its names; without the words
    that have digits, which are nobody's name."""
    in_letters = asked
    for at in reversed(range(len(asked.bar.names))):
        if not asked.bar.names[at].isalpha():
            in_letters = in_letters.without_name(at)
    if in_letters != asked and in_letters.names:
        yield in_letters
    beside = asked.figures or asked.looked_up or asked.emails
    if asked.names and beside:
        yield asked._replace(figures=(), looked_up=(), emails=())
        yield asked.without_names()
