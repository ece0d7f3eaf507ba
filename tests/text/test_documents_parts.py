"""The parts of reading a document, each by itself: formats, pieces, days, entities, the day of publication, a proposer."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import pytest

from tidewaiter.book import Lawbook
from tidewaiter.cli import main
from tidewaiter.errors import BadDay, Unreadable
from tidewaiter.text import formats
from tidewaiter.text.days import find_days, resolve
from tidewaiter.text.documents import Reader, read_document, read_text
from tidewaiter.text.entities import find_entities
from tidewaiter.text.formats import Decoded, decode
from tidewaiter.text.pieces import cut
from tidewaiter.text.proposer import Proposal
from tidewaiter.text.published import printed_day

STORY = (
    "In 2019 China controlled fentanyl-related substances as a class. It was a large step for all concerned."
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(Lawbook.load())


# formats -------------------------------------------------------------------------------------------


def pdf_of(text: str) -> bytes:
    """The smallest PDF that shows a line of text."""
    stream = f"BT /F1 12 Tf 20 100 Td ({text}) Tj ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, table)


def docx_of(*lines: str) -> bytes:
    import docx

    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


PAGE = f"""<!doctype html><html><head><title>The class of 2019</title>
<meta property="article:published_time" content="2025-07-15T08:00:00Z"><script>var evil = "20% tariff";</script></head>
<body><nav><a href="/">Home</a></nav><article><h1>The class of 2019</h1><p>{STORY}</p><p>{STORY}</p></article></body></html>"""


@pytest.mark.parametrize(
    ("raw", "format_"),
    [
        (STORY.encode(), "text"),
        (PAGE.encode(), "html"),
        (pdf_of(STORY), "pdf"),
        (docx_of("A title", STORY), "docx"),
    ],
    ids=["text", "html", "pdf", "docx"],
)
def test_every_format_gives_the_same_statement(raw: bytes, format_: str, reader: Reader) -> None:
    decoded = decode(raw)
    assert decoded.format == format_
    found = [s.finding for s in reader.read(decoded, on="2025-07-15").statements if s.kind == "control"]
    assert found and all((f.verdict, f.since) == ("confirmed", "2019-05-01") for f in found)


def test_a_page_states_its_day_and_hides_its_scripts() -> None:
    decoded = decode(PAGE.encode())
    assert decoded.published == date(2025, 7, 15)
    assert "evil" not in decoded.text


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [("2025年7月20日起列入管制。".encode(), "utf-8"), ("自2025年7月20日起，列入易制毒化学品管理，特此公告。".encode("gb18030"), "gb18030"), ("\ufeffA duty".encode("utf-16"), "utf-16")],
)  # fmt: skip
def test_encodings(raw: bytes, encoding: str) -> None:
    decoded = decode(raw)
    assert decoded.text.strip("\ufeff") in (
        "2025年7月20日起列入管制。",
        "自2025年7月20日起，列入易制毒化学品管理，特此公告。",
        "A duty",
    )


def zipped(name: str, size: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, b"0" * size)
    return out.getvalue()


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"\x7fELF\x02\x01\x01" + bytes(300), "no text"),
        (b"   \n \n", "holds no text"),
        (b"%PDF-1.7\n%broken", "broken"),
        (zipped("other.xml", 10), "no DOCX"),
        (zipped("word/document.xml", formats.MOST_UNPACKED + 1), "unpacks"),
        (b"a" * (formats.MOST_CHARACTERS + 1), "characters"),
    ],
    ids=["binary", "blank", "pdf", "zip", "zip bomb", "long"],
)
def test_what_cannot_be_read_is_said(raw: bytes, says: str) -> None:
    with pytest.raises(Unreadable, match=says):
        decode(raw)


def test_a_missing_file() -> None:
    with pytest.raises(Unreadable, match="There is no file"):
        read_document("no/such/file", Lawbook.load())


# pieces --------------------------------------------------------------------------------------------


def test_a_wrapped_text_is_read_in_paragraphs() -> None:
    text = (
        "A notice\n\nIn May 2019 China placed the fentanyl-related substances under\nnational control as one class. "
        "The notice had been\npublished in April by three authorities, and was\nread by all who make such goods in the\n"
        "whole of the country.\n"
    )
    sentences = [s.text for s in cut(text).pieces[0].sentences]
    assert sentences[1].endswith("control as one class.") and len(sentences) == 3


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("The U.S. duty is 20 %. It stands.", 2),
        ("Mr. Wang met Mr. Perdue on 19 June. They spoke.", 2),
        ("The rate is 2.5 % on all goods, e.g. steel.", 1),
        ("自2025年7月20日起施行。特此公告。", 2),
        ("It costs $1.5 million … and more. Yes!", 2),
    ],
)
def test_sentences(text: str, number: int) -> None:
    assert len(cut(text).pieces[0].sentences) == number


# days ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("phrase", "window"),
    [
        ("late last month", "2025-06-18 to 2025-06-30"),
        ("last year", "2024-01-01 to 2024-12-31"),
        ("in March", "2025-03-01 to 2025-03-31"),
        ("in October", "2024-10-01 to 2024-10-31"),
        ("by the 1st of August", "2025-08-01"),
        ("on 20 June", "2025-06-20"),
        ("August 2022", "2022-08-01 to 2022-08-31"),
        ("late 2023", "2023-09-01 to 2023-12-31"),
        ("earlier this year", "2025-01-01 to 2025-07-15"),
        ("yesterday", "2025-07-14"),
        ("two weeks ago", "2025-06-27 to 2025-07-05"),
        ("last September", "2024-09-01 to 2024-09-30"),
        ("last fall", "2024-09-01 to 2024-11-30"),
        ("on Friday", "2025-07-11"),
        ("自2025年7月20日起", "2025-07-20"),
        ("6月19日", "2025-06-19"),
        ("去年", "2024-01-01 to 2024-12-31"),
        ("am 1. Juli 2025", "2025-07-01"),
        ("le 1er août 2025", "2025-08-01"),
    ],
)
def test_days_in_a_piece_of_mid_july(phrase: str, window: str) -> None:
    found = find_days(phrase)
    assert len(found) == 1
    assert str(resolve(found[0], date(2025, 7, 15))) == window


@pytest.mark.parametrize(
    "text",
    [
        "You may go",
        "They march on",
        "The 1988 convention",
        "2024 kg",
        "20 %",
        "1,400 tons",
        "the Misuse of Drugs Act 1971",
        "the Regulations 2001 (SI 2001/3998)",
        "the Trade Act of 1974",
        "the 2024 Order (No. 2)",
        "the MDR 2001",
        "the Convention on Psychotropic Substances (1971)",
    ],
)
def test_what_is_no_day(text: str) -> None:
    assert find_days(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "under the Act in 2019",
        "the 1988 Convention in 2019",
        "since the order of 2019",
        "China, 2019",
        "the EU 2019",
    ],
)
def test_a_year_beside_a_title_is_a_day(text: str) -> None:
    assert [phrase.part("y") for phrase in find_days(text)] == ["2019"]


# entities ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind", "id_"),
    [
        ("worth €72 billion", "money", "EUR 7.2e+10"),
        ("a 20-percent duty", "rate", "20"),
        ("seized 1,400 tons", "quantity", "1400 tons"),
        ("50 percent of goods", "share", "50"),
        ("three fentanyl precursors", "count", "3"),
        ("three fentanyl precursors", "group", "fentanyl precursors"),
        ("the White House answered", "state", "US"),
        ("'It stands,' said Ryan Hass.", "speaker", "Ryan Hass"),
        ("Mexican cartels", "party", "cartels"),
        ("the USMCA", "instrument", "usmca"),
    ],
)
def test_entities(text: str, kind: str, id_: str) -> None:
    assert (kind, id_) in [(e.kind, e.id) for e in find_entities(text)]


def test_us_in_capitals_is_a_pronoun() -> None:
    assert not [e for e in find_entities("IT IS GOOD TO HAVE YOU WITH US TODAY") if e.kind == "state"]


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

    def propose(self, sentence: str, before: Sequence[str]) -> Iterable[Proposal]:
        if "fentanyls" in sentence:
            yield Proposal("control", "China", ("fentanyls",), day="2019")
            yield Proposal("control", "China", ("fentanyls",), day="2015")
            yield Proposal("control", "Atlantis", ("fentanyls",))
            yield Proposal("nonsense", "China", ("fentanyls",))


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

NOTICE = Path(__file__).parents[2] / "examples" / "read" / "notice.txt"


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
