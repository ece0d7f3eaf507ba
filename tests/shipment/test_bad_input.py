"""What of a shipment cannot be read is said with its line and field: the whole is refused, or the line alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tidewaiter.cli import main
from tidewaiter.errors import QuestionError, Unreadable
from tidewaiter.shipment import assess, read_history, read_shipment

ROUTE = {"from": "CN", "to": "US", "on": "2025-06-02"}

WHOLE = {
    "nothing": ("", "is empty"),
    "only blanks": (" \n\t ", "is empty"),
    "no route": ("lines: [toluene]", "field route.from: missing"),
    "no destination": ("from: CN\nlines: [toluene]", "field route.to: missing"),
    "no lines": ("from: CN\nto: US", "field lines"),
    "an empty list of lines": ("from: CN\nto: US\nlines: []", "field lines: 0 lines"),
    "lines that are no list": ("from: CN\nto: US\nlines: {a: b}", "field lines: a list of goods is wanted"),
    "an unknown field": ("from: CN\nto: US\nlinse: [toluene]\nlines: [toluene]", "field linse: no such field"),
    "an unknown field of the route": ("route: {from: CN, to: US, over: MX}\nlines: [x]", "field route.over: no such field"),
    "no day": ("from: CN\nto: US\ndates: {export: 1 July 2025}\nlines: [toluene]", "field dates.export: '1 July 2025' is not a day"),
    "30 February": ("from: CN\nto: US\nentry: 2025-02-30\nlines: [x]", "field dates.entry: '2025-02-30' is not a day"),
    "entered before it left": ("from: CN\nto: US\nexport: 2025-03-01\nentry: 2025-02-01\nlines: [x]", "field dates.entry"),
    "entered before it was loaded": ("from: CN\nto: US\nloaded: 2025-03-01\nentry: 2025-02-01\nlines: [x]", "the day of loaded"),
    "a role nobody has": ("from: CN\nto: US\nparties: [{name: A, role: smuggler}]\nlines: [x]", "'smuggler' is not a role"),
    "parties that are no list": ("from: CN\nto: US\nparties: Acme\nlines: [x]", "field parties"),
    "broken JSON": ('{"from": "CN", "to": }', "Line 1 of the file is not JSON"),
    "a key twice in JSON": ('{"from": "CN", "from": "MX", "to": "US", "lines": ["x"]}', "Field 'from' stands twice"),
    "a key twice in YAML": ("from: CN\nfrom: MX\nto: US\nlines: [x]", "Line 2 of the file: key 'from' stands twice"),
    "NaN": ('{"from": "CN", "to": "US", "lines": [{"name": "x", "value": NaN}]}', "NaN is not a number"),
    "broken YAML": ("from: CN\nto: [US\n", "Line "),
    "a YAML alias": ("from: &a CN\nto: *a\nlines: [x]", "anchors and aliases"),
    "a YAML tag": ("from: !!python/object:os.system x\nto: US\nlines: [x]", "tags"),
    "a list at the top": ("- toluene\n- acetone", "not a block of fields"),
    "deep nesting": ("from: CN\nto: US\nlines: " + "[" * 500 + "]" * 500, "nested too deeply"),
    "an unknown column": ("description,colour,from,to\nx,red,CN,US", "column 'colour' is not known"),
    "a column twice": ("description,description,from,to\nx,y,CN,US", "stands twice"),
    "a short row": ("description,from,to\ntoluene,CN", "Line 2 of the table: 2 cells, the header has 3"),
    "an open quote": ('description,from,to\n"toluene,CN,US', "of the table"),
    "two routes in one table": ("description,from,to\ntoluene,CN,US\nacetone,CN,MX", "Line 2, field to: 'MX' here, 'US' before"),
    "a reference that is a block": ("from: CN\nto: US\nreference: {a: b}\nlines: [x]", "field reference: a plain text is wanted"),
    "too many lines": ("from: CN\nto: US\nlines: [" + "x," * 2001 + "x]", "2002 lines are given"),
}  # fmt: skip


@pytest.mark.parametrize("text, said", WHOLE.values(), ids=WHOLE.keys())
def test_a_shipment_that_is_none_is_refused(text: str, said: str) -> None:
    with pytest.raises(Unreadable) as why:
        read_shipment(text)
    assert said in str(why.value)
    assert why.value.mend


def test_all_faults_of_a_shipment_are_told_at_once() -> None:
    with pytest.raises(Unreadable) as why:
        read_shipment(
            {"dates": {"export": "soon"}, "parties": [{"role": "pirate"}], "colour": "red", "lines": ["x"]}
        )
    for said in ("field dates.export", "field parties[1]", "field colour"):
        assert said in str(why.value)


ROUTES = {
    "an unknown territory": ({"from": "ZZ", "to": "US"}, "Field route.from: 'ZZ' is not a territory"),
    "an unknown territory between": ({"from": "CN", "via": ["MX", "Atlantis"], "to": "US"}, "Field route.via[2]: 'Atlantis'"),
    "the United Nations": ({"from": "CN", "to": "UN"}, "Field route.to"),
    "a day in 1850": ({"from": "CN", "to": "US", "on": "1850-01-01"}, "Field dates.export: 1850-01-01 lies before"),
    "a day in 2999": ({"from": "CN", "to": "US", "entry": "2999-01-01"}, "Field dates."),
}  # fmt: skip


@pytest.mark.parametrize("route, said", ROUTES.values(), ids=ROUTES.keys())
def test_a_route_the_lawbook_does_not_know_is_refused(route: dict[str, Any], said: str, book: Any) -> None:
    with pytest.raises(QuestionError) as why:
        assess(book, read_shipment({**route, "lines": ["toluene"]}))
    assert said in str(why.value)


LINES = {
    "no amount": ({"name": "toluene", "quantity": "a lot"}, "line 2, field quantity: 'a lot' is not an amount"),
    "a unit nobody knows": ({"name": "toluene", "quantity": "3 blorps"}, "field quantity"),
    "less than nothing": ({"name": "toluene", "quantity": "-5 kg"}, "field quantity"),
    "nothing at all": ({"name": "toluene", "quantity": "0 kg"}, "is not a quantity of goods"),
    "a number without a unit": ({"name": "toluene", "quantity": 5}, "field quantity: '5' is not an amount"),
    "an amount that is a list": ({"name": "toluene", "quantity": [1, 2]}, "field quantity: a plain text is wanted, not a list"),
    "true as an amount": ({"name": "toluene", "quantity": True}, "a plain text is wanted, not true or false"),
    "120 per cent": ({"name": "toluene", "concentration": "120 %"}, "field concentration: '120 %' is not a concentration"),
    "a concentration in words": ({"name": "toluene", "concentration": "strong"}, "field concentration"),
    "no value": ({"name": "toluene", "value": "cheap"}, "field value: 'cheap' is not a value"),
    "a negative value": ({"name": "toluene", "value": "-5 USD"}, "field value: The value -5 is negative"),
    "a code of seven digits": ({"name": "toluene", "code": "2902300"}, "field code: '2902300' is not a tariff code"),
    "a code in words": ({"name": "toluene", "code": "solvents"}, "field code"),
    "a field nobody knows": ({"name": "toluene", "quantiy": "5 kg"}, "line 2, field quantiy: no such field here"),
    "control characters": ({"name": "tol\x07uene"}, "field name: the text holds control characters"),
    "a lone surrogate": ({"name": "toluene \ud800"}, "control characters"),
    "a novel as a name": ({"name": "x" * 5000}, "field name: 5000 characters are too many"),
    "a number as a line": (7, "line 2: a line is a block of fields or a name"),
    "null as a line": (None, "line 2: a line is a block of fields or a name"),
}  # fmt: skip


@pytest.mark.parametrize("line, said", LINES.values(), ids=LINES.keys())
def test_a_bad_field_stays_with_its_line(line: Any, said: str, book: Any) -> None:
    told = assess(book, read_shipment({**ROUTE, "lines": ["4-piperidone", line, "aspirin"]}))
    assert [one.status for one in told.lines][::2] == ["hit", "no_hit"]
    bad = told.lines[1]
    assert said in " ".join(fault.message for fault in bad.faults)
    assert bad.status in ("hit", "unreadable") and not told.understood
    assert any(said in one.question for one in told.questions)


UNKNOWN = {
    "a check digit": ({"cas": "108-88-2"}, "unreadable", "check digit"),
    "a CAS number nobody knows": ({"cas": "999999-99-4"}, "unresolved", "knows the CAS number"),
    "a name in place of a number": ({"cas": "toluene"}, "unreadable", "is not a CAS number"),
    "a structure that is none": ({"structure": "C1CC(=O"}, "unreadable", "not a readable SMILES"),
    "1,000 atoms": ({"smiles": "C" * 1000}, "unreadable", "heavy atoms"),
    "a name nobody knows": ({"name": "blorp"}, "unresolved", "knows the name"),
    "a code nothing stands under": ({"code": "9999.99"}, "unresolved", "commodity code"),
    "nothing to go by": ({"quantity": "5 kg"}, "unreadable", "What are the goods?"),
    "only white space": ({"name": "  \u200b "}, "unreadable", "empty"),
}


@pytest.mark.parametrize("line, status, said", UNKNOWN.values(), ids=UNKNOWN.keys())
def test_goods_that_nobody_knows_are_never_not_controlled(
    line: dict[str, str], status: str, said: str, book: Any
) -> None:
    told = assess(book, read_shipment({**ROUTE, "lines": [line, "4-piperidone"]}))
    assert told.lines[0].status == status
    assert told.lines[1].status == "hit"
    assert said in " ".join(one.question for one in told.lines[0].questions)
    assert not told.understood


def test_a_name_that_is_known_beside_a_number_that_is_not_is_no_clearance(book: Any) -> None:
    told = assess(book, read_shipment({**ROUTE, "lines": [{"name": "aspirin", "cas": "50-78-3"}]}))
    assert told.status == "unreadable"


def test_a_part_of_a_description_is_no_answer_for_the_whole(book: Any) -> None:
    told = assess(book, read_shipment({**ROUTE, "lines": ["fentanyl test strips", "blorping water"]}))
    assert [line.status for line in told.lines] == ["cannot_tell", "cannot_tell"]
    doubts = [one.doubt for line in told.lines for one in line.understood.fields]
    of_tests = "'test strips': a test for what is named, which need hold none of it"
    assert doubts == [of_tests, "not understood: 'blorping'"]


HISTORY = {
    "no day": (
        [{"from": "CN", "to": "US", "lines": ["toluene"]}],
        "History, shipment 1: field dates: no day",
    ),
    "no route": (
        [{"lines": ["toluene"], "on": "2025-01-01"}],
        "History, shipment 1: The shipment cannot be read",
    ),
    "no shipment": ([7], "History, shipment 1: not a block"),
    "broken JSON lines": ('{"from": "CN"\n{"to"', "Line "),
}


@pytest.mark.parametrize("given, said", HISTORY.values(), ids=HISTORY.keys())
def test_a_bad_history_is_refused(given: Any, said: str) -> None:
    with pytest.raises(Unreadable) as why:
        read_history(given)
    assert said in str(why.value)


# the command -------------------------------------------------------------------------------------------


def run(tmp_path: Path, text: str, *more: str) -> int:
    file = tmp_path / "shipment.yml"
    file.write_text(text, encoding="utf-8")
    return main(["assess", str(file), *more])


def test_exit_codes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "from: CN\nto: US\nlines: [toluene, aspirin]") == 0
    assert run(tmp_path, "from: CN\nto: US\nlines: [toluene, blorp]") == 2
    assert "toluene" in capsys.readouterr().out  # the line that was understood is answered all the same
    assert run(tmp_path, "from: CN\nlines: [toluene]") == 2
    assert main(["assess", str(tmp_path / "none.yml")]) == 2
    printed = capsys.readouterr()
    assert "cannot be read" in printed.err and "Traceback" not in printed.err


def test_options_fill_the_route(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes("\ufeffdescription;quantity\n4-哌啶酮;25 kg\n".encode())
    words = ["assess", str(file), "--from", "CN", "--via", "CA", "--to", "MX", "--on", "2026-03-02", "--json"]
    assert main(words) == 0
    told = json.loads(capsys.readouterr().out)
    assert [stop["place"] for stop in told["route"]] == ["CN", "CA", "MX", "UN"]
    assert {stop["days"][0] for stop in told["route"]} == {"2026-03-02"}


def test_not_utf8_is_told_with_its_line() -> None:
    with pytest.raises(Unreadable, match="Line 3 of the file is not UTF-8"):
        read_shipment(b"from: CN\nto: US\nlines: [tolu\xe9ne]")
