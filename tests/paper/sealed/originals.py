"""Files such as people share: PDFs that do more than show pages, and pictures as cameras make
them."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, ImageDraw

from semble_cli.errors import Sentence
from semble_cli.paper.pages.layout import lay_out
from semble_cli.paper.pdf import pages_pdf
from semble_cli.patient.pages.parts import PageDocument, Paragraph, Title
from semble_cli.patient.sharing.part import Part

if TYPE_CHECKING:
    from collections.abc import Callable

PASSPHRASE = "2346-789a-efhj-kmrt-uwxy-2346"
WHO = "DURAND Zoé"
"""What stands everywhere in an original but on its pages."""
_AT = datetime(2026, 1, 2, tzinfo=UTC)


def document(*texts: str) -> PageDocument:
    about = Sentence("Test")
    return PageDocument(about=about, head="", foot="", parts=(Title("X"), *map(Paragraph, texts)))


COVER = document("Comment ouvrir les pieces jointes")


def plain_file(*texts: str) -> bytes:
    """A PDF with a page for each text."""
    pages = [page for text in texts for page in lay_out(document(text))]
    return pages_pdf(pages, "Title", _AT)


def pdf_part(content: bytes, name: str = "document-1.pdf") -> Part:
    return Part(name, "application/pdf", content)


def changed(change: Callable[[pikepdf.Pdf], object], content: bytes = b"") -> bytes:
    """A PDF to which something was done."""
    with pikepdf.open(io.BytesIO(content or plain_file("Hemoglobine 13,5"))) as pdf:
        change(pdf)
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def talkative_file() -> bytes:
    """A PDF with all that is no page: a title and an author, XMP, an outline, scripts, actions,
    links, a file, notes of programs, and a photo that says where it was taken."""

    def talk(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        pdf.docinfo["/Title"] = pdf.docinfo["/Author"] = pdf.docinfo["/Producer"] = WHO
        with pdf.open_metadata(set_pikepdf_as_editor=False) as xmp:
            xmp["dc:title"] = WHO
            xmp["dc:creator"] = [WHO]
        with pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem(WHO, 0))
        script = Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{WHO}')"))
        pdf.Root.OpenAction = script
        pdf.Root.AA = Dictionary(WC=script)
        pdf.Root.Names = Dictionary(
            JavaScript=Dictionary(Names=Array([String("x"), pdf.make_indirect(script)]))
        )
        pdf.attachments["secret.exe"] = pikepdf.AttachedFileSpec(pdf, WHO.encode(), filename=WHO)
        page.obj.AA = Dictionary(O=script)
        page.obj.PieceInfo = Dictionary(X=Dictionary(Private=String(WHO)))
        page.obj.LastModified = String("D:20260101")
        page.obj.Metadata = _metadata(pdf)
        page.obj.StructParents = 0
        letters = pdf.make_indirect(
            Dictionary(
                Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Courier, Metadata=_metadata(pdf)
            )
        )
        page.add_resource(letters, Name.Font, Name.Z)
        page.add_resource(Dictionary(Metadata=_metadata(pdf)), Name.Properties, Name.Z)
        link = Dictionary(S=Name.URI, URI=String(f"https://tracker.example/{WHO}"))
        launch = Dictionary(S=Name.Launch, F=String("cmd.exe"))
        page.obj.Annots = Array(
            pdf.make_indirect(
                Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 99, 99]), A=each)
            )
            for each in (link, launch, script)
        )
        photo = pikepdf.Stream(pdf, photo_jpeg(6))
        photo.stream_dict = Dictionary(
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=400,
            Height=300,
            ColorSpace=Name.DeviceRGB,
            BitsPerComponent=8,
            Filter=Name.DCTDecode,
            Metadata=_metadata(pdf),
            PieceInfo=Dictionary(Private=String(WHO)),
        )
        page.add_resource(photo, Name.XObject, Name.Metadata)
        page.contents_add(b"q 90 0 0 60 200 300 cm /Metadata Do Q")

    return changed(talk)


def _metadata(pdf: pikepdf.Pdf) -> Any:
    stream = pdf.make_stream(f"<x>{WHO}</x>".encode())
    stream.Type = Name.Metadata
    stream.Subtype = Name.XML
    return stream


def filled_form() -> bytes:
    """A form that somebody filled in, and a stamp on it."""

    def fill(pdf: pikepdf.Pdf) -> None:
        font = pdf.make_indirect(
            Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        )

        def drawn(text: str) -> Any:
            stream = pdf.make_stream(f"BT /F 12 Tf 2 4 Td ({text}) Tj ET".encode())
            stream.Type, stream.Subtype = Name.XObject, Name.Form
            stream.BBox = Array([0, 0, 200, 20])
            stream.Resources = Dictionary(Font=Dictionary(F=font))
            return stream

        field = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Tx,
                T=String("name"),
                V=String("FILLED"),
                Rect=Array([100, 500, 300, 520]),
                F=4,
                AP=Dictionary(N=drawn("FILLED IN")),
            )
        )
        stamp = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Stamp,
                Rect=Array([100, 400, 300, 420]),
                F=4,
                AP=Dictionary(N=drawn("STAMPED")),
            )
        )
        hidden = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Stamp,
                Rect=Array([100, 300, 300, 320]),
                F=2,
                AP=Dictionary(N=drawn("HIDDEN")),
            )
        )
        pdf.pages[0].obj.Annots = Array([field, stamp, hidden])
        pdf.Root.AcroForm = Dictionary(
            Fields=Array([field]), DR=Dictionary(Font=Dictionary(F=font)), DA=String("/F 12 Tf")
        )

    return changed(fill)


def with_layers(*, all_off: bool = False) -> bytes:
    """A page with a layer that is shown and one that is not."""

    def draw(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        font = pdf.make_indirect(
            Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        )
        page.add_resource(font, Name.Font, Name.F)
        layers = [
            pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(f"{WHO} {word}")))
            for word in ("SHOWN", "HIDDEN")
        ]
        for layer, word, height in zip(layers, ("SHOWN", "HIDDEN"), (500, 400), strict=True):
            page.add_resource(layer, Name.Properties, Name(f"/{word}"))
            page.contents_add(
                f"/OC /{word} BDC BT /F 14 Tf 100 {height} Td ({word}) Tj ET EMC".encode()
            )
        usual = (
            Dictionary(BaseState=Name.OFF, ON=Array([layers[0]]))
            if all_off
            else Dictionary(OFF=Array([layers[1]]))
        )
        pdf.Root.OCProperties = Dictionary(OCGs=Array(layers), D=usual)

    return changed(draw)


def locked_file(user: str, owner: str = "owner") -> bytes:
    """A PDF with a password of its own; without one for the *user*, anybody reads it."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(plain_file("Locked"))) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(user=user, owner=owner, R=6))
    return out.getvalue()


def drawn_picture(mode: str = "RGB", size: tuple[int, int] = (40, 30)) -> Image.Image:
    """A picture whose corners differ: red at the upper left, blue at the lower right."""
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    width, height = size
    draw.rectangle((0, 0, width // 2 - 1, height // 2 - 1), fill=(200, 0, 0))
    draw.rectangle((width // 2, height // 2, width, height), fill=(0, 0, 200))
    return image.convert(mode)


def saved(image: Image.Image, form: str, **more: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **more)
    return out.getvalue()


def photo_jpeg(orientation: int = 1, **more: Any) -> bytes:
    """A photo with what cameras write beside it."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = WHO.encode("ascii", "replace").decode()
    exif[0x013B] = "SECRET AUTHOR"
    usual = {"exif": exif, "comment": b"SECRET COMMENT", "quality": 95, "subsampling": 0}
    return saved(drawn_picture(size=(400, 300)), "JPEG", **{**usual, **more})
