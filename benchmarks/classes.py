"""How long a full answer over all class definitions takes: ``python benchmarks/classes.py [--issuer cn]
[--json FILE]``.

One run, one process, one parsed molecule at a time. Reported: median and 95th percentile in microseconds on
MOSES molecules and on molecules that match something (the definitions' own examples), the ratio to a bare
RDKit substructure search of the same scaffolds, and what a cold start costs (reading the stored definitions,
first answer).
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
import time
from collections.abc import Iterable
from pathlib import Path

import figures
from rdkit import Chem

from tidewaiter.classes import Matcher, read_definitions
from tidewaiter.classes.gates import Gatehouse

ROOT = Path(__file__).parents[1]
MOSES = figures.DATA / "bench" / "moses_test.csv.gz"


def timed(matcher: Matcher, mols: Iterable[Chem.Mol]) -> list[float]:
    """Microseconds of each full answer."""
    found = []
    for mol in mols:
        start = time.perf_counter()
        matcher.match(mol)
        found.append(1e6 * (time.perf_counter() - start))
    return found


def bare(queries: list[Chem.Mol], mols: list[Chem.Mol]) -> list[float]:
    """Microseconds of a bare substructure search of all distinct scaffolds."""
    found = []
    for mol in mols:
        start = time.perf_counter()
        for query in queries:
            mol.HasSubstructMatch(query)
        found.append(1e6 * (time.perf_counter() - start))
    return found


def spread(times: list[float]) -> dict[str, float]:
    """Median, 95th percentile and longest."""
    ordered = sorted(times)
    return {
        "median_us": round(statistics.median(ordered)),
        "p95_us": round(ordered[int(0.95 * len(ordered))]),
        "longest_us": round(ordered[-1]),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--issuer", action="append", default=[])
    parser.add_argument("--molecules", type=int, default=2000)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--keep", action="store_true", help="add the figures to benchmarks/figures.csv")
    options = parser.parse_args()
    definitions = read_definitions(ROOT / "lawbook" / "classes")
    if options.issuer:
        definitions = [d for d in definitions if d.id.split("/")[0] in options.issuer]
    stored = {definition.id: json.dumps(definition.to_json()) for definition in definitions}
    gates = json.dumps(Gatehouse({d.id: d.gates for d in definitions}).to_json())
    start = time.perf_counter()
    cold = Matcher.stored(json.loads(gates), lambda key: json.loads(stored[key]))
    load = 1e3 * (time.perf_counter() - start)
    with gzip.open(MOSES, "rt") as stream:
        lines = [line.split(",")[0].strip() for line in stream][1:]
    background = [Chem.MolFromSmiles(s) for s in lines[:: max(1, len(lines) // options.molecules)]]
    start = time.perf_counter()
    cold.match(background[0])
    first = 1e3 * (time.perf_counter() - start)
    matcher = Matcher(definitions)
    examples = [Chem.MolFromSmiles(e.smiles) for d in definitions for e in d.must_match]
    timed(matcher, background[:200])
    timed(matcher, examples)  # what is compiled on first use is compiled now
    queries = list({s.core.smarts: s.core.query for d in definitions for s in d.scaffolds}.values())
    plain, ours = bare(queries, background[:500]), timed(matcher, background)
    report = {
        "definitions": len(definitions), "scaffolds": sum(len(d.scaffolds) for d in definitions),
        "distinct_cores": len(queries), "moses": spread(ours), "matching": spread(timed(matcher, examples)),
        "bare_search": spread(plain),
        "ratio_to_bare_search": round(statistics.median(ours) / statistics.median(plain), 2),
        "stored_kb": (len(gates) + sum(map(len, stored.values()))) // 1024,
        "load_ms": round(load, 1), "first_answer_ms": round(first, 1),
    }  # fmt: skip
    text = json.dumps(report, indent=2)
    print(text)
    kept = [
        ("median, MOSES", report["moses"]["median_us"], "us"),
        ("load", report["load_ms"], "ms"),
        ("first answer", report["first_answer_ms"], "ms"),
    ]
    figures.tell("classes", (figures.Figure(*one) for one in kept), keep=options.keep)
    if options.json:
        options.json.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
