"""How many pairs the rule finds of those of which it is known who they are."""

from __future__ import annotations

from bench.matching import TODAY, false_alarms, recall_and_precision, scores
from bench.pairs import PAIRS, labelled_pairs
from bench.second_records import SECOND_RECORDS
from bench.strangers import STRANGERS

SEED = 1


def test_half_of_the_pairs_are_of_one_person_and_each_kind_is_among_them() -> None:
    pairs = list(labelled_pairs(SEED, TODAY, 200))
    assert sum(pair.of_one_person for pair in pairs) == len(pairs) // 2
    assert {pair.kind for pair in pairs} == {*SECOND_RECORDS, *STRANGERS}
    assert pairs == list(labelled_pairs(SEED, TODAY, 200))
    assert pairs != list(labelled_pairs(SEED + 1, TODAY, 200))


def test_the_rule_finds_whom_it_should_and_few_strangers() -> None:
    found = scores(labelled_pairs(SEED, TODAY, PAIRS))
    recall, precision = recall_and_precision(found)
    assert recall >= 0.95
    assert precision >= 0.90
    assert all(score.same == 0 for (of_one, _), score in found.items() if not of_one)


def test_among_patients_of_one_birth_date_nobody_is_taken_for_another_but_by_chance() -> None:
    pairs, alarms = false_alarms(6000, SEED)
    assert pairs > 500
    assert alarms == 0
