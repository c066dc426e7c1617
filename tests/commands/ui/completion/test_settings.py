"""What is completed of `semble config`: names of settings, and the values that a few take."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from semble_cli.services.practice.settings import set_setting
from semble_cli.settings.families import known_setting
from tests.commands.ui.completion.asking import ask

if TYPE_CHECKING:
    from private_cups import Cups, Listening
    from semble_cli.services.register import Register


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("semble config get labels.sizes.sheet_2", "labels.sizes.sheet_2x7"),
        ("semble config set labels.size roll_8", "roll_89x36"),
        ("semble config set labels.template tu", "tube"),
        ("semble config set teleservices.env", "teleservices.environment"),
        ("semble config unset no_", "no_input"),
        ("semble config set lang f", "fr"),
        ("semble config set mail.security s", "starttls"),
        ("semble config set teleservices.environment prod", "production"),
        ("semble config set labels.size 6", ""),
        ("semble config set colour r", ""),
        ("semble config set lang fr --m", "--mine"),
        ("semble retention due --step del", "delete"),
        ("semble patient print label 1 --size roll_8", "roll_89x36"),
        ("semble patient print label 1 --template tu", "tube"),
        ("semble patient print label 1 --offset z", ""),
    ],
)
def test_names_and_values_are_completed(line: str, answer: str) -> None:
    assert ask("/dev/null/x.db", line).answer.strip() == answer


def test_what_the_practice_named_is_completed_too(register: Register) -> None:
    set_setting(register, known_setting("labels.sizes.flacon"), "40x20")
    set_setting(register, known_setting("labels.templates.dossier"), "{birth_name}\n{sex}")
    set_setting(register, known_setting("labels.offsets.zebra"), "right 1.5")
    address = register.store.location
    for line, answer in (
        ("semble config get labels.sizes.f", "labels.sizes.flacon"),
        ("semble config set labels.size fl", "flacon"),
        ("semble patient print label 1 --size f", "flacon"),
        ("semble patient print label 1 --template d", "dossier"),
        ("semble patient print label 1 --offset z", "zebra"),
    ):
        assert ask(address, line).answer.strip() == answer


def test_the_value_of_a_file_is_the_shell_s_to_complete() -> None:
    line = "semble config set teleservices.certificate pra"
    answer = ask("/dev/null/x.db", line, _SEMBLE_COMPLETE_TYPE="9").answer
    assert answer.strip() == "files"
    words = ask("/dev/null/x.db", "semble config set lang f", _SEMBLE_COMPLETE_TYPE="9").answer
    assert words.split() == ["words", "fr"]


def test_a_secret_is_not_proposed() -> None:
    assert ask("/dev/null/x.db", "semble config set teleservices.pass").answer.strip() == ""
    assert ask("/dev/null/x.db", "semble config set mail.p").answer.split() == [
        "mail.port",
        "mail.password_command",
    ]


def test_each_of_a_family_is_explained_by_what_it_is(register: Register) -> None:
    set_setting(register, known_setting("labels.templates.dossier"), "{birth_name}\n{sex}")
    line = "semble patient print label 1 --template d"
    shown = ask(register.store.location, line, "fish").answer
    assert shown.splitlines() == ["dossier\t{birth_name} / {sex}"]


def test_printers_are_completed_by_name(cups: Cups, printer: Listening) -> None:
    cups.add("zebra", printer.address, "-D", "Étiquettes")
    cups.add("bureau", printer.address)
    for line in (
        "semble patient print label 1 --printer ze",
        "semble document print 1 --printer ZE",
        "semble config set labels.printer z",
        "semble config set printing.printer z",
    ):
        assert ask("/dev/null/x.db", line).answer.strip() == "zebra", line
    shown = ask("/dev/null/x.db", "semble document print --printer ", "fish").answer
    assert shown.splitlines() == ["bureau\tbureau", "zebra\tÉtiquettes"]
    nobody = ask("/dev/null/x.db", "semble document print --printer z", CUPS_SERVER="/nowhere")
    assert (nobody.answer.strip(), nobody.errors, nobody.code) == ("", "", 0)
