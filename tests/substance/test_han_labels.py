"""What Chinese price lists, tenders and customs set around goods falls away; what may be the goods stays."""

from __future__ import annotations

import pytest

from tidewaiter import Lawbook
from tidewaiter.substance.chinese.labels import but_labels


@pytest.fixture(scope="module")
def book() -> Lawbook:
    return Lawbook.load()


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("苯磺酸左氨氯地平片 2.5mg*14片/盒 挂网价23.5元", "苯磺酸左氨氯地平片 2.5mg"),
        ("蒙脱石散 片剂24片(糖衣)盒(瓶)3.6", "蒙脱石散 片剂24片(糖衣)盒(瓶)"),
        ("咪达唑仑注射液 5mg:1ml 支", "咪达唑仑注射液 5mg:1ml"),
        ("查获K粉(氯氨酮)净重 523克", "查获 K粉(氯氨酮)净重 523克"),
        ("超量携带香烟 12条", "香烟 12条"),
        ("第3项货物:台灯5个", "台灯5个"),
        ("衛署藥製字第012345號 感冒糖漿", "感冒糖漿"),
        ("四川某某制药有限公司生产的2批次异烟肼片", "异烟肼片"),
        ("生产批号：20230115A的阿莫西林胶囊", "阿莫西林胶囊"),
        ("价值约120万元的燕窝", "燕窝"),
        ("大米，原产国：泰国", "大米"),
        ("柠檬酸，执行标准GB1886.235", "柠檬酸"),
        ("一整车电石", "电石"),
        ("申报品名为“木制摆件”的进境快件", "木制摆件"),
    ],
)
def test_what_is_set_around_goods(text: str, plain: str):
    assert but_labels(text, lambda name: None) == plain


@pytest.mark.parametrize(
    "text",
    [
        "三价铁 5公斤",
        "项圈 2个",
        "伪报为茶叶",
        "品名为海洛因",
        "5-氟-2-氧代PCE",
        "支",
        "未经检验",
        "1,4-丁二醇 2.5",
        "2*3公斤海洛因",
        "UN编号1294",
        "GB-13",
        "价值链",
    ],
)
def test_what_is_no_label_stays(text: str):
    assert but_labels(text, lambda name: None) == text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("伪报品名为“塑料粒”的海洛因 24公斤", "heroin"),
        ("申报品名为“冰毒”的货物", "metamfetamine"),
        ("项一货物茶叶2箱、项二货物氯胺酮5千克", "Ketamine"),
        ("未经批准进口的冰毒", "metamfetamine"),
        ("超量携带海洛因", "heroin"),
        ("卡苦 66克", "opium"),
    ],
)
def test_a_drug_behind_a_label_is_found(book, text: str, name: str):
    answer = book.check(text, on=book.day)
    assert name in [one.name for one in answer.identity.candidates]
    assert answer.controls


@pytest.mark.parametrize(
    "text", ["伪报为“茶叶”的货物", "查获不明粉末 单价2元", "纸尿裤 白色药片 52片/包", "伪报为茶叶的未知晶体"]
)
def test_what_is_not_named_stays_open(book, is_told, text: str):
    assert is_told(text, on=book.day)


@pytest.mark.parametrize(
    "text",
    [
        "婴儿纸尿裤 L码 52片/包",
        "304不锈钢法兰 DN50 200片",
        "汽车刹车片 前轮 100套",
        "血压计 上臂式 电子 1台",
        "“疲劳试验机”,商品编码9024101000,申报数量1台",
    ],
)
def test_articles_counted_and_sized(book, text: str):
    answer = book.check(text, on=book.day)
    assert (answer.identity.doubt, answer.controls) == ("", ())
