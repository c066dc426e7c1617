"""Which of a patient's relations a text means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.errors import NoSuchRecord, Refused
from semble_cli.patient.identifier import is_id
from semble_cli.store.record.keys import search_key

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from semble_cli.patient.around.relation import Relation


def relation_meant(
    patient_id: int,
    relations: Sequence[Relation],
    meant: str,
    called: Callable[[Relation], str],
    prefers: Callable[[Relation], bool] = lambda _: False,
) -> Relation:
    """The one of some relations of a patient that is meant: by its number, or the beginnings of the
    name of the other.

    Args:
        called: the name of whom a relation is to.
        prefers: which of several of one name are meant.

    Raises:
        NoSuchRecord: there is none. Refused: several are called so.
    """
    if is_id(meant):
        found = [each for each in relations if each.id == int(meant)]
    else:
        wanted = [f" {word}" for word in search_key(meant).split()]
        names = {each.id: search_key(called(each)) for each in relations}
        found = [
            each for each in relations if wanted and all(one in names[each.id] for one in wanted)
        ]
        if len(found) > 1:
            found = [each for each in found if prefers(each)] or found
    if len(found) > 1:
        raise Refused(
            "Several relations of patient {patient} are called so: {ids}. Give the number.",
            patient=patient_id,
            ids=", ".join(str(each.id) for each in found),
        )
    if not found:
        raise NoSuchRecord(
            "Patient {patient} has no such relation. See semble patient relations {patient}.",
            patient=patient_id,
        )
    return found[0]
