"""How fast one question is answered, against imports that a reader can time at home.

Cold: a whole process, from the shell's call to its end, as a ratio to ``python -c "import ..."`` measured in
the same run, turn by turn, so that a busy machine slows both. Warm: processor time of one loaded lawbook in this process, over
every listed name and every listed structure (redrawn at random, so that no spelling seen before answers; and
once more as hydrochloride, which no compiled answer covers).

    python benchmarks/check.py              print the table
    python benchmarks/check.py --strict     and end with exit code 1 where a limit is broken
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import pty
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median

import figures

import tidewaiter

NAME, NUMBER, UNLISTED = "fentanyl", "437-38-7", "aspirin"
PHRASE = "fentanyl citrate powder 5 kg drums"
STRUCTURE = "CCC(=O)N(c1ccccc1)C1CCN(CCc2ccccc2)CC1"
UNLISTED_STRUCTURE = "CC(=O)Oc1ccccc1C(=O)O"  # aspirin: nothing reaches it
CLASS_STRUCTURE = "CCC(=O)N(c1ccc(CCC)cc1)C1CCN(CCc2ccccc2)CC1"  # unlisted: only a class can reach it
SEED = 20190501


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the table; ``limit`` is None where the figure is only told."""

    what: str
    figure: float
    unit: str
    limit: float | None
    detail: str = ""

    @property
    def kept(self) -> bool:
        return self.limit is None or self.figure <= self.limit


def command() -> list[str]:
    """The installed command beside this Python, as a user calls it."""
    beside = Path(sys.executable).with_name("tidewaiter")
    if beside.exists():
        return [str(beside)]
    return [sys.executable, "-c", "import sys; from tidewaiter.cli import main; sys.exit(main())"]


