"""Whether somebody like a patient may have come before, among millions and in a fixed memory.

Kept are keys of what two records of one person share: where none came before, `matching.compare`
finds nobody alike (but for those whom no look-up finds either); where one did, a look-up tells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from semble_cli.identity.places import UNKNOWN_PLACE
from semble_cli.patient.columns.bloom import BloomFilter
from semble_cli.patient.columns.likeness_keys import (
    ComparedTraits,
    Keyed,
    KeyKind,
    hint_keys,
    joined,
    key_of,
    names_key,
    own_numbers,
    places_of,
    sure_keys,
)
from semble_cli.patient.columns.misread_dates import misread
from semble_cli.patient.record import Sex

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from semble_cli.patient.columns.likeness_keys import Places
    from semble_cli.patient.columns.patient_columns import PatientColumns


class EarlierPatients:
    """The patients met so far."""

    def __init__(self) -> None:
        self._filter = BloomFilter()
        self._has_unplaced = False

    def check_and_add(self, people: PatientColumns) -> list[bool]:
        """For each patient, in order, whether somebody like this one may have come before: earlier
        or farther up among the same *people*, who have all come now."""
        traits = ComparedTraits.of(people)
        sure = joined([*sure_keys(traits), *own_numbers(people)])
        hints = joined(hint_keys(traits))
        came = np.zeros(people.size, np.bool_)
        came[sure.places[self._came(sure)]] = True
        hinted = self._came(hints) & ~came[hints.places]
        self._filter.add(sure.keys)
        self._filter.add(hints.keys)
        came[self._near_date(people, traits, hints.where(hinted))] = True
        came[self._married(people, traits)] = True
        found: list[bool] = came.tolist()
        return found

    def _came(self, keyed: Keyed) -> NDArray[np.bool_]:
        """For each key, whether it may have come: earlier, or with a patient farther up."""
        _, group = np.unique(keyed.keys, return_inverse=True)
        first = np.full(len(keyed.keys), np.iinfo(np.intp).max)
        np.minimum.at(first, group, keyed.places)
        came: NDArray[np.bool_] = self._filter.has(keyed.keys) | (keyed.places > first[group])
        return came

    def _near_date(self, people: PatientColumns, traits: ComparedTraits, hinted: Keyed) -> Places:
        """Of those who share both names with somebody before, and the year or the day of it, who
        may share a birth date that is alike: one digit apart, or not known."""
        born = people.column("birth_date")
        found = [np.empty(0, np.intp)]
        for name, of in traits.names:
            mine = np.isin(of, hinted.places)
            name, of = name[mine], of[mine]
            first = traits.first[of]
            is_fictive = self._filter.has(names_key(KeyKind.FICTIVE, traits.year[of], name, first))
            away = [misread(born[place]) for place in of]
            each = np.repeat(np.arange(len(of)), list(map(len, away)))
            dates = np.array([number for some in away for number in some], np.uint64)
            is_near = self._filter.has(names_key(KeyKind.PAIR, dates, name[each], first[each]))
            found += of[is_fictive], of[each[is_near]]
        return np.concatenate(found)

    def _married(self, people: PatientColumns, traits: ComparedTraits) -> Places:
        """Of the women, who may be somebody of another name, whose birth place is not known for
        one of them: the day and the given name are all that is shared."""
        sexes, codes = people.column("sex"), people.column("birth_place_code")
        women = places_of(place for place, sex in enumerate(sexes) if sex is not Sex.MALE)
        lacking = [place for place, code in enumerate(codes) if code == UNKNOWN_PLACE]
        unplaced: Places = women[np.isin(women, lacking)]
        self._has_unplaced = self._has_unplaced or len(unplaced) > 0
        everybody = Keyed(key_of(KeyKind.WOMAN, traits.date[women], traits.first[women]), women)
        found = unplaced
        if self._has_unplaced:
            again = everybody.places[self._came(everybody)]
            lacked = key_of(KeyKind.UNPLACED, traits.date[unplaced], traits.first[unplaced])
            self._filter.add(lacked)
            placed = np.setdiff1d(women, unplaced)
            asked = key_of(KeyKind.UNPLACED, traits.date[placed], traits.first[placed])
            found = np.concatenate((placed[self._filter.has(asked)], np.intersect1d(again, found)))
        self._filter.add(everybody.keys)
        return found
