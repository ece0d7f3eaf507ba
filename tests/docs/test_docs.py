"""The documentation keeps its promises: options are described, examples run, files shown load."""

from __future__ import annotations

import argparse
import csv
import doctest
import importlib.util
import re
import shlex
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import tidewaiter
from tidewaiter.cli import main, parser
from tidewaiter.web.common import shared

ROOT = Path(__file__).parents[2]
PAGES = ("README.md", "docs/cli.md")
CLI = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")


def commands(top: argparse.ArgumentParser, words: str) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Every command without subcommands, by the words that call it."""
    nested = [action for action in top._actions if isinstance(action, argparse._SubParsersAction)]
    if not nested:
        yield words, top
    for action in nested:
        for name, sub in action.choices.items():
            yield from commands(sub, f"{words} {name}")


COMMANDS = dict(commands(parser(), "tidewaiter"))


def section(words: str) -> str:
    found = re.search(rf"^## {re.escape(words)}\n(.*?)(?=^## |\Z)", CLI, re.MULTILINE | re.DOTALL)
    assert found, f"docs/cli.md has no section '## {words}'"
    return found[1]


@pytest.mark.parametrize("words", COMMANDS)
def test_every_argument_of_a_command_is_documented(words: str) -> None:
    text = section(words)
    wanted = set()
    for action in COMMANDS[words]._actions:
        if not isinstance(action, argparse._HelpAction):
            wanted |= set(action.option_strings) or {str(action.metavar or action.dest)}
    missing = {one for one in wanted if not re.search(rf"`{re.escape(one)}[` ]", text)}
    assert missing == set()


def test_no_documented_option_is_gone() -> None:
    gone = []
    for words, command in COMMANDS.items():
        known = {option for action in command._actions for option in action.option_strings}
        gone += [f"{words} {option}" for option in re.findall(r"^`(--?[a-z-]+)", section(words), re.MULTILINE)
                 if option not in known]  # fmt: skip
    assert gone == []


def test_no_documented_command_is_gone() -> None:
    assert set(re.findall(r"^## (tidewaiter .*)$", CLI, re.MULTILINE)) == set(COMMANDS)


def examples() -> Iterator[tuple[str, str, str]]:
    """(page, command line, expected output) of every ``console`` block."""
    for page in PAGES:
        text = (ROOT / page).read_text(encoding="utf-8")
        for block in re.findall(r"^```console\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
            for call, output in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE):
                yield page, call, output


EXAMPLES = [one for one in examples() if one[1].startswith("tidewaiter ")]


@pytest.mark.parametrize(("page", "call", "expected"), EXAMPLES, ids=[one[1][:60] for one in EXAMPLES])
def test_an_example_prints_what_the_page_shows(
    page: str, call: str, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    code = re.search(r"# exit code (\d)", call)
    assert main(shlex.split(call, comments=True)[1:]) == int(code[1] if code else 0)
    printed = capsys.readouterr()
    got = printed.out + printed.err
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    same = doctest.OutputChecker().check_output(expected, got, flags)
    assert same, f"{page} shows\n{expected}\nbut got\n{got}"


def test_the_pages_have_examples() -> None:
    assert {page for page, *_ in EXAMPLES} == set(PAGES)


@pytest.mark.parametrize("page", ["README.md", "docs/api.md"])
def test_the_python_examples_of_a_page_run(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    blocks = re.findall(r"^```pycon\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    assert blocks
    test = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, page, page, 0)
    assert doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(test).failed == 0


def test_the_readme_names_the_two_commands() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    make = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in ("demo", "test", "check"):
        assert f"make {target}" in text
        assert re.search(rf"^{target}:", make, re.MULTILINE)


TEXTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_no_link_inside_the_project_is_dead(path: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_the_instrument_of_contributing_loads_and_answers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The files of "add an instrument in twenty minutes", put into the lawbook as the page says."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    files = re.findall(r"<!-- file: (\S+) -->\n```\w+\n(.*?)```", text, re.DOTALL)
    assert [name.rpartition("/")[2] for name, _ in files] == [
        "instrument.yml", "entries.csv", "measures.yml", "cases.yml",
    ]  # fmt: skip
    folder = tmp_path / "lawbook"
    shutil.copytree(ROOT / "lawbook", folder)
    for name, body in files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(body, encoding="utf-8")
    with (folder / "names.csv").open("a", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerow(["acetic-anhydride", "Eddiksyreanhydrid", "en", "no/act"])
    question = ["check", "Eddiksyreanhydrid", "-j", "NO", "--on", "2002-05-05", "-v"]
    code = main([*question, "--lawbook", str(folder)])
    printed = capsys.readouterr().out
    assert code == 0, printed
    assert "Listed on 2002-05-05: NO." in printed
    assert "since 2001-01-01; precursor; because it is listed as Eddiksyreanhydrid" in printed
    assert "partial (the annex before 2001)" in printed
    assert ("NO", "Norway") in shared(tidewaiter.Lawbook.load(folder))["held"]  # the box of the page's form


KINDS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["towncrier"]["type"]


@pytest.mark.parametrize("path", sorted((ROOT / "changelog.d").glob("*.md")), ids=lambda path: path.name)
def test_a_change_is_one_line_of_a_known_kind(path: Path) -> None:
    assert re.fullmatch(r"\+[a-z0-9-]+\.(\w+)\.md", path.name)
    assert path.name.split(".")[1] in {kind["directory"] for kind in KINDS}
    assert path.read_text(encoding="utf-8").strip().count("\n") == 0


def test_the_kinds_of_changes_are_those_of_the_changelog() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.findall(r"^- \*\*(.*?)\*\*:", text, re.MULTILINE) == [kind["name"] for kind in KINDS]


def test_the_citation_is_of_this_version() -> None:
    said = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert re.search(r"^version: (.*)$", said, re.MULTILINE)[1] == tidewaiter.__version__  # type: ignore[index]


def test_the_readme_tells_what_is_covered_today() -> None:
    spec = importlib.util.spec_from_file_location("covered", ROOT / "docs" / "covered.py")
    assert spec and spec.loader
    covered = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(covered)
    shown = covered.README.read_text(encoding="utf-8").partition(covered.BEGIN)[2].partition(covered.END)[0]
    assert shown == covered.table(), "write it afresh: python docs/covered.py"
