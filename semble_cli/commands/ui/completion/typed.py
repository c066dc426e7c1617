"""The words of a command line that is not finished, as a shell reads them."""

from __future__ import annotations

from typing import NamedTuple

_BLANK = " \t\n"
_ESCAPED_IN_DOUBLE = '"\\$`\n'


class TypedWord(NamedTuple):
    """A word: what it says, as it was typed, and the quote that is still open at its end."""

    text: str
    raw: str
    quote: str = ""


def words_of(line: str) -> list[TypedWord]:
    """The words of a line up to the cursor; the last is the one being typed, empty after a blank.

    >>> [word.text for word in words_of("semble patient show 'adam a")]
    ['semble', 'patient', 'show', 'adam a']
    >>> [word.text for word in words_of("semble patient ")]
    ['semble', 'patient', '']
    """
    words: list[TypedWord] = []
    start = 0
    while True:
        while start < len(line) and line[start] in _BLANK:
            start += 1
        word = _word_at(line, start)
        words.append(word)
        start += len(word.raw)
        if start >= len(line):
            return words


def unquoted(raw: str) -> tuple[str, str]:
    """What a part of a word says, and the quote that is open at its end.

    >>> unquoted('Suivi" a')
    ('Suivi a', '"')
    """
    word = _word_at(raw, 0, blanks="")
    return word.text, word.quote


def _word_at(line: str, start: int, blanks: str = _BLANK) -> TypedWord:
    text: list[str] = []
    quote = ""
    at = start
    while at < len(line):
        character = line[at]
        if not quote and character in blanks:
            break
        following = line[at + 1 : at + 2]
        if character == "\\" and _escapes(quote, following):
            text.append(following)
            at += 1
        elif character == quote:
            quote = ""
        elif not quote and character in "'\"":
            quote = character
        else:
            text.append(character)
        at += 1
    return TypedWord("".join(text), line[start:at], quote)


def _escapes(quote: str, following: str) -> bool:
    """Whether a backslash inside such quotes takes the meaning of what follows it."""
    if quote == "'":
        return False
    return not quote or (following != "" and following in _ESCAPED_IN_DOUBLE)
