"""The keys of phones anew: a number is one with and without its country code, overseas too."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from semble_cli.store.patients.keys import phone_key

revision = "0005"
down_revision = "0004"

_CHUNK = 10_000

_phone = sa.table(
    "phone",
    sa.column("patient_id", sa.Integer),
    sa.column("position", sa.Integer),
    sa.column("number", sa.String),
    sa.column("reversed", sa.String),
)


def upgrade() -> None:
    """Write the keys that are other now."""
    connection = op.get_bind()
    columns = (_phone.c.patient_id, _phone.c.position, _phone.c.number, _phone.c.reversed)
    changed = [
        {"of": patient_id, "at": position, "key": key}
        for patient_id, position, number, before in connection.execute(sa.select(*columns))
        if (key := phone_key(number)) != before
    ]
    write = (
        sa.update(_phone)
        .where(_phone.c.patient_id == sa.bindparam("of"), _phone.c.position == sa.bindparam("at"))
        .values(reversed=sa.bindparam("key"))
    )
    for start in range(0, len(changed), _CHUNK):
        connection.execute(write, changed[start : start + _CHUNK])
