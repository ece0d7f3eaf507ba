"""Systematic names and structures inside sentences.

The names are published ones: those of the lists themselves (lawbook/names.csv), of PubChem and CAS index as PyPI ``chemicals``
ships them under the substance's CAS number, or of the annexes of the UN conventions. The structures are those of PubChem for the
same CAS numbers. The ids are those under which the lawbook lists these numbers.
"""

from __future__ import annotations

import shutil
from importlib.util import find_spec

import pytest

from tidewaiter import Lawbook
from tidewaiter.text import find_mentions, read_listings
from tidewaiter.text.mentions.structures import structures
from tidewaiter.text.mentions.systematic_names import runs

needs_opsin = pytest.mark.skipif(
    find_spec("py2opsin") is None or shutil.which("java") is None, reason="needs OPSIN and Java"
)


@pytest.fixture(scope="module")
def book() -> Lawbook:
    return Lawbook.load()


NAMES = {
    "fentanyl": (
        "N-phenyl-N-[1-(2-phenylethyl)piperidin-4-yl]propanamide",
        "N-(1-phenethylpiperidin-4-yl)-N-phenylpropionamide",
        "propanamide, N-phenyl-N-[1-(2-phenylethyl)-4-piperidinyl]-",
        "N-phenyl-N-(1-(2-phenylethyl)-4-piperidinyl)propanamide",
    ),
    "4-anilino-n-phenethylpiperidine": (
        "N-(1-phenethylpiperidin-4-yl)aniline",
        "1-(2-phenylethyl)-N-phenylpiperidin-4-amine",
        "N-phenyl-1-(2-phenylethyl)piperidin-4-amine",
        "4-piperidinamine, N-phenyl-1-(2-phenylethyl)-",
    ),
    "n-phenethyl-4-piperidone": (
        "1-(2-phenylethyl)piperidin-4-one",
        "1-(2-phenylethyl)-4-piperidone",
        "4-piperidinone, 1-(2-phenylethyl)-",
        "1-phenethylpiperidin-4-one",
    ),
    "ketamine": (
        "2-(2-chlorophenyl)-2-(methylamino)cyclohexan-1-one",
        "2-(o-chlorophenyl)-2-(methylamino)cyclohexanone",
        "cyclohexanone, 2-(2-chlorophenyl)-2-(methylamino)-",
        "2-(2-chloro-phenyl)-2-methylamino-cyclohexanone",
    ),
    "mdma": (
        "1-(1,3-benzodioxol-5-yl)-N-methylpropan-2-amine",
        "1-(2H-1,3-benzodioxol-5-yl)-N-methylpropan-2-amine",
        "1,3-benzodioxole-5-ethanamine, N,alpha-dimethyl-",
        "1-(3,4-methylenedioxyphenyl)-N-methylpropan-2-amine",
    ),
    "3-4-methylenedioxyphenyl-2-propanone": (
        "1-(1,3-benzodioxol-5-yl)propan-2-one",
        "1-(1,3-benzodioxol-5-yl)-2-propanone",
        "2-propanone, 1-(1,3-benzodioxol-5-yl)-",
        "1-(2H-1,3-benzodioxol-5-yl)propan-2-one",
    ),
    "1-phenyl-2-propanone": ("1-phenylpropan-2-one", "2-propanone, 1-phenyl-", "1-phenyl-propan-2-one"),
    "methyl-alpha-phenylacetoacetate": (
        "methyl 3-oxo-2-phenylbutanoate",
        "3-oxo-2-phenylbutanoic acid methyl ester",
        "butanoic acid, 3-oxo-2-phenyl-, methyl ester",
    ),
    "ethyl-alpha-phenylacetoacetate-eapa": (
        "ethyl 3-oxo-2-phenylbutanoate",
        "3-oxo-2-phenyl-butyric acid ethyl ester",
        "butanoic acid, 3-oxo-2-phenyl-, ethyl ester",
    ),
    "alpha-phenylacetoacetonitrile": (
        "3-oxo-2-phenylbutanenitrile",
        "3-oxo-2-phenyl-butyronitrile",
        "butanenitrile, 3-oxo-2-phenyl-",
    ),
    "3-4-mdp-2-p-methyl-glycidate": (
        "methyl 3-(1,3-benzodioxol-5-yl)-2-methyloxirane-2-carboxylate",
        "methyl 3-(2H-1,3-benzodioxol-5-yl)-2-methyloxirane-2-carboxylate",
        "3-(1,3-benzodioxol-5-yl)-2-methyloxirane-2-carboxylic acid methyl ester",
    ),
    "ethyl-ester-of-3-4-mdp-2-p-methyl-glycidic-acid": (
        "ethyl 3-(1,3-benzodioxol-5-yl)-2-methyloxirane-2-carboxylate",
        "3-(1,3-benzodioxol-5-yl)-2-methyloxirane-2-carboxylic acid ethyl ester",
        "2-oxiranecarboxylic acid, 3-(1,3-benzodioxol-5-yl)-2-methyl-, ethyl ester",
    ),
    "methyl-ester-of-p-2-p-methyl-glycidic-acid": (
        "methyl 2-methyl-3-phenyloxirane-2-carboxylate",
        "2-methyl-3-phenyloxirane-2-carboxylic acid methyl ester",
        "2-oxiranecarboxylic acid, 2-methyl-3-phenyl-, methyl ester",
    ),
    "1-boc-4-piperidone": (
        "tert-butyl 4-oxopiperidine-1-carboxylate",
        "4-oxopiperidine-1-carboxylic acid tert-butyl ester",
        "1-piperidinecarboxylic acid, 4-oxo-, 1,1-dimethylethyl ester",
    ),
    "tert-butyl-4-phenylamino-piperidine-1-carboxylate": (
        "tert-butyl 4-(phenylamino)piperidine-1-carboxylate",
        "tert-butyl 4-anilinopiperidine-1-carboxylate",
        "1-piperidinecarboxylic acid, 4-(phenylamino)-, 1,1-dimethylethyl ester",
    ),
    "methylphenidate": (
        "methyl 2-phenyl-2-(piperidin-2-yl)acetate",
        "2-piperidineacetic acid, alpha-phenyl-, methyl ester",
        "methyl phenyl(piperidin-2-yl)acetate",
    ),
    "pethidine": (
        "ethyl 1-methyl-4-phenylpiperidine-4-carboxylate",
        "4-piperidinecarboxylic acid, 1-methyl-4-phenyl-, ethyl ester",
        "1-methyl-4-phenylpiperidine-4-carboxylic acid ethyl ester",
    ),
    "methadone": (
        "6-(dimethylamino)-4,4-diphenylheptan-3-one",
        "3-heptanone, 6-(dimethylamino)-4,4-diphenyl-",
        "6-dimethylamino-4,4-diphenyl-3-heptanone",
    ),
    "ephedrine": (
        "(1R,2S)-2-(methylamino)-1-phenylpropan-1-ol",
        "(1r,2s)-2-(methylamino)-1-phenyl-propan-1-ol",
        "(1R,2S)-2-methylamino-1-phenyl-1-propanol",
    ),
    "alpha-pvp": (
        "1-phenyl-2-(pyrrolidin-1-yl)pentan-1-one",
        "1-pentanone, 1-phenyl-2-(1-pyrrolidinyl)-",
        "1-phenyl-2-(1-pyrrolidinyl)-1-pentanone",
    ),
    "mephedrone": (
        "2-(methylamino)-1-(4-methylphenyl)propan-1-one",
        "1-propanone, 2-(methylamino)-1-(4-methylphenyl)-",
        "2-methylamino-1-(4-methylphenyl)propan-1-one",
    ),
    "isotonitazene": (
        "N,N-diethyl-2-(2-(4-isopropoxybenzyl)-5-nitro-1H-benzo[d]imidazol-1-yl)ethan-1-amine",
        "N,N-diethyl-2-[5-nitro-2-[(4-propan-2-yloxyphenyl)methyl]benzimidazol-1-yl]ethanamine",
        "N,N-diethyl-2-(5-nitro-2-{[4-(propan-2-yloxy)phenyl]methyl}-1H-benzimidazol-1-yl)ethan-1-amine",
    ),
    "dmt": (
        "2-(1H-indol-3-yl)-N,N-dimethylethan-1-amine",
        "1H-indole-3-ethanamine, N,N-dimethyl-",
        "3-[2-(dimethylamino)ethyl]indole",
    ),
    "2c-b": (
        "2-(4-bromo-2,5-dimethoxyphenyl)ethan-1-amine",
        "benzeneethanamine, 4-bromo-2,5-dimethoxy-",
        "4-bromo-2,5-dimethoxyphenethylamine",
    ),
    "ketobemidone": (
        "1-[4-(3-hydroxyphenyl)-1-methylpiperidin-4-yl]propan-1-one",
        "1-propanone, 1-[4-(3-hydroxyphenyl)-1-methyl-4-piperidinyl]-",
        "ethyl 4-(m-hydroxyphenyl)-1-methyl-4-piperidyl ketone",
    ),
    "safrole": (
        "5-(prop-2-en-1-yl)-1,3-benzodioxole",
        "1,3-benzodioxole, 5-(2-propenyl)-",
        "5-prop-2-enyl-1,3-benzodioxole",
    ),
    "sufentanil": (
        "N-[4-(methoxymethyl)-1-[2-(thiophen-2-yl)ethyl]piperidin-4-yl]-N-phenylpropanamide",
        "propanamide, N-[4-(methoxymethyl)-1-[2-(2-thienyl)ethyl]-4-piperidinyl]-N-phenyl-",
        "N-(4-(methoxymethyl)-1-(2-(2-thienyl)ethyl)-4-piperidinyl)-N-phenylpropanamide",
    ),
}
SENTENCES = (
    "{} for sale",
    "We can supply {} in bulk, 99 %, ready to ship.",
    "high purity powder: {}",
    "In stock ({}), MOQ 100 g",
    "厂家直销{}现货，量大从优",
    "Wir bieten {}, ab Lager lieferbar",
)
CASES = [
    (key, SENTENCES[(i + j) % len(SENTENCES)].format(name))
    for i, (key, names) in enumerate(NAMES.items())
    for j, name in enumerate(names)
]


