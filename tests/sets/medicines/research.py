"""Writes ``research-compounds.tsv``: compounds of laboratories and medicines that the general dictionary lacks.

    python tests/sets/medicines/research.py SAMPLES.txt ATC.csv

SAMPLES.txt: the samples of the Drug Repurposing Hub of the Broad Institute (CC BY 4.0; edition of 2020-03-24): names, those of vendors,
structures, InChIKeys. ATC.csv: the names of WHO's classification of medicines (facts; fabkury/atcd, 2026-04-25), of which biologicals are
taken: they have no structure and are known by name alone. The table is emptied first, so that what is known is judged without it.

A structure is taken where its own InChIKey is the one that stands beside it, and all samples of a name are one compound. A name is taken only
where nothing knows it, or where a likeness was read as something else ("KI-16425" is no potassium iodide, "dioscin" no dioxin).
"""

from __future__ import annotations

import csv
import re
import sys
from collections import defaultdict
from pathlib import Path

from rdkit import Chem, RDLogger
from rdkit.Chem.rdMolDescriptors import CalcMolFormula

from tidewaiter import Lawbook
from tidewaiter.errors import QuestionError
from tidewaiter.lawbook.names import name_key
from tidewaiter.lawbook.store import Store
from tidewaiter.substance.dictionary import dictionary
from tidewaiter.substance.identify import identify
from tidewaiter.substance.tables.table import file_of

RDLogger.DisableLog("rdApp.*")
HEAD = """\
# Compounds of laboratories, and medicines, that the general dictionary lacks. Columns: name, CAS number, formula, SMILES, other names (|).
# Written by tests/sets/medicines/research.py from the Drug Repurposing Hub of the Broad Institute (CC BY 4.0; samples of 2020-03-24): names and
# structures whose InChIKey is the one that stands beside them; and biologicals, without structure, that WHO's classification of medicines names.
"""
BIOLOGICAL = re.compile(
    r"mab(?: |$)|leucel$|vec$|vaccine|globulin|antigen|ser(?:um|a)$|toxoid|antitoxin|factor|ase(?: |$)|(?:alfa|beta)(?:-|$)|parin$|deruxtecan|tesirine"
    r"|vedotin|mafodotin|rsen$|siran$|interferon|cel$|^diphtheria|^typhoid|fibrinolysin|protein C|antithrombin|thrombocytes|erythrocytes|stem cells"
)
# hormones, which lists may name by a group: not known by name alone (as build.py beside this file has it)
OF_A_GROUP = re.compile(
    r"som(?:a|e)|gonadot|growth|toxin|fol+itropin|lutropin|menotropin|ghrelin|relin", re.IGNORECASE
)
SALT = re.compile(
    r"[\s,]+(?:(?:di|tri|mono|sesqui|hemi)?(?:hydrochloride|hcl|hydrobromide|hbr|sulfate|sulphate|maleate|fumarate|bitartrate|cilexetil|medium|acetonide|pivoxil|tosilate|racemate|analog|alaninate|medoxomil|nafate|trithione|xinafoate|terpene|"
    r"pivalate|furoate|palmitate|stearate|decanoate|valerate|propionate|"
    r"citrate|tartrate|mesylate|"
    r"methanesulfonate|besylate|tosylate|oxalate|succinate|acetate|phosphate|nitrate|sodium|potassium|calcium|lithium|magnesium|salt|hydrate|"
    r"bromide|chloride|iodide|lactate|malate|meglumine|trifluoroacetate|tfa|pamoate|camsylate|edisylate|esylate|anhydrous|base|ammonium|"
    r"hydrogen|hydroiodide|gluconate|adipate|benzoate|tromethamine|racemic|free))$",
    re.IGNORECASE,
)
NO_NAME = re.compile(
    r"(?:inn|ban|usan|jan|salt|racemic|with|in|free)\b|[RSEZ+/±,\s-]*$|\d+ ?%", re.IGNORECASE
)
PIECE = re.compile(
    r"(?:yl|oxy|amino|imino|oxo|anilino|amido|acetate|hydroxy)$|[\[\]{};]|^\d+-$", re.IGNORECASE
)
CODE = re.compile(r"[A-Z][A-Za-z]{0,4}[ -]?\d{2,}[A-Za-z]?")
SHORTEST, LONGEST = 5, 40  # letters and digits of a name: longer ones are systematic, and read as such
LETTERS = 6  # of a name without a digit: a shorter one may be a word of any language


