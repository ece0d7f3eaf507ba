"""Mentions: what is found, how it was found, and what the context makes of it.

The expected ids are those under which the lawbook lists the names (names.csv, substances.csv; CAS numbers checked against
them by the lawbook's own rules); the judgements are our own reading of each sentence, written before it was run.
"""

from __future__ import annotations

import pytest

from tidewaiter import Lawbook
from tidewaiter.text import find_mentions
from tidewaiter.text.mentions import Mention
from tidewaiter.text.mentions.finder import finder
from tidewaiter.text.mentions.folding import fold, squeeze
from tidewaiter.text.mentions.near_names import Speller


@pytest.fixture(scope="module")
def book() -> Lawbook:
    return Lawbook.load()


def only(book: Lawbook, text: str, key: str) -> Mention:
    found = [m for m in find_mentions(text, book, listing=True) if key in m.id.split("; ")]
    assert len(found) == 1, found
    return found[0]


WRITTEN = [  # (text, id, part of the rung, the words as they stand in the text)
    ("buy fentanyl now", "fentanyl", "name", "fentanyl"),
    ("buy ＦＥＮＴＡＮＹＬ now", "fentanyl", "full-width", "ＦＥＮＴＡＮＹＬ"),
    ("buy fen\u200bta\u2060nyl now", "fentanyl", "zero-width", "fen\u200bta\u2060nyl"),
    ("buy fеntаnуl now", "fentanyl", "look-alike", "fеntаnуl"),
    ("buy 𝐟𝐞𝐧𝐭𝐚𝐧𝐲𝐥 now", "fentanyl", "look-alike", "𝐟𝐞𝐧𝐭𝐚𝐧𝐲𝐥"),
    ("buy f e n t a n y l now", "fentanyl", "spaced", "f e n t a n y l"),
    ("buy fen.ta.nyl now", "fentanyl", "broken", "fen.ta.nyl"),
    ("buy fenta-\nnyl now", "fentanyl", "hyphenated line end", "fenta-\nnyl"),
    ("buy f3ntanyl now", "fentanyl", "look-alike", "f3ntanyl"),
    ("Methadonhydrochlorid kaufen", "methadone", "joined", "Methadonhydrochlorid"),
    ("Oxycodonhydrochlorid kaufen", "oxycodone", "joined", "Oxycodonhydrochlorid"),
    ("buy fentanil now", "fentanyl", "", "fentanil"),
    ("buy acetic anhidride now", "acetic-anhydride", "distance 1", "acetic anhidride"),
    ("buy alpha-PVP now", "alpha-pvp", "name", "alpha-PVP"),
    ("buy α-PVP now", "alpha-pvp", "name", "α-PVP"),
    ("出售芬太尼现货", "fentanyl", "name", "芬太尼"),
    ("出售芬 太 尼现货", "fentanyl", "spaced", "芬 太 尼"),
    ("出售芬钛尼现货", "fentanyl", "same sound", "芬钛尼"),
    ("出售高錳酸鉀現貨", "potassium-permanganate", "traditional", "高錳酸鉀"),
    ("sale of CAS 437-38-7 now", "fentanyl", "cas", "437-38-7"),
    ("sale of CAS 437 – 38 – 7 now", "fentanyl", "odd marks", "437 – 38 – 7"),
    ("sale of CAS ４３７-３８-７ now", "fentanyl", "cas", "４３７-３８-７"),
    ("sale of CAS 437387 now", "fentanyl", "without marks", "437387"),
]


@pytest.mark.parametrize(
    ("text", "key", "rung", "written"), WRITTEN, ids=[w[3].replace("\u200b", "") for w in WRITTEN]
)
def test_a_name_is_found_however_it_is_written(
    book: Lawbook, text: str, key: str, rung: str, written: str
) -> None:
    found = only(book, text, key)
    assert rung in found.rung
    assert (text[found.start : found.end], found.text) == (written, written)
    assert found.judged == "offer"


