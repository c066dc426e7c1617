"""The catalogue of a patient's fields: one row a field, from which every list of fields is derived.

What belongs to other rooms is joined by the field's name: its option in
`commands/ui/options/fields.py`, its line of the summary in
`commands/patient/display/summary.py`, its columns in files and its words in other programs in
`exchange/`, its column in the store in `store/tables/patient.py`. A test walks the catalogue and
fails for every field that a room neither places nor lists as having no word there.
"""

from collections.abc import Iterator
from enum import Enum, StrEnum, auto
from typing import NamedTuple

from semble_cli.identity.status import IdentitySource
from semble_cli.patient.record import ArchiveReason, Patient, PrivacyPolicy, Sex


class Kind(Enum):
    """What a field holds, and so how it is read, written and stored."""

    NAME = auto()
    GIVEN_NAMES = auto()
    LINE = auto()
    """A text of one line."""
    TEXT = auto()
    """A text of several lines."""
    LINES = auto()
    """As a text; a list of lines in the document."""
    WORD = auto()
    """One of a fixed list: `words`."""
    SWITCH = auto()
    """Yes or no."""
    CONSENT = auto()
    """A patient's `Answer`; nothing while it was not asked."""
    DAY = auto()
    BIRTH_DATE = auto()
    """A day, which may be known in part; it tells `birth_date_fictive` too."""
    MOMENT = auto()
    """A moment in UTC, to the second."""
    BIRTH_PLACE = auto()
    """A code of the COG, or the name of the place; each tells the other."""
    LANGUAGE = auto()
    """A code of ISO 639, or a language's name."""
    NIR = auto()
    BIRTH_RANK = auto()
    EMAIL = auto()
    PHONES = auto()
    NUMBERS = auto()
    TAGS = auto()
    FLAG = auto()
    """A flag of the identity: yes or no, given together as `identity_flags`."""
    INSURANCE_RIGHTS = auto()
    FORMER_INS = auto()
    PLAIN = auto()
    """A text or a number that nobody types."""


class Field(NamedTuple):
    """One field of a patient.

    Attributes:
        name: that of `Patient`, of the store's column, of the journal and of flat files.
        key: where the patient document shows it, `address.city` for a key inside an object; `None`
            where it is not shown by itself.
        french: the French term, for the glossary.
        note: what the glossary says beside.
        words: the fixed list of a `Kind.WORD`.
        light: each line of a search or a list has it.
        typed: people and files fill it in.
        strict: its change lowers the status of an identity (RNIV).
        compared: two identities are compared by it (`patient.matching`).
        secret: it is masked unless it is revealed.
        kept: the ledger of former patients keeps it: identity and contact data, never what may be
            medical, nor free text.
    """

    name: str
    kind: Kind
    key: str | None
    french: str
    note: str = ""
    words: type[StrEnum] | None = None
    light: bool = False
    typed: bool = False
    strict: bool = False
    compared: bool = False
    secret: bool = False
    kept: bool = False


_STRICT = "light typed strict compared kept"
_COMPARED = "light typed compared kept"
_EVERYDAY = "light typed kept"
_TYPED = "typed kept"
_OURS = "light kept"


def _field(
    name: str,
    kind: Kind,
    french: str,
    traits: str,
    note: str = "",
    *,
    at: str | None = "",
    words: type[StrEnum] | None = None,
) -> Field:
    """A row: its traits as one text; it stands in the document under its name, else *at* a key."""
    key = name if at == "" else at
    return Field(name, kind, key, french, note, words, **dict.fromkeys(traits.split(), True))


_K = Kind


def _consent(name: str, french: str) -> Iterator[Field]:
    """The rows of a consent: the answer, which the document's preferences give as true or false,
    and of when and by whom it is."""
    answered = "accepted or refused; nothing while not asked"
    yield _field(name, _K.CONSENT, french, _TYPED, answered, at=f"preferences.{name}")
    recorded = f"consents.{name}"
    yield _field(f"{name}_on", _K.DAY, f"{french} : recueilli le", _TYPED, at=f"{recorded}.on")
    yield _field(f"{name}_by", _K.LINE, f"{french} : recueilli par", _TYPED, at=f"{recorded}.by")


