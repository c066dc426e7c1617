"""The one table of settings; the options are read from it, and `docs/settings.md` is made of it.

A flag of the command line wins over a variable, a variable over the user's file, the file over
what the practice set in the register, and that over the default.
"""

from semble_cli.errors import Sentence
from semble_cli.settings import kinds, label_kinds
from semble_cli.settings.kinds import choice, number, seconds
from semble_cli.settings.mail import MAIL
from semble_cli.settings.setting import Home, Secret, Setting

_PRACTICE = Home.PRACTICE

SETTINGS: tuple[Setting, ...] = (
    Setting(
        "store",
        "Where the register is: sqlite:///PATH, postgresql://USER@HOST/NAME, or a file's path.",
        kinds.STORE,
        otherwise="semble.db in the user's data directory",
    ),
    Setting(
        "key_file",
        "The key of an encrypted register, in a file that nobody else may read, as --key-file.",
        kinds.FILE,
    ),
    Setting(
        "key_ring",
        "Look for the key of an encrypted register in the system's key ring.",
        kinds.SWITCH,
        default=kinds.FALSE,
    ),
    Setting(
        "lang",
        "The language of messages: en or fr.",
        choice("en", "fr"),
        otherwise="the system's locale",
    ),
    Setting("no_input", "Never ask a question, as --no-input.", kinds.SWITCH, default=kinds.FALSE),
    Setting(
        "debug",
        "Show the traceback of a defect of semble. It may hold patients' data: never send it.",
        kinds.SWITCH,
        default=kinds.FALSE,
    ),
    Setting(
        "completion_deadline",
        "Seconds after which the shell completes nothing from a register that does not answer.",
        seconds(60, may_be_none=True),
        default="0.5",
    ),
    Setting(
        "document_limit",
        "The largest document that is taken, in MB of 1,048,576 bytes: from 1 to 2047.",
        number(1, 2047),  # what a size of four bytes has room for
        _PRACTICE,
        "100",
    ),
    Setting(
        "backup_warning_days",
        "Days without a verified backup after which writing commands warn on a terminal; 0: never.",
        number(0, 99_999),
        _PRACTICE,
        "7",
    ),
    Setting(
        "reader",
        "The card reader: its name, or a part of it, as semble vitale status lists it.",
        kinds.TEXT,
        otherwise="the first with a card",
    ),
    Setting(
        "teleservices.environment",
        "Which of the health insurance's hosts to call: qualification or production.",
        choice("qualification", "production"),
    ),
    Setting(
        "teleservices.adri",
        "The address of ADRi, instead of the environment's.",
        kinds.WEB_ADDRESS,
        otherwise="the environment's",
    ),
    Setting(
        "teleservices.insi",
        "The address of INSi, instead of the environment's.",
        kinds.WEB_ADDRESS,
        otherwise="the environment's",
    ),
    Setting(
        "teleservices.bridge",
        "The address of a program of the practice that makes the calls, instead of all others.",
        kinds.WEB_ADDRESS,
    ),
    Setting(
        "teleservices.certificate",
        "The practice's certificate and key (PKCS#12), which TLS shows.",
        kinds.FILE,
    ),
    Setting(
        "teleservices.signature",
        "The certificate and key (PKCS#12) that sign an assertion for each call.",
        kinds.FILE,
    ),
    Setting(
        "teleservices.authority",
        "The authority (PEM) that the services' certificates are of.",
        kinds.FILE,
        otherwise="the system's",
    ),
    Setting(
        "teleservices.emitter",
        "The identifier of the practice or the professional who calls.",
        otherwise="the OU of the certificate",
    ),
    Setting(
        "teleservices.authorization",
        "The authorisation number that the CNDA gave for the software.",
    ),
    Setting(
        "teleservices.timeout",
        "Seconds that an answer is waited for.",
        seconds(600),
        default="20",
    ),
    Setting(
        "printing.printer",
        "The printer that papers go to where neither --printer nor -o says where.",
    ),
    Setting(
        "printing.timeout",
        "Seconds after which a printer is not waited for any longer.",
        seconds(3600),
        default="120",
    ),
    Setting("practice.name", "The practice, as its papers name it.", home=_PRACTICE),
    Setting("practice.address", "Its address, in lines.", kinds.LINES, _PRACTICE),
    Setting("practice.siret", "Its SIRET number.", kinds.SIRET, _PRACTICE),
    Setting("practice.rpps", "The professional's RPPS number.", kinds.RPPS, _PRACTICE),
    Setting(
        "practice.vat_number",
        "Its VAT number, such as FR40303265045: for acts that are not exempt.",
        kinds.VAT_NUMBER,
        _PRACTICE,
    ),
    Setting("practice.finess", "Its FINESS number.", kinds.FINESS, _PRACTICE),
    Setting("practice.phone", "Its phone.", kinds.PHONE, _PRACTICE),
    Setting(
        "practice.time_zone",
        "The time zone of the practice, such as Europe/Paris or Indian/Reunion.",
        kinds.TIME_ZONE,
        _PRACTICE,
        "Europe/Paris",
    ),
    Setting(
        "appointments.opening_hours",
        "When appointments are proposed: days and hours, such as mon-fri 09:00-12:00 14:00-18:00.",
        kinds.OPENING_HOURS,
        _PRACTICE,
        "mon-fri 09:00-12:00 14:00-18:00",
    ),
    Setting(
        "appointments.online_when_blocked",
        "Whether a blocked patient may still make an appointment online.",
        kinds.SWITCH,
        _PRACTICE,
        kinds.TRUE,
    ),
    *MAIL,
    Setting(
        "labels.size",
        "The size of labels when none is named: one of labels.sizes, or a size written out.",
        label_kinds.LABEL_SIZE_OR_NAME,
        _PRACTICE,
        "57x32",
    ),
    Setting(
        "labels.template",
        "What stands on labels when nothing is named: one of labels.templates, or one written out.",
        label_kinds.LABEL_TEMPLATE_OR_NAME,
        _PRACTICE,
        "identity",
    ),
    Setting(
        "labels.printer",
        "The printer that labels go to where neither --printer nor -o says where.",
    ),
    Setting(
        "letters.signature",
        "Who signs letters, in lines: the name, then what they are. With --mine, your own.",
        kinds.LINES,
        _PRACTICE,
    ),
    Setting(
        "invoices.series",
        "What the numbers of invoices begin with.",
        kinds.SERIES,
        _PRACTICE,
        "F",
    ),
    Setting(
        "invoices.first_number",
        "The place of the first invoice in a series that begins.",
        number(1, 9_999_999),
        _PRACTICE,
        "1",
    ),
    Setting(
        "invoices.credit_series",
        "What the numbers of credit notes begin with: a series of their own.",
        kinds.SERIES,
        _PRACTICE,
        "A",
    ),
    Setting(
        "invoices.credit_first_number",
        "The place of the first credit note in a series that begins.",
        number(1, 9_999_999),
        _PRACTICE,
        "1",
    ),
    Setting(
        "invoices.exemption",
        "Why no VAT is due, as invoices say it: Exonération de TVA, article 261-4-1° du CGI.",
        home=_PRACTICE,
    ),
    Setting(
        "invoices.footer",
        "What ends an invoice, in lines: terms of payment, bank details.",
        kinds.LINES,
        _PRACTICE,
    ),
    Setting(
        "retention.active_years",
        "Years since the last act after which semble retention due lists a record to be archived.",
        number(1, 100),
        _PRACTICE,
        "5",
    ),
    Setting(
        "retention.archive_years",
        "Years in the archive, after those, when it is listed to be deleted.",
        number(1, 100),
        _PRACTICE,
        "15",
    ),
)

