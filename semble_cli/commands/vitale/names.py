"""Which name a card bears: it does not say whether it is the birth name, so a person does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.commands.patient.questions import ask_field
from semble_cli.commands.ui.language import tr
from semble_cli.commands.ui.output import say
from semble_cli.commands.ui.prompts import choose, confirm
from semble_cli.patient.retrieved import Origin, Value
from semble_cli.services.insurance.apply import SERVICES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from semble_cli.patient.retrieved import Retrieved

_BIRTH, _USED = "birth", "used"


def settled_names(
    retrieved: Retrieved, given: Mapping[str, Any], today: date
) -> tuple[Retrieved, dict[str, Any]]:
    """What was retrieved of a new patient, and the fields given, once the person has said which
    name the card bears.

    Raises:
        KeyboardInterrupt: the person gave up.
    """
    birth, used = retrieved.get("birth_name"), retrieved.get("used_name")
    if birth and birth.origin is Origin.CARD and "birth_name" not in given:
        return _which_name(retrieved, given, today)
    if birth and used and used.origin is Origin.CARD and "used_name" not in given:
        return _as_used_name(retrieved), dict(given)
    return retrieved, dict(given)


def _which_name(
    retrieved: Retrieved, given: Mapping[str, Any], today: date
) -> tuple[Retrieved, dict[str, Any]]:
    name = retrieved["birth_name"].value
    choices = [(_BIRTH, tr("the birth name")), (_USED, tr("the used name"))]
    if choose(tr("The card bears the name {name}. It is:", name=name), choices) == _BIRTH:
        return retrieved | {"birth_name": Value(name, Origin.PERSON)}, dict(given)
    typed = ask_field("birth_name", today)
    return retrieved, {"used_name": name, **given, "birth_name": typed}


def _as_used_name(retrieved: Retrieved) -> Retrieved:
    birth, name = retrieved["birth_name"].value, retrieved["used_name"].value
    service = SERVICES[retrieved["birth_name"].origin]
    say(
        "Birth name by {service}: {birth}. Name on the card: {name}.",
        service=service,
        birth=birth,
        name=name,
    )
    if confirm(tr("Take {name} as the used name?", name=name)):
        return retrieved | {"used_name": Value(name, Origin.PERSON)}
    return {field: value for field, value in retrieved.items() if field != "used_name"}
