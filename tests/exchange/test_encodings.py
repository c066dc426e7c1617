"""The encoding of a file is that of the whole file, and a character that is lost is never taken."""

from __future__ import annotations

import gzip
import io
import os
import threading
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from semble_cli.errors import InvalidInput
from semble_cli.exchange.encodings import encoding_of
from semble_cli.exchange.mapping import Reading
from semble_cli.exchange.records import TableRecords
from semble_cli.exchange.tables.table_file import TableFile
from semble_cli.exchange.tables.unreadable import first_unreadable
from semble_cli.services.imports.source import rewindable

if TYPE_CHECKING:
    from semble_cli.store.database.address import StoreAddress

PLAIN = "ADRUN;Zoe;31/12/1975\n" * 6000
"""More than any sample of a file."""


def table(content: bytes) -> list[list[str]]:
    return [list(row.raw) for row in TableFile(io.BytesIO(content)).rows()]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "cp850", "mac_roman"])
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_first_accent_at_the_end_of_a_long_file_tells_its_encoding(
    encoding: str, pack: type[bytes]
) -> None:
    content = f"Nom;Prenom;Ne le\n{PLAIN}LEFÈVRE;Zoé;31/12/1975\n".encode(encoding)
    assert table(pack(content))[-1] == ["LEFÈVRE", "Zoé", "31/12/1975"]


def test_a_row_or_two_in_another_encoding_do_not_change_that_of_a_file() -> None:
    rows = "Nom;Ville\n" + "Lefèvre;Nîmes\n" * 9
    mixed = rows.encode() + b"Dupr\xe9;Sens\n"
    assert encoding_of(io.BytesIO(mixed)) == "utf-8"
    file = TableFile(io.BytesIO(mixed))
    last = list(file.rows())[-1]
    assert last.is_unreadable
    said = str(first_unreadable(last.raw, file.header))
    assert "the column Nom holds bytes that are no text in the encoding" in said
    assert last.raw[0].encode("utf-8", "surrogateescape") == b"Dupr\xe9"
    twice = rows.encode("cp1252") + "Zoé;Lyon\n".encode().decode("cp1252").encode("utf-8")
    assert encoding_of(io.BytesIO(twice)) == "cp1252"


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_mark_at_the_beginning_wins(mark: str) -> None:
    assert table("Nom;Ville\nLefèvre;Nîmes\n".encode(mark)) == [["Lefèvre", "Nîmes"]]


def test_a_character_on_the_edge_of_what_is_read_at_once_is_whole() -> None:
    for shift in range(3):
        content = b"x" * ((1 << 20) - shift) + "é€\n".encode() * 3
        assert encoding_of(io.BytesIO(content)) == "utf-8"
    assert encoding_of(io.BytesIO(b"Nom\nAndr\xc3")) == "cp1252"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_row_with_a_character_that_was_lost_before_is_refused(encoding: str) -> None:
    content = "Nom;Ville\nLef\ufffdvre;Lyon\nADRUN;Paris\n".encode(encoding)
    bad, good = TableFile(io.BytesIO(content)).rows()
    said = str(first_unreadable(bad.raw))
    assert "the column #1 has lost a character, shown as \ufffd: the file was damaged" in said
    assert (bad.is_unreadable, good.is_unreadable) == (True, False)


def test_no_cell_of_a_row_with_such_a_character_is_read_with_those_of_others() -> None:
    content = "Nom;Ville\nLefèvre;Ly\ufffdn\nADRUN;Paris\n".encode()
    records = TableRecords(io.BytesIO(content), None, Reading())
    (rows,) = records.batches([2])
    texts = records.texts(rows)
    assert [list(texts[field]) for field in ("birth_name", "city")] == [
        ["", "ADRUN"],
        ["", "Paris"],
    ]
    assert [problem.field for problem in records.refused(rows[0])] == ["city"]
    assert records.refused(rows[1]) == []


def test_what_comes_through_a_pipe_is_looked_through_as_well(sqlite_store: StoreAddress) -> None:
    reading, writing = os.pipe()
    content = f"Nom;Prenom;Ne le\n{PLAIN}LEFÈVRE;Zoé;31/12/1975\n".encode("cp1252")

    def write() -> None:
        with open(writing, "wb") as out:
            out.write(content)

    writer = threading.Thread(target=write)
    writer.start()
    with open(reading, "rb") as stream, rewindable(stream, sqlite_store) as source:
        rows = list(TableFile(source).rows())
    writer.join()
    assert (len(rows), rows[-1].raw[0]) == (6001, "LEFÈVRE")


ALL = ("utf-8", "cp1252", "cp850", "mac_roman")


@pytest.mark.parametrize("encoding", ALL)
@pytest.mark.parametrize(
    "names",
    [
        "Prénom;Né(e) le",
        "Nom;Prénom;N° Sécu",
        "NOM;PRÉNOM;DATE DÉCÈS",
        "Téléphone;Civilité",
        "Profession;Numéro d'adhérent;Né le",
    ],
)
def test_the_names_of_columns_that_can_be_read_tell_it(encoding: str, names: str) -> None:
    content = f"{names}\n{PLAIN}".encode(encoding)
    assert encoding_of(io.BytesIO(content)) == encoding


