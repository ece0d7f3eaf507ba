"""How many background molecules each class definition reaches, and by what: ``python
benchmarks/class_hits.py``.

Reads ``../shared/data/bench`` (MOSES test set, NCI first 5K), writes ``docs/class-hits.csv`` (every hit with
the sentence that says why) and ``docs/class-hits.md`` (per definition: how many, by which scaffold and
limbs). Molecules are examined as drawn, one component each. Options: ``--issuer cn`` (repeatable), ``--every
N`` to take each N-th molecule.
"""

from __future__ import annotations

import argparse
import csv
import gzip
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from rdkit import Chem, rdBase

from tidewaiter.classes import Matcher, Verdict, read_definitions

ROOT = Path(__file__).parents[1]
BENCH = ROOT.parent / "shared" / "data" / "bench"
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


def main() -> None:
    """Run over both sets and write the two files."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--issuer", action="append", default=[])
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--out", type=Path, default=ROOT / "docs")
    options = parser.parse_args()
    definitions = read_definitions(ROOT / "lawbook" / "classes")
    if options.issuer:
        definitions = [d for d in definitions if d.id.split("/")[0] in options.issuer]
    matcher = Matcher(definitions)
    counts: Counter[tuple[str, str, str]] = Counter()
    groups: dict[str, Counter[str]] = {d.id: Counter() for d in definitions}
    examples: dict[tuple[str, str], str] = {}
    sizes: Counter[str] = Counter()
    with (options.out / "class-hits.csv").open("w", newline="", encoding="utf-8") as stream:
        rows = csv.writer(stream)
        rows.writerow(["set", "definition", "outcome", "smiles", "because"])
        for name in SETS:
            for text, mol in molecules(name, options.every):
                sizes[name] += 1
                for verdict in matcher.match(mol):
                    counts[verdict.id, name, verdict.outcome] += 1
                    rows.writerow([name, verdict.id, verdict.outcome, text, verdict.because])
                    if verdict.outcome in ("reached", "cannot_tell"):
                        what = by_what(verdict)
                        groups[verdict.id][what] += 1
                        examples.setdefault((verdict.id, what), text)
    lines = ["# What the class definitions reach among background molecules", ""]
    lines += [f"{name}: {size} components examined." for name, size in sizes.items()]
    lines += ["", "| definition | " + " | ".join(SETS) + " |", "|---|" + "---|" * len(SETS)]
    for definition in definitions:
        cells = []
        for name in SETS:
            found = {o: counts[definition.id, name, o] for o in ("reached", "cannot_tell", "not_assessed")}
            cells.append(", ".join(f"{n} {o.replace('_', ' ')}" for o, n in found.items() if n) or "0")
        lines.append(f"| {definition.id} | " + " | ".join(cells) + " |")
    for definition in definitions:
        if groups[definition.id]:
            lines += ["", f"## {definition.id}", "", definition.statement, ""]
            lines += [
                f"- {count} by {what} (for example `{examples[definition.id, what]}`)"
                for what, count in groups[definition.id].most_common()
            ]
    (options.out / "class-hits.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
