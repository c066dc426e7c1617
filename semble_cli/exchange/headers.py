"""The names that practices give their columns, and the fields they mean."""

from __future__ import annotations

from functools import cache

from semble_cli.exchange.header_words import meaning_of
from semble_cli.identity.names import fold
from semble_cli.patient.catalogue import CATALOGUE
from semble_cli.patient.consents.rules import ANSWERS, SIGNATURES
from semble_cli.patient.fields import READERS
from semble_cli.patient.reading.states import STATE_READERS

FAMILY_NAME = "family_name"
"""A column called just "name": the used name where a birth name stands beside it, else the birth
name."""

FULL_NAME = "full_name"
"""A column that holds family name and given name."""

OTHER_GIVEN_NAMES = "other_given_names"
"""A column of given names after the first."""

BIRTH_DAY, BIRTH_MONTH, BIRTH_YEAR = "birth_day", "birth_month", "birth_year"
NIR_KEY = "nir_key"
"""Columns that hold a part of a field: the key of the NIR is in the last two of its digits."""

BIRTH_POSTAL_CODE, BIRTH_DEPARTMENT = "birth_postal_code", "birth_department"
BIRTH_COUNTRY = "birth_country"
"""Columns that tell a birth place from its namesakes, beside that of its name."""

INS_MATRICULE = "ins_number"
"""A column of matricules INS: those of another program are taken as NIRs where no NIR is given;
only INSi makes one a matricule of the register (RNIV)."""

STREET_NUMBER, STREET_TYPE, STREET_NAME = "street_number", "street_type", "street_name"
POSTAL_CODE_AND_CITY = "postal_code_and_city"
"""Columns that hold a part of the address, or two."""

COMPLEMENT = "address_lines:2"
"""A further line of the address."""

IS_DECEASED, IS_ARCHIVED = "is_deceased", "is_archived"
"""Columns that answer by yes or no what others tell by a day."""

