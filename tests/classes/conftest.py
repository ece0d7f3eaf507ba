"""The definitions of the lawbook, read once for all tests of this room."""

from pathlib import Path

import pytest
from rdkit import Chem

from tidewaiter.classes import Definition, Matcher, read_definitions

ROOT = Path(__file__).parents[2]
CLASSES = ROOT / "lawbook" / "classes"
DATA = ROOT.parent / "shared" / "data"


@pytest.fixture(scope="session")
def definitions() -> list[Definition]:
    return read_definitions(CLASSES)


@pytest.fixture(scope="session")
def matcher(definitions: list[Definition]) -> Matcher:
    return Matcher(definitions)


@pytest.fixture(scope="session")
def outcome(matcher: Matcher):
    """Ask one definition of one SMILES: the outcome in one word."""

    def ask(key: str, smiles: str) -> str:
        return matcher.match(Chem.MolFromSmiles(smiles), [key], every=True)[0].outcome

    return ask


def shared(*parts: str) -> Path:
    """A file of ../shared/data, or skip: a user has no such folder."""
    path = DATA.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"{path} is not here")
    return path
