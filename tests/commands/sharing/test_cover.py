"""The page that says how to come by what is attached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.commands.sharing.cover import cover_in
from semble_cli.commands.ui.language import in_use
from semble_cli.paper.sealed.pdf import sealed_pdf
from semble_cli.patient.sharing.part import Part
from tests.paper.sealed.originals import PASSPHRASE
from tests.paper.sealed.readers import pages_of, text_of

if TYPE_CHECKING:
    from pathlib import Path

ARCHIVE = Part("dossier.zip", "application/zip", b"PK\x03\x04")


def test_it_is_in_french_and_below_in_the_recipient_s_language(tmp_path: Path) -> None:
    file = tmp_path / "x.pdf"
    spoken = in_use()
    for language, is_english in (("fr", False), ("en", True)):
        content = sealed_pdf([ARCHIVE], PASSPHRASE, cover_in(language))
        file.write_bytes(content)
        text = text_of(file)
        assert "Ouvrez ce PDF avec Adobe Acrobat Reader ou avec Firefox." in " ".join(text.split())
        assert ("Open this PDF with Adobe Acrobat Reader" in text) == is_english
        assert len(pages_of(content)) == 1
    assert in_use() == spoken


def test_it_tells_what_saves_an_archive(tmp_path: Path) -> None:
    file = tmp_path / "x.pdf"
    file.write_bytes(sealed_pdf([ARCHIVE], PASSPHRASE, cover_in("fr")))
    told = " ".join(text_of(file).split())
    assert "Adobe Acrobat Reader n'en enregistre aucun : ouvrez ce PDF avec Firefox." in told
