"""The kinds of values that settings have: what may be one, and in which form it is kept.

| kind | form |
|---|---|
| a text, a text of several lines | as `patient.texts` reads them |
| a word of a list, yes or no | the word, `true` or `false` |
| a number within bounds, seconds | figures |
| SIRET, RPPS, FINESS, VAT number, phone, e-mail | as contacts have them, each with its key |
| the address of a service | `https://...`, as `identity.internet.web_addresses` judges it |
| a domain of MSSanté, a product number, codes of the ANS | as `patient.sharing` reads them |
| a file | its whole path; it must be there when it is set, not whenever it is read |
| a time zone | a name of the IANA's database |
| what labels need | as `settings.label_kinds` has them |
| opening hours | as `patient.agenda.opening` writes them |

What judges a value is loaded when one is judged: every command loads the table.
"""

import os
from collections.abc import Callable
from typing import NamedTuple

from semble_cli.errors import InvalidInput

Reader = Callable[[str, str], str]
"""The name of a setting and what was written for it -> the value as it is kept; raises
`InvalidInput`."""


def _as_it_is(_: str, text: str) -> str:
    return text


class SettingKind(NamedTuple):
    """A kind of values.

    Attributes:
        read: how a value is read wherever it stands.
        prepare: what is done before to one that is being set, or that holds of that moment alone.
        words: the values, where they are a few.
        is_number: whether the value is a whole number, and `is_file` whether it names a file.
        show: how a value is shown.
    """

    read: Reader
    prepare: Reader = _as_it_is
    words: tuple[str, ...] = ()
    is_number: bool = False
    is_file: bool = False
    show: Callable[[str], str] = str


def _line(name: str, text: str) -> str:
    from semble_cli.patient.texts import parse_line

    return parse_line(name, text)


def _lines(name: str, text: str) -> str:
    from semble_cli.patient.texts import parse_lines

    return parse_lines(name, text)


TEXT = SettingKind(_as_it_is)
LINE = SettingKind(_line)
LINES = SettingKind(_lines)


def choice(*words: str) -> SettingKind:
    """One of some words, in any case."""

    def read(name: str, text: str) -> str:
        word = text.strip().casefold()
        if word not in words:
            raise InvalidInput(name, "it is one of: {known}.", known=", ".join(words))
        return word

    return SettingKind(read, words=words)


_TRUE = ("true", "1", "yes", "on")
_FALSE = ("false", "0", "no", "off")


def _switch(name: str, text: str) -> str:
    word = text.strip().casefold()
    if word not in _TRUE + _FALSE:
        raise InvalidInput(name, "it is true or false.")
    return TRUE if word in _TRUE else FALSE


TRUE, FALSE = _TRUE[0], _FALSE[0]
SWITCH = SettingKind(_switch, words=(TRUE, FALSE))


def number(least: int, most: int) -> SettingKind:
    """A whole number within bounds."""

    def read(name: str, text: str) -> str:
        figures = text.strip()
        is_one = figures.isascii() and figures.isdecimal() and len(figures) <= len(str(most))
        if not is_one or not least <= int(figures) <= most:
            raise InvalidInput(
                name, "it is a whole number from {least} to {most}.", least=least, most=most
            )
        return str(int(figures))

    return SettingKind(read, is_number=True)


def seconds(most: int, *, may_be_none: bool = False) -> SettingKind:
    """A number of seconds, with a fraction or without."""

    def read(name: str, text: str) -> str:
        figures = text.strip().replace(",", ".")
        is_one = figures.isascii() and figures.replace(".", "", 1).isdecimal()
        if not is_one or not 0 <= float(figures) <= most or not (float(figures) or may_be_none):
            raise InvalidInput(name, "it is a number of seconds, at most {most}.", most=most)
        return figures

    return SettingKind(read)


def _series(name: str, text: str) -> str:
    from semble_cli.identity.patterns import pattern

    series = text.strip().upper()
    if not pattern(r"[A-Z][A-Z0-9]{0,8}-?").fullmatch(series):
        raise InvalidInput(
            name, "it is a letter, then at most 8 letters or figures, and a hyphen or none."
        )
    return series


SERIES = SettingKind(_series)


def _siret(name: str, text: str) -> str:
    from semble_cli.identity.practice_numbers import parse_siret

    return parse_siret(name, text)


def _rpps(name: str, text: str) -> str:
    from semble_cli.identity.practice_numbers import parse_rpps

    return parse_rpps(name, text)


