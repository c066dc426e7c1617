"""One tree of errors. Each class has an exit code and says one sentence; nothing else exits.

Sentences are English message ids with named fields, translated where they are shown. They never
carry a name, a NIR or a passphrase: they name the field, not its content.
"""

import errno
from collections.abc import Sequence
from enum import Enum, auto
from typing import Any, ClassVar, NamedTuple, Self

NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""What the system says when a disk, or what somebody may use of it, is full."""


class Sentence:
    """A sentence to be translated when shown: an English text and the values of its fields.

    A value may itself be a `Sentence`; it is translated with the sentence that holds it.

    >>> str(Sentence("{count} patients are tagged.", count=2))
    '2 patients are tagged.'
    """

    __slots__ = ("text", "values")

    def __init__(self, text: str, /, **values: object) -> None:
        self.text = text
        self.values = values

    def __str__(self) -> str:
        said = {name: str(value) for name, value in self.values.items()}
        return self.text.format_map(said) if said else self.text

    def __repr__(self) -> str:
        return f"Sentence({str(self)!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sentence) and (self.text, self.values) == (
            other.text,
            other.values,
        )

    def __hash__(self) -> int:
        return hash(self.text)


def field_id(field: str) -> str:
    """The message that names a field, or a word of a fixed list: `birth_date` -> "birth date"."""
    plain = field.replace(".", "_")
    return _SAID_OTHERWISE.get(plain) or " ".join(
        _ACRONYMS.get(word, word) for word in plain.split("_")
    )


_ACRONYMS = {
    **{
        word.lower(): word
        for word in (
            *("AMC", "DMP", "INS", "NIR", "OID", "SMS", "MSSanté", "INSi"),
            *("RPPS", "FINESS", "SIREN", "SIRET", "VAT", "GP"),
        )
    },
    "mssante": "MSSanté",
    "sha256": "SHA-256",
}
_SAID_OTHERWISE = {
    "amc_name": "complementary insurance (AMC)",
    "ins_history": "former INS",
    "receive_email": "messages by e-mail",
    "receive_sms": "messages by SMS",
    "promotional": "promotional messages",
    "mssante_patient": "MSSanté with the patient",
    "mssante_professionals": "MSSanté between health professionals",
    "dmp_consent": "consent to sharing in the DMP",
    "dmp_visible_patient": "DMP documents visible to the patient and legal representatives",
    "dmp_visible_professionals": "DMP documents visible to other health professionals",
    "membership_started_on": "member since",
    "vitale": "carte Vitale",
    "color": "colour",
    "email": "e-mail",
    "is_payer": "pays",
    "derived": "from the other's record",
    "sha256": "digest (SHA-256)",
    "accepts": "takes jobs",
    "info": "description",
}
"""What a field is called where its name alone is no English."""


def listed(parts: Sequence[Sentence]) -> Sentence:
    """Sentences, one at least, with commas between them."""
    first, *rest = parts
    return Sentence("{first}, {rest}", first=first, rest=listed(rest)) if rest else first


def listed_fields(fields: Sequence[str]) -> Sentence:
    """The names of some fields, one at least, for people."""
    return listed([Sentence(field_id(field)) for field in fields])


class Weight(Enum):
    """How much a finding of a register's check weighs."""

    DAMAGE = auto()
    """The database is damaged, or the journal was changed."""
    DIFFERENCE = auto()
    """The rows are not as the program left them."""
    REMARK = auto()
    """Sound, and it deserves a look."""


class Finding(NamedTuple):
    """One thing that the check of a register found."""

    sentence: Sentence
    weight: Weight = Weight.DIFFERENCE

    def __str__(self) -> str:
        return str(self.sentence)


class SembleError(Exception):
    """What a command may fail with. `exit_code` and `meaning` make the documented table."""

    exit_code: ClassVar[int] = 70
    meaning: ClassVar[str] = "a defect of semble itself"

    def __init__(self, text: str, /, **values: object) -> None:
        super().__init__(text)
        self.sentence = Sentence(text, **values)

    def __str__(self) -> str:
        return str(self.sentence)

    def at_rest(self) -> Self:
        """The error to be kept: without the way it came, which holds all that was at hand there."""
        self.__traceback__ = self.__context__ = self.__cause__ = None
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        # An error may have to pass from one process to another, whatever its class is made with.
        return _revived, (type(self), self.args, self.__dict__)


