"""What a title tells of the sex of the person who bears it."""

from __future__ import annotations

from functools import lru_cache

from semble_cli.identity.names import fold
from semble_cli.patient.choices.of_patients import SEX
from semble_cli.patient.record import Sex


@lru_cache(1 << 10)
def sex_of_title(title: str) -> str:
    """The code of the sex, empty where the title tells none or both.

    >>> sex_of_title("Mme"), sex_of_title("M."), sex_of_title("Dr"), sex_of_title("M. et Mme")
    ('F', 'M', '', '')
    """
    words = [word for word in fold(title).split() if word.isalpha()]
    told = {sex for word in words for sex in SEX.meanings(word)} - {Sex.INDETERMINATE}
    return told.pop().value if len(told) == 1 else ""
