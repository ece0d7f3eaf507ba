"""A document as a whole: its day of publication, a proposer, bounds, and the command."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tidewaiter import Lawbook
from tidewaiter.cli import main
from tidewaiter.errors import BadDay
from tidewaiter.text.documents import Reader, read_document, read_text
from tidewaiter.text.documents.formats import Decoded
from tidewaiter.text.documents.publication import printed_day

STORY = (
    "In 2019 China controlled fentanyl-related substances as a class. It was a large step for all concerned."
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(Lawbook.load())


# the day of publication ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("Published: 15 July 2025", date(2025, 7, 15)),
        ("July 15, 2025 10:30 AM", date(2025, 7, 15)),
        ("2025-07-15", date(2025, 7, 15)),
        ("发布时间：2025年7月15日", date(2025, 7, 15)),
        ("By A. Writer, 15 July 2025", date(2025, 7, 15)),
        ("Articles + Publications July 15, 2025", date(2025, 7, 15)),
        ("Client Alert | 15 July 2025", date(2025, 7, 15)),
        ("Trump Signs Order To Halve Duty July 15, 2025", None),
        ("The Duty Of July 15, 2025 On Goods Of China", None),
        ("On 15 July 2025 the duty rose to twenty per cent of the value of all such goods", None),
    ],
)
def test_printed_days(head: str, day: date | None) -> None:
    assert printed_day(f"A title\n{head}\nIt stands.", date(1961, 1, 1), date(2027, 1, 1)) == day


def test_given_comes_before_printed(reader: Reader) -> None:
    text = f"A title\nPublished: 15 July 2025\n{STORY}"
    printed, given = (reader.read(Decoded(text, "text", ""), on).published for on in (None, "2025-08-01"))
    assert printed is not None and (printed.how, printed.day) == ("printed", date(2025, 7, 15))
    assert given is not None and (given.how, given.day) == ("given", date(2025, 8, 1))


def test_inferred_from_relative_words(reader: Reader) -> None:
    text = (
        "Late last month China announced that it will add two fentanyl precursors to its list. "
        "In March the United States raised its fentanyl tariff on Chinese goods to 20%."
    )
    found = reader.read(Decoded(text, "text", "")).published
    assert found is not None and found.how == "inferred" and found.why
    assert date(2025, 7, 1) <= found.earliest and found.latest <= date(2025, 7, 19)


def test_no_day_no_verdict(reader: Reader) -> None:
    with pytest.raises(BadDay, match="--on"):
        reader.read(Decoded(STORY, "text", ""))


def test_the_law_is_that_of_the_day(reader: Reader) -> None:
    text = "China has put 4-piperidone under control."
    verdicts = {
        on: reader.read(Decoded(text, "text", ""), on).statements[0].finding.verdict
        for on in ("2025-06-01", "2025-07-15", "2025-08-01")
    }
    assert verdicts == {"2025-06-01": "contradicted", "2025-07-15": "announced", "2025-08-01": "confirmed"}


# a proposer ----------------------------------------------------------------------------------------


class Eager:
    """A proposer that reads what no rule reads, and invents besides."""

    def propose(self, sentence: str, before: Sequence[str]) -> Iterable[Mapping[str, Any]]:
        if "fentanyls" in sentence:
            claim = {"does": "control", "who": "China", "what": ["fentanyls"]}
            yield {**claim, "day": "2019"}
            yield {**claim, "day": "2015"}
            yield {**claim, "who": "Atlantis"}
            yield {**claim, "does": "nonsense"}


def test_what_a_proposer_claims_is_asked_of_the_lawbook() -> None:
    text = "It was in that year that the fentanyls went onto the books over there."
    assert read_text(text, Lawbook.load(), on="2025-07-15").statements == ()
    found = read_text(text, Lawbook.load(), on="2025-07-15", proposer=Eager()).statements
    assert [(s.finding.verdict, s.finding.since) for s in found] == [
        ("confirmed", "2019-05-01"),
        ("differs", "2019-05-01"),
    ]
    assert all("proposing model" in s.finding.note for s in found)


# bounds --------------------------------------------------------------------------------------------


def test_a_long_text_is_read_in_bounded_time(reader: Reader, tmp_path: Path) -> None:
    file = tmp_path / "long.txt"
    file.write_text(
        "In 2019 China controlled fentanyl as a class. The weather was fine that day, they said.\n" * 400,
        encoding="utf-8",
    )
    document = read_document(file, reader.book, on="2025-07-15")
    assert len(document.statements) == 400


# the command ---------------------------------------------------------------------------------------

NOTICE = Path(__file__).parents[3] / "examples" / "read" / "notice.txt"


def test_the_example_of_the_docs(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(NOTICE), "--on", "2025-07-15"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].endswith("(text): 1 piece; 2 confirmed, 1 differs, 1 announced")
    assert [line.split()[0] for line in lines if line.startswith("  ") and not line.startswith("   ")] == [
        "announced", "confirmed", "confirmed", "differs",
    ]  # fmt: skip


def test_json_holds_the_keys_of_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(NOTICE), "--on", "2025-07-15", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert {"pieces", "lawbook"} <= set(data) and set(data["lawbook"]) == {"version", "sha256"}
    for piece in data["pieces"]:
        assert {"title", "published", "mentions", "statements"} <= set(piece)
        assert all({"span", "text", "kind", "id"} <= set(one) for one in piece["mentions"])
        for one in piece["statements"]:
            assert {"span", "question", "verdict", "measure", "clause", "since", "note"} <= set(one)


def test_no_day_is_exit_code_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.txt"
    file.write_text(STORY, encoding="utf-8")
    assert main(["read", str(file)]) == 2
    assert "--on" in capsys.readouterr().err


def test_control_characters_do_not_reach_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.txt"
    file.write_text("In 2019 China controlled \u202efentanyl\u202c as a class\x1b[31m.", encoding="utf-8")
    assert main(["read", str(file), "--on", "2025-07-15"]) == 0
    shown = capsys.readouterr().out
    assert "\x1b" not in shown and "\u202e" not in shown


@pytest.mark.parametrize(
    ("beside", "goes"),
    [
        ("The duty will also hold for articles of copper.", True),
        ("The United States bans the export of coffee.", False),
        ("Imports of toys are exempt from all duties.", False),
        ("Importers of sugar will need a licence.", False),
        ("The exports of steel will be watched, a new rule says.", False),
    ],
)
def test_what_stands_beside_a_measure_to_come(beside: str, goes: bool, reader: Reader) -> None:
    """Of another kind, or of goods of its own: nothing of it is announced by that measure (Proclamation 10962: copper)."""
    text = f"The US will charge a 50% tariff on copper from 1 August 2025. {beside}"
    found = reader.read(Decoded(text, "text", ""), "2025-07-30").statements
    assert any(s.finding.verdict == "announced" for s in found if s.kind != "duty") is goes
    assert found[0].finding.verdict == "announced"
