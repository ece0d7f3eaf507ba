"""Re-screening tells exactly the rows whose answer differs from a whole new screening, and why."""

from __future__ import annotations

import shutil

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tidewaiter import Lawbook
from tidewaiter.bulk import change
from tidewaiter.bulk.job import Job
from tidewaiter.errors import Unreadable
from tidewaiter.lawbook.place import lawbook_folder

OLD, NEW = "2019-04-30", "2026-01-01"  # the day before China's fentanyl class; nitazenes and precursors since


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory, listed):
    """Listed structures, one in nine, with names and numbers between them, and a row that nothing reads."""
    path = tmp_path_factory.mktemp("change") / "catalogue.csv"
    rows = [f'{n},"{smiles}",' for n, smiles in enumerate(listed[::9])]
    rows += ["w1,,4-piperidone", "w2,,fentanyl", "w3,C1CC,", "w4,CCCCCCO,"]
    path.write_text("id,smiles,name\n" + "\n".join(rows) + "\n")
    return path


def screened(book, catalogue, out, on):
    Job(book, book.question(on=on), catalogue, out, workers=1).run()
    return {row["row"]: row for row in pq.read_table(out).to_pylist()}


ENACTED_ANEW = {  # the supplement of 2013 in the catalogues of 2025; 1005/2009 in 2024/590; 850/2004 in 2019/1021
    ("eu", "Annex I part B"): ("eu", "Annex I part A"),
    ("cn", "supplement"): ("cn", "non-medicinal"),
    ("ca", "restricted"): ("ca", "Tier 1"),  # ammonium nitrate, of the Regulations of 2013 as amended in 2023
    ("eu", "Annex II part B"): ("eu", "Annex II"),
}


def place(key):
    """Territory and list of a listing."""
    found = key.split("/")[0], key.split("/")[2]
    return ENACTED_ANEW.get(found, found)


def differing(old, new):
    """Rows whose law differs: status, or territory and list of what applies or may apply. The catalogues that China
    enacted anew in 2025 carry the supplement of 2013 on as the non-medicinal catalogue."""

    def law(row):
        applies, may = ({place(key) for key in row[name]} for name in ("measures", "doubts"))
        return row["status"], applies, may - applies

    return {row for row in old if law(old[row]) != law(new[row])}


def test_another_day(book, catalogue, tmp_path):
    old = screened(book, catalogue, tmp_path / "old.parquet", OLD)
    new = screened(book, catalogue, tmp_path / "new.parquet", NEW)
    found = {c["row"]: c for c in change.changes(tmp_path / "old.parquet", book, book.question(on=NEW))}
    assert set(found) == differing(old, new)
    assert len(found) > 20  # the lists grew: the test would be empty otherwise
    for row, told in found.items():
        assert told["after"] == new[row]["status"]
        sides = [(*rows[row]["measures"], *rows[row]["doubts"]) for rows in (old, new)]
        then = set(map(place, sides[0]))
        assert set(told["gained"]) == {key for key in sides[1] if place(key) not in then}
        told_of = [key for side in ("gained", "lost", "settled", "doubtful") for key in told[side]]
        assert told_of or told["before"] != told["after"]
    piperidone = next(c for c in found.values() if c["id"] == "w1")
    assert any(key.startswith("cn/precursors") for key in piperidone["gained"])


def test_another_lawbook(book, catalogue, tmp_path):
    """One listing struck out, one brought forward: the rows they reach, and no others, are told."""
    folder = tmp_path / "lawbook"
    shutil.copytree(lawbook_folder(), folder)
    entries = folder / "instruments" / "un" / "1961" / "entries.csv"
    head, *lines = entries.read_text(encoding="utf-8").splitlines()
    place = head.split(",").index("substance")
    gone = [line for line in lines if line.split(",")[place] == "fentanyl"]
    assert gone
    entries.write_text(
        "\n".join([head, *(line for line in lines if line not in gone)]) + "\n", encoding="utf-8"
    )
    other = Lawbook.load(folder)
    old = screened(book, catalogue, tmp_path / "old.parquet", NEW)
    new = screened(other, catalogue, tmp_path / "new.parquet", NEW)
    found = {c["row"]: c for c in change.changes(tmp_path / "old.parquet", other, other.question(on=NEW))}
    assert set(found) == differing(old, new)
    assert {c["id"] for c in found.values()} >= {"w2"}
    assert all(key.startswith("un/1961") for c in found.values() for key in c["lost"])


