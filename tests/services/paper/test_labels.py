"""Labels of a register's patients, on both databases: which, in what size, and what is noted."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pikepdf
import pytest

from semble_cli.errors import (
    CannotBePrinted,
    InvalidInput,
    InvalidSetting,
    NoSuchRecord,
    NothingFound,
)
from semble_cli.identity.ins import InsOid
from semble_cli.services.paper.labels import (
    LabelsAsked,
    LabelsMade,
    make_labels,
    patients_found,
    template_in_use,
)
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.search import SearchQuery
from semble_cli.services.practice.settings import set_setting
from semble_cli.settings.families import known_setting
from semble_cli.store.database.open import connected
from tests.conftest import PAT_TROIS, a_patient

if TYPE_CHECKING:
    from semble_cli.services.register import Register


@pytest.fixture
def people(register: Register) -> Register:
    """A register of three patients: the second is qualified."""
    create_patient(register, a_patient())
    create_patient(register, a_patient(PAT_TROIS))
    create_patient(register, a_patient(birth_name="CORSE", birth_given_names="ANTHONY"), known=(1,))
    with connected(register.store) as connection:
        connection.run(
            "UPDATE patient SET identity_retrieved = ?, identity_checked = ?, ins_matricule = ?,"
            " ins_oid = ? WHERE id = 2",
            (True, True, "279035121518989", str(InsOid.TEST)),
        )
    return register


def nothing(_: str) -> str | None:
    return None


def made(
    register: Register, ids: list[int], asked: LabelsAsked | None = None, **own: str
) -> LabelsMade:
    return make_labels(
        register, ids, asked or LabelsAsked(), lambda name: own.get(name.replace(".", "_"))
    )


def sizes(found: LabelsMade) -> list[tuple[float, float]]:
    with pikepdf.open(io.BytesIO(found.pdf)) as read:
        boxes = [[float(side) * 25.4 / 72 for side in page.mediabox] for page in read.pages]
    return [(round(box[2], 1), round(box[3], 1)) for box in boxes]


def test_labels_are_made_in_the_order_asked_for_each_with_its_copies(people: Register) -> None:
    found = made(people, [3, 1], LabelsAsked(copies=2))
    assert (found.labels, found.pages, found.without_ins) == (4, 4, 0)
    assert sizes(found) == [(57.0, 32.0)] * 4
    assert found.pdf == made(people, [3, 1], LabelsAsked(copies=2)).pdf
    assert found.pdf != made(people, [1, 3], LabelsAsked(copies=2)).pdf


def test_the_practice_s_sizes_and_templates_hold_and_one_s_own_go_before(people: Register) -> None:
    set_setting(people, known_setting("labels.sizes.flacon"), "40x20")
    set_setting(people, known_setting("labels.size"), "flacon")
    assert sizes(made(people, [1])) == [(40, 20)]
    assert sizes(made(people, [1], labels_sizes_flacon="41x21")) == [(41, 21)]
    assert sizes(made(people, [1], labels_size="roll_89x36")) == [(89, 36)]
    assert sizes(made(people, [1], LabelsAsked(size="Flacon"), labels_size="62 mm")) == [(40, 20)]
    assert sizes(made(people, [1], LabelsAsked(size="50 × 30"))) == [(50, 30)]
    set_setting(people, known_setting("labels.templates.nom"), "{birth_name}")
    set_setting(people, known_setting("labels.template"), "nom")
    assert template_in_use(people, nothing).fields == {"birth_name"}
    chosen = made(people, [1], LabelsAsked(fields=("birth_name",)))
    assert chosen.pdf == made(people, [1]).pdf
    assert chosen.pdf == made(people, [1], LabelsAsked(template="{birth_name}")).pdf


def test_sheets_begin_at_a_place_and_a_printer_moves_them(people: Register) -> None:
    asked = LabelsAsked(size="sheet_3x7", start=20, copies=2)
    found = made(people, [1, 2], asked)
    assert (found.labels, found.pages, sizes(found)) == (4, 2, [(210, 297)] * 2)
    set_setting(people, known_setting("labels.offsets.zebra"), "right 2, down 1")
    moved = made(people, [1, 2], asked._replace(printer="Zebra"))
    assert moved.pdf != found.pdf
    own = made(people, [1, 2], asked._replace(printer="zebra"), labels_offsets_zebra="right 0")
    assert own.pdf == found.pdf


def test_the_ins_is_printed_for_the_qualified_and_the_others_are_counted(people: Register) -> None:
    found = made(people, [1, 2, 3], LabelsAsked(template="ins"))
    assert (found.without_ins, found.not_in_clear) == (2, ())
    bare = made(people, [2], LabelsAsked(fields=("birth_name", "ins_datamatrix", "sex")))
    assert bare.without_ins == 0
    assert bare.not_in_clear == ("birth_given_names", "birth_date", "ins")


def test_whom_a_search_finds(people: Register) -> None:
    assert sorted(patients_found(people, SearchQuery("Zoé", limit=0))) == [1, 3]
    with pytest.raises(NothingFound):
        patients_found(people, SearchQuery("Hermann", limit=0))


def test_that_labels_leave_the_register_is_noted_without_what_stands_on_them(
    people: Register,
) -> None:
    made(people, [2])
    made(people, [1, 2, 1], LabelsAsked(copies=9))
    made(people, [1], LabelsAsked(printer="Zebra"))
    with connected(people.store) as connection:
        events = connection.rows(
            "SELECT patient_id, content FROM event WHERE action = 'patient.export' ORDER BY seq"
        )
    assert [(whom, json.loads(content)) for whom, content in events] == [
        (2, {"noted": {"list": "labels", "form": "pdf", "patients": 1}}),
        (None, {"noted": {"list": "labels", "form": "pdf", "patients": 2}}),
        (1, {"noted": {"list": "labels", "form": "pdf", "patients": 1, "printer": "Zebra"}}),
    ]


@pytest.mark.parametrize(
    ("asked", "error", "why"),
    [
        (LabelsAsked(size="planche"), InvalidSetting, "--size: there is no labels.sizes.planche."),
        (LabelsAsked(size="5x5"), InvalidInput, "size: it is the width and the height in mm"),
        (LabelsAsked(template="x"), InvalidSetting, "--template: there is no labels.templates.x."),
        (LabelsAsked(template="{nir}"), InvalidInput, "it is lines with fields in braces"),
        (LabelsAsked(offset="hp"), InvalidSetting, "there is no labels.offsets.hp. There are: –"),
        (LabelsAsked(offset="é"), InvalidSetting, "there is no labels.offsets.PRINTER."),
        (LabelsAsked(start=2), InvalidInput, "start: a roll has no places to begin at"),
        (LabelsAsked(size="sheet_3x7", start=22), InvalidInput, "has places 1 to 21."),
        (LabelsAsked(size="10x10"), CannotBePrinted, "Patient 1: "),
    ],
)
def test_what_cannot_be_made_is_said_and_nothing_is_noted(
    people: Register, asked: LabelsAsked, error: type[Exception], why: str
) -> None:
    with pytest.raises(error) as refused:
        made(people, [1, 2], asked)
    assert why in str(refused.value)
    with connected(people.store) as connection:
        assert connection.value("SELECT count(*) FROM event WHERE action = 'patient.export'") == 0


def test_labels_are_moved_by_what_is_set_for_their_printer(people: Register) -> None:
    set_setting(people, known_setting("labels.offsets.zebra_gk420d"), "right 2")
    set_setting(people, known_setting("labels.offsets.bureau"), "down 1")
    plain = made(people, [1]).pdf
    moved = made(people, [1], LabelsAsked(offset="zebra gk420d")).pdf
    assert moved != plain
    assert made(people, [1], LabelsAsked(printer="Zebra-GK420d")).pdf == moved
    assert made(people, [1], LabelsAsked(printer="autre")).pdf == plain
    assert made(people, [1], LabelsAsked(printer="é/#")).pdf == plain
    both = made(people, [1], LabelsAsked(offset="bureau", printer="Zebra-GK420d")).pdf
    assert both == made(people, [1], LabelsAsked(offset="bureau")).pdf


def test_the_size_of_the_pages_is_told_where_all_have_one(people: Register) -> None:
    assert made(people, [1, 2]).page == (57, 32)
    assert made(people, [1, 2], LabelsAsked(size="sheet_3x7")).page == (210, 297)
    roll = LabelsAsked(size="62 mm", template="ins")
    assert made(people, [1, 2], roll).page is None
    width, height = made(people, [2], roll).page or (0, 0)
    assert (width, height > 20) == (62, True)


def test_a_setting_that_names_what_is_gone_is_told(people: Register) -> None:
    with pytest.raises(InvalidSetting, match=r"labels\.size: there is no labels\.sizes\.gone\."):
        made(people, [1], labels_size="gone")


def test_one_of_several_who_is_not_there_is_told(people: Register) -> None:
    with pytest.raises(NoSuchRecord, match="No patient has the id 9"):
        made(people, [1, 9])
