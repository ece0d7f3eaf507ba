"""What Chinese customs and police say around goods: amounts in Chinese numerals, makers in quotation marks, lists of brands, goods of one letter."""

from __future__ import annotations

from functools import cache

from tidewaiter.lawbook import patterns as re
from tidewaiter.substance.identity import Look
from tidewaiter.substance.tables.table import words_in
from tidewaiter.substance.tables.wording import pattern

_DIGITS = {
    one: n
    for n, several in enumerate(
        ("零〇○", "一壹", "二两兩贰貳", "三叁", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
    )
    for one in several
}
_PLACES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = "万萬"
_NUMERAL = "".join((*_DIGITS, *_PLACES, *_MYRIADS))
_COUNTED = "片粒颗顆锭錠支瓶盒袋包批枚块塊件台臺只隻册條条套罐桶箱根尾匹株把具部辆輛卷听聽板份组組幅座顶頂盏盞捆扎串束杯头頭双雙樽筒艘架棵个個吨噸斤"
_AMOUNT = re.compile(
    rf"(?<![{_NUMERAL}第])(?=[{_NUMERAL}]{{2}}|[{_NUMERAL}][點点])([{_NUMERAL}]+)(?:[點点]([{_NUMERAL}]+))?(?=[多余餘几幾]?(?:[{_COUNTED}]|[公千毫市]?[克升顿]|公[斤吨噸顿]))"
)
_HALF_IN_FIGURES = re.compile(
    rf"(?<![\d.,])(\d{{1,3}})([千仟百佰])(?=[多余餘]?(?:[{_COUNTED}]|公[斤吨噸顿]))"
)  # 2千錠
_MAKER = pattern("maker in Chinese", 0)
_MARKED = pattern("mark in Chinese")
_MODEL = pattern("model in Chinese", 0)
_CONSIGNED = pattern("consigned in Chinese", 0)
_HELD = pattern("held in Chinese", 0)
_BRANDS = pattern("brands in Chinese", 0)


def _number(text: str) -> int:
    """A whole number in Chinese numerals.

    >>> _number("四百九十八"), _number("二十万"), _number("五四四九"), _number("十二")
    (498, 200000, 5449, 12)
    """
    if not any(one in _PLACES or one in _MYRIADS for one in text):
        return int("".join(str(_DIGITS[one]) for one in text))
    whole, part, digit = 0, 0, 0
    for one in text:
        if one in _DIGITS:
            digit = _DIGITS[one]
        elif one in _PLACES:
            part, digit = part + (digit or 1) * _PLACES[one], 0
        else:
            whole, part, digit = (whole + (part + digit or 1)) * 10_000, 0, 0
    return whole + part + digit


def in_figures(text: str) -> str:
    """A Chinese text with its amounts in figures.

    >>> in_figures("海洛因四百九十八塊約一百七十五公斤"), in_figures("一點五公斤大閘蟹"), in_figures("十二烷基硫酸钠")
    ('海洛因498塊約175公斤', '1.5公斤大閘蟹', '十二烷基硫酸钠')
    >>> in_figures("MDMA約2千錠"), in_figures("冰毒3千克")
    ('MDMA約2000錠', '冰毒3千克')
    """
    text = _HALF_IN_FIGURES.sub(lambda found: str(int(found[1]) * _PLACES[found[2]]), text)

    def told(found: re.Match[str]) -> str:
        behind = (
            f".{''.join(str(_DIGITS[one]) for one in found[2])}"
            if found[2] and set(found[2]) <= set(_DIGITS)
            else ""
        )
        return f"{_number(found[1])}{behind}" if behind or not found[2] else found[0]

    return _AMOUNT.sub(told, text)


def but_makers(text: str, look: Look) -> str:
    """A Chinese text without the makers, models and lists of brands that stand before its goods, and without the consignment that they are in;
    what is known stays, and what they are said to hold in quotation marks is told beside them.

    >>> but_makers("一票报称载有电线转插器的出口空运货物", lambda name: None), but_makers("型号为汇旭/1007的玩具", lambda name: None)
    ('电线转插器', '玩具')
    >>> but_makers("含「奥利司他」的减肥药", {"奥利司他"}.__contains__), but_makers("品牌为大麻的玩具", {"大麻"}.__contains__)
    ('奥利司他, 减肥药', '品牌为大麻的玩具')

    >>> but_makers("假冒“卫群”牌食盐", lambda name: None), but_makers("紫云、红河等品牌香烟", lambda name: None)
    ('假冒食盐', '香烟')
    >>> but_makers("“大麻”牌食盐", {"大麻"}.__contains__), but_makers("标有“NIKE及钩形图”商标的运动鞋", lambda name: None)
    ('“大麻”牌食盐', '运动鞋')
    """
    text = _HELD.sub(
        lambda found: f"{found[1]}, " if look(found[1]) else found[0], _CONSIGNED.sub(r"\1", text)
    )
    text = _MODEL.sub(lambda found: found[0] if any(map(look, re.split("[/／、]", found[1]))) else "", text)
    text = _MARKED.sub(lambda found: found[0] if found[1] and look(found[1]) else "", text)
    brands = _BRANDS.match(text)
    named = re.split(r"[、,，]|等", brands[1]) if brands else []
    text = text[brands.end() :] if brands and not any(map(look, filter(None, named))) else text
    return _MAKER.sub(lambda found: found[0] if look(found[1] or found[2]) else "", text)


@cache
def _alone() -> dict[str, str]:
    return dict(one.split(":") for one in words_in("han-words", "alone"))


def alone(text: str) -> str:
    """The name of goods that one Chinese letter by itself says; "" for any other text.

    >>> alone("鸡"), alone("冰")
    ('chicken', '')
    """
    return _alone().get(text, "") if len(text) == 1 else ""
