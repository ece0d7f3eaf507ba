"""A corpus of broken lawbooks: each is refused at its file and line, in these words, with this mend."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tidewaiter.errors import LawbookError, LawbookFaults
from tidewaiter.lawbook.load import load
from tidewaiter.lawbook.rules import RULES, check

HERE = Path(__file__).parent
BASE = HERE / "base"
BROKEN = sorted((HERE / "broken").glob("*.txt"))
Fault = tuple[str, str, str]


def faults_of(folder: Path) -> list[LawbookError]:
    """What reading and all rules, the slow ones too, find in a lawbook."""
    try:
        records = load(folder)
    except LawbookFaults as why:
        return why.faults
    except LawbookError as why:
        return [why]
    return check(records, slow=True)


def sections(text: str) -> list[tuple[str, str, str]]:
    """Blocks ``--- verb object`` with the lines below them."""
    found = re.split(r"^--- (\w+) ?(.*)\n", text, flags=re.MULTILINE)[1:]
    return list(zip(found[::3], found[1::3], found[2::3], strict=True))


def as_bytes(text: str) -> bytes:
    parts = re.split(r"\{\{([0-9a-f]{2})\}\}", text)
    return b"".join(bytes.fromhex(part) if n % 2 else part.encode() for n, part in enumerate(parts))


def break_lawbook(folder: Path, case: str) -> list[Fault]:
    """Apply a case to a copy of the base and return the faults that it expects."""
    expected: list[Fault] = []
    old = b""
    file = folder
    for verb, target, body in sections(case):
        if verb == "by":
            data = file.read_bytes()
            assert data.count(old) == 1, f"{old!r} must stand once in {file.name}"
            file.write_bytes(data.replace(old, as_bytes(body).rstrip(b"\n")))
        elif verb == "expect":
            message, mend = body.splitlines()
            expected.append((target, message, mend))
        else:
            file = folder / target
            if verb == "replace":
                old = body.rstrip("\n").encode()
            elif verb == "append":
                file.write_bytes(file.read_bytes() + as_bytes(body))
            elif verb == "write":
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(as_bytes(body))
            else:
                assert verb == "delete", verb
                file.unlink()
    return expected


def place(folder: Path, fault: LawbookError) -> str:
    return f"{Path(fault.file).relative_to(folder).as_posix()}:{fault.line}"


def test_the_base_is_sound() -> None:
    assert [str(fault) for fault in faults_of(BASE)] == []


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_broken_lawbook_is_refused(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "lawbook"
    shutil.copytree(BASE, folder)
    expected = break_lawbook(folder, path.read_text(encoding="utf-8"))
    actual = [(place(folder, fault), fault.message, fault.mend) for fault in faults_of(folder)]
    assert actual == expected
    assert expected, "a case without a fault tests nothing"


def test_the_corpus_is_large_enough() -> None:
    assert len(BROKEN) >= 30


def test_every_rule_is_one_sentence_and_listed() -> None:
    from tidewaiter.lawbook.rules import Rule

    assert set(RULES) == set(Rule.__subclasses__())
    for rule in RULES:
        assert rule.__doc__ and re.fullmatch(r"[A-Z].*\.", rule.__doc__), rule


def broken_by(name: str) -> str:
    return (HERE / "broken" / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("case", "record"),
    [
        ("rule-one-name-for-two", "same name,aspirin;caffeine,,2-acetoxybenzoic acid,,,"),
        ("rule-cas-on-two-substances", "CAS number,l-alanine;d-alanine,,CAS 56-41-7,,,"),
        ("rule-cas-check-digit", "check digit,caffeine,,CAS 58-08-3,,,"),
        ("rule-formula-of-another-structure", "formula,caffeine,xx/act,C7H8N4O2,,,"),
        ("rule-same-structure-twice-in-a-list", "same structure,l-alanine;d-alanine,xx/act A,,,,"),
    ],
)
def test_a_recorded_disagreement_passes(case: str, record: str, tmp_path: Path) -> None:
    folder = tmp_path / "lawbook"
    shutil.copytree(BASE, folder)
    break_lawbook(folder, broken_by(case))
    with (folder / "disagreements.csv").open("a", encoding="utf-8") as stream:
        stream.write(record + "\n")
    assert [str(fault) for fault in faults_of(folder)] == []


def test_a_record_of_other_substances_excuses_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "lawbook"
    shutil.copytree(BASE, folder)
    expected = break_lawbook(folder, broken_by("rule-one-name-for-two"))
    with (folder / "disagreements.csv").open("a", encoding="utf-8") as stream:
        stream.write("same name,aspirin;vinegar,,2-acetoxybenzoic acid,,,\n")
    actual = [(place(folder, fault), fault.message, fault.mend) for fault in faults_of(folder)]
    assert actual == expected


def test_a_retroactive_text_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "lawbook"
    shutil.copytree(BASE, folder)
    file = folder / "instruments/xx/act/entries.csv"
    late = ",1991-12-01,,,Gazette 1990 no. 1,the gazette,text,text,retroactive to the year's begin\n"
    text = file.read_text(encoding="utf-8")
    was = ",1989-12-01,,,Gazette 1990 no. 1,the gazette,text,text,\n"
    assert text.count(was) == 1
    file.write_text(text.replace(was, late), encoding="utf-8")
    assert [str(fault) for fault in faults_of(folder)] == []


def test_the_hot_path_needs_no_chemistry(tmp_path: Path) -> None:
    folder = tmp_path / "lawbook"
    shutil.copytree(BASE, folder)
    break_lawbook(folder, broken_by("rule-formula-of-another-structure"))
    records = load(folder)
    assert check(records) == []
    assert len(check(records, slow=True)) == 1


def test_class_ids_given_by_the_caller_count() -> None:
    records = load(BASE)
    assert [fault.message for fault in check(records, set())] == ["class 'xx/xanthines' is unknown."]
    assert check(records, {"xx/xanthines"}) == []
