"""How many small changes of what decides a test notices: ``python benchmarks/mutation.py [--every N]``.

mutmut changes the modules that ``[tool.mutmut]`` in pyproject.toml names, one place at a time, and runs the tests that reach the
place. All of it takes hours: by default one change in four is tried, always the same ones. What no test notices is printed by name;
``mutmut show NAME`` prints the change. Works in ``mutants/``, which can be deleted.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
NOTICED = {"killed", "timeout", "segfault", "suspicious", "caught by type check"}


def mutmut(*words: str) -> str:
    """Run it here, away from another checkout's lawbook and sources."""
    away = ("TIDEWAITER_LAWBOOK", "PYTHONPATH")
    env = {**{name: value for name, value in os.environ.items() if name not in away}, "COLUMNS": "200"}
    env.setdefault("TIDEWAITER_CACHE", str(ROOT / "mutants" / ".cache"))
    call = [str(Path(sys.executable).with_name("mutmut")), *words]  # as a module it loses count
    return subprocess.run(call, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True, check=False).stdout


def states() -> dict[str, str]:
    """Each change by its name, and what became of it."""
    lines = (line.strip().partition(": ") for line in mutmut("results", "--all", "true").splitlines())
    return {name: state for name, colon, state in lines if colon and "__mutmut_" in name}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--every", type=int, default=4, metavar="N", help="try one change in N (default 4)")
    parser.add_argument("--jobs", type=int, default=2, help="changes tried at once (default 2)")
    asked = parser.parse_args()
    if not states():
        mutmut("run", "--max-children", "1", "no such change")  # says so and ends, with all found
    chosen = sorted(states())[:: asked.every]
    mutmut("run", "--max-children", str(asked.jobs), *chosen)
    found = states()
    tried, noticed = Counter[str](), Counter[str]()
    for name in chosen:
        module = name.rpartition(".")[0]
        tried[module] += 1
        noticed[module] += found[name] in NOTICED
    for module in tried:
        print(
            f"{module}: {noticed[module]} of {tried[module]} noticed, {noticed[module] / tried[module]:.0%}"
        )
    for name in chosen:
        if found[name] not in NOTICED:
            print(f"  {name}: {found[name]}")


if __name__ == "__main__":
    main()