BY_NAME = {setting.name: setting for setting in SETTINGS}


SECRETS: tuple[Secret, ...] = (
    Secret(
        "teleservices.passphrase",
        "The passphrase of the certificates; else it is asked for.",
        Sentence("Set the variable SEMBLE_TELESERVICES_PASSPHRASE, or type it when asked."),
    ),
    Secret(
        "teleservices.token",
        "The token that is shown to the bridge.",
        Sentence("Set the variable SEMBLE_TELESERVICES_TOKEN."),
    ),
    Secret(
        "mail.password",
        "The password of mail.user; else mail.password_command writes it.",
        Sentence("Set the variable SEMBLE_MAIL_PASSWORD, or mail.password_command."),
    ),
    Secret(
        "mssante.token",
        "The access token for the MSSanté server; else mssante.token_command writes it.",
        Sentence("Set the variable SEMBLE_MSSANTE_TOKEN, or mssante.token_command."),
    ),
    Secret(
        "mssante.passphrase",
        "The passphrase of the key in mssante.certificate, where it has one.",
        Sentence("Set the variable SEMBLE_MSSANTE_PASSPHRASE."),
    ),
)
"""What is only ever a variable, or comes from a command or a prompt."""

OBEYED: dict[str, str] = {
    "SEMBLE_CONFIG": "Another file for the user's settings.",
    "SEMBLE_KEY_FD": "The file descriptor from which the key of an encrypted register is read.",
    "LC_ALL, LC_MESSAGES, LANG": "The system's locale: the language of messages.",
    "CUPS_SERVER, CUPS_ENCRYPTION": "Where the print server is, as for lp.",
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
