"""The labelled listings of `tests/text/listings` are sound: format, spans, ids, splits. No detector is run here."""

import csv
import json
import re
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest
from rapidfuzz.distance import Levenshtein

FOLDER = Path(__file__).parent
LAWBOOK = Path(__file__).parents[3] / "lawbook"
LANGUAGES = {"en", "zh-Hans", "zh-Hant", "de", "fr"}
OFFERS = [
    "plain",
    "cas",
    "cas-odd",
    "synonym",
    "systematic",
    "misspelt",
    "look-alike",
    "zero-width",
    "spaced",
    "full-width",
    "hyphenated-line-end",
    "code",
    "class-word",
    "traditional",
    "mixed",
    "several",
]
INNOCENT = [
    "homonym",
    "negated",
    "news",
    "court",
    "leaflet",
    "harm-reduction",
    "number",
    "stem",
    "uncontrolled",
    "company",
    "other",
]
FIELDS = ["id", "lang", "text", "label", "kind", "substances", "mentioned", "spans"]
# Characters of the set whose simplified form the lawbook writes; a table of a few, not a converter.
SIMPLIFIED = str.maketrans(
    "黃麥錳鹽嗎侖諾偽鉀託異鄰紅氫純類達啡廢與", "黄麦锰盐吗仑诺伪钾托异邻红氢纯类达啡废与"
)
GREEK = {"α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "Δ": "delta"}

Row = dict[str, Any]


def bare(text: str) -> str:
    """Letters and digits only, in one width, case and script of Chinese."""
    text = unicodedata.normalize("NFKC", text).translate(SIMPLIFIED).replace("ー", "-")
    return "".join(c for c in unicodedata.normalize("NFKD", text).casefold() if c.isalnum())


def plain(text: str) -> str:
    """The same with Greek letters written out."""
    return bare("".join(GREEK.get(c, c) for c in text))


def records(name: str) -> list[dict[str, str]]:
    with (LAWBOOK / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def splits() -> dict[str, list[Row]]:
    lines = {name: (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8") for name in ("tune", "test")}
    return {name: [json.loads(line) for line in text.splitlines()] for name, text in lines.items()}


@pytest.fixture(scope="module")
def rows(splits: dict[str, list[Row]]) -> list[Row]:
    return splits["tune"] + splits["test"]


@pytest.fixture(scope="module")
def known() -> dict[str, set[str]]:
    """Substance or class -> the plain forms of its names, CAS numbers and codes."""
    found: dict[str, set[str]] = defaultdict(set)
    for record in records("substances.csv"):
        found[record["id"]] |= {plain(record["name"]), *map(plain, record["cas"].split(";"))} - {""}
        found[record["id"]].add(plain(record["name"].removeprefix("(+)-")))
    for record in records("names.csv"):
        found[record["substance"]].add(plain(record["name"]))
    for record in records("codes.csv"):
        found[record["substance"]] |= {record["code"], record["code"][:6]}
    with (FOLDER / "outside-names.csv").open(encoding="utf-8", newline="") as file:
        for record in csv.DictReader(file):
            found[record["substance"]].add(plain(record["name"]))
    for path in (LAWBOOK / "classes").glob("*/*.yml"):
        head = re.match(r"id: (\S+)", path.read_text(encoding="utf-8"))
        if head:
            found.setdefault(head[1], set())
    return found


def shape(row: Row) -> list[str]:
    """What is wrong with the format of one row."""
    if list(row) != FIELDS:
        return [f"fields are {list(row)}"]
    found = []
    kinds = {"listing": OFFERS, "innocent": INNOCENT}.get(row["label"], [])
    if row["kind"] not in kinds or row["lang"] not in LANGUAGES or not row["text"].strip():
        found.append("kind, label or language is not of the closed list, or the text is empty")
    if bool(row["substances"]) != (row["label"] == "listing"):
        found.append("a listing offers something, an innocent text nothing")
    for ids in (row["substances"], row["mentioned"]):
        if ids != sorted(set(ids)):
            found += [f"{ids} is not sorted and unique"]
    if set(row["substances"]) & set(row["mentioned"]):
        found.append("an id is both offered and only mentioned")
    if {span[2] for span in row["spans"]} != {*row["substances"], *row["mentioned"]}:
        found.append("the spans do not mark the ids of the row")
    end = (0, 0)
    for span in row["spans"]:
        here = (span[0], span[1])
        marked = row["text"][span[0] : span[1]]
        if not 0 <= span[0] < span[1] <= len(row["text"]) or marked != marked.strip():
            found.append(f"span {span} is empty, out of the text or edged by blanks")
        if here != end and span[0] < end[1]:
            found.append(f"span {span} overlaps the one before")
        end = here
    return found


def foreign(marked: str, name: str) -> bool:
    """As many letters, and every letter that differs is Cyrillic or Greek."""
    return len(marked) == len(name) and all(
        unicodedata.name(a).split()[0] in {"CYRILLIC", "GREEK"}
        for a, b in zip(marked, name, strict=True)
        if a != b
    )


def alike(marked: str, kind: str, names: set[str]) -> bool:
    """Whether a marked text, freed of its disguise, is one of the plain names."""
    text = plain(marked)
    if kind == "misspelt":
        return text not in names and any(Levenshtein.distance(text, name) <= 2 for name in names)
    if kind == "code" and text.isdigit():
        return text[:6] in names
    return text in names or any(foreign(bare(marked), name) for name in names)


def unlike(row: Row, known: dict[str, set[str]]) -> list[str]:
    """Spans whose text is no name, number or code of the id beside it; class definitions carry no names."""
    return [
        f"{row['text'][start:end]!r} is not {id_}"
        for start, end, id_ in row["spans"]
        if "/" not in id_ and not alike(row["text"][start:end], row["kind"], known[id_])
    ]


def frame(row: Row) -> str:
    """Texts of one hand-written frame share their id up to the last letter."""
    return str(row["id"]).rpartition("-")[0]


def test_every_row_has_the_format(rows: list[Row]) -> None:
    assert {row["id"]: faults for row in rows if (faults := shape(row))} == {}


def test_ids_stand_in_the_lawbook(rows: list[Row], known: dict[str, set[str]]) -> None:
    assert {
        id_ for row in rows for id_ in (*row["substances"], *row["mentioned"]) if id_ not in known
    } == set()


def test_spans_hold_what_they_say(rows: list[Row], known: dict[str, set[str]]) -> None:
    assert {row["id"]: faults for row in rows if (faults := unlike(row, known))} == {}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"spans": [[0, 4, "ketamine"]]}, "edged"),
        ({"spans": [[5, 99, "ketamine"]]}, "out of the text"),
        ({"substances": []}, "offers something"),
        ({"mentioned": ["ketamine"]}, "both offered"),
        ({"spans": []}, "do not mark"),
        ({"kind": "court"}, "closed list"),
    ],
)
def test_a_broken_row_is_seen(change: Row, says: str) -> None:
    row: Row = dict.fromkeys(FIELDS) | {"id": "x", "lang": "en", "text": "Buy ketamine", "label": "listing"}
    row |= {"kind": "plain", "substances": ["ketamine"], "mentioned": [], "spans": [[4, 12, "ketamine"]]}
    assert shape(row) == []
    assert any(says in fault for fault in shape(row | change))


