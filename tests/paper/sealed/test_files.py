"""PDFs of others: their pages, and nothing else of them."""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from semble_cli.errors import CannotBePrinted
from semble_cli.paper.sealed.pages import as_pdf
from semble_cli.paper.sealed.pdf import sealed_pdf
from tests.paper.sealed.originals import (
    PASSPHRASE,
    WHO,
    changed,
    filled_form,
    pdf_part,
    plain_file,
    talkative_file,
    with_layers,
)
from tests.paper.sealed.readers import everything_in, opened, pages_of, sizes_of, text_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TOLD = (
    *(WHO.encode(), WHO.encode("utf-16-be"), WHO.encode("latin-1"), b"DURAND", b"SECRET"),
    *(b"JavaScript", b"app.alert", b"tracker.example", b"cmd.exe", b"/Launch", b"/URI", b"/AA"),
    *(b"OpenAction", b"/Annot", b"PieceInfo", b"xmpmeta", b"EmbeddedFile", b"/Outlines"),
    *(b"StructParents", b"LastModified", b"/Producer", b"/Author", b"<x>", b"Exif"),
)


def test_nothing_that_a_file_tells_beside_its_pages_is_left() -> None:
    original = everything_in(talkative_file(), "")
    assert [each for each in TOLD if each not in original] == [WHO.encode("utf-16-be")]
    found = everything_in(sealed_pdf([pdf_part(talkative_file())], PASSPHRASE))
    assert [each for each in TOLD if each in found] == []


def test_its_pages_look_as_before() -> None:
    (before,) = pages_of(talkative_file(), "")
    (after,) = pages_of(sealed_pdf([pdf_part(talkative_file())], PASSPHRASE))
    assert after.tobytes() == before.tobytes()
    assert before.getpixel((210, 842 - 355)) == (200, 0, 0)


def test_what_was_filled_in_and_stamped_is_part_of_the_page(tmp_path: Path) -> None:
    file = tmp_path / "x.pdf"
    file.write_bytes(sealed_pdf([pdf_part(filled_form())], PASSPHRASE))
    text = text_of(file)
    assert "FILLED IN" in text
    assert "STAMPED" in text
    assert "HIDDEN" not in text
    assert b"/AcroForm" not in everything_in(file.read_bytes())
    assert b"/Widget" not in everything_in(file.read_bytes())


def test_what_was_filled_in_is_drawn_where_no_program_did_so(tmp_path: Path) -> None:
    def forget(pdf: pikepdf.Pdf) -> None:
        del pdf.Root.AcroForm.Fields[0].AP
        pdf.Root.AcroForm.NeedAppearances = True

    file = tmp_path / "x.pdf"
    file.write_bytes(sealed_pdf([pdf_part(changed(forget, filled_form()))], PASSPHRASE))
    assert "FILLED" in text_of(file)


@pytest.mark.parametrize("all_off", [False, True])
def test_layers_that_are_hidden_stay_so(*, all_off: bool) -> None:
    original = with_layers(all_off=all_off)
    parts = [pdf_part(with_layers()), pdf_part(plain_file("x")), pdf_part(original)]
    content = sealed_pdf(parts, PASSPHRASE)
    (before,) = pages_of(original, "")
    assert pages_of(content)[2].tobytes() == before.tobytes()
    with opened(content) as pdf:
        assert [str(each.Name) for each in pdf.Root.OCProperties.OCGs] == list("1234")
    assert b"DURAND" not in everything_in(content)


def test_sizes_and_turns_and_crops_are_kept() -> None:
    def turn(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0].obj
        page.MediaBox = Array([0, 0, 400, 300])
        page.CropBox = Array([50, 50, 350, 250])
        page.Rotate = 90

    assert sizes_of(sealed_pdf([pdf_part(changed(turn))], PASSPHRASE)) == [(200, 300)]


