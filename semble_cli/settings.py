"""The settings: one table, from which the options are read and `docs/settings.md` is made.

A flag of the command line wins over a variable, a variable over the user's file, the file over
the default.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.errors import BadUsage

if TYPE_CHECKING:
    from collections.abc import Mapping


class Setting(NamedTuple):
    """One setting: its name in the user's file, its variable, its default, and what it does."""

    name: str
    variable: str
    default: str
    help: str


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "store",
        "SEMBLE_STORE",
        "semble.db in the user's data directory",
        "Where the register is: sqlite:///PATH, postgresql://USER@HOST/NAME, or a file's path.",
    ),
    Setting(
        "key_file",
        "SEMBLE_KEY_FILE",
        "none",
        "The key of an encrypted register, in a file that nobody else may read, as --key-file.",
    ),
    Setting(
        "key_ring",
        "SEMBLE_KEY_RING",
        "false",
        "Look for the key of an encrypted register in the system's key ring.",
    ),
    Setting("lang", "SEMBLE_LANG", "the system's locale", "The language of messages: en or fr."),
    Setting("no_input", "SEMBLE_NO_INPUT", "false", "Never ask a question, as --no-input."),
    Setting(
        "debug",
        "SEMBLE_DEBUG",
        "false",
        "Show the traceback of a defect of semble. It may hold patients' data: never send it.",
    ),
    Setting(
        "completion_deadline",
        "SEMBLE_COMPLETION_DEADLINE",
        "0.5",
        "Seconds after which the shell completes nothing from a register that does not answer.",
    ),
    Setting(
        "document_limit",
        "SEMBLE_DOCUMENT_LIMIT",
        "100",
        "The largest document that is taken, in MB of 1,048,576 bytes: from 1 to 2047.",
    ),
    Setting(
        "backup_warning_days",
        "SEMBLE_BACKUP_WARNING_DAYS",
        "7",
        "Days without a verified backup after which writing commands warn on a terminal; 0: never.",
    ),
    Setting(
        "reader",
        "SEMBLE_READER",
        "the first with a card",
        "The card reader: its name, or a part of it, as semble vitale status lists it.",
    ),
    Setting(
        "teleservices.environment",
        "SEMBLE_TELESERVICES_ENVIRONMENT",
        "none",
        "Which of the health insurance's hosts to call: qualification or production.",
    ),
    Setting(
        "teleservices.adri",
        "SEMBLE_TELESERVICES_ADRI",
        "the environment's",
        "The address of ADRi, instead of the environment's.",
    ),
    Setting(
        "teleservices.insi",
        "SEMBLE_TELESERVICES_INSI",
        "the environment's",
        "The address of INSi, instead of the environment's.",
    ),
    Setting(
        "teleservices.bridge",
        "SEMBLE_TELESERVICES_BRIDGE",
        "none",
        "The address of a program of the practice that makes the calls, instead of all others.",
    ),
    Setting(
        "teleservices.certificate",
        "SEMBLE_TELESERVICES_CERTIFICATE",
        "none",
        "The practice's certificate and key (PKCS#12), which TLS shows.",
    ),
    Setting(
        "teleservices.signature",
        "SEMBLE_TELESERVICES_SIGNATURE",
        "none",
        "The certificate and key (PKCS#12) that sign an assertion for each call.",
    ),
    Setting(
        "teleservices.authority",
        "SEMBLE_TELESERVICES_AUTHORITY",
        "the system's",
        "The authority (PEM) that the services' certificates are of.",
    ),
    Setting(
        "teleservices.emitter",
        "SEMBLE_TELESERVICES_EMITTER",
        "the OU of the certificate",
        "The identifier of the practice or the professional who calls.",
    ),
    Setting(
        "teleservices.authorization",
        "SEMBLE_TELESERVICES_AUTHORIZATION",
        "none",
        "The authorisation number that the CNDA gave for the software.",
    ),
    Setting(
        "teleservices.timeout",
        "SEMBLE_TELESERVICES_TIMEOUT",
        "20",
        "Seconds that an answer is waited for.",
    ),
)

SECRETS: dict[str, str] = {
    "SEMBLE_TELESERVICES_PASSPHRASE": "The passphrase of the certificates; else it is asked for.",
    "SEMBLE_TELESERVICES_TOKEN": "The token that is shown to the bridge.",
}
"""What is only ever a variable: no file and no option holds a secret."""

OBEYED: dict[str, str] = {
    "SEMBLE_CONFIG": "Another file for the user's settings.",
    "SEMBLE_KEY_FD": "The file descriptor from which the key of an encrypted register is read.",
    "LC_ALL, LC_MESSAGES, LANG": "The system's locale: the language of messages.",
    "NO_COLOR": "No colours, whatever its value.",
    "TERM": "With dumb, neither colours nor bold letters.",
    "VISUAL, EDITOR": "The editor for semble patient edit.",
    "XDG_CONFIG_HOME, XDG_DATA_HOME": "Where settings and registers of a user are, on Linux.",
    "XDG_RUNTIME_DIR, TMPDIR": "Where what does not outlive a command or a session is kept.",
}
"""The other variables that are looked at."""

FILES: dict[str, str] = {
    "~/.local/share/semble/semble.db": "The register that is used when none is named.",
    "~/.config/semble/config.toml": "The user's settings, in TOML.",
    "semble.db-wal, semble.db-shm": "What SQLite keeps beside a register while it is in use.",
    "semble.db.REVISION.DATE.backup": "The copy that an upgrade makes of a register before.",
    "semble-REGISTER-DATE-REVISION.db, .dump": "Backups in a directory, each with its .sha256.",
    "$XDG_RUNTIME_DIR/semble-session-*": (
        "The id of the last patient shown on a terminal; gone with its session."
    ),
}
"""The files that are read and written, as they are named on Linux."""

