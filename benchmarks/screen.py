"""The catalogue screen against plain RDKit parsing and the one-by-one check, in one run on two processes.

    PYTHONPATH=src python benchmarks/screen.py [--rows N] [--times K] [--memory ROWS] [--differences] [--strict]

Every target is a ratio of two timings taken one after the other in this run: of the whole process, from file to file, by
the clock; and of the processor time of all its processes, which other work on the machine disturbs less. Inputs are
../shared/data/bench or $TIDEWAITER_SETS/bench (MOSES test set, NCI first 5K), the registered chemicals of the package `chemicals`, and the lawbook's
own structures with their relatives. ``--times``
repeats each set in random drawings, so that what is measured is the rate and not the set-up; ``--catalogue`` measures
another file of SMILES under the limits of MOSES (the whole of MOSES, 1.9 million, is in ``molsets`` on PyPI);
``--memory`` runs so many rows and gives the most memory that all processes held together. ``--strict`` fails where a
limit is broken.
"""

from __future__ import annotations

import argparse
import gzip
import multiprocessing as mp
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import figures
import pyarrow.parquet as pq
from rdkit import Chem, RDLogger

from tidewaiter import Lawbook
from tidewaiter.bulk.job import Job
from tidewaiter.errors import TidewaiterError

sys.path.insert(0, str(Path(__file__).parents[1]))  # the sets of structures are those of the tests
from tests.bulk.conftest import redrawn, registered, structures

BENCH = figures.DATA / "bench"
WORKERS = 2
SCREEN = "from tidewaiter.cli import console; console()"  # what the installed command runs
COMPARED = 2_000  # rows that are also put to every row's RDKit


class Spent(NamedTuple):
    """Seconds by the clock and of processor time."""

    wall: float
    processor: float


class Target(NamedTuple):
    """What is asked and what was measured; ``most`` where the figure must not be larger."""

    name: str
    measured: float
    asked: float
    unit: str = "x"
    most: bool = False

    @property
    def met(self) -> bool:
        return self.measured <= self.asked if self.most else self.measured >= self.asked


def spend(work: Callable[[], object]) -> Spent:
    def used() -> float:
        found = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        return sum(one.ru_utime + one.ru_stime for one in found)

    begun, before = time.perf_counter(), used()
    work()
    return Spent(time.perf_counter() - begun, used() - before)


def parse(texts: list[str]) -> int:
    RDLogger.DisableLog("rdApp.*")
    return sum(Chem.MolFromSmiles(text) is not None for text in texts)


def plain(texts: list[str]) -> Spent:
    """Plain parsing with as many processes."""

    def work() -> None:
        pool = mp.get_context("fork").Pool(WORKERS)
        pool.map(parse, [texts[i::WORKERS] for i in range(WORKERS)])
        pool.close()
        pool.join()  # then the children's time is counted

    return spend(work)


def command(source: Path, out: Path) -> list[str]:
    """The screen of a file, as a user starts it."""
    return [sys.executable, "-c", SCREEN, "screen", str(source), "-o", str(out), "--workers", str(WORKERS)]


def screened(texts: list[str], folder: Path) -> Spent:
    """The whole process, as a user starts it."""
    source = folder / "in.smi"
    source.write_text("\n".join(texts) + "\n")
    return spend(
        lambda: subprocess.run(command(source, folder / "out.parquet"), check=True, stdout=subprocess.DEVNULL)
    )


def differ(book: Lawbook, texts: list[str], folder: Path) -> list[str]:
    """The texts whose answers are others with the prefilter than without."""
    tables = []
    source = folder / "compared.smi"
    source.write_text("\n".join(texts) + "\n")
    for prefilter in (True, False):
        out = folder / f"compared-{prefilter}.parquet"
        Job(book, book.question(), source, out, workers=WORKERS, prefilter=prefilter, batch=1_000).run()
        tables.append(pq.read_table(out).to_pylist())
    return [text for text, a, b in zip(texts, *tables, strict=True) if a != b]


def differences(book: Lawbook, folder: Path) -> Target:
    """Every row of all sets, and of the lawbook's structures redrawn, with and without the prefilter."""
    relatives = [
        text for n, smiles in enumerate(structures(book)) for text in (smiles, *redrawn(smiles, n + 1))
    ]
    sets = {"MOSES": moses(), "mixed": mixed(book), "registered": registered(), "lawbook": relatives}
    total = wrong = 0
    for title, texts in sets.items():
        found = differ(book, texts, folder)
        print(f"{title}: {len(found)} of {len(texts):,} rows differ", *found[:3], sep="\n  ")
        total, wrong = total + len(texts), wrong + len(found)
    return Target(f"rows of {total:,} that differ from --no-prefilter", wrong, 0, "", True)


def one_by_one(book: Lawbook, texts: list[str]) -> float:
    """Seconds for one text by the single check."""

    def work() -> None:
        for text in texts:
            try:
                book.check(text)
            except TidewaiterError:
                continue

    return spend(work).wall / len(texts)


def moses() -> list[str]:
    with gzip.open(BENCH / "moses_test.csv.gz", "rt") as file:
        return [line.split(",")[0].strip() for line in file][1:]


