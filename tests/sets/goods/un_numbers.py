"""Writes the UN numbers of dangerous goods: ``python tests/sets/goods/un_numbers.py dot_hazmat.md``.

The table of 49 CFR 172.101 as NIEM publishes it. A number covers a chemical where its proper shipping name, without what
tells its state or strength, is a name of one in the lawbook or the general dictionary; ``un.txt`` says where that is wrong.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # it stands beside its neighbour
from build import TABLES, Known, rows_of

from tidewaiter import Lawbook
from tidewaiter.lawbook.names import cas_check, name_key

_STATE = re.compile(
    r",? (?:in )?(?:anhydrous|solutions?|solid|liquid|molten|dry|wetted|inhibited|stabilized|refrigerated liquid.*|compressed|"
    r"crystals?|flakes?|fused|powder(?:ed)?|dust|pellets|fuming|glacial|aqueous.*|with .*|containing .*|not .*|other than.*|"
    r"more than.*|less than.*|or .*|and .*|see .*|unstabilized|desensitized.*|dissolved|hydrated.*|granules.*|uncoated|coated|"
    r"ashes|turnings|ribbons|pastes?|dispersions?|monomer|commercial.*|technical|pure|amorphous|under water.*|\(.*)$",
    re.IGNORECASE,
)
_GROUP = re.compile(r"n\.o\.s|mixture|articles|cartridge|compounds", re.IGNORECASE)
_HEAD = """\
# UN numbers of dangerous goods. Columns: UN number, proper shipping name, CAS numbers (|) of the chemicals that it covers, source.
# Numbers and names: 49 CFR 172.101 as of 18 January 2012 (United States, public domain), read from NIEM/NIEM.github.io,
# reference/content/codes/dot_hazmat.md of ec90d49. CAS numbers: by the name in PyPI chemicals or the lawbook, looked through by
# hand; of isomers, those that trade has. No CAS number: it covers a group of goods, mixtures or articles.
"""


def plain(name: str) -> str:
    """A proper shipping name without what tells state and strength."""
    kept = re.sub(r"\[[^]]*\]", "", name).strip(" ,.")
    while (shorter := _STATE.sub("", kept).strip(" ,.")) != kept:
        kept = shorter
    return kept


def number_of(name: str, known: Known, book: Lawbook) -> str:
    """The CAS number of the one chemical that a name means; "" where there is none, or several."""
    for form in (name, re.sub(r"^(.*), (.*)$", r"\2 \1", name), re.sub(r"^(\w+)s$", r"\1", name)):
        listed = {cas for key in book.store.by_name(form) for cas in book.store.substance(key).cas[:1]}  # type: ignore[union-attr]
        for found in (listed, known.own.get(name_key(form), set()), known.title.get(name_key(form), set())):
            if len(found) == 1:
                return next(iter(found))
    return ""


def numbers_of(names: list[str], known: Known, book: Lawbook) -> list[str]:
    """The CAS number of what all the names mean; none where they differ."""
    found = set()
    for name in names:
        parts = [] if _GROUP.search(name) else [plain(part) for part in name.split(" or ")]
        found.add(next((cas for part in parts if (cas := number_of(part, known, book))), ""))
    return list(found) if len(found) == 1 and "" not in found else []


def main() -> None:
    known, book = Known(), Lawbook.load()
    names: dict[str, list[str]] = defaultdict(list)
    for line in Path(sys.argv[1]).read_text("utf-8").splitlines():
        if found := re.match(r"\| UN(\d{4}) \| (.+?) \|\s*$", line):
            names[found[1]].append(" ".join(found[2].split()))
    said = {number: [cas for cas in several.split(";") if cas] for number, several in rows_of("un.txt")}
    lines = []
    for number, told in sorted(names.items()):
        every = said[number] if number in said else numbers_of(list(dict.fromkeys(told)), known, book)
        held = [cas for cas in every if cas_check(cas) and (cas in known.smiles or book.store.by_cas(cas))]
        if len(held) < len(every):
            print("not held:", number, told[0], every)
        words = " / ".join(dict.fromkeys(name.strip(" .") for name in told))[:200]
        lines.append(f"{number}\t{words}\t{'|'.join(held)}\t49 CFR 172.101\n")
    (TABLES / "un-numbers.tsv").write_text(_HEAD + "".join(lines), "utf-8")
    print(len(lines), "UN numbers,", sum(not line.split("\t")[2] for line in lines), "of groups")


if __name__ == "__main__":
    main()
