"""The settings of what leaves by e-mail and by MSSanté; part of the one table."""

from semble_cli.settings import kinds
from semble_cli.settings.kinds import choice, number, seconds
from semble_cli.settings.setting import Home, Setting

_PRACTICE = Home.PRACTICE

MAIL: tuple[Setting, ...] = (
    Setting("mail.host", "The server that takes the practice's mail.", kinds.HOST, _PRACTICE),
    Setting("mail.port", "Its port.", number(1, 65_535), _PRACTICE, "587"),
    Setting(
        "mail.security",
        "How the connection to it is encrypted: starttls (after a greeting) or tls (at once).",
        choice("starttls", "tls"),
        _PRACTICE,
        "starttls",
    ),
    Setting("mail.user", "The login on it.", home=_PRACTICE),
    Setting("mail.sender", "The address that mail comes from.", kinds.EMAIL, _PRACTICE),
    Setting(
        "mail.password_command",
        "A command of yours that writes the password of mail.user, such as pass show practice.",
        kinds.COMMAND,
    ),
    Setting(
        "mail.token_command",
        "A command of yours that writes a token for mail.user, where one is wanted in place of a"
        " password (XOAUTH2).",
        kinds.COMMAND,
    ),
    Setting(
        "mail.authority",
        "The authority (PEM) that the mail server's certificate is of.",
        kinds.FILE,
        otherwise="the system's",
    ),
    Setting(
        "mail.timeout",
        "Seconds that the mail server may take for each thing it is asked; ten times as many once"
        " it has a whole message.",
        seconds(600),
        default="60",
    ),
    Setting(
        "mail.limit",
        "The largest message that is sent, in megabytes.",
        number(1, 500),
        _PRACTICE,
        "20",
    ),
    Setting(
        "mssante.host",
        "The server of the practice's MSSanté operator. None was ever tried with this program.",
        kinds.HOST,
        _PRACTICE,
        otherwise="none: the operator gives it",
    ),
    Setting("mssante.port", "Its port.", number(1, 65_535), _PRACTICE, "587"),
    Setting(
        "mssante.sender",
        "The MSSanté address that documents come from.",
        kinds.MSSANTE,
        _PRACTICE,
        otherwise="none: the operator gives it",
    ),
    Setting(
        "mssante.user",
        "The login on the server.",
        home=_PRACTICE,
        otherwise="mssante.sender",
    ),
    Setting(
        "mssante.token_command",
        "A command of yours that writes an access token of Pro Santé Connect on one line.",
        kinds.COMMAND,
        otherwise="none: the operator or Pro Santé Connect gives tokens",
    ),
    Setting(
        "mssante.certificate",
        "The certificate and its key (PEM, IGC-Santé) that TLS shows the server.",
        kinds.FILE,
        otherwise="none: the ANS gives it",
    ),
    Setting(
        "mssante.authority",
        "The authority (PEM) that the server's certificate is of.",
        kinds.FILE,
        otherwise="the system's",
    ),
    Setting(
        "mssante.nil",
        "The product number that the ANS gives with the declaration of the software (X-MSS-NIL).",
        kinds.PRODUCT_NUMBER,
        _PRACTICE,
        otherwise="none: the ANS gives it",
    ),
    Setting(
        "mssante.domain",
        "The domain of patients' addresses, after the matricule INS.",
        kinds.MSSANTE_DOMAIN,
        _PRACTICE,
        "patient.mssante.fr",
    ),
    Setting(
        "mssante.last_name",
        "The last name of the professional with practice.rpps, who answers for what is sent.",
        home=_PRACTICE,
    ),
    Setting("mssante.first_name", "The first name of that professional.", home=_PRACTICE),
    Setting(
        "mssante.specialty",
        "The profession and specialty of that professional: code and words of table TRE_A02.",
        kinds.SPECIALTY,
        _PRACTICE,
    ),
    Setting(
        "mssante.sector",
        "What the practice is: a code of table TRE_R02, such as SA07 for one of one's own.",
        kinds.SECTOR,
        _PRACTICE,
    ),
)
