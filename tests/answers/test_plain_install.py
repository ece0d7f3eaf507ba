"""A plain installation: without RDKit and NumPy the same answers, or an error that says what to install; never less in silence."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import ROOT

from tidewaiter import Lawbook
from tidewaiter.errors import QuestionError

ASKED = {"on": "2026-11-01", "jurisdictions": ["UN", "US", "EU", "CN"]}
BLOCKED = """
import sys
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("rdkit", "numpy"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Missing())
"""
WORDS = [
    "fentanyl", "4-哌啶酮", "108-88-3", "toluene", "acetone", "sodium hydroxide", "code 2939.11", "UN 1294", "paracetamol",
    "ephedrine hydrochloride powder 99%, 25 kg", "Xylol", "ацетон", "caffeine", "sodium benzoate", "Percocet", "vanillin",
    "ZZGUOJXJVWVJBP-UHFFFAOYSA-N", "amphetamine sulphate", "table salt", "nothing that anyone knows", "108-88-4", "K2",
    "CCO", "ClCCl", "spoons", "nsc311350", "CCCN", "COCCOC",
    "codeine phosphate 120 mg tablets", "磷酸可待因片 30毫克", "codeine camsylate 150 mg tablets", "Ethylmorphin-HCl 110 mg Tabletten",
    "dextropropoxyphene napsylate 100 mg capsules", "codeine sulfate 101 mg tablets", "zolpidem tartrate 10 mg tablets",
]  # fmt: skip
STRUCTURES = [
    "CC(=O)Oc1ccccc1C(=O)O", "CCC(=O)N(c1ccc(C)cc1)C1CCN(CCc2ccccc2)CC1.Cl", "c1ccc(CCN2CCC(N(C(=O)CC)c3ccccc3)CC2)cc1",
    "CCO", "OC(=O)c1ccccc1", "CN1CCCC1c1cccnc1", "CC(N)Cc1ccccc1", "C1CC", "Cl/C=C/CCl", "[NH4+].O=[N+]([O-])[O-]",
]  # fmt: skip
MOL = "\n  test\n\n  1  0  0  0  0  0  0  0  0  0999 V2000\n    0.0000    0.0000    0.0000 C   0  0\nM  END\n"
UNREAD = [
    MOL,
    "InChI=1S/C2H6O/c1-2-3/h3H,2H2,1H3",
    "<CDXML></CDXML>",
    "C1CC[CH-]CC1.[Mg+2].[Cl-]",
]


def _plainly(code: str, given: Any) -> Any:
    """What a program prints as JSON where neither library can be imported; ``given``: its input, as JSON."""
    done = subprocess.run(
        [sys.executable, "-c", BLOCKED + code],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


ASK = """
import json
from tidewaiter import Lawbook
from tidewaiter.errors import QuestionError
book, found = Lawbook.load(), []
asked, questions = json.load(sys.stdin)
for question in questions:
    try:
        found.append(book.check(**question, **asked).to_json())
    except QuestionError as why:
        found.append(why.answer(None))
assert "rdkit" not in sys.modules and "numpy" not in sys.modules
json.dump(found, sys.stdout)
"""


def _same(told: dict[str, Any]) -> dict[str, Any]:
    """An answer without what RDKit alone writes: of what was typed its canonical SMILES and InChIKey, and close relatives."""
    told = json.loads(json.dumps(told))
    if told["identity"].get("rung", "").startswith("structure"):
        told["identity"] |= {"smiles": "", "inchikey": ""}
    if told.pop("advisories_missing", ""):
        told["advisories"] = "not looked for"
    return told


def test_answers_are_those_of_a_whole_installation(book: Lawbook) -> None:
    assert book.meeting is not None
    listed = sorted({one.smiles for one in book.store.substances() if one.smiles})
    questions = [{"query": one} for one in WORDS]
    questions += [{"structure": one} for one in [*STRUCTURES, *listed[::12]]]
    plain = _plainly(ASK, [ASKED, questions])
    unread: list[Any] = []
    for question, told in zip(questions, plain, strict=True):
        try:
            whole = book.check(**question, **ASKED).to_json()  # type: ignore[arg-type]
        except QuestionError as why:
            whole = why.answer(None)  # type: ignore[assignment]
        if told.get("error", {}).get("code") == "not_installed":
            unread.append(question)
            continue
        told, whole = _same(told), _same(whole)  # type: ignore[arg-type, assignment]
        if told.get("advisories") == "not looked for":
            del told["advisories"], whole["advisories"]  # type: ignore[misc]
        assert told == whole, question
    assert len(unread) <= 3, (unread, "what is listed and what is named needs no RDKit")


def test_what_cannot_be_read_is_an_error_that_says_what_to_install() -> None:
    for told in _plainly(ASK, [ASKED, [{"structure": one} for one in UNREAD]]):
        assert set(told) == {"query", "identity", "error"}
        assert told["error"]["code"] == "not_installed"
        assert "nothing was judged" in told["error"]["message"]
        assert told["error"]["mend"] == "Install it: pip install 'tidewaiter[structures]'"


@pytest.mark.parametrize("more", [[], ["--json"]])
def test_the_command_says_so_too(more: list[str]) -> None:
    code = BLOCKED + "from tidewaiter.cli import main; sys.exit(main(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", code, "check", UNREAD[1], *more], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    told = json.loads(done.stdout)["error"]["mend"] if more else done.stderr
    assert "pip install 'tidewaiter[structures]'" in told
    assert "No hit" not in done.stdout + done.stderr


def test_a_likeness_that_was_not_looked_for_is_told() -> None:
    salt = "CC1=CC(=C(C=C1S(=O)(=O)[O-])OC)NC(=O)CC(=O)C.[Na+]"  # a dye's intermediate, in no list
    (told,) = _plainly(ASK, [ASKED, [{"structure": salt}]])
    assert told["controls"] == [] and told["advisories"] == []
    assert "not looked for" in told["advisories_missing"]


CODE = """
import json
from pathlib import Path
from tidewaiter import Lawbook
from tidewaiter.codes import held
from tidewaiter.errors import QuestionError
path, texts = json.load(sys.stdin)
held._file = lambda folder: Path(path)
book, found = Lawbook.load(), []
for text, to in texts:
    try:
        found.append(book.code(structure=text, to=to, on="2026-11-01").to_json())
    except QuestionError as why:
        found.append(why.to_json())
