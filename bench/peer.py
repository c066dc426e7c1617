"""The least a search can be: argparse and sqlite3 from the standard library, one query, TSV."""

import argparse
import sqlite3
import sys

parser = argparse.ArgumentParser(description="Find patients by the beginning of their birth name.")
parser.add_argument("store")
parser.add_argument("name")
asked = parser.parse_args()
key = asked.name.upper()
connection = sqlite3.connect(f"file:{asked.store}?mode=ro", uri=True)
rows = connection.execute(
    "SELECT * FROM patient WHERE birth_key >= ? AND birth_key < ?"
    " ORDER BY birth_key, given_key, id LIMIT 20",
    (key, key[:-1] + chr(ord(key[-1]) + 1)),
)
sys.stdout.write("\t".join(column[0] for column in rows.description) + "\n")
for row in rows:
    sys.stdout.write("\t".join("" if cell is None else str(cell) for cell in row) + "\n")
