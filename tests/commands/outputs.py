"""Every output of every command: the ways commands are used that show what a register holds, in
each format that the command line knows, in both languages."""

from __future__ import annotations

import csv
import io
import shutil
import zipfile
from contextlib import redirect_stderr, redirect_stdout
from typing import TYPE_CHECKING, Any, NamedTuple

import pypdfium2

import reference
from semble_cli import app
from semble_cli.errors import DONE, EXIT_CODES, DoneInPart
from semble_cli.patient.interchange import Interchange
from tests.clock import day_to_come

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

MONDAY, TUESDAY = day_to_come(0), day_to_come(1)

OF_OTHERS = frozenset(Interchange)
"""The formats that other programs read."""

READING: dict[str, list[tuple[str, ...]]] = {
    "patient show": [("1",), ("1", "--whole"), ("2", "--fields", "comments,numbers,nir")],
    "treatment list": [("1",), ("2",)],
    "patient search": [
        ("--id", "1", "--include", "archived", "--explain"),
        ("--id", "2"),
        ("3", "--include", "former"),
    ],
    "patient list": [("--archived",), ("--archived", "--whole")],
    "patient history": [("1",), ("2",), ("3",)],
    "patient allergy list": [("1",), ("2",)],
    "consultation list": [("1",), ("2",)],
    "consultation show": [("1",), ("2",)],
    "consultation keyword list": [()],
    "patient report": [(), ("--state", "former")],
    "patient import": [("{file}", "--dry-run", "--rejects", "{new}"), ("{file}", "--map-template")],
    "document list": [("1",)],
    "document show": [("1",)],
    "document shares": [("1",)],
    "letter templates": [(), ("ecole",)],
    "letter fields": [()],
    "patient relations": [("1",), ("1", "--fields", "name,notes")],
    "practitioner list": [()],
    "appointment list": [("2026-11-23", "--cancelled"), ("--week", "2026-11-23")],
    "appointment free": [("--minutes", "20")],
    "appointment calendar": [("--from", "2026-11-23"), ("--from", "2026-11-23", "--with-names")],
    "invoice list": [(), ("--unpaid",), ("--takings", "2026-01-02")],
    "invoice show": [("1",)],
    "invoice totals": [(), ("--by", "day")],
    "contact search": [(), ("--kind", "person")],
    "contact show": [("1",)],
    "contact export": [(), ("--patient", "1")],
    "tag list": [()],
    "user list": [()],
    "undo": [("--list",)],
    "config list": [()],
    "retention due": [(), ("--step", "archive")],
    "store status": [()],
    "audit log": [(), ("--patient", "1", "--kind", "changed")],
    "audit verify": [()],
    "adri refresh": [("1", "2", "--dry-run")],
}
"""How each command that shows what is in the register is used; on these, nothing may fail."""