def test_names_of_columns_tell_more_than_cells() -> None:
    cells = "ÚÚÚ;ÞÞÞ\n" * 50  # which another encoding reads as the letters of French
    content = "Prénom;Né(e) le;Décédé le\n".encode("cp850") + cells.encode("cp850")
    assert encoding_of(io.BytesIO(content)) == "cp850"


def test_names_in_utf_8_are_read_though_the_rows_below_are_of_another_file() -> None:
    rows = "LEFÈVRE;Hélène;Orléans\nNOËL;Zoé;Évry\n".encode("cp1252")
    assert encoding_of(io.BytesIO("Nom;Prénom;Ville\n".encode() + rows)) == "utf-8"
    assert encoding_of(io.BytesIO("Nom;Prenom;Ville\nLéa;x;y\n".encode() + rows)) == "cp1252"


def test_a_name_with_a_sign_that_no_name_has_tells_nothing() -> None:
    marks = "title Ÿ;postal_code Ÿ;city Ÿ\n"  # of which other encodings make letters
    assert encoding_of(io.BytesIO(f"{marks}Mme;33000;Orléans\n".encode("cp1252"))) == "cp1252"


@pytest.mark.parametrize("encoding", ALL)
@pytest.mark.parametrize(
    "cells",
    [
        "LEFÈVRE;HÉLÈNE;ORLÉANS",
        "Lefèvre;Hélène;Orléans",
        "BÉNÉDICTE;FRANÇOISE;CHÂLONS",
        "Bénédicte;Françoise;Châlons",
        "Gérard;Noël;Le Mée",
        "ANDRÉ;JOSÉ;ÉVRY",
        "Zoé;À Éloïse;Évry",
    ],
)
def test_capitals_and_small_letters_tell_it_by_the_words_they_stand_in(
    encoding: str, cells: str
) -> None:
    content = f"NOM;PRENOM;VILLE\n{PLAIN}{cells}\n".encode(encoding)
    assert encoding_of(io.BytesIO(content)) == encoding


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16"])
@pytest.mark.parametrize("rows", [1, 60000])
def test_utf_16_is_known_with_and_without_a_mark(encoding: str, rows: int) -> None:
    content = ("Nom;Ville\n" + "Lefèvre;Nîmes\n" * rows).encode(encoding)
    assert encoding_of(io.BytesIO(content)) == encoding
    assert table(content)[-1] == ["Lefèvre", "Nîmes"]


NAMES = st.text("abcdeéèêàçîôû' -", min_size=1, max_size=20) | st.text(
    "ABCDEÉÈÇ' -", min_size=1, max_size=20
)


@given(st.lists(NAMES, min_size=1, max_size=30), st.sampled_from(("utf-8", "cp1252", "utf-16")))
@settings(max_examples=300)
def test_names_in_any_usual_encoding_come_as_they_were_written(
    names: list[str], encoding: str
) -> None:
    content = "Nom\n" + "".join(f'"{name}"\n' for name in names)
    assert [row[0] for row in table(content.encode(encoding))] == names


def test_what_is_no_text_at_all_is_refused() -> None:
    with pytest.raises(InvalidInput, match="no text and no workbook"):
        encoding_of(io.BytesIO(bytes(range(256)) * 40 + b"\x00" * 4000))


@pytest.mark.parametrize("cells", ["LŒUILLET;CŒUR", "Lœuillet;sœur", "Léa;25 €", "Œuf;Noël"])
def test_latin_9_is_told_by_what_cp1252_has_as_halves_and_currency(cells: str) -> None:
    content = f"Nom;Remarque\n{cells};Hélène\n".encode("iso8859_15")
    assert encoding_of(io.BytesIO(content)) == "iso8859_15"
    assert table(content) == [[*cells.split(";"), "Hélène"]]


@pytest.mark.parametrize(
    "cells", ["1½ c", "½ j", "2 ¼;3¼h", "l´hôpital;D´ALÈS", "¨Š", "œ ½", "à¾", "1½h", "a½;l’été"]
)
def test_halves_and_accents_that_stand_alone_are_no_latin_9(cells: str) -> None:
    content = f"Nom;Remarque\nHélène;{cells}\n".encode("cp1252")
    assert encoding_of(io.BytesIO(content)) == "cp1252"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_may_end_as_files_of_dos_do(encoding: str) -> None:
    assert table("Nom;Prénom\r\nADRUN;Zoé\r\n\x1a".encode(encoding)) == [["ADRUN", "Zoé"]]


def test_zeros_that_a_disk_left_at_the_end_make_no_other_encoding() -> None:
    assert encoding_of(io.BytesIO("Nom;Prénom\r\n".encode() + b"\x1a" + 100 * b"\0")) == "utf-8"
