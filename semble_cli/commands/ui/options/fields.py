"""The options that fill in a patient's fields, the same for `patient add` and `patient edit`."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, NamedTuple

from semble_cli.patient.choices import of_patients as words
from semble_cli.patient.choices.reader import Choices
from semble_cli.patient.consents.rules import ANSWERS, SIGNATURES
from semble_cli.patient.record import Answer, PrivacyPolicy


class DmpAnswer(StrEnum):
    """What `--dmp` takes. `unknown` is: not asked yet."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


DMP_ANSWERS = Choices(
    {
        DmpAnswer.YES: (*words.SWITCH.words(True), *words.CONSENT_ANSWERS.words(Answer.ACCEPTED)),
        DmpAnswer.NO: (*words.SWITCH.words(False), *words.CONSENT_ANSWERS.words(Answer.REFUSED)),
        DmpAnswer.UNKNOWN: words.CONSENT_ANSWERS.words(PrivacyPolicy.NOT_ASKED),
    }
)


class FieldOption(NamedTuple):
    """One option: the field it fills in, its name, what it takes, and its help. A switch takes
    nothing, and its name is two, `--sms/--no-sms`."""

    field: str
    name: str
    metavar: str
    help: str
    several: bool = False
    is_switch: bool = False
    choices: Choices[Any] | None = None


_IDENTITY = (
    FieldOption("birth_name", "--birth-name", "NAME", "The birth name."),
    FieldOption("first_given_name", "--first-name", "NAME", "The first birth given name."),
    FieldOption(
        "birth_given_names",
        "--given-names",
        "NAMES",
        "All birth given names, spaces between them.",
    ),
    FieldOption("used_name", "--used-name", "NAME", "The used name, where it differs."),
    FieldOption("used_given_name", "--used-first-name", "NAME", "The used given name."),
    FieldOption("title", "--title", "TEXT", "The title: Mme, M., Dr ..."),
    FieldOption("sex", "--sex", "F|M|I", "The sex: female, male or indeterminate."),
    FieldOption(
        "birth_date",
        "--birth-date",
        "DATE",
        "The birth date: 31/12/1975, 1975-12-31, 12/1975, 1975.",
    ),
    FieldOption(
        "birth_place",
        "--birth-place",
        "CODE|NAME",
        "The birth place: its INSEE code or name; 99999 where it is not known.",
    ),
    FieldOption(
        "identity_flags",
        "--flag",
        "FLAG",
        "A flag of the identity: homonym, doubtful, fictitious.",
        several=True,
    ),
)

_INSURANCE = (
    FieldOption(
        "nir", "--nir", "NUMBER|-", "The NIR of the insured; - reads it from standard input."
    ),
    FieldOption("regime", "--regime", "CODE", "The health insurance regime."),
    FieldOption("birth_rank", "--birth-rank", "1-9", "The rank of birth on the insured's card."),
    FieldOption("fund", "--fund", "CODE", "The code of the health insurance fund."),
    FieldOption("fund_center", "--fund-center", "CODE", "The code of the fund's center."),
    FieldOption("amc_name", "--amc", "NAME", "The complementary insurance (AMC)."),
    FieldOption("amc_number", "--amc-number", "NUMBER", "The number of the AMC."),
    FieldOption("member_number", "--member-number", "NUMBER", "The member number at the AMC."),
)

_CONTACT = (
    FieldOption(
        "phones",
        "--phone",
        "TYPE:NUMBER",
        "A phone: mobile, home, work or other.",
        several=True,
    ),
    FieldOption("email", "--email", "ADDRESS", "The e-mail address."),
    FieldOption("address_lines", "--address", "TEXT", "The lines of the postal address."),
    FieldOption("postal_code", "--postal-code", "CODE", "The postal code."),
    FieldOption("city", "--city", "NAME", "The city."),
    FieldOption("country", "--country", "NAME", "The country."),
)

_ABOUT = (
    FieldOption("occupation", "--occupation", "TEXT", "The occupation."),
    FieldOption(
        "preferred_language",
        "--language",
        "CODE|NAME",
        "The language the patient speaks: fr, ar, kabyle ...",
    ),
    FieldOption("religion", "--religion", "TEXT", "The religion."),
    FieldOption("comments", "--comment", "TEXT", "Anything else worth knowing."),
    FieldOption(
        "numbers",
        "--number",
        "NAME=VALUE",
        "An identification number of your own.",
        several=True,
    ),
    FieldOption("tags", "--tag", "TAG", "A tag of the practice.", several=True),
    FieldOption(
        "privacy_policy",
        "--privacy",
        "accepted|refused|not_asked",
        "The practice's privacy policy: the patient's answer.",
    ),
)

_BILLING = (
    FieldOption("billing_name", "--billing-name", "NAME", "Whom invoices are made out to."),
    FieldOption("billing_address", "--billing-address", "TEXT", "Where invoices are sent."),
    FieldOption("payment_reference", "--payment-reference", "TEXT", "The payment reference."),
    FieldOption("membership_name", "--membership", "NAME", "The membership of the practice."),
    FieldOption("membership_started_on", "--membership-since", "DATE", "When it began."),
)


def _consent(field: str, name: str, about: str) -> FieldOption:
    return FieldOption(field, f"--{name}/--no-{name}", "", about, is_switch=True)


_CONSENTS = (
    _consent("receive_email", "email-messages", "Messages by e-mail: accepted, or refused."),
    _consent("receive_sms", "sms", "Messages by SMS: accepted, or refused."),
    _consent("promotional", "promotional", "News of the practice: accepted, or refused."),
    _consent("payment_reminders", "payment-reminders", "Payment reminders: accepted, or refused."),
    _consent(
        "mssante_patient", "mssante-patient", "MSSanté with the patient: accepted, or refused."
    ),
    _consent(
        "mssante_professionals",
        "mssante-pro",
        "MSSanté between professionals: accepted, or refused.",
    ),
    FieldOption(
        "dmp_consent",
        "--dmp",
        "",
        "Documents in the DMP: accepted, refused, or not asked.",
        choices=DMP_ANSWERS,
    ),
    FieldOption(
        "dmp_visible_patient",
        "--dmp-visible",
        "patient,pro|none",
        "Who sees the documents in the DMP; this needs the consent.",
    ),
)

PANELS = {
    "Identity": _IDENTITY,
    "Health insurance": _INSURANCE,
    "Contact": _CONTACT,
    "About the patient": _ABOUT,
    "Billing": _BILLING,
    "Consents": _CONSENTS,
}
"""The fields of a patient that options fill in, by the panel of the help they stand in."""

FIELD_OPTIONS = tuple(option for options in PANELS.values() for option in options)

NO_OPTION = (
    *("birth_date_fictive", "birth_place_code"),  # told by the date; the place may be a code
    "dmp_visible_professionals",  # told by the option of the other visibility
    *SIGNATURES,  # the day is today, the author who works
    *ANSWERS,
)
"""The fields that people fill in otherwise."""

CONSENT_PANELS = {
    "Communication preferences": (
        _CONSENTS[0]._replace(name="--email/--no-email"),  # no address stands beside it
        *_CONSENTS[1:4],
    ),
    "Secure messaging (MSSanté)": _CONSENTS[4:6],
    "Documents in the DMP": _CONSENTS[6:],
    "Privacy policy": tuple(option for option in _ABOUT if option.field == "privacy_policy"),
}
"""What a command takes that is about consents alone, by panel."""
