"""What is asked of a database: all that differs between SQLite and Postgres."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from semble_cli.errors import SembleError
    from semble_cli.store.database.address import StoreAddress


Columns = Mapping[str, Sequence[Any]]
"""Rows to insert, column by column: texts, numbers, truths and `None`; never an empty text."""

Made = tuple[str, str, str, tuple[str, ...]]
"""What stands on a table by itself: its kind (index, trigger, rule, policy), the table, the name,
and of an index the columns."""

FILLED = ("patient", "phone", "extra_number", "patient_tag", "word")
"""The tables that are filled when patients are created."""


class Dialect(Protocol):
    """What is asked of a database. `raw` is the driver's own connection."""

    error: type[Exception]
    guarded: bool

    def open(self, address: StoreAddress) -> Any: ...

    def translate(self, address: StoreAddress, error: Exception) -> SembleError | None: ...

    def sql(self, text: str) -> str: ...

    def cursor(self, raw: Any) -> Any: ...

    def is_in_transaction(self, raw: Any) -> bool: ...

    def begin_read(self, cursor: Any) -> None: ...

    def begin_write(self, cursor: Any) -> None: ...

    def begin_migration(self, cursor: Any) -> None: ...

    def begin_first_load(self, cursor: Any) -> None: ...

    def end_first_load(self, cursor: Any) -> None: ...

    def login(self, cursor: Any) -> str: ...

    def reserve_ids(self, cursor: Any, table: str, count: int) -> list[int]: ...

    def highest_given(self, cursor: Any, table: str) -> int: ...

    def never_give(self, cursor: Any, table: str, taken: int) -> None: ...

    def give_after(self, cursor: Any, table: str, last: int) -> None: ...

    def load(self, cursor: Any, table: str, columns: Columns) -> None: ...

    def drop_indexes(self, cursor: Any) -> list[str]: ...

    def look_up_by_index(self, cursor: Any) -> None: ...

    def made_on(self, cursor: Any, tables: Sequence[str]) -> list[Made]: ...

    def read_at_length(self, cursor: Any) -> None: ...
