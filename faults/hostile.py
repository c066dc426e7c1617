"""Hostile text through every option of every writing command: one sentence, and a sound store."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any, NamedTuple

from faults.hostile_text import as_word, hostile, is_clean
from faults.practice import EDITED
from faults.program import breach, complaints
from faults.registers import contents, without_readings
from faults.report import Campaign
from faults.scenarios import Scenario, chosen_scenarios, commands
from semble_cli.exchange import fictitious
from semble_cli.patient.catalogue import CATALOGUE

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Sequence

    from faults.practice import Place
    from faults.program import Answer, Program
    from faults.registers import Registers

_MOST_WORDS = 8000
"""Characters of all messages of one command: those of an import are some dozens of lines, and no
text of ten thousand characters is said again."""


class Way(NamedTuple):
    """A way for a text to get in: the words of the command, and what is piped into it."""

    name: str
    template: str
    words: list[str | bytes]
    stdin: bytes = b""


def hostile_text(
    place: Place,
    draw: random.Random,
    rounds: int,
    at_most: int | None = None,
    only: Sequence[str] = (),
) -> Campaign:
    """So many texts through every way in, or through some that are drawn, each on a database that
    is drawn; or into the commands alone that begin with some words."""
    campaign = Campaign("hostile text")
    for _ in range(rounds):
        found = list(ways(place, draw, only))
        for way in draw.sample(found, min(at_most or len(found), len(found))):
            _try(campaign, place, draw.choice(place.registers), way)
    return campaign


def ways(place: Place, draw: random.Random, only: Sequence[str] = ()) -> Iterator[Way]:
    """Every option and argument of the writing commands, with a text each; documents and files,
    unless certain commands *only* are wanted."""
    chosen = chosen_scenarios(only)
    for name, command in commands():
        for scenario in chosen.get(name, ())[:1]:
            for parameter in command.params:
                text = as_word(hostile(draw))
                if text is None or getattr(parameter, "is_flag", False) or name == "init":
                    continue
                words = _with(place, name, scenario, parameter, text)
                yield Way(f"{name} {parameter.name}", scenario.template, words)
    if only:
        return
    for field in CATALOGUE:
        document = json.dumps({field.name: _in_document(draw)}).encode()
        edit: list[str | bytes] = ["patient", "edit", str(EDITED), "--json", "-"]
        yield Way(f"document {field.name}", "practice", edit, document)
    for name, file in (("file", _file), ("cards", _cards), ("messages", _messages)):
        yield Way(name, "practice", ["patient", "import", "-", "--create-tags"], file(draw))


def _with(
    place: Place, name: str, scenario: Scenario, parameter: Any, text: bytes
) -> list[str | bytes]:
    """The words of a command with one option or argument as that text."""
    out = place.directory / "hostile" / "out"
    words: list[str | bytes] = [*scenario.spelled(name, place.shared, out)]
    if parameter.param_type_name == "option":
        return [*words, parameter.opts[0], text]
    first = len(name.split())
    if len(words) > first and not str(words[first]).startswith("-"):
        words[first] = text
        return words
    return [*words, text]


def _in_document(draw: random.Random) -> Any:
    """A text as a value of a JSON document, or what is no text where one is expected."""
    text = hostile(draw)
    return draw.choice((text, text, [text], {text: text}, [{"type": text, "number": text}], 1e400))


def _file(draw: random.Random) -> bytes:
    """A file of patients with a hostile text in each row."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(fictitious.COLUMNS)
    for row in fictitious.patients(12, draw.randrange(1 << 30)):
        cells = list(row)
        cells[draw.randrange(len(cells))] = hostile(draw)
        writer.writerow(cells)
    return out.getvalue().encode("utf-8", "surrogatepass")


def _cards(draw: random.Random) -> bytes:
    """A file of vCards with a hostile text in each."""
    lines = ("N:ADRUN;Zoé;;Mme;", "BDAY:19751231", "BIRTHPLACE:63220", "TEL:", "ADR:", "NOTE;X=y:")
    cards = []
    for _ in range(12):
        card = list(lines)
        card[draw.randrange(len(card))] += hostile(draw)
        cards.append("\r\n".join(("BEGIN:VCARD", "VERSION:4.0", *card, "END:VCARD", "")))
    return "".join(cards).encode("utf-8", "surrogatepass")


def _messages(draw: random.Random) -> bytes:
    """A file of HL7 messages with a hostile text in each."""
    messages = []
    for _ in range(12):
        fields = ["", "1^^^H^PI", "", "ADRUN^Zoé", "", "19751231", "F", "", "", "^^^^^^BDL^^63220"]
        fields[draw.randrange(len(fields))] += hostile(draw)
        head = "MSH|^~\\&|A|B|C|D|2026||ADT^A28^ADT_A05|1|P|2.5"
        messages.append(f"{head}\rPID|1|{'|'.join(fields)}\r")
    return "".join(messages).encode("utf-8", "surrogatepass")


def _try(campaign: Campaign, place: Place, registers: Registers, way: Way) -> None:
    where = place.directory / "hostile"
    with registers.copy(way.template, where) as address:
        program = place.program(address, where)
        before = contents(address) if way.template != "old" else {}
        answer = place.forge.run(program, *way.words, stdin=way.stdin)
        told = f"{way.name} ({registers.name}): {way.words[-1]!r:.80} {way.stdin!r:.80}"
        campaign.count("tried")
        campaign.count("taken" if answer.code in (0, 9) else "refused")
        _judge(campaign, told, answer)
        if way.template == "practice":
            if answer.code not in (0, 9):
                campaign.hold(
                    without_readings(contents(address)) == without_readings(before),
                    f"{told}: refused, and written",
                )
            if not way.name.startswith("store key"):  # what opens it then: see faults/keys.py
                _look(campaign, place, program, told)


def _judge(campaign: Campaign, told: str, answer: Answer) -> None:
    campaign.hold(breach(answer) is None, f"{told}: {breach(answer)}")
    if answer.code not in (0, 1, 9):
        campaign.hold(complaints(answer), f"{told}: no sentence: {answer}")
    campaign.hold(len(answer.err) < _MOST_WORDS, f"{told}: a book: {answer.err[:200]}")
    campaign.hold(is_clean(answer.err), f"{told}: shown: {answer.err[:200]!r}")


def _look(campaign: Campaign, place: Place, program: Program, told: str) -> None:
    """What is shown afterwards is clean, and the register sound."""
    for words in (("store", "check"), ("patient", "list", "--whole"), ("tag", "list")):
        answer = place.forge.run(program, *words)
        campaign.hold(answer.code == 0, f"{told}: then {' '.join(words)}: {answer}")
        campaign.hold(is_clean(answer.err + answer.out), f"{told}: {' '.join(words)} shows it")
