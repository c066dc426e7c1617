"""Files and directories that the program may not read or write: it says so, and writes nothing."""

from __future__ import annotations

import ctypes
import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from faults.program import breach
from faults.registers import InFiles, contents
from faults.report import Campaign
from semble_cli.store.database.open import opened

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator

    from faults.practice import Place
    from faults.program import Answer, Program
    from semble_cli.store.database.address import StoreAddress

_DROP_FROM_BOUNDING_SET = 24
_DAC_OVERRIDE, _DAC_READ_SEARCH = 1, 2
"""Linux: prctl(2) and capabilities(7)."""

_WORDS = ("may not open", "may only read", "There is no store", "cannot be written")
_CODES = (2, 7)


class Modes(NamedTuple):
    """What is taken away: the modes of the directory of a store, of its file, and of the files
    beside it, or `None` where they are as always."""

    name: str
    directory: int | None = None
    file: int | None = None
    beside: int | None = None
    temporary: int | None = None


CASES = (
    Modes("a file that may not be read", file=0o000),
    Modes("a file that may only be read", file=0o400),
    Modes("a file that may only be written", file=0o200),
    Modes("a directory that may not be entered", directory=0o000),
    Modes("a directory that may only be read", directory=0o500),
    Modes("a directory and a file that may only be read", directory=0o500, file=0o400),
    Modes("a log that may not be read", beside=0o000),
    Modes("a log that may only be read", beside=0o400),
    Modes("a directory for temporary files that may not be written to", temporary=0o500),
)

READS = (
    *(("patient", "search", "adrun"), ("patient", "show", "41"), ("patient", "list")),
    *(("store", "status", "-f", "json"), ("store", "check"), ("patient", "report")),
    *(("treatment", "list", "41"), ("consultation", "show", "1"), ("contact", "search", "martin")),
)
WRITES = (
    *(("patient", "edit", "41", "--city", "Lyon"), ("patient", "show", "41", "--reveal")),
    *(("patient", "delete", "41", "--confirm", "ADRUN Zoé"), ("tag", "add", "Nouveau")),
    ("store", "backup", "{out}/backup"),
    ("patient", "import", "{shared}/rows.csv", "--create-tags", "--rejects", "{out}/rejects.csv"),
    *(("document", "add", "41", "{shared}/scan.pdf"), ("contact", "delete", "2")),
    *(("consultation", "add", "41", "--section", "Motif=Toux"), ("treatment", "delete", "1")),
)


def refused(place: Place, draw: random.Random, rounds: int) -> Campaign:
    """Each case with reading and writing commands, with a log beside the file and without one."""
    campaign = Campaign("no permission")
    for registers in place.registers:
        if not isinstance(registers, InFiles):
            continue
        for _ in range(rounds):
            for modes in CASES:
                where = place.directory / "permission"
                with registers.copy("practice", where) as address:
                    program = place.program(address, where)
                    _try(campaign, place, draw, program, address, modes)
    return campaign


def obey_modes() -> None:
    """For a process of root's: heed the modes of files, as everybody else must."""
    if os.getuid() == 0:
        libc = ctypes.CDLL(None)
        for capability in (_DAC_OVERRIDE, _DAC_READ_SEARCH):
            libc.prctl(_DROP_FROM_BOUNDING_SET, capability, 0, 0, 0)


def _try(
    campaign: Campaign,
    place: Place,
    draw: random.Random,
    program: Program,
    address: StoreAddress,
    modes: Modes,
) -> None:
    reads, writes = draw.choice(READS), draw.choice(WRITES)
    right = place.forge.run(program, *reads)
    before = contents(address)
    with _log_beside(address):
        undo = _take_away(modes, program, address)
        try:
            read = program.run(*reads, first=obey_modes)
            wrote = program.run(
                *(word.format(shared=place.shared, out=program.results) for word in writes),
                first=obey_modes,
            )
        finally:
            undo()
    told = f"{modes.name}: {' '.join(writes[:2])}"
    after = contents(address)
    campaign.count("tried", 2)
    checked = place.forge.run(program, "store", "check")
    campaign.hold(checked.code == 0, f"{told}: store check: {checked}")
    campaign.hold(
        _is_told(read) or (read.code, read.out) == (right.code, right.out),
        f"{told}: {reads}: {read}",
    )
    campaign.hold(breach(wrote) is None, f"{told}: {breach(wrote)}")
    if wrote.code in (0, 9):
        campaign.count("written all the same")
        campaign.hold(after != before, f"{told}: said to be done, and is not")
    else:
        campaign.count("told")
        campaign.hold(_is_told(wrote), f"{told}: the cause is not named: {wrote}")
        campaign.hold(after == before, f"{told}: said not to be done, and is")


def _is_told(answer: Answer) -> bool:
    return answer.code in _CODES and any(word in answer.err for word in _WORDS)


@contextmanager
def _log_beside(address: StoreAddress) -> Iterator[None]:
    """Somebody has the store open inside, so that there is a log beside its file."""
    with opened(address) as connection:
        connection.value("SELECT count(*) FROM patient")
        yield


def _take_away(modes: Modes, program: Program, address: StoreAddress) -> Callable[[], None]:
    """Take the permissions away; what gives them back."""
    file = Path(address.location)
    changes = [
        (file.parent, modes.directory),
        (file, modes.file),
        *((path, modes.beside) for path in file.parent.glob(f"{file.name}-*")),
        (program.temporary, modes.temporary),
    ]
    before = [(path, path.stat().st_mode) for path, mode in changes if mode is not None]
    for path, mode in reversed(changes):
        if mode is not None:
            path.chmod(mode)

    def undo() -> None:
        for path, mode in before:
            path.chmod(mode)

    return undo
