"""A salt as names write it: in Chinese the acid before the base (盐酸吗啡) or the salt after it (吗啡盐酸盐); in English
and German the acid after the base, in French, Spanish, Portuguese and Italian before it.

The lists name bases and reach their salts by a sentence of their own; a declaration writes the salt. Only names that
the lists know as a base, a compound of nitrogen, are taken for one: 硝酸甘油 is no salt, so no such pair is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from tidewaiter.lawbook import patterns as re
from tidewaiter.lawbook.store import Store
from tidewaiter.substance.identity import Identity, Look
from tidewaiter.substance.tables.spelt import latin
from tidewaiter.substance.tables.table import by_word, longest_of, rows
from tidewaiter.substance.tables.wording import either, pattern

SALT = re.compile(r"\w{3}(?:ate|ite|ide|at|it|id|ato|ito|uro|ure|ür|ат|ит|ид)$", re.IGNORECASE)

_TABLE = list(rows("acids"))
_ACIDS = {name: smiles for name, smiles in by_word("acids", meaning=0).items() if name}
_RESTS = {smiles: rest for smiles, rest, _ in _TABLE if rest}
_TIMES = r"(?:mono|di|tri|моно|ди|геми|bi|hemi|sesqui|hydrogen|hidrogeno|hydrogéno|hydrogeno)*"
_ENDS = re.compile(
    rf"(.{{4,}}?|\w{{3}}(?=[\s-]))[\s-]*{_TIMES}({'|'.join(f'(?:{rest})' for rest in _RESTS.values())})[eo]?(?:[\s-]+\w*hydrate?)?",
    re.IGNORECASE,
)
_BEGINS = re.compile(
    rf"{_TIMES}({'|'.join(f'(?:{rest})' for rest in _RESTS.values())})[eo]?\s*(?:de\s+l[a']\s*|(?:de|di|do|da)\s+|d['’]\s*)(.{{3,}})",
    re.IGNORECASE,
)
_SALT = longest_of(_ACIDS)  # 氢溴酸 before 溴酸
_ELEMENT = re.compile(r"\[[A-Z][a-z]?[+-]?\d?\]|\[H\]\[H\]|\[HH\]|O=O|N#N")
_WATER = re.compile(r"[一二三半]?水合物?$")
_BEFORE = re.compile(rf"[一二半]?({_SALT})(.+)")
_AFTER = re.compile(rf"(.+?)[·\s]?[一二单半]?({_SALT})盐")


_SIGNS = re.compile(r"[\W_]+")


@cache
def _bare() -> re.Pattern[str]:
    words = "|".join(_SIGNS.sub("", word) for (word,) in rows("bare-words"))
    return re.compile(
        rf"(?!hcl$|hbr$)(?:{_TIMES}(?:{'|'.join(_RESTS.values())})[eo]?|{words})", re.IGNORECASE
    )


def is_bare(name: str) -> bool:
    """Whether a name is a word of a salt, water, a class or a group alone, which names no substance: "hydrochloride" is no proguanil.

    >>> [is_bare(name) for name in ("Hydrochloride", "monohydrate", "sulphate", "acid", "HCl", "morphine sulfate", "tartaric acid")]
    [True, True, True, True, False, False, False]
    """
    return _bare().fullmatch(_SIGNS.sub("", name)) is not None


def is_salt_former(smiles: str) -> bool:
    """Whether a structure is an acid that bases are made salts with: "salt of hydrochloric acid" names no substance, for what
    its base is decides.

    >>> is_salt_former("Cl"), is_salt_former("O=S(=O)(O)O"), is_salt_former("NC(=O)c1ccccc1C(=O)O")
    (True, True, False)
    """
    from rdkit import Chem

    mol = Chem.MolFromSmiles(smiles) if smiles else None
    return mol is not None and Chem.MolToSmiles(mol) in _acids_drawn()


@cache
def _acids_drawn() -> frozenset[str]:
    from rdkit import Chem

    return frozenset(Chem.MolToSmiles(Chem.MolFromSmiles(smiles)) for smiles, *_ in _TABLE)


def is_element(smiles: str) -> bool:
    """Whether a structure is one atom or ion, or a gas of one element: potassium, which beside a word that is not understood may be its salt."""
    return _ELEMENT.fullmatch(smiles) is not None


def is_rest(word: str) -> bool:
    """Whether a word is the rest of an acid, as the languages write it.

    >>> is_rest("citrat"), is_rest("clorhidrato"), is_rest("acid")
    (True, True, False)
    """
    return re.fullmatch(rf"{_TIMES}(?:{'|'.join(_RESTS.values())})[eo]?", word, re.IGNORECASE) is not None


_AS = frozenset({"as", "als", "como", "comme", "come"})


def without_rests(text: str) -> str:
    """A text without the rests of acids, and without the word that leads to one.

    >>> without_rests("tablets (as hydrochloride)"), without_rests("fosfato")
    ('tablets', '')
    """
    kept: list[str] = []
    for word in text.split():
        if not is_rest(word.strip("()[],;")):
            kept.append(word)
        elif kept and kept[-1].strip("([").casefold() in _AS:
            kept.pop()
    return " ".join(kept)


def salt_of(name: str, store: Store) -> tuple[list[str], str]:
    """The listed bases that a Chinese name of a salt holds, and the SMILES of its acid; ([], "") for any other name.

    >>> from tidewaiter import Lawbook
    >>> store = Lawbook.load().store
    >>> salt_of("盐酸吗啡", store), salt_of("吗啡盐酸盐三水合物", store)
    ((['morphine'], 'Cl'), (['morphine'], 'Cl'))
    >>> salt_of("硫酸二甲酯", store), salt_of("醋酸酐", store)
    (([], ''), ([], ''))
    """
    if name.isascii():
        return [], ""
    plain = _WATER.sub("", "".join(name.split()))
    for found, base, acid in ((_AFTER.fullmatch(plain), 1, 2), (_BEFORE.fullmatch(plain), 2, 1)):
        if found:
            keys = [key for key in store.by_name(found[base]) if _has_base(key, store)]
            if keys:
                return keys, _ACIDS[found[acid]]
    return [], ""


def han_split(name: str) -> tuple[str, str]:
    """The base or acid of a Chinese name of a salt, and the SMILES of its acid, "" where a metal stands behind it; ("", "")
    for any other name.

    >>> han_split("盐酸特比萘芬"), han_split("华法林钠"), han_split("对乙酰氨基酚")
    (('特比萘芬', 'Cl'), ('华法林', ''), ('', ''))
    """
    plain = _WATER.sub("", "".join(name.split()))
    if found := _AFTER.fullmatch(plain):
        return found[1], _ACIDS[found[2]]
    if found := _BEFORE.fullmatch(plain):
        return found[2], _ACIDS[found[1]]
    found = re.fullmatch(r"(.{2,}?(?<!醇))(?:二|半)?[钠钾钙镁锌]", plain)  # an alkoxide is no alcohol
    return (found[1], "") if found else ("", "")


def base_in(name: str, store: Store) -> str:
    """The listed base, one alone, whose salt a name says it is; "" for any other name.

    >>> from tidewaiter import Lawbook
    >>> store = Lawbook.load().store
    >>> base_in("tilidine hydrochloride", store), base_in("盐酸吗啡", store), base_in("terbinafine hydrochloride", store)
    ('tilidine', 'morphine', '')
    """
    keys = salt_of(name, store)[0] or [key for base, _ in split(name)[:1] for key in store.by_name(base)]
    return keys[0] if len(keys) == 1 and _has_base(keys[0], store) else ""


def split(name: str) -> list[tuple[str, str]]:
    """The base, in each spelling worth asking, and the SMILES of the acid of a salt in a European language.

    >>> split("alprazolam hydrochloride"), split("clorhidrato de ketamina")[0], split("Ketaminhydrochlorid")[1]
    ([('alprazolam', 'Cl'), ('alprazolame', 'Cl')], ('ketamina', 'Cl'), ('Ketamine', 'Cl'))
    >>> split("chlorhydrate d'éphédrine")[0], split("codeine"), split("hydrochloride"), split("hydrochloride diphenidine")
    (('éphédrine', 'Cl'), [], [], [])
    """
    plain = " ".join(name.split())
    for found, base, rest in ((_BEGINS.fullmatch(plain), 2, 1), (_ENDS.fullmatch(plain), 1, 2)):
        if found:
            if base == 1 and " " in plain and not re.search(r"(?:e|hcl|hbr|[а-я])$", plain, re.IGNORECASE):
                continue  # German writes one word: "fentanil citrat" is a misspelling
            acid = next(
                smiles for smiles, words in _RESTS.items() if re.fullmatch(words, found[rest], re.IGNORECASE)
            )
            return [(spelling, acid) for spelling in _spellings(found[base].strip(" -"))]
    return []


def metal_salt(name: str) -> str:
    """The acid of a salt that names a metal or an amine behind it; "" for any other name.

    >>> metal_salt("losartan potassium"), metal_salt("sodium chloride"), metal_salt("losartan"), metal_salt("Natrium, Lithium")
    ('losartan', '', '', '')
    >>> metal_salt("BMK glycidic acid sodium salt"), metal_salt("Losartan-Kaliumsalz"), metal_salt("losartán, sal sódica")
    ('BMK glycidic acid', 'Losartan', 'losartán')
    """
    found = (
        re.fullmatch(either("metal behind"), " ".join(name.split()), re.IGNORECASE)
        if " " in name or "-" in name
        else None
    )
    return found[1] if found else ""


_METAL_FIRST = pattern("metal first")


def acids_behind(name: str) -> list[str]:
    """What the acid of a salt that is named behind its metal may be called in English; [] for any other name.

    >>> acids_behind("calcium phenylacetate"), acids_behind("magnesium hypophosphite"), acids_behind("calcium")
    (['phenylacetic acid'], ['hypophosphorous acid'], [])
    >>> acids_behind("sodium antranilate"), acids_behind("sodium фенилацетate")
    (['antranilic acid', 'anthranilic acid'], ['fenilacetic acid', 'phenylacetic acid'])
    """
    found = _METAL_FIRST.fullmatch(latin(" ".join(name.split())))
    if not found:
        return []
    stem = found[1] + ("or" if found[1].endswith("ph") and found[2] == "ite" else "")
    end = "ous" if found[2] == "ite" else "ic"
    return [f"{one}{end} acid" for one in dict.fromkeys((stem, _in_english(stem)))]


_CATIONS = (
    ("[Na+]", "sod|sód|natri|натри|钠"), ("[K+]", "pot|kali|кали|钾"), ("[Li+]", "lith"),
    ("[Ca+2]", "calc|cálc|кальц|钙"), ("[Mg+2]", "magn|镁"), ("[Zn+2]", "zinc|锌"),
)  # fmt: skip
_HYDROCYANIC = "[CX2H1]#N"
_ACIDIC = (  # where an acid gives its proton, the strongest first
    "[N+](=O)([O-])[OX2H1]", "[Cl,Br,I](~[O])[OX2H1]", "[F,Cl,Br,I;H1;X1]", _HYDROCYANIC,
    "[CX3](=O)[OX2H1]", "[P,S](=O)[OX2H1]", "[c,$([CX3]=C)][OX2H1]", "[#6](=[O,S])[NX3H1][#6]=[O,S]", "S(=O)(=O)[NX3H1]",
    "[#6](=[O,S])[nX3H1][#6]=[O,S]",
)  # fmt: skip


def says_salt(name: str) -> bool:
    """Whether a name ends in the word salt, or a metal after it.

    >>> [says_salt(name) for name in ("IMDPAM sodium salt", "losartán, sal sódica", "ephedrine lithium")]
    [True, True, False]
    """
    return re.search(r"(?:salts?|salz|соль)$|[\s,]s[ae]l\s", name, re.IGNORECASE) is not None


def salted(name: str, acid: str) -> str:
    """The SMILES of an acid's salt with the metal that stands behind it in a name; "" where none stands there, or the acid
    has no proton to give.

    >>> salted("warfarin sodium", "CC(=O)O"), salted("苯巴比妥钙", "CC(=O)O"), salted("ethane sodium", "CC")
    ('CC(=O)[O-].[Na+]', 'CC(=O)[O-].CC(=O)[O-].[Ca+2]', '')
    """
    from rdkit import Chem

    end = re.split(r"[\s-]", re.sub(r"[\s-]*(?:salts?|salz|соль)$", "", name))[-1]
    metal = next((cation for cation, words in _CATIONS if re.search(words, end, re.IGNORECASE)), "")
    mol = Chem.RWMol(Chem.MolFromSmiles(acid)) if metal else None
    if mol is None:
        return ""
    for acidic in _ACIDIC:
        if found := mol.GetSubstructMatch(Chem.MolFromSmarts(acidic)):
            proton = next(
                mol.GetAtomWithIdx(one)
                for one in reversed(found)
                if mol.GetAtomWithIdx(one).GetTotalNumHs()
                and (mol.GetAtomWithIdx(one).GetAtomicNum() != 6 or acidic == _HYDROCYANIC)
            )
            proton.SetFormalCharge(-1)
            proton.SetNumExplicitHs(0)
            return ".".join([Chem.MolToSmiles(mol)] * (2 if "2" in metal else 1) + [metal])
    return ""


_PROTON = "[#7,#8,#15,#16;!H0,-]"
_AMINE = "[NX3;!$(N[#6]=[O,S,N]);!$(N[S,P]);!$(N~[N,O]);!$(Na)]"


def gives_a_proton(smiles: str) -> bool:
    """Whether a metal may take the place of a hydrogen in a compound: none in an ester, a nitrile or a hydrocarbon.

    >>> gives_a_proton("CC(=O)O"), gives_a_proton("[Na+].CC(=O)[O-]"), gives_a_proton("CC(=O)Oc1ccccc1")
    (True, True, False)
    """
    from rdkit import Chem

    mol = Chem.MolFromSmiles(smiles)
    return mol is not None and mol.HasSubstructMatch(Chem.MolFromSmarts(_PROTON))


def takes_a_proton(smiles: str) -> bool:
    """Whether a substance has an amine that an acid makes a salt of.

    >>> [takes_a_proton(one) for one in ("CNC(C)C(O)c1ccccc1", "CC(=O)N", "CCO", "Nc1ccccc1")]
    [True, False, False, False]
    """
    from rdkit import Chem

    mol = Chem.MolFromSmiles(smiles)
    return mol is not None and mol.HasSubstructMatch(Chem.MolFromSmarts(_AMINE))


def _spellings(base: str) -> list[str]:
    """A base as it is written, and as English ends it: Ketamin and ketamina are ketamine, fentanilo is fentanil."""
    found = [base]
    if base[-1:] in "ao":
        found += [base[:-1] + "e", base[:-1], base[:-1].replace("il", "yl") if base.endswith("ilo") else ""]
    else:
        found.append(base if base.endswith("e") else base + "e")
    return [one for one in dict.fromkeys(found) if len(one) > 2]


_OTHER_IN_BRACKETS = re.compile(r"\[(?!\d*(?:N(?![abdehiop])|n))[^\]]*\]")  # [Na+], [Zn]; no [NH3+], [n+]


def holds_nitrogen(smiles: str) -> bool:
    """Whether a structure holds nitrogen: sodium and zinc are none.

    >>> [holds_nitrogen(one) for one in ("CN", "Cn1cccc1", "C[NH3+]", "c1cc[nH]c1", "[Na]c1ccccc1", "[Zn+2]", "[Ni]", "[15N]")]
    [True, True, True, True, False, False, False, True]
    """
    return any(letter in "Nn" for letter in _OTHER_IN_BRACKETS.sub("", smiles))


def _has_base(key: str, store: Store) -> bool:
    substance = store.substance(key)
    return substance is not None and holds_nitrogen(substance.smiles)


_ACID = r"(?:acide|acido)\s+(.+?)(?:ique|ico)|acidum\s+(.+?)icum|(.{4,}?)-?s(?:ä|ae?)ure"
_ENGLISH = (  # what the languages write for the parts of English names of acids
    ("fenil", "phenyl"), ("hidroxi", "hydroxy"), ("hidro", "hydro"), ("acetil", "acetyl"), ("metil", "methyl"), ("propil", "propyl"),
    ("etil", "ethyl"), ("cloro", "chloro"), ("metoxi", "methoxy"), ("butir", "butyr"), ("piro", "pyro"), ("fosf", "phosph"), ("ftal", "phthal"),
    ("antranil", "anthranil"), ("liserg", "lyserg"), ("sulfur", "sulfur"), ("clorh", "hydrochl"), ("glicol", "glycol"), ("glicid", "glycid"),
)  # fmt: skip


def english_acids(name: str) -> list[str]:
    """What an acid in French, Spanish, Italian, Portuguese, German or Latin may be called in English; [] for any other name.

    >>> english_acids("acide gamma-hydroxybutyrique"), english_acids("ácido fenilacético"), english_acids("codeine")
    (['gamma-hydroxybutyric acid'], ['fenilacetic acid', 'phenylacetic acid'], [])
    >>> english_acids("Acidum citricum")
    ['citric acid']
    """
    from unicodedata import combining, normalize

    plain = "".join(letter for letter in normalize("NFKD", " ".join(name.split())) if not combining(letter))
    acid = plain[:3].casefold() == "aci" or plain[-3:].casefold() == "ure"
    found = re.fullmatch(_ACID, plain, re.IGNORECASE) if acid else None
    if not found:
        return []
    stem = next(filter(None, found.groups())).casefold()
    return [f"{one}ic acid" for one in dict.fromkeys((stem, _in_english(stem)))]


def _in_english(stem: str) -> str:
    """The stem of an acid with its parts in English."""
    for written, meant in _ENGLISH:
        stem = re.sub(rf"(?<!m){written}" if written == "etil" else written, meant, stem)
    return stem


def of_metals(pieces: list[str], look: Look) -> Iterator[tuple[int, tuple[str, Identity]]]:
    """The salts among words of a Romance language, by their place: "chlorate de potassium" is neither of the two."""
    for start in range(len(pieces) - 2):
        first, of, metal = (piece.strip("()[]{},.:") for piece in pieces[start : start + 3])
        if of.casefold() in ("de", "di") and SALT.search(first) and (alone := look(metal)):
            what = look(f"{first} {of} {metal}")
            if what and not what.doubt and all(is_element(one.smiles) for one in alone.candidates):
                yield start, (f"{first} {of} {metal}", what)
