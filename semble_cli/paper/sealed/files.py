"""The pages of PDFs that others made, without anything else of these: what a page does when it is
looked at, links, forms, notes, files, metadata."""

from __future__ import annotations

import io
import logging
import zlib
from typing import TYPE_CHECKING, Any

from semble_cli.errors import Sentence
from semble_cli.paper.sealed.jpeg import without_notes
from semble_cli.paper.sealed.kinds import unusable

if TYPE_CHECKING:
    from pikepdf import Pdf

    from semble_cli.patient.sharing.part import Part

_OF_A_PAGE = frozenset(
    {
        *("/Type", "/Parent", "/Contents", "/Resources", "/MediaBox", "/CropBox", "/Rotate"),
        *("/Group", "/UserUnit"),
    }
)
"""What makes a page what it looks like (ISO 32000-1, table 30)."""
_OF_NO_PICTURE = (
    *("/Metadata", "/PieceInfo", "/LastModified", "/Alternates", "/OPI", "/Ref", "/AF"),
    *("/StructParent", "/StructParents", "/Measure", "/PtData", "/F", "/FFilter", "/FDecodeParms"),
)
"""What streams have beside what is drawn: notes, other files, places in what is left out."""

_END = b"%%EOF"
_BEHIND_END = 1024
"""Bytes at the end of a file among which readers look for that."""

_AT_A_TIME = 1 << 16
_DAMAGES = (ValueError, RuntimeError, TypeError, LookupError, AttributeError, zlib.error)
"""What comes of a file whose parts are not what they should be."""

_LOCKED = Sentence("it is a PDF that only its own password opens.")
_DAMAGED = Sentence("the PDF is damaged.")
_A_FORM = Sentence("it is a form that only one program shows (XFA).")
_A_FOLDER = Sentence("it is a PDF that is a folder of other files.")


def add_file(pdf: Pdf, part: Part) -> None:
    """Put the pages of a PDF at the end of another.

    Raises:
        CannotBePrinted: it is damaged, locked, or has no pages of its own.
    """
    import pikepdf

    logging.getLogger("pikepdf").addHandler(logging.NullHandler())  # what it mends it tells there
    try:
        # It stays open as long as pages are taken from it, which is when the other is written.
        source = pikepdf.open(io.BytesIO(part.content), suppress_warnings=True)
        _refuse_others(part, source)
        # What was filled in or noted on a page becomes part of it.
        source.generate_appearance_streams()
        source.flatten_annotations()
        _look_at_all(source)
        _add_layers(pdf, source)
        pdf.pages.extend(source.pages)
    except pikepdf.PasswordError:
        raise unusable(part, _LOCKED) from None
    except (*_DAMAGES, pikepdf.PdfError):
        raise unusable(part, _DAMAGED) from None


def _refuse_others(part: Part, source: Pdf) -> None:
    form = source.Root.get("/AcroForm")
    if form is not None and "/XFA" in form and source.Root.get("/NeedsRendering"):
        raise unusable(part, _A_FORM)
    if "/Collection" in source.Root:
        raise unusable(part, _A_FOLDER)
    is_mended = bool(source.get_warnings())
    said = source.Root.Pages.get("/Count")
    if (
        not len(source.pages)
        or said != len(source.pages)
        or (is_mended and _END not in part.content[-_BEHIND_END:])
    ):
        # What was mended may have lost what stood behind a cut, such as the letters of all pages.
        raise unusable(part, _DAMAGED)


def _look_at_all(source: Pdf) -> None:
    """See that what is drawn can be unpacked.

    Raises:
        zlib.error: it cannot.
    """
    import pikepdf

    for page in source.pages:
        contents = page.obj.get("/Contents")
        for stream in contents if isinstance(contents, pikepdf.Array) else [contents]:
            if isinstance(stream, pikepdf.Stream) and _is_packed(stream, "/FlateDecode"):
                _unpack(stream.read_raw_bytes())


def _is_packed(stream: Any, way: str) -> bool:
    """Whether a stream is packed in this way, and in no other beside it."""
    from pikepdf import Name

    return stream.get("/Filter") in (Name(way), [Name(way)])


def _unpack(content: bytes) -> None:
    """Unpack bytes, and keep none of them: a few may become very many."""
    unpacker = zlib.decompressobj()
    while content:
        unpacker.decompress(content, _AT_A_TIME)
        content = unpacker.unconsumed_tail


def _add_layers(pdf: Pdf, source: Pdf) -> None:
    """Keep hidden what a file hides: layers that are off, which without this would be drawn."""
    from pikepdf import Array, Dictionary, Name

    told = source.Root.get("/OCProperties")
    if told is None:
        return
    usual = told.get("/D", Dictionary())
    # One that stands nowhere of its own is that of no mark.
    layers = [each for each in told.get("/OCGs", Array()) if _is_reference(each)]
    hidden = [each for each in usual.get("/OFF", Array()) if _is_reference(each)]
    if usual.get("/BaseState") == Name.OFF:
        shown = {each.objgen for each in usual.get("/ON", Array())}
        hidden = [each for each in layers if each.objgen not in shown]
    if "/OCProperties" not in pdf.Root:
        pdf.Root.OCProperties = Dictionary(
            OCGs=Array(), D=Dictionary(OFF=Array(), Order=Array(), BaseState=Name.ON)
        )
    ours = pdf.Root.OCProperties
    for layer in layers:
        copied = pdf.copy_foreign(layer)
        copied.Name = str(len(ours.OCGs) + 1)
        ours.OCGs.append(copied)
    for layer in hidden:
        ours.D.OFF.append(pdf.copy_foreign(layer))


def forget_all_but_pages(pdf: Pdf) -> None:
    """Leave nothing in a PDF but how its pages look."""
    import pikepdf

    for page in pdf.pages:
        for name in set(page.obj.keys()) - _OF_A_PAGE:
            del page.obj[name]
    for each in pdf.objects:
        if isinstance(each, pikepdf.Stream):
            _forget_notes(each)
        _forget_metadata(each)


def _forget_notes(stream: Any) -> None:
    from pikepdf import Name

    for name in _OF_NO_PICTURE:
        if name in stream:
            del stream[name]
    if _is_packed(stream, "/DCTDecode"):
        content = stream.read_raw_bytes()
        try:
            plain = without_notes(content)
        except ValueError:
            return  # of a kind that readers mend, whose notes cannot be told from it
        if len(plain) != len(content):
            packing = stream.get("/DecodeParms")
            stream.write(plain, filter=Name.DCTDecode, decode_parms=packing)


def _forget_metadata(each: Any) -> None:
    """Take out what is said of anything in XMP, however it is called there."""
    import pikepdf

    if isinstance(each, pikepdf.Array):
        for inner in each:
            if not _is_reference(inner):
                _forget_metadata(inner)
    elif isinstance(each, (pikepdf.Dictionary, pikepdf.Stream)):
        for name in list(each.keys()):
            inner = each[name]
            if isinstance(inner, pikepdf.Stream) and inner.get("/Type") == pikepdf.Name.Metadata:
                del each[name]
            elif isinstance(inner, pikepdf.Object) and not _is_reference(inner):
                _forget_metadata(inner)


def _is_reference(each: Any) -> bool:
    """Whether something stands elsewhere, where it is met for itself."""
    return bool(getattr(each, "is_indirect", False))
