"""The French catalogue as a whole: the terms of docs/glossary.md, no codes, one typography."""

from __future__ import annotations

import ast
import re

import pytest

import messages
from semble_cli.commands.ui import language
from semble_cli.identity.status import IdentityStatus
from semble_cli.patient.catalogue import CATALOGUE, FIELD
from semble_cli.patient.record import Sex
from semble_cli.services.access import Role

TEXTS = {str(each.id): str(each.string) for each in messages.read() if each.id}
FRENCH = list(TEXTS.values())

TERMS = {
    r"\bfiches?\b": "dossier",
    r"\bbase\b(?! de données)": "registre, or base de données for the server's own",
    r"\bétiquettes?\b(?! imprimée)": "tag, or étiquette imprimée for what is printed",
    r"\bcourriels?\b|\badresses? électroniques?\b|\bmails?\b(?<!e-mail)(?!\.)": "e-mail",
    r"\bréglementation\b|\bparamètres?\b": "réglage",
    r"\bmot de passe\b(?! du serveur)": "phrase secrète, but for a server's own",
    r"\b(revenus?|faire revenir|fait revenir)\b": "récupéré, récupérer",
    r"\bmettre à l'archive\b": "archiver",
    r"\blignes? refusées?\b": "ligne rejetée",
    r"\bpérimé": "plus valable",
    r"\bmontrés?\b|\bmontrées?\b": "affiché",
    r"\bportent? ce tag\b|\ble portent\b": "a ce tag",
    r"--patient new\b": "--patient nouveau, as the help has it",
}
"""What is not said, and what is said instead."""


@pytest.mark.parametrize("forbidden", TERMS)
def test_one_term_is_used_for_one_thing(forbidden: str) -> None:
    found = [text for text in FRENCH if re.search(forbidden, text, re.IGNORECASE)]
    assert found == [], f"say {TERMS[forbidden]}"


def test_a_word_of_the_command_line_comes_after_avec() -> None:
    assert [text for text in FRENCH if re.search(r"\bpar (--|`?semble )", text)] == []


CODES = (
    *IdentityStatus,
    *(role for role in Role if role not in (Role.ADMIN, Role.READER)),
    *(r"not_asked", "current", "outdated", "too_new", "nir", "ins", "dmp", "sms"),
    *(name for name in FIELD if "_" in name),
)


@pytest.mark.parametrize("code", CODES)
def test_no_code_stands_in_a_sentence(code: str) -> None:
    # An option, an address, a placeholder or a setting is written as the program takes it.
    for text in FRENCH:
        plain = re.sub(r"--[\w-]+|\S*\.\S+|\{\w+\}|`[^`]*`", "", text)
        assert not re.search(rf"(?<![\w-]){code}(?![\w-])", plain), text


SAID_BY_OTHERS = {"answer.outcome.value"}
"""Codes that a service itself answers, and that its books explain."""


def test_no_sentence_is_filled_with_the_code_of_a_word() -> None:
    for path in sorted(messages.PACKAGE.rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call) and name_of(call) in SAYING:
                for keyword in call.keywords:
                    told = ast.unparse(keyword.value)
                    assert not told.endswith(".value") or told in SAID_BY_OTHERS | {
                        "patient.sex.value"  # F and M are French too
                    }, (path.name, told)


SAYING = {"say", "tr", "tr_about", "Sentence", "BadUsage", "InvalidInput", "Conflict", "Refused"}


def name_of(call: ast.Call) -> str:
    return str(getattr(call.func, "attr", getattr(call.func, "id", "")))


def spaced(text: str) -> str:
    """A text without what has signs of its own: addresses, times, codes, emphasis."""
    return re.sub(r"\w+:/+\S*|\d\d:\d\d(:\d\d)?|[A-Z]+:[A-Z]+|::", "", text)


def test_two_part_signs_have_a_space_before_them() -> None:
    wrong = [text for text in FRENCH if re.search(r"[^\s(]([:;?!])(\s|$)", spaced(text))]
    assert wrong == []


def test_other_signs_have_none() -> None:
    assert [text for text in FRENCH if re.search(r"\s[,)\]]|[(\[]\s", text)] == []
    assert [text for text in FRENCH if re.search(r"\s\.(\s|$)", text)] == []


