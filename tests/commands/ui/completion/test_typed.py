"""A line that is not finished, and words put into it: read and quoted as the shells do."""

from __future__ import annotations

import subprocess

import pytest

from semble_cli.commands.ui.completion.answers import ShellAnswer, in_quotes, presentable
from semble_cli.commands.ui.completion.asked import what_is_asked
from semble_cli.commands.ui.completion.completers import Proposal
from semble_cli.commands.ui.completion.tree import ValueKind
from semble_cli.commands.ui.completion.typed import unquoted, words_of


@pytest.mark.parametrize(
    ("line", "words", "quote"),
    [
        ("semble patient show ada", ["semble", "patient", "show", "ada"], ""),
        ("semble  patient ", ["semble", "patient", ""], ""),
        ('semble show "adam a', ["semble", "show", "adam a"], '"'),
        ("semble show 'adam ", ["semble", "show", "adam "], "'"),
        (r"semble show adam\ a", ["semble", "show", "adam a"], ""),
        (r'semble "a\"b\c"', ["semble", r'a"b\c'], ""),
        (r"semble 'a\'", ["semble", "a\\"], ""),
        ("semble a'b'c\"d\"", ["semble", "abcd"], ""),
        ("semble a\\", ["semble", "a"], ""),
        ("", [""], ""),
    ],
)
def test_a_line_is_read_as_the_shell_reads_it(line: str, words: list[str], quote: str) -> None:
    found = words_of(line)
    assert [word.text for word in found] == words
    assert found[-1].quote == quote


def test_a_part_of_a_word_may_hold_blanks() -> None:
    assert unquoted('--x="a b') == ("--x=a b", '"')


@pytest.mark.parametrize("quote", ["", '"', "'"])
@pytest.mark.parametrize(
    "text",
    [
        "Suivi annuel",
        "$(touch x)",
        "`touch x`",
        "a'b",
        'a"b',
        "a\\b",
        "*",
        "~root",
        "a;b|c&d",
        "#a",
    ],
)
def test_what_is_put_into_a_line_is_read_back_by_the_shell_as_it_was(text: str, quote: str) -> None:
    typed = in_quotes(text, quote)
    assert typed is not None
    said = subprocess.run(
        ["bash", "-c", f"printf %s {quote}{typed}{quote}"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert said == text
    assert unquoted(f"{quote}{typed}{quote}") == (text, "")


def test_an_exclamation_mark_is_not_put_between_double_quotes() -> None:
    assert in_quotes("a!b", '"') is None
    assert in_quotes("a!b", "'") == "a!b"


def test_what_cannot_be_shown_or_holds_a_nir_is_not_proposed() -> None:
    for text in ("a\nb", "a\tb", "a\x1b[31mb", "a\u202eb", "2 79 03 51 215 189 89"):
        assert not presentable(Proposal(text))
        assert not presentable(Proposal("1", text))
    assert presentable(Proposal("d'été $(x)", "ADRUN Zoé, 31/12/1975"))


@pytest.mark.parametrize(
    ("words", "typed", "kind", "kept", "rest"),
    [
        (["patient", "show"], "ada", ValueKind.PATIENT, "", "ada"),
        (["patient", "show", "-f"], "", ValueKind.CHOICE, "", ""),
        (["patient", "show", "-f", "json"], "1", ValueKind.PATIENT, "", "1"),
        (["patient", "show", "1"], "2", None, "", "2"),
        (["patient", "list"], "--sort=b", ValueKind.CHOICE, "--sort=", "b"),
        (["patient", "list", "--fields"], "id,bi", ValueKind.FIELDS, "id,", "bi"),
        (["patient", "list"], "--fields=id,bi", ValueKind.FIELDS, "--fields=id,", "bi"),
        (["patient", "tag", "1", "ALD"], "su", ValueKind.TAG, "", "su"),
        (["patient", "tag", "--store", "x", "1"], "su", ValueKind.TAG, "", "su"),
        (["patient", "unarchive"], "a", ValueKind.ARCHIVED, "", "a"),
        (["patient", "recover", "1"], "a", ValueKind.FORMER, "", "a"),
        (["patient", "add", "--nir"], "2", ValueKind.FREE, "", "2"),
        (["patient", "delete", "1", "--confirm"], "A", ValueKind.FREE, "", "A"),
        (["patient", "show", "--"], "-1", ValueKind.PATIENT, "", "-1"),
        (["patient", "nothing"], "a", None, "", "a"),
        (["--store"], "/d", ValueKind.FILE, "", "/d"),
    ],
)
def test_what_is_asked_is_told_by_the_words_before(
    words: list[str], typed: str, kind: ValueKind | None, kept: str, rest: str
) -> None:
    asked = what_is_asked(words, typed)
    assert (asked.value.kind if asked.value else None) == kind
    assert (asked.kept, asked.typed) == (kept, rest)


def test_options_are_proposed_once_and_where_no_word_is_left() -> None:
    names = [name for name, _ in what_is_asked(["patient", "list", "--limit", "3"], "--").options]
    assert "--limit" not in names
    assert {"--tag", "--sort", "--help"} <= set(names)
    assert "--tag" in dict(what_is_asked(["patient", "list", "--tag", "ALD"], "").options)
    assert what_is_asked(["--store=x", "--lang", "fr", "patient"], "").store == "x"
    assert what_is_asked(["--store=x", "--lang", "fr", "patient"], "").lang == "fr"


def test_an_answer_goes_on_with_what_was_typed_only_where_all_words_begin_so() -> None:
    found = (Proposal("Suivi annuel"), Proposal("Suivi post-op"))
    assert ShellAnswer("words", found, "", "sui").continues
    assert not ShellAnswer("words", (Proposal("1042"), Proposal("1250")), "", "ada").continues
