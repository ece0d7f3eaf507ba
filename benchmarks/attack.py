"""Attacks without end, within a bound: what each tried, how often, and what did not hold.

``make attack`` (FOR=90: seconds for each kind, so many kinds at a time as there are processors; the two engines are compared on
50,000 rows, and every listed structure is drawn otherwise, whatever that takes). A fault is an
exception that is none of ours, an answer of the service of 500 or more or one that its own OpenAPI document does not allow, two
engines that disagree, a report of a sanitizer, a tampering that does not show. Exit code 1 where there is any. The drawing of
lots is told, so that a fault can be found again. tests/attack holds what was found once; ``--keep`` writes the figures into
docs/promises.md.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import io
import json
import math
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import promised
from rdkit import Chem, RDLogger

from tidewaiter import Lawbook
from tidewaiter.errors import TidewaiterError

ROOT = Path(__file__).resolve().parents[1]
SETS = ROOT / "tests" / "sets"
# a fault in words, "" where it held, or how many held; for ever
Attack = Callable[[random.Random, Path], Iterator[str] | Iterator[str | int]]


def mutated(text: str, draw: random.Random) -> str:
    """A text with one to four of its characters removed, doubled, swapped or replaced."""
    letters = list(text) or ["C"]
    for _ in range(draw.randint(1, 4)):
        at = draw.randrange(len(letters))
        how = draw.randrange(4)
        if how == 0 and len(letters) > 1:
            del letters[at]
        elif how == 1:
            letters.insert(at, letters[at])
        elif how == 2:
            other = draw.randrange(len(letters))
            letters[at], letters[other] = letters[other], letters[at]
        else:
            letters[at] = draw.choice("CNOSPFIclnos()[]=#@+-/\\%123456789.*HBr \x00é哌")
    return "".join(letters)


def flipped(raw: bytes, draw: random.Random) -> bytes:
    """Bytes with some of them changed, cut or doubled."""
    held = bytearray(raw)
    for _ in range(draw.randint(1, 8)):
        held[draw.randrange(len(held))] = draw.randrange(256)
    if draw.random() < 0.2:
        held = held[: draw.randrange(1, len(held) + 1)]
    return bytes(held + held[: draw.randrange(50)] if draw.random() < 0.1 else held)


def smiles() -> list[str]:
    """Published structures: those that the lawbook lists, and two public sets."""
    texts = [item.smiles for item in Lawbook.load().store.substances() if item.smiles]
    for name in ("moses.smi.gz", "nci.smi.gz", "odd.smi.gz"):
        with gzip.open(SETS / name, "rt", encoding="utf-8") as file:
            texts += [words[0] for words in map(str.split, file) if words]
    return texts


def told(work: Callable[[], object], what: str) -> str:
    """Why something ended otherwise than by an answer or an error of ours."""
    try:
        work()
    except TidewaiterError:
        return ""
    except Exception as why:
        return f"{type(why).__name__}: {str(why)[:120]}: {what[:200]!r}"
    return ""


def block_of(text: str) -> str:
    """A structure as a MOL block; the text itself where it is none."""
    mol = Chem.MolFromSmiles(text)
    return Chem.MolToMolBlock(mol) if mol else text


def structures(draw: random.Random, place: Path) -> Iterator[str]:
    """`check` by structures that were changed: as SMILES, as MOL blocks with lines lost or doubled, as what is typed."""
    book, texts = Lawbook.load(), smiles()
    while True:
        text = draw.choice(texts)
        how = draw.random()
        if how < 0.3:
            lines = block_of(text).split("\n")
            for _ in range(draw.randint(1, 3)):
                at = draw.randrange(len(lines))
                lines[at : at + 1] = draw.choice([[], [lines[at]] * 2, [mutated(lines[at], draw)]])
                lines = lines or [""]
            text = "\n".join(lines)
        else:
            text = mutated(text, draw)
        asked = {"query": text} if how > 0.9 else {"query": "", "structure": text}
        yield told(lambda: book.check(**asked).to_json(), text)  # noqa: B023


def names(draw: random.Random, place: Path) -> Iterator[str]:
    """`check` by names and numbers that were changed."""
    book = Lawbook.load()
    texts = [name for name, _ in book.store.all_names()] + ["437-38-7", "UN 1090", "200-662-2"]
    while True:
        text = mutated(draw.choice(texts), draw)
        yield told(lambda: book.check(text).to_json(), text)  # noqa: B023


def drawings(draw: random.Random, place: Path) -> Iterator[str | int]:
    """What is listed, what classes name, their esters and ethers, each drawn otherwise; and what is no whole molecule.

    Asked by `check`, `screen` and `screen --no-prefilter`: every drawing reaches the same, all three say the same, and
    what is no whole molecule is never *no hit*.
    """
    sys.path.insert(0, str(ROOT))
    from tests.attack import drawings as ways_to_draw
    from tests.bulk.conftest import structures as listed

    book = Lawbook.load()
    ways, known = ways_to_draw.Ways(book), listed(book)
    asked = ways.with_esters_and_ethers([*known, *ways_to_draw.members(book)])
    draw.shuffle(asked)
    for at in range(0, len(asked), 100):
        part = asked[at : at + 100]
        counted, wrong = ways.changed(part)
        yield counted.total() - len(wrong)
        yield from (f"reaches something else, {one}" for one in wrong)
        texts = [text for n, smiles in enumerate(part) for _, text in ways_to_draw.drawings(smiles, n + 1)]
        yield from (f"check and the screens differ: {one}" for one in ways.differences(texts))
    rows = list(ways_to_draw.broken(known, 10_000, draw.randrange(10**6)))
    for at in range(0, len(rows), 500):
        silent = ways.silent(rows[at : at + 500])
        yield 500 - len(silent)
        yield from (f"no hit: {one}" for one in silent)


def engines(draw: random.Random, place: Path) -> Iterator[str]:
    """The compiled engine against the reference, row by row, a thousand structures at a time."""
    import pyarrow as pa

    from tidewaiter.bulk.batch import ROWS, STRUCTURE, Screen

    book, texts = Lawbook.load(), smiles()
    question = book.question()
    quick, slow = (Screen(book, question, prefilter=way) for way in (True, False))
    while True:
        asked = [
            mutated(draw.choice(texts), draw) if draw.random() < 0.5 else draw.choice(texts)
            for _ in range(1000)
        ]
        columns = [
            list(range(1, 1001)),
            [None] * 1000,
            [text.replace("\x00", "") for text in asked],
            [STRUCTURE] * 1000,
        ]
        rows = pa.RecordBatch.from_arrays(
            [pa.array(c, t) for c, t in zip(columns, ROWS.types, strict=True)], schema=ROWS
        )
        for text, one, other in zip(
            asked, quick.batch(rows).to_pylist(), slow.batch(rows).to_pylist(), strict=True
        ):
            same = all(one[key] == other[key] for key in ("status", "measures", "doubts"))
            yield "" if same else f"{one['status']} and {other['status']}: {text!r}"


def native(draw: random.Random, place: Path) -> Iterator[str | int]:
    """The compiled part, built with address and undefined-behaviour sanitizers, over structures that were changed."""
    library = place / "_screen.so"
    sys.path.insert(0, str(ROOT))
    import hatch_build

    flags = "-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer -g -O1"
    os.environ["CXX"] = f"{os.environ.get('CXX', 'c++')} {flags}"
    hatch_build.build(required=True, library=library)
    # libstdc++ as well: the sanitizer must find how exceptions are thrown before anything throws one
    runtimes = [
        subprocess.run(["c++", f"-print-file-name={name}"], capture_output=True, text=True, check=True).stdout.strip()
        for name in ("libasan.so", "libstdc++.so")
    ]  # fmt: skip
    environment = {**os.environ, "LD_PRELOAD": " ".join(runtimes), "ASAN_OPTIONS": "detect_leaks=0"}
    call = [sys.executable, __file__, "--inside", str(library), "--lots"]
    while True:
        with subprocess.Popen(
            [*call, str(draw.randrange(10**6))], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
        ) as process:  # fmt: skip
            assert process.stdout
            assert process.stderr
            try:
                for line in process.stdout:
                    yield int(line)
                yield f"the sanitized library: {process.stderr.read()[-1500:]}"
            finally:
                process.kill()


def inside(library: Path, lots: int) -> None:
    """Within the process that has the sanitizers: structures without end, their number told on the way."""
    import pyarrow as pa

    from tidewaiter.bulk.batch import Screen
    from tidewaiter.met import library as compiled

    compiled.FILE = library
    book, texts, draw = Lawbook.load(), smiles(), random.Random(lots)
    reader = Screen(book, book.question()).filter
    while True:
        asked = [mutated(draw.choice(texts), draw).replace("\x00", "") for _ in range(2000)]
        reader.found(pa.array(asked), settle=True)
        for text in asked[:200]:
            compiled.molecule(text)
            compiled.constitution(text)
        print(len(asked), flush=True)


def documents(draw: random.Random, place: Path) -> Iterator[str]:
    """Text, HTML, packed files and PDF that were changed."""
    from tidewaiter.text.documents.formats import decode

    page = (
        b"<!doctype html><html><body><article><p>A duty of 20 % on 4-piperidone.</p></article></body></html>"
    )
    pdf = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>"
    packed = io.BytesIO()
    import docx

    made = docx.Document()
    made.add_paragraph("A duty of 20 % on 4-piperidone.")
    made.save(packed)
    kinds = [page, pdf, packed.getvalue(), "A duty of 20 %. 关税".encode(), "Zoll: 20 %".encode("utf-16")]
    while True:
        raw = flipped(draw.choice(kinds), draw)
        yield told(lambda: decode(raw), repr(raw))  # noqa: B023


def files(draw: random.Random, place: Path) -> Iterator[str]:
    """Catalogues of every kind that were changed: read whole, or told."""
    import pyarrow as pa
    import pyarrow.parquet as pq
    import xlsxwriter

    from tidewaiter.bulk.reading import read_file

    lines = "id,smiles,cas\n" + "".join(f'{n},"{"C" * (n % 9 + 1)}O",64-17-5\n' for n in range(40))
    pq.write_table(pa.table({"smiles": ["CCO", "CCN"] * 20, "id": list(range(40))}), place / "seed.parquet")
    book = xlsxwriter.Workbook(str(place / "seed.xlsx"))
    sheet = book.add_worksheet()
    for row, cells in enumerate(line.split(",") for line in lines.splitlines()):
        sheet.write_row(row, 0, cells)
    book.close()
    block = "\n     x\n\n  1  0  0  0  0  0  0  0  0  0999 V2000\n    0.0 0.0 0.0 C   0  0\nM  END\n> <id>\n1\n\n$$$$\n"
    seeds = {
        ".csv": lines.encode(), ".sdf": (block * 20).encode(), ".smi": b"CCO a\nCCN b\n" * 20, ".csv.gz": gzip.compress(lines.encode()),
        ".parquet": (place / "seed.parquet").read_bytes(), ".xlsx": (place / "seed.xlsx").read_bytes(),
    }  # fmt: skip
    while True:
        kind = draw.choice(list(seeds))
        path = place / f"a{kind}"
        path.write_bytes(flipped(seeds[kind], draw))
        yield told(lambda: list(read_file(path)), f"{kind} {path.read_bytes()!r}")  # noqa: B023


def records(draw: random.Random, place: Path) -> Iterator[str]:
    """A kept record of which one value, row or byte was changed: it must show."""
    from tidewaiter.errors import RecordFault
    from tidewaiter.record import Record

    whole, path, at = place / "whole.sqlite", place / "r.sqlite", datetime(2026, 11, 24, tzinfo=UTC)
    with Record.open(whole) as record:
        for day in range(6):
            record.keep("check", {"query": f"x{day}"}, {"lawbook": {}}, who="a", at=at + timedelta(days=day))
        record.retain(4, who="policy", at=at + timedelta(days=5, hours=1))
    with contextlib.closing(sqlite3.connect(whole)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.executescript(
            "PRAGMA journal_mode=DELETE; DROP TRIGGER entry_delete; DROP TRIGGER entry_update;"
        )
        columns = [row[1] for row in connection.execute("PRAGMA table_info(entry)")]
    while True:
        shutil.copy(whole, path)
        seq, column = draw.randint(1, 7), draw.choice(columns)
        value = draw.choice(["x", None, 5, -1, b"\xff", "9" * 30, 1.5, "2026-11-25T00:00:00.000000Z"])
        how = draw.choice(["value", "value", "delete", "head", "renumber"])
        with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
            before = (
                connection.execute("SELECT * FROM entry ORDER BY seq").fetchall(),
                connection.execute("SELECT * FROM head").fetchall(),
            )
            with contextlib.suppress(sqlite3.IntegrityError):
                if how == "value":
                    connection.execute(f"UPDATE entry SET {column} = ? WHERE seq = ?", (value, seq))
                elif how == "delete":
                    connection.execute("DELETE FROM entry WHERE seq = ?", (seq,))
                elif how == "head":
                    connection.execute("UPDATE head SET seq = ?", (draw.randint(-1, 9),))
                else:
                    connection.execute("UPDATE entry SET seq = ? WHERE seq = ?", (draw.randint(8, 99), seq))
            after = (
                connection.execute("SELECT * FROM entry ORDER BY seq").fetchall(),
                connection.execute("SELECT * FROM head").fetchall(),
            )
        try:
            with Record.open(path, make=False) as record:
                shown = bool(record.verify())
        except RecordFault:
            shown = True
        except Exception as why:
            yield f"{type(why).__name__}: {how} {column} {value!r} of {seq}"
            continue
        yield "" if shown or before == after else f"does not show: {how} {column} {value!r} of {seq}"


def service(draw: random.Random, place: Path) -> Iterator[str]:
    """Every route of the service with fields that hold anything: never 500 or more (503 is no fault)."""
    from fastapi.testclient import TestClient

    from tidewaiter.web.app import create_app
    from tidewaiter.web.settings import Settings

    words = ["fentanyl", "acetone", "CCO", "[2H]#[O]", "2026-03-02", "CN", "MX", "25 kg", "2.000 kg", "", "é\x00", "9" * 400, "[[", "-1",
             "InChI=1S/CH4/h1H4", "<b>", "{{7*7}}", "..%2f", "2841.61", "99 %", "\u202e", "1e400", "NaN"]  # fmt: skip
    with TestClient(
        create_app(Settings(data=place / "service", rate=1e9, burst=10**9)), raise_server_exceptions=False
    ) as client:
        paths = client.get("/openapi.json").json()["paths"]
        fields = ["q", "on", "from", "to", "amount", "code", "origin", "value", "text", "lines", "query", "jurisdiction", "as", "line-1-description",
                  "line-1-quantity", "line-1-structure", "route", "dates", "known_on", "claims", "keep"]  # fmt: skip
        asked = [(method, path) for path, of in paths.items() for method in of]
        asked += [
            (method, path)
            for path in ("/check", "/shipment", "/duty", "/read", "/catalogue", "/law", "/")
            for method in ("get", "post")
        ]
        while True:
            method, path = draw.choice(asked)
            path = path.replace("{", "").replace("}", "") if draw.random() < 0.5 else path.split("{")[0]
            given = {
                draw.choice(fields): mutated(draw.choice(words), draw).replace("\x00", "\x01")
                for _ in range(draw.randint(0, 6))
            }
            how = draw.choice(
                [{"params": given}, {"json": given}, {"data": given}, {"content": os.urandom(40)}]
            )
            if method in ("get", "delete", "head"):
                how = {"params": given}
            answer = client.request(method, path, **how)
            bad = answer.status_code >= 500 and answer.status_code != 503
            yield f"{answer.status_code} {method} {path} {json.dumps(given)[:200]}" if bad else ""


def http(draw: random.Random, place: Path) -> Iterator[str | int]:
    """What our own OpenAPI document allows, and what it forbids, by schemathesis, against the service as it runs."""
    import schemathesis
    from hypothesis import HealthCheck, given, seed, settings
    from schemathesis.generation import GenerationMode
    from service import start

    sys.path.insert(0, str(ROOT / "tests"))
    from web.test_contract import HELD

    process, host, port = start(
        place / "data", "--quiet", "--rate", "100000", "--record", str(place / "r.sqlite")
    )
    try:
        schema = schemathesis.openapi.from_url(f"http://{host}:{port}/openapi.json")
        operations = [found.ok() for found in schema.get_all_operations()]
        faults: list[str] = []
        tried = 0
        yield 0  # the service answers: the time begins
        while True:
            operation = draw.choice(operations)
            mode = draw.choice([GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
            if not (operation.query or operation.body or operation.path_parameters):
                mode = GenerationMode.POSITIVE

            @seed(draw.randrange(10**9))
            @settings(max_examples=5, deadline=None, database=None, suppress_health_check=list(HealthCheck))
            @given(case=operation.as_strategy(generation_mode=mode))
            def each(case: Any) -> None:
                nonlocal tried
                tried += 1
                try:
                    # on a busy machine the start of Java alone takes ten seconds
                    case.call_and_validate(checks=HELD, timeout=60)
                except Exception as why:
                    faults.append(f"{operation.label}: {type(why).__name__}: {why}"[:1500])  # noqa: B023

            each()
            yield from faults
            yield tried - len(faults)
            faults.clear()
            tried = 0
    finally:
        process.kill()
        process.wait()


ATTACKS: dict[str, Attack] = {
    "drawings": drawings, "engines": engines, "native": native, "structures": structures, "names": names, "http": http, "service": service,
    "documents": documents, "files": files, "records": records,
}  # fmt: skip
LEAST = {"drawings": math.inf, "engines": 50_000}  # tried, whatever that takes


def attacked(kind: str, seconds: float, lots: int) -> promised.Trial:
    """One kind of attack, for so many seconds from its first result: what it needs to begin is told, but not taken from them."""
    begun, end, tried, faults = time.monotonic(), 0.0, 0, []
    with tempfile.TemporaryDirectory() as folder:
        attack = ATTACKS[kind](random.Random(lots), Path(folder))
        for fault in attack:
            end = end or time.monotonic() + seconds
            tried += fault if isinstance(fault, int) else 1
            faults += [fault] if isinstance(fault, str) and fault else []
            if time.monotonic() > end and tried >= LEAST.get(kind, 0):
                break
        attack.close()  # type: ignore[attr-defined]
    return promised.Trial(kind, tried, faults, time.monotonic() - begun)


def main() -> int:
    """Attack, and print a table of it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("kinds", nargs="*", help=f"of {', '.join(ATTACKS)} (default: all)")
    options.add_argument("--seconds", type=float, default=90.0, help="for each kind (default 90)")
    options.add_argument("--lots", type=int, default=16, help="which lots are drawn (default 16)")
    options.add_argument("--workers", type=int, default=promised.processors(), help="kinds at a time")
    options.add_argument("--keep", action="store_true", help="write the figures into docs/promises.md")
    options.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    options.add_argument("--inside", type=Path, help=argparse.SUPPRESS)
    asked = options.parse_args()
    RDLogger.DisableLog("rdApp.*")  # type: ignore[attr-defined]
    if asked.inside:
        inside(asked.inside, asked.lots)
    if asked.alone:
        return promised.print_alone(attacked(asked.kinds[0], asked.seconds, asked.lots))
    words = ["--seconds", str(asked.seconds), "--lots", str(asked.lots)]
    trials = promised.side_by_side(__file__, asked.kinds or ATTACKS, words, asked.workers)
    return promised.tell("attack", "attack", "tried", trials, f", lots {asked.lots}", keep=asked.keep)


if __name__ == "__main__":
    sys.exit(main())
