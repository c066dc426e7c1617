"""A word of a fixed list, as people write it: the one reader of choices.

What is shown of a list may be typed, in English and in French, whatever language is spoken, and so
may the codes. Case, accents and hyphens do not count.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Generic, TypeVar

from semble_cli.errors import InvalidInput, Sentence, listed
from semble_cli.identity.names import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

T = TypeVar("T")


class Choices(Generic[T]):
    """The values of a fixed list, and the words for each: first the English message that names it,
    where it has a name beside its code; then whatever else people write, above all its French.

    `(e)` in a word stands for both of its genders, and for their plurals.
    """

    def __init__(self, words: Mapping[T, Sequence[str]]) -> None:
        self._words = words

    @property
    def values(self) -> tuple[T, ...]:
        """All of them, in order."""
        return tuple(self._words)

    def of(self, values: Collection[T]) -> Choices[T]:
        """Some of them alone."""
        return Choices({value: self._words[value] for value in values})

    def words(self, value: T) -> tuple[str, ...]:
        """The words of one value."""
        return tuple(self._words[value])

    def name(self, value: T) -> Sentence:
        """What people call a value; its code, where it has no other name."""
        words = self._words[value]
        return Sentence(words[0]) if words else Sentence("{code}", code=value)

    def names(self) -> Sentence:
        """What people call all of them, for a sentence."""
        return listed([self.name(value) for value in self._words])

    @property
    def labels(self) -> list[str]:
        """The messages that name values, to be translated."""
        return [words[0] for words in self._words.values() if words]

    def read(self, field: str, text: str) -> T:
        """The value that a text means.

        Raises:
            InvalidInput: it means none of them, or several.
        """
        found = self.meanings(text)
        if len(found) == 1:
            return found[0]
        if found:
            raise InvalidInput(
                field,
                "it may mean {readings}; write which.",
                readings=listed([self.name(value) for value in found]),
            )
        raise InvalidInput(field, "it is one of: {known}.", known=self.names())

    def meanings(self, text: str) -> tuple[T, ...]:
        """All that a text may mean."""
        return self._meanings.get(fold(text), ())

    @cached_property
    def _meanings(self) -> dict[str, tuple[T, ...]]:
        """For each word, folded, what it may mean. A code means nothing else."""
        found: dict[str, tuple[T, ...]] = {}
        for value, words in self._words.items():
            for word in {fold(form) for written in words for form in forms(written)}:
                found[word] = (*found.get(word, ()), value)
        return found | {fold(str(value)): (value,) for value in self._words}


def forms(word: str) -> Iterator[str]:
    """A word as it is written, and in each gender and number.

    >>> list(forms("accepté(e)"))
    ['accepté(e)', 'acceptée', 'accepté', 'acceptés', 'acceptées']
    """
    yield word
    if "(e)" in word:
        yield from (word.replace("(e)", ending) for ending in ("e", "", "s", "es"))