WRITING: dict[str, list[tuple[str, ...]]] = {
    "patient add": [
        (
            *("--birth-name", "ADRUN", "--first-name", "ZOE", "--given-names", "ZOE"),
            *("--birth-date", "1975-12-31", "--sex", "F", "--birth-place", "63220"),
        )
    ],
    "patient edit": [("1", "--city", "Lyon"), ("2", "--city", "Nantes")],
    "patient block": [("2", "--reason", "impayés")],
    "patient unblock": [("1",)],
    "patient deceased": [("2", "--on", "2026-01-02")],
    "patient archive": [("2", "--reason", "moved_away")],
    "patient unarchive": [("1",)],
    "patient tag": [("2", "ALD")],
    "patient untag": [("1", "ALD")],
    "patient prefs": [("2", "--sms"), ("2", "--no-sms", "--dmp", "no"), ("2",)],
    "patient identity": [("2", "--document", "CN")],
    "patient relate": [("2", "--type", "gp", "--new", "MARTIN")],
    "patient relation edit": [("1", "1", "--payer"), ("1", "1", "--no-payer")],
    "patient unrelate": [("1", "1")],
    "practitioner add": [("--name", "Dr Alix ROUSSEL"), ("--name", "")],
    "practitioner edit": [("1", "--rpps", "x"), ("1", "--name", "Dr Alix ROUSSEL")],
    "appointment add": [
        ("1", "--start", f"{MONDAY}T09:00", "--minutes", "20", "--channel", "online"),
        ("2", "--start", f"{MONDAY}T09:00", "--minutes", "20", "--practitioner", "1"),
    ],
    "appointment move": [("2", "--start", f"{TUESDAY}T09:00", "--channel", "online")],
    "appointment cancel": [("2",), ("1",)],
    "invoice create": [("1", "--line", "Consultation=26,50"), ("2", "--line", "x=0")],
    "letter write": [
        ("1", "--template", "ecole", "--to", "1", "--yes"),
        ("1", "--template", "attestation_presence"),
        ("--search", "pat", "--template", "attestation_presence"),
    ],
    "letter keep": [("bref", "{file}"), ("bref", "{file}.none")],
    "invoice credit": [("1", "--reason", "doublon"), ("1", "--reason", "")],
    "invoice pay": [("1", "--by", "card"), ("1", "--amount", "9999", "--by", "cash")],
    "invoice get": [("1", "-o", "{new}.pdf"), ("1", "-o", "-")],
    "contact add": [("--kind", "person", "--name", "DURAND")],
    "contact edit": [("1", "--city", "Lyon"), ("1", "--city", "Lille")],
    "contact merge": [("2", "1"), ("1", "2")],
    "contact delete": [("1",), ("2",)],
    "contact import": [("{file}",)],
    "patient recover": [("3", "--dry-run"), ("3",)],
    "patient allergy add": [("2", "--substance", "Œuf", "--comment", "x")],
    "patient allergy none": [("2",), ("1",), ("2", "--undo")],
    "patient allergy edit": [("1", "1", "--severity", "severe")],
    "patient allergy confirm": [("1", "1")],
    "patient allergy remove": [("1", "1")],
    "consultation add": [("1", "--section", "Motif=Toux")],
    "consultation edit": [("2", "--section", "Conclusion=x")],
    "consultation delete": [("2",)],
    "consultation keyword add": [("Vaccins",)],
    "consultation keyword delete": [("Vaccins",)],
    "patient report-event": [("2",)],
    "patient export": [("1",), ("1", "--everything", "--no-pdf", "-o", "{new}.zip")],
    "export all": [("-o", "{new}.export"), ("-o", "{new}.export", "--everything", "--no-pdf")],
    "patient print label": [("1", "2"), ("1", "--template", "contact")],
    "patient print summary": [("1", "2"), ("1", "--whole"), ("2", "--page-language", "en")],
    "patient print treatments": [("1",), ("2",)],
    "patient print list": [("1", "2"), ("--rights", "unknown")],
    "treatment add": [("2", "--drug", "Essai", "--from", "2026-01-02")],
    "treatment edit": [("1", "--dose", "2")],
    "treatment stop": [("1", "--reason", "intolerance"), ("1", "--reason", "fin")],
    "treatment delete": [("1",)],
    "patient delete": [("1",), ("1", "--confirm", "ADRUN ZOE")],
    "document add": [("1", "{file}"), ("1", "{file}", "--title", "Courrier")],
    "document get": [("1", "-o", "{new}.pdf"), ("1", "-o", "-")],
    "document print": [("1", "--printer", "none")],
    "document share": [
        ("1", "--to", "patient"),
        ("1", "--to", "x@example.org", "--override", "x"),
        ("1", "--to", "1", "--yes", "--override", "x", "--eml", "{new}.eml"),
        ("--resend", "1"),
    ],
    "patient share": [("1", "--export", "--to", "patient")],
    "document edit": [("1", "--kind", "letter")],
    "document move": [("1", "2")],
    "document delete": [("1",), ("1", "--for-good", "--reason", "doublon")],
    "tag add": [("Diabète",)],
    "tag rename": [("ALD", "Affection")],
    "tag delete": [("ALD",)],
    "user add": [("zoe", "--role", "reader")],
    "user role": [("x", "--role", "secretary")],
    "user remove": [("x",)],
    "store check": [()],
    "store upgrade": [()],
    "store backup": [("{file}.backup",), ("{file}.backup", "--keep", "1")],
    "store restore": [("{file}",), ("{file}.backup", "--to", "{file}.again", "--dry-run")],
    "store key set": [("--new-key-file", "{file}.key")],
    "store key change": [("--new-key-file", "{file}.key")],
    "store key remove": [("--yes",)],
    "store purge-former": [("--older-than", "1d"), ("--older-than", "1d", "--confirm", "1")],
    "undo": [("5",), ("6",), ()],
    "redo": [()],
    "config get": [("practice.name",)],
    "config set": [("practice.name", "Cabinet"), ("practice.phone", "x")],
    "config unset": [("practice.name",)],
    "adri refresh": [("1", "2", "--pause", "0")],
    "patient import": [("{file}", "--rejects", "{new}", "--report", "{new}.html")],
    "identity feed": [("{file}",)],
}
"""How the others are used; these may refuse what they find, but only with a sentence."""

NOTHING_OF_THE_REGISTER = (
    *("init", "place", "demo", "help"),
    *("vitale status", "vitale simulator", "vitale read", "vitale watch"),
    *("adri status", "adri test"),
    "export verify",
)
"""The commands that show nothing of what the register holds; a card's are tested beside it."""


