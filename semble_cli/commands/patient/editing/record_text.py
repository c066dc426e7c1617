"""A patient's record as a text for people: YAML, its keys in their language."""

from __future__ import annotations

import sys
from functools import cache
from typing import TYPE_CHECKING, Any

from semble_cli.commands.patient.editing.tolerant_yaml import read_yaml
from semble_cli.commands.ui.language import field_label, in_use, tr
from semble_cli.commands.ui.safe_text import discreet
from semble_cli.commands.ui.tables import shown, shown_day
from semble_cli.commands.ui.words.fields import words_for
from semble_cli.errors import BadUsage, InvalidInput
from semble_cli.identity.names import fold
from semble_cli.identity.place_doubts import recorded_label
from semble_cli.identity.status import IdentityFlag
from semble_cli.patient.catalogue import COLLECTIONS, CONSENTS, FIELD, Kind
from semble_cli.patient.choices.of_patients import FLAGS as FLAG_WORDS
from semble_cli.patient.choices.of_patients import SEX
from semble_cli.patient.document import DERIVED, NESTED, OBJECTS, RECORD_KEYS, document
from semble_cli.patient.fields import FLAGS
from semble_cli.patient.record import Sex

if TYPE_CHECKING:
    from collections.abc import Mapping

    from semble_cli.patient.record import Patient

_NOT_EDITED = {*DERIVED, "birth_place", "ins", "nir", "consents"}
"""Left out beside what the register keeps by itself: the place stands as its code, the consents
among the preferences, and the NIR would have to be shown in full (add the key `nir` to change
it)."""

_HOLDING_OTHERS = (*NESTED, *COLLECTIONS, FLAGS, "address_lines")
"""The keys below which there are others, or items."""

_ITEM_KEYS = ("type", "number", "name", "value")


def record_text(patient: Patient) -> str:
    """The record of a patient, the numbers in its texts masked."""
    whole = discreet(document(patient))
    whole["preferences"] |= {name: consent["answer"] for name, consent in whole["consents"].items()}
    typed = {
        field_label(key): _typed(key, value)
        for key, value in whole.items()
        if key not in _NOT_EDITED
    }
    place = f"{field_label('birth_place_code')}:"
    lines = _dumped(typed).replace(
        f"\n{place}",
        f"\n# {recorded_label(patient.birth_place_code, patient.birth_place)}\n{place}",
    )
    return (
        f"# {tr('Change what you want, save and leave. An empty value clears its field.')}\n{lines}"
    )


def read_record(text: str) -> dict[str, Any]:
    """The fields of a record in a text, by their flat names. Keys may be in the person's language,
    in English, or those of the patient document.

    Raises:
        BadUsage: the text is not YAML, or no record. InvalidInput: an object is expected somewhere.
    """
    names = _names(in_use())
    try:
        found = read_yaml(text, lambda key: names.get(fold(key)) in _HOLDING_OTHERS, _ITEM_KEYS)
    except ValueError as error:
        raise BadUsage("The text is not YAML any more. Nothing was written.") from error
    if not isinstance(found, dict):
        raise BadUsage("The text is no patient's record any more. Nothing was written.")
    flat: dict[str, Any] = {}
    for typed, value in found.items():
        key = names.get(fold(str(typed))) or str(typed)
        if key in NESTED:
            flat |= _inside(key, value)
        else:
            flat[key] = _texts(value)
    if isinstance(lines := flat.get("address_lines"), list):
        flat["address_lines"] = "\n".join(map(str, lines))
    return flat


def _inside(key: str, value: Any) -> dict[str, Any]:
    """The fields of an object of the document."""
    if not value:
        return dict.fromkeys(NESTED[key], "")
    if not isinstance(value, dict):
        raise InvalidInput(
            key,
            "an object with some of these keys is expected: {keys}.",
            keys=", ".join(map(field_label, OBJECTS[key].values())),
        )
    names = _names(in_use()) | {fold(short): name for short, name in OBJECTS[key].items()}
    return {
        names.get(fold(typed), f"{key}.{typed}"): _texts(inner) for typed, inner in value.items()
    }


def _texts(value: Any) -> Any:
    """A value in which an item such as `mobile: 06 ...` is the text it looks like."""
    if not isinstance(value, list):
        return value
    return [
        " ".join(f"{name}:{inner}" for name, inner in item.items())
        if isinstance(item, dict) and not {*item} <= {*_ITEM_KEYS}
        else item
        for item in value
    ]


def _typed(key: str, value: Any) -> Any:
    """A value of the document as it is typed."""
    if key in NESTED:
        inside = {OBJECTS[key][short]: each for short, each in value.items()}
        return {field_label(name): _typed(name, each) for name, each in inside.items()}
    if key == "phones":
        return [f"{tr(each['type'])}:{each['number']}" for each in value] or None
    if key == "numbers":
        return [f"{each['name']}={each['value']}" for each in value] or None
    if key == FLAGS:
        return [tr(FLAG_WORDS.name(IdentityFlag(flag))) for flag in value] or None
    if key == "sex":
        return tr(SEX.name(Sex(value)))
    if value and key in (*CONSENTS, "privacy_policy", "preferred_language"):
        return shown(key, value)
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    if key in FIELD and FIELD[key].kind in (Kind.DAY, Kind.BIRTH_DATE) and value:
        return shown_day(value)
    return None if value == [] else value


def _dumped(record: Mapping[str, Any]) -> str:
    import yaml

    class Dumper(yaml.SafeDumper):
        """Plain texts, those of several lines as blocks, and nothing for what is empty."""

    def nothing(dumper: Dumper, _: None) -> Any:
        return dumper.represent_scalar("tag:yaml.org,2002:null", "")

    def text(dumper: Dumper, value: str) -> Any:
        style = "|" if "\n" in value else None
        return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)

    Dumper.add_representer(type(None), nothing)
    Dumper.add_representer(str, text)
    dumped: str = yaml.dump(
        record, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=sys.maxsize
    )
    return dumped


@cache
def _names(language: str) -> dict[str, str]:  # noqa: ARG001 - what it depends on
    """The keys of the document, and of the fields in its objects, by all that they are called."""
    keys = dict.fromkeys((*RECORD_KEYS, *(name for names in NESTED.values() for name in names)))
    meant: dict[str, list[str]] = {}
    for key in keys:
        for called in {*map(fold, words_for(key))}:
            meant.setdefault(called, []).append(key)
    names = {
        called: of[0]
        for called, found in meant.items()
        for of in [[key for key in found if key in NESTED] or found]  # of both, what holds others
        if not of[1:]
    }
    return names | {fold(called): key for key in keys for called in (field_label(key), key)}
