"""Each row of a table of verdicts decides its own examples; each fact is explained, and each explanation used."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest

from tidewaiter import Lawbook
from tidewaiter.text.documents import Reader
from tidewaiter.text.documents.formats import Decoded
from tidewaiter.text.statements.given import claim_of
from tidewaiter.text.verdicts import changes, duties, judge, loaded, rests, small_value, standing, table
from tidewaiter.text.verdicts.table import FOLDER, Case, Row

NAMES = sorted(path.stem for path in FOLDER.glob("*.yml"))
CASES: list[type[Case]] = [
    *judge.CASES.values(), duties.Duty, changes.Change, standing.Standing, rests.Rest, small_value.SmallValue, loaded.Loaded,
]  # fmt: skip


def lines(name: str) -> list[tuple[str, Row]]:
    known = table.table(name)
    remarks = [(f"{name}: {key}: {one.name}", one) for key, found in known.remarks.items() for one in found]
    return [*((f"{name}: {row.name}", row) for row in known.rows), *remarks]


EXAMPLES = [
    pytest.param(key, example, id=f"{key}-{number}")
    for name in NAMES
    for key, row in lines(name)
    for number, example in enumerate(row.examples)
]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(Lawbook.load())


@pytest.mark.parametrize(("key", "example"), EXAMPLES)
def test_example(key: str, example: dict[str, str], reader: Reader) -> None:
    """An example is a sentence, or a claim as JSON where no sentence says as much."""
    if "claim" in example:
        claim, day = claim_of({**json.loads(example["claim"]), "on": example["on"]}, reader.book)
        assert key in reader.judge.judge(claim, day).rows
        return
    statements = reader.read(Decoded(example["text"], "text", ""), example["on"]).statements
    decided = [name for statement in statements for name in statement.finding.rows]
    assert key in decided


@pytest.mark.parametrize("name", NAMES)
def test_each_row_has_an_example_and_a_name_of_its_own(name: str) -> None:
    names = [key for key, _ in lines(name)]
    assert len(names) == len(set(names))
    assert [key for key, row in lines(name) if not row.examples] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_last_row_always_holds(name: str) -> None:
    last = table.table(name).rows[-1]
    assert not last.says and not last.law


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.kind)
def test_facts_are_those_that_the_code_finds_and_all_are_used(case: type[Case]) -> None:
    known = table.table(case.kind)
    own = set(known.facts) - Case.facts()
    assert own <= case.facts()
    rows = [row for _, row in lines(case.kind)]
    asked = {name.removeprefix("not ") for row in rows for name in (*row.says, *row.law)}
    asked |= {row.rests_on for row in rows if isinstance(row, Row)}
    texts = [text for row in rows for text in row.note] + [row.answer for row in known.rows]
    assert own <= asked | set(re.findall(r"{(.+?)}", " ".join(texts)))


def test_every_table_has_its_case() -> None:
    assert {case.kind for case in CASES} == set(NAMES)


def test_facts_of_every_claim_are_explained_in_the_readme() -> None:
    readme = (FOLDER.parent / "README.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in readme for name in Case.facts())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("rows: [{row: a, verdict: maybe}]", "row 'a': no verdict 'maybe'"),
        ("rows: [{row: a, verdict: outside, says: [full moon]}]", "fact 'full moon' is not explained"),
        ("rows: [{row: a, verdict: outside, because: x}]", "no such column: because"),
    ],
)
def test_a_slip_in_a_table_names_file_and_row(
    text: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "slip.yml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(table, "FOLDER", tmp_path)
    with pytest.raises(ValueError, match=rf"slip\.yml.*{re.escape(words)}"):
        table.table("slip")


def test_no_function_of_text_is_longer_than_sixty_lines() -> None:
    long = [
        (path.name, node.name)
        for path in sorted(FOLDER.parents[1].rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= 60
    ]
    assert long == []
