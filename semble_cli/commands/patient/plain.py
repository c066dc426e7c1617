"""The commands of the counter that are read without typer, which takes longer to load than they
take to run: `semble patient` with `search`, `show`, `tag`, `untag` and `block`.

Reading them needs no more than splitting off a few options. Whatever is not of this plain form, or
is mistyped, is left to typer: a test holds that both give the same answers.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.commands.ui.context import Context, keys_of
from semble_cli.commands.ui.options.plain import (
    FIELDS,
    FORMAT,
    KEY_FILE,
    REASON,
    STORE,
    PlainOption,
)
from semble_cli.commands.ui.patients.argument import PatientWord, is_patient, patient_id
from semble_cli.settings.reading import Settings

if TYPE_CHECKING:
    from semble_cli.commands.ui.output import Format

Options = Mapping[str, str]

_FORMATS = ("table", "json", "ndjson", "csv", "tsv")
_GROUP = "patient"
_LONGEST_ID = 9
_ANYWHERE = {name: each.field for each in (STORE, KEY_FILE) for name in each.names}


class _Command(NamedTuple):
    """A command: its options beside the root's, whether it takes such words, and what it does."""

    options: tuple[PlainOption, ...]
    takes: Callable[[Sequence[str]], bool]
    run: Callable[[Context, Sequence[str], Options], None]


class PlainCommand(NamedTuple):
    """A command with its words, and the few options it may have here."""

    name: str
    words: tuple[str, ...]
    options: dict[str, str]

    def run(self, settings: Settings) -> None:
        """Do what the command does.

        Raises:
            SembleError: as the command; or the settings cannot be taken.
        """
        settings.refuse_problem()
        named = self.options.get(STORE.field)
        key_file, no_input = self.options.get(KEY_FILE.field), settings.is_on("no_input")
        context = Context(
            named or settings.value("store"),
            no_input,
            settings,
            is_named=named is not None,
            keys=keys_of(settings, key_file, no_input=no_input),
        )
        _COMMANDS[self.name].run(context, self.words, self.options)


def plain_command(arguments: Sequence[str]) -> PlainCommand | None:
    """The command that the arguments ask for; `None` if they ask for more, or for something else.

    >>> plain_command(["patient", "search", "dupont", "marie", "-f", "json"])
    PlainCommand(name='search', words=('dupont', 'marie'), options={'form': 'json'})
    >>> plain_command(["patient", "search", "dupont", "--sort", "first-name"])
    >>> plain_command(["patient", "tag", "1042", "ALD"])
    PlainCommand(name='tag', words=('1042', 'ALD'), options={})
    """
    words: list[str] = []
    options: dict[str, str] = {}
    given = iter(arguments)
    for word in given:
        if not word.startswith("-"):
            words.append(word)
            continue
        name, equals, value = word.partition("=") if word.startswith("--") else (word, "", "")
        field = _known(words).get(name)
        if field is None:
            return None
        options[field] = value if equals else next(given, "")
    command = _command(words)
    if command is None or not command.takes(words[2:]) or "" in options.values():
        return None
    if options.get(FORMAT.field, "table") not in _FORMATS:
        return None
    return PlainCommand(words[1], tuple(words[2:]), options)


def _command(words: Sequence[str]) -> _Command | None:
    """The command that the words begin with."""
    return _COMMANDS.get(words[1]) if len(words) > 1 and words[0] == _GROUP else None


def _known(words: Sequence[str]) -> dict[str, str]:
    """The options that may stand behind the words, by their names."""
    command = _command(words)
    own = command.options if command else ()
    return _ANYWHERE | {name: option.field for option in own for name in option.names}


def _form(options: Options) -> "Format | None":
    from semble_cli.commands.ui.output import Format

    form = options.get(FORMAT.field)
    return Format(form) if form else None


def _patient(context: Context, word: str) -> int:
    from semble_cli.identity.whole_names import Among

    return patient_id(context, PatientWord(word, Among.REGISTER))


def _search(context: Context, words: Sequence[str], options: Options) -> None:
    from semble_cli.commands.patient.finding import find
    from semble_cli.services.patients.search import SearchQuery

    asked = SearchQuery(bar=" ".join(words))
    find(context, asked, _form(options), options.get(FIELDS.field))


def _show(context: Context, words: Sequence[str], options: Options) -> None:
    from semble_cli.commands.patient.acting import show

    show(context, _patient(context, words[0]), _form(options), options.get(FIELDS.field))


def _tag(context: Context, words: Sequence[str], _: Options) -> None:
    from semble_cli.commands.patient.acting import tag

    tag(context, _patient(context, words[0]), words[1:])


def _untag(context: Context, words: Sequence[str], _: Options) -> None:
    from semble_cli.commands.patient.acting import untag

    untag(context, _patient(context, words[0]), words[1:])


def _block(context: Context, words: Sequence[str], options: Options) -> None:
    from semble_cli.commands.patient.acting import block

    block(context, _patient(context, words[0]), options.get(REASON.field))


_COMMANDS = {
    "search": _Command((FORMAT, FIELDS), bool, _search),
    "show": _Command(
        (FORMAT, FIELDS), lambda words: len(words) == 1 and is_patient(words[0]), _show
    ),
    "tag": _Command((), lambda words: len(words) > 1 and is_patient(words[0]), _tag),
    "untag": _Command((), lambda words: len(words) > 1 and is_patient(words[0]), _untag),
    "block": _Command((REASON,), lambda words: len(words) == 1 and is_patient(words[0]), _block),
}