json.dump(found, sys.stdout)
"""


def test_codes_are_those_of_a_whole_installation(book: Lawbook, tmp_path: Path) -> None:
    from tidewaiter.codes import made

    texts = [one.smiles for one in book.store.substances() if one.smiles][::60] + STRUCTURES
    assert book.folder is not None
    made.make(tmp_path / "codes.sqlite", book.folder, texts)
    asked = [(text, to) for text in texts for to in book.tariffs.editions]
    plain = _plainly(CODE, [str(tmp_path / "codes.sqlite"), [*asked, ("CCCCCCCCCCCCCCCCCCCCO", "HS")]])
    assert plain.pop()["code"] == "not_installed"  # in no list, and not held
    for (text, to), told in zip(asked, plain, strict=True):
        try:
            whole: Any = book.code(structure=text, to=to, on="2026-11-01").to_json()
        except QuestionError:
            assert told["code"] == "not_installed", text
            continue
        assert told == json.loads(json.dumps(whole)), (text, to)


def _brings(extra: str, extras: dict[str, list[str]]) -> set[str]:
    """The packages of an extra, those of the extras that it names among them."""
    found = set()
    for one in extras[extra]:
        inner = re.fullmatch(r"tidewaiter\[(.+)\]", one)
        names = inner[1].split(",") if inner else []
        found |= (
            {re.split(r"[\[<>=]", one)[0]} if not inner else set().union(*(_brings(n, extras) for n in names))
        )
    return found


def test_the_extras_that_need_chemistry_bring_it() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    plain = {re.split(r"[\[<>=]", one)[0] for one in project["dependencies"]}
    assert not plain & {"rdkit", "numpy", "pandas", "scipy", "chemicals"}
    extras = project["optional-dependencies"]
    for extra in ("structures", "screen", "duty", "record", "web", "listings", "documents", "build", "all"):
        assert {"rdkit", "numpy"} <= _brings(extra, extras), extra


SHIPMENT = {
    "from": "DE", "to": "US", "on": "2026-05-01",
    "lines": [
        {"description": "fentanyl", "quantity": "5 g"}, {"structure": UNREAD[1], "quantity": "1 kg"}, {"description": "spoons"},
        {"description": "spoons", "structure": UNREAD[3]}, {"description": "acetone", "structure": UNREAD[3]},
        {"description": "acetone", "structure": "C(C)(C)=O"}, {"description": "acetone", "structure": "CC(=O)CC"},
    ],
}  # fmt: skip
STANDS = ["hit", "not_installed", "no_hit", "not_installed", "hit", "hit", "not_installed"]
ASSESS = """
import json
from tidewaiter import Lawbook
from tidewaiter.errors import QuestionError
from tidewaiter.shipment import read_shipment
from tidewaiter.shipment.assessing import assess
book, found = Lawbook.load(), []
for given, history in json.load(sys.stdin):
    try:
        found.append(assess(book, read_shipment(given), [read_shipment(one) for one in history]).to_json())
    except QuestionError as why:
        found.append(why.answer(None))
json.dump(found, sys.stdout)
"""


def test_a_line_that_cannot_be_read_takes_nothing_from_the_others() -> None:
    """It is told so, and never "no hit"; the whole says so; a sum over an earlier shipment that cannot be read is refused."""
    earlier = {**SHIPMENT, "lines": [{"structure": UNREAD[1], "quantity": "1 kg"}]}
    read = {**SHIPMENT, "lines": [SHIPMENT["lines"][0], SHIPMENT["lines"][2]]}
    told, plain, refused = _plainly(ASSESS, [[SHIPMENT, []], [read, []], [read, [earlier]]])
    assert [line["status"] for line in told["lines"]] == STANDS
    assert told["understood"] is False and "3 not judged" in told["summary"]
    for line in told["lines"]:
        if line["status"] == "not_installed":
            assert "was not judged" in line["summary"] and not line["controls"] and not line["silences"]
            assert any("pip install 'tidewaiter[structures]'" in one["mend"] for one in line["understood"])
    assert plain["understood"] is True and [line["status"] for line in plain["lines"]] == ["hit", "no_hit"]
    assert refused["error"]["code"] == "not_installed"


def test_the_shipment_command_says_so_too(tmp_path: Path) -> None:
    given = tmp_path / "shipment.json"
    given.write_text(json.dumps(SHIPMENT), encoding="utf-8")
    code = BLOCKED + "from tidewaiter.cli import main; sys.exit(main(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", code, "assess", str(given)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "not judged" in done.stdout and "pip install 'tidewaiter[structures]'" in done.stdout


def test_its_pages_tell_a_line_that_was_not_judged(book: Lawbook) -> None:
    from tidewaiter.shipment import determination_html

    (told,) = _plainly(ASSESS, [[SHIPMENT, []]])
    made = determination_html(told, book.store.vocabulary["territories"])
    assert made.count("not judged") >= 3
