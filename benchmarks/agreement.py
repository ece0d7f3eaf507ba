"""Hand against machine on real documents: tests/text/documents/agreement.yml against what the reader says of the same texts.

    python benchmarks/agreement.py FOLDER [--list]

FOLDER holds the texts as files whose names begin with the key of the document (``01-...txt``); they are not ours to
commit. Prints the table of docs/read-agreement.md. With --list every statement that does not agree.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

from tidewaiter import Lawbook
from tidewaiter.errors import BadDay
from tidewaiter.lawbook.read import plain_yaml
from tidewaiter.text.documents import Document, Reader
from tidewaiter.text.documents.formats import read_source

CASES = Path(__file__).parents[1] / "tests" / "text" / "documents" / "agreement.yml"
VERDICTS = ("confirmed", "differs", "contradicted", "announced", "outside", "not_law")


class Said(NamedTuple):
    """One statement, by either reader."""

    at: str
    verdict: str
    measure: str
    since: str
    about: str


def digits(text: str) -> str:
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:10]


def by_machine(document: Document) -> list[Said]:
    said = []
    for reading in document.readings:
        words = {s.number: s.text for s in reading.piece.sentences}
        said += [
            Said(
                digits(words[s.sentence]),
                s.finding.verdict,
                s.finding.measure,
                s.finding.since,
                f"{s.kind}: {s.finding.answer or s.finding.note}",
            )
            for s in reading.statements
        ]
    return said


def paired(hand: list[Said], machine: list[Said]) -> tuple[list[tuple[Said, Said]], list[Said], list[Said]]:
    """Statements of one sentence paired: first where verdict and measure agree, then the verdict, then whatever is left.

    Further statements of the machine on a sentence, with a verdict that is paired there already, are one more
    substance of the same statement and count neither way.
    """
    pairs: list[tuple[Said, Said]] = []
    left, free = list(hand), list(machine)
    tests = (
        lambda h, m: h.verdict == m.verdict and m.measure.startswith(h.measure),
        lambda h, m: h.verdict == m.verdict,
        lambda h, m: h.verdict != "not_law" and m.verdict != "not_law",
        lambda h, m: True,
    )
    for test in tests:
        for h in list(left):
            m = next((m for m in free if m.at == h.at and test(h, m)), None)
            if m is not None:
                pairs.append((h, m))
                left.remove(h)
                free.remove(m)
    seen = {(m.at, m.verdict) for _, m in pairs}
    return pairs, left, [m for m in free if (m.at, m.verdict) not in seen]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--list", action="store_true")
    args = parser.parse_args()
    reader = Reader(Lawbook.load())
    raw: Any = plain_yaml(CASES.read_text(encoding="utf-8"))
    hand_of: Counter[str] = Counter()
    agree: Counter[str] = Counter()
    other: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    measured = 0
    for one in raw["documents"]:
        file = next(args.folder.glob(f"{one['key']}-*"))
        hand = [
            Said(c["at"], c["verdict"], c.get("measure", ""), c.get("since", ""), c["about"])
            for c in one["cases"]
        ]
        day = one["on"] or None
        try:
            document = reader.read(read_source(file), day)
        except BadDay:
            print(f"{one['key']}: no day found")
            continue
        pairs, left, free = paired(hand, by_machine(document))
        hand_of.update(h.verdict for h in hand)
        missed.update(h.verdict for h in left)
        alone.update(m.verdict for m in free)
        for h, m in pairs:
            (agree if h.verdict == m.verdict else other)[h.verdict] += 1
            measured += bool(h.measure) and h.verdict == m.verdict and m.measure.startswith(h.measure)
        if args.list:
            for h, m in pairs:
                if h.verdict != m.verdict or not m.measure.startswith(h.measure):
                    print(
                        f"{one['key']} {h.at} {h.about}: {h.verdict} by hand, {m.verdict} by machine ({m.measure} {m.about[:90]})"
                    )
            for h in left:
                print(f"{one['key']} {h.at} {h.about}: {h.verdict} by hand, not found")
            for m in free:
                print(f"{one['key']} {m.at} {m.verdict} by machine alone ({m.measure} {m.about[:90]})")
    rows = [(v, hand_of[v], agree[v], other[v], missed[v], alone[v]) for v in VERDICTS]
    law = [sum(row[n] for row in rows[:-1]) for n in range(1, 6)]
    print(
        "| verdict by hand | statements | same verdict | another verdict | not found | machine only (its verdict) |\n|---|---|---|---|---|---|"
    )
    for row in [*rows[:-1], ("**of the law**", *law), rows[-1]]:
        print("| " + " | ".join(str(cell) for cell in row) + " |")
    print(f"Same verdict and measure, where a measure is named by hand: {measured}.")


if __name__ == "__main__":
    main()