CATALOGUE: tuple[Field, ...] = (
    _field("id", _K.PLAIN, "identifiant Semble", _OURS, "given once, never reused"),
    _field("birth_name", _K.NAME, "nom de naissance", _STRICT),
    _field(
        "first_given_name",
        _K.GIVEN_NAMES,
        "premier prénom de naissance",
        _STRICT,
        "the beginning of the list",
    ),
    _field(
        "birth_given_names",
        _K.GIVEN_NAMES,
        "liste des prénoms de naissance",
        _STRICT,
        "as in the civil register",
    ),
    _field("used_name", _K.NAME, "nom utilisé", _COMPARED),
    _field("used_given_name", _K.GIVEN_NAMES, "prénom utilisé", _COMPARED),
    _field("title", _K.LINE, "civilité", _EVERYDAY),
    _field("sex", _K.WORD, "sexe", _STRICT, "F, M, I (indéterminé)", words=Sex),
    _field("birth_date", _K.BIRTH_DATE, "date de naissance", _STRICT),
    _field(
        "birth_date_fictive",
        _K.SWITCH,
        "date de naissance fictive (interpolée)",
        _COMPARED,
        "part of it was set by rule",
    ),
    _field("birth_place_code", _K.BIRTH_PLACE, "code INSEE (COG) du lieu de naissance", _STRICT),
    _field("birth_place", _K.BIRTH_PLACE, "lieu de naissance", _EVERYDAY, "its name"),
    _field(
        "identity_retrieved",
        _K.SWITCH,
        "identité récupérée (INSi)",
        "kept",
        "one of the two facts of the status",
        at=None,
    ),
    _field(
        "identity_checked", _K.SWITCH, "identité contrôlée (pièce)", "kept", "the other", at=None
    ),
    _field("homonym", _K.FLAG, "attribut homonyme", _OURS, "flag", at="identity_flags"),
    _field(
        "doubtful", _K.FLAG, "attribut douteux", _OURS, "flag; forces PROV", at="identity_flags"
    ),
    _field(
        "fictitious", _K.FLAG, "attribut fictif", _OURS, "flag; forces PROV", at="identity_flags"
    ),
    _field("identity_source", _K.WORD, "origine de l'identité", _OURS, words=IdentitySource),
    _field("identity_document", _K.PLAIN, "pièce d'identité contrôlée", "kept", at=None),
    _field("identity_checked_on", _K.DAY, "date du contrôle", "kept", at=None),
    _field(
        "ins_matricule",
        _K.PLAIN,
        "matricule INS",
        "light compared secret kept",
        "NIR or NIA that identifies the patient",
        at="ins.matricule",
    ),
    _field(
        "ins_oid",
        _K.PLAIN,
        "OID de la structure d'affectation",
        _OURS,
        "says what kind of matricule it is",
        at="ins.oid",
    ),
    _field(
        "nir",
        _K.NIR,
        "numéro de sécurité sociale (NIR) de l'assuré",
        "light typed compared secret kept",
        "not the INS for a dependant",
    ),
    _field("phones", _K.PHONES, "téléphones", _EVERYDAY, "with their types; kept as typed"),
    _field("email", _K.EMAIL, "adresse e-mail", _EVERYDAY),
    _field("address_lines", _K.LINES, "adresse", _EVERYDAY, at="address.lines"),
    _field("postal_code", _K.LINE, "code postal", _EVERYDAY, at="address.postal_code"),
    _field("city", _K.LINE, "ville", _EVERYDAY, at="address.city"),
    _field("country", _K.LINE, "pays", _EVERYDAY, at="address.country"),
    _field("tags", _K.TAGS, "tags (étiquettes)", _EVERYDAY),
    _field(
        "blocked_on", _K.DAY, "bloqué le", _OURS, "no appointment at the practice", at="blocked.on"
    ),
    _field("blocked_reason", _K.PLAIN, "motif du blocage", _OURS, at="blocked.reason"),
    _field("archived_on", _K.DAY, "archivé le", _OURS, at="archived.on"),
    _field(
        "archive_reason",
        _K.WORD,
        "motif d'archivage",
        _OURS,
        at="archived.reason",
        words=ArchiveReason,
    ),
    _field("deceased_on", _K.DAY, "date de décès", _OURS),
    _field("created_at", _K.MOMENT, "créé le", _OURS, "UTC"),
    _field("updated_at", _K.MOMENT, "modifié le", _OURS, "UTC"),
    _field("version", _K.PLAIN, "version du dossier", _OURS, "one more at each change"),
    _field("occupation", _K.LINE, "profession", _TYPED),
    _field("religion", _K.LINE, "religion", "typed"),
    _field("comments", _K.TEXT, "commentaires", "typed"),
    _field("regime", _K.LINE, "régime d'assurance maladie", _TYPED, at="coverage.regime"),
    _field(
        "birth_rank",
        _K.BIRTH_RANK,
        "rang de naissance (gémellaire)",
        "typed compared kept",
        at="coverage.birth_rank",
    ),
    _field("amc_name", _K.LINE, "organisme complémentaire (AMC)", _TYPED, at="coverage.amc_name"),
    _field("amc_number", _K.LINE, "numéro d'AMC", _TYPED, at="coverage.amc_number"),
    _field("member_number", _K.LINE, "numéro d'adhérent", _TYPED, at="coverage.member_number"),
    _field("fund", _K.LINE, "caisse gestionnaire", _TYPED, "its code", at="coverage.fund"),
    _field(
        "fund_center", _K.LINE, "centre gestionnaire", _TYPED, "its code", at="coverage.fund_center"
    ),
    _field(
        "birth_date_as_insured",
        _K.PLAIN,
        "date de naissance « lunaire »",
        "kept",
        "as the health insurance has it, `1963-00-00`",
        at=None,
    ),
    _field("billing_name", _K.LINE, "nom de facturation", _TYPED, at="billing.name"),
    _field("billing_address", _K.TEXT, "adresse de facturation", _TYPED, at="billing.address"),
    _field(
        "payment_reference",
        _K.LINE,
        "référence de paiement",
        _TYPED,
        at="billing.payment_reference",
    ),
    _field("membership_name", _K.LINE, "abonnement", _TYPED, at="billing.membership_name"),
    _field(
        "membership_started_on",
        _K.DAY,
        "début de l'abonnement",
        _TYPED,
        at="billing.membership_started_on",
    ),
    _field(
        "numbers",
        _K.NUMBERS,
        "numéros d'identification",
        _TYPED,
        "name and value, of the practice's own",
    ),
    _field("privacy_policy", _K.WORD, "politique de confidentialité", _TYPED, words=PrivacyPolicy),
    *_consent("receive_email", "messages par e-mail"),
    *_consent("receive_sms", "messages par SMS"),
    *_consent("promotional", "messages promotionnels"),
    *_consent("payment_reminders", "rappels de paiement"),
    *_consent("mssante_patient", "MSSanté avec le patient"),
    *_consent("mssante_professionals", "MSSanté entre les professionnels de santé"),
    *_consent("dmp_consent", "consentement au DMP"),
    _field(
        "dmp_visible_patient",
        _K.SWITCH,
        "visible par le patient et les représentants légaux",
        _TYPED,
        "needs the consent",
        at="preferences.dmp_visible_patient",
    ),
    _field(
        "dmp_visible_professionals",
        _K.SWITCH,
        "visible par les autres professionnels de santé",
        _TYPED,
        "needs the consent",
        at="preferences.dmp_visible_professionals",
    ),
    _field("preferred_language", _K.LANGUAGE, "langue parlée", _TYPED, "a code of ISO 639"),
    _field(
        "rights",
        _K.INSURANCE_RIGHTS,
        "périodes de droits",
        "",
        "`amo` (droits AMO), `ald` (ALD), `amc` (mutuelle)",
        at="rights.periods",
    ),
    _field(
        "rights_checked_on",
        _K.DAY,
        "date du dernier contrôle des droits",
        "",
        at="rights.checked_on",
    ),
    _field(
        "former_ins",
        _K.FORMER_INS,
        "historique des matricules INS",
        "secret kept",
        at="ins_history",
    ),
    _field("merged_into", _K.PLAIN, "fusionné avec", "kept", at=None),
)
"""Every field of a patient, in the order of the document."""

