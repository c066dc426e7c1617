"""The lines of a flat file: made column by column, they are those that documents make."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.people import a_patient

from semble_cli.exchange import fictitious
from semble_cli.identity.document import LIGHT_KEYS, cells, light_document
from semble_cli.identity.flat import KEYS
from semble_cli.identity.intake import new_patient
from semble_cli.services import tagging
from semble_cli.services.listing import Listing, all_columns, all_patients
from semble_cli.services.reporting import KEYS as REPORTED
from semble_cli.services.reporting import Reported, report, report_columns
from semble_cli.services.rights import Right
from semble_cli.store.actions import Action

if TYPE_CHECKING:
    from semble_cli.identity.patient import Patient
    from semble_cli.services.desk import Desk
