"""Measure the rule of `docs/matching.md` on labelled pairs.

    python -m bench.matching                  2,640 pairs, by kind
    python -m bench.matching --crowd 100000   and the pairs of one birth date among so many patients

A pair is found where the rule calls it likely or surer, and the look-up of one finds the other.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from bench.pairs import PAIRS, labelled_pairs, people
from semble_cli.patient.comparison.traits import traits_of
from semble_cli.patient.matching import Verdict, blocking_keys, compare

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bench.pairs import LabelledPair
    from semble_cli.patient.matching import Blocking

TODAY = date(2026, 11, 23)


class Score(NamedTuple):
    """How many pairs of a kind there are, and how many are found, and taken for the same."""

    pairs: int
    found: int
    same: int


def looked_up(one: Blocking, other: Blocking) -> bool:
    """Whether the look-up of one would find the other."""
    names = {one.birth_key, one.used_key} & {other.birth_key, other.used_key} - {None}
    return bool(
        other.birth_dates[0] in one.birth_dates
        or (names and one.given_key == other.given_key)
        or (one.nir and one.nir == other.nir)
    )


def scores(pairs: Iterable[LabelledPair]) -> dict[tuple[bool, str], Score]:
    """By whether they are of one person and by kind, what the rule says of the pairs."""
    found: dict[tuple[bool, str], Score] = defaultdict(lambda: Score(0, 0, 0))
    for pair in pairs:
        one, other = traits_of(pair.one), traits_of(pair.other)
        verdict = compare(one, other).verdict
        is_found = verdict is not Verdict.DIFFERENT and looked_up(
            blocking_keys(one), blocking_keys(other)
        )
        before = found[pair.of_one_person, pair.kind]
        found[pair.of_one_person, pair.kind] = Score(
            before.pairs + 1, before.found + is_found, before.same + (verdict is Verdict.SAME)
        )
    return found


def recall_and_precision(found: dict[tuple[bool, str], Score]) -> tuple[float, float]:
    """Of the pairs of one person, how many are found; of those found, how many are of one."""
    persons = [score for (of_one, _), score in found.items() if of_one]
    right = sum(score.found for score in persons)
    return (
        right / sum(score.pairs for score in persons),
        right / sum(score.found for score in found.values()),
    )


def false_alarms(count: int, seed: int) -> tuple[int, int]:
    """The pairs of one birth date among so many patients, none of whom is there twice, and how many
    of them are taken for one person."""
    of_day: dict[date, list[int]] = defaultdict(list)
    crowd = [traits_of(patient) for patient in people(count, seed, TODAY)]
    for place, traits in enumerate(crowd):
        of_day[traits.birth_date].append(place)
    pairs = [pair for places in of_day.values() for pair in combinations(places, 2)]
    alarms = sum(
        compare(crowd[one], crowd[other]).verdict is not Verdict.DIFFERENT for one, other in pairs
    )
    return len(pairs), alarms


def main() -> None:
    """Measure, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pairs", type=int, default=PAIRS)
    parser.add_argument("--crowd", type=int, default=0)
    args = parser.parse_args()
    found = scores(labelled_pairs(args.seed, TODAY, args.pairs))
    print("| pairs | of | found | without a human |\n|---|---|---:|---:|")
    for (of_one_person, kind), score in found.items():
        who = "one" if of_one_person else "two"
        share = f"{score.found / score.pairs:.2f}"
        print(f"| {kind} | {who} | {share} | {score.same / score.pairs:.2f} |")
    recall, precision = recall_and_precision(found)
    print(f"\nrecall {recall:.3f}, precision {precision:.3f}")
    if args.crowd:
        pairs, alarms = false_alarms(args.crowd, args.seed)
        print(f"{alarms} false alarms in {pairs:,} pairs of one birth date")


if __name__ == "__main__":
    main()
