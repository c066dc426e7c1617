"""A thousand labels with an INS datamatrix in one process: run by `bench.labels`, which reads what
it prints, the seconds to lay them out and the seconds to write them."""

from __future__ import annotations

import time
from datetime import date

from semble_cli.identity.ins import InsOid
from semble_cli.paper.labels.content import label_content
from semble_cli.paper.labels.layout import lay_out
from semble_cli.paper.labels.pages import paged
from semble_cli.paper.pdf import labels_pdf
from semble_cli.patient.labels.sizes import parse_label_size
from semble_cli.patient.labels.templates import KNOWN_TEMPLATES, parse_label_template
from semble_cli.patient.record import Patient, Sex

COUNT = 1000
SIZE = parse_label_size("size", "57x32")
TEMPLATE = parse_label_template("template", KNOWN_TEMPLATES["ins"])


def fictitious(number: int) -> Patient:
    """The test patient of the ANS, with a given name more: each code is another."""
    given_names = f"DOMINIQUE MARIE-LOUISE {chr(65 + number % 26)}{chr(65 + number // 26 % 26)}A"
    return Patient(
        *("PAT-TROIS", given_names, "DOMINIQUE", date(1979, 3, 28), Sex.FEMALE),
        *("51215", "Dompremy"),
        id=number + 1,
        ins_matricule="279035121518989",
        ins_oid=InsOid.TEST,
        identity_retrieved=True,
        identity_checked=True,
    )


def main() -> None:
    """Measure, once the libraries are loaded."""
    people = [fictitious(number) for number in range(COUNT)]
    labels_pdf(paged([lay_out(label_content(TEMPLATE, people[0]), SIZE)], SIZE), "one")
    begun = time.perf_counter()
    layouts = [lay_out(label_content(TEMPLATE, each), SIZE) for each in people]
    laid_out = time.perf_counter()
    labels_pdf(paged(layouts, SIZE), "many")
    print(f"{laid_out - begun:.3f} {time.perf_counter() - laid_out:.3f}")


if __name__ == "__main__":
    main()