def mixed(book: Lawbook) -> list[str]:
    """NCI, as many registered chemicals, one in eleven a hydrochloride; and one tenth structures of the lawbook, redrawn."""
    lines = (BENCH / "rdkit_nci_first_5K.smi").read_text().splitlines()
    nci = [line.split()[0] for line in lines if line.split()]
    draw = random.Random(1)
    base = [*nci, *draw.sample(registered(), len(nci))]
    salts = [f"{text}.Cl" for text in draw.sample(base, len(base) // 10)]
    relatives = [
        text
        for n, s in enumerate(draw.sample(structures(book), len(base) // 60))
        for text in redrawn(s, n + 1)
    ]
    texts = [*base, *salts, *relatives[: (len(base) + len(salts)) // 9]]
    draw.shuffle(texts)
    return texts


def repeated(texts: list[str], times: int) -> list[str]:
    """The same molecules again, each drawn at random."""
    out = list(texts)
    for n in range(1, times):
        for text in texts:
            mol = Chem.MolFromSmiles(text)
            out.append(next(iter(Chem.MolToRandomSmilesVect(mol, 1, n))) if mol is not None else text)
    return out


def measure(
    book: Lawbook, title: str, texts: list[str], asked: float, alone: float, folder: Path
) -> list[Target]:
    base, fast, again = plain(texts), screened(texts, folder), plain(texts)
    base = Spent((base.wall + again.wall) / 2, (base.processor + again.processor) / 2)
    sample = random.Random(2).sample(texts, min(COMPARED, len(texts)))
    single = one_by_one(book, sample[:300])
    wrong = len(differ(book, sample, folder))
    rows = len(texts)
    print(
        f"{title}, {rows:,} rows: screen {fast.wall:.1f} s ({rows / fast.wall:,.0f} a second, "
        f"{fast.processor / rows * 1e6:.1f} us of processor time a row), plain parsing {base.wall:.1f} s "
        f"({rows / base.wall:,.0f} a second, {base.processor / rows * 1e6:.1f} us a row), one check {single * 1e3:.2f} ms"
    )
    return [
        Target(f"{title}: plain parsing, by the clock", base.wall / fast.wall, asked),
        Target(f"{title}: plain parsing, processor time", base.processor / fast.processor, asked),
        Target(f"{title}: one-by-one check", single * rows / fast.wall, alone),
        Target(f"{title}: answers that differ from --no-prefilter, of {len(sample):,}", wrong, 0, "", True),
    ]


def held(root: int) -> int:
    """Bytes that a process and those it started hold; pages that they share count once."""
    total, waiting = 0, [root]
    while waiting:
        number = waiting.pop()
        try:
            waiting += map(int, Path(f"/proc/{number}/task/{number}/children").read_text().split())
            lines = Path(f"/proc/{number}/smaps_rollup").read_text().splitlines()
            total += next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * 1024
        except OSError:
            continue  # it has ended
    return total


def memory(texts: list[str], rows: int, folder: Path) -> Target:
    """The most that all processes hold together over so many rows."""
    source = folder / "many.smi"
    with source.open("w") as file:
        for n in range(0, rows, len(texts)):
            file.writelines(f"{text}\n" for text in texts[: rows - n])
    begun, most = time.perf_counter(), 0
    with subprocess.Popen(command(source, folder / "many.parquet"), stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            most = max(most, held(process.pid))
            time.sleep(0.2)
    if process.returncode:
        raise SystemExit("the run failed")
    print(f"memory: {rows:,} rows in {time.perf_counter() - begun:.0f} s")
    return Target(f"memory of all processes over {rows:,} rows", most / 1e9, 1.5, "GB", True)


def main() -> int:
    reader = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    reader.add_argument("--rows", type=int, default=176_074, help="MOSES molecules")
    reader.add_argument("--times", type=int, default=1, help="how often each set is drawn")
    reader.add_argument(
        "--memory", type=int, default=0, metavar="ROWS", help="also measure memory over so many rows"
    )
    reader.add_argument(
        "--catalogue", type=Path, metavar="FILE", help="also measure this file, one SMILES a line"
    )
    reader.add_argument("--differences", action="store_true", help="also compare every row of all sets")
    reader.add_argument("--keep", action="store_true", help="add the figures to benchmarks/figures.csv")
    reader.add_argument("--strict", action="store_true", help="fail where a limit is broken")
    asked = reader.parse_args()
    book, clean = Lawbook.load(), moses()[: asked.rows]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        screened(clean[:10], folder)  # compiled kernels and tables are in their caches from here on
        start = min(screened(clean[:10], folder).wall for _ in range(3))
        targets = [Target("start-up: ten rows, whole process", start, 3.0, "s", True)]
        targets += measure(book, "MOSES", repeated(clean, asked.times), 7, 100, folder)
        targets += measure(book, "mixed", repeated(mixed(book), asked.times), 2.5, 0, folder)
        if asked.catalogue:
            more = [line.split()[0] for line in asked.catalogue.read_text().splitlines() if line.strip()]
            targets += measure(book, asked.catalogue.stem, more, 7, 100, folder)
        if asked.differences:
            targets.append(differences(book, folder))
        if asked.memory:
            targets.append(memory(repeated(clean, 3), asked.memory, folder))
    for target in targets:
        limit = "at most" if target.most else "at least"
        print(
            f"{'ok  ' if target.met else 'MISS'} {target.name}: {target.measured:.2f} {target.unit} ({limit} {target.asked:g})"
        )
    size = f"{asked.rows or 'all'} rows, {asked.times} times"  # figures of another size say nothing
    names = {"x": "times as fast"}
    kept = [
        figures.Figure(f"{one.name} ({size})", one.measured, names.get(one.unit, one.unit)) for one in targets
    ]
    figures.tell("screen", kept, keep=asked.keep)
    return int(asked.strict and not all(target.met for target in targets))


if __name__ == "__main__":
    os.environ.setdefault("PYTHONPATH", str(Path(__file__).parents[1] / "src"))
    sys.exit(main())