def test_the_same_question_changes_nothing(book, catalogue, tmp_path):
    screened(book, catalogue, tmp_path / "old.parquet", NEW)
    assert list(change.changes(tmp_path / "old.parquet", book, book.question(on=NEW))) == []


def test_cost_follows_what_could_change(book, catalogue, tmp_path, monkeypatch):
    """Between two days on which no list changed, no structure is read at all."""
    screened(book, catalogue, tmp_path / "old.parquet", "2026-01-02")
    asked = []
    real = change.Decider.structure
    monkeypatch.setattr(
        change.Decider, "structure", lambda self, *a, **k: asked.append(a) or real(self, *a, **k)
    )
    assert list(change.changes(tmp_path / "old.parquet", book, book.question(on="2026-01-03"))) == []
    garnet = ".".join(["[Y+3]"] * 3 + ["[Al+3]"] * 5 + ["[O-2]"] * 12)
    assert {text for text, *_ in asked} <= {
        "C1CC",
        "p12p3p1p23",
        garnet,
        "[Na+].[O-][O]",  # a radical
        "NC(=O)OC[C@@H]1N=C(N)N2CCC(O)(O)[C@@]23N=C(N)N[C@@H]13.Cl.Cl",  # a geminal diol
    }  # what the compiled reader does not read, whatever changed


def test_what_is_no_result(book, catalogue, tmp_path):
    stranger = tmp_path / "x.parquet"
    pq.write_table(pa.table({"a": [1]}), stranger)
    with pytest.raises(Unreadable, match="does not say"):
        change.read_mark(stranger)
    screened(book, catalogue, tmp_path / "old.parquet", NEW)
    text = catalogue.read_text()
    try:
        catalogue.write_text(text + "late,CCO,\n")
        with pytest.raises(Unreadable, match="no longer what was screened"):
            list(change.changes(tmp_path / "old.parquet", book, book.question(on=NEW)))
    finally:
        catalogue.write_text(text)


def test_a_catalogue_enacted_again_is_no_change(book, tmp_path):
    """Fentanyl stood among China's narcotics of 2013 and stands among those of 2025 (Announcement 2025 No. 55); APINACA
    went from the supplement to the non-medicinal catalogue: nothing that a supplier must know."""
    path = tmp_path / "stock.csv"
    path.write_text("name\nfentanyl\nAPINACA\nethanol\n")
    question = book.question(on="2025-07-20", jurisdictions=["CN"])
    Job(book, question, path, tmp_path / "old.parquet", workers=1).run()
    told = list(
        change.changes(tmp_path / "old.parquet", book, book.question(on="2025-07-22", jurisdictions=["CN"]))
    )
    assert told == []


def test_a_group_enacted_anew_is_a_change_only_where_it_is_less_sure(book, tmp_path):
    """The groups of Anlage 1 of the German NpSG were enacted anew on 2025-12-02. An arylcyclohexylamine of group 6 stands
    there on both days: no change. One that group 1 had alone is asked of group 6 first since."""
    source = tmp_path / "x.csv"
    source.write_text(
        "id,name\nsame,1-[1-(3-methoxyphenyl)cyclohexyl]pyrrolidine\nless,1-[1-(Phenylmethyl)cyclohexyl]piperidine\n"
    )
    out = tmp_path / "out.parquet"
    before, after = (book.question(on=day, jurisdictions=["DE"]) for day in ("2025-12-01", "2025-12-03"))
    Job(book, before, source, out, workers=1).run()
    (told,) = change.changes(out, book, after)
    assert told["id"] == "less" and told["gained"] == told["lost"] == told["settled"] == []
    assert [place(key) for key in told["doubtful"]] == [("de", "Anlage 1")]
