"""The definitions of the lawbook, read once for all tests of this room."""

from contextlib import suppress
from pathlib import Path

import pytest
from rdkit import Chem

from tidewaiter.classes import Definition, Matcher
from tidewaiter.classes.reading import read_definitions
from tidewaiter.errors import LawbookError

ROOT = Path(__file__).parents[2]
CLASSES = ROOT / "lawbook" / "classes"


@pytest.fixture(scope="session")
def definitions() -> list[Definition]:
    """All definitions; an issuer whose folder is at fault is left out here and named by
    test_every_folder_is_read."""
    found: list[Definition] = []
    for folder in sorted(path for path in CLASSES.iterdir() if path.is_dir()):
        with suppress(LawbookError):
            found.extend(read_definitions(CLASSES, folder.name))
    return found


@pytest.fixture(scope="session")
def matcher(definitions: list[Definition]) -> Matcher:
    return Matcher(definitions)


@pytest.fixture(scope="session")
def outcome(matcher: Matcher):
    """Ask one definition of one SMILES: the outcome in one word."""

    def ask(key: str, smiles: str) -> str:
        return matcher.match(Chem.MolFromSmiles(smiles), [key], every=True)[0].outcome

    return ask
