"""Letters as pages: the address behind the window of each envelope, what stands on each page, and
that the file is one to be kept."""

from __future__ import annotations

import io
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pikepdf
import pikepdf.pdfa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from semble_cli.errors import CannotBePrinted, InvalidInput
from semble_cli.paper.letters.page import letter_pages
from semble_cli.paper.pages.strips import TextMark
from semble_cli.paper.pdf import pages_pdf
from semble_cli.patient.letters.letter import Letter
from semble_cli.patient.letters.recipient import PostalAddress, Recipient
from semble_cli.patient.letters.template import parse_letter_template
from semble_cli.patient.letters.values import LetterPractice

if TYPE_CHECKING:
    from semble_cli.paper.pages.layout import LaidOutPage

AT = datetime(2026, 11, 4, 9, 30, tzinfo=UTC)
PRACTICE = LetterPractice(
    "Cabinet des Lilas",
    "1 rue de la Paix\n63000 Clermont-Ferrand",
    "Docteur Alix ROUSSEL\nMédecin généraliste",
    "01 99 00 00 01",
    rpps="10001234565",
)
SCHOOL = PostalAddress("25 rue de l'École", "63000", "Clermont-Ferrand", None)


def a_letter(text: str, address: PostalAddress = SCHOOL, name: str = "École Jaurès") -> Letter:
    recipient = Recipient(name, "Madame, Monsieur", address)
    template = parse_letter_template("template", text)
    return Letter(7, recipient, PRACTICE, template, AT)


def texts(page: LaidOutPage) -> list[TextMark]:
    return [mark for mark in page.marks if isinstance(mark, TextMark)]


def in_window(page: LaidOutPage) -> list[TextMark]:
    """What stands right of the middle, above the fold, below the head."""
    return [mark for mark in texts(page) if mark.x >= 105 and 50 < mark.y < 82]


LONG = PostalAddress(
    "Maison de santé pluriprofessionnelle\nBâtiment B, 3e étage\n145 boulevard Victor-Hugo",
    "63000",
    "Clermont-Ferrand",
    "Belgique",
)


@pytest.mark.parametrize("address", [SCHOOL, LONG])
def test_the_address_shows_in_every_window_wherever_the_sheet_slid_to(
    address: PostalAddress,
) -> None:
    (page,) = letter_pages(a_letter("Bonjour", address))
    lines = in_window(page)
    assert [mark.text for mark in lines] == ["École Jaurès", *address.text.split("\n")]
    for mark in lines:
        size = mark.points * 25.4 / 72
        # A window of 35 x 100, 20 from the right and the foot of a DL; of 45 x 100, 20 and 60, of a
        # C5: each sheet may lie at either edge.
        for height, wide, foot, window, sheet in (
            (110, 220, 20, 35, 99),
            (162, 229, 60, 45, 148.5),
        ):
            top = height - foot - window
            for down in (0, height - sheet):
                assert top <= mark.y - size * 0.75 + down
                assert mark.y + size * 0.25 + down <= top + window
            for right in (0, wide - 210):
                assert wide - 120 <= mark.x + right


def test_nothing_but_the_address_stands_where_a_window_is() -> None:
    (page,) = letter_pages(a_letter("Objet : x\n\nBonjour"))
    others = [mark for mark in texts(page) if mark not in in_window(page)]
    assert all(mark.y < 44 or mark.y > 82 or mark.x < 89 for mark in others)


def test_an_address_that_has_no_room_is_refused() -> None:
    lines = "\n".join(f"ligne {number}" for number in range(7))
    with pytest.raises(CannotBePrinted, match="Patient 7: the address has no room"):
        letter_pages(a_letter("x", SCHOOL._replace(lines=lines)))


