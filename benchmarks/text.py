"""How fast text is read for names: ``python benchmarks/text.py [MEGABYTES]``.

The dictionary stage (fold, squeeze, one automaton over all names, bounds of words) on one core, over prose that happens to stand
on this machine (texts of installed packages), over the labelled listings, and over Chinese ones; against ``str.find`` over ten
names; then everything (numbers, misspellings, judgement, controls) for listings.
"""

from __future__ import annotations

import json
import random
import resource
import sys
import sysconfig
import time
from collections.abc import Callable
from pathlib import Path

from tidewaiter import Lawbook
from tidewaiter.text.listings import Reader, Row
from tidewaiter.text.mentions.finder import PIECE, finder, pieces
from tidewaiter.text.mentions.folding import fold, squeeze

TUNE = Path(__file__).resolve().parents[1] / "tests" / "text" / "listings" / "tune.jsonl"
TEN = (
    "fentanyl",
    "ketamine",
    "acetone",
    "toluene",
    "ephedrine",
    "safrole",
    "piperonal",
    "mdma",
    "heroin",
    "cocaine",
)


def prose(size: int) -> str:
    out, held = [], 0
    for file in sorted(Path(sysconfig.get_paths()["purelib"]).rglob("*")):
        if file.suffix in (".txt", ".rst", ".md", ".py") and file.is_file():
            text = file.read_text(encoding="utf-8", errors="ignore")
            if text.isascii() and len(text) < 200_000:
                out.append(text)
                held += len(text)
        if held > size:
            break
    return "\n\n".join(out)[:size]


def listings(size: int, chinese: bool) -> str:
    rows = [json.loads(line) for line in TUNE.read_text(encoding="utf-8").splitlines()]
    texts = [row["text"] for row in rows if row["lang"].startswith("zh") is chinese]
    draw = random.Random(1)
    out, held = [], 0
    while held < size:
        out.append(draw.choice(texts))
        held += len(out[-1].encode())
    return "\n\n".join(out)


def timed(text: str, work: Callable[[str], object], times: int = 3) -> float:
    """Megabytes (UTF-8) a second of processor time (the machine is shared): the best of several."""
    best = 1e9
    for _ in range(times):
        begun = time.process_time()
        work(text)
        best = min(best, time.process_time() - begun)
    return len(text.encode()) / 1e6 / best


def main() -> None:
    size = int(float(sys.argv[1]) * 1e6) if len(sys.argv) > 1 else 20_000_000
    book = Lawbook.load()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    begun = time.process_time()
    found = finder(book)
    print(f"finder made in {time.process_time() - begun:.1f} s: {len(found.names.terms):,} terms")
    found.find("供应苯乙酸")

    def dictionary(text: str) -> int:
        count = 0
        for start, end in pieces(text):
            folded = fold(text[start:end]).text
            count += len(found.names.finds(folded, squeeze(folded)))
        return count

    def plainly(text: str) -> int:
        low = text.lower()
        return sum(low.count(name) for name in TEN)

    for name, text in (
        ("prose, ASCII", prose(size)),
        ("listings, English and others", listings(size, False)),
        ("listings, Chinese", listings(size, True)),
    ):
        speed, plain = timed(text, dictionary), timed(text, plainly)
        print(
            f"{name:30} {len(text.encode()) / 1e6:5.1f} MB: dictionary stage {speed:6.1f} MB/s, {dictionary(text):,} finds; str.find over ten names {plain:6.1f} MB/s, ratio {plain / speed:.1f}"
        )
        whole = timed(text[: PIECE * 4], lambda t: found.find(t, listing=True), 1)
        print(f"{'':30} everything (misspellings, context, ...): {whole:.2f} MB/s")
    rows = [
        Row(None, (("text", json.loads(line)["text"]),))
        for line in TUNE.read_text(encoding="utf-8").splitlines()
    ] * 20
    reader = Reader(book, book.question())
    begun = time.process_time()
    count = sum(1 for _ in reader.read(rows))
    print(f"listings answered whole: {count / (time.process_time() - begun):,.0f} rows a second")
    print(
        f"memory: {before:.0f} MB before, {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most, texts included"
    )


if __name__ == "__main__":
    main()
