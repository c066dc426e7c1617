"""The names of fields that people write: those of the document, and whatever is shown for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.commands.ui.language import field_label, in_every_language, in_use
from semble_cli.commands.ui.safe_text import safe
from semble_cli.errors import BadUsage, field_id
from semble_cli.patient.catalogue import FIELD
from semble_cli.patient.choices.reader import Choices

if TYPE_CHECKING:
    from collections.abc import Sequence

_HEADINGS = {
    "birth_name": ("nom", "name", "last name", "nom de famille"),
    "first_given_name": ("prénom", "given name", "first name"),
    "birth_given_names": ("prénoms", "given names"),
    "birth_date": ("né(e) le", "born", "naissance", "date"),
    "deceased_on": ("mort(e) le", "date"),
    "phones": ("téléphone", "phone", "tél"),
    "identity_status": ("identité", "identity", "statut", "status"),
    "address": ("adresse postale",),
    "nir": ("numéro de sécurité sociale", "n° de sécurité sociale", "sécu"),
}
"""What stands above columns and is no field's own name, and what people say for short. A word of
several fields means none of them alone."""


def field_choices(known: Sequence[str]) -> Choices[str]:
    """Some fields, by their names in the document, with the words for each in every language."""
    return Choices({name: words_for(name) for name in known})


def read_fields(known: Sequence[str], names: Sequence[str]) -> list[str]:
    """The fields that words mean, in whatever language.

    Raises:
        BadUsage: there is no word, or one means no field, or several.
    """
    if not names:
        raise BadUsage("Name at least one field. The fields are: {known}.", known=_shown(known))
    choices = field_choices(known)
    found: list[str] = []
    for name in names:
        meant = choices.meanings(name)
        if not meant:
            raise BadUsage(
                "There is no field {name}. The fields are: {known}.",
                name=safe(name),
                known=_shown(known),
            )
        if len(meant) > 1:
            raise BadUsage(
                "The field {name} may be one of these: {known}. Write which.",
                name=safe(name),
                known=_shown(meant),
            )
        found += meant
    return found


def _shown(names: Sequence[str]) -> str:
    """Fields for a sentence: as scripts write them in English, as they are shown elsewhere."""
    return ", ".join(names if in_use() == "en" else map(field_label, names))


def words_for(name: str) -> tuple[str, ...]:
    """All that a field is called, in every language."""
    french = (FIELD[name].french,) if name in FIELD else ()
    return (*in_every_language(field_id(name)), *french, *_HEADINGS.get(name, ()))
