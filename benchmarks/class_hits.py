"""How many background molecules each class definition reaches, and by what: ``python
benchmarks/class_hits.py``.

Reads ``../shared/data/bench`` (MOSES test set, NCI first 5K) and writes two files. ``docs/class-hits.md``:
per definition in force how many, by which scaffold and limbs. ``build/class-hits.csv``: every hit with the
sentence that says why, for definitions with at most ``MOST_LISTED`` hits. Molecules are examined as drawn,
each component by itself. Options: ``--issuer cn`` (repeatable), ``--every N`` to take each N-th molecule,
``--out FOLDER``, ``--rows FILE``.
"""

from __future__ import annotations

import argparse
import csv
import gzip
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import figures
from rdkit import Chem, rdBase

from tidewaiter.classes import Matcher, Verdict, read_definitions

ROOT = Path(__file__).parents[1]
BENCH = figures.DATA / "bench"
MOST_LISTED, MOST_GROUPS = 100_000, 12
SETS = {"MOSES test set": "moses_test.csv.gz", "NCI first 5K": "rdkit_nci_first_5K.smi"}


def molecules(name: str, every: int) -> Iterator[tuple[str, Chem.Mol]]:
    """SMILES and molecule of each component of a background set."""
    path = BENCH / SETS[name]
    if path.suffix == ".gz":
        with gzip.open(path, "rt") as stream:
            texts = [line.split(",")[0].strip() for line in stream][1:]
    else:
        texts = [line.split()[0] for line in path.read_text().splitlines() if line.strip()]
    for text in texts[::every]:
        with rdBase.BlockLogs():
            mol = Chem.MolFromSmiles(text)
        if mol is not None:
            for part in Chem.GetMolFrags(mol, asMols=True) if "." in text else (mol,):
                yield text, part


def by_what(verdict: Verdict) -> str:
    """Scaffold and limbs (or kinds of residue) without the residues' own names: what hits are grouped by."""
    words = [verdict.scaffold]
    for trace in verdict.traces:
        said = trace.text.partition(" ")[2]
        words.append(f"limb {trace.limb}" if trace.limb else f"{trace.site}: {said or trace.text}")
    return "; ".join(words)


def in_force() -> set[str]:
    """Ids of the classes whose entry has no end: superseded wordings would only repeat these."""
    found = set()
    for path in (ROOT / "lawbook" / "instruments").glob("*/*/entries.csv"):
        with path.open(encoding="utf-8", newline="") as stream:
            found |= {row["class"] for row in csv.DictReader(stream) if row["class"] and not row["until"]}
    return found


class Hits:
    """What one definition reached."""

    def __init__(self) -> None:
        self.counts: Counter[tuple[str, str]] = Counter()
        self.groups: Counter[str] = Counter()
        self.examples: dict[str, str] = {}
        self.rows: list[list[str]] = []

    def add(self, name: str, text: str, verdict: Verdict) -> None:
        self.counts[name, verdict.outcome] += 1
        if verdict.outcome == "not_reached":
            return
        what = by_what(verdict)
        self.groups[what] += 1
        if "](" not in text:  # such a SMILES would read as a link
            self.examples.setdefault(what, text)
        if len(self.rows) <= MOST_LISTED:
            self.rows.append([name, verdict.id, verdict.outcome, text, verdict.because])

    def cell(self, name: str) -> str:
        """The counts of one set in words."""
        outcomes = ("reached", "cannot_tell", "not_assessed")
        found = [f"{self.counts[name, o]} {o.replace('_', ' ')}" for o in outcomes if self.counts[name, o]]
        return ", ".join(found) or "0"

    def lines(self) -> list[str]:
        """By which scaffold and limbs, most frequent first."""
        told = self.groups.most_common(MOST_GROUPS)
        lines = [
            f"- {count} by {what} (for example `{self.examples.get(what, 'see the list')}`)"
            for what, count in told
        ]
        rest = sum(self.groups.values()) - sum(count for _, count in told)
        return [*lines, f"- {rest} in {len(self.groups) - len(told)} further ways"] if rest else lines


def main() -> None:
    """Run over both sets and write the two files."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--issuer", action="append", default=[])
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--out", type=Path, default=ROOT / "docs")
    parser.add_argument("--rows", type=Path, default=ROOT / "build" / "class-hits.csv")
    options = parser.parse_args()
    live = in_force()
    definitions = [d for d in read_definitions(ROOT / "lawbook" / "classes") if d.id in live]
    if options.issuer:
        definitions = [d for d in definitions if d.id.split("/")[0] in options.issuer]
    matcher = Matcher(definitions)
    hits = {definition.id: Hits() for definition in definitions}
    sizes: Counter[str] = Counter()
    for name in SETS:
        for text, mol in molecules(name, options.every):
            sizes[name] += 1
            for verdict in matcher.match(mol):
                hits[verdict.id].add(name, text, verdict)
    options.rows.parent.mkdir(parents=True, exist_ok=True)
    with options.rows.open("w", newline="", encoding="utf-8") as stream:
        rows = csv.writer(stream)
        rows.writerow(["set", "definition", "outcome", "smiles", "because"])
        for found in hits.values():
            if len(found.rows) <= MOST_LISTED:
                rows.writerows(found.rows)
    lines = ["# What the class definitions reach among background molecules", ""]
    lines += [
        "Measured by `benchmarks/class_hits.py`; it writes one sentence a hit into `build/class-hits.csv`."
    ]
    lines += [f"{name}: {size} components examined." for name, size in sizes.items()]
    lines += ["", "| definition | " + " | ".join(SETS) + " |", "|---|" + "---|" * len(SETS)]
    lines += [
        f"| {key} | " + " | ".join(found.cell(name) for name in SETS) + " |" for key, found in hits.items()
    ]
    for definition in definitions:
        if hits[definition.id].groups:
            told = hits[definition.id].lines()
            lines += ["", f"## {definition.id}", "", definition.statement, "", *told]
    (options.out / "class-hits.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
