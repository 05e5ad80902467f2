"""Refresh ``data/communes-77.csv`` from an unpacked ``@etalab/decoupage-administratif`` package.

>>> python -m collectif.territory.refresh path/to/package
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from .founding import COMMUNES

DEPARTEMENT = "77"
COLUMNS = ("code", "name", "population", "arrondissement", "postal_code")


def communes(package: Path) -> Iterator[tuple[str, ...]]:
    """The communes of today (neither delegated nor associated ones), by INSEE code."""
    data = package / "data"
    names = {row["code"]: row["nom"] for row in json.loads((data / "arrondissements.json").read_text("utf-8"))}
    rows = json.loads((data / "communes.json").read_text("utf-8"))
    for row in sorted(rows, key=lambda row: row["code"]):
        if row["type"] == "commune-actuelle" and row["departement"] == DEPARTEMENT:
            yield row["code"], row["nom"], str(row["population"]), names[row["arrondissement"]], row["codesPostaux"][0]


def refresh(package: Path, target: Path = COMMUNES) -> int:
    """Write the table again. :returns: how many communes it holds."""
    rows = list(communes(package))
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\n")
        writer.writerows([COLUMNS, *rows])
    return len(rows)


if __name__ == "__main__":
    sys.stdout.write(f"{refresh(Path(sys.argv[1]))} communes\n")
