"""Messages of PAM-FR about fictitious patients: written by hand, and by another program."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

from hl7apy.core import Message, Segment

from semble_cli.exchange.hl7.records import MessageRecords
from semble_cli.exchange.mapping import GivenMap, Reading

TODAY = date(2026, 11, 23)

INS = "279035121518989^^^ASIP-SANTE-INS-NIR&1.2.250.1.213.1.4.10&ISO^INS^^20101207"
IPP = "000003^^^CHU-X&1.2.250.1.99&ISO^PI"
NAME = "PAT-TROIS^DOMINIQUE^DOMINIQUE MARIE-LOUISE^^^^L"
BORN_AT = "^^^^^^BDL^^51215"


def msh(event: str = "ADT^A28^ADT_A05", charset: str = "UNICODE UTF-8") -> str:
    head = r"MSH|^~\&|GAM|CHU-X|DPI|CHU-X|20240306111154||"
    return f"{head}{event}|3975|P|2.5^FRA^2.11|||||FRA|{charset}|FR"


def pid(**fields: str) -> str:
    """A PID segment: its fields as `p3="..."`, with the traits of a patient where none is given."""
    usual = {"p3": f"{IPP}~{INS}", "p5": NAME, "p7": "19790328", "p8": "F", "p11": BORN_AT}
    given = usual | fields
    last = max(int(name[1:]) for name in given)
    return "PID|" + "|".join(given.get(f"p{number}", "") for number in range(1, last + 1))


def message(*segments: str, event: str = "ADT^A28^ADT_A05", charset: str = "UNICODE UTF-8") -> str:
    return "\r".join((msh(event, charset), *(segments or (pid(),)), ""))


def records(text: str | bytes, given: GivenMap | None = None, **how: Any) -> MessageRecords:
    data = text if isinstance(text, bytes) else text.encode()
    return MessageRecords(io.BytesIO(data), given, Reading(today=TODAY, **how))


def given(*segments: str, **fields: str) -> dict[str, Any]:
    """The fields that a message of one PID, or of these segments, gives."""
    source = records(message(*(segments or (pid(**fields),))))
    ((row,),) = source.batches([10])
    assert row.problem is None, row.problem
    return source.given(row)


def left_out(*segments: str, **fields: str) -> list[str]:
    """What of such a message has no field."""
    source = records(message(*(segments or (pid(**fields),))))
    ((row,),) = source.batches([10])
    assert row.problem is None, row.problem
    return list(map(str, source.left_out(row)))


def by_another_program(event: str = "ADT^A28^ADT_A05", charset: str = "UNICODE UTF-8") -> Message:
    """A message as hl7apy builds it, with hostile characters in it, and a segment of the French
    profile."""
    built = Message("ADT_A05", version="2.5")
    built.msh.msh_3 = "GAM"
    built.msh.msh_9 = event
    built.msh.msh_10, built.msh.msh_11, built.msh.msh_12 = "1", "P", "2.5^FRA^2.11"
    built.msh.msh_18 = charset
    built.evn.evn_2 = "20240306111154"
    built.pid.add_field("pid_3").value = IPP
    built.pid.add_field("pid_3").value = INS
    birth = built.pid.add_field("pid_5")
    birth.xpn_1.fn_1, birth.xpn_2, birth.xpn_7 = "PAT-TROIS", "DOMINIQUE", "L"
    birth.xpn_3 = "DOMINIQUE MARIE-LOUISE"
    used = built.pid.add_field("pid_5")
    used.xpn_1.fn_1, used.xpn_2, used.xpn_5, used.xpn_7 = "LEFÈVRE", "Dominique", "MME", "D"
    built.pid.pid_7, built.pid.pid_8 = "19790328", "F"
    home = built.pid.add_field("pid_11")
    home.xad_1.sad_1, home.xad_2 = "28 Av. d'Été & Fils", "Bât. C | 2^e \\ ~ #"
    home.xad_3, home.xad_5, home.xad_6, home.xad_7 = "PARIS", "75007", "FRA", "H"
    born_at = built.pid.add_field("pid_11")
    born_at.xad_7, born_at.xad_9 = "BDL", "51215"
    phone = built.pid.add_field("pid_13")
    phone.xtn_2, phone.xtn_3, phone.xtn_12 = "PRN", "CP", "0639980001"
    email = built.pid.add_field("pid_13")
    email.xtn_2, email.xtn_3, email.xtn_4 = "NET", "Internet", "d@example.org"
    built.pid.add_field("pid_32").value = "VALI"
    built.pv1.pv1_2 = "N"
    french = Segment("ZFD")
    built.add(french)
    french.add_field("ZFD_3").value = "Y"
    return built


AS_READ = {
    "numbers": [{"name": "IPP CHU-X", "value": "000003"}],
    "nir": "279035121518989",
    "birth_name": "PAT-TROIS",
    "first_given_name": "DOMINIQUE",
    "birth_given_names": "DOMINIQUE MARIE-LOUISE",
    "used_name": "LEFÈVRE",
    "title": "MME",
    "sex": "F",
    "birth_date": "1979-03-28",
    "birth_place_code": "51215",
    "address_lines": "28 Av. d'Été & Fils\nBât. C | 2^e \\ ~ #",
    "postal_code": "75007",
    "city": "PARIS",
    "country": "France",
    "phones": [{"type": "mobile", "number": "0639980001"}],
    "email": "d@example.org",
    "receive_sms": "yes",
}
"""What is read of that message."""