SYNONYMS: dict[str, tuple[str, ...]] = {
    "birth_name": ("nom de naissance", "nom de l'état civil", "nom de naissance de l'état civil"),
    FAMILY_NAME: ("nom",),
    FULL_NAME: ("nom complet", "nom et prénom", "nom et prénoms"),
    "used_name": ("nom d'usage", "nom marital", "nom d'usage marital"),
    "first_given_name": ("prénom", "prénom de naissance", "prénom de l'état civil"),
    "birth_given_names": ("prénoms", "prénoms de naissance", "prénoms de l'état civil"),
    OTHER_GIVEN_NAMES: ("autres prénoms", "autre prénom"),
    "used_given_name": ("prénom usuel",),
    "title": ("civilité",),
    "sex": ("sexe", "code sexe", "sexe de naissance", "sexe à l'état civil"),
    "birth_date": ("date de naissance", "naissance"),
    "birth_date_fictive": ("date de naissance fictive",),
    BIRTH_DAY: ("jour de naissance", "jour de la date de naissance"),
    BIRTH_MONTH: ("mois de naissance", "mois de la date de naissance"),
    BIRTH_YEAR: ("année de naissance", "année de la date de naissance"),
    "birth_place": (
        "lieu de naissance",
        "commune de naissance",
        "commune du lieu de naissance",
        "nom de la commune de naissance",
        "commune ou pays de naissance",
        "lieu de naissance commune ou pays",
    ),
    "birth_place_code": (
        "code du lieu de naissance",
        "code commune de naissance",
        "code de la commune du lieu de naissance",
        "code insee de naissance",
        "code insee du lieu de naissance",
        "code insee de la commune de naissance",
        "insee naissance",
        "insee du lieu de naissance",
        "insee de la commune de naissance",
        "numéro insee de la commune de naissance",
        "code insee de la commune ou du pays de naissance",
        "code de la commune ou du pays de naissance",
    ),
    BIRTH_POSTAL_CODE: (
        "code postal de naissance",
        "code postal du lieu de naissance",
        "code postal de la commune de naissance",
        "code postal de la commune du lieu de naissance",
    ),
    BIRTH_DEPARTMENT: (
        "département de naissance",
        "code département de naissance",
        "numéro département de naissance",
        "département du lieu de naissance",
    ),
    BIRTH_COUNTRY: ("pays de naissance", "pays du lieu de naissance", "nom du pays de naissance"),
    "nir": (
        *("nir", "numéro nir", "numéro insee"),
        *("matricule sécu", "numéro de matricule sécu"),
        *("insee sécu", "numéro insee sécu"),
        *("nir individuel", "numéro nir individuel"),
    ),
    NIR_KEY: ("clé", "clé nir", "clé du numéro de sécu"),
    INS_MATRICULE: (
        *("ins", "matricule ins", "numéro ins", "numéro matricule ins"),
        *("ins nir", "matricule ins nir", "numéro ins nir"),
    ),
    "birth_rank": ("rang", "rang de naissance", "numéro de rang"),
    "regime": (
        *("régime", "code régime", "régime sécu", "régime de la caisse"),
        *("code régime sécu", "code régime de la caisse", "régime d'affiliation"),
        "code régime d'affiliation",
    ),
    "fund": (
        *("caisse", "code caisse", "numéro de caisse", "caisse sécu"),
        *("code caisse sécu", "numéro de caisse sécu"),
        *("caisse d'affiliation", "code caisse d'affiliation", "numéro de caisse d'affiliation"),
    ),
    "fund_center": (
        "centre",
        "code centre",
        "numéro de centre",
        *("centre de la caisse", "code centre de la caisse", "numéro de centre de la caisse"),
        *("centre de sécu", "code centre de sécu", "numéro de centre de sécu"),
        *("code centre d'affiliation", "numéro de centre d'affiliation"),
    ),
    "amc_name": ("mutuelle", "nom de la mutuelle"),
    "amc_number": ("numéro de mutuelle", "code mutuelle"),
    "member_number": ("adhérent", "numéro d'adhérent", "numéro d'adhérent à la mutuelle"),
    "phones": ("téléphone", "numéro de téléphone", "autre téléphone", "téléphone usuel"),
    "phones:mobile": (
        *("téléphone portable", "numéro de portable", "autre portable"),
        *("portable personnel", "portable professionnel"),
    ),
    "phones:home": ("téléphone domicile", "numéro de téléphone domicile", "ligne fixe"),
    "phones:work": ("téléphone travail", "numéro de téléphone travail"),
    "email": (
        "email",
        "adresse email",
        "email domicile",
        "email travail",
        "adresse email domicile",
    ),
    "address_lines": (
        "adresse",
        "adresse postale",
        "adresse du domicile",
        "ligne d'adresse",
        "ligne de rue",
        "rue",
        "adresse rue",
        "mailing rue",
        "rue du domicile",
        "numéro et rue",
        "numéro et nom de rue",
        "adresse numéro et rue",
    ),
    STREET_TYPE: ("type de voie",),
    STREET_NAME: ("nom de rue",),
    "billing_address": ("adresse de facturation",),
    COMPLEMENT: ("complément", "complément d'adresse", "ligne de complément d'adresse"),
    "postal_code": (
        "code postal",
        "code postal de la commune",
        "code postal du domicile",
        "adresse code postal",
        "mailing code postal",
    ),
    "city": (
        "commune",
        "commune du domicile",
        "adresse commune",
        "nom de la commune",
        "mailing commune",
    ),
    "country": ("pays", "pays du domicile", "adresse pays", "nom du pays", "mailing pays"),
    "occupation": ("profession",),
    "deceased_on": ("date de décès",),
    "archived_on": ("date d'archivage",),
    "archive_reason": ("motif d'archivage",),
    "blocked_on": ("date de blocage",),
    "blocked_reason": ("motif de blocage",),
    "privacy_policy": (
        *("rgpd", "consentement rgpd", "politique rgpd"),
        "consentement à la politique de confidentialité",
    ),
    "preferred_language": ("langue", "langue usuelle", "langue parlée"),
    "religion": ("religion",),
    "comments": (
        *("commentaire", "autre commentaire", "commentaire général", "commentaire administratif"),
    ),
    "tags": ("tag",),
    "numbers:dossier": ("dossier", "numéro de dossier"),
}
"""For each field, the names its column is known by, as words (`header_words`): another word for one
of them, in either language, makes another name for the same field."""

