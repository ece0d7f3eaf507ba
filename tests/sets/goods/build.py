"""Writes the names of ordinary goods and the EC numbers of the general dictionary.

    python tests/sets/goods/build.py TARIC.json INN.fsh ANNEXES

Sources: the tables of this folder (common knowledge; salts and esters are composed of their parts), TARIC.json (the
EU's TARIC descriptions that are one name and one CAS number: {CAS: {language: [names]}}), INN.fsh (names of the
register of the Eurasian union, Russian and English), ANNEXES (a folder with the annexes of Regulation (EC) 1223/2009
as the EU publishes them, CSV), and the tagged synonyms of PyPI ``chemicals``. A name is taken only with a CAS number
that the general dictionary has; the English name in a table must be one that the dictionary gives to that number.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from tidewaiter import Lawbook
from tidewaiter.lawbook.names import cas_check, name_key
from tidewaiter.substance.dictionary.general import compounds
from tidewaiter.substance.tables.traditional import simplified

HERE = Path(__file__).parent
OUT = HERE.parents[2] / "src/tidewaiter/substance/tables"
TABLES = OUT / "of_dictionary"
LANGUAGES = ("zh", "es", "fr", "de", "pt", "it", "nl", "ru", "ja", "ko")
OWN = 5  # names from here on are far down, and no second source
SLANG = (
    "hielo ice eis speed cristal crystal salt sal sel salz sale zout соль neige schnee snow koks sucre azúcar gold or "
    "koka lean snö nieve hierba hash weed pot molly crack smack acid speed crystal ecstasy ice glace candy pink blues"
)
_TAG = re.compile(
    r"(.+?) \[(inn-|iso-)?(german|french|spanish|italian|dutch|portuguese|russian|polish|czech)\]"
)
_CODE = re.compile(r"[a-z]{1,4}[- ]?\d+.*|.*\d{3,}.*")  # of a maker: no name
_CODES = {"german": "de", "french": "fr", "spanish": "es", "italian": "it", "dutch": "nl", "portuguese": "pt",
          "russian": "ru", "polish": "pl", "czech": "cs"}  # fmt: skip
_EC = re.compile(r"(?:einecs |ec )?(\d{3}-\d{3}-\d)")


class Row(NamedTuple):
    name: str
    language: str
    cas: str
    source: str


class Known:
    """What the general dictionary has: names by their key, numbers, tagged names, EC numbers."""

    def __init__(self) -> None:
        self.own: dict[str, set[str]] = defaultdict(set)
        self.title: dict[str, set[str]] = defaultdict(set)
        self.far: dict[str, set[str]] = defaultdict(set)
        self.smiles: dict[str, str] = {}
        self.tagged: list[Row] = []
        self.ec: list[tuple[str, str]] = []
        self.formula: dict[str, str] = {}
        for cells, names in compounds():
            cas = cells[1]
            self.smiles[cas], self.formula[cas] = cells[4], cells[2]
            if cells[4] != "[C]" and re.search(r"\[CH[23]?\]|\[\d+[CHNO]|\[[CN]\]", cells[4]):
                continue  # radicals and isotopes are not what a name of goods means
            for place, name in enumerate(names):
                if place < 2:
                    self.title[name_key(name)].add(cas)
                (self.own if place < OWN else self.far)[name_key(name)].add(cas)
                if (
                    (tag := _TAG.fullmatch(name))
                    and len(name_key(tag[1])) > 5
                    and not _CODE.fullmatch(tag[1])
                ):
                    self.tagged.append(Row(tag[1], _CODES[tag[3]], cas, "chemicals"))
                if number := _EC.fullmatch(name):
                    self.ec.append((number[1], cas))

    def one(self, english: str) -> str:
        """The only number that an English name stands for; "" where there is none or several."""
        found = self.own.get(name_key(english), set()) or self.far.get(name_key(english), set())
        return next(iter(found)) if len(found) == 1 else ""

    def shape(self, cas: str) -> str:
        """What a compound is, however drawn: isomers in space are one; of what has no carbon, the formula."""
        from rdkit import Chem

        formula = self.formula.get(cas, "")
        if not re.search(r"C(?![a-z])", formula):
            return formula or cas
        molecule = Chem.MolFromSmiles(self.smiles[cas])
        return Chem.MolToSmiles(molecule, isomericSmiles=False) if molecule else self.smiles[cas]

    def shapes(self, numbers: set[str]) -> set[str]:
        return {self.shape(cas) for cas in numbers}


def rows_of(file: str) -> Iterator[list[str]]:
    for line in (HERE / file).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("|")


def corrections(known: Known) -> list[Row]:
    """English names for which the dictionary is wrong: they are believed."""
    found = []
    for cas, formula, names in rows_of("english.txt"):
        if known.formula.get(cas) != formula:
            print("english, not confirmed:", cas, known.formula.get(cas))
        for key in map(name_key, names.split(";")):  # what it corrects is heard no more
            for told in (known.own, known.title, known.far):
                told.pop(key, None)
            known.own[key] = {cas}
        found += [Row(name, "en", cas, "common knowledge") for name in names.split(";")]
    return found


def by_hand(known: Known) -> Iterator[Row]:
    confirmed = {cas for cas, _, _ in rows_of("english.txt")}
    for number in range(1, 7):
        for cas, english, *cells in rows_of(f"hand{number}.txt"):
            if len(cells) != len(LANGUAGES):
                print("cells", cas, english, len(cells))
                continue
            given = known.own.get(name_key(english), set()) | known.far.get(name_key(english), set())
            if cas not in known.smiles or not cas_check(cas) or cas not in given | confirmed:
                print("hand, not confirmed:", cas, english, sorted(given)[:4], cas in known.smiles)
                continue
            for language, cell in zip(LANGUAGES, cells, strict=True):
                yield from (Row(one.strip(), language, cas, "common knowledge") for one in cell.split(";"))


def numbered() -> Iterator[Row]:
    """Chinese names of what ``pesticide-numbers.tsv`` has, which the general dictionary lacks."""
    for cas, names in rows_of("numbered.txt"):
        yield from (Row(name, "zh", cas, "common knowledge") for name in names.split(";"))


def chinese(known: Known) -> Iterator[Row]:
    """Chinese names of trade alone, in simplified characters."""
    plain = str.maketrans(simplified())
    for cas, english, names in rows_of("chinese.txt"):
        if cas not in known.own.get(name_key(english), set()) | known.far.get(name_key(english), set()):
            print("chinese, not confirmed:", cas, english)
            continue
        yield from (Row(name.translate(plain), "zh", cas, "common knowledge") for name in names.split(";"))


def salts(known: Known) -> Iterator[Row]:
    """Names of salts, composed by the rules of each language."""
    for cation, *cats in rows_of("cations.txt"):
        for anion, *ans in rows_of("anions.txt"):
            cas = known.one(f"{cation} {anion}")
            if not cas:
                continue
            for language, before, behind in zip(LANGUAGES, cats, ans, strict=True):
                for name in _salt(language, before.split(";"), behind):
                    yield Row(name, language, cas, "composed")


def _salt(language: str, cations: list[str], anion: str) -> Iterator[str]:
    if language == "ru":
        genitive, nominative = cations[0].split(">")
        nouns, adjective = anion.split(">")
        for noun in nouns.split(";"):
            yield f"{noun} {genitive}"
            yield f"{genitive} {noun}"
        if adjective and "(" not in nominative:
            masculine = nominative[-1] in "йлтрьнкмц" and nominative not in ("медь", "ртуть")
            ending = adjective if masculine else adjective[:-2] + ("ое" if nominative[-1] == "о" else "ая")
            yield f"{nominative} {ending}"
        return
    for cation in cations:
        for one in anion.split(";"):
            if language in ("de", "nl"):
                yield f"{cation}{one}" if " " not in one else f"{cation} {one}"
            elif language in ("es", "fr", "pt", "it"):
                yield f"{one} {cation}"
                if language == "it" and cation.startswith("di "):
                    yield f"{cation[3:]} {one}"
            else:  # Chinese, Japanese, Korean: the anion first
                yield f"{one}{cation}"


def esters(known: Known) -> Iterator[Row]:
    for alkyl, *alks in rows_of("alkyls.txt"):
        for acid, *acs in rows_of("acids.txt"):
            two = acid.startswith("di ")
            english = f"di{alkyl} {acid[3:]}" if two else f"{alkyl} {acid}"
            cas = known.one(english)
            if not cas or (two and not alkyl[0].isalpha()):
                continue
            for language, rest, group in zip(LANGUAGES, alks, acs, strict=True):
                for name in _ester(language, rest.split(";"), group.split(";"), two=two):
                    yield Row(name, language, cas, "composed")


def _ester(language: str, alkyls: list[str], acids: list[str], *, two: bool) -> Iterator[str]:
    di = (
        {"zh": "", "ja": "ジ", "ko": "디", "ru": "ди", "nl": "di", "de": "Di"}.get(language, "di")
        if two
        else ""
    )
    for alkyl in alkyls:
        if language == "zh":
            yield from (f"{acid}{alkyl}酯" for acid in acids)
        elif language == "ja":
            yield from (f"{acid}{di}{alkyl}" for acid in acids)
        elif language == "ko":
            yield from (
                f"{acid}{di}{alkyl}" if acid.endswith("산") else f"{di}{alkyl}{acid}" for acid in acids
            )
        elif language == "de":
            yield f"{di}{alkyl.lower() if two else alkyl}{acids[0]}"
            if len(acids) > 1:
                yield f"{acids[1]}{alkyl.lower()}ester"
        elif language in ("nl", "ru"):
            yield f"{di}{alkyl}{acids[0]}"
        else:
            joint = (
                "d'"
                if language == "fr" and (di + alkyl)[0] in "aeéihy"
                else "de "
                if language != "it"
                else "di "
            )
            yield f"{acids[0]} {joint}{di}{alkyl}"


def taric(file: Path, known: Known) -> Iterator[Row]:
    for cas, languages in json.loads(file.read_text("utf-8")).items():
        for language, names in languages.items():
            for name in names:
                plain = re.sub(r"\((?:ISO|INN|DCI|INNM|INNv|ISO,? INN)\)", "", name.replace("|", " ")).strip(
                    " .,;"
                )
                plain = " ".join(plain.split())
                sure = not re.search(r"[;:%*]|\s\(|, | oder | ou | o | or |/|\b\d+ ?g\b", plain)
                if cas in known.smiles and language != "en" and sure and 4 <= len(plain) <= 80:
                    yield Row(plain, language, cas, "TARIC")


def inn(file: Path, known: Known) -> Iterator[Row]:
    for block in file.read_text("utf-8").split("\n* #")[1:]:
        said = dict(re.findall(r'language = #(\w+)\s+\* \^designation\[=\]\.value = "([^"]+)"', block))
        cas = known.one(said.get("en", "")) if len(said.get("en", "")) > 4 and " " not in said["en"] else ""
        if (
            cas
            and cas in known.own.get(name_key(said["en"]), set())
            and re.fullmatch(r"[а-яё-]{5,}", said.get("ru", ""))
        ):
            yield Row(said["ru"], "ru", cas, "INN")


def traditional(rows: list[Row]) -> Iterator[Row]:
    """Traditional characters, by the tables of OpenCC; Taiwan's own words beside Hong Kong's."""
    folder = Path(find_spec("opencc").origin).parent / "dictionary"  # type: ignore[union-attr,arg-type]
    tables = [dict(line.split("\t") for line in (folder / f"{name}.txt").read_text("utf-8").splitlines())
              for name in ("STCharacters", "TWVariants")]  # fmt: skip
    for row in rows:
        if row.language == "zh":
            made = row.name
            for table in tables:
                made = "".join(table.get(letter, letter).split(" ")[0] for letter in made)
                made = made.replace("幹", "乾") if "干冰" in row.name else made
                for one in {made, made.replace("硅", "矽")}:
                    if one != row.name:
                        yield Row(one, "zh-Hant", row.cas, row.source)


def barred(book: Lawbook) -> set[str]:
    """Words of form, grade and packing, slang: they may not enter."""
    words = book.store.record("shipping", "all")["words"]  # type: ignore[index]
    return {name_key(word) for part in words.values() for word in part if isinstance(word, str)} | {
        name_key(word) for word in SLANG.split()
    }


def fit(row: Row, bars: set[str]) -> bool:
    key = name_key(row.name)
    return bool(key) and key not in bars and not (key.isascii() and (len(key) < 3 or key.isdigit()))


def sort_out(rows: list[Row], known: Known, book: Lawbook) -> tuple[list[Row], list[list[str]]]:
    """The names that are taken, and those on which sources disagree."""
    bars = barred(book)
    by_key: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if fit(row, bars):
            by_key[name_key(row.name)].append(row)
    kept: list[Row] = []
    apart: list[list[str]] = []
    for key, found in sorted(by_key.items()):
        taken, told = _before(key, found, known, book) or _weighed(key, found, known)
        kept += {row.language: row._replace(cas=taken[0].cas) for row in reversed(taken)}.values()
        apart += [[found[0].name, found[0].language, *told]] if told else []
    return kept, apart


Sorted = tuple[list[Row], list[str]]  # the rows that are taken, and what to record of others


def _before(key: str, found: list[Row], known: Known, book: Lawbook) -> Sorted | None:
    """What comes before all sources: the lawbook, its products, an English name of another compound."""
    numbers = {row.cas for row in found}
    several = "|".join(sorted(numbers))
    if keys := book.store.by_name(found[0].name):
        listed = {cas for one in keys for cas in book.store.substance(one).cas}  # type: ignore[union-attr]
        same = [row for row in found if row.cas in listed]
        return (same, []) if same else ([], [several, "the lawbook", "listed"])
    if book.store.record("product", key):
        return [], [several, "products.csv", "listed"]
    title = known.title.get(key, set())
    if title and found[0].language != "en" and not known.shapes(title) & known.shapes(numbers):
        return [], [several, f"chemicals: {', '.join(sorted(title))}", "English"]
    return None


def _weighed(key: str, found: list[Row], known: Known) -> Sorted:
    """What the sources say of one name: one compound, or several, of which none is guessed."""
    sources: dict[str, set[str]] = defaultdict(set)
    for row in found:
        sources[row.cas].add(row.source)
    own, first = known.own.get(key, set()), found[0].cas
    for cas in own:
        sources[cas].add("chemicals")
    if found[0].language == "en":
        others = ", ".join(sorted(sources.keys() - {first}))
        return found, [first, f"in chemicals: {others}", "taken"] if others else []
    if len(known.shapes(set(sources))) > 1:
        told = "; ".join(f"{cas}: {', '.join(sorted(by))}" for cas, by in sorted(sources.items()))
        return [], ["|".join(sorted(sources)), told, "offered"]
    far = known.far.get(key, set()) - sources.keys()
    told = f"far down in chemicals: {', '.join(sorted(far))}"
    return found, [first, told, "taken"] if far and not own else []


def annexes(folder: Path) -> Iterator[tuple[str, str]]:
    """EC and CAS numbers of the annexes of the cosmetics regulation, where a row has one of each."""
    for file in sorted(folder.glob("*.csv")):
        for cells in csv.reader(file.open(encoding="utf-8-sig")):
            text = [" ".join(cell.split()) for cell in cells]
            numbers = [cell for cell in text if re.fullmatch(r"\d{2,7}-\d\d-\d", cell)]
            ec = [cell for cell in text if re.fullmatch(r"\d{3}-\d{3}-\d", cell)]
            if len(numbers) == len(ec) == 1:
                yield ec[0], numbers[0]


def ec_numbers(known: Known, folder: Path, book: Lawbook) -> list[tuple[str, str, str]]:
    from stdnum.eu import ecnumber

    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    pairs = [(*pair, "chemicals") for pair in known.ec] + [(*pair, "Annexes") for pair in annexes(folder)]
    pairs += [(ec, cas, "common knowledge") for cas, ec in rows_of("ec.txt")]
    for ec, cas, source in pairs:
        if ecnumber.is_valid(ec) and cas_check(cas) and (cas in known.smiles or book.store.by_cas(cas)):
            found[ec][cas].add(source)
    return [(ec, "|".join(sorted(said)), "; ".join(sorted({one for by in said.values() for one in by})))
            for ec, said in sorted(found.items())]  # fmt: skip


def main() -> None:
    known, book = Known(), Lawbook.load()
    rows = [*corrections(known), *by_hand(known), *chinese(known), *salts(known), *esters(known)]
    rows += list(traditional(rows))
    rows += [*taric(Path(sys.argv[1]), known), *inn(Path(sys.argv[2]), known), *known.tagged, *numbered()]
    kept, apart = sort_out(rows, known, book)
    head = (HERE / "head.txt").read_text("utf-8")
    lines = sorted({"\t".join(row) for row in kept}, key=lambda line: (line.split("\t")[2:0:-1], line))
    (OUT / "goods-names.tsv").write_text(head + "\n".join(lines) + "\n", "utf-8")
    told = "# Names that sources give to different compounds. Columns: name, language, CAS numbers (|), who says so, what is done.\n"
    told += "# offered: all of them, never one. taken: the named source is believed. listed: the lawbook's own name stands. English: it is an English name of another compound.\n"
    (TABLES / "goods-disagreements.tsv").write_text(
        told + "\n".join("\t".join(row) for row in apart) + "\n", "utf-8"
    )
    numbers = ec_numbers(known, Path(sys.argv[3]), book)
    head = (HERE / "head-ec.txt").read_text("utf-8")
    (TABLES / "ec-numbers.tsv").write_text(head + "".join("\t".join(row) + "\n" for row in numbers), "utf-8")
    print(len(kept), "names,", len(apart), "disagreements,", len(numbers), "EC numbers")


if __name__ == "__main__":
    main()