def test_a_long_line_of_an_address_shrinks_and_is_never_cut() -> None:
    for name, count, points in (
        ("Établissement d'hébergement pour personnes âgées", 3, 10.0),
        (
            "Établissement d'hébergement pour personnes âgées dépendantes du Parc",
            4,
            11.0,
        ),
    ):
        (page,) = letter_pages(a_letter("x", name=name))
        lines = in_window(page)
        assert " ".join(mark.text for mark in lines).startswith(name)
        assert (len(lines), {mark.points for mark in lines}) == (count, {points})
        assert all(mark.x + 80 <= 190 for mark in lines)


def test_what_stands_on_a_letter() -> None:
    (page,) = letter_pages(a_letter("Objet : Suivi\n\nBonjour,\n\n- un **deux** *trois*"))
    told = {mark.text: mark for mark in texts(page)}
    for text in (
        *("Cabinet des Lilas", "63000 Clermont-Ferrand", "Tél. 01 99 00 00 01"),
        *("Nos réf. : dossier 7", "Clermont-Ferrand, le 4 novembre 2026", "Objet : Suivi"),
        *("Bonjour,", "•", "Docteur Alix ROUSSEL", "Médecin généraliste", "1 / 1"),
        "Cabinet des Lilas · RPPS 10001234565",
    ):
        assert text in told, text
    assert told["Objet : Suivi"].bold
    assert told["deux"].bold
    assert not told["deux"].italic
    assert told["trois"].italic
    assert told["un "].x < told["deux"].x < told["trois"].x
    assert told["Docteur Alix ROUSSEL"].y > told["Bonjour,"].y + 16


def test_a_longer_letter_goes_on_below_its_subject_and_is_signed_once_below_its_end() -> None:
    body = "\n\n".join(f"Paragraphe {number} qui va." for number in range(60))
    pages = letter_pages(a_letter(f"Objet : Suivi\n\n{body}"))
    assert len(pages) > 1
    first, *_, last = ([mark.text for mark in texts(page)] for page in pages)
    assert "Cabinet des Lilas · Suivi · 4 novembre 2026" not in first
    assert "Cabinet des Lilas · Suivi · 4 novembre 2026" in last
    signed = [page for page in pages if "Docteur Alix ROUSSEL" in {m.text for m in texts(page)}]
    assert signed == [pages[-1]]
    assert any(text.startswith("Paragraphe 59") for text in last)


def test_no_line_ends_in_a_date_and_a_word_of_several_weights_stays_whole() -> None:
    words = "mot " * 20
    for count in range(30):
        text = f"{'x' * count} {words} le 4\u00a0novembre 2026 et **gras**maigre."
        (page,) = letter_pages(a_letter(text))
        lines: dict[float, str] = {}
        for mark in texts(page):
            lines[mark.y] = lines.get(mark.y, "") + mark.text
        assert any("4\u00a0novembre" in line for line in lines.values())
        assert any("grasmaigre." in line for line in lines.values())


@settings(max_examples=60, deadline=None)
@given(
    st.text(alphabet=st.sampled_from("*_#-\\\n 1.aé «!\u00a0\u202f") | st.characters(), max_size=80)
)
def test_any_text_becomes_a_letter_or_is_refused(text: str) -> None:
    with suppress(InvalidInput, CannotBePrinted):  # a sentence, and nothing else
        assert letter_pages(a_letter(text))


def test_the_pages_are_kept_as_pdf_a_and_are_the_same_bytes_again() -> None:
    pages = letter_pages(a_letter("Objet : Suivi\n\n# A\n\n**b** *c* ***d***\n\n---\n\ne"))
    pdf = pages_pdf(pages, "Courrier", AT)
    assert pdf == pages_pdf(pages, "Courrier", AT)
    with pikepdf.open(io.BytesIO(pdf)) as read:
        assert pikepdf.pdfa.check(read, "2b").findings == []
        assert "École" not in read.Root.Metadata.read_bytes().decode()


def test_where_letters_stand_that_paper_has_not_is_said() -> None:
    with pytest.raises(CannotBePrinted, match="“the recipient's name and address” cannot"):
        letter_pages(a_letter("x", name="漢字"))
    with pytest.raises(CannotBePrinted, match=": a text cannot be printed: CJK"):
        letter_pages(a_letter("漢字"))
