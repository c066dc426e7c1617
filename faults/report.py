"""What a campaign found: a line of figures, and where something does not hold."""

from __future__ import annotations

from collections import Counter


class Campaign:
    """The figures of one campaign, and what did not hold."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.figures: Counter[str] = Counter()
        self.notes: list[str] = []
        self.broken: list[str] = []

    def count(self, what: str, by: int = 1) -> None:
        """One more of something."""
        self.figures[what] += by

    def note(self, text: str) -> None:
        """What the line of figures says beside them."""
        self.notes.append(text)

    def hold(self, holds: object, text: str) -> bool:
        """Whether something holds; *text* says what does not."""
        if not holds:
            self.broken.append(text)
        return bool(holds)

    def line(self) -> str:
        """The line of figures."""
        figures = ", ".join(f"{what}: {number}" for what, number in self.figures.items())
        verdict = "holds" if not self.broken else f"BROKEN {len(self.broken)} times"
        return f"{self.name}: {verdict}; " + "; ".join(filter(None, [figures, *self.notes]))