def _revived(kind: type[SembleError], args: tuple[object, ...], state: dict[str, Any]) -> Any:
    error = kind.__new__(kind)
    error.args = args
    error.__dict__.update(state)
    return error


class NothingFound(SembleError):
    exit_code = 1
    meaning = "nothing found"


class BadUsage(SembleError):
    exit_code = 2
    meaning = (
        "wrong usage: unknown option, missing argument, a question that nobody is there to answer"
    )


class NoSuchRecord(SembleError):
    exit_code = 3
    meaning = "no such record"


class InvalidInput(SembleError):
    """One field that cannot be taken as it is. `field` is its name in the patient document."""

    exit_code = 4
    meaning = "invalid input; nothing was written"

    def __init__(self, field: str, text: str, /, **values: object) -> None:
        super().__init__(text, **values)
        self.field = field

    def __str__(self) -> str:
        return f"{field_id(self.field)}: {self.sentence}"


class UndecidedDates(InvalidInput):
    """The dates of a column may have the day or the month first, or some have the one and some the
    other: a person says how they are written."""


class InvalidSetting(SembleError):
    """A value that a setting does not take."""

    exit_code = 4
    meaning = InvalidInput.meaning


class CannotBePrinted(SembleError):
    """What a patient's paper cannot hold, or what no letter of it can show: the patient is named by
    the id, and no page is made."""

    exit_code = 4
    meaning = InvalidInput.meaning


class InvalidRecord(SembleError):
    """Every field of one record that cannot be taken, not only the first."""

    exit_code = 4
    meaning = InvalidInput.meaning

    def __init__(self, problems: tuple[InvalidInput, ...]) -> None:
        super().__init__("The record cannot be taken as it is.")
        self.problems = problems

    def __str__(self) -> str:
        return "; ".join(str(problem) for problem in self.problems)


class Conflict(SembleError):
    exit_code = 5
    meaning = "conflict: a likely duplicate, a record changed meanwhile, or a time that is taken"


class AlreadyThere(Conflict):
    """The very person whom the register has already, as a strict match tells."""


class Refused(SembleError):
    exit_code = 6
    meaning = (
        "refused: no right, no consent, a blocked or deceased patient, the full name was not"
        " confirmed, or several patients bear the name"
    )


class StoreError(SembleError):
    exit_code = 7
    meaning = "the store is missing, locked, damaged, out of reach, or of another version"


class CardError(SembleError):
    exit_code = 8
    meaning = "the card, the reader, the printer, the mail server or a teleservice failed"


class PrinterError(SembleError):
    """What a printer or the print server says of a job, or why none can be sent."""

    exit_code = 8
    meaning = CardError.meaning


class MailError(SembleError):
    """Why the mail server takes no message, or could not be spoken to: nothing was sent."""

    exit_code = 8
    meaning = CardError.meaning


class DoneInPart(SembleError):
    exit_code = 9
    meaning = "done in part: some rows were rejected"


class OutputLost(SembleError):
    exit_code = 10
    meaning = "written, but the output failed"


class Interrupted(SembleError):
    exit_code = 130
    meaning = "interrupted; what was written before is said"


def cannot_be_written(file: str, problem: Exception | None = None) -> BadUsage:
    """What is said of a file that cannot be created: there is one, no directory for it, or, by the
    *problem*, no right to."""
    if problem is None or isinstance(problem, (FileExistsError, IsADirectoryError)):
        return BadUsage("The file {file} is there already. Choose another name.", file=file)
    if isinstance(problem, (FileNotFoundError, NotADirectoryError)):
        return BadUsage("There is no directory for {file}. Create it first.", file=file)
    return BadUsage(
        "The file {file} cannot be written. Choose another name, or see who may write there.",
        file=file,
    )


DONE = 0
"""The exit code of a command that did what it was asked."""

EXIT_CODES: dict[int, str] = {
    DONE: "done",
    **{
        kind.exit_code: kind.meaning
        for kind in (
            NothingFound,
            BadUsage,
            NoSuchRecord,
            InvalidInput,
            Conflict,
            Refused,
            StoreError,
            CardError,
            DoneInPart,
            OutputLost,
            Interrupted,
        )
    },
}
"""Every exit code and what it means; `docs/exit-codes.md` is made from it."""