_GROUP = "teleservices."

_LONGEST = 5
"""Figures of a number of days."""

_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"", "0", "false", "no", "off"}


_NONE: Mapping[str, str] = {}


class Settings(NamedTuple):
    """The settings in force, before any flag; `None` where nothing is set."""

    store: str | None = None
    key_file: str | None = None
    key_ring: bool = False
    lang: str | None = None
    no_input: bool = False
    debug: bool = False
    completion_deadline: str | None = None
    document_limit: str | None = None
    backup_warning_days: int = 7
    reader: str | None = None
    teleservices: Mapping[str, str] = _NONE
    """Those of the group of that name, by what follows the dot."""


def read_settings(environment: Mapping[str, str], file: str | None) -> Settings:
    """Read the settings of a user.

    Raises:
        BadUsage: the file is not TOML, names an unknown setting, or a value is not one.
    """
    values = _read_file(file) if file else {}
    for setting in SETTINGS:
        if setting.variable in environment:
            values[setting.name] = environment[setting.variable]
    return Settings(
        store=_text(values, "store"),
        key_file=_text(values, "key_file"),
        key_ring=_switch(values, "key_ring"),
        lang=_text(values, "lang"),
        no_input=_switch(values, "no_input"),
        debug=_switch(values, "debug"),
        completion_deadline=_text(values, "completion_deadline"),
        document_limit=_text(values, "document_limit"),
        backup_warning_days=_days(values, "backup_warning_days"),
        reader=_text(values, "reader"),
        teleservices={
            name.removeprefix(_GROUP): str(values[name])
            for name in values
            if name.startswith(_GROUP) and _text(values, name)
        },
    )


_MEGABYTE = 1 << 20
_DOCUMENT_LIMIT = "100"
_LARGEST_DOCUMENT = 2047
"""What a size of four bytes has room for."""


def document_bytes(setting: str | None) -> int:
    """The bytes that a document may have, from the setting `document_limit`.

    Raises:
        BadUsage: it is no number of MB.

    >>> document_bytes(None), document_bytes("2")
    (104857600, 2097152)
    """
    text = (setting or _DOCUMENT_LIMIT).strip()
    is_number = text.isascii() and text.isdecimal() and len(text) <= len(str(_LARGEST_DOCUMENT))
    if not is_number or not 1 <= int(text) <= _LARGEST_DOCUMENT:
        raise BadUsage(
            "The setting document_limit is a number of MB from 1 to {largest}.",
            largest=_LARGEST_DOCUMENT,
        )
    return int(text) * _MEGABYTE


def user_file(environment: Mapping[str, str]) -> str:
    """The path of the user's settings; `SEMBLE_CONFIG` names another file."""
    if named := environment.get("SEMBLE_CONFIG"):
        return named
    return os.path.join(_user_directory("config", environment), "config.toml")


def default_store(environment: Mapping[str, str]) -> str:
    """The path of the store that is used when none is named."""
    return os.path.join(_user_directory("data", environment), "semble.db")


_XDG = {"config": ("XDG_CONFIG_HOME", "~/.config"), "data": ("XDG_DATA_HOME", "~/.local/share")}
"""For each kind of directory, the variable that names it and where it is otherwise (the XDG Base
Directory Specification)."""


def _user_directory(kind: str, environment: Mapping[str, str]) -> str:
    """The user's own directory for our settings (`config`) or for our data (`data`).

    On Linux two variables tell it. Elsewhere platformdirs does, which takes as long to load as half
    a search takes: a test holds both to one answer.
    """
    if sys.platform == "linux":
        variable, usual = _XDG[kind]
        named = environment.get(variable, "")
        return os.path.join(named if os.path.isabs(named) else os.path.expanduser(usual), "semble")
    import platformdirs

    directory = platformdirs.user_config_dir if kind == "config" else platformdirs.user_data_dir
    return str(directory("semble"))


def _read_file(file: str) -> dict[str, Any]:
    if not os.path.exists(file):
        return {}
    import tomllib

    try:
        with open(file, "rb") as source:
            values = _flat(tomllib.load(source))
    except (OSError, ValueError, RecursionError) as error:  # TOML's own errors are ValueErrors
        raise BadUsage("The settings in {file} cannot be read as TOML.", file=file) from error
    unknown = set(values) - {setting.name for setting in SETTINGS}
    if unknown:
        raise BadUsage(
            "The settings in {file} name one that does not exist: {name}.",
            file=file,
            name=sorted(unknown)[0],
        )
    return values


def _flat(values: Mapping[str, Any]) -> dict[str, Any]:
    """The settings with those of a group named `group.name`."""
    flat: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, dict):
            flat |= {f"{name}.{inner}": each for inner, each in value.items()}
        else:
            flat[name] = value
    return flat


def _text(values: Mapping[str, Any], name: str) -> str | None:
    return str(values[name]) if values.get(name) not in (None, "") else None


def _days(values: Mapping[str, Any], name: str) -> int:
    written = _text(values, name)
    if written is None:
        default: int = Settings._field_defaults[name]
        return default
    if not (written.isascii() and written.isdecimal() and len(written) <= _LONGEST):
        raise BadUsage("The setting {name} is a number of days.", name=name)
    return int(written)


def _switch(values: Mapping[str, Any], name: str) -> bool:
    word = str(values.get(name, "")).lower()
    if word not in _TRUE | _FALSE:
        raise BadUsage("The setting {name} is true or false.", name=name)
    return word in _TRUE