def compounds(path: str) -> dict[str, tuple[str, set[str]]]:
    """The compounds by their name: structure, and what vendors call them."""
    samples: dict[str, dict[str, str]] = defaultdict(dict)
    called: dict[str, set[str]] = defaultdict(set)
    for line in Path(path).read_text("latin-1").splitlines():
        cells = [cell.strip().strip('"') for cell in line.split("\t")]
        if len(cells) > 9 and not line.startswith(("!", "broad_id")) and cells[8]:
            samples[cells[1]][cells[9]] = cells[8].split(" ")[0]  # without ChemAxon's extensions
            called[cells[1]].add(cells[6])
    found = {}
    for name, structures in samples.items():
        key, smiles = min(structures.items())
        molecule = Chem.MolFromSmiles(smiles)
        if (
            molecule
            and len({one[:14] for one in structures}) == 1
            and Chem.MolToInchiKey(molecule)[:14] == key[:14]
        ):
            found[name] = (Chem.MolToSmiles(molecule), called[name])
    return found


def names(name: str, vendors: set[str]) -> set[str]:
    """A compound's name, and those of vendors without their salts and brackets."""
    found = {name}
    for text in vendors:
        glossed = re.fullmatch(
            r"(\S.*?)\s+\(([^()]*)\)", text
        )  # "Pimasertib (AS-703026)"; the brackets of a systematic name are its own
        for part in glossed.groups() if glossed else (text,):
            for one in re.split(r"[,;] (?=[A-Za-z])", part):
                bare = one.strip(' -"')
                while (shorter := SALT.sub("", bare)) != bare:
                    bare = shorter
                if (
                    bare.isascii()
                    and not SALT.fullmatch(f" {bare}")
                    and not NO_NAME.match(bare)
                    and not PIECE.search(bare)
                ):
                    found.add(bare)
    return set({name_key(one): one for one in sorted(found) if _is_long(one)}.values())


def _is_long(name: str) -> bool:
    """Whether a name is long enough to be no other word, and whole."""
    key = name_key(name)
    return (
        SHORTEST <= len(key) <= LONGEST
        and name.count("(") == name.count(")")
        and (any(map(str.isdigit, key)) or len(key) >= LETTERS)
    )


def formulas(smiles: str) -> set[str]:
    """The formulas of the parts of a structure, without hydrogen and charge."""
    molecule = Chem.MolFromSmiles(smiles)
    parts = Chem.GetMolFrags(molecule, asMols=True) if molecule else ()
    return {re.sub(r"H\d*(?![a-z])|[+-]\d*", "", CalcMolFormula(part)) for part in parts}


def is_free(name: str, smiles: str, store: Store) -> bool:
    """Whether nothing knows a name, or what it is read as is another compound that does not bear it."""
    try:
        known = identify(name, store, systematic=False)
    except QuestionError:
        return True
    if not smiles:
        return False
    told = {formula for one in known.candidates if one.smiles for formula in formulas(one.smiles)}
    borne = dictionary().knows(name) and not CODE.fullmatch(name)
    return (
        not borne
        and not store.by_name(name)
        and told.isdisjoint(formulas(smiles))
        and (bool(told) or CODE.fullmatch(name) is not None)
    )


def biologicals(path: str) -> list[str]:
    """The biologicals of the classification, without those that lists may name by a group."""
    with Path(path).open(encoding="utf-8", newline="") as stream:
        every = {
            row["atc_name"].strip()
            for row in csv.DictReader(stream)
            if len(row["atc_code"]) == len("A01AA01")
        }
    return sorted(
        one for one in every if BIOLOGICAL.search(one) and not OF_A_GROUP.search(one) and "," not in one
    )


def main(path: str, classified: str) -> None:
    """Write the table."""
    out = file_of("research-compounds")
    out.write_text(HEAD, "utf-8")
    store = Lawbook.load().store
    rows, seen = [], set()
    for name, (smiles, vendors) in sorted(compounds(path).items()):
        free = sorted(
            one for one in names(name, vendors) if name_key(one) not in seen and is_free(one, smiles, store)
        )
        seen |= {name_key(one) for one in free}
        if free:
            own = name if name in free else free[0]
            formula = CalcMolFormula(Chem.MolFromSmiles(smiles))
            rows.append((own, "", formula, smiles, "|".join(dict.fromkeys([own, *free]))))
    new = (one for one in biologicals(classified) if name_key(one) not in seen and is_free(one, "", store))
    rows.extend((name, "", "", "", name) for name in new)
    with out.open("w", encoding="utf-8", newline="") as stream:
        stream.write(HEAD)
        csv.writer(
            stream, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None
        ).writerows(rows)
    print(len(rows), "compounds", sum(len(row[4].split("|")) for row in rows), "names")


if __name__ == "__main__":
    main(*sys.argv[1:])
