"""The fields of letters: what a template may name in double braces, `{{patient.full_name}}`, in
English or in French, whatever the case, the accents, and the sign between words."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from semble_cli.errors import InvalidInput, Sentence
from semble_cli.identity.names import fold

_NEAR = 0.6
"""How alike a field must be to what is written to be proposed, of 1; and how many are."""
_MOST = 2


class LetterField(NamedTuple):
    """A field: its name, its French name, and what stands there."""

    name: str
    french: str
    help: Sentence


LETTER_FIELDS: tuple[LetterField, ...] = (
    LetterField(
        "patient.name",
        "patient.prenom_et_nom",
        Sentence("the patient's name as letters have it: Zoé ADRUN"),
    ),
    LetterField(
        "patient.full_name", "patient.nom_complet", Sentence("the full name, the last name first")
    ),
    LetterField("patient.civility", "patient.civilite", Sentence("Madame or Monsieur, or a title")),
    LetterField("patient.birth_name", "patient.nom_de_naissance", Sentence("the birth name")),
    LetterField("patient.used_name", "patient.nom_utilise", Sentence("the used name")),
    LetterField(
        "patient.first_given_name", "patient.prenom", Sentence("the first birth given name")
    ),
    LetterField(
        "patient.used_given_name", "patient.prenom_utilise", Sentence("the used given name")
    ),
    LetterField("patient.birth_given_names", "patient.prenoms", Sentence("all birth given names")),
    LetterField("patient.birth_date", "patient.date_de_naissance", Sentence("31/12/1975")),
    LetterField(
        "patient.born", "patient.ne_le", Sentence("née le 31 décembre 1975, as the sex wants it")
    ),
    LetterField("patient.birth_place", "patient.lieu_de_naissance", Sentence("the birth place")),
    LetterField("patient.age", "patient.age", Sentence("50 ans; 8 mois below two years")),
    LetterField("patient.address", "patient.adresse", Sentence("the address, in lines")),
    LetterField("patient.postal_code", "patient.code_postal", Sentence("the postal code")),
    LetterField("patient.city", "patient.ville", Sentence("the town")),
    LetterField("patient.phone", "patient.telephone", Sentence("the first phone")),
    LetterField("patient.email", "patient.adresse_e_mail", Sentence("the e-mail address")),
    LetterField("patient.id", "patient.dossier", Sentence("the number of the record")),
    LetterField("coverage.amc", "couverture.mutuelle", Sentence("the complementary insurance")),
    LetterField("coverage.amc_number", "couverture.numero_mutuelle", Sentence("its number (AMC)")),
    LetterField(
        "coverage.member_number", "couverture.numero_adherent", Sentence("the member number")
    ),
    LetterField("coverage.regime", "couverture.regime", Sentence("the regime")),
    LetterField("coverage.fund", "couverture.caisse", Sentence("the fund")),
    LetterField(
        "coverage.rights_until",
        "couverture.droits_jusqu_au",
        Sentence("the day until which rights are open"),
    ),
    LetterField(
        "recipient.name", "destinataire.nom", Sentence("to whom it is, as the address has it")
    ),
    LetterField(
        "recipient.salutation",
        "destinataire.formule",
        Sentence("how the recipient is addressed: Madame, Docteur, Madame, Monsieur"),
    ),
    LetterField(
        "recipient.address", "destinataire.adresse", Sentence("the recipient's address, in lines")
    ),
    LetterField(
        "recipient.relation", "destinataire.lien", Sentence("what the recipient is to the patient")
    ),
    LetterField("practice.name", "cabinet.nom", Sentence("practice.name of the settings")),
    LetterField("practice.address", "cabinet.adresse", Sentence("practice.address")),
    LetterField("practice.city", "cabinet.ville", Sentence("the town of practice.address")),
    LetterField("practice.phone", "cabinet.telephone", Sentence("practice.phone")),
    LetterField("author.name", "auteur.nom", Sentence("the first line of letters.signature")),
    LetterField("letter.date", "courrier.date", Sentence("today: 4 novembre 2026")),
    LetterField("letter.time", "courrier.heure", Sentence("the time: 10 h 30")),
    LetterField(
        "consultation.last",
        "consultation.derniere",
        Sentence("the day of the last consultation"),
    ),
    LetterField(
        "appointment.next",
        "rendez_vous.prochain",
        Sentence("when the next appointment is: lundi 4 janvier 2027 à 9 h 30"),
    ),
    LetterField(
        "appointment.practitioner",
        "rendez_vous.praticien",
        Sentence("whom the next appointment is with"),
    ),
)

NAMES = tuple(field.name for field in LETTER_FIELDS)
"""The names of all of them, as the program has them."""


def read_field(written: str) -> str:
    """The field that is written in a template.

    Raises:
        InvalidInput: there is none of this name; the nearest are told.
    """
    found = _by_words().get(fold(written))
    if found is not None:
        return found
    near = _nearest(written)
    if near:
        raise InvalidInput(
            "template",
            "there is no field {field}; is it {near}? semble letter fields lists all.",
            field=f"{{{{{written.strip()}}}}}",
            near=", ".join(f"{{{{{each}}}}}" for each in near),
        )
    raise InvalidInput(
        "template",
        "there is no field {field}: semble letter fields lists all.",
        field=f"{{{{{written.strip()}}}}}",
    )


def _nearest(written: str) -> list[str]:
    """The fields that are called nearly so, in the language that they were meant in."""
    from difflib import get_close_matches  # loaded for what is wrong only

    known = {fold(name): name for field in LETTER_FIELDS for name in field[:2]}
    return [known[key] for key in get_close_matches(fold(written), known, _MOST, _NEAR)]


@lru_cache
def _by_words() -> dict[str, str]:
    """The fields by their folded names, in which spaces, dots and underscores are one."""
    return {fold(name): field.name for field in LETTER_FIELDS for name in field[:2]}
