"""What declarations call the fields and the units: Chinese headings, units of trade, in any script.

The fields' own names are English; a customs declaration need not be.
"""

from __future__ import annotations

import unicodedata

from tidewaiter.amounts import UNITS
from tidewaiter.lawbook import patterns as re

_HEADINGS = {
    "description": "品名 货名 名称 中文品名 货物名称 商品名称 申报品名 商品名称及规格型号",
    "cas": "cas号 cas编号 cas登记号",
    "structure": "结构式 结构",
    "code": "商品编号 商品编码 hs编码 hs编号 税号 税则号列 海关编码",
    "quantity": "数量 净重 申报数量",
    "unit": "单位 计量单位 申报单位",
    "concentration": "浓度 纯度 含量",
    "value": "价值 总价 货值 金额",
    "currency": "币制 币种",
    "use": "用途",
    "end_user": "最终用户 最终使用者",
    "origin": "原产国 原产地 原产国（地区）",
    "line": "项号 序号",
    "reference": "报关单号 合同号 合同协议号",
    "from": "启运国 起运国 启运国（地区） 出口国",
    "to": "运抵国 目的国 运抵国（地区） 最终目的国 进口国",
    "via": "中转国 经停",
    "export": "出口日期",
    "loaded": "装运日期",
    "entry": "进口日期",
    "date": "日期 申报日期",
}
_OWN = {word: field for field, words in _HEADINGS.items() for word in words.split()}

_COUNTED = {
    "drums": "桶",
    "bottles": "瓶",
    "bags": "袋 包",
    "boxes": "箱 盒",
    "pieces": "件 个",
    "tablets": "片",
    "ampoules": "支",
    "USD": "美元",
    "CNY": "元 人民币 人民币元",
    "EUR": "欧元",
}
_SAID = {word: unit for unit, words in _COUNTED.items() for word in words.split()}
_SAID |= {word: unit for unit, (*_, words) in UNITS.items() for word in words.split(", ") if " " not in word}
_MEASURED = re.compile(r"(\d[\d,. ]*?)\s*([^\W\d_]+)\.?")


def field_of(heading: str) -> str:
    """The field that a heading means; a heading that is not known comes back as it is.

    >>> field_of("商品编号"), field_of(" Quantity "), field_of("颜色")
    ('code', 'quantity', '颜色')
    """
    plain = " ".join(unicodedata.normalize("NFKC", heading).casefold().split())
    return _OWN.get(plain, _OWN.get(plain.replace("(", "（").replace(")", "）"), plain))


def plain_amount(text: str) -> str:
    """A number with its unit as the rest of Tidewaiter writes them; any other text comes back as it is.

    >>> plain_amount("25千克"), plain_amount("２００ 升"), plain_amount("1,000 KGS"), plain_amount("a lot")
    ('25 kg', '200 L', '1,000 kg', 'a lot')
    """
    found = _MEASURED.fullmatch(unicodedata.normalize("NFKC", text).strip())
    unit = _SAID.get(found[2].casefold()) if found else None
    return f"{found[1]} {unit}" if found and unit else text
