"""Writes ``substance/tables/pesticide-numbers.tsv``: pesticides and additives of food that the general dictionary lacks, by name and CAS number.

    python tests/sets/goods/efsa.py SSD2Referential.ts

The file is EFSA's catalogue of parameters (SSD2) as GitHub betagouv/maestro has it (shared/referential/Residue). Names that no list and no
dictionary knows are taken, none of a sum, a metabolite, an acid of a residue or a code.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from tidewaiter import Lawbook
from tidewaiter.lawbook.names import cas_check, name_key
from tidewaiter.substance.dictionary.general import Dictionary

OUT = (
    Path(__file__).resolve().parents[3]
    / "src"
    / "tidewaiter"
    / "substance"
    / "tables"
    / "pesticide-numbers.tsv"
)
KNOWN = (
    ("sulfoxaflor", "946578-00-3"),
    ("spinetoram", "935545-74-7"),
    ("mandipropamid", "374726-62-2"),
)  # common knowledge
NO_NAME = re.compile(
    r"\d{2,}|acid$|d[ei]s-?methyl|de-?s?-?ethyl|desphenyl|desamino|desulfinyl|hydroxy|keto-|acetyl |diol$|oxide|oxon\b|oxime$"
    r"|sulf(?:one?|oxide?|ide)\b|sulphone|oils?\b|(?-i:^[A-Z]{2,})|^n-|etabolite|um of|analogue|isomer|diazene|-amine$|alanine|\bion$|[(,]",
    re.IGNORECASE,
)  # what is left of a pesticide, and codes
FOOD = re.compile("milk|casein|quassia|tannins")  # no chemicals
CAPITAL = re.compile(r"(?<=[- ])[A-Z](?=[a-z]{2})")
HEAD = """# Pesticides and additives of food that the general dictionary lacks: of a number, without a structure. Columns: name, CAS number. Names and numbers alone (facts) of EFSA's
# catalogue of parameters (SSD2), read 2026-11-28 from GitHub betagouv/maestro (shared/referential/Residue/SSD2Referential.ts); three numbers are common knowledge.
# Written by tests/sets/goods/efsa.py.
"""


def rows(text: str) -> dict[str, tuple[str, str]]:
    """The names to keep with their numbers, by key."""
    book, dictionary = Lawbook.load(), Dictionary.open()
    found = [*re.findall(r"name:\s*'([^']+)',\s*casNumber:\s*'(\d+-\d+-\d)'", text), *KNOWN]
    kept: dict[str, tuple[str, str]] = {}
    for name, cas in found:
        if NO_NAME.search(name) or FOOD.search(name.casefold()) or len(name) > 34 or not cas_check(cas):
            continue
        if (
            book.store.by_name(name)
            or book.store.by_cas(cas)
            or dictionary.knows(name)
            or dictionary.knows_cas(cas)
        ):
            continue
        name = CAPITAL.sub(lambda found: found[0].lower(), name)
        kept.setdefault(name_key(name), (name[:1].lower() + name[1:] if name[1:2].islower() else name, cas))
    return kept


if __name__ == "__main__":
    kept = rows(Path(sys.argv[1]).read_text("utf-8"))
    lines = (f"{name}\t{cas}\n" for name, cas in sorted(kept.values(), key=lambda row: row[0].casefold()))
    OUT.write_text(HEAD + "".join(lines), encoding="utf-8")
