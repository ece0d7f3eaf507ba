"""What Chinese price lists, tenders and customs set around a name: numbers of approval, prices, codes, how goods were declared.

None of it names the goods. A price is told by its label or its coin, or stands with decimals behind the last unit; a unit by itself stands
between blanks. What goods were falsely declared as is dropped, and what they are stays: 伪报为“日用品”的象牙制品. A brand that is known as
anything stays too.
"""

from __future__ import annotations

from tidewaiter.lawbook import patterns as re
from tidewaiter.substance.words.words import Look

_HAN = "\u4e00-\u9fff"
_OPEN, _CLOSE = '[“"「『]', '[”"」』]'
_UNITS = "支盒瓶袋片粒板罐桶套台个個只隻张張包件箱条條卷付贴貼枚管"
_APPROVED = re.compile(
    r"(?:批准文[号號]|注[册冊][证證][号號]|[备備]案[号號]|[许許]可[证證]?[号號])?[:：]?\s?(?:国药[准试]字|國藥准字|国食健[字注备]|卫食健字|国妆[特备][字进]?字?|卫药准字|兽药字|[衛卫](?:署|部)[藥药]?[製制輸输陸陆]字第?)\s?[(（]?[A-Z\d][\dA-Z()（）-]{4,}[号號]?"
)
_COIN = "万?(?:[美欧歐日港澳台]|人民[币幣])?[元圆圓円]"
_PRICE = re.compile(
    rf"[,，;；]?\s?(?:(?:中[标標]|[备備]案|挂[网網]|[采採][购購]|零售|最高|限|申[报報]|投[标標]|[参參]考|支付|集[采採]|供[货貨]|批[发發]|出[厂廠]|含[税稅]|成交|[预預]算|建[议議])+(?:[单單总總]?[价價][格款]?)|[单單总總吨噸][价價]|[价價]格)[:：为為约約]?\s?(?:RMB|CNY|USD|[￥¥$])?\s?\d[\d.,]*\s?(?:{_COIN})?(?:\s?/\s?[{_HAN}]{{1,2}})?"
)
_COINED = re.compile(
    rf"(?<![\d.{_HAN}])[￥¥]\s?\d[\d.,]*|\d[\d.,]*\s?{_COIN}(?:\s?/\s?[{_HAN}]{{1,2}})?(?![{_HAN}])"
)
_LAST_PRICE = re.compile(rf"(?<=[{_UNITS}])[\s)）]*\s\d+\.\d{{1,4}}$|(?<=[)）])\d+\.\d{{1,4}}$")
_CODED = re.compile(
    rf"(?<=[{_HAN}”」)）\dA-Za-z])[,，;；]\s?(?:商品[编編][码碼号號]|[税稅][则則]?[号號]列?|海[关關][编編][码碼号號]|HS\s?[编編][码碼])[:：为為]?\s?\d[\d.]{{3,12}}"
)
_COUNTED = re.compile(
    r"[,，;；]?\s?(?:申[报報]|[报報][关關]|[实實][际際]|[实實]收|涉及)(?:[数數]量|件[数數]|重量|[净淨]重|毛重)[:：为為共约約]?\s?(?=\d)"
)
_NUMBER = r"(?:[一二三四五六七八九十]{1,2}|\d{1,2})"
_ITEM = re.compile(rf"(?:第{_NUMBER}[项項]|[项項]{_NUMBER})(?:[货貨]物|商品)?[:：为為]?(?=[{_HAN}]{{2}})")
_DECLARED = re.compile(
    rf"^(?:一批|[一二三两\d]+票)?(?:以)?(?:申[报報]|[报報][关關])?(?:[进進]口|出口)?(?:的)?品名(?:申[报報])?[为為是:：]\s?{_OPEN}?([^“”\"「」『』]{{2,30}}?){_CLOSE}?的(?:[进進出]口|[进進出]境)?(?:[货貨]物|商品|物品|[产產]品|快件|[邮郵]件|[邮郵]包|包裹)$"
)
_FALSELY = re.compile(
    rf"(?:[伪偽瞒瞞虚虛]|假)[报報](?:品名)?[为為成作]{_OPEN}?[^“”\"「」『』的，,、。]{{1,12}}{_CLOSE}?的(?=[{_HAN}]{{2}})"
)
_UNAPPROVED = re.compile(
    r"未[经經](?:我国|我國|中国|中國|国家|國家)?[^，,、。的]{0,10}(?:批准|核准|注册|許可|许可|[检檢]疫|[检檢][验驗])(?:[进進]口|上市|[销銷]售)?的?(?=[\u4e00-\u9fff“「]{2})|(?:[质質]量|[检檢][疫验驗])?不合格的?(?=[进進]口|[\u4e00-\u9fff]{2})|[无無](?:中文|任何)?[标標][签籤]的|未(?:取得|[获獲]得|通[过過])[^，,、。的]{0,10}(?:[认認][证證]|[许許]可|资质|資質)的"
)
_BRAND = re.compile(rf"(?<![A-Za-z\d])([A-Za-z][A-Za-z\d.&'’-]{{1,15}})牌(?=[{_HAN}]{{2}})")
_MAKER = re.compile(
    rf"\s(?:生[产產])?(?:企[业業]|[厂廠][家商]|[产產]地|品牌)[:：]\s?([{_HAN}A-Za-z()（）]{{2,20}})(?=$|\s)"
)
_MADE = re.compile(  # who made it, before what it is: 某某药业有限公司生产的1批次盐酸西替利嗪片
    rf"^(?:[标標]示)?[{_HAN}()（）]{{2,24}}(?:公司|[药藥]?[厂廠]|集[团團])(?:委托)?(?:生[产產産]|制造|製造|出品|[经經][营營]|[销銷]售)的(?:\d+批次?)?(?=[{_HAN}]{{2}})"
)
_LOT = re.compile(
    r"(?:(?:[生][产產産])?批[号號]|[货貨][号號])[为為是:：]?\s?[A-Za-z\d-]{4,20}的?(?![A-Za-z\d])"
)
_WORTH = re.compile(
    rf"(?:(?:[总總]|案)?[价價]值|[货貨]值)[约約达達近超]*\s?\d[\d.,]*[多余餘]?[万萬亿億]?(?:{_COIN})?的?(?=[{_HAN}])"
)
_MODEL = re.compile(r"[,，;；]\s?(?:[规規]格)?型[号號][:：为為]\s?[A-Za-z\d—–-]{2,20}(?=$|[,，;；])")
_ABOUT = re.compile(  # whence it comes, which standard it meets, what it is called, in whose parcel it lay
    rf"[,，;；]?\s?原[产產][国國地][:：为為]?\s?[{_HAN}]{{2,10}}(?=$|[,，;；。])|(?!^)[,，;；]?\s?(?:[执執]行)?(?:[标標]准|[标標]準)?[:：]?\s?(?<![A-Za-z])(?:GB|QB|HG|YY|SB|NY)(?:/T)?\s?\d[\d.]{{2,9}}(?:[-—]\d{{4}})?(?![\d.])"
    rf"|^化工原料[:：]|[标標][称稱][为為是]?(?=[{_HAN}“「])|某(?:知名)?品牌(?=[{_HAN}])|^(?:某[{_HAN}]{{0,4}})?(?:包裹|行李箱?|[邮郵][件包]|快[递遞件])[内內]的|^[邮郵]寄[进進出][境口]的"
)
_LOAD = re.compile(  # what it was loaded in, before what it is
    r"^(?:一?整[车車船柜櫃箱]|\d+批次|\d+尺集[装裝]箱\d+[个個][,，]每[柜櫃箱][装裝]有|[约約]?\d*件?[怀懷]疑(?:冒牌|仿冒|假冒|侵[权權])(?:物品|[货貨][品物]|商品)[,，]\s?包括)"
)
_UNIT = re.compile(rf"(?:(?<=\s)|^)[{_UNITS}](?:\s?/\s?[{_UNITS}])?(?=\s|$)")
_PACKS = re.compile(  # how many are in a pack, behind the strength of each: 5mg*28片, 27mg×180丸/瓶
    rf"(?:(?<=[μ{_UNITS}丸升克])|(?<=[mkuμ]g)|(?<=\dg)|(?<=m[lL])|(?<=\dL)|(?<=IU))\s?(?:[*×xX]\s?\d{{1,4}}\s?(?:[{_UNITS}丸]|['’]?[sS](?![A-Za-z]))?){{1,3}}(?:[装裝]|\s?/\s?[{_UNITS}])?(?![\d.A-Za-z*×])"
)
_SEIZED = re.compile(  # a blank behind who found the goods: 海关查获K粉
    rf"^(?:[{_HAN}]{{0,4}}(?:海[关關]|警方|公安|警察))?(?:[查缴繳起截搜]+[获獲扣出缴繳]+|收缴|扣押)了?(?=[A-Za-z{_HAN}“「])"
)
_CARRIED = re.compile(rf"^(?:旅客)?超量(?:[携攜][带帶]|[进進][口境])?的?(?=[{_HAN}“「]{{2}})")
_SALE = re.compile(
    r"[(（](?:商品名|[规規]格|通用名)[:：]([^:：,，;；()（）]*)[,，;；]?\s?(?:(?:[规規]格|[剂劑]型|包[装裝])[:：]([^()（）]*))?[)）]"
)

_AROUND = (  # in this order: what is set around goods, and what stands there instead
    (_DECLARED, r"\1"), (_FALSELY, ""), (_CARRIED, ""), (_LOAD, ""), (_MADE, ""), (_LOT, " "), (_WORTH, ""), (_MODEL, ""), (_ABOUT, ""),
    (_PACKS, " "), (_SEIZED, lambda found: f"{found[0]} "), (_CODED, ""), (_COUNTED, " "), (_ITEM, ""), (_UNAPPROVED, ""), (_APPROVED, " "),
    (_LAST_PRICE, ""), (_PRICE, " "), (_COINED, " "),
)  # fmt: skip


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
    if not re.search(rf"[{_HAN}]", text):
        return text
    text = _SALE.sub(
        lambda found: " ".join(("", f"({found[1]})" if found[1] else "", found[2] or "")), text
    ).strip()
    for around, instead in _AROUND:
        text = around.sub(instead, text)
    for named in (_BRAND, _MAKER):
        text = named.sub(lambda found: found[0] if look(found[1]) else " ", text)
    if re.search(rf"[{_HAN}]{{2}}", text):
        text = _UNIT.sub(" ", text)
    return " ".join(text.split()).strip(" ,，;；")