JUDGED = [  # (text, id, judgement)
    ("fentanyl test strips, pack of 100, in stock", "fentanyl", "about"),
    ("acetone-free nail polish remover, in stock", "acetone", "negated"),
    ("we do not sell ketamine", "ketamine", "negated"),
    ("police said they seized 40 kg of ketamine last week", "ketamine", "about"),
    ("法院判处被告人有期徒刑，查获氯胺酮", "ketamine", "about"),
    ("不含丙酮的洗甲水，厂家直销", "acetone", "negated"),
    ("盐酸二甲双胍片 厂家现货", "hydrochloric-acid", "other meaning"),
    ("丙酮酸钙 食品级 现货", "acetone", "other meaning"),
    ("GBL league table: Rovers 3, City 2 goals", "gamma-butyrolactone", "other meaning"),
    ("ether network token, price up", "ethyl-ether", "other meaning"),
    ("Part no. 67-64-1, fan motor, in stock", "acetone", "other meaning"),
    ("methyl ethyl ketone peroxide hardener, 1 kg, in stock", "methyl-ethyl-ketone", None),
]


@pytest.mark.parametrize(("text", "key", "judged"), JUDGED, ids=[j[0][:24] for j in JUDGED])
def test_the_context_is_judged_and_told(book: Lawbook, text: str, key: str, judged: str | None) -> None:
    found = [m for m in find_mentions(text, book, listing=True) if key in m.id.split("; ")]
    if judged is None:  # a longer name that is another compound
        assert all(m.judged != "offer" for m in found)
        return
    assert [m.judged for m in found] == [judged]
    assert found[0].why


def test_a_longer_name_with_the_stem_is_not_the_substance(book: Lawbook) -> None:
    # neither word is a name of the lawbook: a name inside a word is no mention
    assert not find_mentions("apomorphine pen, triamcinolone acetonide cream, phentermines", book) or all(
        m.id not in ("morphine", "acetone")
        for m in find_mentions("apomorphine pen, triamcinolone acetonide cream", book)
    )


def test_a_systematic_name_is_read_where_opsin_is(book: Lawbook) -> None:
    shutil = pytest.importorskip("shutil")
    pytest.importorskip("py2opsin")
    if not shutil.which("java"):
        pytest.skip("no Java here")
    # the IUPAC name of ketamine without its stereodescriptor, PubChem CID 3821
    found = find_mentions(
        "restocked 2-(2-chlorophenyl)-2-(methylamino)cyclohexan-1-one, 100 g", book, listing=True
    )
    assert [m.id for m in found] == ["ketamine"]


def test_a_real_word_is_no_misspelling(book: Lawbook) -> None:
    # English words one letter from a name of the lawbook
    assert not find_mentions("mapping, morphing, heliotrope, benzine, butylene", book)


def test_a_class_word_is_written_as_phrases_are(book: Lawbook) -> None:
    found = find_mentions("fentanyl class substances for sale", book, listing=True)
    assert [(m.kind, m.rung) for m in found] == [("class", "class word")]


def test_a_compound_word_that_begins_with_a_stem_is_no_member_of_the_class(book: Lawbook) -> None:
    assert not [m for m in find_mentions("Fentanylpflaster", book) if m.rung == "ending of a class"]


def test_both_ways_to_correct_a_word_agree(book: Lawbook) -> None:
    names = finder(book).names
    few, many = Speller(names), Speller(names)
    many._asked = 10_000  # as after many words: by the index
    for word in (
        "ephedrin",
        "fentanyll",
        "metamphetamin",
        "acetonne",
        "pseudoephedrien",
        "piperonyl",
        "ketmaine",
        "kitchen",
    ):
        assert few.correct(word) == many.correct(word)


@pytest.mark.parametrize(
    "text",
    ["ｋé\u0301\u200bα", "ﬁ…№", "αβγ fentαnyl", "\u202ex\u202c", "a\x00b", "\U0001f600" * 3, "错錯", ""],
)
def test_folding_leads_back(text: str) -> None:
    folded = fold(text)
    assert folded.back is None or len(folded.back) == len(folded.text)
    for i in range(len(folded.text)):
        assert 0 <= folded.start(i) < folded.end(i + 1) <= len(text)
    squeezed = squeeze(folded.text)
    assert [folded.text[i] for i in squeezed.back] == list(squeezed.text)
