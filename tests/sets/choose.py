"""Writes the structures of this folder from the whole sets that they are a part of: ``python tests/sets/choose.py FOLDER``.

FOLDER holds ``moses_test.csv.gz`` and ``rdkit_nci_first_5K.smi``. A row is taken where it is among the first few that show
something: a scaffold whose gate it passes, a kind of residue that is found in it, a place at which the native reader gives up
or refuses. The rest is drawn by lot. What no row of MOSES or NCI shows is looked for among the registered chemicals of the
package ``chemicals`` and among the lawbook's structures in other drawings. Needs a C++ compiler: the places at which the
native reader gives up are counted by a copy of it that is made here.
"""

from __future__ import annotations

import argparse
import ctypes
import gzip
import importlib.util
import random
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
DAYS = (None, "2018-06-01")  # today, and a day on which classes bind that have ended
EACH, ROWS = 3, 30_000  # rows that show one thing; rows of MOSES in all
GIVING_UP = re.compile(r"\bthrow (?:exact::)?GiveUp\{\}")
REFUSING = re.compile(GIVING_UP.pattern + r"|\breturn false(?=;)|\breturn -1(?=;)")


def counting(folder: Path) -> Callable[[], set[str]]:
    """Make the library count where it leaves, and use it; what is given back tells the places since the last call."""
    from tidewaiter.met import library

    native, places = ROOT / "src" / "tidewaiter" / "bulk" / "native", []
    for path in sorted(native.glob("*.?pp")):
        lines = path.read_text(encoding="utf-8").splitlines()
        leaving = REFUSING if path.name in ("graph.hpp", "molecule.hpp") else GIVING_UP
        for number, line in enumerate(lines):
            if (
                "constexpr" not in line
                and (found := leaving.search(line))
                and not line.lstrip().startswith("//")
            ):
                word, rest = found[0].split(" ", 1)
                mark = f"counted_leaving({len(places)})"
                said = f"({mark}, throw {rest})" if word == "throw" else f"return ({mark}, {rest})"
                lines[number] = line.replace(found[0], said)
                places.append(f"{path.name}: {line.strip()}")
        head = "#pragma once\ninline unsigned char LEFT[4096];\ninline void counted_leaving(int place) { LEFT[place] = 1; }\n"
        if path.suffix == ".hpp":
            lines.insert(0, '#include "left.h"')
        else:
            lines.insert(
                0,
                '#include "left.h"\nextern "C" __attribute__((visibility("default"))) unsigned char* counted() { return LEFT; }',
            )
        (folder / path.name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "left.h").write_text(head, encoding="utf-8")
    out = folder / "counting.so"
    call = ["c++", "-O2", "-std=c++17", "-fPIC", "-shared", f"-DTIDEWAITER_SOURCES={library.sources()}u"]
    subprocess.run([*call, "-o", str(out), str(folder / "screen.cpp")], check=True)
    library.FILE = out
    handle = ctypes.CDLL(str(out))
    handle.counted.restype = ctypes.POINTER(ctypes.c_ubyte * 4096)
    counts = handle.counted().contents

    def told() -> set[str]:
        seen = {f"left at {places[i]}" for i in range(len(places)) if counts[i]}
        ctypes.memset(counts, 0, 4096)
        return seen

    return told


def recorded() -> set[str]:
    """The kinds of residue of which a skeleton is found from here on, as it is filled."""
    from tidewaiter.classes import residues

    met: set[str] = set()

    def watched(name: str, skeletons: Any) -> Any:
        def run(*given: Any) -> Iterator[int]:
            for mask in skeletons(*given):
                met.add(f"residue {name}")
                yield mask

        return run

    for name, skeletons in list(residues.PRIMITIVES.items()):
        residues.PRIMITIVES[name] = watched(name, skeletons)
    return met


def shown(texts: list[str], told: Callable[[], set[str]], met: set[str]) -> list[set[str]]:
    """What each text shows, over all days."""
    import pyarrow as pa

    from tidewaiter import Lawbook
    from tidewaiter.bulk.batch import Screen
    from tidewaiter.bulk.exact import Decider

    everything: list[set[str]] = [set() for _ in texts]
    for day in DAYS:
        book = Lawbook.load()
        decider = Decider(book, book.question(on=day) if day else book.question())
        screen = Screen(book, decider.question, decider=decider)
        marks = screen.filter.found(pa.array(texts, pa.string())).marks
        told()
        for i, text in enumerate(texts):
            screen.filter.found(pa.array([text], pa.string()), settle=True)
            everything[i] |= told()
            if marks[i]:
                seen = book.meeting.classes(text) or ()
                everything[i] |= {f"scaffold {one.verdict.id} {one.verdict.scaffold}" for one in seen}
                told()
                met.clear()
                decider.structure(text)
                everything[i] |= met
    return everything


def chosen(texts: list[str], features: list[set[str]], have: Counter[str]) -> list[int]:
    """The first rows that show something not shown ``EACH`` times yet."""
    rows = []
    for i, found in enumerate(features):
        if any(have[one] < EACH for one in found):
            rows.append(i)
            have.update(found)
    return rows


def main() -> None:
    """Choose and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    sys.path.insert(0, str(ROOT / "tests" / "bulk"))
    spec = importlib.util.spec_from_file_location("bulk_conftest", ROOT / "tests" / "bulk" / "conftest.py")
    assert spec and spec.loader
    bulk = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(bulk)
    with gzip.open(folder / "moses_test.csv.gz", "rt") as file:
        moses = [line.split(",")[0].strip() for line in file][1:]
    nci = [
        line.split()[0]
        for line in (folder / "rdkit_nci_first_5K.smi").read_text().splitlines()
        if line.split()
    ]
    draw, have, met = random.Random(2026), Counter[str](), recorded()
    with tempfile.TemporaryDirectory() as made:
        told = counting(Path(made))
        have.update(one for found in shown(nci, told, met) for one in found)  # taken whole
        rows = chosen(moses, shown(moses, told, met), have)
        print(f"MOSES: {len(rows)} rows chosen")
        others = bulk.registered()
        book = bulk.Lawbook.load()
        others += [
            text for n, smiles in enumerate(bulk.structures(book)) for text in bulk.redrawn(smiles, n + 1)
        ]
        print(f"others: {len(others)}")
        odd = [others[i] for i in chosen(others, shown(others, told, met), have)]
        print(f"others: {len(odd)} rows chosen; {len(have)} things shown")
    rows = sorted({*rows, *draw.sample(range(len(moses)), ROWS)})
    for name, texts in (("moses", [moses[i] for i in rows]), ("nci", nci), ("odd", sorted(set(odd)))):
        with (HERE / f"{name}.smi.gz").open("wb") as out, gzip.GzipFile("", "wb", 9, out, mtime=0) as packed:
            packed.write("".join(f"{text}\n" for text in texts).encode())
        print(name, len(texts), (HERE / f"{name}.smi.gz").stat().st_size)
    for one, count in sorted(have.items()):
        print(f"{count:7} {one}", file=sys.stderr)


if __name__ == "__main__":
    main()
