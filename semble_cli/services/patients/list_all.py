"""All the patients in order: as they are, or as the columns of a flat file."""

from __future__ import annotations

from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.identity.status import FACTS, IdentityStatus
from semble_cli.parallel.partition import WHOLE, Partition
from semble_cli.patient.actions import Action
from semble_cli.patient.flat import fields_needed, flat_columns
from semble_cli.patient.identifier import LAST_ID
from semble_cli.patient.order import Order
from semble_cli.services.audit.noting import note_export
from semble_cli.store.journal import head
from semble_cli.store.patients import rows as patients
from semble_cli.store.patients.attached import allergies_of
from semble_cli.store.search.conditions import has_facts
from semble_cli.store.search.run import Scope, count, stream_ids
from semble_cli.store.search.strategies import tag_condition
from semble_cli.store.tags import tag_ids

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from semble_cli.patient.flat import Columns
    from semble_cli.patient.record import Patient
    from semble_cli.services.register import Register
    from semble_cli.store.database.connection import Connection
    from semble_cli.store.event_chain import Head
    from semble_cli.store.search.conditions import Condition

_AT_ONCE = 1024


class Listing(NamedTuple):
    """Which patients to list, in which order; *limit* 0 is no limit."""

    order: Order = Order.BIRTH_NAME
    limit: int = 0
    tags: tuple[str, ...] = ()
    status: IdentityStatus | None = None
    archived: bool = False


class Listed(NamedTuple):
    """A patient of a listing, and the allergies, as the document gives them."""

    patient: Patient
    allergies: Sequence[dict[str, Any]]


def count_patients(register: Register, listing: Listing) -> int:
    """How many patients a listing has, but for its limit.

    Raises:
        InvalidInput: an unknown tag.
    """
    with register.reading() as connection:
        return count(connection, *_asked(connection, listing))


def all_with_allergies(register: Register, listing: Listing) -> Iterator[Listed]:
    """As `all_patients`, with what is for everybody's safety.

    Raises:
        InvalidInput: an unknown tag.
    """
    with listed(register, listing) as (connection, ids):
        for some in in_batches(ids):
            allergies = allergies_of(connection, some)
            for patient in patients.get_many(connection, some):
                yield Listed(patient, allergies.get(patient.id or 0, ()))


def all_patients(register: Register, listing: Listing) -> Iterator[Patient]:
    """Every patient of a listing, in order, as the store gives them.

    Raises:
        InvalidInput: an unknown tag.
    """
    with listed(register, listing) as (connection, ids):
        for some in in_batches(ids):
            yield from patients.get_many(connection, some)


def all_columns(
    register: Register,
    listing: Listing,
    keys: Sequence[str],
    partition: Partition = WHOLE,
    *,
    reveal: bool = False,
) -> Iterator[tuple[Head, Columns]]:
    """As `all_patients`, some patients at a time as columns of texts, for `read_partitioned`;
    *keys* are keys of a record. The NIR is masked unless *reveal*."""
    with listed(register, listing) as (connection, ids):
        moment = head(connection)
        yield moment, []
        for some in partition.of(in_batches(ids)):
            yield moment, columns_of(connection, some, keys, reveal=reveal)


def in_batches(ids: Iterator[int]) -> Iterator[list[int]]:
    """Ids, some at a time."""
    while some := list(islice(ids, _AT_ONCE)):
        yield some


def columns_of(
    connection: Connection, ids: Sequence[int], keys: Sequence[str], *, reveal: bool = False
) -> Columns:
    """The patients with these ids as columns of texts."""
    fields = patients.get_fields(connection, ids, fields_needed(keys))
    return flat_columns(fields, keys, reveal=reveal)


def note_list(
    register: Register, listing: Listing, form: str, *, whole: bool, documents: bool, reveal: bool
) -> None:
    """Note that somebody takes a list, in which form; with *reveal*, with the NIRs in full.

    Raises:
        InvalidInput: an unknown tag. Otherwise as `services.audit.noting.note_export`.
    """
    told: dict[str, object] = {"list": "patients", "form": form}
    told["patients"] = min(count_patients(register, listing), listing.limit or LAST_ID)
    told |= {"whole": True} if whole else {}
    told |= {"documents": True} if documents else {}
    note_export(register, Action.PATIENT_EXPORT, told, reveal=reveal)


@contextmanager
def listed(register: Register, listing: Listing) -> Iterator[tuple[Connection, Iterator[int]]]:
    """The ids of the patients of a listing, in order, and what they are read with.

    Raises:
        InvalidInput: an unknown tag.
    """
    with register.reading() as connection:
        connection.read_at_length()
        conditions, scope = _asked(connection, listing)
        yield connection, stream_ids(connection, conditions, scope, listing.order, listing.limit)


def _asked(connection: Connection, listing: Listing) -> tuple[list[Condition], Scope]:
    conditions = [tag_condition(connection, tag) for tag in tag_ids(connection, listing.tags)]
    if listing.status:
        conditions.append(has_facts(*FACTS[listing.status]))
    return conditions, Scope(listing.archived)
