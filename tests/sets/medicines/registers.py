"""Writes the rows of ``lawbook/products.csv`` that registers of medicines give: brands with all their active substances.

    python tests/sets/medicines/registers.py canada=FOLDER france=FOLDER world=FILE.js japan=FILE.csv ...

Each register by its name in ``REGISTERS`` and where it lies; the rows of those that are given are replaced. Needs PyPI ``wordfreq``.
canada: Health Canada's Drug Product Database (``allfiles``, ``ap``, ``dr`` with ``drug*.txt`` and ``ingred*.txt``; Open Government Licence -
Canada). france: ``cis.txt`` and ``compo.txt`` of the Base de données publique des médicaments (free re-use with its source). world: names with
their ingredients in brackets, as hulleywould/pharmatravel has them (facts alone are taken; ``secondary``). The readers of the others stand in
``readers.py`` beside this file.

A brand is taken where one of its actives is listed and each is known by name for sure. What a list, a product or the dictionary holds for sure is
not taken again. Products of one name with different actives are one row with all of them, and a doubt; so is a brand that is a word.
"""

from __future__ import annotations

import csv
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from tidewaiter import Lawbook
from tidewaiter.errors import QuestionError
from tidewaiter.lawbook.names import name_key
from tidewaiter.lawbook.place import lawbook_folder
from tidewaiter.substance.dictionary.general import OWN_NAMES
from tidewaiter.substance.identity import Identity
from tidewaiter.substance.words.words import Words

sys.path.insert(0, str(Path(__file__).parent))  # beside this file, whoever imports it
from readers import READERS, SHORT_NAMED, Product

OUT = lawbook_folder(None) / "products.csv"
CANADA = "Health Canada, Drug Product Database, extract of 2026-04-01 (bcgov/MOH-FederalDrugDataFile)"
FRANCE = "Base de données publique des médicaments, extract of 2021-05 (StephaneLin/ProjetMedicament)"
WORLD = (
    "list of medicines of the world with their ingredients (hulleywould/pharmatravel, dist/output/output.js)"
)
MANY = "which of the products of this name it is: their active substances differ"
WORD = "whether the medicine of this name is meant"
MOST = 9  # actives
SHORT = 6  # letters: a shorter word may be many things
COMMON = 3.3  # a word that is said more than twice in a million words
SPOKEN = ("de", "en", "es", "fr", "it", "nl", "pl", "pt", "ru", "sv", "tr")
_UNIT = (
    r"(?:mg|mcg|µg|ug|microgrammes?|g|gm|kg|ml|l|%|pour cent|ui|iu|u\.i\.|units?|mmol|meq|mbq|gbq|ch|dh|ppm)"
)
_FORM = (
    r"(?:tablets?|tabs?|caplets?|capsules?|caps?|injection|injectable|inj|solution|soln|sol|syrup|sirop|suspension|susp|sus|drops?|dps|cream|crm|crème|ointment|ont|"
    r"onguent|gel|lotion|powder|pws|pwr|liquid|liq|oral|elixir|elx|suppositor(?:y|ies)|suppositoires?|supp?|patch(?:es)?|timbres?|spray|inhaler|lozenges?|loz|comprimés?|gélules?|pommade|"
    r"collyre|gouttes|for|pour|usp|bp|lp|sr|cr|er|xr|xl|amp|ampoules?|vial|syr|im|iv|sc|topical|ophthalmic|nasal|chewable|effervescent|kit|premix|adultes?|enfants?|nourrissons?)"
)


def stem(name: str) -> str:
    """A product's name without strength and form.

    >>> stem("CODOLIPRANE ADULTES 400 mg/20 mg, comprimé sécable"), stem("TEVA-LENOLTEC NO.2 TABLETS"), stem("ADVIL COLD 200MG")
    ('CODOLIPRANE', 'TEVA-LENOLTEC NO.2', 'ADVIL COLD')
    """
    text = re.sub(r"\([^)]*\)", " ", re.split(r",(?!\d)", name)[0])
    text = re.sub(rf"[\s-]+\d[\d.,/ ]*\s*{_UNIT}(?!\w).*$", "", text, flags=re.IGNORECASE)
    while True:
        shorter = re.sub(rf"[\s-]+(?:{_FORM}|\d+(?:[.,]\d+)?)\.?\s*$", "", text, flags=re.IGNORECASE).strip(
            " -"
        )
        if shorter == text:
            return " ".join(text.split())
        text = shorter