def test_a_wrong_span_is_seen(known: dict[str, set[str]]) -> None:
    text = "Buy ketamine"
    assert unlike({"text": text, "kind": "plain", "spans": [[4, 12, "ketamine"]]}, known) == []
    assert unlike({"text": text, "kind": "plain", "spans": [[4, 10, "ketamine"]]}, known) != []
    assert unlike({"text": text, "kind": "plain", "spans": [[4, 12, "fentanyl"]]}, known) != []


def test_no_text_comes_twice_and_no_frame_is_in_both_splits(splits: dict[str, list[Row]]) -> None:
    rows = splits["tune"] + splits["test"]
    assert [id_ for id_, n in Counter(row["id"] for row in rows).items() if n > 1] == []
    assert [text for text, n in Counter(row["text"] for row in rows).items() if n > 1] == []
    assert max(Counter(frame(row) for row in rows).values()) <= 4
    tune, held = ({frame(row) for row in splits[name]} for name in ("tune", "test"))
    assert tune & held == set()


def test_no_text_of_one_split_is_nearly_one_of_the_other(splits: dict[str, list[Row]]) -> None:
    def skeleton(row: Row) -> str:  # the text without what it names and without figures
        text, at = "", 0
        for start, end, _ in row["spans"]:
            text, at = text + row["text"][at:start], max(at, end)
        return "".join(c for c in plain(text + row["text"][at:]) if not c.isdigit())

    tune, held = ([skeleton(row) for row in splits[name]] for name in ("tune", "test"))
    near = [(a, b) for a in tune for b in held if a and Levenshtein.normalized_similarity(a, b) > 0.8]
    assert near == []


def test_the_set_is_large_and_in_halves(splits: dict[str, list[Row]]) -> None:
    # Issue 7: at least 400 listings and 400 innocent texts, half kept for the test.
    rows = splits["tune"] + splits["test"]
    labels = Counter(row["label"] for row in rows)
    assert min(labels["listing"], labels["innocent"]) >= 420
    assert abs(len(splits["tune"]) - len(splits["test"])) <= 10
    tune, held = (
        Counter((r["lang"], r["label"], r["kind"]) for r in splits[name]) for name in ("tune", "test")
    )
    assert {key: (tune[key], held[key]) for key in tune | held if abs(tune[key] - held[key]) > 4} == {}
    assert {key for key in tune | held if not tune[key] or not held[key]} == set()


def test_side_files_name_ids_of_the_lawbook_and_names_in_use(
    rows: list[Row], known: dict[str, set[str]]
) -> None:
    groups = json.loads((FOLDER / "equivalents.json").read_text(encoding="utf-8"))
    assert [id_ for group in groups for id_ in group if id_ not in known] == []
    in_use = {(id_, plain(row["text"][a:b])) for row in rows for a, b, id_ in row["spans"]}
    with (FOLDER / "outside-names.csv").open(encoding="utf-8", newline="") as file:
        listed = [(record["substance"], plain(record["name"])) for record in csv.DictReader(file)]
    assert [pair for pair in listed if pair not in in_use] == []
