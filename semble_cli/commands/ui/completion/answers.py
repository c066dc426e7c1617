"""What a shell is told: candidates as bash, zsh and fish take them, none of which can run anything.

bash inserts what it is given as it is: it is quoted here. zsh evaluates its answer, in which every
text stands between single quotes. fish quotes by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.commands.ui.completion.typed import unquoted
from semble_cli.commands.ui.language import tr
from semble_cli.identity.nir_in_text import mask_within

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from semble_cli.commands.ui.completion.completers import Proposal
    from semble_cli.commands.ui.completion.typed import TypedWord

WORDS, GOES_ON, FILES, DIRECTORIES = "words", "goes_on", "files", "directories"
"""How an answer is taken: words; words behind which no space is put; the shell's own files or
directories."""


class ShellAnswer(NamedTuple):
    """The candidates for a word, of which *kept* stays and *typed* is what they were found by.
    *by_label* says that what explains a candidate may stand in its place."""

    how: str
    candidates: tuple[Proposal, ...]
    kept: str
    typed: str
    by_label: bool = False

    @property
    def continues(self) -> bool:
        """Whether a shell may put the candidates' common beginning in the place of the word."""
        start = self.typed.casefold()
        return all(each.value.casefold().startswith(start) for each in self.candidates)


def presentable(candidate: Proposal) -> bool:
    """Whether a candidate can be shown and typed: no control code, and no NIR in it."""
    text = f"{candidate.value} {candidate.label}"
    return text.isprintable() and mask_within(text) == text


def for_bash(answer: ShellAnswer, word: TypedWord, environment: Mapping[str, str]) -> str:
    """The lines for bash. What asks without telling the kind of completion gets the bare words."""
    inserted = _inserted_by_bash(answer, word, environment.get("_SEMBLE_COMPLETE_WORD"))
    kind = environment.get("_SEMBLE_COMPLETE_TYPE")
    if kind is None:
        return "\n".join(text for text, _ in inserted)
    if len(inserted) < 2 or kind in _ONE_AFTER_ANOTHER:
        return "\n".join([answer.how, *(text for text, _ in inserted)])
    lines = _lines([(text, each.label) for text, each in inserted], _columns(environment))
    if not answer.continues:
        lines.insert(0, tr("(several: type on)"))
    return "\n".join([answer.how, *lines])


_ONE_AFTER_ANOTHER = ("37", "42")
"""The codes of menu-complete and insert-completions: the words are put into the line."""


def _inserted_by_bash(
    answer: ShellAnswer, word: TypedWord, end: str | None
) -> list[tuple[str, Proposal]]:
    """What bash puts in the place of the *end* of a word, which begins behind a quote or a sign
    that ends words for it, as `=` and `:`."""
    before = word.raw[: len(word.raw) - len(end)] if end and word.raw.endswith(end) else ""
    if end == "":
        before = word.raw
    stays, quote = unquoted(before)
    inserted: list[tuple[str, Proposal]] = []
    for each in answer.candidates:
        whole = answer.kept + each.value
        text = in_quotes(whole[len(stays) :], quote)
        if whole.startswith(stays) and text is not None:
            inserted.append((text, each))
    return inserted


def in_quotes(text: str, quote: str) -> str | None:
    """The text as it is typed behind an open *quote*, or behind none; `None` where it cannot be.

    >>> in_quotes("$(reboot) d'été", ""), in_quotes("$(reboot)", '"'), in_quotes("d'été", "'")
    ("\\\\$\\\\(reboot\\\\)\\\\ d\\\\'été", '\\\\$(reboot)', "d'\\\\''été")
    """
    if quote == "'":
        return text.replace("'", "'\\''")
    if quote == '"':  # a ! there would be taken for a command of before, whatever stands before it
        escaped = "".join(f"\\{sign}" if sign in '\\"$`' else sign for sign in text)
        return None if "!" in text else escaped
    return "".join(sign if sign.isalnum() or sign in _PLAIN else f"\\{sign}" for sign in text)


_PLAIN = "-_./,:=@%+"


def for_zsh(answer: ShellAnswer, word: TypedWord, environment: Mapping[str, str]) -> str:
    """What zsh evaluates: one line, in which every text of ours stands between single quotes."""
    del word
    if answer.how == FILES:
        return "_files"
    if answer.how == DIRECTORIES:
        return "_files -/"
    if not answer.candidates:
        return ""
    shown = _lines([(each.value, each.label) for each in answer.candidates], _columns(environment))
    values = [answer.kept + each.value for each in answer.candidates]
    parts = [
        f"local -a _semble_values=({' '.join(map(_literal, values))})",
        f"local -a _semble_shown=({' '.join(map(_literal, shown))})",
    ]
    ending = " -S ''" if answer.how == GOES_ON else ""
    parts.append(f"compadd -U -l -V semble -d _semble_shown{ending} -- $_semble_values")
    if len(values) > 1 and not answer.continues:
        # What was typed stays until one is chosen: the list first, then one after the other.
        parts.append(
            "[[ -n $compstate[old_list] ]] && compstate[insert]=menu || compstate[insert]="
        )
        parts.append("compstate[list]='list force'")
    return "; ".join(parts)


def _literal(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def for_fish(answer: ShellAnswer, word: TypedWord, environment: Mapping[str, str]) -> str:
    """The lines for fish, which keeps those whose word has what was typed in it: of what was found
    by its name, the name is proposed where it may stand for it."""
    del word
    found = answer.candidates
    if answer.by_label and not answer.continues:
        found = tuple(each._replace(value=each.label, label=each.value) for each in found)
    lines = [
        f"{answer.kept}{each.value}" + (f"\t{each.label}" if each.label else "") for each in found
    ]
    asked_for = environment.get("_TYPER_COMPLETE_FISH_ACTION")
    return "\n".join(lines if asked_for == "get-args" else [answer.how, *lines])


def _columns(environment: Mapping[str, str]) -> int:
    columns = environment.get("COLUMNS", "")
    return int(columns) if columns.isdecimal() and columns.isascii() and int(columns) > 20 else 80


def _lines(rows: Sequence[tuple[str, str]], columns: int) -> list[str]:
    """The candidates with what explains them, one a line of the terminal."""
    if not any(label for _, label in rows):
        return [text for text, _ in rows]
    width = max(len(text) for text, _ in rows)
    lines = [f"{text:{width}}  {label}" for text, label in rows]
    return [
        (line if len(line) < columns else f"{line[: columns - 2]}…").ljust(columns // 2 + 1)
        for line in lines
    ]


ANSWERS: dict[str, Callable[[ShellAnswer, TypedWord, Mapping[str, str]], str]] = {
    "bash": for_bash,
    "zsh": for_zsh,
    "fish": for_fish,
}
"""The shells, and how each is answered."""
