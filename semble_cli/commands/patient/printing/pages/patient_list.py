"""The pages of a list of patients: whom to call, or to ask for a new document, this morning."""

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.commands.patient.display.insurance_lines import rights_line
from semble_cli.commands.patient.display.summary import alerts_of
from semble_cli.commands.patient.printing.pages.composer import foot_of
from semble_cli.commands.ui.language import speaking, tr
from semble_cli.commands.ui.safe_text import discreet
from semble_cli.commands.ui.tables import shown_day
from semble_cli.commands.ui.times.ages import shown_age
from semble_cli.errors import Sentence
from semble_cli.identity.phone.display import shown_phone
from semble_cli.patient.insurance import RightsState
from semble_cli.patient.pages.parts import PageColumn, PageDocument, Row, Table, Title, Tone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from semble_cli.services.paper.summary import Edition
    from semble_cli.services.patients.show import Shown

_HEADINGS = {
    RightsState.CLOSED: Sentence("Patients whose rights are closed"),
    RightsState.OPEN: Sentence("Patients whose rights are open"),
    RightsState.UNKNOWN: Sentence("Patients whose rights are not known"),
}


class ListPages(NamedTuple):
    """Composes the list of patients of whom `rights` is true, or of any, in a language."""

    rights: RightsState | None
    language: str = "fr"

    def __call__(self, found: "Sequence[Shown]", edition: "Edition") -> PageDocument:
        """The pages of the list, for `services.paper.patient_list`."""
        found = [one._replace(document=discreet(one.document)) for one in found]
        edition = edition._replace(
            login=discreet(edition.login), practice=discreet(edition.practice)
        )
        with speaking(self.language):
            heading = tr(_HEADINGS[self.rights]) if self.rights else tr("Patients")
            day = shown_day(edition.at.date().isoformat())
            counted = tr("{count} patient(s)", count=len(found))
            columns = (
                PageColumn(tr("record")),
                PageColumn(tr("patient"), 3),
                PageColumn(tr("born")),
                PageColumn(tr("phone"), 2),
                PageColumn(tr("rights"), 3),
            )
            return PageDocument(
                about=Sentence("List of patients"),
                head=heading,
                foot=foot_of(edition),
                parts=(
                    Title(heading, f"{day} · {counted}"),
                    Table(columns, tuple(map(_row, found))),
                ),
                head_end=day,
                head_from=2,
            )


def _row(found: "Shown") -> Row:
    patient, document = found.patient, found.document
    years = shown_age(patient.birth_date, patient.deceased_on or found.today)
    # Why somebody is blocked is between them and the practice: paper goes on to others.
    others = alerts_of(document | {"allergies": (), "blocked": None})
    said = [alert.plain.lstrip("⚠✝▤ ") for alert in others]
    phones = [shown_phone(phone["number"]) for phone in document["phones"]]
    is_closed = document["rights"]["state"] == RightsState.CLOSED.value
    cells = (
        str(document["id"]),
        "\n".join([document["full_name"], *said]),
        f"{shown_day(document['birth_date'])}\n{years}",
        "\n".join(phones),
        rights_line(document["rights"]).plain,
    )
    return Row(cells, Tone.STRONG if is_closed else Tone.PLAIN)
