"""Something shared, whatever it is: shown, asked about, sealed, sent, and then told."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.commands.sharing.options import given_passphrase
from semble_cli.commands.sharing.telling import (
    repeated_line,
    tell_outcome,
    tell_prepared,
    tell_unnoted,
    whom,
)
from semble_cli.commands.sharing.wording import wording_in
from semble_cli.commands.ui.language import tr
from semble_cli.commands.ui.output import Format, chosen, say, warn, write
from semble_cli.errors import BadUsage, Conflict, DoneInPart, MailError
from semble_cli.patient.sharing.delivery import Outcome
from semble_cli.patient.sharing.ways import Sealing, Way
from semble_cli.services.sharing.preparing import ShareAsked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from semble_cli.commands.ui.context import Context
    from semble_cli.services.sharing.preparing import PreparedShare
    from semble_cli.services.sharing.sending import DoneShare, HowSent

_DONE = (Outcome.SENT, Outcome.WRITTEN)


class ShareOptions(NamedTuple):
    """What the commands that share something are given."""

    to: list[str] | None
    by: Way | None
    eml: str | None
    is_zip: bool
    passphrase_file: str | None
    passphrase_fd: int | None
    override: str | None
    is_meant: bool
    language: str
    form: Format | None
    resends: int | None = None

    @property
    def asked(self) -> ShareAsked:
        sealing = Sealing.ZIP if self.is_zip else Sealing.PDF
        return ShareAsked(tuple(self.to or ()), self.by, sealing, self.override, self.resends)


def refuse_unusable(options: ShareOptions) -> None:
    """Refuse options that do not go together, and a file that cannot be made, before an export is.

    Raises:
        BadUsage: they do not, or it cannot.
    """
    if options.is_zip and options.by is Way.MSSANTE:
        raise BadUsage("--zip goes with e-mail: MSSanté is the secure way itself.")
    if options.resends is not None and options.by is not None:
        raise BadUsage("--resend goes by the way it went: give --by without it, with documents.")
    if options.eml is not None:
        with suppress(_OnlyTried), _new_message(options.eml):
            raise _OnlyTried


class _OnlyTried(Exception):
    """Ends the making of a file that was begun to see whether it can be."""


def confirmed(
    context: Context, prepared: PreparedShare, options: ShareOptions
) -> PreparedShare | None:
    """What is to be shared in the end, once a person was asked; `None` for nothing.

    Raises:
        BadUsage: nobody is there to be asked. Conflict: the same may have arrived already.
        InvalidSetting: something is not set.
    """
    from semble_cli.services.sharing.messages import refuse_unset

    is_written = options.eml is not None
    if is_written and len(prepared.recipients) > 1:
        raise BadUsage("--eml writes the message to one recipient: give one --to.")
    own = context.settings.own
    refuse_unset(context.register, prepared, own, is_written=is_written)
    if options.is_meant:
        warn(prepared.doubts)
        return prepared
    if not context.may_ask:
        return _decided_alone(prepared)
    from semble_cli.commands.ui.prompts import confirm

    tell_prepared(prepared)
    if prepared.repeated:
        warn(map(repeated_line, prepared.repeated))
        if not confirm(tr("Send it there again?")):
            prepared = prepared.without_repeated()
            if not prepared.recipients:
                return None
    return prepared if confirm(tr("Share it?")) else None


def _decided_alone(prepared: PreparedShare) -> PreparedShare:
    """What is done where nobody is there to be asked: one is repeated where it did not arrive."""
    if prepared.doubts:
        raise BadUsage(
            "Nobody is there to be asked: {doubt} With --yes it is shared all the same.",
            doubt=prepared.doubts[0],
        )
    if not prepared.repeated:
        return prepared
    left = prepared.without_repeated()
    if prepared.asked.resends is None or not left.recipients:
        raise Conflict(
            "Nothing was sent: {before} With --yes it is sent there again.",
            before=repeated_line(prepared.repeated[0]),
        )
    warn(map(repeated_line, prepared.repeated))
    say("It is sent to the others alone.")
    return left


def how_sent(context: Context, prepared: PreparedShare, options: ShareOptions) -> HowSent:
    """With what it is sent: all that the settings name for it is had before a passphrase is shown
    or an export made.

    Raises:
        BadUsage, Refused: as `given_passphrase`; a passphrase is given for what is not sealed.
        InvalidSetting, BadUsage: as `servers_for`.
    """
    from semble_cli.services.sharing.messages import servers_for
    from semble_cli.services.sharing.sending import HowSent

    passphrase, own = None, context.settings.own
    is_sealed = any(each.recipient.told.way == Way.EMAIL for each in prepared.recipients)
    if is_sealed:
        passphrase = given_passphrase(context, options.passphrase_file, options.passphrase_fd)
    elif options.passphrase_file is not None or options.passphrase_fd is not None:
        raise BadUsage("A passphrase is for e-mail: MSSanté is the secure way itself.")
    servers = {} if options.eml is not None else servers_for(context.register, prepared, own)
    if is_sealed and passphrase is None:
        passphrase = _made_passphrase()
    is_zip = prepared.asked.sealing is Sealing.ZIP
    wording = wording_in(options.language, is_zip=is_zip)
    return HowSent(passphrase, wording, own, servers, tell_outcome, tell_unnoted)


def _made_passphrase() -> str:
    """A new passphrase, shown this once: before anything leaves, for what is sent needs it."""
    from semble_cli.patient.sharing.passphrases import new_passphrase

    made = new_passphrase()
    say("Passphrase, shown this once:")
    say("  {passphrase}", passphrase=made)
    say("Give it by another way, by phone or SMS: never by e-mail.")
    return made


def share_prepared(
    context: Context, prepared: PreparedShare, how: HowSent, options: ShareOptions
) -> None:
    """Send it, or write it to a file, and tell what became of it.

    Raises:
        MailError: it arrived nowhere. DoneInPart: it arrived at some of the recipients alone.
    """
    import os

    from semble_cli.services.sharing.sending import send_share, write_share

    register, file = context.register, options.eml
    if file is None:
        done = send_share(register, prepared, how)
    else:
        is_there = partial(os.path.lexists, file)
        done = write_share(register, prepared, how, _new_message(file), is_there)
        say("The message is in {file}. Send it from your own mail program.", file=file)
    _write(context, done, options.form)
    _refuse_failed(done)


@contextmanager
def _new_message(file: str) -> Iterator[BinaryIO]:
    from semble_cli.commands.ui.to_file import new_file

    with new_file(file) as out:
        yield out.buffer


def _write(context: Context, done: DoneShare, form: Format | None) -> None:
    if form is None:
        write(str(done.standing.share.id))
        return
    from semble_cli.commands.sharing.listing import write_lines
    from semble_cli.services.sharing.listing import lines_of_share

    write_lines(lines_of_share(context.register, done.standing), chosen(form), None)


def _refuse_failed(done: DoneShare) -> None:
    share, outcomes = done.standing.share, done.standing.outcomes
    arrived = [place for place, noted in outcomes.items() if noted.outcome in _DONE]
    failed = [place for place in range(len(share.recipients)) if place not in arrived]
    if not failed:
        return
    if arrived:
        for problem in done.problems:
            warn([problem.sentence])
        raise DoneInPart(
            "It was shared with {done}, and not, or not for sure, with {failed}. Once it can be:"
            " semble document share --resend {id}.",
            done=", ".join(whom(share.recipients[place]) for place in arrived),
            failed=", ".join(whom(share.recipients[place]) for place in failed),
            id=share.id,
        )
    if done.problems:
        say("Once it can be sent: semble document share --resend {id}", id=share.id)
        raise done.problems[0]
    raise MailError(
        "It was not shared, or not for sure. Once it can be: semble document share --resend {id}.",
        id=share.id,
    )