def active(name: str) -> str:
    """An active substance as registers write it, without its salt in brackets."""
    found = re.match(r"(.+?)\s*\((?:[^()]|\([^()]*\))*\)\s*(.*)$", name.strip())
    base = f"{found[1]} {found[2]}".strip() if found else name.strip()
    return re.sub(r"\s+(?:BASE|ANHYDRE|ANHYDROUS|MONOHYDRATE|HÉMIHYDRATÉE?)$", "", base, flags=re.IGNORECASE)


def canada(folder: Path) -> Iterator[Product]:
    """The products of Canada's register, by their English and French names."""
    for sub, mark in (("allfiles", ""), ("ap", "_ap"), ("dr", "_dr")):
        held: dict[str, list[str]] = defaultdict(list)
        for row in _rows(folder / sub / f"ingred{mark}.txt"):
            held[row[0]].append(active(row[2]))
        for row in _rows(folder / sub / f"drug{mark}.txt"):
            names = {row[4]: "en", row[12] if len(row) > 12 else "": "fr"}
            for name, language in names.items():
                if name:
                    yield Product(CANADA, language, name, tuple(dict.fromkeys(held[row[0]])))


def _rows(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", errors="replace", newline="") as stream:
        yield from csv.reader(stream)


def france(folder: Path) -> Iterator[Product]:
    """The products of France's register; of a salt its base is taken."""
    held: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for line in (folder / "compo.txt").read_text("latin1").splitlines():
        cells = line.split("\t")
        if len(cells) > 7:
            held[cells[0]][cells[7]][cells[6]] = active(cells[3])
    for line in (folder / "cis.txt").read_text("latin1").splitlines():
        cells = line.split("\t")
        actives = [kinds.get("FT") or next(iter(kinds.values())) for kinds in held[cells[0]].values()]
        yield Product(FRANCE, "fr", cells[1], tuple(dict.fromkeys(actives)))


def world(path: Path) -> Iterator[Product]:
    """Names with ingredients in brackets behind them."""
    text = path.read_text("utf-8")
    for name, ingredient in re.findall(
        r'name: "((?:[^"\\]|\\.)*)",\s*country: "[^"]*",\s*ingredient: "([^"]*)"', text
    ):
        found = re.fullmatch(r"(.+?) \(([^()]+)\)", name)
        parts = re.split(r",?\s*\+\s*|\s+and\s+|,\s*", found[2]) if found else [ingredient]
        yield Product(
            WORLD, "en", found[1] if found else name, tuple(part.strip() for part in parts if part.strip())
        )


class Known:
    """What the lawbook knows of names, without the rows that this script wrote."""

    def __init__(self, book: Lawbook) -> None:
        self.book = book
        self._of: dict[str, Identity | None] = {}

    def identity(self, name: str) -> Identity | None:
        """What the first known of some names (``|``) surely is; None where that is in doubt."""
        if name not in self._of:
            self._of[name] = next((one for part in name.split("|") if (one := self._sure(part))), None)
        return self._of[name]

    def _sure(self, name: str) -> Identity | None:
        try:
            found = self.book.identify(name, systematic=False)
        except QuestionError:
            return None
        return None if found.doubt or found.rung == "phrase" else found

    def actives(self, names: tuple[str, ...]) -> list[str] | None:
        """The actives as rows give them (ids, or names of the dictionary); None where one is not known or none is listed."""
        found: list[str] = []
        for name in names:
            one = self.identity(name)
            if one is None:
                return None
            found += [c.substance or self._key(c.name.split(" (as ")[0]) for c in one.candidates[:1]]
        store = self.book.store
        drugs = [one for one in found if store.substance(one) and _is_drug(self.book, one)]
        return list(dict.fromkeys(found)) if drugs else None

    def _key(self, name: str) -> str:
        """The id of a substance that is listed by this name, or the name."""
        found = self.identity(name)
        return (found.candidates[0].substance if found else "") or name

    def taken(self, name: str) -> str:
        """Who holds a name for sure: ``own`` (what it is the own name of), ``dictionary`` (far down), "" for no one."""
        one = self.identity(name)
        if one is None:
            return ""
        if any(candidate.substance for candidate in one.candidates) or any(
            compound.place < OWN_NAMES for compound in self.book.dictionary.by_name(name)
        ):
            return "own"
        return "dictionary"


_DRUGS: dict[str, bool] = {}


def _is_drug(book: Lawbook, key: str) -> bool:
    """Whether drug or precursor law reaches a substance anywhere: salts and acids of everyday use do not count."""
    if key not in _DRUGS:
        substance = book.store.substance(key)
        answer = book.check(substance.name, on=book.day) if substance else None
        fields = {control.field for control in answer.controls} if answer else set()
        _DRUGS[key] = "drugs" in fields or (
            "precursors" in fields and "N" in (substance.smiles if substance else "")
        )
    return _DRUGS[key]


REGISTERS = {"canada": (canada, CANADA), "france": (france, FRANCE), "world": (world, WORLD), **READERS}


def main(given: dict[str, str]) -> None:
    """Read the registers and replace their rows."""
    with OUT.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    kept = [row for row in rows if row["source"] not in {REGISTERS[name][1] for name in given}]
    columns = list(rows[0])
    if len(kept) < len(rows):
        _write(columns, kept)
    known = Known(Lawbook.load())
    words = Words(known.book.store)
    held = {name_key(row["name"]) for row in kept}
    by: dict[str, list[Product]] = defaultdict(list)
    for register, where in given.items():
        for product in REGISTERS[register][0](Path(where)):
            name = product.name if register in READERS else stem(product.name)
            if 1 <= len(product.actives) <= MOST and _may_be_a_name(name):
                by[name_key(name)].append(product._replace(name=name))
    new = []
    for key, several in sorted(by.items()):
        product = several[0]
        if key in held or key.isdigit():
            continue
        read = {one.actives: known.actives(one.actives) for one in several}
        sets = {tuple(sorted(found)): found for found in read.values() if found is not None}
        if not sets or _tells(product.name, (*next(iter(sets.values())), *product.actives)):
            continue
        if (taken := known.taken(product.name)) == "own":
            continue
        whole = list(dict.fromkeys(one for found in sets.values() for one in found))
        if not name_key(words.plain(words.bare(product.name))):
            continue  # "Cold and flu tablets": no name
        doubt = MANY if len(sets) > 1 or None in read.values() else ""
        if not doubt and (taken or _is_word(product)):
            doubt = WORD
        level = "secondary" if product.source == WORLD else "text"
        cells = (
            _cased(product.name),
            product.language,
            "; ".join(whole),
            doubt,
            "",
            product.source,
            level,
            "",
        )
        new.append(dict(zip(columns, cells, strict=True)))
    _write(columns, [*kept, *new])
    print(len(kept), "rows kept,", len(new), "written")


def _may_be_a_name(name: str) -> bool:
    if name.isascii():
        return len(name_key(name)) > 3 and bool(re.search(r"[^\W\d]{3}", name))
    return len(name_key(name)) > 1


def _is_word(product: Product) -> bool:
    """Whether a brand is a word of a language, or so short a word that it may be many things."""
    parts = product.name.split()
    from wordfreq import zipf_frequency  # needed to write rows alone

    if len(parts) == 1 and any(zipf_frequency(product.name, language) > COMMON for language in SPOKEN):
        return True
    return product.source in (WORLD, *SHORT_NAMED) and all(len(part) < SHORT for part in parts)


def _tells(name: str, actives: tuple[str, ...]) -> bool:
    """Whether a name is nothing but the names of its actives: "Acetaminophen and codeine", and a maker's beside them."""
    plain = _plain(name)
    parts = [_plain(word) for one in actives for word in re.split(r"[\s|-]", one) if len(word) > 4]
    return any(part[: 6 if part.isascii() else 4] in plain for part in parts)


def _plain(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if c.isalnum())


def _cased(name: str) -> str:
    return name.title().replace("'S", "'s") if name.isascii() and name.isupper() and len(name) > 4 else name


def _write(columns: list[str], rows: list[dict[str, str]]) -> None:
    with OUT.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main(dict(one.split("=", 1) for one in sys.argv[1:]))
