"""Articles whose Chinese names are put together of known parts, pesticides by the names of the mainland and of Taiwan, words around a name.

The expectations were written by hand: what goods are; which drug, precursor or pesticide is named in, before, behind or across the words of articles (wordings
as in reports of seizures of Chinese, Taiwanese and Hong Kong customs). None of these may be a plain "no hit".
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

ARTICLES = (
    "樹脂藝術燈底座", "以塑料或纺织材料作面的衣箱", "不锈钢制对焊件", "铝丝制的布、网、篱及格栅", "64011000装金属护头的塑料橡胶制防水鞋靴", "耐化學手套", "一個LC 28cm鍋",
    "以「進口音箱」名義申報進口1000個音箱", "鎖心附鎖匙,PDD-2169", "聚对苯二甲酸乙二酯废碎料及下脚料", "61 32041240 以媒染染料为基料之调制品 5.0", "76 35069110 热熔胶 6.5",
    "12077091 ----黑瓜子", "紫苜蓿粗粉及团粒", "錦鯉", "三合一咖啡包", "硅胶折叠水桶", "橡木餐桌", "牛皮单肩斜挎手提包", "儿童防滑雨靴", "铸铁法兰", "鋁合金伸縮晾衣架",
)  # fmt: skip
PESTICIDES = (
    ("氯氧磷、虫螨畏", "methacrifos"), ("劇毒農藥「有機磷托福松」", "Terbufos"), ("2020 年台灣全面禁用巴拉刈後", "Paraquat"), ("拿著劇毒磷化鋁農藥噴灑", "aluminium phosphide"),
    ("「有機磷托福松」藥劑,外型為呈「淡紅色細粒」狀", "Terbufos"), ("芬殺松乳劑", "fenthion"), ("丙硫克百威", "Benfuracarb"), ("六氯酚", "hexachlorophene"), ("百滅寧", "permethrin"),
    ("擅自购入第三类易制毒化学品盐酸21吨", "hydrochloric acid"), ("1-雄烯二醇", "1-androstenediol"), ("非法持有第二类精神药品氯硝西泮", "clonazepam"),
)  # fmt: skip
HELD = (  # what is named within, before, behind or across words of articles
    ("樹脂藝術燈底座夾帶海洛因52塊", "heroin"), ("藏有冰毒的音箱", "metamfetamine"), ("音箱内藏冰毒", "metamfetamine"), ("木雕佛像內藏海洛英", "heroin"), ("鞋底暗藏可卡因", "cocaine"),
    ("浸有冰毒的毛巾", "metamfetamine"), ("摇头丸玩具", "MDMA"), ("塑料桶 氯胺酮", "Ketamine"), ("氯胺酮塑料桶", "Ketamine"), ("大麻膏木架", "cannabis"), ("大麻油玻璃瓶", "cannabis"),
    ("玻璃大麻烟斗", "cannabis"), ("行李箱夹层藏匿鸦片", "opium"), ("不锈钢保温杯内有氟胺酮", "fluorodeschloroketamine"), ("家具中夹带安非他命", "amfetamine"), ("金属底座藏匿甲基安非他命", "metamfetamine"),
    ("玩偶内藏依托咪酯", "etomidate"), ("皮箱夹层藏可待因", "codeine"), ("衣架 三唑仑", "triazolam"), ("地毯浸泡可卡因", "cocaine"), ("陶瓷花瓶 芬太尼", "fentanyl"), ("镜框内夹藏LSD", "lysergide"),
    ("自行车座管藏毒品大麻膏", "cannabis"), ("音響藏愷他命", "Ketamine"), ("原木桌腳藏愷他命", "Ketamine"), ("輪胎內藏一粒眠", "nimetazepam"), ("石雕內藏海洛因磚", "heroin"), ("燈具夾藏搖頭丸", "MDMA"),
    ("麻黄碱塑料袋", "ephedrine"), ("黄樟素铁桶", "safrole"), ("醋酸酐塑料桶", "acetic anhydride"), ("丙酮塑料桶", "acetone"), ("橡胶桶装甲苯", "toluene"), ("高锰酸钾铁桶", "permanganate"),
    ("百草枯塑料瓶", "paraquat"), ("毒鼠强玻璃瓶", "tetramethylenedisulfotetramine"), ("布娃娃里藏氯硝西泮", "clonazepam"), ("枕头内藏曲马多", "tramadol"), ("拖鞋藏美沙酮", "methadone"),
    ("雨伞柄里的哌替啶", "pethidine"), ("木盒 吗啡", "morphine"), ("手机壳 卡西酮", "cathinone"), ("钥匙扣 恰特草", "khat"), ("梳子 咖啡因", "caffeine"), ("沙发 羟考酮", "oxycodone"),
)  # fmt: skip
OPEN = (  # never a plain "no hit"
    "大麻布袋", "大麻鞋", "神仙水杯", "跳跳糖盒", "白粉 木架", "K粉塑料盒", "小树枝木盒", "上头电子烟架", "蓝精灵玩具", "娜塔莎 相框", "彩虹烟盒架", "开心水玻璃杯", "忽悠悠 手链", "零号胶囊塑料盒", "丧尸药 灯座",
    "四號 花瓶", "糖冰 玻璃珠", "白板 木制", "金属叶子", "飞行员香水瓶", "迷幻蘑菇 玻璃瓶盖", "迷幻邮票 相册架", "大力丸木盒", "聪明药笔袋", "浸渍不明液体的毛巾", "含有不明粉末的音箱", "装有晶体的塑料盒",
    "某某西泮木架", "未知唑仑灯座",
)  # fmt: skip


@pytest.mark.parametrize("text", ARTICLES)
def test_an_article_is_read_by_its_parts(book: Any, text: str) -> None:
    answer = book.check(text)
    assert (answer.identity.doubt, answer.controls) == ("", ())


@pytest.mark.parametrize(("text", "named"), PESTICIDES)
def test_names_of_substances_are_found_in_their_sentences(book: Any, text: str, named: str) -> None:
    answer = book.check(text)
    assert any(named.casefold() in one.name.casefold() for one in answer.identity.candidates)
    assert not answer.identity.doubt


@pytest.mark.parametrize(("text", "named"), HELD)
def test_words_of_articles_hide_no_substance(book: Any, text: str, named: str) -> None:
    answer = book.check(text)
    assert any(named.casefold() in one.name.casefold() for one in answer.identity.candidates)


@pytest.mark.parametrize("text", OPEN)
def test_a_word_of_the_street_beside_an_article_is_no_ordinary_good(
    is_told: Callable[..., bool], text: str
) -> None:
    assert is_told(text)
