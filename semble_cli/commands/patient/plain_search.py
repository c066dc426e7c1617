"""The search of the counter, `semble patient search WORDS...`, without loading the command line.

Reading it needs no more than splitting off a few options, and typer takes longer to load than the
search takes to run. Whatever is not of this plain form, or is mistyped, is left to typer: a test
holds that both give the same answers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.commands.ui.plain_options import FIELDS, FORMAT, STORE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from semble_cli.settings import Settings

_FORMATS = ("table", "json", "ndjson", "csv", "tsv")
_COMMAND = ["patient", "search"]
_ANYWHERE = dict.fromkeys(STORE.names, STORE.field)
_AFTER = {name: option.field for option in (FORMAT, FIELDS) for name in option.names}


class PlainSearch(NamedTuple):
    """The words of a search, and the few options it may have here."""

    words: tuple[str, ...]
    options: dict[str, str]

    def run(self, settings: Settings) -> None:
        """Search, and show who is found.

        Raises:
            SembleError: as `commands.patient.finding.find`.
        """
        from semble_cli.commands.patient.finding import find
        from semble_cli.commands.ui.context import Context
        from semble_cli.commands.ui.output import Format
        from semble_cli.services.patients.search import SearchQuery

        form = self.options.get(FORMAT.field)
        find(
            Context(self.options.get(STORE.field) or settings.store, settings.no_input),
            SearchQuery(bar=" ".join(self.words)),
            Format(form) if form else None,
            self.options.get(FIELDS.field),
        )


def plain_search(arguments: Sequence[str]) -> PlainSearch | None:
    """The search that the arguments ask for; `None` if they ask for more, or for something else.

    >>> plain_search(["patient", "search", "dupont", "marie", "-f", "json"])
    PlainSearch(words=('dupont', 'marie'), options={'form': 'json'})
    >>> plain_search(["patient", "search", "dupont", "--sort", "first-name"])
    """
    words: list[str] = []
    options: dict[str, str] = {}
    given = iter(arguments)
    for word in given:
        if not word.startswith("-"):
            words.append(word)
            continue
        name, equals, value = word.partition("=") if word.startswith("--") else (word, "", "")
        known = _ANYWHERE | _AFTER if words[: len(_COMMAND)] == _COMMAND else _ANYWHERE
        if name not in known:
            return None
        options[known[name]] = value if equals else next(given, "")
    searched = tuple(words[len(_COMMAND) :])
    plain = words[: len(_COMMAND)] == _COMMAND and searched and "" not in options.values()
    if not plain or options.get(FORMAT.field, "table") not in _FORMATS:
        return None
    return PlainSearch(searched, options)
