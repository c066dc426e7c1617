"""Documents for the tests of pages, and what stands on their pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.errors import Sentence
from semble_cli.paper.font import face
from semble_cli.paper.pages.layout import LaidOutPage, lay_out
from semble_cli.paper.pages.strips import TextMark
from semble_cli.patient.pages.parts import (
    Align,
    Beside,
    Heading,
    Notice,
    PageColumn,
    PageDocument,
    Pair,
    Pairs,
    Paragraph,
    Part,
    Row,
    Space,
    Table,
    Title,
    Together,
    Tone,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

HEAD = "PAT-TROIS Dominique, née le 28/03/1979 · 1042"
FOOT = "Édité le 28/11/2026 par martine"
TEXT = "Toux sèche depuis trois jours : ni fièvre, ni dyspnée. Œdème « modéré » à droite ; revoir."

EVERY_PART: tuple[Part, ...] = (
    Beside((Paragraph("Cabinet des Lilas", Tone.STRONG),), (Paragraph("Mme X\n51100 Reims"),)),
    Title("Œuvré-d’Hauteville Domi", "Née PAT-TROIS le 28/03/1979"),
    Notice("ALLERGIES\nPénicilline, sévère\nLatex, légère"),
    Heading("Identité"),
    Pairs((Pair("Sexe", "F"), Pair("Adresse", "1 rue de la Paix\n63000 Clermont-Ferrand"))),
    Heading("Traitements"),
    Table(
        (
            PageColumn("Médicament", 2, tone=Tone.STRONG),
            PageColumn("Posologie", 1),
            PageColumn("Depuis"),
        ),
        tuple(Row((f"Paracétamol {n}", TEXT, "12/03/2026")) for n in range(30)),
    ),
    Space(4),
    Heading("Consultations"),
    Heading("Toux", True, "12/03/2026 · Dr ROUSSEL"),
    Paragraph(f"{TEXT} " * 60),
    Together((Heading("Facture"), Paragraph(TEXT, Tone.QUIET), Paragraph("à", align=Align.RIGHT))),
    Table(
        (PageColumn("Acte", 1), PageColumn("Montant", align=Align.RIGHT)),
        (Row(("Consultation", "26,50 €")), Row(("Vaccination", "9,60 €"), Tone.ALERT)),
        (Row(("Total", "36,10 €")),),
    ),
    Notice("À savoir", is_alert=False),
)


def of(*parts: Part, head_from: int = 1) -> PageDocument:
    return PageDocument(Sentence("Patient {id}", id=1042), HEAD, FOOT, parts, "Synthèse", head_from)


def laid_out(*parts: Part) -> list[LaidOutPage]:
    return lay_out(of(*parts))


def texts(page: LaidOutPage) -> list[TextMark]:
    return [mark for mark in page.marks if isinstance(mark, TextMark)]


def body(pages: Iterable[LaidOutPage]) -> list[list[TextMark]]:
    """The texts of each page between its head and its foot."""
    return [[mark for mark in texts(page) if 17 < mark.y < 280] for page in pages]


def words(marks: Iterable[TextMark]) -> list[str]:
    return " ".join(mark.text for mark in marks).split()


def right_end(mark: TextMark) -> float:
    return mark.x + face(bold=mark.bold).width(mark.text, mark.points)
