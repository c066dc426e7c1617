"""`semble vitale read`: a patient from the carte Vitale in the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from semble_cli.commands.ui.birth_place import with_birth_place
from semble_cli.commands.ui.context import Context, context_of
from semble_cli.commands.ui.language import tr, tr_about
from semble_cli.commands.ui.options.seconds import seconds_option
from semble_cli.commands.ui.options.shared import FormatOption
from semble_cli.commands.ui.options.taken import takes_fields
from semble_cli.commands.ui.output import Format, chosen, refuse_workbook_here, say, warn
from semble_cli.commands.ui.patients.argument import PatientWord, is_patient, patient_id
from semble_cli.commands.ui.prompts import choose
from semble_cli.commands.ui.streams import STDIN
from semble_cli.commands.ui.tables import shown_day, write_one
from semble_cli.commands.ui.words.choices import RecordReader
from semble_cli.commands.vitale.flow import take_retrieval
from semble_cli.commands.vitale.wants import (
    AGREEING,
    NEW,
    KeepOption,
    TakeOption,
    Wants,
    decisions,
)
from semble_cli.errors import BadUsage
from semble_cli.identity.nir import mask_nir
from semble_cli.identity.whole_names import Among
from semble_cli.patient.choices.of_patients import NEW_RECORD
from semble_cli.services.insurance.readers import read_card
from semble_cli.services.insurance.retrieval import of_card
from semble_cli.services.patients.history import changes_of
from semble_cli.services.patients.show import open_patient

if TYPE_CHECKING:
    from semble_cli.patient.vitale_card import CardInReader, OnCard
    from semble_cli.services.insurance.apply import Applied
    from semble_cli.services.insurance.billing import BilledReading

ReaderOption = Annotated[
    str | None,
    typer.Option("--reader", metavar="NAME", help="The reader: its name, or a part of it."),
]
AdriOption = Annotated[bool, typer.Option("--adri/--no-adri", help="Ask ADRi for rights.")]
InsiOption = Annotated[bool, typer.Option("--insi/--no-insi", help="Ask INSi for the identity.")]


@takes_fields
def read(
    ctx: typer.Context,
    *,
    reader: ReaderOption = None,
    source: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="FILE|-|URL",
            help="What billing software read from the card (SSV or DVF-lire, in JSON).",
        ),
    ] = None,
    beneficiary: Annotated[
        int | None,
        typer.Option(metavar="N", help="Which person on the card; 1 is the holder.", min=1),
    ] = None,
    wait: Annotated[
        float,
        seconds_option(
            "--wait", "Wait this long for a reader and a card, or for the program at a URL."
        ),
    ] = 0,
    adri: AdriOption = True,
    insi: InsiOption = True,
    patient: Annotated[
        str | None,
        typer.Option(
            metavar="PATIENT|new",
            help="Whose record it is, where several may be.",
            parser=RecordReader(NEW_RECORD),
        ),
    ] = None,
    take: TakeOption = None,
    keep: KeepOption = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help=AGREEING)] = False,
    form: FormatOption = None,
    given: dict[str, Any],
) -> None:
    """Read the card in the reader, ask ADRi and INSi, and create or update the patient.

    What was retrieved is shown beside what is on record. Nothing is written before you agree.
    A strict trait that differs has a question of its own. What the card does not tell can be given
    by the options of patient add; a field that the record holds is left as it is.

    With --from the card is one that billing software has read, with its address and rights: a file,
    what is piped in (-), or the address of the program itself.

    Examples:
    semble vitale read --wait 30
    semble vitale read --from card.json
    semble vitale read --from https://billing.example.org/vitale --yes -f json
    semble vitale read --beneficiary 2 --no-insi
    semble vitale read --yes --no-input --regime 01 --birth-rank 1 -f json | jq .changes
    """
    refuse_workbook_here(form)
    context = context_of(ctx)
    decided, record = decisions(take, keep), _record_of(context, patient)
    if source is not None and reader is not None:
        raise BadUsage("--reader is for a card in a reader; leave it out with --from.")
    if source == STDIN:
        context = context._replace(no_input=True)  # who pipes a reading in has no other input
    reading = _billed(context, source, wait) if source is not None else None
    found = (
        reading.found
        if reading
        else read_card(reader or context.settings.value("reader"), wait, say)
    )
    warn(found.card.warnings)
    number = beneficiary or _which(context, found)
    retrieval = reading.person(number) if reading else of_card(found.card.person(number))
    given = with_birth_place(context, given)
    wants = Wants(adri, insi, record, decided, yes, given, completes=True)
    done = take_retrieval(context, retrieval, wants)
    _show(context, found, number, done, form)


def _billed(context: Context, source: str, wait: float) -> BilledReading:
    from semble_cli.commands.vitale.billed import read_from  # not for a card in a reader

    return read_from(context, source, wait)


def _record_of(context: Context, patient: str | None) -> str | None:
    """The id of the record that `--patient` names; another word is left as it is."""
    if patient in (None, NEW) or not is_patient(patient):
        return patient
    return str(patient_id(context, PatientWord(patient, Among.REGISTER)))


def _which(context: Context, found: CardInReader) -> int:
    people = found.card.people
    if len(people) == 1:
        return 1
    if not context.may_ask:
        raise BadUsage(
            "The card bears {count} people: say who it is about with --beneficiary N.",
            count=len(people),
        )
    choices = [(str(number), person_line(card)) for number, card in enumerate(people, start=1)]
    return int(choose(tr("Who is it about?"), choices))


def person_line(card: OnCard) -> str:
    """A person on a card, on one line."""
    person = card.person
    born = shown_day(card.insured_birth_date)
    kind = tr_about("insured", person.sex) if card.is_holder else tr("dependant")
    return f"{person.name} {person.given_name}, {born} ({kind})"


def _show(
    context: Context, found: CardInReader, number: int, done: Applied, form: Format | None
) -> None:
    shown = open_patient(context.register, done.patient.id or 0)
    if chosen(form) is Format.TABLE:
        from semble_cli.commands.patient.display.summary import write_summary

        write_summary(shown)
        return
    document = dict(shown.document)
    if chosen(form) in (Format.JSON, Format.NDJSON):
        document["card"] = card_document(found, number)
        document["changes"] = changes_of(done.patient, done.changes)
    write_one(document, chosen(form))


def card_document(found: CardInReader, number: int) -> dict[str, Any]:
    """What was read from a card of one person, the NIR masked."""
    card = found.card.person(number)
    return {
        "reader": found.reader,
        "beneficiary": number,
        "beneficiaries": len(found.card.beneficiaries),
        "name": card.person.name,
        "given_name": card.person.given_name,
        "birth_date": card.insured_birth_date,
        "nir": mask_nir(card.person.nir) if card.person.nir else None,
        "insured_nir": mask_nir(card.insured_nir) if card.insured_nir else None,
    }
