"""What is said of something shared: what it is and for whom before, what became of it after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.commands.document.said import named, shown_size
from semble_cli.commands.ui.confirmations.sentences import who
from semble_cli.commands.ui.language import field_label, tr
from semble_cli.commands.ui.output import say, warn
from semble_cli.commands.ui.tables import shown_time
from semble_cli.errors import Sentence
from semble_cli.patient.choices.of_records import WAYS
from semble_cli.patient.sharing.delivery import Delivery, Outcome
from semble_cli.patient.sharing.ways import RecipientKind, Sealing, ShareKind, Way

if TYPE_CHECKING:
    from semble_cli.patient.sharing.share import ShareRecipient
    from semble_cli.services.sharing.preparing import PreparedRecipient, PreparedShare

OUTCOMES = {
    Outcome.INTENDED: Sentence("not known whether it left"),
    Outcome.SENT: Sentence("sent"),
    Outcome.REFUSED: Sentence("refused by the server"),
    Outcome.UNSENT: Sentence("not sent"),
    Outcome.UNKNOWN: Sentence("not known whether it arrived"),
    Outcome.WRITTEN: Sentence("written to a file"),
}

_SEALED = {
    Sealing.PDF: Sentence("as an encrypted PDF"),
    Sealing.ZIP: Sentence("as an encrypted ZIP file"),
}

_TOLD = {
    Outcome.SENT: Sentence("Sent to {whom}."),
    Outcome.REFUSED: Sentence("Refused by the server for {whom}: {code} {words}"),
    Outcome.UNSENT: Sentence("Not sent to {whom}."),
    Outcome.UNKNOWN: Sentence(
        "The line broke before the server answered: it is not known whether it arrived at {whom}."
    ),
    Outcome.WRITTEN: Sentence("The message to {whom} is written."),
}


def whom(recipient: ShareRecipient) -> str:
    """A recipient, with the address."""
    if recipient.kind == RecipientKind.ADDRESS:
        return recipient.address
    if recipient.kind == RecipientKind.PATIENT:
        return f"{recipient.address} ({field_label('patient')})"
    return f"{recipient.name} <{recipient.address}>"


def way_of(recipient: ShareRecipient) -> str:
    """By which way it goes, and how it is sealed."""
    way = tr(WAYS.name(Way(recipient.way)))
    if recipient.sealing is None:
        return way
    return f"{way}, {tr(_SEALED[Sealing(recipient.sealing)])}"


def tell_prepared(prepared: PreparedShare) -> None:
    """Say what is about to be shared, with whom, by which way and how it is sealed."""
    say("{who}: to be shared:", who=who(prepared.patient))
    if prepared.kind is ShareKind.EXPORT:
        say("  {what}", what=tr("the complete export of the record"))
    else:
        for document, size in zip(prepared.documents, prepared.sizes, strict=True):
            say("  {what}, {size}", what=named(document), size=shown_size(size))
    for each in prepared.recipients:
        told = each.recipient.told
        say("  to {whom}, by {way}", whom=whom(told), way=way_of(told))
    warn(prepared.doubts)
    if prepared.asked.override is not None:
        warn([Sentence("it is shared against the patient's answer.")])


def repeated_line(each: PreparedRecipient) -> Sentence:
    """Which earlier share of the same may have arrived at a recipient."""
    before = each.before[-1]
    what = _SOME_OF_IT if before.part else _THE_SAME
    return Sentence(
        what.text,
        whom=whom(before.told),
        id=before.share_id,
        at=shown_time(before.at),
        outcome=OUTCOMES[before.outcome],
        part=", ".join(map(str, before.part)),
    )


_THE_SAME = Sentence("the same was shared with {whom} already: share {id} of {at} ({outcome}).")
_SOME_OF_IT = Sentence(
    "some of it (documents: {part}) was shared with {whom} already: share {id} of {at} ({outcome})."
)


def tell_outcome(recipient: ShareRecipient, delivery: Delivery) -> None:
    """Say what became of the message to a recipient."""
    say(
        _TOLD[delivery.outcome].text,
        whom=whom(recipient),
        code=delivery.code or "",
        words=delivery.words,
    )


def tell_unnoted(recipient: ShareRecipient, delivery: Delivery) -> None:
    """Say what became of a message where the register could not note it."""
    tell_outcome(recipient, delivery)
    say(
        "The register could not note that: semble document shares tells that it is not known"
        " whether it left."
    )