FIELD: dict[str, Field] = {field.name: field for field in CATALOGUE}


def _named(**traits: object) -> tuple[str, ...]:
    """The names of the fields with these traits, in the order of the record."""
    return tuple(
        name
        for name in Patient._fields
        if all(getattr(FIELD[name], trait) == value for trait, value in traits.items())
    )


STRICT_TRAITS = _named(strict=True)
"""The traits whose change lowers the status of an identity (RNIV)."""

COMPARED = _named(compared=True)
"""The fields by which two identities are compared (`patient.matching`)."""

SECRET = _named(secret=True)
"""The fields that are masked unless they are revealed."""

KEPT_AFTER_DELETION = _named(kept=True)
"""The fields that the ledger of former patients may keep."""

TYPED = _named(typed=True)
"""The fields that people and files fill in."""

COLLECTIONS = tuple(
    name
    for name in Patient._fields
    if FIELD[name].kind in (_K.PHONES, _K.NUMBERS, _K.TAGS, _K.INSURANCE_RIGHTS, _K.FORMER_INS)
)
"""The fields that hold several values; each has a table of its own."""

CONSENTS = tuple(field.name for field in CATALOGUE if field.kind is _K.CONSENT)
"""The fields that are a patient's answer to a question of consent."""

TRUTHS = frozenset(field.name for field in CATALOGUE if field.kind in (_K.SWITCH, _K.FLAG))
"""The fields that are yes or no."""
