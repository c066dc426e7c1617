"""Messages read one after the other, and what is told of each."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from semble_cli.commands.ui.language import explain, field_label, tr
from semble_cli.commands.ui.output import Format, complain, say, warn, write, write_line
from semble_cli.commands.ui.safe_text import discreet, safe
from semble_cli.commands.ui.tables import console, text
from semble_cli.errors import InvalidInput, Sentence
from semble_cli.parallel.interrupts import held_back
from semble_cli.services.identity_feed.apply import apply_message, note_file, was_read
from semble_cli.services.identity_feed.feeds import messages_in
from semble_cli.services.identity_feed.memory import Memory
from semble_cli.services.identity_feed.result import FeedOutcome, FeedResult

if TYPE_CHECKING:
    from semble_cli.errors import SembleError
    from semble_cli.services.identity_feed.folder import Folder, WaitingFile
    from semble_cli.services.register import Register

_SAID = {
    FeedOutcome.CREATED: Sentence("new patient"),
    FeedOutcome.UPDATED: Sentence("brought up to date"),
    FeedOutcome.UNCHANGED: Sentence("nothing new"),
    FeedOutcome.KNOWN: Sentence("read before"),
    FeedOutcome.PASSED_OVER: Sentence("passed over"),
    FeedOutcome.REJECTED: Sentence("message rejected"),
}


class Feeding:
    """A feed at work: how many messages it has read and rejected so far."""

    def __init__(self, register: Register, form: Format) -> None:
        self._register = register
        self._form = form
        self._memory = Memory()
        self.read = 0
        self.rejected = 0

    def take(self, content: bytes, file: str | None = None) -> None:
        """Read the messages of a file or of a part of a stream.

        Raises:
            InvalidInput: it holds none. Refused; StoreError
        """
        for message in messages_in(content, self._register.today):
            with held_back():
                result = apply_message(self._register, message, self._memory)
                self._tell(result, file, message.digest)

    def take_file(self, folder: Folder, waiting: WaitingFile) -> None:
        """Read the messages of a file in a folder; what is rejected is put where it belongs.

        Raises:
            BadUsage: what is rejected cannot be put there. Refused; StoreError
        """
        name = waiting.path.name
        digest = hashlib.sha256(waiting.content).hexdigest()
        if was_read(self._register, digest, self._memory):
            return
        try:
            if waiting.problem:
                raise waiting.problem
            messages = list(messages_in(waiting.content, self._register.today))
        except InvalidInput as problem:
            with held_back():
                folder.reject(waiting, _reason(problem))
                self._tell(FeedResult(FeedOutcome.REJECTED, problem=problem), name, digest)
            return
        rejected = 0
        for message in messages:
            with held_back():
                result = apply_message(self._register, message, self._memory)
                if result.problem and len(messages) == 1:
                    folder.reject(waiting, _reason(result.problem))
                elif result.problem:
                    rejected += 1
                    content = message.text.encode("utf-8", "surrogateescape")
                    folder.set_aside(waiting, content, message.digest, _reason(result.problem))
                if result.outcome is not FeedOutcome.KNOWN:
                    self._tell(result, name, message.digest)
        if rejected:
            with held_back():
                note_file(self._register, digest, self._memory)

    def _tell(self, result: FeedResult, file: str | None, digest: str) -> None:
        self.read += 1
        self.rejected += result.outcome is FeedOutcome.REJECTED
        if self._form is Format.NDJSON:
            write_line(_line(result, file, digest))
            return
        _show(_sentence(result, file))
        warn(result.notes)
        if result.left:
            say("Left as somebody typed it: {fields}.", fields=_listed(result.left))
        if result.problem:
            complain(result.problem)


def _show(sentence: str) -> None:
    """Write a line; a terminal breaks it between words."""
    terminal = console()
    if terminal.is_terminal:
        terminal.print(text(sentence))
    else:
        write(safe(discreet(sentence)))


def _line(result: FeedResult, file: str | None, digest: str) -> dict[str, Any]:
    return {
        "file": file,
        "message": digest,
        "outcome": result.outcome.value,
        "patient": result.patient.id if result.patient else None,
        "fields": sorted(result.changes),
        "left": list(result.left),
        "notes": [tr(note) for note in result.notes],
        "reasons": list(explain(result.problem)) if result.problem else [],
    }


def _sentence(result: FeedResult, file: str | None) -> str:
    parts = [part for part in (file, tr(_SAID[result.outcome])) if part]
    if result.patient:
        parts.append(f"{result.patient.full_name} ({result.patient.id})")
    if result.changes:
        parts.append(_listed(sorted(result.changes)))
    return " · ".join(parts)


def _listed(fields: list[str] | tuple[str, ...]) -> str:
    return ", ".join(dict.fromkeys(map(field_label, fields)))


def _reason(problem: SembleError) -> str:
    return "".join(f"{discreet(line)}\n" for line in explain(problem))
