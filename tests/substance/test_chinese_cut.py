"""Chinese goods lines, written without spaces: read where each word is known, and in doubt or told as what they are where one is not.

Expectations by what the words mean in Chinese; none was taken from an answer of the program.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tidewaiter.substance.chinese.cut import is_of_use

CHEMICALS = {
    "加入甲基橙指示剂": "methyl orange",
    "约20公升的甘油": "glycerol",
    "罐车装载30吨甲苯": "toluene",
    "車間乙酸乙酯儲槽起火": "ethyl acetate",
    "罐车实际装载33吨原料苯": "benzene",
    "乳酸等量替换": "lactic acid",
    "每次服用20-40mg硝苯地平": "nifedipine",
    "注射用头孢唑林钠": "cefazolin",
    "1.精对苯二甲酸": "terephthalic acid",
    "水合三氯乙醛": "Chloral hydrate",
}
ORDINARY = (
    "中筋麵粉300克(也可以用高筋麵粉)", "动物性淡奶油 1L*12盒", "抹茶粉添加量为3%", "50 ml碱式滴定管", "儿童拖鞋及便携雨伞", "樱桃木书架、松木床头柜", "石英、钾长石、高岭土", "最轻的是真空豌豆杯(弹跳杯)207克",
    "植物油(如花生油、玉米油)", "水草缸规格为60cmx30cmx36cm",
)  # fmt: skip
LISTED = {  # the same structures with what is listed
    "加入罂粟壳粉": "poppy capsule",
    "取可卡因标准溶液": "cocaine",
    "罐车装载30吨丙酮": "acetone",
    "储罐内光气泄漏": "phosgene",
    "甲基苯丙胺含量≥98%": "metamfetamine",
    "芬太尼等量替换": "fentanyl",
    "淡奶油内藏K粉": "Ketamine",
    "植物油(如大麻油)": "cannabis extract, cannabis oil or tincture",
    "氯胺酮注射液(宠物用)": "Ketamine",
    "每次服用5-10mg吗啡": "morphine",
    "标准缸 氰化氢": "hydrogen cyanide",
    "K 他命25包": "Ketamine",
}
OPEN = (
    "玩具 曲马朵", "玩具 炭疽", "玩具 G水", "玩具 芬太泥", "手机壳 阿普唑伦", "鞋子 美沙铜", "包包 冰儿", "枕头 蒙汗药", "电击棒手电筒", "甲苯类似物", "甲基橙衍生物", "甘油代替品", "面粉里面有白色晶体",
    "滴定管内有粉末", "玩具内含粉末", "白色粉末500克(也可以用面粉)", "2-1000粒塑胶瓶装 2-1000粒铝箔盒装",
)  # fmt: skip


@pytest.mark.parametrize("text", CHEMICALS)
def test_a_chemical_among_words_of_use_is_read(book: Any, text: str) -> None:
    identity = book.check(text).identity
    assert (identity.doubt, [one.name for one in identity.candidates]) == ("", [CHEMICALS[text]])


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_goods_among_plain_words_are_read(book: Any, text: str) -> None:
    answer = book.check(text)
    assert (answer.identity.doubt, answer.controls) == ("", ())


@pytest.mark.parametrize("text", LISTED)
def test_what_is_listed_is_told_in_the_same_structures(book: Any, text: str) -> None:
    answer = book.check(text)
    assert LISTED[text] in [one.name for one in answer.identity.candidates]
    assert any(control.outcome == "applies" for control in answer.controls)


@pytest.mark.parametrize("text", OPEN)
def test_what_may_be_a_stuff_is_never_plain(is_doubted: Callable[[str], bool], text: str) -> None:
    assert is_doubted(text)


@pytest.mark.parametrize("word", ("类似物", "衍生物", "不含", "无", "非", "内含", "藏", "粉", "冒充", "提取"))
def test_no_word_of_kin_denial_or_holding_changes_nothing(word: str) -> None:
    assert not is_of_use(word)
