"""Names of other languages that are put together of parts: the lists' own names, read by their parts, are the lists' own structures."""

from __future__ import annotations

import re
import shutil
from typing import Any

import pytest
from rdkit import Chem

from tidewaiter import Lawbook
from tidewaiter.errors import Unresolved
from tidewaiter.substance.english import in_english
from tidewaiter.substance.made import made
from tidewaiter.substance.names import chinese as han_systematic
from tidewaiter.substance.names.systematic import is_ion, read_systematic_names
from tidewaiter.substance.structures.smiles import may_be, reads_as_one

# Names that say another thing than they mean, or leave out brackets: each is a listed name, which comes before its parts.
LOOSE = {
    "2-Imino-5-phenyl-1,3-oxazolidin-4-on", "2-imino-5-phenyl-1,3-oxazolidin-4-one",  # the other tautomer
    "7-chloro-1,3-dihydro-3-hydroxy-1-methyl-5-phenyl-2H-1,4-benzodiazepin-2-one dimethylcarbamate",
    "2-para-chlorbenzyl-1-diethylaminoethyl-5-nitrobenzimidazole", "dietilpropión", "Dicloran", "Phényl-1 N-propylcyclohexanamine",
    "fulminato de mercurio", "azida de plomo", "azoture de plomb", "三氯化镓", "氯化镓", "硫化锑",  # drawn as ions, or with its bonds, or with another charge
    "cianuro de cobre(II)", "Kupfer(II)-cyanid", "氰化铜",  # drawn as ions
    "fenilisopropilamina", "fenilizopropilamin", "фенилизопропиламин", "苯基异丙胺", "метилфенилизопропиламин", "N-метилфенилизопропиламин",
    "3,4-Methylendioxyphenylisopropylamin", "N-Methyl-3,4-methylendioxyphenylisopropylamin",  # the chain, not the group on nitrogen
    "metilendiossifenilacetone", "metilendioxifenilacetona", "метилендиоксифенилацетон",  # the trade's word for the ketone
    "2-乙酰基苯乙腈", "2-苯基乙酰乙腈", "α-苯基乙酰乙腈", "苯基乙酰乙腈", "2-苯基乙酰乙酰胺", "α-苯基乙酰乙酰胺", "苯基乙酰乙酰胺",  # 乙酰乙腈: of acetoacetic acid
    "无水丙酸",  # as 无水醋酸 the anhydride; it may say the acid without water
    "氢化铝锂",  # of one hydride ion
    "pentassulfeto de fósforo", "пентасульфид фосфора", "пятисернистый фосфор",  # a list draws half the molecule
    "Phosphorpentasulfid", "pentasulfure de phosphore", "pentasolfuro di fosforo", "pentasulfuro de fósforo", "fosforpentasulfide",
    "氧化钨", "氧化锑", "氧化锗", "砷化铟镓",  # a list's words for one oxide of several, and for a mixed arsenide
}  # fmt: skip


def flat(smiles: str) -> str:
    molecule = Chem.MolFromSmiles(smiles.partition(" ")[0])
    return Chem.MolToSmiles(molecule, isomericSmiles=False) if molecule else smiles


@pytest.mark.skipif(not shutil.which("java"), reason="OPSIN runs on Java")
def test_the_parts_of_a_listed_name_are_the_listed_structure(book: Lawbook) -> None:
    store = book.store
    every = [
        (name, one, english)
        for name, key in store.all_names()
        if (one := store.substance(key)) and one.smiles and name not in LOOSE
        for english in in_english(name)
    ]
    read, _ = read_systematic_names([english for *_, english in every])
    known = [(name, one, read[english]) for name, one, english in every if english in read]
    sure = [(name, one, what) for name, one, what in known if not what.guessed and not is_ion(what.smiles)]
    assert len(sure) > 600, "so many listed names are made of parts"
    assert [(name, what.smiles) for name, one, what in sure if flat(what.smiles) != flat(one.smiles)] == []


@pytest.mark.parametrize(
    "name, meant",
    [  # suppliers' and ministries' names with their CAS numbers
        ("巰基乙酸乙酯", "623-51-8"), ("癸基三甲氧基矽烷", "5575-48-4"), ("1,6-己二硫醇", "1191-43-1"), ("四氧化鋨", "20816-12-0"), ("间硝基苯胺", "99-09-2"),
        ("углерод четыреххлористый", "56-23-5"), ("этилена окись", "75-21-8"), ("изоамил бромистый", "107-82-4"), ("монобутиловый эфир этиленгликоля", "111-76-2"),
        ("Malonsäuredimethylester", "108-59-8"), ("4-Aminobenzoesäureethylester", "94-09-7"), ("Kaliumnatriumtartrat", "304-59-6"), ("Styroloxid", "96-09-3"),
        ("Acétate de 2-butoxyéthyle", "112-07-2"), ("Éter etil terc-butílico", "637-92-3"), ("Chumbo tetraetila", "78-00-2"), ("Etileno cloridrina", "107-07-3"),
        ("Fosfato tributílico", "126-73-8"),
        # halocarbons in any order of their halogens, with 一 for one; lower and higher metals; salts of two metals; esters and azo compounds
        ("二氟一氯甲烷", "75-45-6"), ("一氯二氟甲烷", "75-45-6"), ("三氯一氟甲烷", "75-69-4"), ("三氟一溴甲烷", "75-63-8"), ("1,1-二氟-1-氯乙烷", "75-68-3"),
        ("二氟一氯一溴甲烷", "353-59-3"), ("五氟一氯乙烷", "76-15-3"), ("一溴甲烷", "74-83-9"), ("一氯化碘", "7790-99-0"), ("一氯化硫", "10025-67-9"),
        ("甲酸亚铊", "992-98-3"), ("硫酸亞鉈", "7446-18-6"), ("氯化高汞", "7487-94-7"), ("氟硅酸钠", "16893-85-9"), ("硫酸铝钾", "10043-67-1"), ("氢化锂铝", "16853-85-3"),
        ("双(三氯甲基)碳酸酯", "32315-10-9"), ("2,2-偶氮二异丁腈", "78-67-1"), ("邻苯二甲酸二(2-乙基己)酯", "117-81-7"), ("甲基膦酸二甲酯", "756-79-6"),
        ("雷酸汞", "628-86-4"), ("苦味酸铵", "131-74-8"), ("偶氮二甲酸二乙酯", "1972-28-7"), ("乙 酐 Acetic anhydride", "108-24-7"), ("氟利昂22", "75-45-6"), ("哈龙1301", "75-63-8"),
    ],
)  # fmt: skip
def test_ordinary_names(book: Lawbook, name: str, meant: str) -> None:
    found, wanted = book.identify(name).candidates, book.identify(meant).candidates
    assert {flat(one.smiles) for one in found} & {flat(one.smiles) for one in wanted}


