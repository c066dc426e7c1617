"""The search of the counter, `semble patient search WORDS...`, without loading the command line.

Reading it needs no more than splitting off a few options, and typer takes longer to load than the
search takes to run. Whatever is not of this plain form, or is mistyped, is left to typer: a test
holds that both give the same answers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from semble_cli.settings import Settings

_COMMAND = ["patient", "search"]
_OPTIONS = {"-f": "form", "--format": "form", "--fields": "fields"}


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

        form = self.options.get("form")
        find(
            Context(self.options.get("store") or settings.store, settings.no_input),
            SearchQuery(bar=" ".join(self.words)),
            Format(form) if form else None,
            self.options.get("fields"),
        )


def plain_search(arguments: Sequence[str]) -> PlainSearch | None:
    """The search that the arguments ask for; `None` if they ask for more, or for something else.

    >>> plain_search(["patient", "search", "dupont", "marie", "-f", "json"])
    PlainSearch(words=('dupont', 'marie'), options={'form': 'json'})
    >>> plain_search(["patient", "search", "dupont", "--sort", "first-name"])
    """
    rest = list(arguments)
    options: dict[str, str] = {}
    if rest[:1] == ["--store"] and len(rest) > 1:
        options["store"] = rest[1]
        rest = rest[2:]
    if rest[:2] != _COMMAND:
        return None
    words: list[str] = []
    given = iter(rest[2:])
    for word in given:
        if not word.startswith("-"):
            words.append(word)
        elif word in _OPTIONS:
            options[_OPTIONS[word]] = next(given, "")
        else:
            return None
    plain = words and options.get("form", "table") in ("table", "json", "ndjson", "csv", "tsv")
    return PlainSearch(tuple(words), options) if plain and "" not in options.values() else None