def test_quotes_are_guillemets_with_spaces_inside() -> None:
    for text in FRENCH:
        assert not re.search('[“”„"]', text), text
        assert re.findall("«.", text) == ["« "] * text.count("«"), text
        assert re.findall(".»", text) == [" »"] * text.count("»"), text


def test_spaces_and_apostrophes_are_those_of_a_keyboard() -> None:
    assert [text for text in FRENCH if re.search("[’\u00a0\u202f]|[^}\\s]  ", text)] == []


def test_a_message_begins_as_its_english_does() -> None:
    """A sentence with a capital, a label without: but for names and a few words of titles."""
    for english, french in TEXTS.items():
        if english[0].islower() and french[0].isupper():
            assert french.split()[0].rstrip(",") in NAMES, french
        if english[0].isupper() and not english[1].isupper() and french[0].islower():
            assert english in LABELS, french


NAMES = {"MSSanté", "NIR", "INS", "INSi", "OID", "DMP", "AMC"}
LABELS = {
    *("La Poste digital identity", "Vitale card application"),
    *("English", "French"),
}


def test_preferences_are_called_as_in_the_practice_software() -> None:
    words = " ".join(
        language.tr(TEXTS[text])
        for text in TEXTS
        if text.startswith(("MSSanté", "DMP", "Documents in", "consent to", "Who sees"))
    )
    for term in (
        *("MSSanté patient", "MSSanté entre les professionnels de santé"),
        "partage dans le DMP",
        "Documents visibles par le patient et les représentants légaux",
        "DMP : visible par le patient et les représentants légaux",
        "autres professionnels de santé",
    ):
        assert term in words, term


@pytest.mark.parametrize("field", CATALOGUE, ids=lambda field: field.name)
def test_the_glossary_of_fields_uses_the_same_terms(field: object) -> None:
    french = getattr(field, "french")  # noqa: B009
    for forbidden in TERMS:
        if "étiquettes" not in forbidden:  # the glossary alone explains the word
            assert not re.search(forbidden, french, re.IGNORECASE), french


def test_english_labels_write_names_as_names() -> None:
    for text in TEXTS:
        if "--" not in text and "{" not in text:
            for word in ("sms", "nir", "ins", "amc", "dmp", "mssante", "insi", "oid"):
                assert not re.search(rf"(?<![\w.]){word}\b(?!\.[a-z])", text), text


ABOUT = "{name} – {sex}, born {born}{fictive} ({age}) in {place}"


@pytest.mark.parametrize(
    ("sex", "born", "dead"),
    [
        (Sex.FEMALE, "née le", "DÉCÉDÉE le"),
        (Sex.MALE, "né le", "DÉCÉDÉ le"),
        (Sex.INDETERMINATE, "né(e) le", "DÉCÉDÉ(E) le"),
        (None, "né(e) le", "DÉCÉDÉ(E) le"),
    ],
)
def test_a_sentence_about_a_person_agrees_with_the_sex(
    sex: str | None, born: str, dead: str
) -> None:
    language.use("fr")
    try:
        values = {"name": "A (e)", "sex": "", "born": "1", "fictive": "", "age": 1, "place": ""}
        said = language.tr_about(ABOUT, sex, **values)
        assert said.startswith(f"A (e) – , {born} 1")
        assert dead in language.tr_about("✝ DECEASED on {day}", sex, day="x")
        asked = {Sex.FEMALE: "demandée", Sex.MALE: "demandé"}.get(sex or "", "demandé(e)")  # type: ignore[call-overload]
        assert language.in_agreement(language.tr("not asked"), sex) == f"non {asked}"
    finally:
        language.use("en")
    assert language.tr_about("✝ DECEASED on {day}", sex, day="x") == "✝ DECEASED on x"


@pytest.mark.parametrize(("count", "said"), [(0, "autre"), (1, "autre"), (2, "autres")])
def test_a_sentence_with_a_count_agrees_with_it(count: int, said: str) -> None:
    language.use("fr")
    try:
        assert language.tr("… and {count} more.", count=count) == f"… et {count} {said}."
    finally:
        language.use("en")
