"""A hydrate of a salt that is listed as such is that salt, in a file as in one question."""

import polars as pl
import pytest

from tidewaiter import Lawbook


@pytest.mark.parametrize(
    ("smiles", "status"),
    [
        ("O.[K+].[K+].[O-]C(=O)C([O-])=O", "hit"),
        ("O.O.[Zn+2].[O-]C(=O)C([O-])=O", "hit"),
        ("O.O.[F-].[K+]", "hit"),
        ("O.[NH4+].[NH4+].[O-]C(=O)C([O-])=O", "no_hit"),
        ("O.O.[Ca+2].[O-]S([O-])(=O)=O", "no_hit"),
        ("O", "no_hit"),
    ],
)
def test_hydrate(smiles: str, status: str) -> None:
    book = Lawbook.load()
    found = book.screen(pl.DataFrame({"smiles": [smiles]}), jurisdictions=["UK"], on="2026-09-01")
    alone = book.check(smiles, jurisdictions=["UK"], on="2026-09-01").to_json()["controls"]
    assert found.to_dicts()[0]["status"] == status
    assert bool(alone) == (status == "hit")
