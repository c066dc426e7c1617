"""The options that fill in a patient's fields, the same for `patient add` and `patient edit`."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterator
from typing import Annotated, Any, NamedTuple

import typer

from semble_cli.errors import BadUsage


class FieldOption(NamedTuple):
    """One option: the field it fills in, its name, what it takes, and its help."""

    field: str
    name: str
    metavar: str
    help: str
    several: bool = False


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

PANELS = {
    "Identity": _IDENTITY,
    "Health insurance": _INSURANCE,
    "Contact": _CONTACT,
    "About the patient": _ABOUT,
    "Billing": _BILLING,
}
"""The fields of a patient that options fill in, by the panel of the help they stand in."""

FIELD_OPTIONS = tuple(option for options in PANELS.values() for option in options)

NO_OPTION = (
    *("birth_date_fictive", "birth_place_code"),  # told by the date; the place may be a code
    *("receive_email", "receive_sms", "promotional", "payment_reminders"),
    *("mssante_patient", "mssante_professionals"),
    *("dmp_consent", "dmp_visible_patient", "dmp_visible_professionals"),
)
"""The fields that people fill in otherwise: preferences and consents by `semble patient prefs`."""


def takes_fields(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of `FIELD_OPTIONS`: it gets those given, by field, as `given`."""

    def run(*arguments: Any, **options: Any) -> None:
        given = {option.field: options.pop(option.field) for option in FIELD_OPTIONS}
        command(*arguments, given=_given(given), **options)

    signature = inspect.signature(command, eval_str=True)
    own = [parameter for name, parameter in signature.parameters.items() if name != "given"]
    run.__signature__ = inspect.Signature([*own, *_parameters()])  # type: ignore[attr-defined]
    run.__doc__ = command.__doc__
    return run


def _parameters() -> Iterator[inspect.Parameter]:
    for panel, options in PANELS.items():
        for option in options:
            yield _parameter(option, panel)


def _parameter(option: FieldOption, panel: str) -> inspect.Parameter:
    kind = list[str] | None if option.several else str | None
    return inspect.Parameter(
        option.field,
        inspect.Parameter.KEYWORD_ONLY,
        default=None,
        annotation=Annotated[
            kind,
            typer.Option(
                option.name, metavar=option.metavar, help=option.help, rich_help_panel=panel
            ),
        ],
    )


def _given(options: dict[str, Any]) -> dict[str, Any]:
    given = {field: value for field, value in options.items() if value not in (None, [])}
    if given.get("nir") == "-":
        given["nir"] = read_line()
    return given


def read_line() -> str:
    """One line of standard input, for a value too private for a command line.

    Raises:
        BadUsage: there is none.
    """
    line = sys.stdin.readline().strip()
    if not line:
        raise BadUsage("- reads from standard input, which is empty.")
    return line
