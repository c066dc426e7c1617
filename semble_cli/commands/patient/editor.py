"""A patient's record as YAML in the person's own editor."""

from __future__ import annotations

import os
import shlex
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.commands.ui.language import tr
from semble_cli.commands.ui.safe_text import discreet
from semble_cli.commands.ui.words.fields import field_key
from semble_cli.errors import BadUsage
from semble_cli.leftovers import directory_for_records
from semble_cli.patient.document import DERIVED, OBJECTS, RECORD_KEYS, document, flatten
from semble_cli.patient.fields import READERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from semble_cli.patient.record import Patient

_NOT_EDITED = {*DERIVED, "birth_place", "ins", "nir"}
"""Left out beside what the register keeps by itself: the place stands as its code, and the NIR
would have to be shown in full (add the key `nir` to change it)."""


class EditedRecord(NamedTuple):
    """A record in a file that only its owner may read, while it is edited."""

    path: Path
    before: dict[str, Any]

    def open(self) -> None:
        """Wait for the person's editor.

        Raises:
            BadUsage: there is no such editor, or it failed.
        """
        editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
        try:
            done = subprocess.run([*shlex.split(editor), self.path], check=False)
        except (OSError, ValueError) as error:
            raise BadUsage("The editor cannot be started. Set $EDITOR to yours.") from error
        if done.returncode:
            raise BadUsage("The editor failed. Nothing was written.")


@contextmanager
def open_record(patient: Patient) -> Iterator[EditedRecord]:
    """The record of a patient as a text, for as long as it is edited; then it is gone."""
    text = _yaml(patient)
    with directory_for_records() as directory:
        path = directory / "patient.yaml"
        path.touch(mode=0o600)
        path.write_text(text, "utf-8")
        yield EditedRecord(path, _read(text))


def edited_fields(record: EditedRecord) -> dict[str, Any]:
    """The fields, by their flat names, that the person changed; a key taken out is left as it is.

    Raises:
        BadUsage: the text is not YAML, or not UTF-8, any more.
        InvalidInput: an object is expected somewhere.
    """
    try:
        text = record.path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise BadUsage("The text is not in UTF-8 any more. Nothing was written.") from error
    after = _read(text)
    return {
        name: value
        for name, value in after.items()
        if name not in record.before or value != record.before[name]
    }


def _yaml(patient: Patient) -> str:
    import yaml

    whole = discreet(document(patient))
    shown = {name: value for name, value in whole.items() if name not in _NOT_EDITED}
    # Plain text all over: a birth name `No` must not come back as false.
    lines = yaml.safe_dump(_blank(shown), allow_unicode=True, sort_keys=False, width=1000)
    lines = lines.replace(
        f"birth_place_code: {_scalar(patient.birth_place_code)}",
        f"birth_place_code: {_scalar(patient.birth_place_code)}  # {patient.birth_place}",
    )
    return (
        f"# {tr('Change what you want, save and leave. An empty value clears its field.')}\n{lines}"
    )


def _scalar(text: str) -> str:
    import yaml

    return str(yaml.safe_dump({"k": text})).removeprefix("k: ").strip()


def _blank(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _blank(inner) for key, inner in value.items()}
    return "" if value is None else value


def _with_known_keys(found: dict[str, Any]) -> dict[str, Any]:
    """The record with our names for its fields, which people may write in their own words."""
    known = {_key(key): value for key, value in found.items()}
    for key, names in OBJECTS.items():
        if isinstance(inner := known.get(key), dict):
            known[key] = {_inner_key(name, names): value for name, value in inner.items()}
    return known


def _key(key: str) -> str:
    """The key of a record that somebody's key means: of what it shows, or of a field by itself."""
    meant = field_key(key, RECORD_KEYS)
    return meant if meant in RECORD_KEYS else field_key(key, tuple(READERS))


def _inner_key(key: str, names: Mapping[str, str]) -> str:
    """The key of an object that somebody's key means, by the name of the field it holds."""
    if key in names:
        return key
    meant = field_key(key, list(names.values()))
    return next((name for name, field in names.items() if field == meant), key)


def _read(text: str) -> dict[str, Any]:
    import yaml

    try:
        found = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - texts only, no objects
    except (yaml.YAMLError, RecursionError) as error:
        raise BadUsage("The text is not YAML any more. Nothing was written.") from error
    if not isinstance(found, dict):
        raise BadUsage("The text is no patient's record any more. Nothing was written.")
    flat = flatten(_with_known_keys(found))
    if isinstance(lines := flat.get("address_lines"), list):
        flat["address_lines"] = "\n".join(map(str, lines))
    return flat
