"""What a command loads: single records are read and written without the libraries of the schema,
searched and shown without those that judge what is written."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from semble_cli.services.patients.create import create_patient
from tests.clock import day_to_come
from tests.conftest import a_patient, register_on
from tests.exchange.feed.messages import adt
from tests.services.invoices.practice import set_up_practice
from tests.services.letters.people import at_home
from tests.services.record.documents import keep, with_two_patients
from tests.vitale.billing.readings import ssv, written

if TYPE_CHECKING:
    from private_cups import Cups, Listening
    from semble_cli.services.register import Register
    from semble_cli.store.database.address import StoreAddress

ROOT = Path(__file__).parent.parent.parent
MONDAY = day_to_come(0)

NEVER = ("sqlalchemy", "sqlmodel", "pydantic", "alembic", "numpy", "fpdf", "fontTools", "zxingcpp")
JUDGES = ("phonenumbers", "stdnum")

RUN = """
import sys
from semble_cli.app import run
code = run(sys.argv[1:])
loaded = {name if name.startswith("semble_cli") else name.partition(".")[0] for name in sys.modules}
print(f"loaded: {' '.join(sorted(loaded))}", file=sys.stderr)
sys.exit(code)
"""

COUNT = """
compiled, init = [], typing.ForwardRef.__init__
def heard(self, text, *others, **named):
    compiled.append(text)
    init(self, text, *others, **named)