class Output(NamedTuple):
    """What a command wrote somewhere: which one, in which format, and the bytes of it; the rows
    that it rejected are among that."""

    command: str
    form: str
    content: bytes
    is_rejects: bool = False

    def texts(self) -> Iterator[str]:
        """The text, or the texts of the parts of a workbook or of an archive, or of the pages of a
        PDF."""
        yield from _texts_of(self.content)


def _texts_of(content: bytes) -> Iterator[str]:
    if content.startswith(b"%PDF"):
        for page in pypdfium2.PdfDocument(content):
            yield page.get_textpage().get_text_bounded().replace("\r\n", "\n")
    elif content.startswith((b"BEGIN:VCARD\r\n", b"BEGIN:VCALENDAR\r\n")):  # lines end so
        yield content.decode().replace("\r\n", "\n")
    elif content.startswith(b"MSH|"):  # so do segments, with a carriage return
        yield content.decode().replace("\r", "\n")
    elif content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            for name in book.namelist():
                yield name
                if not name.startswith("documents/"):  # as they were added, to the byte
                    yield from _texts_of(book.read(name))
    else:
        yield content.decode()


def commands() -> dict[str, Any]:
    """Every command by its name, from the command line itself."""
    return {
        name.removeprefix("semble "): command
        for name, command in reference.commands()
        if not getattr(command, "members", ())
    }


def formats(command: Any) -> list[str]:
    """The formats that a command takes; one that is new is taken in."""
    for parameter in command.params:
        if "--format" in parameter.opts:
            return [str(form) for form in parameter.type.func.choices.values]
    return []


def _takes(command: Any, option: str) -> bool:
    return any(option in parameter.opts for parameter in command.params)


def everything(directory: Path, text: str) -> Iterator[Output]:
    """All that all the commands write, of which a file to import holds a text everywhere."""
    file, place = directory / "rows.csv", directory / "out"
    place.mkdir()
    with file.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        needed = ("birth_name", "first_given_name", "birth_date", "sex", "birth_place")
        rows.writerow([*needed, text, "city"])
        rows.writerow(["ADRUN", "ZOE", text, "F", text, text, text])
    yield from reading(place, file)
    yield from writing(place, file)


def reading(place: Path, file: Path) -> Iterator[Output]:
    """All that the commands of `READING` write; they find nothing to fail on."""
    for name, way, form in _uses(READING):
        for language in ("en", "fr") if form == "table" else ("en",):
            yield from _run(name, way, form, language, place, file, (DONE, DoneInPart.exit_code))


def writing(place: Path, file: Path) -> Iterator[Output]:
    """All that the commands of `WRITING` write, the refusals of some among it."""
    for name, way, form in _uses(WRITING):
        if form in ("", "table", "json"):
            yield from _run(name, way, form, "fr", place, file, {DONE, *EXIT_CODES})


def _uses(ways: dict[str, list[tuple[str, ...]]]) -> Iterator[tuple[str, tuple[str, ...], str]]:
    found = commands()
    for name in ways:
        to_file = ("-o", "{out}") if _takes(found[name], "--output") else ()
        for way in ways[name]:
            for form in formats(found[name]) or [""]:
                if (
                    form in OF_OTHERS and "--fields" in way
                ):  # refused: they have fields of their own
                    continue
                as_form = ("-f", form) if form else ()
                yield name, (*way, *to_file, *as_form), form
                if to_file:
                    yield name, (*way, *as_form), form


def _run(
    name: str,
    way: tuple[str, ...],
    form: str,
    language: str,
    place: Path,
    file: Path,
    expected: Collection[int],
) -> Iterator[Output]:
    words = [word.format(file=file, new=place / "new", out=place / "new.out") for word in way]
    results, messages = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in range(2))
    with redirect_stdout(results), redirect_stderr(messages):
        code = app.run(["--lang", language, *name.split(), *words, "--no-input"])
    results.flush()
    messages.flush()
    said = messages.buffer.getvalue()
    told = f"{name} {' '.join(words)}"
    form = "" if "--map-template" in words else form
    assert code in expected, f"{told}: {code}, {said.decode()}"
    yield Output(told, form, results.buffer.getvalue())
    yield Output(f"{told} (messages)", "", said)
    for written in sorted(place.glob("new*")):
        if written.is_dir():
            for file_in in sorted(each for each in written.rglob("*") if each.is_file()):
                yield Output(f"{told} {file_in.name}", "", file_in.read_bytes())
            shutil.rmtree(written)
            continue
        is_rejects = not written.suffix
        how = {".out": form, "": "csv"}.get(written.suffix, "")
        yield Output(told, how, written.read_bytes(), is_rejects)
        written.unlink()
