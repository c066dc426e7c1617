"""Bytes of a register's file that are not what was written: a read is right or says so, and
`store check` finds what matters."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2

from faults.program import breach
from faults.registers import InFiles, contents
from faults.report import Campaign
from semble_cli.errors import StoreError

if TYPE_CHECKING:
    import random

    from faults.practice import Place
    from faults.program import Answer
    from faults.registers import Contents
    from semble_cli.store.database.address import StoreAddress

READS: tuple[tuple[str, ...], ...] = (
    *(("patient", "search", "adrun"), ("patient", "show", "41", "-f", "json")),
    *(("patient", "list"), ("patient", "list", "--whole", "-f", "ndjson")),
    *(("patient", "report", "-f", "csv"), ("patient", "history", "41"), ("undo", "--list")),
    *(("tag", "list"), ("user", "list"), ("store", "status"), ("patient", "list", "-f", "fhir")),
    *(("patient", "show", "41", "--whole", "-f", "json"), ("document", "get", "1", "-o", "-")),
    *(("contact", "search"), ("patient", "allergy", "list", "41"), ("treatment", "list", "41")),
    ("patient", "list", "-f", "fhir", "--whole", "--documents"),
)

_HOW_MANY = (1, 1, 1, 1, 8, 64)
_DAMAGE = 7


def flipped(place: Place, draw: random.Random, rounds: int) -> Campaign:
    """So many copies of a practice's file, each with some bytes flipped and read in one way."""
    campaign = Campaign("flipped bytes")
    for registers in place.registers:
        if isinstance(registers, InFiles):
            with registers.copy("practice", place.directory / "flipped") as address:
                program = place.program(address, place.directory / "flipped")
                right = {words: place.forge.run(program, *words) for words in READS}
                as_written = contents(address)
            for _ in range(rounds):
                _flip(campaign, place, draw, registers, right, as_written)
    seen, matter = campaign.figures["found by check"], campaign.figures["matter"]
    campaign.note(f"store check finds {100 * seen // max(matter, 1)} % of those that matter")
    return campaign


def _flip(
    campaign: Campaign,
    place: Place,
    draw: random.Random,
    registers: InFiles,
    right: dict[tuple[str, ...], Answer],
    as_written: Contents,
) -> None:
    where = place.directory / "flipped"
    with registers.copy("practice", where) as address:
        told = flip(Path(address.location), draw)
        program = place.program(address, where)
        words = draw.choice(READS)
        read = place.forge.run(program, *words)
        checked = place.forge.run(program, "store", "check")
        told = f"{told}: {' '.join(words)}"
        for answer in (read, checked):
            campaign.hold(breach(answer) is None, f"{told}: {breach(answer)}")
        is_right = (read.code, read.out) == (right[words].code, right[words].out)
        is_found, is_told = checked.code != 0, read.code == _DAMAGE
        differing = _differing(address, as_written)
        campaign.count("flipped")
        campaign.count("read right" if is_right else "told" if is_told else "read wrong")
        if differing or not is_right:
            campaign.count("matter")
            campaign.count("found by check", int(is_found))
            for table in () if is_found else differing:
                campaign.count(f"unseen in {table}")
        campaign.count("told by a read alone", int(is_told and not is_found))


def flip(file: Path, draw: random.Random) -> str:
    """Flip bytes of a file at random places; which ones."""
    held = bytearray(file.read_bytes())
    places = [draw.randrange(len(held)) for _ in range(draw.choice(_HOW_MANY))]
    for each in places:
        held[each] ^= draw.randrange(1, 256)
    file.write_bytes(held)
    return f"bytes {places[:4]}"


def _differing(address: StoreAddress, as_written: Contents) -> list[str]:
    """The tables that do not hold what was written, or that a register cannot be read at all."""
    try:
        found = contents(address)
    except (StoreError, UnicodeError, dbapi2.Error):
        return ["what cannot be read"]
    tables = {*found, *as_written}
    return sorted(table for table in tables if found.get(table) != as_written.get(table))
