"""The catalogue screen against plain RDKit parsing and the one-by-one check, in one run on two processes.

    PYTHONPATH=src python benchmarks/screen.py [rows]

Every figure is a ratio of two timings taken one after the other in this run; the inputs are ../shared/data/bench
(MOSES test set, NCI first 5K) and the lawbook's own structures with their relatives.
"""

from __future__ import annotations

import gzip
import multiprocessing as mp
import random
import sys
import tempfile
import time
from pathlib import Path

import pyarrow.parquet as pq
from rdkit import Chem, RDLogger

from tidewaiter.book import Lawbook
from tidewaiter.bulk.job import Job

BENCH = Path(__file__).parents[2] / "shared" / "data" / "bench"
WORKERS = 2


def parse(texts: list[str]) -> int:
    RDLogger.DisableLog("rdApp.*")
    return sum(Chem.MolFromSmiles(text) is not None for text in texts)


def plain(texts: list[str]) -> float:
    with mp.get_context("fork").Pool(WORKERS) as pool:
        pool.map(parse, [["C"]] * WORKERS)
        begun = time.perf_counter()
        pool.map(parse, [texts[i::WORKERS] for i in range(WORKERS)])
        return time.perf_counter() - begun


def mixed(book: Lawbook) -> list[str]:
    """NCI, salts and charged forms, and one tenth structures of the lawbook redrawn."""
    sys.path.insert(0, str(Path(__file__).parents[1]))
    from tests.bulk.conftest import redrawn

    nci = [line.split()[0] for line in (BENCH / "rdkit_nci_first_5K.smi").read_text().splitlines() if line.split()]
    listed = sorted({item.smiles for item in book.store.substances() if item.smiles})
    draw = random.Random(1)
    salts = [f"{text}.Cl" for text in draw.sample(nci, 500)]
    relatives = [text for n, s in enumerate(draw.sample(listed, 80)) for text in redrawn(s, n + 1)]
    texts = [*nci, *salts, *relatives[: (len(nci) + len(salts)) // 9]]
    draw.shuffle(texts)
    return texts


def screened(book: Lawbook, texts: list[str], folder: Path, prefilter: bool) -> tuple[float, Path]:
    source, out = folder / "in.smi", folder / f"out-{prefilter}.parquet"
    source.write_text("\n".join(texts) + "\n")
    begun = time.perf_counter()
    job = Job(book, book.question(), source, out, workers=WORKERS, prefilter=prefilter, batch=5_000)
    job.run()
    return time.perf_counter() - begun, out


def main(rows: int) -> None:
    book = Lawbook.load()
    with gzip.open(BENCH / "moses_test.csv.gz", "rt") as file:
        moses = [line.split(",")[0].strip() for line in file][1 : rows + 1]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        screened(book, moses[:10], folder, True)  # Numba's cache is warm from here on
        for title, texts in (("MOSES", moses), ("mixed", mixed(book))):
            fast, _ = screened(book, texts, folder, True)
            base = plain(texts)
            reference = texts[:: max(1, len(texts) // 20_000)]
            _, first = screened(book, reference, folder, True)
            answers = pq.read_table(first).to_pylist()
            slow, second = screened(book, reference, folder, False)
            differ = sum(a != b for a, b in zip(answers, pq.read_table(second).to_pylist(), strict=True))
            begun = time.perf_counter()
            for text in reference[:300]:
                try:
                    book.check(text)
                except Exception:
                    continue
            single = (time.perf_counter() - begun) / len(reference[:300]) * len(texts)
            print(
                f"{title}: {len(texts):,} rows in {fast:.2f} s ({len(texts) / fast:,.0f}/s), "
                f"{base / fast:.2f} x plain parsing ({len(texts) / base:,.0f}/s), {single / fast:,.0f} x one-by-one "
                f"check; without prefilter {slow / len(reference) * len(texts) / fast:.1f} x slower; "
                f"{differ} of {len(reference):,} answers differ"
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 176_074)
