"""The generated references of `docs/`: commands, settings, exit codes, fields, and the man page.

python tools/reference.py         write them anew from the code
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import command_tree
from semble_cli import errors
from semble_cli.commands import root
from semble_cli.commands.ui import language
from semble_cli.commands.ui.confirmations.settings import in_brief
from semble_cli.commands.ui.guide import topics
from semble_cli.commands.ui.help import described, split_help
from semble_cli.commands.ui.words import typers
from semble_cli.patient.catalogue import CATALOGUE
from semble_cli.settings import table
from semble_cli.settings.families import FAMILIES
from semble_cli.settings.setting import Home

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from semble_cli.patient.catalogue import Field

DOCS = Path(__file__).resolve().parent.parent / "docs"

_FIELDS = "<!-- fields: made by `make docs` from the catalogue -->\n"
_END_OF_FIELDS = "\n<!-- end of the fields -->"
_MADE = "<!-- Made by `make docs` from the code: change it there. -->"


def pages() -> dict[str, str]:
    """Every generated page: its name in `docs/`, and its text."""
    language.use("en")
    return {
        "commands.md": _commands_page(),
        "settings.md": _settings_page(),
        "exit-codes.md": _exit_codes_page(),
        "glossary.md": _glossary_page(),
        "semble.1": _man_page("en"),
        "semble.fr.1": _man_page("fr"),
    }


def commands() -> Iterator[tuple[str, Any]]:
    """Every command and group with its whole name, the root first."""
    yield from _below("semble", root.build())


def _below(name: str, command: Any) -> Iterator[tuple[str, Any]]:
    yield name, command
    for member in getattr(command, "members", ()):
        yield from _below(f"{name} {member}", command.get_command(None, member))


def parameters(command: Any) -> Iterator[tuple[str, str]]:
    """The arguments and options of a command: how each is written, and its help."""
    for parameter in command.params:
        if parameter.help is None or getattr(parameter, "hidden", False):
            continue
        if parameter.param_type_name == "argument":
            written = typers.taken_by(parameter, parameter.metavar or parameter.name.upper())
        else:
            names = ", ".join([*parameter.opts, *parameter.secondary_opts])
            takes_value = not parameter.is_flag
            metavar = typers.taken_by(parameter, parameter.metavar or parameter.type.name.upper())
            written = f"{names} {metavar}" if takes_value else names
        yield written, described(parameter)


def _commands_page() -> str:
    parts = [_MADE, "# Commands", "Every command also explains itself: `semble NOUN VERB --help`."]
    for name, command in commands():
        about, examples = split_help(command.help or "")
        parts.append(f"{'#' * min(1 + len(name.split()), 4)} `{name}`")
        parts += about
        rows = [f"| `{_cell(written)}` | {_cell(text)} |" for written, text in parameters(command)]
        if rows:
            parts.append("\n".join(["| | |", "|---|---|", *rows]))
        if examples:
            parts.append("\n".join(["```sh", *examples, "```"]))
    return "\n\n".join(parts) + "\n"


def _settings_page() -> str:
    return "\n".join(
        [
            _MADE,
            "",
            "# Settings",
            "",
            "A flag of the command line wins over a variable, a variable over the user's file, the"
            " file over what the practice set in the register, and that over the default."
            " [config.md](config.md) shows how they are set.",
            "The user's file is TOML: `semble/config.toml` in the user's configuration directory"
            " (`~/.config` on Linux), or the file that `SEMBLE_CONFIG` names.",
            "",
            "A user's own, which `semble config set` puts into the file:",
            "",
            *_settings_table(Home.USER),
            "",
            "The practice's, which an admin sets in the register; a user's file or variable goes"
            " before:",
            "",
            *_settings_table(Home.PRACTICE),
            "",
            "Families, in which the practice names what it needs, all of them the practice's:",
            "",
            "| name in the file | variable | |",
            "|---|---|---|",
            *(
                f"| `{each.name}.{each.key}` | `{each.variable}` | {each.help} |"
                for each in FAMILIES
            ),
            "",
            "The built-in ones, which the practice may set otherwise:",
            "",
            "| name in the file | value |",
            "|---|---|",
            *(
                f"| `{family.name}.{key}` | `{_on_one_line(value)}` |"
                for family in FAMILIES
                for key, value in family.built_in.items()
            ),
            "",
            "`teleservices.adri` stands in the file as `adri = ...` below `[teleservices]`.",
            "",
            "Secrets are variables; no file, no register and no option holds one:",
            "",
            *(f"- `{secret.variable}`: {secret.help}" for secret in table.SECRETS),
            "",
            "Other variables that are looked at:",
            "",
            *(f"- `{name}`: {help_text}" for name, help_text in table.OBEYED.items()),
            "",
            "Files:",
            "",
            *(f"- `{name}`: {help_text}" for name, help_text in table.FILES.items()),
            "",
            "`semble help settings` says the same on a terminal.",
            "",
        ]
    )


def _on_one_line(value: str) -> str:
    return "\\n".join(in_brief(value))


def _settings_table(home: Home) -> list[str]:
    rows = [
        f"| `{item.name}` | `{item.variable}` | {item.default or item.otherwise} | {item.help} |"
        for item in table.SETTINGS
        if item.home is home
    ]
    return ["| name in the file | variable | default | |", "|---|---|---|---|", *rows]


def _exit_codes_page() -> str:
    rows = [f"| {code} | {meaning} |" for code, meaning in errors.EXIT_CODES.items()]
    defect = errors.SembleError
    topic = "`semble help exit-codes` says the same on a terminal."
    last = f"Code {defect.exit_code} is {defect.meaning}; please report it."
    head = [_MADE, "", "# Exit codes", "", "| code | meaning |", "|---|---|"]
    return "\n".join([*head, *rows, "", last, "", topic, ""])


def _glossary_page() -> str:
    """The page as it is, with the table of a patient's fields made anew."""
    rows = [
        f"| `{field.name}` | {field.french} | {_remark(field)} |".replace("|  |", "| |")
        for field in CATALOGUE
    ]
    table = "\n".join(["| name | French term | |", "|---|---|---|", *rows])
    before, _, rest = (DOCS / "glossary.md").read_text("utf-8").partition(_FIELDS)
    after = rest.partition(_END_OF_FIELDS)[2]
    return f"{before}{_FIELDS}\n{table}\n{_END_OF_FIELDS}{after}"


