"""Where everything stands on a label: nothing is cut, nothing overlaps, all of it is legible."""

from __future__ import annotations

from itertools import pairwise

import pytest

from semble_cli.errors import CannotBePrinted
from semble_cli.paper.datamatrix import QUIET
from semble_cli.paper.font import MM_PER_POINT, face
from semble_cli.paper.labels.content import label_content
from semble_cli.paper.labels.layout import LEAST_POINTS, LabelLayout, PlacedText, lay_out
from semble_cli.patient.labels.sizes import KNOWN_SIZES, parse_label_size
from semble_cli.patient.labels.templates import KNOWN_TEMPLATES, parse_label_template
from semble_cli.patient.record import Patient
from tests.paper.people import LONG, QUALIFIED

EDGE = 1.5


def laid_out(template: str, size: str, patient: Patient = QUALIFIED) -> LabelLayout:
    content = label_content(parse_label_template("t", template), patient)
    return lay_out(content, parse_label_size("s", size))


def width_of(text: PlacedText) -> float:
    return face(bold=text.bold).width(text.text, text.points)


@pytest.mark.parametrize("patient", [QUALIFIED, LONG])
@pytest.mark.parametrize("size", ["57x32", "89x36", "62 mm", KNOWN_SIZES["sheet_3x7"], "100x60"])
@pytest.mark.parametrize("template", KNOWN_TEMPLATES.values())
def test_all_of_it_is_on_the_label_and_nothing_lies_on_anything(
    template: str, size: str, patient: Patient
) -> None:
    label = laid_out(template, size, patient)
    lines = [each for each in label.texts if each.text != "INS à scanner"]
    for text in label.texts:
        assert text.points >= LEAST_POINTS
        assert text.x >= EDGE - 0.01
        assert text.x + width_of(text) <= label.width - EDGE + 0.01
        assert text.y - text.points * MM_PER_POINT * 0.9 >= EDGE - 0.01
        assert text.y + text.points * MM_PER_POINT * 0.25 <= label.height - EDGE + 0.01
    for upper, lower in pairwise(lines):
        assert lower.y - upper.y >= lower.points * MM_PER_POINT * 0.9
    right = max(text.x + width_of(text) for text in lines)
    for placed in label.symbols:
        quiet = QUIET * placed.module
        side = placed.symbol.modules * placed.module
        assert placed.module >= 0.3
        assert placed.x - quiet >= right
        assert placed.x + side + quiet <= label.width - EDGE + 0.07
        assert placed.y - quiet >= EDGE - 0.07
        assert placed.y + side + quiet <= label.height - EDGE + 0.07


def test_no_word_is_ever_lost() -> None:
    for size in ("57x32", "89x36", "62 mm"):
        label = laid_out("{birth_name}\n{birth_given_names}", size, LONG)
        joined = " ".join(text.text for text in label.texts)
        assert joined.replace(" ", "") == (LONG.birth_name + LONG.birth_given_names).replace(
            " ", ""
        )


def test_a_name_shrinks_before_it_is_wrapped_and_what_stands_under_it_stays_small() -> None:
    large = laid_out("{birth_name}\n{birth_date}", "100x60")
    assert [text.points for text in large.texts] == [12, 12]
    shrunk = laid_out("{birth_name}\n{birth_date}", "57x32", LONG)
    assert [text.text for text in shrunk.texts] == [LONG.birth_name, "28/03/1979"]
    assert LEAST_POINTS <= shrunk.texts[0].points < 12
    assert shrunk.texts[1].points == max(9, shrunk.texts[0].points)
    wrapped = laid_out("{birth_name}\n{birth_date}", "30x32", LONG)
    assert [text.text for text in wrapped.texts] == [
        "PAT-TROIS-DE-LA-TOUR-",
        "DU-PIN-EN-LIVRADOIS",
        "28/03/1979",
    ]
    assert [text.bold for text in wrapped.texts] == [True, True, False]


def test_a_wrapped_name_is_as_large_as_its_lines_let_it_be() -> None:
    first, second, _ = laid_out("{birth_name}\n{birth_date}", "30x32", LONG).texts
    assert first.points == second.points > LEAST_POINTS
    room = 30 - 2 * EDGE
    larger = first.points + 0.5
    assert face(bold=True).width("PAT-TROIS-DE-LA-TOUR-", larger) > room
    assert face(bold=True).width("PAT-TROIS-DE-LA-TOUR-DU-PIN-EN-LIVRADOIS", LEAST_POINTS) > room
    low = laid_out("{birth_name}\n{birth_date}", "30x10.5", LONG).texts
    assert [text.text for text in low] == [
        "PAT-TROIS-DE-LA-TOUR-DU-",
        "PIN-EN-LIVRADOIS",
        "28/03/1979",
    ]


def test_a_continuous_label_is_as_long_as_it_must_be() -> None:
    short = laid_out("{birth_name}", "62 mm, margins 3")
    long = laid_out("{birth_name}\n{birth_date}\n{address}", "62 mm, margins 3")
    assert short.width == long.width == 62
    assert short.height == pytest.approx(6 + 12 * 1.15 * MM_PER_POINT)
    assert long.height == pytest.approx(6 + 5 * 12 * 1.15 * MM_PER_POINT)
    assert short.texts[0].y > 3


@pytest.mark.parametrize(
    ("template", "size", "why"),
    [
        ("{full_name}", "10x30", "Patient 1042: full name has no room on a label of 10x30, even"),
        ("{sex}\n{address}\n{phone}\n{email}", "40x10", "so many lines have no room on a label of"),
        ("{ins_datamatrix}", "57x12", "the codes have no room on the label: they need 19x21 mm."),
        ("{ins_datamatrix}", "12x57", "the codes have no room on the label: they need 19x21 mm."),
        (
            "{birth_given_names}\n{ins_datamatrix}",
            "28x30",
            "Patient 1042: birth given names has no room on a label of 28x30, even in the",
        ),
    ],
)
def test_what_has_no_room_is_named_with_the_patient_and_the_way_out(
    template: str, size: str, why: str
) -> None:
    with pytest.raises(CannotBePrinted) as refused:
        laid_out(template, size)
    assert why in str(refused.value)
    assert "PAT-TROIS" not in str(refused.value)


def test_what_the_letters_lack_is_refused_by_the_name_of_the_script() -> None:
    with pytest.raises(CannotBePrinted) as refused:
        laid_out("{sex}\n{full_name}", "57x32", QUALIFIED._replace(used_name="أمل"))
    assert str(refused.value) == (
        "Patient 1042: full name cannot be printed: ARABIC is not among the letters that labels"
        " have (Latin, Greek, Cyrillic)."
    )


def test_modules_are_whole_dots_of_a_printer_where_there_is_room() -> None:
    dot = 25.4 / 203
    wide = laid_out("{id}\n{ins_datamatrix}", "57x32").symbols[0]
    assert wide.module == 3 * dot
    for place in (wide.x / dot, wide.y / dot):
        assert place == pytest.approx(round(place))
