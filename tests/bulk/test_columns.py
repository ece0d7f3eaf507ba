"""One row, one structure, all columns: what a chemistry library or a reader would pass over is told.

Each of these rows was "no hit", or answered by the column that came first, before.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pyarrow.parquet as pq
import pytest
from rdkit import Chem

from tidewaiter.bulk.batch import BESIDE, Screen
from tidewaiter.bulk.job import Job
from tidewaiter.bulk.reading import Columns, read_file
from tidewaiter.bulk.summary import lines, summarise
from tidewaiter.errors import Unreadable

FENTANYL = "CCC(=O)N(c1ccccc1)C1CCN(CCc2ccccc2)CC1"
SEVERAL = [
    f"CCCC {FENTANYL}", f"CCCC\n{FENTANYL}", f"CCCC\t{FENTANYL}", "CCCC |Sg:n:1::ht|", "CCCC |$R1;;;$|", "CCCC butane",
    "InChI=1S/CH4/h1H4 InChI=1S/C2H6/c1-2/h1-2H3",
]  # fmt: skip


def screened(book, table, **options):
    return book.screen(pl.DataFrame(table), jurisdictions=["UN", "US"], **options).to_dicts()


def block(smiles: str) -> str:
    return Chem.MolToMolBlock(Chem.MolFromSmiles(smiles))


@pytest.mark.parametrize("prefilter", [True, False])
def test_more_than_one_structure_in_a_cell_is_unreadable(book, prefilter):
    found = screened(book, {"smiles": SEVERAL}, prefilter=prefilter)
    assert [row["status"] for row in found] == ["unreadable"] * len(SEVERAL)
    assert all(row["reason"] for row in found)


@pytest.mark.parametrize("prefilter", [True, False])
def test_blanks_around_and_extensions_that_are_understood(book, prefilter):
    cells = [f" {FENTANYL} ", f"{FENTANYL}\n", "C[C@H](N)Cc1ccccc1 |&1:1|", " CCCC "]
    found = screened(book, {"smiles": cells}, prefilter=prefilter)
    assert [row["status"] for row in found] == ["hit", "hit", "hit", "no_hit"]


def test_a_record_whose_end_is_missing_is_told(book, tmp_path: Path):
    (tmp_path / "x.sdf").write_text(f"{block('CCCC')}{block(FENTANYL)}$$$$\n{block(FENTANYL)}$$$$\n")
    screen = Screen(book, book.question(jurisdictions=["UN"]))
    (batch,) = read_file(tmp_path / "x.sdf")
    found = screen.batch(batch).to_pylist()
    assert [row["status"] for row in found] == ["unreadable", "hit"]
    assert "more than one structure" in found[0]["reason"]


def test_several_records_of_one_question_are_each_looked_at(book):
    found = book.check(f"{block('CCCC')}$$$$\n{block(FENTANYL)}", jurisdictions=["UN"])
    assert "fentanyl" in {row.entry.substance for row in found.controls}
    assert "2 structures" in found.identity.note


@pytest.mark.parametrize("between", ["", "> <x>\n1\n\n"])
def test_two_blocks_are_no_single_question(book, between: str):
    with pytest.raises(Unreadable, match="more than one structure"):
        book.check(f"{block('CCCC')}{between}{block(FENTANYL)}")


def test_a_smi_line_keeps_what_stands_in_bars(book, tmp_path: Path):
    (tmp_path / "x.smi").write_text("CCCC |Sg:n:1::ht|\nCCCC butane\n")
    (batch,) = read_file(tmp_path / "x.smi")
    assert batch.column("text").to_pylist() == ["CCCC |Sg:n:1::ht|", "CCCC"]
    assert batch.column("id").to_pylist() == [None, "butane"]


# columns ------------------------------------------------------------------------------------------------------

COLUMNS = {
    "smiles": ["CCC", "CCC", FENTANYL, "CCC", "", "", "C1CC", "CCC", "CCC", "CCC"],
    "cas": ["437-38-7", "", "", "50-00-1", "103-90-2", "", "437-38-7", "74-98-6", "", ""],
    "name": ["fentanyl", "fentanyl", "x", "y", "Percocet", "K2", "", "propane", "Compound 12", "Percocet"],
}
STATUSES = ["hit", "hit", "hit", "unreadable", "hit", "cannot_tell", "hit", "no_hit", "no_hit", "hit"]


@pytest.mark.parametrize("prefilter", [True, False])
def test_the_strictest_column_stands_and_the_disagreement_is_told(book, prefilter):
    found = screened(book, COLUMNS, prefilter=prefilter)
    assert [row["status"] for row in found] == STATUSES
    told = [bool(row["reason"] and "the columns disagree" in row["reason"]) for row in found]
    assert told == [True, True, False, True, True, False, True, False, False, True]
    assert "'437-38-7' says 2 listings, the other columns no hit" in found[0]["reason"]


def test_a_number_that_falls_under_a_class_is_evaluated(book):
    """A number beside a structure need not be listed itself: its own structure is looked at."""
    found = screened(
        book, {"smiles": ["CCC"], "cas": ["3258-84-2"], "name": [""]}
    )  # benzylfentanyl or the like
    alone = screened(book, {"cas": ["3258-84-2"]})
    assert found[0]["measures"] == alone[0]["measures"]


def test_a_file_says_the_same(book, tmp_path: Path):
    pl.DataFrame(COLUMNS).write_csv(tmp_path / "x.csv")
    question = book.question(jurisdictions=["UN", "US"])
    job = Job(book, question, tmp_path / "x.csv", tmp_path / "out.parquet", workers=1)
    job.run()
    assert pq.read_table(tmp_path / "out.parquet").column("status").to_pylist() == STATUSES


def test_rescreening_looks_at_all_columns_again(book, tmp_path: Path):
    from tidewaiter.bulk.change import changes

    pl.DataFrame(COLUMNS).write_csv(tmp_path / "x.csv")
    before = book.question(jurisdictions=["UN", "US"], on="2026-01-01")
    Job(book, before, tmp_path / "x.csv", tmp_path / "out.parquet", workers=1).run()
    assert list(changes(tmp_path / "out.parquet", book, before)) == []
    earlier = book.question(jurisdictions=["UN", "US"], on="1961-01-02")
    rows = {row["row"]: row for row in changes(tmp_path / "out.parquet", book, earlier)}
    assert rows[1]["before"] == "hit" and rows[1]["after"] != "hit"


def test_a_table_without_further_columns_carries_none(tmp_path: Path):
    (tmp_path / "x.csv").write_text("smiles,id\nCCC,1\n")
    (batch,) = read_file(tmp_path / "x.csv")
    assert batch.num_columns == len(BESIDE) - 1


@pytest.mark.parametrize(
    ("head", "option"),
    [("smiles,structure", "--smiles"), ("SMILES,smiles", "--smiles"), ("cas,casrn", "--cas"),
     ("name,product name", "--name")],
)  # fmt: skip
def test_two_columns_of_one_meaning_are_asked_back(tmp_path: Path, head: str, option: str):
    (tmp_path / "x.csv").write_text(f"{head}\nCCC,{FENTANYL}\n")
    with pytest.raises(Unreadable, match=f"2 columns that may hold .*{option}"):
        list(read_file(tmp_path / "x.csv"))


@pytest.mark.parametrize(
    "head", ["CAS-Nr.", "CAS #", "cas_number", "Trade name", "Product-Name", "Description", "Handelsname", "品名", "Наименование"]
)  # fmt: skip
def test_a_column_is_found_however_its_name_is_written(book, head: str):
    """Fentanyl, by number or name: Schedule I of the 1961 Convention."""
    goods = "437-38-7" if "cas" in head.lower() else "fentanyl"
    assert screened(book, {"lot": ["7"], head: [goods]})[0]["status"] == "hit"


def test_a_description_is_read_where_no_name_stands(book):
    columns = {"description": ["white powder, 25 kg"], "name": ["fentanyl"]}
    assert screened(book, columns)[0]["status"] == "hit"


def test_columns_without_goods_are_told(book, tmp_path: Path):
    pl.DataFrame({"lot": ["7"], "CAS": ["437-38-7"], "remark": ["fentanyl"]}).write_csv(tmp_path / "x.csv")
    question = book.question(jurisdictions=["UN"])
    counts = Job(book, question, tmp_path / "x.csv", tmp_path / "out.csv", workers=1).run()
    assert counts.not_looked_at == ["Goods were looked for in 'CAS' alone, not in 'lot', 'remark'"]


def test_the_column_that_is_named_decides(tmp_path: Path):
    (tmp_path / "x.csv").write_text(f"smiles,structure\nCCC,{FENTANYL}\n")
    (batch,) = read_file(tmp_path / "x.csv", Columns(structure="structure"))
    assert batch.column("text").to_pylist() == [FENTANYL]


def test_further_sheets_are_told(book, tmp_path: Path):
    xlsxwriter = pytest.importorskip("xlsxwriter")
    made = xlsxwriter.Workbook(tmp_path / "x.xlsx")
    first, rest, _ = (made.add_worksheet(name) for name in ("First", "Rest", "Empty"))
    first.write_column("A1", ["smiles", "CCC"])
    rest.write("A1", FENTANYL)
    made.close()
    question = book.question(jurisdictions=["UN"])
    counts = Job(book, question, tmp_path / "x.xlsx", tmp_path / "out.csv", workers=1).run()
    assert counts.not_looked_at == ["Only the first sheet was read; not looked at: 'Rest'"]
    told = summarise(tmp_path / "out.csv", counts, book, question, 0.0)
    assert any("'Rest'" in line for line in lines(told))


def test_a_name_beside_what_is_no_number_is_read_whole(book):
    table = {
        "name": ["Ephedrin HCl", "Citric acid"],
        "cas": ["50-98-5", "77-92-8"],
    }  # the check digits are wrong
    assert [row["status"] for row in screened(book, table)] == ["hit", "unreadable"]


@pytest.mark.parametrize(
    "name", ["leather shoes", "chairs", "chocolate", "cotton shirts", "шины", "儿童玩具"]
)
def test_ordinary_goods_by_name_are_no_hit(book, name: str):
    """Goods of no structure: what ``check`` understands and tells nothing of."""
    assert not book.check(name).controls
    assert [row["status"] for row in screened(book, {"name": [name]})] == ["no_hit"]


def test_a_stuff_or_a_dose_beside_ordinary_goods_is_no_no_hit(book):
    names = ["buckets containing a white crystalline substance", "2mg PEZ candies", "tranq"]
    assert [row["status"] for row in screened(book, {"name": names})] == [
        "unreadable",
        "cannot_tell",
        "cannot_tell",
    ]