SHOWN = {
    "address_lines": ("lignes d'adresse",),
    "amc_name": ("complémentaire (AMC)", "complementary insurance (AMC)"),
    "fund_center": ("centre de la caisse",),
    "membership_started_on": ("abonnement depuis le", "member since"),
    "numbers": ("numéros",),
    "identity_flags": ("attributs de l'identité",),
    "blocked_on": ("bloqué(e) le",),
    "archived_on": ("archivé(e) le",),
    "deceased_on": ("décédé(e) le",),
    "receive_email": ("messages by e-mail",),
    "receive_sms": ("messages by SMS",),
    "promotional": ("promotional messages",),
    "mssante_patient": ("MSSanté patient", "MSSanté with the patient"),
    "mssante_professionals": ("MSSanté between health professionals",),
    "dmp_consent": ("partage dans le DMP", "consent to sharing in the DMP"),
    "dmp_visible_patient": (
        "DMP : visible par le patient et les représentants légaux",
        "DMP documents visible to the patient and legal representatives",
    ),
    "dmp_visible_professionals": (
        "DMP : visible par les autres professionnels de santé",
        "DMP documents visible to other health professionals",
    ),
}
"""What the program itself calls fields, where that is neither their name nor their French term."""

NO_SYNONYM = (
    *("identity_flags", "billing_name", "payment_reference"),
    *("membership_name", "membership_started_on"),
    *("receive_email", "receive_sms", "promotional", "payment_reminders"),
    *("mssante_patient", "mssante_professionals"),
    *("dmp_consent", "dmp_visible_patient", "dmp_visible_professionals"),
    *SIGNATURES,
    *ANSWERS,
)
"""The fields whose columns are known by our own names alone."""


PARTS = frozenset(
    (FAMILY_NAME, FULL_NAME, OTHER_GIVEN_NAMES, BIRTH_DAY, BIRTH_MONTH, BIRTH_YEAR)
) | {
    *(NIR_KEY, INS_MATRICULE, BIRTH_POSTAL_CODE, BIRTH_DEPARTMENT, BIRTH_COUNTRY),
    *(STREET_NUMBER, STREET_TYPE, STREET_NAME, POSTAL_CODE_AND_CITY),
    *(IS_DECEASED, IS_ARCHIVED),
}
"""What a column may hold that is no field, but a part of one, or several (`exchange.parts`)."""

_SEVERAL = {"phones", "phones:mobile", "phones:home", "phones:work", "address_lines", COMPLEMENT}
"""What numbered columns hold one each of."""


_NEARLY = 0.8
"""How much of a field's name is in one that may be meant for it."""


FILE_FIELDS = (*READERS, *STATE_READERS)
"""Every field that a file may fill in."""


@cache
def _known() -> dict[frozenset[str], str]:
    return {
        meaning.words: target
        for target, names in SYNONYMS.items()
        for name in names
        if (meaning := meaning_of(name))
    }


@cache
def _own() -> dict[str, str]:
    known = {fold(field.french): field.name for field in CATALOGUE if field.name in FILE_FIELDS}
    known |= {fold(name): field for field, names in SHOWN.items() for name in names}
    return known | {fold(column.replace("_", " ")): column for column in FILE_FIELDS}


def fields_like(name: str) -> list[str]:
    """The fields, or parts of one, whose own name or French term is spelled nearly like a name."""
    from difflib import get_close_matches  # loaded for what is wrong only

    called = _own() | {fold(part.replace("_", " ")): part for part in sorted(PARTS)}
    close = get_close_matches(fold(name.replace("_", " ")), called, cutoff=_NEARLY)
    return list(dict.fromkeys(called[each] for each in close))


def target_of(header: str) -> str | None:
    """The field that a column of this name holds, as `field` or `field:kind`; `None` if none."""
    own = _own().get(fold(header.replace("_", " ")))
    if own and "@" not in header:  # of an e-mail address, whatever it is called beside
        return own
    meaning = meaning_of(header)
    target = _known().get(meaning.words) if meaning else None
    if meaning is None or target is None or meaning.number in (None, 1) or target in _SEVERAL:
        return target
    return OTHER_GIVEN_NAMES if target in ("first_given_name", OTHER_GIVEN_NAMES) else None
