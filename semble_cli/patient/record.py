"""What the register holds of a patient, as one flat value.

The names of the fields are those of the store's columns, of the journal and of flat files; the
nested document that people and scripts see is made in `patient/document.py`. What each field is
stands in `patient/catalogue.py`.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple, Self

from semble_cli.identity.ins import PastIns
from semble_cli.identity.names import full_name
from semble_cli.identity.status import IdentityFlag, IdentitySource, Standing
from semble_cli.patient.insurance import RightsPeriod


class Sex(StrEnum):
    """Administrative sex. INSi only answers F or M; I is for a sex not known locally (RNIV)."""

    FEMALE = "F"
    MALE = "M"
    INDETERMINATE = "I"


class PhoneType(StrEnum):
    MOBILE = "mobile"
    HOME = "home"
    WORK = "work"
    OTHER = "other"


class PrivacyPolicy(StrEnum):
    ACCEPTED = "accepted"
    REFUSED = "refused"
    NOT_ASKED = "not_asked"


class Answer(StrEnum):
    """What a patient said when asked for a consent; `None` is "not asked". A refusal is an
    opposition: it is never inferred from a consent that is missing."""

    ACCEPTED = "accepted"
    REFUSED = "refused"


class ArchiveReason(StrEnum):
    INACTIVE = "inactive"
    DISCHARGED = "discharged"
    DECEASED = "deceased"
    MOVED_AWAY = "moved_away"
    LAPSED_MEMBERSHIP = "lapsed_membership"
    PATIENT_REQUEST = "patient_request"
    OTHER = "other"


class Phone(NamedTuple):
    """A telephone number as entered, and what kind it is."""

    type: PhoneType
    number: str

    def __repr__(self) -> str:
        return f"Phone({self.type})"


class ExtraNumber(NamedTuple):
    """An identification number of the practice's own, such as a former software's."""

    name: str
    value: str

    def __repr__(self) -> str:
        return f"ExtraNumber({self.name})"


class Patient(NamedTuple):
    """A patient of the register. Texts are as entered; dates are civil days; `None` is "not known".

    Build one from what people type with `patient.intake`, which checks; this value does not.
    `nir` is that of the insured, `birth_date_as_insured` the birth date as the health insurance
    holds it (`1963-00-00`) where no calendar has it.
    """

    birth_name: str
    birth_given_names: str
    first_given_name: str
    birth_date: date
    sex: Sex
    birth_place_code: str
    birth_place: str

    id: int | None = None
    birth_date_fictive: bool = False
    used_name: str | None = None
    used_given_name: str | None = None
    title: str | None = None

    ins_matricule: str | None = None
    ins_oid: str | None = None
    former_ins: tuple[PastIns, ...] = ()
    identity_retrieved: bool = False
    identity_checked: bool = False
    homonym: bool = False
    doubtful: bool = False
    fictitious: bool = False
    identity_source: IdentitySource = IdentitySource.MANUAL
    identity_document: str | None = None
    identity_checked_on: date | None = None

    nir: str | None = None
    regime: str | None = None
    birth_rank: int | None = None
    fund: str | None = None
    fund_center: str | None = None
    birth_date_as_insured: str | None = None
    amc_name: str | None = None
    amc_number: str | None = None
    member_number: str | None = None
    rights: tuple[RightsPeriod, ...] = ()
    rights_checked_on: date | None = None

    phones: tuple[Phone, ...] = ()
    email: str | None = None
    address_lines: str | None = None
    postal_code: str | None = None
    city: str | None = None
    country: str | None = None

    occupation: str | None = None
    religion: str | None = None
    comments: str | None = None
    numbers: tuple[ExtraNumber, ...] = ()
    tags: tuple[str, ...] = ()

    billing_name: str | None = None
    billing_address: str | None = None
    payment_reference: str | None = None
    membership_name: str | None = None
    membership_started_on: date | None = None

    privacy_policy: PrivacyPolicy = PrivacyPolicy.NOT_ASKED
    receive_email: Answer | None = None
    receive_email_on: date | None = None
    receive_email_by: str | None = None
    receive_sms: Answer | None = None
    receive_sms_on: date | None = None
    receive_sms_by: str | None = None
    promotional: Answer | None = None
    promotional_on: date | None = None
    promotional_by: str | None = None
    payment_reminders: Answer | None = None
    payment_reminders_on: date | None = None
    payment_reminders_by: str | None = None
    mssante_patient: Answer | None = None
    mssante_patient_on: date | None = None
    mssante_patient_by: str | None = None
    mssante_professionals: Answer | None = None
    mssante_professionals_on: date | None = None
    mssante_professionals_by: str | None = None
    dmp_consent: Answer | None = None
    dmp_consent_on: date | None = None
    dmp_consent_by: str | None = None
    dmp_visible_patient: bool = False
    dmp_visible_professionals: bool = False
    preferred_language: str | None = None

    blocked_on: date | None = None
    blocked_reason: str | None = None
    archived_on: date | None = None
    archive_reason: ArchiveReason | None = None
    deceased_on: date | None = None
    merged_into: int | None = None

    created_at: datetime | None = None
    updated_at: datetime | None = None
    version: int = 1

    def __repr__(self) -> str:
        # Traits and numbers must never reach a log or a traceback.
        return f"Patient(id={self.id}, version={self.version})"

    @property
    def full_name(self) -> str:
        """Used name (else birth name), a space, used given name (else the first given name)."""
        return full_name(
            self.birth_name, self.used_name, self.first_given_name, self.used_given_name
        )

    @property
    def standing(self) -> Standing:
        """How sure the identity is: the two facts and the flags of the RNIV."""
        flags = {flag for flag in IdentityFlag if getattr(self, flag.value)}
        return Standing(self.identity_retrieved, self.identity_checked, frozenset(flags))

    def with_standing(self, standing: Standing) -> Self:
        """The same patient with another standing; one that may hold no INS loses it."""
        flags: dict[str, Any] = {flag.value: flag in standing.flags for flag in IdentityFlag}
        dropped: dict[str, Any] = (
            {} if standing.may_hold_ins else {"ins_matricule": None, "ins_oid": None}
        )
        return self._replace(
            identity_retrieved=standing.retrieved,
            identity_checked=standing.checked,
            **flags,
            **dropped,
        )


FIELDS: tuple[str, ...] = Patient._fields
"""Every field of a patient, in the order of the class."""

BOOKKEEPING = ("id", "created_at", "updated_at", "version")
"""The fields that the store keeps by itself."""