typing.ForwardRef.__init__ = heard
import atexit, sys
atexit.register(lambda: print("compiled:", compiled, file=sys.stderr))
"""

ADRUN = (
    *("--birth-name", "ADRUN", "--first-name", "ZOE", "--given-names", "ZOE"),
    *("--birth-date", "1975-12-31", "--sex", "F", "--birth-place", "63220"),
)

COMMANDS = (
    ("tag", "add", "ALD"),
    ("patient", "add", *ADRUN),
    ("patient", "show", "1"),
    ("patient", "edit", "1", "--city", "Lyon"),
    ("patient", "tag", "1", "ALD"),
    ("patient", "untag", "1", "ALD"),
    ("patient", "block", "1", "--reason", "impayés"),
    ("patient", "unblock", "1"),
    ("patient", "archive", "1", "--reason", "moved_away"),
    ("patient", "unarchive", "1"),
    ("patient", "prefs", "1", "--dmp", "yes"),
    ("contact", "add", "--kind", "person", "--name", "MARTIN"),
    ("contact", "search", "mart"),
    ("contact", "edit", "1", "--city", "Lyon"),
    ("patient", "relate", "1", "--type", "gp", "--contact", "1"),
    ("patient", "relations", "1"),
    ("patient", "relation", "edit", "1", "1", "--payer"),
    ("patient", "unrelate", "1", "1"),
    ("contact", "delete", "1"),
    ("practitioner", "add", "--name", "Dr Alix ROUSSEL"),
    ("practitioner", "edit", "rous", "--time-zone", "Indian/Reunion"),
    ("practitioner", "list"),
    ("appointment", "add", "1", "--start", f"{MONDAY}T09:00", "--minutes", "20"),
    ("appointment", "move", "1", "--start", f"{MONDAY}T10:00"),
    ("appointment", "list", "--week", str(MONDAY)),
    ("appointment", "free", "--minutes", "20"),
    ("appointment", "cancel", "1"),
    ("patient", "deceased", "1", "--on", "2026-01-02"),
    ("patient", "allergy", "none", "1"),
    ("patient", "allergy", "add", "1", "--substance", "Latex", "--reaction", "urticaire"),
    ("patient", "allergy", "list", "1"),
    ("patient", "allergy", "edit", "1", "latex", "--severity", "mild"),
    ("consultation", "add", "1", "--section", "Motif=Toux"),
    ("consultation", "list", "1"),
    ("consultation", "edit", "2", "--section", "Conclusion=ok"),
    ("consultation", "show", "2"),
    ("consultation", "delete", "2"),
    ("patient", "allergy", "remove", "1", "latex"),
    ("treatment", "add", "1", "--drug", "Essai"),
    ("treatment", "edit", "1", "--dose", "2"),
    ("treatment", "stop", "1", "--reason", "intolerance"),
    ("treatment", "list", "1"),
    ("patient", "show", "1", "--whole", "-f", "table"),
    ("treatment", "delete", "1"),
    ("patient", "report-event", "1"),
    ("patient", "history", "1"),
    ("patient", "search", "adrun"),
    ("patient", "search", "SEMBLE:1"),
    ("patient", "list"),
    ("undo",),
    ("redo",),
    ("undo",),
    ("document", "add", "1", __file__),
    ("document", "edit", "1", "--kind", "letter"),
    ("document", "list", "1"),
    ("document", "show", "1"),
    ("document", "get", "1", "-o", "-"),
    ("document", "shares", "1"),
    ("document", "delete", "1"),
    ("undo",),
    ("document", "delete", "1", "--for-good", "--reason", "doublon"),
    ("tag", "rename", "ALD", "suivi"),
    ("tag", "list"),
    ("tag", "delete", "suivi"),
    ("user", "list"),
    ("config", "set", "labels.size", "62x100"),
    ("config", "get", "labels.size"),
    ("config", "list"),
    ("config", "unset", "labels.size"),
    ("retention", "due"),
    ("patient", "delete", "1", "--confirm", "ADRUN ZOE"),
    ("patient", "recover", "1"),
)


def test_single_records_are_read_and_written_without_the_libraries_of_the_schema(
    sqlite_store: StoreAddress,
) -> None:
    for words in COMMANDS:
        assert loaded_by(sqlite_store, *words) & {*NEVER, *JUDGES} == set(), words


def test_pages_are_made_with_the_libraries_of_paper_alone(
    sqlite_store: StoreAddress, tmp_path: Path
) -> None:
    loaded_by(sqlite_store, "patient", "add", *ADRUN)
    for words in (("summary", "1", "--whole"), ("treatments", "1")):
        file = tmp_path / words[0]
        loaded = loaded_by(sqlite_store, "patient", "print", *words, "-o", str(file))
        assert loaded & {*NEVER} - {"numpy"} == {"fpdf", "fontTools"}, words  # numpy is fpdf2's
        assert file.stat().st_size


def test_an_import_asks_for_appointments_to_close_where_somebody_was_updated_alone(
    sqlite_store: StoreAddress, tmp_path: Path
) -> None:
    telling = "semble_cli.commands.appointment.telling"
    file = tmp_path / "patients.csv"
    header = "Nom;Prénom;Né(e) le;Sexe;Lieu de naissance;Tags;Ville"
    options = ("--create-tags", "--on-duplicate", "update")
    for town, is_update in (("Lyon", False), ("Lyon", False), ("Paris", True)):
        file.write_text(f"{header}\nADRUN;ZOE;31/12/1975;F;63220;ALD;{town}\n", "utf-8")
        loaded = loaded_by(sqlite_store, "patient", "import", str(file), *options)
        assert (telling in loaded) is is_update, town


def test_what_other_programs_hand_on_is_written_without_the_libraries_of_the_schema(
    sqlite_store: StoreAddress, tmp_path: Path
) -> None:
    identity, card = tmp_path / "identity.hl7", tmp_path / "card.json"
    identity.write_text(adt(), newline="")
    card.write_bytes(written(ssv()))
    assert loaded_by(sqlite_store, "identity", "feed", str(identity)) & {*NEVER} == set()
    read = ("vitale", "read", "--from", str(card), "--yes", "--no-adri", "--no-insi")
    assert loaded_by(sqlite_store, *read) & {*NEVER, "httpx", "smartcard"} == set()


def test_a_document_is_printed_without_them_too(
    sqlite_register: Register, cups: Cups, printer: Listening, tmp_path: Path
) -> None:
    keep(with_two_patients(sqlite_register), tmp_path)
    cups.add("bureau", printer.address)
    loaded = loaded_by(sqlite_register.store, "document", "print", "1", "--printer", "bureau")
    assert loaded & {*NEVER, *JUDGES} == set()
    assert len(printer.jobs) == 1


def test_exports_are_made_with_the_libraries_of_paper_alone(
    sqlite_store: StoreAddress, tmp_path: Path
) -> None:
    loaded_by(sqlite_store, "patient", "add", *ADRUN)
    file = str(tmp_path / "record.zip")
    for words in (
        ("patient", "export", "1", "-o", file),
        ("export", "all", "-o", str(tmp_path / "all")),
    ):
        loaded = loaded_by(sqlite_store, *words)
        assert loaded & {*NEVER} - {"numpy"} == {"fpdf", "fontTools"}, words  # numpy is fpdf2's
    assert loaded_by(sqlite_store, "export", "verify", file) & {*NEVER} == set()


OF_INVOICES = (
    ("pay", "F0001", "--by", "card"),
    ("list", "--unpaid"),
    ("list", "--takings", "2026-11-23"),
    ("show", "F0001"),
    ("totals",),
)
MAKES_PAGES = {"fpdf", "fontTools", "numpy"}
"""What a page takes; fpdf loads the last one."""


def test_invoices_are_issued_shown_and_paid_without_the_libraries_of_the_schema(
    sqlite_store: StoreAddress,
) -> None:
    register = register_on(sqlite_store)
    set_up_practice(register)
    create_patient(register, a_patient())
    issued = loaded_by(sqlite_store, "invoice", "create", "1", "--line", "Consultation=26,50")
    assert issued & {*NEVER} == MAKES_PAGES
    for words in OF_INVOICES:
        assert loaded_by(sqlite_store, "invoice", *words) & {*NEVER, *JUDGES} == set(), words


def test_letters_are_written_with_the_libraries_of_paper_alone(sqlite_store: StoreAddress) -> None:
    register = register_on(sqlite_store)
    set_up_practice(register)
    create_patient(register, at_home(a_patient()))
    words = ("letter", "write", "1", "--template", "attestation_presence")
    assert loaded_by(sqlite_store, *words) & {*NEVER} == MAKES_PAGES
    for verb in ("templates", "fields"):
        assert loaded_by(sqlite_store, "letter", verb) & {*NEVER, *JUDGES} == set(), verb


def test_the_commands_of_the_counter_do_without_the_command_line(
    sqlite_store: StoreAddress,
) -> None:
    loaded_by(sqlite_store, "tag", "add", "ALD")
    loaded_by(sqlite_store, "patient", "add", *ADRUN)
    for words in (
        ("search", "adrun"),
        ("show", "1"),
        ("show", "1", "-f", "table"),
        ("tag", "1", "ALD"),
        ("untag", "1", "ALD"),
        ("block", "1", "--reason", "impayés"),
    ):
        assert loaded_by(sqlite_store, "patient", *words) & {"typer", "click"} == set(), words
    assert "typer" in loaded_by(sqlite_store, "patient", "unblock", "1")


def test_what_judges_a_number_is_loaded_where_one_is_written_and_by_no_search(
    sqlite_store: StoreAddress,
) -> None:
    def judges(*words: str) -> set[str]:
        loaded = loaded_by(sqlite_store, *words)
        assert loaded & set(NEVER) == set(), words
        return loaded & set(JUDGES)

    assert judges("patient", "add", *ADRUN, "--nir", "275126322074974") == {"stdnum"}
    assert judges("patient", "edit", "1", "--phone", "06 39 98 00 01") == {"phonenumbers"}
    for words in (("show", "1"), ("search", "adrun"), ("search", "0639980001"), ("list",)):
        assert judges("patient", *words) == set(), words
    for option in (("--phone", "06 39 98 00 01"), ("--ins", "275126322074974")):
        assert judges("patient", "search", *option) == set(), option
    for words in (("show", "1"), ("search", "adrun"), ("list",)):
        assert judges("patient", *words, "-f", "table") == set(), words
    assert judges("patient", "edit", "1", "--replace-phones", "+49 30 1234567") == {"phonenumbers"}
    for words in (("show", "1"), ("search", "adrun"), ("list",)):
        assert judges("patient", *words, "-f", "json") == set(), words
        assert judges("patient", *words, "-f", "table") == {"phonenumbers"}, words


WRITING = (
    "semble_cli.patient.actions",
    "semble_cli.patient.consents.rules",
    "semble_cli.services.unit_of_work",
    "semble_cli.store.journal",
    "semble_cli.store.ledger",
)
"""What a command needs only to write, or to say what was done."""

BY_NAME = ("semble_cli.store.search.near_search", "semble_cli.store.search.name_searches")


def test_a_search_does_without_the_words_of_all_lists_and_the_records_around_patients(
    sqlite_store: StoreAddress,
) -> None:
    loaded_by(sqlite_store, "patient", "add", *ADRUN)
    for words in (("adrun",), ("adrun zoe",), ("1",)):
        loaded = loaded_by(sqlite_store, "patient", "search", *words)
        assert "semble_cli.services.patients.search" in loaded
        ours = ("semble_cli.patient.choices.", "semble_cli.patient.around.")
        assert [name for name in loaded if name.startswith(ours)] == [], words
        assert loaded & {*WRITING, "string"} == set(), words


def test_a_search_by_figures_does_without_that_by_names(sqlite_store: StoreAddress) -> None:
    loaded_by(sqlite_store, "patient", "add", *ADRUN, "--phone", "06 39 98 00 01")
    for figures in ("1", "0639980001", "31/12/1975"):
        loaded = loaded_by(sqlite_store, "patient", "search", figures)
        assert loaded & {*WRITING, *BY_NAME} == set(), figures
    assert loaded_by(sqlite_store, "patient", "search", "adrun zoe") & {*BY_NAME} == {*BY_NAME}


def test_what_a_search_loads_has_no_annotation_compiled(sqlite_store: StoreAddress) -> None:
    """A named tuple compiles each annotation that is a text: all of them took a tenth of a search.
    So what has named tuples and is loaded by every search is without the import from
    `__future__`."""
    loaded_by(sqlite_store, "patient", "add", *ADRUN)
    counted = f"import typing\n{COUNT}\n{RUN}"
    for words in (("adrun zoe",), ("1",), ("31/12/1975", "-f", "csv")):
        said = run_of(counted, sqlite_store, "patient", "search", *words)
        assert "compiled: []" in said, said


def loaded_by(store: StoreAddress, *words: str) -> set[str]:
    """The libraries that a command loads, and the modules of ours."""
    return set(run_of(RUN, store, *words).rpartition("loaded: ")[2].split())


def run_of(program: str, store: StoreAddress, *words: str) -> str:
    """What a program that runs a command says beside its results."""
    done = subprocess.run(
        [sys.executable, "-c", program, *words, "--store", str(store)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, (words, done.stderr)
    return done.stderr
