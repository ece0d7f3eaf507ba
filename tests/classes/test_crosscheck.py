"""China's own lists as a cross-check: what they name as a fentanyl, nitazene or synthetic cannabinoid meets
its class.

The names are the law's (``as_listed`` of the catalogues), the structures come from the lawbook's substances;
neither knows the class definitions. The two parents themselves are the only exceptions: a class says "in
place of".
"""

import csv
import re
from pathlib import Path

import pytest

from tidewaiter.classes import Matcher
from tidewaiter.substance.structures.structure import read_structure

LAWBOOK = Path(__file__).parents[2] / "lawbook"
CANNABINOIDS = "(吲哚|吲唑|吡咯).*(甲酰|甲酸|甲酮)|(甲酰基|乙酰基)\\)?(吲哚|吡咯)|1H-吲哚-3-"
CATALOGUES = ("catalogues-2013", "catalogues-2025")


def named(pattern: str) -> dict[str, str]:
    """Listed name to SMILES of every entry of the catalogues whose Chinese name fits ``pattern``."""
    with (LAWBOOK / "substances.csv").open(encoding="utf-8", newline="") as stream:
        smiles = {row["id"]: row["smiles"] for row in csv.DictReader(stream)}
    found: dict[str, str] = {}
    for catalogue in CATALOGUES:
        path = LAWBOOK / "instruments" / "cn" / catalogue / "entries.csv"
        with path.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                if re.search(pattern, row["as_listed"]) and smiles.get(row["substance"]):
                    found[row["as_listed"]] = smiles[row["substance"]]
    return found


@pytest.mark.parametrize(
    ("key", "pattern", "parents", "least"),
    [
        ("cn/fentanyl", "芬太尼|戊酰太尼", {"芬太尼", "芬太尼*"}, 25),
        ("cn/nitazenes", "尼秦|尼他秦|苄.*硝基.*苯并咪唑|异丙氧基苯基.*苯并", {"依托尼秦"}, 11),
        ("cn/cannabinoids", CANNABINOIDS, set(), 45),
    ],
)
def test_what_the_lists_name_meets_the_class(
    matcher: Matcher, key: str, pattern: str, parents: set[str], least: int
) -> None:
    members = named(pattern)
    assert len(members) >= least
    missed = set()
    for name, smiles in members.items():
        mols = [component.mol for component in read_structure(smiles).components]
        if not any(matcher.match(mol, [key])[:1] for mol in mols):
            missed.add(name)
    assert missed - parents == set()
    assert missed <= parents