def _remark(field: Field) -> str:
    words = ", ".join(field.words) if field.words and not field.note else ""
    return "; ".join(filter(None, ["strict trait" if field.strict else "", field.note, words]))


class _Words(NamedTuple):
    """The words of a man page that are no message of the program, in one language."""

    manual: str = "User Commands"
    name: str = "NAME"
    synopsis: str = "SYNOPSIS"
    usage: str = "[OPTIONS] NOUN VERB ..."
    description: str = "DESCRIPTION"
    environment: str = "ENVIRONMENT"
    files: str = "FILES"
    status: str = "EXIT STATUS"


_MAN = {
    "en": _Words(),
    "fr": _Words(
        *("Commandes utilisateur", "NOM", "SYNOPSIS", "[OPTIONS] NOM VERBE ...", "DESCRIPTION"),
        *("ENVIRONNEMENT", "FICHIERS", "CODES DE RETOUR"),
    ),
}


def _man_page(lang: str) -> str:
    """The man page in a language; afterwards English is spoken again."""
    language.use(lang)
    said = _MAN[lang]
    about = language.tr("semble: the patient register of a practice, in a terminal")
    lines = [f'.TH SEMBLE 1 "" "semble" "{said.manual}"', f".SH {said.name}"]
    lines.append(_roff(" - ".join(about.replace("\u00a0", " ").replace(" :", ":").split(": ", 1))))
    lines += [f".SH {said.synopsis}", r".B semble", said.usage]
    for name, command in commands():
        paragraphs, examples = split_help(command.help or "")
        lines.append(f".SH {said.description if name == 'semble' else _roff(name.upper())}")
        for paragraph in paragraphs:
            lines += [".PP", _roff(language.tr(paragraph))]
        lines += _terms(parameters(command))
        if examples:
            lines += [
                ".PP",
                typers.heading(language.tr("Examples")),
                ".nf",
                *map(_roff, examples),
                ".fi",
            ]
    lines += [f".SH {said.environment}", *_terms(topics.variables())]
    lines += [f".SH {said.files}", *_terms(topics.files())]
    lines += [f".SH {said.status}", *_terms(topics.exit_codes())]
    language.use("en")
    return "\n".join(lines) + "\n"


def _terms(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    """What some words mean, as a list of a man page."""
    for term, meaning in rows:
        yield from (".TP", f".B {_roff(term)}", _roff(meaning))


def _cell(text: str) -> str:
    return text.replace("|", r"\|")


def _roff(text: str) -> str:
    return re.sub(r"^([.'])", r"\\&\1", text.replace("\\", r"\\").replace("-", r"\-"))


def main() -> None:
    """Write every generated page, and the commands as completion reads them."""
    DOCS.mkdir(exist_ok=True)
    for name, text in pages().items():
        (DOCS / name).write_text(text, "utf-8")
        print(f"docs/{name}")
    command_tree.FILE.write_text(command_tree.module_of(commands()), "utf-8")
    print(command_tree.FILE.name)


if __name__ == "__main__":
    main()
