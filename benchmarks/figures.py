"""The figures of benchmarks, kept: ``benchmarks/figures.csv`` has one row a figure, with day, commit and machine.

:func:`tell` sets new figures beside the last ones of the same name on the same machine and says which is slower; with ``keep``
it adds them to the file. Figures of a busy machine say nothing: they are neither compared nor kept.
"""

from __future__ import annotations

import csv
import os
import platform
import subprocess
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from statistics import median
from typing import NamedTuple

FILE = Path(__file__).with_name("figures.csv")
DATA = Path(os.environ.get("TIDEWAITER_SETS") or Path(__file__).parents[2] / "shared" / "data")
COLUMNS = ("day", "commit", "machine", "load", "benchmark", "name", "figure", "unit")
LAST, SLOWER = (
    5,
    1.15,
)  # of how many kept figures the median counts; the share by which a figure must be worse to be told
MORE_IS_BETTER = {"rows/s", "MB/s", "times as fast"}


class Figure(NamedTuple):
    """One figure: less is better, but for the units of ``MORE_IS_BETTER``."""

    name: str
    figure: float
    unit: str


def machine() -> str:
    """Processor, cores and Python: what must be the same for two figures to be compared."""
    model = platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.is_file():
        lines = (line.partition(":") for line in cpuinfo.read_text(encoding="utf-8").splitlines())
        model = next((value.strip() for key, _, value in lines if key.strip() == "model name"), model)
    return f"{model}, {os.cpu_count()} cores, Python {platform.python_version()}"


def commit() -> str:
    """The commit that is measured; with ``+`` where the sources differ from it."""
    call = ["git", "describe", "--always", "--dirty=+", "--exclude=*", "--abbrev=10"]
    found = subprocess.run(call, cwd=FILE.parent, capture_output=True, text=True)
    return found.stdout.strip() or "unknown"


def is_busy(load: float) -> bool:
    """Whether others use so much of this machine that its figures say nothing."""
    return load > 0.75 * (os.cpu_count() or 1) + 1  # the benchmark itself is one


def read() -> list[dict[str, str]]:
    """The rows that are kept."""
    if not FILE.exists():
        return []
    with FILE.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def slower(benchmark: str, figures: Iterable[Figure], kept: Iterable[dict[str, str]], here: str) -> list[str]:
    """A line for each figure that is worse than the median of the last kept ones of this machine."""
    before: dict[str, list[float]] = {}
    for row in kept:
        if row["benchmark"] == benchmark and row["machine"] == here:
            before.setdefault(row["name"], []).append(float(row["figure"]))
    told = []
    for name, figure, unit in figures:
        if last := before.get(name, [])[-LAST:]:
            usual = median(last)
            worse = usual / figure if unit in MORE_IS_BETTER and figure else figure / usual if usual else 1.0
            if worse > SLOWER:
                told.append(f"{name}: {figure:.3g} {unit}, was {usual:.3g} ({worse:.2f} x worse)")
    return told


def tell(benchmark: str, figures: Iterable[Figure], *, keep: bool) -> list[str]:
    """Print what is slower than before and, with ``keep``, add the figures to the file. Gives the lines printed."""
    measured, here, load = list(figures), machine(), os.getloadavg()[0]
    if is_busy(load):
        print(
            f"This machine has a load of {load:.1f}: the figures are neither compared with those of before nor kept."
        )
        return []
    told = slower(benchmark, measured, read(), here)
    for line in told:
        print(f"SLOWER {line}")
    if keep:
        head = not FILE.exists()
        with FILE.open("a", encoding="utf-8", newline="") as stream:
            rows = csv.writer(stream, lineterminator="\n")
            if head:
                rows.writerow(COLUMNS)
            state = date.today().isoformat(), commit(), here, f"{load:.1f}", benchmark
            rows.writerows((*state, name, f"{figure:.6g}", unit) for name, figure, unit in measured)
    return told
