"""A new kind of residue touches three places at most: a row, a Python function, a C++ function. A definition touches none.

Done in a copy of the sources, which is built and asked in a process of its own.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tidewaiter.classes import kinds
from tidewaiter.classes.residues import FORMS
from tidewaiter.lawbook.place import lawbook_folder
from tidewaiter.met.tables.header import header

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "src" / "tidewaiter"

ROW = """    Row("odd_ring", "odd_ring", ANY, True, (3, 0, 0, 0, 0, 0, 1, 0), in_ring=True),
    Row("alkylene", """
PYTHON = '''

@form
def odd_ring(row: Row, facts: Facts, scope: int, ends: tuple[End, ...], kind: Kind) -> Iterator[int]:
    """Ring systems of an odd number of atoms, attached by a ring atom."""
    mask, _ = _system(facts, scope, ends[0][1]) if _single(ends) else (0, 0)
    if mask.bit_count() % 2:
        yield mask


PRIMITIVES: '''
CPP = """
  template <class Told>
  void odd_ring(const int32_t*, Atoms scope, const Ends& ends, Told&& told) {
    if (!hangs_singly(ends)) return;
    for (int i = 0; i < m->system_count; i++)
      if (m->systems[i] >> ends.at[0].first & 1 && !(m->systems[i] & ~scope) && count_of(m->systems[i]) % 2) {
        told(m->systems[i]);
        return;
      }
  }
"""
ASK = """
import sys
from pathlib import Path
from rdkit import Chem
from tidewaiter.classes import Matcher, read_definitions
from tidewaiter.met.library import ASK_CLASSES, Reader
from tidewaiter.met.making import of_definitions
from tidewaiter.met.reading import CLASSES, DOUBTFUL, Telling

found = {one.id: one for one in read_definitions(Path(sys.argv[1])) if one.id == sys.argv[2]}
made = of_definitions(found)
reader, telling, matcher = Reader(made.tables), Telling(None, made), Matcher(found.values())
for text in sys.argv[3:]:
    said = reader.read(text, ASK_CLASSES)
    assert not said.marks & (DOUBTFUL | CLASSES), (text, "left to Python")
    native = telling.alone(said.told, said.codes) if said.told else []
    python = [one for one in matcher.match(Chem.MolFromSmiles(text)) if one.outcome != "not_reached"]
    assert [one[:2] for one in native] == [one[:2] for one in python], text
    assert [one.because for one in native] == [one.because for one in python], text
    print(text, *(f"{one.outcome}: {one.because}" for one in native), sep="|")
"""
# Published: fentanyl; thiofentanyl, with a ring of five in place of the phenyl of phenethyl (UN Schedule IV since 1990).
FENTANYL = "CCC(=O)N(c1ccccc1)C1CCN(CCc2ccccc2)CC1"
THIOFENTANYL = "CCC(=O)N(c1ccccc1)C1CCN(CCc2cccs2)CC1"
RELATED = "us/fentanyl-related"


def changed(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) == 1, (path, old)
    path.write_text(text.replace(old, new), "utf-8")


def asked(sources: Path, classes: Path, definition: str, *texts: str) -> list[list[str]]:
    """What both engines say, in a process of its own; it ends with an error where they disagree."""
    env = {**os.environ, "PYTHONPATH": str(sources)}
    call = [sys.executable, "-c", ASK, str(classes), definition, *texts]
    done = subprocess.run(call, capture_output=True, text=True, check=False, env=env)
    assert done.returncode == 0, done.stderr
    return [line.split("|") for line in done.stdout.splitlines()]


@pytest.fixture
def classes(tmp_path: Path) -> Path:
    return Path(shutil.copytree(lawbook_folder() / "classes", tmp_path / "classes"))


def test_a_new_kind(tmp_path: Path, classes: Path) -> None:
    copy = tmp_path / "copy"
    left_out = shutil.ignore_patterns("__pycache__", "*.so", "web", "made.hpp")
    shutil.copytree(SOURCES, copy / "src" / "tidewaiter", ignore=left_out)
    shutil.copy(ROOT / "hatch_build.py", copy)
    package = copy / "src" / "tidewaiter"
    changed(package / "classes" / "kinds.py", '    Row("alkylene", ', ROW)
    changed(package / "classes" / "residues.py", "\n\nPRIMITIVES: ", PYTHON)
    with (package / "bulk" / "native" / "forms.hpp").open("a", encoding="utf-8") as file:
        file.write(CPP)
    subprocess.run([sys.executable, "hatch_build.py"], cwd=copy, check=True)
    changed(
        classes / "us" / "fentanyl-related.yml",
        "{phenyl: monocycle substituted",
        "{phenyl: odd_ring substituted",
    )
    fentanyl, thio = asked(copy / "src", classes, RELATED, FENTANYL, THIOFENTANYL)
    assert len(fentanyl) == 1  # the parent is no member, and its ring has six atoms
    assert thio[1].startswith("reached: ") and "2-thienyl" in thio[1]


def test_a_new_definition_touches_nothing(classes: Path) -> None:
    path = classes / "us" / "fentanyl-related.yml"
    text = path.read_text("utf-8")
    assert "\nid: us/fentanyl-related\n" in f"\n{text}" or text.startswith("id: us/fentanyl-related\n")
    text = text.replace("id: us/fentanyl-related\n", "id: us/another\n", 1)
    text = text.replace("{phenyl: monocycle substituted", "{phenyl: heteroaryl(5) substituted")
    (classes / "us" / "another.yml").write_text(text, "utf-8")
    phenyl, thio = asked(ROOT / "src", classes, "us/another", FENTANYL, THIOFENTANYL)
    assert len(phenyl) == 1
    assert thio[1].startswith("reached: ")


def test_the_header_is_that_of_the_tables() -> None:
    made = SOURCES / "bulk" / "native" / "made.hpp"
    assert made.read_text("utf-8") == header(), "python hatch_build.py writes it"


def test_each_form_has_its_twin() -> None:
    assert set(kinds.FORMS) == set(FORMS)
    text = (SOURCES / "bulk" / "native" / "forms.hpp").read_text("utf-8")
    assert [form for form in kinds.FORMS if f"void {form}(" not in text] == []