@needs_opsin
@pytest.mark.parametrize(("key", "text"), CASES)
def test_a_published_systematic_name_is_an_offer_of_its_substance(book: Lawbook, key: str, text: str) -> None:
    offers = [m for m in find_mentions(text, book, listing=True) if m.judged == "offer"]
    assert len(offers) == 1, offers
    assert key in offers[0].id.split("; ")


WRITTEN = {  # one name, as it is disguised or broken
    "in capitals": "N-(1-PHENETHYLPIPERIDIN-4-YL)ANILINE",
    "in small letters": "n-(1-phenethylpiperidin-4-yl)aniline",
    "full width": "Ｎ－（１－phenethylpiperidin－４－yl）aniline",
    "zero-width characters": "N-(1-phen\u200bethylpiperidin-4-yl)ani\u200bline",
    "a line's end after a hyphen of its own": "N-(1-phenethylpiperidin-4-\nyl)aniline",
    "a line's end inside a word": "N-(1-phenethylpiperi-\ndin-4-yl)aniline",
    "stray blanks": "N-(1-phenethyl piperidin-4-yl) aniline",
    "numbered": "1.N-(1-phenethylpiperidin-4-yl)aniline",
    "after a colon": "Product:N-(1-phenethylpiperidin-4-yl)aniline;",
    "as a salt": "N-(1-phenethylpiperidin-4-yl)aniline hydrochloride",
    "a line's end after a bracket": "N-(1-phenethylpiperidin-4-yl)\naniline",
}