def _finess(name: str, text: str) -> str:
    from semble_cli.identity.practice_numbers import parse_finess

    return parse_finess(name, text)


def _phone(name: str, text: str) -> str:
    from semble_cli.identity.phone.reading import parse_phone

    return parse_phone(text, name)


def _email(name: str, text: str) -> str:
    from semble_cli.identity.internet.emails import parse_ascii_email

    return parse_ascii_email(text, name)


def _web_address(name: str, text: str) -> str:
    from semble_cli.identity.internet.web_addresses import parse_web_address

    return parse_web_address(name, text)


def _vat_number(name: str, text: str) -> str:
    from semble_cli.identity.practice_numbers import parse_vat_number

    return parse_vat_number(name, text)


SIRET, RPPS, FINESS, PHONE, EMAIL = map(SettingKind, (_siret, _rpps, _finess, _phone, _email))
VAT_NUMBER = SettingKind(_vat_number)
WEB_ADDRESS = SettingKind(_web_address)


def _host(name: str, text: str) -> str:
    from semble_cli.identity.internet.web_addresses import is_host

    host = text.strip()
    if not is_host(host):
        raise InvalidInput(name, "it is the name of a host, such as smtp.example.org.")
    return host


HOST = SettingKind(_host)


def _mssante(name: str, text: str) -> str:
    from semble_cli.identity.internet.emails import parse_mssante

    return parse_mssante(text, name)


def _mssante_domain(name: str, text: str) -> str:
    from semble_cli.patient.sharing.mssante_address import parse_patient_domain

    return parse_patient_domain(name, text)


def _product_number(name: str, text: str) -> str:
    from semble_cli.identity.patterns import pattern

    number = text.strip()
    if not pattern(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,63}").fullmatch(number):
        raise InvalidInput(name, "it is letters and figures, such as DEV935997, at most 64.")
    return number


def _specialty(name: str, text: str) -> str:
    from semble_cli.patient.sharing.coded import parse_specialty

    return parse_specialty(name, text)


def _sector(name: str, text: str) -> str:
    from semble_cli.patient.sharing.coded import parse_sector

    return parse_sector(name, text)


MSSANTE, MSSANTE_DOMAIN = SettingKind(_mssante), SettingKind(_mssante_domain)
PRODUCT_NUMBER, SPECIALTY, SECTOR = map(SettingKind, (_product_number, _specialty, _sector))


def _time_zone(name: str, text: str) -> str:
    from semble_cli.patient.agenda.wall_clock import parse_time_zone

    return parse_time_zone(name, text)


TIME_ZONE = SettingKind(_time_zone)


def _opening_hours(name: str, text: str) -> str:
    from semble_cli.patient.agenda.opening import parse_opening, written_opening

    return written_opening(parse_opening(name, text))


OPENING_HOURS = SettingKind(_opening_hours)


def _command(name: str, text: str) -> str:
    import shlex

    command = _line(name, text)
    try:
        words = shlex.split(command)
    except ValueError:
        words = []
    if not words:
        raise InvalidInput(name, "it is a command as a shell reads it, each quote closed.")
    return command


COMMAND = SettingKind(_command)


def _file_that_is_there(name: str, text: str) -> str:
    try:
        path = os.path.abspath(os.path.expanduser(text))
        with open(path, "rb"):
            return path
    except (OSError, ValueError):  # a name with a NUL in it is a ValueError
        raise InvalidInput(name, "there is no such file, or you may not read it.") from None


FILE = SettingKind(_as_it_is, _file_that_is_there, is_file=True)


def _without_password(name: str, text: str) -> str:
    """A store's address that is being set: what has a password in it would put that into a file."""
    from semble_cli.identity.internet.database_addresses import without_password

    if without_password(text) != text or "password=" in text:
        raise InvalidInput(
            name, "a password does not belong into a file: leave it to ~/.pgpass or PGPASSWORD."
        )
    scheme, separator, _ = text.partition("://")
    if separator and scheme not in ("sqlite", "postgresql", "postgres"):
        raise InvalidInput(name, "it is sqlite:///PATH, postgresql://USER@HOST/NAME, or a path.")
    return text if separator else os.path.abspath(os.path.expanduser(text))


def _shown_store(text: str) -> str:
    from semble_cli.identity.internet.database_addresses import without_password

    return without_password(text)


STORE = SettingKind(_as_it_is, _without_password, is_file=True, show=_shown_store)
