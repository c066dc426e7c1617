"""A letter as pages: French, A4, the address behind the window of an envelope.

| what | mm from the left, from the top | why |
|---|---|---|
| the practice | 20, 14; 80 wide | left of every window |
| the address | 110, 57; 80 wide, 22 high | see below |
| place and date, references | below 86 | below every window |
| marks of folds | 99, 198 | an A4 sheet in three, for a DL envelope |

The usual window of a French DL envelope (110 x 220) is 35 x 100, 20 from its right and 20 from its
lower edge; of a C5 (162 x 229) 45 x 100, 20 and 60. A sheet folded in three (99 x 210) has 11 and
10 to move in the one, folded in two (148.5 x 210) 13.5 and 19 in the other: what begins at 109,
ends at 190 and stands between 57 and 79 shows wherever it slid to. It is within the frame that a
French sender of bulk mail asks for: 33 x 85, at 55 from the top and 110 from the left
(https://edics.fr/rediger-vos-adresses-les-bonnes-pratiques/).
The lines are those of NF Z 10-011: at most six, the town last, in capitals.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from semble_cli.errors import Sentence
from semble_cli.paper.pages.layout import lay_out
from semble_cli.patient.letters.french_times import french_day
from semble_cli.patient.letters.letter import KIND
from semble_cli.patient.letters.template import BlockKind
from semble_cli.patient.pages.parts import (
    AddressWindow,
    Beside,
    Heading,
    PageDocument,
    PagePlace,
    Paragraph,
    Placed,
    Prose,
    Rule,
    Space,
    TextSpan,
    Title,
    Together,
    Tone,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from semble_cli.paper.pages.layout import LaidOutPage
    from semble_cli.patient.letters.letter import Letter
    from semble_cli.patient.letters.template import LetterBlock
    from semble_cli.patient.letters.values import LetterPractice
    from semble_cli.patient.pages.parts import Part

_SENDER = (20.0, 14.0, 80.0)
_WINDOW = (110.0, 57.0, 80.0)
_WINDOW_HEIGHT = 22.0
_BELOW_WINDOW = 86.0
_FOLDS = (99.0, 198.0)
_TO_ADDRESS = 0.513
"""Of the width, what is left of a column that begins where the address does."""
_TO_SIGN = 16.0
"""White for the signature, above the name of who signs."""


def letter_pages(letter: Letter) -> list[LaidOutPage]:
    """The pages of a letter, numbered from 1.

    Raises:
        CannotBePrinted: the address has no room, or something is in letters that paper has not.
    """
    return lay_out(letter_document(letter))


def letter_document(letter: Letter) -> PageDocument:
    """What stands on the pages of a letter."""
    subject = letter.text.subject_text
    day = french_day(letter.at.date())
    return PageDocument(
        about=Sentence("Patient {id}", id=letter.patient_id),
        head=" · ".join(filter(None, (letter.practice.name, subject or KIND, day))),
        head_from=2,
        foot=_numbers(letter.practice),
        parts=tuple(_parts(letter, subject, day)),
    )


def _parts(letter: Letter, subject: str, day: str) -> Iterator[Part]:
    yield Placed(
        _BELOW_WINDOW,
        (
            PagePlace(*_SENDER, tuple(_sender(letter.practice))),
            PagePlace(*_WINDOW, (AddressWindow(letter.recipient.window, _WINDOW_HEIGHT),)),
        ),
        _FOLDS,
    )
    town = letter.practice.town
    yield Beside(
        (Paragraph(f"Nos réf. : dossier {letter.patient_id}", Tone.QUIET),),
        (Paragraph(f"{town}, le {day}" if town else f"Le {day}"),),
        _TO_ADDRESS,
    )
    yield Space(6)
    if subject:
        yield Prose((TextSpan("Objet : ", bold=True), TextSpan(subject, bold=True)))
        yield Space(4)
    *most, last = _body(letter.text.blocks)
    yield from most
    yield Together((last, *_signature(letter.practice)))


def _body(blocks: Sequence[LetterBlock]) -> Iterator[Part]:
    for block, following in zip_longest(blocks, blocks[1:]):
        yield _block(block)
        if block.depth and following is not None and not following.depth:
            yield Space(1.4)


def _sender(practice: LetterPractice) -> Iterator[Part]:
    yield Title(practice.name)
    phone = f"Tél. {practice.phone}" if practice.phone else ""
    yield Paragraph("\n".join(filter(None, (practice.address, phone))))


def _numbers(practice: LetterPractice) -> str:
    """What the foot of each page tells of the practice."""
    numbers = (("RPPS", practice.rpps), ("FINESS", practice.finess), ("SIRET", practice.siret))
    told = [f"{name} {number}" for name, number in numbers if number]
    return " · ".join((practice.name, *told))


def _block(block: LetterBlock) -> Part:
    spans = tuple(TextSpan(span.text, span.bold, span.italic) for span in block.spans)
    match block.kind:
        case BlockKind.RULE:
            return Rule()
        case BlockKind.HEADING | BlockKind.MINOR_HEADING:
            text = " ".join("".join(span.text for span in spans).split())
            return Heading(text, minor=block.kind is BlockKind.MINOR_HEADING)
        case _:
            return Prose(spans, block.marker, block.depth)


def _signature(practice: LetterPractice) -> Iterator[Part]:
    name, _, others = practice.signature.partition("\n")
    lines = (TextSpan(name, bold=True), *((TextSpan(f"\n{others}"),) if others else ()))
    yield Space(_TO_SIGN)
    yield Beside((), (Prose(lines),), _TO_ADDRESS)