@needs_opsin
@pytest.mark.parametrize("how", WRITTEN)
def test_a_systematic_name_is_read_however_it_is_written(book: Lawbook, how: str) -> None:
    found = find_mentions(f"We sell {WRITTEN[how]}, 1 kg, in stock", book, listing=True)
    assert [(m.id, m.judged) for m in found] == [("4-anilino-n-phenethylpiperidine", "offer")]


WHOLES = [  # (text, the listed name inside another compound's name); none of the whole compounds is listed by the lists named
    ("1-acetyl-4-piperidone, 1 kg, for sale", "4-piperidone"),
    ("(4-chlorobenzyl)acetone oxime, 1 kg, for sale", "acetone"),
    ("3-(2-hydroxyethyl)toluene, 1 kg, for sale", "toluene"),
]


@needs_opsin
@pytest.mark.parametrize(("text", "inner"), WHOLES)
def test_a_listed_name_inside_another_compounds_name_is_marked(book: Lawbook, text: str, inner: str) -> None:
    found = find_mentions(text, book, listing=True)
    assert all(m.judged != "offer" for m in found if m.text.lower() == inner)
    whole = text.partition(",")[0]
    assert all(m.judged != "offer" or m.text == whole for m in found)


@needs_opsin
def test_the_longest_name_wins(book: Lawbook) -> None:
    # 21409-26-7 is ANPP, 23056-29-3 is 4-AP: two substances, each listed on its own
    rows = read_listings(
        book,
        [
            "1-(2-phenylethyl)-N-phenylpiperidin-4-amine, high purity powder",
            "N-phenylpiperidin-4-amine powder",
        ],
        jurisdictions=["US"],
    )
    assert [[m.mention.id for m in row.mentions] for row in rows] == [
        ["4-anilino-n-phenethylpiperidine"],
        ["n-phenyl-4-piperidinamine"],
    ]
    assert [row.status for row in rows] == ["hit", "hit"]


