"""What each kind of setting takes, and in which form it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from semble_cli.errors import InvalidInput, InvalidSetting
from semble_cli.settings.naming import value_to_set
from semble_cli.settings.table import BY_NAME, SETTINGS

if TYPE_CHECKING:
    from pathlib import Path


TAKEN = [
    ("lang", " FR ", "fr"),
    ("no_input", "Yes", "true"),
    ("debug", "off", "false"),
    ("completion_deadline", "0", "0"),
    ("completion_deadline", "0,25", "0.25"),
    ("document_limit", "0020", "20"),
    ("document_limit", "2047", "2047"),
    ("backup_warning_days", "0", "0"),
    ("key_ring", "yes", "true"),
    ("appointments.online_when_blocked", "No", "false"),
    ("appointments.opening_hours", "mon-wed 9:00-12:00", "mon-wed 09:00-12:00"),
    ("reader", "Gemalto  PC", "Gemalto  PC"),
    ("printing.printer", " Accueil-HP ", "Accueil-HP"),
    ("printing.timeout", "300", "300"),
    ("labels.printer", "zebra", "zebra"),
    ("teleservices.environment", "Qualification", "qualification"),
    ("teleservices.adri", "https://example.org:8443/lps", "https://example.org:8443/lps"),
    ("teleservices.bridge", "http://localhost:8080/x", "http://localhost:8080/x"),
    ("teleservices.bridge", "http://127.0.0.1:8080/x", "http://127.0.0.1:8080/x"),
    ("teleservices.bridge", "http://[::1]:8080/x", "http://[::1]:8080/x"),
    ("teleservices.timeout", "7.5", "7.5"),
    ("practice.name", "  Cabinet   des Lilas ", "Cabinet des Lilas"),
    ("practice.address", "1 rue X\r\n63000 Clermont-Ferrand\n", "1 rue X\n63000 Clermont-Ferrand"),
    ("practice.siret", "356 000 000 00048", "35600000000048"),
    ("practice.rpps", "10003456786", "10003456786"),
    ("practice.finess", "2A0000014", "2A0000014"),
    ("practice.phone", "01 99 00 00 01", "01 99 00 00 01"),
    ("practice.time_zone", "indian/reunion", "Indian/Reunion"),
    ("mail.host", "smtp.example.org", "smtp.example.org"),
    ("mail.host", "::1", "::1"),
    ("mail.port", "465", "465"),
    ("mail.security", "TLS", "tls"),
    ("mail.sender", "accueil@example.org", "accueil@example.org"),
    ("mail.password_command", "pass show 'mon courrier'", "pass show 'mon courrier'"),
    ("mail.token_command", "oauth2 'mon courrier'", "oauth2 'mon courrier'"),
    ("mail.timeout", "30,5", "30.5"),
    ("mail.limit", "020", "20"),
    ("mssante.host", "smtp.operateur.mssante.fr", "smtp.operateur.mssante.fr"),
    ("mssante.port", "465", "465"),
    ("mssante.sender", "a.martin@cabinet.mssante.fr", "a.martin@cabinet.mssante.fr"),
    ("mssante.token_command", "jeton-psc --ligne", "jeton-psc --ligne"),
    ("mssante.nil", " DEV935997 ", "DEV935997"),
    ("mssante.domain", " Patient.Formation.MSSante.fr", "patient.formation.mssante.fr"),
    ("mssante.last_name", " Martin  Duval ", "Martin Duval"),
    (
        "mssante.specialty",
        "g15_10/sm26  Médecin -  Généraliste",
        "G15_10/SM26 Médecin - Généraliste",
    ),
    ("mssante.specialty", "G15_60 Infirmier", "G15_60 Infirmier"),
    ("mssante.sector", " sa08", "SA08"),
    ("labels.size", "57x32", "57x32"),
    ("labels.size", "63,5 × 38.1 mm", "63.5x38.1"),
    ("labels.size", "57.0X32", "57x32"),
    ("labels.size", "Sheet-3x7", "sheet_3x7"),
    ("labels.size", "62 mm", "62 mm"),
    ("labels.template", "Tube", "tube"),
    ("labels.template", "{full_name}\\n{sex}", "{full_name}\n{sex}"),
    ("labels.template", "{full_name}\n{birth_date}", "{full_name}\n{birth_date}"),
    ("invoices.series", "f2026-", "F2026-"),
    ("invoices.first_number", "0042", "42"),
    ("invoices.credit_series", "av-", "AV-"),
    ("invoices.footer", "IBAN\r\nFR76", "IBAN\nFR76"),
    ("practice.vat_number", "fr 44 732 829 320", "FR44732829320"),
    ("letters.signature", "Dr Alix ROUSSEL\r\nMédecin", "Dr Alix ROUSSEL\nMédecin"),
    ("retention.active_years", "5", "5"),
    ("store", "postgresql://zoe@db/practice", "postgresql://zoe@db/practice"),
]

REFUSED = [
    ("lang", "de", "it is one of: en, fr."),
    ("no_input", "perhaps", "it is true or false."),
    ("completion_deadline", "soon", "it is a number of seconds, at most 60."),
    ("completion_deadline", "61", "it is a number of seconds"),
    ("completion_deadline", "1_0", "it is a number of seconds"),
    ("appointments.opening_hours", "always", ""),
    ("document_limit", "0", "it is a whole number from 1 to 2047."),
    ("document_limit", "2048", "it is a whole number from 1 to 2047."),
    ("document_limit", "²", "it is a whole number"),
    ("document_limit", "-1", "it is a whole number"),
    ("document_limit", "9" * 5000, "it is a whole number"),
    ("backup_warning_days", "٣", "it is a whole number"),
    ("teleservices.environment", "test", "it is one of: qualification, production."),
    ("teleservices.timeout", "0", "it is a number of seconds"),
    ("teleservices.timeout", "9999", "it is a number of seconds"),
    ("teleservices.timeout", "nan", "it is a number of seconds"),
    ("teleservices.adri", "ftp://example.org", "it is an address that begins with https://"),
    ("teleservices.insi", "http://example.org/lps", "it is an address that begins with https://"),
    ("teleservices.bridge", "https://", "it is an address that begins"),
    ("teleservices.bridge", "https://[1", "it is an address that begins"),
    ("teleservices.bridge", "https://exa mple/x", "it is an address that begins"),
    ("teleservices.bridge", "https://example.org/x\n", "it is an address that begins"),
    ("teleservices.bridge", "https://example.org:99999/x", "it is an address that begins"),
    ("teleservices.bridge", "https://example.org:0/x", "it is an address that begins"),
    ("teleservices.bridge", "https://a..example/x", "it is an address that begins"),
    ("teleservices.bridge", f"https://{'a' * 64}.example/x", "it is an address that begins"),
    ("teleservices.bridge", "http://localhost.example/x", "it is an address that begins"),
    ("teleservices.bridge", "https://me:x@example.org/x", "it is an address without a login"),
    ("teleservices.bridge", "https://example.org/x?y=z", "it is an address without a login"),
    ("teleservices.certificate", "/nowhere/x.p12", "there is no such file"),
    ("teleservices.certificate", "x\0", "there is no such file"),
    ("key_file", "/nowhere/semble.key", "there is no such file"),
    ("practice.name", "a\u200bb", "cannot be seen; type it again"),
    ("practice.name", "x" * 201, "at most 200 characters"),
    ("practice.siret", "356 000 000 00049", "its key does not fit"),
    ("practice.rpps", "1", "an RPPS number has 11 digits."),
    ("practice.finess", "1", "a FINESS number has 9 digits"),
    ("practice.phone", "12", "a phone number has 6 to 15 digits."),
    ("practice.time_zone", "Paris", "it is a time zone such as Europe/Paris"),
    ("practice.time_zone", "../etc/passwd", "it is a time zone such as Europe/Paris"),
    ("mail.host", "smtp..org", "it is the name of a host"),
    ("mail.host", "a b", "it is the name of a host"),
    ("mail.host", "-x.org", "it is the name of a host"),
    ("mail.port", "70000", "it is a whole number from 1 to 65535."),
    ("mail.sender", "accueil", "write an address such as name@example.org."),
    ("mail.password_command", "pass show 'x", "each quote closed."),
    ("mail.token_command", '"', "each quote closed."),
    ("mail.authority", "/nowhere/x.pem", "there is no such file"),
    ("mail.timeout", "0", "it is a number of seconds, at most 600."),
    ("mail.limit", "0", "it is a whole number from 1 to 500."),
    ("mssante.host", "a b", "it is the name of a host"),
    ("mssante.sender", "cabinet@example.org", "an MSSanté address ends with .mssante.fr."),
    ("mssante.nil", "", "it is empty"),
    ("mssante.nil", "DEV 935997", "it is letters and figures"),
    ("mssante.nil", "DEV\r\nX-MSS-INS: O", "it is letters and figures"),
    ("mssante.nil", "é", "it is letters and figures"),
    ("mssante.nil", "9" * 65, "it is letters and figures"),
    ("mssante.domain", "example.org", "a domain of MSSanté ends with .mssante.fr."),
    ("mssante.domain", "mssante.fr", "a domain of MSSanté ends with .mssante.fr."),
    ("mssante.domain", "patient.mssante.fr.example.org", "a domain of MSSanté ends with"),
    ("mssante.domain", "x@patient.mssante.fr", "a domain of MSSanté ends with"),
    ("mssante.token_command", "jeton 'psc", "each quote closed."),
    ("mssante.certificate", "/nowhere/x.pem", "there is no such file"),
    ("mssante.specialty", "Médecin", "write the code and the words"),
    ("mssante.specialty", "G15_10/SM26", "write the code and the words"),
    ("mssante.specialty", "G15_10^X Médecin", "write the code and the words"),
    ("mssante.sector", "SA99", "it is one of the ANS's table TRE_R02: SA05 (Centre de santé), "),
    ("labels.size", "57", "it is the width and the height of a label in mm, such as 57x32"),
    ("labels.size", "5x32", "it is the width and the height in mm"),
    ("labels.size", "57x320", "it is the width and the height in mm"),
    ("labels.size", "étiquette", "it is the width and the height of a label in mm"),
    ("labels.template", "Étiquette", "it is lines with fields in braces, such as {full_name}"),
    ("labels.template", "{nir}", "it is lines with fields in braces"),
    ("labels.template", "{full_name!r}", "it is lines with fields in braces"),
    ("labels.template", "{full_name.__class__}", "it is lines with fields in braces"),
    ("labels.template", "{full_name", "it is lines with fields in braces"),
    ("invoices.series", "2026", "it is a letter, then at most 8"),
    ("invoices.first_number", "0", "it is a whole number from 1 to 9999999."),
    ("practice.vat_number", "FR45732829320", "its key does not fit"),
    ("practice.vat_number", "BE0428759497", "a French VAT number is FR"),
    ("practice.siret", "73282932000075", "its key does not fit"),
    ("retention.active_years", "101", "it is a whole number from 1 to 100."),
    ("store", "postgresql://zoe:geheim@db/practice", "a password does not belong into a file"),
    ("store", "postgresql://db/practice?password=x", "a password does not belong into a file"),
    ("store", "mysql://db/practice", "it is sqlite:///PATH, postgresql://USER@HOST/NAME, or a"),
    ("labels.size", " ", "it is empty. semble config unset labels.size takes it away."),
]


@pytest.mark.parametrize(("name", "text", "value"), TAKEN)
def test_a_value_is_kept_in_one_form(name: str, text: str, value: str) -> None:
    assert value_to_set(BY_NAME[name], text) == value
    assert BY_NAME[name].kind.read(name, value) == value


@pytest.mark.parametrize(("name", "text", "why"), REFUSED)
def test_what_is_none_of_its_kind_is_refused_with_the_reason(
    name: str, text: str, why: str
) -> None:
    with pytest.raises(InvalidSetting) as refused:
        value_to_set(BY_NAME[name], text)
    assert str(refused.value).startswith(f"{name}: ")
    assert why in str(refused.value)
    assert "geheim" not in str(refused.value)


def test_a_file_is_kept_by_its_whole_path_and_need_not_be_there_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "p.p12").touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    setting = BY_NAME["teleservices.certificate"]
    for typed in ("p.p12", "~/p.p12", "./p.p12"):
        assert value_to_set(setting, typed) == str(tmp_path / "p.p12")
    assert value_to_set(BY_NAME["store"], "~/semble.db") == str(tmp_path / "semble.db")
    (tmp_path / "p.p12").unlink()
    assert setting.kind.read(setting.name, "p.p12") == "p.p12"


def test_every_default_is_a_value_of_its_kind_and_every_setting_has_a_test() -> None:
    for setting in SETTINGS:
        if setting.default is not None:
            assert setting.kind.read(setting.name, setting.default) == setting.default
    untested = {setting.name for setting in SETTINGS} - {name for name, *_ in (*TAKEN, *REFUSED)}
    assert untested == {
        *("teleservices.signature", "teleservices.authority", "teleservices.emitter"),
        *("teleservices.authorization", "mail.user", "retention.archive_years"),
        *("mssante.user", "mssante.authority", "mssante.first_name"),
        *("invoices.exemption", "invoices.credit_first_number"),
    }, "those are of kinds that others stand for"


def test_a_password_in_the_address_of_a_store_is_never_shown() -> None:
    show = BY_NAME["store"].kind.show
    assert show("postgresql://zoe:geheim@db/practice") == "postgresql://zoe@db/practice"
    assert show("/srv/a@b.db") == "/srv/a@b.db"


def test_what_judges_a_value_raises_nothing_else() -> None:
    for setting in SETTINGS:
        for text in ("\0", "\ud800", "é" * 300, "{", "'", "://@", "1e9", " "):
            try:
                setting.kind.read(setting.name, text)
            except InvalidInput:
                continue
