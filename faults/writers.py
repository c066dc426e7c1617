"""Many writers at once: whatever was said to be written is there, and nothing twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from faults.practice import CORSE_ID, EDITED
from faults.program import breach
from faults.registers import contents, without_readings
from faults.report import Campaign
from semble_cli.exchange import fictitious

if TYPE_CHECKING:
    import random
    from pathlib import Path

    from faults.practice import Place
    from faults.program import Answer, Program
    from faults.registers import Contents, Registers

WRITERS = 8

_TRY_AGAIN = (5, 7)
"""Somebody else changed it meanwhile, or all were waiting too long."""

_NEW = (("patient", "add"), ("document", "add"))

_OPTIONS = {
    "birth_name": "--birth-name",
    "first_given_name": "--first-name",
    "birth_date": "--birth-date",
    "sex": "--sex",
}


class Work(NamedTuple):
    """What one writer does in one turn, and how it is told from what all others do."""

    words: list[str]
    mark: str


def at_once(place: Place, draw: random.Random, turns: int) -> Campaign:
    """Eight writers in each database, each of them so many commands, one after the other."""
    campaign = Campaign(f"{WRITERS} writers")
    for registers in place.registers:
        _in_database(campaign, place, registers, draw, turns)
    return campaign


def _in_database(
    campaign: Campaign, place: Place, registers: Registers, draw: random.Random, turns: int
) -> None:
    where = place.directory / "writers"
    with registers.copy("practice", where) as address:
        program = place.program(address, where)
        before = contents(address)
        shares = _shares(draw, turns, place.shared / "scan.pdf")
        with ThreadPoolExecutor(WRITERS) as pool:
            done = [
                each for some in pool.map(lambda s: _writer(program, s), shares) for each in some
            ]
        registers.settle(address)
        checked = program.run("store", "check")
        campaign.hold(checked.code == 0, f"{registers.name}: store check: {checked}")
        _compare(campaign, registers.name, before, contents(address), done)


def _writer(program: Program, share: list[Work]) -> list[tuple[Work, Answer]]:
    return [(work, program.run(*work.words)) for work in share]


def _shares(draw: random.Random, turns: int, file: Path) -> list[list[Work]]:
    """The work of each writer: new patients, changes of two that all of them change, and of one
    consultation; and one file, added as a document again and again."""
    people = fictitious.patients(WRITERS * turns, draw.randrange(1 << 30))
    rows = [dict(zip(fictitious.COLUMNS, row, strict=True)) for row in people]
    numbered = iter(enumerate(islice(rows, WRITERS * turns)))
    return [[_work(draw, file, *next(numbered)) for _ in range(turns)] for _ in range(WRITERS)]


def _work(draw: random.Random, file: Path, number: int, person: dict[str, str]) -> Work:
    mark = f"n{number}"
    kind = draw.random()
    if kind < 0.2:
        return Work(["consultation", "edit", "1", "--section", f"Conclusion={mark}"], mark)
    if kind < 0.4:
        return Work(["document", "add", str(EDITED), str(file), "--title", mark], mark)
    if kind < 0.7:
        traits = [word for name, option in _OPTIONS.items() for word in (option, person[name])]
        new = [*traits, "--birth-place", "51215", "--comment", mark, "--on-duplicate", "create"]
        return Work(["patient", "add", *new], mark)
    who = draw.choice((EDITED, CORSE_ID))
    return Work(["patient", "edit", str(who), "--comment", mark], mark)


def _compare(
    campaign: Campaign,
    name: str,
    before: Contents,
    after: Contents,
    done: list[tuple[Work, Answer]],
) -> None:
    told = (*after["event"], *after["medical_content"])
    events = [str(dict(row)["content"]) for row in told]
    comments = [dict(row)["comments"] for row in after["patient"]]
    added = documents = 0
    for work, answer in done:
        campaign.hold(breach(answer) is None, f"{name}: {work.words[:2]}: {breach(answer)}")
        times = sum(f'"{work.mark}"' in event for event in events)
        if answer.code == 0:
            campaign.count("written")
            is_patient, is_document = (tuple(work.words[:2]) == new for new in _NEW)
            added += is_patient
            documents += is_document
            once = times == 1 if is_patient or is_document else times >= 1
            campaign.hold(once, f"{name}: {work.mark} is in the journal {times} times")
            campaign.hold(not is_patient or comments.count(work.mark) == 1, f"{name}: {work.mark}")
        else:
            campaign.count("told to try again")
            campaign.hold(answer.code in _TRY_AGAIN, f"{name}: {work.words[:2]}: {answer}")
            campaign.hold(times == 0, f"{name}: {work.mark} was written, and said not to be")
    campaign.hold(
        len(after["patient"]) == len(before["patient"]) + added,
        f"{name}: {len(after['patient'])} patients, {added} of them added",
    )
    for table, more in (("document", documents), ("document_content", bool(documents))):
        campaign.hold(
            len(after[table]) == len(before[table]) + more,
            f"{name}: {len(after[table])} of {table}, {documents} documents of one file added",
        )
    written = sum(answer.code == 0 for _, answer in done)
    events_before, events_after = (
        len(without_readings(found)["event"]) for found in (before, after)
    )
    campaign.hold(
        events_after == events_before + written,
        f"{name}: {events_before} events, then {events_after}, {written} commands",
    )