def test_what_pages_have_of_their_tree_is_kept() -> None:
    def inherit(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0].obj
        pdf.Root.Pages.Resources = page.Resources
        pdf.Root.Pages.MediaBox = Array([0, 0, 300, 842])
        del page.Resources
        del page.MediaBox

    original = changed(inherit)
    content = sealed_pdf([pdf_part(original)], PASSPHRASE)
    assert sizes_of(content) == [(300, 842)]
    assert pages_of(content)[0].tobytes() == pages_of(original, "")[0].tobytes()


def _cut(content: bytes) -> bytes:
    return content[: len(content) * 2 // 3]


def _spoilt(content: bytes) -> bytes:
    """A page whose marks cannot be unpacked."""

    def spoil(pdf: pikepdf.Pdf) -> None:
        stream = pdf.make_stream(b"")
        stream.write(b"x\x9cno deflate", filter=Name.FlateDecode)
        pdf.pages[0].obj.Contents = stream

    return changed(spoil, content)


def _without_pages(content: bytes) -> bytes:
    def take(pdf: pikepdf.Pdf) -> None:
        del pdf.pages[:]

    return changed(take, content)


def _folder(content: bytes) -> bytes:
    return changed(lambda pdf: pdf.Root.__setattr__("Collection", Dictionary()), content)


def _xfa(content: bytes) -> bytes:
    def make(pdf: pikepdf.Pdf) -> None:
        pdf.Root.NeedsRendering = True
        pdf.Root.AcroForm = Dictionary(Fields=Array(), XFA=pdf.make_stream(b"<xfa/>"))

    return changed(make, content)


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (_cut, "the PDF is damaged."),
        (_spoilt, "the PDF is damaged."),
        (_without_pages, "the PDF is damaged."),
        (_folder, "it is a PDF that is a folder of other files."),
        (_xfa, "it is a form that only one program shows (XFA)."),
    ],
)
def test_what_has_no_pages_that_can_be_shown_is_refused(
    spoil: Callable[[bytes], bytes], why: str
) -> None:
    with pytest.raises(CannotBePrinted) as refused:
        as_pdf(pdf_part(spoil(plain_file("One", "Two", "Three"))))
    assert why in str(refused.value)


def test_what_becomes_very_much_takes_no_room() -> None:
    import tracemalloc

    def pack(pdf: pikepdf.Pdf) -> None:
        stream = pdf.make_stream(b"")
        stream.write(zlib.compress(b" " * (100 << 20)), filter=Name.FlateDecode)
        pdf.pages[0].obj.Contents = stream

    original = changed(pack)
    tracemalloc.start()
    as_pdf(pdf_part(original))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 20 << 20


def test_a_file_that_says_it_has_more_pages_is_refused() -> None:
    content = plain_file("One", "Two").replace(b"/Count 2", b"/Count 3")
    with pytest.raises(CannotBePrinted, match="the PDF is damaged"):
        as_pdf(pdf_part(content))


def test_nothing_of_what_is_mended_is_said_on_the_terminal(
    capfd: pytest.CaptureFixture[str],
) -> None:
    content = plain_file("One").replace(b"startxref\n", b"startxref\n9")
    as_pdf(pdf_part(content))
    assert capfd.readouterr() == ("", "")


def test_a_file_whose_table_alone_is_wrong_is_mended() -> None:
    content = plain_file("One").replace(b"startxref\n", b"startxref\n9")
    assert sizes_of(as_pdf(pdf_part(content)), "") == [(595, 842)]


def test_pages_alone_are_the_same_bytes_each_time() -> None:
    first = as_pdf(pdf_part(talkative_file()))
    again = as_pdf(pdf_part(talkative_file()))
    with pikepdf.open(io.BytesIO(first)) as pdf:
        assert not pdf.is_encrypted
    assert len(first) == len(again)
    assert as_pdf(pdf_part(plain_file("x"))) == as_pdf(pdf_part(plain_file("x")))
