"""Make `identity/data/places.tsv` from the sources of birth places.

    npm pack @etalab/decoupage-administratif@6.0.0
    python tools/build_places.py etalab-decoupage-administratif-6.0.0.tgz

The npm package (data under Licence Ouverte, from INSEE's COG) gives the communes of today, their
parts, and former codes without dates. INSEE's own files, where at hand, add every name and code
since 1943 with its dates: `--communes v_commune_depuis_1943.csv --countries
v_pays_et_territoire_depuis_1943.csv`. `tools/data/countries.csv` (INSEE's country codes, Licence
Ouverte) gives the countries' names in French and English.
"""

from __future__ import annotations

import argparse
import csv
import json
import tarfile
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from semble_cli.identity.names import fold
from semble_cli.identity.places import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "semble_cli/identity/data/places.tsv"
COUNTRIES = ROOT / "tools/data/countries.csv"

_FORMER_AREAS = {"20": "Corse"}
_SPLIT = {
    **{("75", new): "1968-01-01" for new in ("92", "93", "94")},
    **{("78", new): "1968-01-01" for new in ("91", "92", "93", "94", "95")},
    **{("20", new): "1976-01-01" for new in ("2A", "2B")},
}
"""The départements that were split, and the day from which their communes had other codes."""
_ORDER = (
    PlaceKind.AREA,
    PlaceKind.COUNTRY,
    PlaceKind.COMMUNE,
    PlaceKind.DISTRICT,
    PlaceKind.FORMER,
    PlaceKind.MERGED,
)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the data file."""

    code: str
    name: str
    kind: PlaceKind
    since: str = ""
    until: str = ""
    today: str = ""
    also: tuple[str, ...] = ()
    people: int = 0

    def __str__(self) -> str:
        keys = "|".join(dict.fromkeys(map(fold, (self.name, *self.also))))
        cells = (self.code, self.name, self.kind, self.since, self.until, self.today, f"|{keys}|")
        return "\t".join(cells)


def read_package(archive: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The communes and the départements of the npm package."""
    with tarfile.open(archive) as files:

        def load(name: str) -> list[dict[str, Any]]:
            file = files.extractfile(f"package/data/{name}.json")
            if file is None:
                raise SystemExit(f"{archive} has no {name}.json.")
            content: list[dict[str, Any]] = json.load(file)
            return content

        return load("communes"), load("departements")


def areas(departments: Iterable[dict[str, Any]]) -> Iterator[Row]:
    """The départements and collectivities, of today and before."""
    for department in departments:
        yield Row(department["code"], department["nom"], PlaceKind.AREA)
    for code, name in _FORMER_AREAS.items():
        yield Row(code, name, PlaceKind.AREA)


def communes(entries: Iterable[dict[str, Any]]) -> Iterator[Row]:
    """Every code of the package once: communes of today, their districts, and former ones."""
    taken: dict[str, Row] = {}
    former: dict[str, Row] = {}
    for entry in entries:
        code, name, kind = entry["code"], entry["nom"], entry["type"]
        people = entry.get("population", 0)
        if kind == "commune-actuelle":
            taken[code] = Row(code, name, PlaceKind.COMMUNE, people=people)
        elif kind == "arrondissement-municipal":
            taken[code] = Row(code, name, PlaceKind.DISTRICT, people=people)
        else:
            former[code] = Row(code, name, PlaceKind.FORMER, today=entry["chefLieu"])
        for old in entry.get("anciensCodes", ()):
            # A commune keeps its name when its département changes; merged into another one of the
            # same département, its own name is not in the package.
            moved = old[:2] != code[:2] or kind != "commune-actuelle"
            former_kind = PlaceKind.FORMER if moved else PlaceKind.MERGED
            until = _SPLIT.get((old[:2], code[:2]), "")
            row = Row(old, name, former_kind, until=until, today=code)
            if old not in former or former[old].kind is PlaceKind.MERGED:
                former[old] = row
    for code, row in former.items():
        if code not in taken:
            taken[code] = row
        elif row.name != taken[code].name and row.kind is PlaceKind.FORMER:
            # The chief place of a new commune gave it its code, and often not its name.
            taken[code] = replace(taken[code], also=(*taken[code].also, row.name))
    return iter(taken.values())


def countries(path: Path) -> Iterator[Row]:
    """The countries of our own table, with their other names."""
    with path.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            also = tuple(name.strip() for name in line["also"].split(";") if name.strip())
            yield Row(
                line["code"],
                line["name"],
                PlaceKind.COUNTRY,
                line["from"],
                line["until"],
                also=also,
            )


def dated(rows: Iterable[Row], history: Path, code: str, name: str) -> Iterator[Row]:
    """The rows with the names and dates of an INSEE history file (columns DATE_DEBUT, DATE_FIN).

    Each code then has the dates of its whole use; names that it had before are found too.
    """
    periods: defaultdict[str, list[tuple[str, str, str]]] = defaultdict(list)
    with history.open(encoding="utf-8-sig", newline="") as file:
        for line in csv.DictReader(file):
            periods[line[code]].append((line["DATE_DEBUT"], line["DATE_FIN"], line[name]))
    for row in rows:
        known = sorted(periods.pop(row.code, ()))
        yield _with_periods(row, known) if known else row
    for missing, known in periods.items():
        yield _with_periods(Row(missing, known[0][2], PlaceKind.FORMER), sorted(known))


def _with_periods(row: Row, periods: list[tuple[str, str, str]]) -> Row:
    since = periods[0][0]
    ends = [end for _, end, _ in periods]
    until = "" if "" in ends else max(ends)
    names = [name for _, _, name in periods]
    kind = PlaceKind.FORMER if row.kind is PlaceKind.MERGED else row.kind
    last = row.name if row.kind in (PlaceKind.COMMUNE, PlaceKind.COUNTRY) else names[-1]
    also = tuple(dict.fromkeys(name for name in (*row.also, *names) if name != last))
    since = "" if since <= "1943-01-01" else since  # where INSEE's history begins
    return replace(row, name=last, kind=kind, since=since, until=until, also=also)


def write(rows: Iterable[Row], target: Path) -> int:
    """Write the data file; how many places it has."""
    ordered = sorted(rows, key=lambda row: (_ORDER.index(row.kind), -row.people, row.code))
    lines = [
        "# Birth places, made by tools/build_places.py; see docs/places.md.",
        *map(str, ordered),
    ]
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return sum(row.kind is not PlaceKind.AREA for row in ordered)


def main() -> None:
    """Read the sources named on the command line and write the data file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("package", type=Path, help="the .tgz of @etalab/decoupage-administratif")
    parser.add_argument("--communes", type=Path, help="v_commune_depuis_1943.csv")
    parser.add_argument("--overseas", type=Path, help="v_commune_outremer_depuis_1943.csv")
    parser.add_argument("--countries", type=Path, help="v_pays_et_territoire_depuis_1943.csv")
    parser.add_argument("--target", type=Path, default=TARGET)
    given = parser.parse_args()
    entries, departments = read_package(given.package)
    french: Iterable[Row] = communes(entries)
    if given.communes:
        french = dated(french, given.communes, "COM", "LIBELLE")
    if given.overseas:
        french = dated(french, given.overseas, "COM_COMER", "LIBELLE")
    abroad: Iterable[Row] = countries(COUNTRIES)
    if given.countries:
        abroad = dated(abroad, given.countries, "COG", "LIBCOG")
    count = write([*areas(departments), *french, *abroad], given.target)
    print(f"{count} places written to {given.target}.")


if __name__ == "__main__":
    main()
