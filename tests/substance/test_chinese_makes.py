"""Brands and describing words before the head of a Chinese name of ordinary goods, words of customs around goods, everyday nouns and fuel.

The expectations were written by hand, by what the words mean: which goods are ordinary, what is named in or beside them, and what must never be a plain "no hit".
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

MAKES = (
    "COOX 念香晚樱氨基酸护发素", "夏谟弹力紧肤精华", "乐扉有机胡萝卜米饼", "娜盼美白防曬霜", "韓后清透倍護防曬乳液SPF30PA++", "手术室史赛克X8000冷光源灯泡", "碧柔清爽洁面乳",
    "樱之谷全麦饼干", "格兰仕微波炉", "晓梦家用沙发", "墨染宣城书包", "顾家布艺沙发",
)  # fmt: skip
SAID = (
    "456枚未经申报之电脑中央处理器", "大批未经申报的美容用品,共187盒", "一票报称载有电线转插器的出口空运货物", "约4200件怀疑冒牌货品，当中包括鞋具、手袋和衣服", "4批、共计2469.4吨的不合格再生纸浆",
    "314件质量不合格进口婴童服装", "燕窝822批次、757.76千克", "涉案冻品约11吨", "品牌/型號為匯旭/1007的1080件積木玩具", "轮径16〞儿童自行车(一款)", "一票報稱載有塑料玩具的進口海運貨物",
)  # fmt: skip
NOUNS = (
    "耳機、鞋履、手提電話及手機配件", "衣服、桌椅等私人日常用品", "山竹、龙功果等水果", "新生儿黄疸治疗箱", "核磁共振成像系统", "電單車", "雪櫃", "風筒", "婴童服装", "再生紙漿", "銀包", "胡萝卜米饼", "监控设备", "冻牛百叶",
)  # fmt: skip
NAMED = (
    ("10罐汽油,总计约200升", "petroleum"), ("涉案红油约519吨、冻品约11吨", "petroleum"), ("一辆满载柴油在路面行驶的皮卡车", "petroleum"), ("39瓶满装煤气瓶", "petroleum"), ("液化石油氣", "petroleum"),
    ("一款含「奧利司他」的未經註冊減肥藥", "orlistat"), ("一款含「西布曲明」的減肥膠囊", "sibutramine"), ("成品、半成品安鈉鉀等制毒原料近3噸", "caffeine"), ("安钠咖", "caffeine"),
    ("一票报称载有海洛因的出口空运货物", "heroin"), ("一辆满载冰毒在路面行驶的皮卡车", "metamfetamine"), ("品牌/型号为冰毒/1007的玩具", "metamfetamine"), ("涉案冰毒约2公斤", "metamfetamine"),
    ("未经申报的氯胺酮3公斤", "ketamine"), ("不合格三唑仑片", "triazolam"), ("海洛因护发素", "heroin"), ("XX氯胺酮面膜", "ketamine"), ("大麻籽油护手霜", "hemp"), ("冰毒饼干", "metamfetamine"),
    ("大麻曲奇饼干", "cannabis"), ("芬太尼饼干", "fentanyl"), ("含「大麻」的饼干", "cannabis"), ("乐扉胡萝卜米饼、K粉", "ketamine"),
)  # fmt: skip
OPEN = (
    "咔哇潮饮", "聪明药", "上头电子烟", "奶茶包装的东西", "彩虹烟", "彩虹烟饼干", "上头饼干", "太空蛋糕", "快乐饼干", "神仙饼干", "迷幻饼干", "蘑菇巧克力饼干", "聪明饼干", "夏谟减肥饼干", "夏谟瘦身饼干", "夏谟壮阳饼干",
    "夏谟电子烟", "夏谟奶茶", "夏谟饮料", "夏谟软糖", "夏谟咖啡", "夏谟粉", "夏谟胶囊", "夏谟精油", "夏谟烟油", "夏谟跳跳糖", "夏谟片", "夏谟口服液", "夏谟香", "夏谟种子", "夏谟原料", "夹藏夏谟饼干", "藏匿于饼干内的夏谟", "伪装成夏谟饼干的物品",
    "甲卡西桐饼干", "曲马朵饼干", "芬太泥饼干", "阿普唑伦面膜", "美沙铜饼干", "氟胺铜护发素", "依托咪脂面膜", "溴戊饼干", "苯丙饼干", "噻嗪面膜", "碘化面膜", "麻果饼干", "丧尸饼干", "笑气蛋糕", "大力丸饼干", "蓝精灵饼干", "小树枝饼干",
    "MDMB 饼干", "JWH-018饼干", "2C-B 面膜", "Ketamin 饼干", "LSD 饼干", "THC 软饼干", "fentanil 面膜", "G 饼干", "红外热成像夏谟照相机", "激光夏谟灯泡", "夏谟祛斑霜", "夏谟真空水泵", "某某酮护发素", "白色粉末、夏谟护发素",
    "夏谟护发素、不明液体", "夏谟护发素、药丸", "僵尸饼干", "零号饼干", "苍蝇水护手霜", "河豚饼干", "玳瑁眼镜", "手榴弹玩具", "天使饼干", "恰特草饼干", "阿普坐仑饼干",
    "可代因饼干", "卡痛饼干", "PMK灯泡", "GBL洗发水", "NBOMe贴纸", "Amphetamin面膜", "催泪弹玩具", "冰壶夏谟玻璃杯",
)  # fmt: skip


@pytest.mark.parametrize("text", MAKES + SAID + NOUNS)
def test_ordinary_goods_are_read(book: Any, text: str) -> None:
    answer = book.check(text)
    assert (answer.identity.doubt, answer.controls) == ("", ())


def test_a_make_is_told_beside_the_goods(book: Any) -> None:
    assert "夏谟" in book.check("夏谟弹力紧肤精华").identity.note


@pytest.mark.parametrize(("text", "named"), NAMED)
def test_what_is_named_is_found(book: Any, text: str, named: str) -> None:
    names = [one.name.casefold() for one in book.check(text).identity.candidates]
    assert any(named in one for one in names)


@pytest.mark.parametrize("text", OPEN)
def test_what_may_be_a_stuff_is_never_a_plain_no_hit(is_told: Callable[..., bool], text: str) -> None:
    assert is_told(text)