@pytest.mark.parametrize(
    "name",
    [
        "2-氟甲基苯丙胺盐",
        "4-氯苯基丙酮酸盐类",
        "N-苄基乙基苯丙胺",
        "氯苯戊胺",
        "β-苯乙酰乙酸乙酯",
        "噻吩丁胺",
        "二氟",
        "三氯",
        "一溴",
    ],
)
def test_what_may_be_another_substance_is_not_read_by_its_parts(name: str) -> None:
    assert in_english(name) == []


def test_a_part_is_not_taken_where_a_chemical_word_beside_it_is_not_understood(book: Lawbook) -> None:
    with pytest.raises(Unresolved):
        book.identify("вторичный пропиловый спирт")
    assert book.identify("掺杂大麻提取油的烟油").candidates


def test_a_word_of_the_street_beside_other_words(book: Lawbook) -> None:
    assert any("lysergide" in one.name for one in book.identify("acid").candidates)
    with pytest.raises(Unresolved):
        book.identify("Acid dye blue")


def test_no_key_of_a_name_is_anothers(book: Lawbook) -> None:
    assert "3-ethylaniline" not in {one.name for one in book.identify("methylaniline").candidates}
    assert re.search("ethylaniline", book.identify("m-ethylaniline").candidates[0].name)


def test_a_chinese_name_with_a_letter_that_is_no_part_is_not_read(book: Lawbook) -> None:
    names = sorted(
        {name for name, _ in book.store.all_names() if re.fullmatch(r"[\u4e00-\u9fff\d,-]+", name)}
    )
    spoilt = (
        name[:place] + "某" + name[place + 1 :]
        for name in [*names, "硫酸二甲酯", "甲苯二异氰酸酯", "乙二醇二乙醚", "三氯化磷"]
        for place, letter in enumerate(name)
        if letter >= "\u4e00"
    )
    assert {name: found for name in spoilt if (found := han_systematic.in_english(name))} == {}


@pytest.mark.parametrize(
    "text", ["4-(二氟甲氧基)苄基溴", "戊醇钠", "庚醇钾", "异己醇锂钠", "3-(三乙氧基硅基)丙胺某盐"]
)
def test_a_chinese_name_is_not_told_by_a_part_of_it(book: Lawbook, text: str) -> None:
    with pytest.raises(Unresolved):
        book.check(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("三級戊醇", "叔戊醇"),  # as Taiwan says tertiary
        ("三十一點二公噸甲苯", "甲苯"),
        ("粗甲苯", "甲苯"),
        ("精甲醇", "甲醇"),
        ("十二水磷酸氢二钠", "磷酸氢二钠"),
        ("3輛油罐車分別裝載甲苯", "甲苯"),
        ("储罐内的硫酸", "硫酸"),
        ("申報品名為甲苯的貨物", "甲苯"),
        ("酸性氟化銨", "氟化氢铵"),  # a name of the lawbook, in the other characters
    ],
)
def test_what_stands_around_a_chinese_name_changes_nothing(book: Lawbook, text: str, name: str) -> None:
    assert {one.name for one in book.identify(name).candidates} <= {
        one.name for one in book.check(text).identity.candidates
    }


@pytest.mark.parametrize(
    ("russian", "english"),
    [
        ("ртути дихлорид", "mercury dichloride"),
        ("дихлорид ртути", "mercury dichloride"),
        ("меди сульфат", "copper sulfate"),
        ("титана тетрахлорида", "titanium tetrachloride"),
        ("оксид железа", "iron oxide"),
    ],
)
def test_a_russian_salt_is_the_english_one_in_any_order_and_case(
    book: Any, russian: str, english: str
) -> None:
    meant = [{one.name for one in book.identify(name).candidates} for name in (russian, english)]
    assert meant[0] == meant[1]


def test_no_name_of_parts_has_a_branch_as_a_structure_has(book: Lawbook) -> None:
    """What reads as one SMILES with a branch is taken for that before it is looked at as a name of parts: here no
    abbreviation of a substance, with another behind it in brackets, is read so either."""
    store = book.store
    short = sorted({name for name, _ in store.all_names() if may_be(name) and len(name) < 6})
    told = [
        f"{name}({inner}){end}"
        for name in short
        for inner in ("Cl", "F", "O", "CC")
        for end in ("", "C", "N")
    ]
    drawn = [text for text in told if not store.by_name(text) and reads_as_one(text)]
    assert len(drawn) > 100
    assert [text for text in drawn if made(text, text, store)] == []
