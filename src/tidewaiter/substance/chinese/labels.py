"""What Chinese price lists, tenders and customs set around a name: numbers of approval, prices, codes, how goods were declared.

None of it names the goods: the patterns are those of ``replaced.tsv``. A price is told by its label or its coin, or stands with decimals
behind the last unit; a unit by itself stands between blanks. What goods were falsely declared as is dropped, and what they are stays:
伪报为“日用品”的象牙制品. A brand that is known as anything stays too.
"""

from __future__ import annotations

from tidewaiter.lawbook import patterns as re
from tidewaiter.substance.identity import Look
from tidewaiter.substance.tables.wording import pattern, replaced
from tidewaiter.substance.words.words import HAN

_UNITS = "支盒瓶袋片粒板罐桶套台个個只隻张張包件箱条條卷付贴貼枚管"
_BRAND = re.compile(r"(?<![A-Za-z\d])([A-Za-z][A-Za-z\d.&'’-]{1,15})牌(?=[\u4e00-\u9fff]{2})")
_MAKER = pattern("who made it", 0)
_UNIT = re.compile(rf"(?:(?<=\s)|^)[{_UNITS}](?:\s?/\s?[{_UNITS}])?(?=\s|$)")
_SALE = pattern("sold as", 0)


def but_labels(text: str, look: Look) -> str:
    """A Chinese text without what price lists, tenders and customs set around its goods.

    >>> plain = lambda text: but_labels(text, {"大麻", "XTC"}.__contains__)
    >>> plain("国药准字H20093245 盐酸氨溴索口服溶液"), plain("阿莫西林胶囊 0.25g×24 粒 盒 8.50"), plain("口罩2000个,申报单价0.27美元/个")
    ('盐酸氨溴索口服溶液', '阿莫西林胶囊 0.25g', '口罩2000个')
    >>> plain("“疲劳试验机”,商品编码9024101000,申报数量1台"), plain("项二货物烫台2台、项三货物洗碗机15台")
    ('“疲劳试验机” 1台', '烫台2台、洗碗机15台')
    >>> plain("伪报为“日用品”的象牙制品"), plain("申报进口品名为“氧化锌细粉”的货物"), plain("未经批准进口的玻尿酸"), plain("COE牌口罩")
    ('象牙制品', '氧化锌细粉', '玻尿酸', '口罩')
    >>> plain("太原药业有限公司生产的1批次盐酸西替利嗪片"), plain("批号为5120108AE的注射用头孢拉定")
    ('盐酸西替利嗪片', '注射用头孢拉定')
    >>> plain("一整車電石"), plain("價值980萬的燕窩及花膠"), plain("植物大战僵尸玩具,型号:666—21,涉及数量为150盒")
    ('電石', '燕窩及花膠', '植物大战僵尸玩具 150盒')
    >>> plain("XTC牌口罩"), plain("伪报为大麻"), plain("三价铁 5"), plain("支 5"), plain("布洛芬(商品名:美林,规格:100ml:2g)")
    ('XTC牌口罩', '伪报为大麻', '三价铁 5', '支 5', '布洛芬 (美林) 100ml:2g')
    """
    if not HAN.search(text):
        return text
    text = _SALE.sub(
        lambda found: " ".join(("", f"({found[1]})" if found[1] else "", found[2] or "")), text
    ).strip()
    text = replaced("around Chinese goods", text)
    for named in (_BRAND, _MAKER):
        text = named.sub(lambda found: found[0] if look(found[1]) else " ", text)
    if re.search(r"[\u4e00-\u9fff]{2}", text):
        text = _UNIT.sub(" ", text)
    return " ".join(text.split()).strip(" ,，;；")