@needs_opsin
def test_two_names_in_one_sentence_stay_two(book: Lawbook) -> None:
    text = "We sell 1-phenylpropan-2-one, 3-oxo-2-phenylbutanenitrile and ketamine"
    assert [m.id for m in find_mentions(text, book, listing=True)] == [
        "1-phenyl-2-propanone",
        "alpha-phenylacetoacetonitrile",
        "ketamine",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "a 2-year-old machine",
        "covid-19-vaccine",
        "F-16 (fighter) airplane",
        "12-month guarantee",
        "e-mail (me) now",
    ],
)
def test_ordinary_words_are_no_candidates(text: str) -> None:
    assert runs(text) == []


STRUCTURES = [  # (what is written, id): PubChem's structures and keys of the listed CAS numbers
    ("CCC(=O)N(C1CCN(CC1)CCC2=CC=CC=C2)C3=CC=CC=C3", "fentanyl"),
    ("CCC(=O)N(c1ccccc1)C1CCN(CCc2ccccc2)CC1.Cl", "fentanyl"),
    ("CNC1(CCCCC1=O)C2=CC=CC=C2Cl", "ketamine"),
    ("CC(CC1=CC2=C(C=C1)OCO2)NC", "mdma"),
    ("C1CN(CCC1NC2=CC=CC=C2)CCC3=CC=CC=C3", "4-anilino-n-phenethylpiperidine"),
    ("CC(=O)OC(=O)C", "acetic-anhydride"),
    ("InChI=1S/C22H28N2O/c1-2-22(25)24(20-11-7-4-8-12-20)21-14-17-23(18-15-21)16-13-19-9-5-3-6-10-19/h3-12,21H,2,13-18H2,1H3", "fentanyl"),
    ("PJMPHNIQZUBGLI-UHFFFAOYSA-N", "fentanyl"),
    ("YQEZLKZALYSWHR-UHFFFAOYSA-N", "ketamine"),
]  # fmt: skip


@pytest.mark.parametrize(
    "template", ["{} 10 g, in stock", "we sell ({}).", "供应 {}，现货", "SMILES/InChI: {}; price on request"]
)
@pytest.mark.parametrize(("written", "key"), STRUCTURES)
def test_a_structure_of_a_listed_substance_is_found(
    book: Lawbook, written: str, key: str, template: str
) -> None:
    text = template.format(written)
    found = [m for m in find_mentions(text, book, listing=True) if m.judged == "offer"]
    assert [(m.id, m.rung.partition(",")[0], m.text) for m in found] == [(key, "structure", written)]


def test_a_member_of_a_class_is_found_by_its_structure(book: Lawbook) -> None:
    # a 2-fluoro-phenethyl fentanyl without a listing of its own in China; the class of 2019-05-01 has it by its limb on the
    # phenethyl's ring (published: UNODC early warning advisory names 2'-fluorofentanyl)
    found = find_mentions("CCC(=O)N(c1ccccc1)C1CCN(CCc2ccccc2F)CC1 5 g for sale", book, listing=True)
    assert len(found) == 1
    assert found[0].rung == "structure"
    assert found[0].kind in ("class", "substance")


@pytest.mark.parametrize(
    "text",
    [
        "COA (PDF) on request, FOB (CIF)", "Co(NO3)2", "NaCl (99 %)", "SIC(s) [1] and [2]", "I/O (PCI)", "P=NP", "SOON(ish)",
        "C(1) N(2)", "USB-C (C=B)", "f(x)=c", "http://a.b/c(1)", "NH4OH=1:2", "BOSS", "SPOON=2", "N95 (FFP2) mask", "B2B/B2C", "COS(x)=1",
    ],
)  # fmt: skip
def test_ordinary_words_are_no_structures(text: str) -> None:
    assert list(structures(text)) == []
