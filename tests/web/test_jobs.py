"""Catalogues: handed in, screened, fetched, deleted; and what must not get in or out."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tidewaiter.errors import Unreadable
from tidewaiter.web.jobs import shown_name, suffix_of
from tidewaiter.web.worker import check_unpacked

FENTANYL = "CCC(=O)N(c1ccccc1)C1CCN(CCc2ccccc2)CC1"
CATALOGUE = f"id,smiles\na,CCO\nb,{FENTANYL}\nc,not a structure\n".encode()
Ended = Callable[..., dict[str, Any]]


def hand_in(client: Any, content: bytes, name: str = "stock.csv", **form: Any) -> Any:
    return client.post("/catalogue.json", files={"file": (name, content)}, data=form)


def test_a_catalogue_is_screened_fetched_and_deleted(client: Any, until_ended: Ended) -> None:
    answer = hand_in(client, CATALOGUE, jurisdiction=["UN"], on="2020-01-01")
    assert answer.status_code == 202
    key = answer.json()["id"]
    assert answer.headers["location"] == f"/catalogue/{key}.json"
    job = until_ended(client, key)
    assert (job["state"], job["rows"]) == ("done", 3)
    assert job["status"] == {"hit": 1, "no_hit": 1, "unreadable": 1}
    assert job["summary"]["hits_by_instrument"] == {"un/1961": 1}
    assert job["summary"]["jurisdictions"] == ["UN"]
    fetched = client.get(job["result"])
    assert fetched.headers["content-disposition"].startswith('attachment; filename="stock-answers.csv"')
    rows = list(csv.DictReader(io.StringIO(fetched.text)))
    assert [(row["id"], row["status"]) for row in rows] == [
        ("a", "no_hit"),
        ("b", "hit"),
        ("c", "unreadable"),
    ]
    assert key in {one["id"] for one in client.get("/catalogue.json").json()["jobs"]}
    assert client.delete(f"/catalogue/{key}.json").status_code == 204
    assert client.get(f"/catalogue/{key}.json").status_code == 404
    assert not client.app.state.service.jobs.place(key).exists()


@pytest.mark.parametrize("form", ["parquet", "xlsx", "sdf"])
def test_every_form_of_result(client: Any, until_ended: Ended, form: str) -> None:
    key = hand_in(client, gzip.compress(CATALOGUE), "stock.csv.gz", form=form).json()["id"]
    job = until_ended(client, key)
    assert job["state"] == "done", job
    beginning = {"parquet": b"PAR1", "xlsx": b"PK", "sdf": b"a\n"}[form]
    assert client.get(job["result"]).content.startswith(beginning)


@pytest.mark.parametrize(("content", "name", "form"), [
    (CATALOGUE, "stock.exe", {}), (CATALOGUE, "", {}), (CATALOGUE, "stock.xlsx.gz", {}), (b"", "stock.csv", {}),
    (CATALOGUE, "stock.csv", {"form": "pdf"}), (CATALOGUE, "stock.csv", {"on": "tomorrow"}),
    (CATALOGUE, "stock.csv", {"jurisdiction": "ZZ"}),
])  # fmt: skip
def test_what_cannot_be_a_catalogue_is_refused_at_once(
    client: Any, content: bytes, name: str, form: dict[str, str]
) -> None:
    before = {path.name for path in client.app.state.service.jobs.folder.iterdir()}
    answer = hand_in(client, content, name, **form)
    assert answer.status_code == 422
    assert answer.json()["error"]["message"]
    assert {path.name for path in client.app.state.service.jobs.folder.iterdir()} == before


@pytest.mark.parametrize(("content", "name", "words"), [
    (b"a,b\n1,2\n", "stock.csv", "no column"), (b"\xff\xfe\x00smiles", "stock.csv", ""), (b"PK\x03\x04junk", "stock.xlsx", ""),
    (b"PAR1junk", "stock.parquet", ""), (b"\x1f\x8bjunk", "stock.csv.gz", ""),
])  # fmt: skip
def test_what_turns_out_to_be_none_fails_with_its_reason(
    client: Any, until_ended: Ended, content: bytes, name: str, words: str
) -> None:
    job = until_ended(client, hand_in(client, content, name).json()["id"])
    assert job["state"] == "failed"
    assert job["error"]["code"] == "unreadable", job
    assert words in job["error"]["message"]
    assert str(client.app.state.service.settings.data) not in json.dumps(job)
    assert client.get(f"/catalogue/{job['id']}/result").status_code == 409


# names ---------------------------------------------------------------------------------------------------

BAD_NAMES = [
    "../../../../etc/cron.d/x.csv", "..\\..\\windows\\x.csv", "/etc/passwd.csv", "x\x00y.csv", "a/../../b.csv", "~root/.ssh/x.csv",
    "con.csv", ".csv", "....csv", "x.csv/../../y.csv", "\u202excod.csv", "<script>alert(1)</script>.csv", 'a"b\r\nX-Bad: 1.csv', "n" * 4000 + ".csv",
]  # fmt: skip


@pytest.mark.parametrize("name", BAD_NAMES)
def test_a_name_is_never_a_path(client: Any, name: str) -> None:
    service = client.app.state.service
    answer = hand_in(client, CATALOGUE, name)
    assert answer.status_code in (202, 400, 422)
    if answer.status_code == 202:
        job = answer.json()
        assert not set(job["name"]) & {"/", "\\", "\x00", "\r", "\n"}
        assert len(job["name"]) <= 120
        place = service.jobs.place(job["id"])
        assert place.parent == service.jobs.folder
        assert {path.name for path in place.iterdir()} >= {"input.csv"}
        client.delete(f"/catalogue/{job['id']}.json")


@pytest.mark.parametrize("key", ["..", "../..", "%2e%2e", "..%2f..%2fservice", "x" * 22 + "/../y", "." * 22])
def test_a_key_is_never_a_path(client: Any, key: str) -> None:
    for method, path in (
        ("GET", f"/catalogue/{key}.json"),
        ("GET", f"/catalogue/{key}/result"),
        ("DELETE", f"/catalogue/{key}.json"),
    ):
        assert client.request(method, path).status_code in (404, 405, 422)
    assert (client.app.state.service.settings.data / "service.sqlite").exists()


def test_names_as_they_are_shown() -> None:
    assert shown_name("C:\\stock\\2026.csv") == "2026.csv"
    assert shown_name("../..") == ".."
    assert shown_name("\x00\n") == "catalogue"
    with pytest.raises(Unreadable):
        suffix_of("stock.csv.gz.gz")


# bombs ---------------------------------------------------------------------------------------------------


def zipped(*parts: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return out.getvalue()


def lying(content: bytes, size: int) -> bytes:
    """The same archive, its directory and headers declaring ``size`` bytes of its first part."""
    real = len(b"0" * (64 << 20)).to_bytes(4, "little")
    return content.replace(real, size.to_bytes(4, "little"))


ZEROS = b"0" * (64 << 20)
BOMBS = {
    "bomb.csv.gz": gzip.compress(b"smiles\n" + ZEROS),
    "bomb.xlsx": zipped(("xl/worksheets/sheet1.xml", ZEROS)),
    "liar.xlsx": lying(zipped(("xl/worksheets/sheet1.xml", ZEROS)), 1000),
    "many.xlsx": zipped(*((f"part{n}.xml", b"") for n in range(10_001))),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_found_before_it_is_read(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(BOMBS[name])
    with pytest.raises(Unreadable):
        check_unpacked(path, 32 << 20)


def test_what_is_no_bomb_passes(tmp_path: Path) -> None:
    path = tmp_path / "stock.csv.gz"
    path.write_bytes(gzip.compress(CATALOGUE))
    check_unpacked(path, len(CATALOGUE))
    with pytest.raises(Unreadable, match="unpacks to more"):
        check_unpacked(path, len(CATALOGUE) - 1)


def test_a_parquet_of_endless_rows_is_refused(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = tmp_path / "bomb.parquet"
    with pq.ParquetWriter(path, pa.schema([("smiles", pa.string())])) as writer:
        for _ in range(40):
            writer.write_table(pa.table({"smiles": pa.array(["C"]).take(pa.array([0] * 1_000_000))}))
    assert path.stat().st_size < 1 << 20
    with pytest.raises(Unreadable):
        check_unpacked(path, 256 << 20)


def test_bombs_handed_in_fail_and_the_next_catalogue_is_screened(
    make_client: Any, until_ended: Ended
) -> None:
    client = make_client(unpacked=32 << 20)
    keys = [hand_in(client, content, name).json()["id"] for name, content in BOMBS.items()]
    last = hand_in(client, CATALOGUE).json()["id"]
    for key in keys:
        job = until_ended(client, key)
        assert (job["state"], job["error"]["code"]) == ("failed", "unreadable")
    assert until_ended(client, last)["state"] == "done"


def test_a_molecule_of_a_million_atoms_is_a_row_that_cannot_be_read(client: Any, until_ended: Ended) -> None:
    atoms = "".join(f"M  V30 {n} C 0 0 0 0\n" for n in range(1, 1_000_001))
    block = f"big\n x\n\n  0  0  0     0  0            999 V3000\nM  V30 BEGIN CTAB\nM  V30 COUNTS 1000000 0 0 0 0\nM  V30 BEGIN ATOM\n{atoms}M  V30 END ATOM\nM  V30 END CTAB\nM  END\n$$$$\n"
    job = until_ended(client, hand_in(client, block.encode(), "big.sdf").json()["id"])
    assert (job["state"], job["status"]) == ("done", {"unreadable": 1})


# what comes out ------------------------------------------------------------------------------------------

FORMULAS = ["=1+1", "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", " =1+1", "＝1+1"]


def catalogue_of(ids: list[str]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerows([["id", "smiles"], *([one, "CCO"] for one in ids)])
    return out.getvalue().encode()


def test_no_cell_of_a_csv_is_a_formula(client: Any, until_ended: Ended) -> None:
    """OWASP, CSV injection."""
    job = until_ended(client, hand_in(client, catalogue_of([*FORMULAS, "-5.25", "A-1"])).json()["id"])
    rows = list(csv.DictReader(io.StringIO(client.get(job["result"]).content.decode(), newline="")))
    assert [row["id"] for row in rows] == [*("'" + text for text in FORMULAS), "-5.25", "A-1"]


def test_no_cell_of_a_workbook_is_a_formula(client: Any, until_ended: Ended) -> None:
    job = until_ended(client, hand_in(client, catalogue_of(FORMULAS), form="xlsx").json()["id"])
    with zipfile.ZipFile(io.BytesIO(client.get(job["result"]).content)) as book:
        for name in book.namelist():
            if name.startswith("xl/worksheets/"):
                assert b"<f>" not in book.read(name)


def test_the_name_of_a_result_cannot_add_a_header(client: Any, until_ended: Ended) -> None:
    job = until_ended(client, hand_in(client, CATALOGUE, 'a";\u2028b\t.csv').json()["id"])
    headers = client.get(job["result"]).headers
    assert headers["content-disposition"].startswith("attachment;")
    assert "\n" not in headers["content-disposition"]
    assert headers["x-content-type-options"] == "nosniff"


# bounds --------------------------------------------------------------------------------------------------


def test_only_so_many_may_wait(make_client: Any) -> None:
    client = make_client(jobs=2)
    big = b"smiles\n" + b"CCO\n" * 400_000
    answers = [hand_in(client, big) for _ in range(4)]
    codes = [answer.status_code for answer in answers]
    assert codes[:2] == [202, 202]
    assert codes[3] == 503
    assert answers[3].headers["retry-after"]
    key = answers[0].json()["id"]
    assert client.delete(f"/catalogue/{key}.json").status_code == 204
    assert hand_in(client, CATALOGUE).status_code == 202


def test_a_finished_catalogue_is_forgotten_in_time(client: Any, until_ended: Ended) -> None:
    service = client.app.state.service
    key = until_ended(client, hand_in(client, CATALOGUE).json()["id"])["id"]
    day = (datetime.now(UTC) - timedelta(days=service.settings.kept_days, minutes=1)).isoformat(
        timespec="milliseconds"
    )
    service.jobs._forget_old()
    assert client.get(f"/catalogue/{key}.json").status_code == 200
    service.state.do("UPDATE job SET ended = ? WHERE id = ?", day, key)
    service.jobs._forget_old()
    assert client.get(f"/catalogue/{key}.json").status_code == 404
    assert not service.jobs.place(key).exists()


def test_two_services_do_not_share_a_folder(client: Any) -> None:
    from tidewaiter.errors import TidewaiterError
    from tidewaiter.web.app import create_app
    from tidewaiter.web.settings import Settings

    with pytest.raises(TidewaiterError, match="Another service"):
        create_app(Settings(data=client.app.state.service.settings.data))
