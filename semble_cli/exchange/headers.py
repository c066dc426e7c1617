"""The names that practices give their columns, and the fields they mean."""

from __future__ import annotations

from functools import cache

from semble_cli.identity.names import fold
from semble_cli.patient.catalogue import CATALOGUE
from semble_cli.patient.consents.rules import ANSWERS, SIGNATURES
from semble_cli.patient.fields import READERS

FAMILY_NAME = "family_name"
"""A column called just "name": the used name where a birth name stands beside it, else the birth
name."""

SYNONYMS: dict[str, tuple[str, ...]] = {
    "birth_name": (
        "nom de naissance",
        "nom naissance",
        "nom de jeune fille",
        "nom jeune fille",
        "nom patronymique",
        "nom de famille de naissance",
        "birth surname",
        "maiden name",
    ),
    FAMILY_NAME: (
        "nom",
        "nom de famille",
        "name",
        "last name",
        "surname",
        "family name",
        "lastname",
    ),
    "used_name": (
        "nom utilisé",
        "nom d'usage",
        "nom usuel",
        "nom marital",
        "nom d'épouse",
        "married name",
        "usual name",
    ),
    "first_given_name": (
        "prénom",
        "premier prénom",
        "premier prénom de naissance",
        "prénom de naissance",
        "first name",
        "firstname",
        "given name",
    ),
    "birth_given_names": (
        "prénoms",
        "prénoms de naissance",
        "liste des prénoms",
        "liste des prénoms de naissance",
        "birth names",
        "given names",
    ),
    "used_given_name": ("prénom utilisé", "prénom usuel", "used first name", "usual first name"),
    "title": ("civilité", "titre", "civ"),
    "sex": ("sexe", "genre", "gender"),
    "birth_date": (
        "date de naissance",
        "date naissance",
        "né(e) le",
        "né le",
        "née le",
        "naissance",
        "ddn",
        "dob",
        "date of birth",
        "birthday",
    ),
    "birth_place": (
        "lieu de naissance",
        "lieu naissance",
        "commune de naissance",
        "ville de naissance",
        "né(e) à",
        "place of birth",
    ),
    "birth_place_code": (
        "code du lieu de naissance",
        "code lieu de naissance",
        "code insee de naissance",
        "code commune de naissance",
        "code cog de naissance",
        "cog",
        "insee naissance",
    ),
    "nir": (
        "n° sécu",
        "no sécu",
        "num sécu",
        "numéro de sécu",
        "n° de sécurité sociale",
        "n° sécurité sociale",
        "numéro de sécurité sociale",
        "sécurité sociale",
        "n° ss",
        "nss",
        "matricule",
        "social security number",
    ),
    "birth_rank": ("rang de naissance", "rang gémellaire", "rang"),
    "regime": ("régime", "code régime"),
    "fund": ("caisse", "code caisse", "caisse gestionnaire", "organisme"),
    "fund_center": ("centre", "code centre", "centre gestionnaire"),
    "amc_name": ("mutuelle", "complémentaire", "nom amc", "amc"),
    "amc_number": ("n° amc", "numéro amc", "n° mutuelle"),
    "member_number": ("n° adhérent", "numéro d'adhérent", "adhérent"),
    "phones": ("téléphone", "tél", "téléphones", "n° de téléphone", "telephone", "phone number"),
    "phones:mobile": (
        "portable",
        "tél portable",
        "téléphone portable",
        "mobile",
        "tél mobile",
        "gsm",
    ),
    "phones:home": (
        "tél domicile",
        "téléphone domicile",
        "tél fixe",
        "téléphone fixe",
        "fixe",
        "domicile",
        "home phone",
    ),
    "phones:work": (
        "tél travail",
        "tél pro",
        "téléphone professionnel",
        "tél bureau",
        "work phone",
    ),
    "email": (
        "e-mail",
        "mail",
        "courriel",
        "adresse e-mail",
        "adresse mail",
        "adresse électronique",
    ),
    "address_lines": ("adresse", "adresse 1", "adresse postale", "rue", "voie", "street"),
    "address_lines:2": ("adresse 2", "complément", "complément d'adresse", "address line 2"),
    "postal_code": ("code postal", "cp", "code postal ville", "zip", "postcode", "zip code"),
    "city": ("ville", "commune", "localité", "town"),
    "country": ("pays",),
    "occupation": ("profession", "métier", "job"),
    "preferred_language": (
        "langue",
        "langue parlée",
        "langue maternelle",
        "langue préférée",
        "language",
    ),
    "religion": ("religion", "culte"),
    "comments": (
        "commentaire",
        "commentaires",
        "remarque",
        "remarques",
        "notes",
        "note",
        "comment",
    ),
    "tags": ("tag", "étiquettes", "étiquette", "labels"),
    "numbers:dossier": (
        "n° dossier",
        "n° de dossier",
        "numéro de dossier",
        "ipp",
        "n° patient",
        "ref",
    ),
}
"""For each field, the names its column is known by. Punctuation, accents and case do not count."""

SHOWN = {
    "birth_date_fictive": ("date de naissance fictive",),
    "address_lines": ("lignes d'adresse",),
    "amc_name": ("complémentaire (AMC)", "complementary insurance (AMC)"),
    "fund_center": ("centre de la caisse",),
    "membership_started_on": ("abonnement depuis le", "member since"),
    "numbers": ("numéros",),
    "identity_flags": ("attributs de l'identité",),
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
    *("birth_date_fictive", "identity_flags"),
    *("billing_name", "billing_address", "payment_reference"),
    *("membership_name", "membership_started_on", "privacy_policy"),
    *("receive_email", "receive_sms", "promotional", "payment_reminders"),
    *("mssante_patient", "mssante_professionals"),
    *("dmp_consent", "dmp_visible_patient", "dmp_visible_professionals"),
    *SIGNATURES,
    *ANSWERS,
)
"""The fields whose columns are known by our own names alone."""


@cache
def _known() -> dict[str, str]:
    known = {fold(field.french): field.name for field in CATALOGUE if field.typed}
    known |= {fold(name): target for target, names in SYNONYMS.items() for name in names}
    known |= {fold(name): field for field, names in SHOWN.items() for name in names}
    known |= {fold(column.replace("_", " ")): column for column in READERS}
    return known


def target_of(header: str) -> str | None:
    """The field that a column of this name holds, as `field` or `field:kind`; `None` if none."""
    return _known().get(fold(header.replace("_", " ")))
