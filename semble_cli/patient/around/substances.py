"""Whether the name of a drug holds a substance that somebody does not tolerate."""

from __future__ import annotations

import re

from semble_cli.identity.names import words

_SEVERAL = re.compile(r"[,;/+]| et | ou | and | or ", re.IGNORECASE)
_ASIDE = re.compile(r"\([^)]*\)")
_FILLERS = frozenset(
    ("A", "AU", "AUX", "D", "DE", "DES", "DU", "L", "LA", "LE", "LES", "THE", "TO", "OF")
)
_LONG = 6
"""Letters of a word that may stand within a longer one: `benzylpénicilline` holds `pénicilline`,
and `interféron` no `fer`."""


_DOSE = re.compile(r"[\s,]+[0-9].*", re.DOTALL)


def substance_in(drug: str) -> str:
    """What of a drug's name to propose as the substance: without the dose, which a drug of another
    dose would not hold.

    >>> [substance_in(drug) for drug in ("Ibuprofène 200 mg", "Pénicilline V, 1 MUI", "5-FU 50 mg")]
    ['Ibuprofène', 'Pénicilline V', '5-FU']
    """
    return _DOSE.sub("", drug).strip() or drug


def holds_substance(drug: str, substance: str) -> bool:
    """Whether all the words of a substance stand in the name of a drug, in whatever order, case or
    number. Of several substances in one text, one is enough; what stands in brackets is none.

    >>> holds_substance("PENICILLINES G 1 MUI", "à la pénicilline (sirop)")
    True
    >>> holds_substance("Interféron", "fer")
    False
    """
    named = _stems(drug)
    return any(
        all(any(_is_in(word, other) for other in named) for word in wanted)
        for part in _SEVERAL.split(_ASIDE.sub(" ", substance))
        if (wanted := _stems(part))
    )


def _stems(text: str) -> list[str]:
    """The folded words of a text, without those that name nothing, each in the singular."""
    return [
        word[:-1] if len(word) > _LONG and word.endswith("S") else word
        for word in words(text)
        if word not in _FILLERS
    ]


def _is_in(word: str, other: str) -> bool:
    return word == other or (len(word) >= _LONG and word in other)