def seconds(call: Sequence[str], terminal: bool = False) -> float:
    """Wall-clock seconds of one process; ``terminal`` gives it a terminal to print on, as a person has."""
    if not terminal:
        start = time.perf_counter()
        subprocess.run(call, check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - start
    ours, theirs = pty.openpty()
    start = time.perf_counter()
    process = subprocess.Popen(call, stdout=theirs, stdin=subprocess.DEVNULL)
    os.close(theirs)
    try:
        while os.read(ours, 65536):
            pass
    except OSError:  # Linux tells the end of a terminal so
        pass
    process.wait()
    os.close(ours)
    return time.perf_counter() - start


def cold(rounds: int) -> list[Result]:
    """Each process once a round, all in turn, after one round that does not count."""
    python, check = sys.executable, [*command(), "check"]
    runs: dict[str, tuple[list[str], bool]] = {
        "typer": ([python, "-c", "import typer, rich"], False),
        "rdkit": ([python, "-c", "from rdkit import Chem"], False),
        "python": ([python, "-c", "pass"], False),
        "name": ([*check, NAME], False),
        "name, on a terminal": ([*check, NAME], True),
        "CAS number": ([*check, NUMBER], False),
        "unlisted name": ([*check, UNLISTED], False),
        "phrase": ([*check, PHRASE], False),
        "structure": ([*check, STRUCTURE], False),
        "unlisted structure": ([*check, UNLISTED_STRUCTURE], False),
        "structure only a class reaches": ([*check, CLASS_STRUCTURE], False),
    }
    times: dict[str, list[float]] = {key: [] for key in runs}
    for turn in range(rounds + 1):
        for key, (call, terminal) in runs.items():
            spent = seconds(call, terminal)
            if turn:
                times[key].append(spent)
    middle = {key: median(values) for key, values in times.items()}

    def ratio(key: str, base: str, limit: float | None) -> Result:
        detail = f"{middle[key] * 1e3:.0f} ms against {middle[base] * 1e3:.0f} ms"
        what = f"cold, by {key}: times `import {base}`"
        return Result(what, middle[key] / middle[base], "x", limit, detail)

    return [
        Result("bare `python -c pass`", middle["python"] * 1e3, "ms", None),
        ratio("name", "typer", 2.0),
        ratio("CAS number", "typer", 2.0),
        ratio("unlisted name", "typer", 2.0),  # its structure is held against the classes
        ratio("phrase", "typer", 2.5),  # its patterns were kept by the round that does not count
        ratio("name, on a terminal", "typer", None),
        ratio("structure", "rdkit", 1.0),
        ratio("unlisted structure", "rdkit", 0.9),
        ratio("structure only a class reaches", "rdkit", None),
    ]


def imports_rdkit(query: str) -> bool:
    """Whether answering ``query`` in a fresh process imports RDKit."""
    code = (
        "import sys; from tidewaiter.cli import main; main(sys.argv[1:]); "
        "sys.stderr.write(str('rdkit' in sys.modules))"
    )
    call = [sys.executable, "-c", code, "check", query]
    return subprocess.run(call, check=True, capture_output=True, text=True).stderr.endswith("True")


def load_time(rounds: int) -> Result:
    """From the call of Lawbook.load() to the first instrument in hand, in fresh processes."""
    code = (
        "import time; from tidewaiter import Lawbook; t = time.perf_counter(); "
        "book = Lawbook.load(); book.day; book.store.instruments; print(time.perf_counter() - t)"
    )
    call = [sys.executable, "-c", code]
    runs = (subprocess.run(call, check=True, capture_output=True, text=True) for _ in range(rounds))
    times = [float(run.stdout) for run in runs]
    return Result("lawbook load, index compiled before", median(times) * 1e3, "ms", 100.0)


def per_question(ask: Callable[[str], object], questions: Sequence[str]) -> list[float]:
    """Milliseconds of processor time of each question, asked once: what other processes take does not count."""
    times = []
    for question in questions:
        start = time.process_time()
        ask(question)
        times.append((time.process_time() - start) * 1e3)
    return times


def warm() -> list[Result]:
    """Every listed name and every listed structure, one loaded lawbook."""
    from rdkit import Chem

    from tidewaiter import Lawbook

    book = Lawbook.load()
    substances = list(book.store.substances())
    names = sorted({name for item in substances for name, _ in book.names(item.id)})
    drawings = []
    for number, item in enumerate(item for item in substances if item.smiles):
        mol = Chem.MolFromSmiles(item.smiles)
        drawings.append(Chem.MolToRandomSmilesVect(mol, 1, randomSeed=SEED + number)[0])
    book.check(STRUCTURE)  # the first structure reads the class definitions
    results = []
    salts = [f"{drawing}.Cl" for drawing in drawings if "." not in drawing]
    for what, questions, limit in (
        ("name", names, 1.0),
        ("structure", drawings, 0.3),
        ("structure as hydrochloride", salts, 0.3),
    ):
        times = sorted(per_question(book.check, questions))
        detail = (
            f"{len(times)} questions: median {median(times):.2f}, 95 % {times[int(len(times) * 0.95)]:.2f}, "
            f"slowest {times[-1]:.1f} ms"
        )
        results.append(Result(f"warm, by {what}: mean over the lawbook", mean(times), "ms", limit, detail))
    return results


def main() -> int:
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=raw)
    parser.add_argument("--strict", action="store_true", help="exit code 1 where a limit is broken")
    parser.add_argument("--rounds", type=int, default=20, help="runs of each process (default 20)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--keep", action="store_true", help="add the figures to benchmarks/figures.csv")
    options = parser.parse_args()
    # Python's bytecode as pip writes it for an installed package; an editable one may never have had it written
    compileall.compile_dir(Path(tidewaiter.__file__).parent, quiet=1)
    seconds(
        [*command(), "check", UNLISTED]
    )  # the lawbook, its tables and the dictionary are compiled on first use
    results = [*cold(options.rounds), load_time(options.rounds), *warm()]
    results.extend(
        Result(f"imports RDKit to answer {query!r}", float(imports_rdkit(query)), "", limit)
        for query, limit in (
            (NAME, 0.0),
            (NUMBER, 0.0),
            (UNLISTED, 0.0),
            (PHRASE, 0.0),
            (UNLISTED_STRUCTURE, 0.0),
        )
    )
    if options.json:
        fields = ("what", "figure", "unit", "limit", "detail", "kept")
        print(json.dumps([{key: getattr(one, key) for key in fields} for one in results], indent=2))
    else:
        for one in results:
            limit = "" if one.limit is None else f"limit {one.limit:g}"
            verdict = "    " if one.limit is None else "ok  " if one.kept else "OVER"
            print(f"{verdict} {one.what:56} {one.figure:8.2f} {one.unit:3} {limit:10} {one.detail}")
        figures.tell(
            "check", (figures.Figure(one.what, one.figure, one.unit) for one in results), keep=options.keep
        )
    return 1 if options.strict and not all(one.kept for one in results) else 0


if __name__ == "__main__":
    sys.exit(main())
