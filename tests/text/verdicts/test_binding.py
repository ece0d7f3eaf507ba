"""Nothing is confirmed or contradicted unless parties, direction, goods, rate, ground and day are bound to one measure.

Faults found on unseen documents (2026-11-26), and their mirror images: what is so stays confirmed.
"""

from __future__ import annotations

import pytest

from tidewaiter import Lawbook
from tidewaiter.text.documents import Reader
from tidewaiter.text.documents.formats import Decoded

PARTIES = [
    ("2025-09-10", "OFAC sanctioned the Chinese chemical company Qwertz Fine Chemicals.", "outside"),
    (
        "2025-09-10",
        "The State Department designated the Qwertz Cartel as a foreign terrorist organization.",
        "outside",
    ),
    (
        "2025-09-10",
        "OFAC sanctioned the Chinese company Suzhou Xiaoli Pharmatech on 3 September 2025.",
        "differs",
    ),
    (
        "2025-09-10",
        "OFAC sanctioned the Chinese companies Guangzhou Tengyue and Suzhou Xiaoli on 3 September.",
        "differs",
    ),
    ("2025-09-10", "OFAC sanctioned the Chinese company Guangzhou Tengyue last week.", "confirmed"),
    ("2025-09-10", "OFAC sanctioned Chinese chemical companies last week.", "confirmed"),
    (
        "2025-09-10",
        "Last week the Chinese chemical company Guangzhou Tengyue was sanctioned by OFAC.",
        "confirmed",
    ),
    ("2025-09-10", "Last week the Chinese chemical company Qwertz was sanctioned by OFAC.", "outside"),
]

DIRECTION = [
    ("2025-03-10", "自2025年3月10日起，对原产于美国的部分进口商品加征15%的关税。", "CN", "US"),
    ("2025-04-12", "自2025年4月12日起，对原产于美国的所有进口商品加征125%关税。", "CN", "US"),
    ("2025-04-12", "美国对原产于中国的商品加征125%的关税。", "US", "CN"),
    ("2025-09-15", "US imports of Chinese goods face a 25 percent Section 301 tariff.", "US", "CN"),
    ("2025-09-15", "US imports from China face a 25 percent Section 301 tariff.", "US", "CN"),
    ("2025-09-15", "Chinese imports of US goods have faced a 10 percent tariff since 14 May.", "CN", "US"),
]

GOODS = [
    (
        "2025-03-01",
        "China imposes a 15% tariff on US chicken and wheat.",
        "outside",
    ),  # 15 % are on coal and gas
    ("2025-03-15", "China imposes a 15% tariff on US chicken and wheat.", "confirmed"),
    ("2025-03-15", "China imposes a 15% tariff on US coal and gas.", "confirmed"),
    ("2025-07-15", "The US has a 50% tariff on goods from Brazil.", "outside"),  # on steel and aluminium
    ("2025-07-15", "The US has a 50% tariff on steel from Brazil.", "confirmed"),
    ("2025-09-15", "The US charges a 25% Section 301 tariff on Chinese toys.", "outside"),
    ("2025-07-15", "The US lifted its tariffs on Chinese toys.", "outside"),
    ("2025-07-15", "The US exempted Chinese toys from the fentanyl tariffs on China.", "outside"),
    ("2025-07-15", "The US does not charge a 90% fentanyl tariff on Chinese goods.", "outside"),
    ("2025-07-15", "The US does not charge a 20% fentanyl tariff on Chinese goods.", "contradicted"),
]

# the part that is not bound leaves the sentence unconfirmed: Announcement No. 2 of 2025 has 15 % on chicken, wheat, maize and cotton,
# 10 % on the rest; OFAC listed 28 persons on 2023-10-03, a firm and two individuals on 2025-09-03; aluminium bore 25 % from 2025-03-12
PARTS = [
    ("2025-11-05", "中国对美国鸡肉、小麦、玉米、棉花加征10%关税。", ["differs"]),
    ("2025-11-05", "中国对美国大豆加征15%关税。", ["differs"]),
    ("2025-11-05", "中国对美国大豆加征10%关税。", ["confirmed"]),
    ("2025-03-15", "China imposes a 15% tariff on US farm products.", ["not_judged"]),
    ("2025-11-05", "停止实施对美部分商品加征关税。", ["outside"]),
    ("2025-11-05", "中国自2025年11月10日起停止实施对美部分商品加征关税。", ["announced"]),
    ("2025-11-05", "美国对华芬太尼关税从20%降至10%。", ["announced"]),
    ("2025-03-04", "Trump ha impuesto aranceles del 25% sobre las importaciones de acero y aluminio.", ["announced"]),
    ("2025-02-02", "Trump imposed a 25% tariff on goods from Canada and Mexico and 10% on goods from China.", ["announced"] * 2),
    ("2023-10-04", "OFAC sanctioned 28 individuals and entities on October 3, 2023, 25 of which are based in China.", ["confirmed"] * 2),
    ("2023-10-04", "OFAC sanctioned 29 individuals and entities on October 3, 2023, 20 of which are based in China.", ["not_judged", "differs"]),
    ("2025-09-04", "OFAC sanctioned Guangzhou Tengyue Chemical Co., Ltd. and three individuals on 3 September 2025.", ["not_judged", "differs"]),
    ("2025-07-16", "The law combats the fentanyl crisis by permanently classifying fentanyl-related substances as Schedule I drugs in the US.", ["confirmed"]),
    ("2025-02-14", "All chemicals used to produce fentanyl are controlled in Canada.", ["not_judged"]),
    ("2025-01-01", "China added 52 new psychoactive substances to its lists in July 2024.", ["differs"]),
    ("2024-06-28", "Seit dem 26. Juni 2024 ist HHC in Deutschland verboten.", ["differs"]),  # BGBl. of the 26th, in force on the 27th
    ("2024-06-28", "Seit dem 27. Juni 2024 ist HHC in Deutschland verboten.", ["confirmed"]),
    ("2016-09-03", "Canada prohibits activities with precursor chemicals.", []),
]  # fmt: skip


@pytest.mark.parametrize(("on", "text", "expected"), PARTS)
def test_each_part_of_a_sentence_is_bound(on: str, text: str, expected: list[str], reader: Reader) -> None:
    found = [s.finding.verdict for s in reader.read(Decoded(text, "text", ""), on).statements]
    assert [verdict for verdict in found if verdict != "not_law"] == expected


def test_the_end_of_a_class_is_not_judged_by_its_substance(reader: Reader) -> None:
    """No class stood in the US on 2018-01-10; fentanyl's own entry of 1971 says nothing of its end."""
    text = "The US removed fentanyl-related substances from its schedules."
    found = reader.read(Decoded(text, "text", ""), "2018-01-10").statements
    assert {s.finding.verdict for s in found} <= {"outside"}


NO_LAW = [
    ("2026-03-11", "Action is required to control fentanyl precursors in Canada."),
    ("2026-03-11", "Further steps are needed to control fentanyl precursors in Canada."),
    ("2025-08-06", "The US duty on India will be on top of existing duties unless exempted."),
    ("2019-05-09", "The US tariff on Chinese goods had been due to be raised to 25% on 1 January."),
    ("2026-03-11", "The change strengthens Canada's robust controls on fentanyl precursors."),
]
DAYS = [
    (
        "2025-09-15",
        "Since 27 August Indian goods pay a 25% US reciprocal tariff.",
        "differs",
    ),  # since 7 August
    ("2025-09-15", "Since 7 August Indian goods pay a 25% US reciprocal tariff.", "confirmed"),
    (
        "2025-09-15",
        "Indian goods have faced an extra 25% US duty over Russian oil since August 27.",
        "confirmed",
    ),
    ("2025-07-15", "On 10 March the US imposed a 20% fentanyl tariff on Chinese goods.", "differs"),
    ("2025-07-15", "On 4 March the US imposed a 20% fentanyl tariff on Chinese goods.", "confirmed"),
]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(Lawbook.load())


def verdicts(reader: Reader, text: str, on: str) -> set[str]:
    return {s.finding.verdict for s in reader.read(Decoded(text, "text", ""), on).statements}


@pytest.mark.parametrize(("on", "text", "verdict"), PARTIES)
def test_a_party_that_is_named_is_held_or_outside(on: str, text: str, verdict: str, reader: Reader) -> None:
    assert verdicts(reader, text, on) == {verdict}


@pytest.mark.parametrize(("on", "text", "destination", "origin"), DIRECTION)
def test_who_charges_whose_goods(on: str, text: str, destination: str, origin: str, reader: Reader) -> None:
    findings = [s.finding for s in reader.read(Decoded(text, "text", ""), on).statements]
    asked = [(f.question["destination"], f.question["origin"]) for f in findings]
    assert asked == [(destination, origin)]
    assert {f.verdict for f in findings} == {"confirmed"}


@pytest.mark.parametrize(("on", "text", "verdict"), GOODS)
def test_goods_and_rate_are_those_of_the_measure(on: str, text: str, verdict: str, reader: Reader) -> None:
    assert verdicts(reader, text, on) == {verdict}


@pytest.mark.parametrize(("on", "text"), NO_LAW)
def test_what_is_needed_conditional_or_was_only_planned_is_no_law(on: str, text: str, reader: Reader) -> None:
    assert verdicts(reader, text, on) <= {"not_law"}


@pytest.mark.parametrize(("on", "text", "verdict"), DAYS)
def test_the_first_day_that_is_told_is_that_of_the_measure(
    on: str, text: str, verdict: str, reader: Reader
) -> None:
    assert verdicts(reader, text, on) == {verdict}


BESIDE = [  # what limits, intends, sets apart or adds, in a sentence that would be so without it
    ("2025-07-15", "Die USA erheben 50 % Zoll ausschließlich auf Stahl aus China.", "goods"),
    ("2025-07-15", "The US charges the 50% tariff on steel only from the EU.", "goods"),
    ("2025-07-15", "美国仅对中国钢铁征收50%关税。", "goods"),
    ("2025-07-15", "The 20% fentanyl tariff on Chinese goods comes with a quota of 100,000 tonnes.", "goods"),
    ("2025-07-15", "Unlike Mexico, Canada faces a 25% fentanyl tariff.", "whose"),
    ("2025-07-15", "HHC ist in Deutschland nur für Minderjährige verboten.", "goods"),
    ("2025-07-15", "Canada plans to schedule carisoprodol but has not yet done so.", "negated"),
]


@pytest.mark.parametrize(("on", "text", "field"), BESIDE)
def test_words_that_nothing_binds_leave_no_verdict_sure(
    on: str, text: str, field: str, reader: Reader
) -> None:
    found = [one.finding for one in reader.read(Decoded(text, "text", ""), on).statements]
    assert not {one.verdict for one in found} & {"confirmed", "contradicted"}
    assert any(field in one.missing for one in found)


def test_a_court_is_compared_by_what_it_held(reader: Reader) -> None:
    held = "美國最高法院裁定，「國際緊急經濟權力法」（IEEPA）並無授權總統徵收關稅的權力。"
    more = "The Supreme Court struck down most of Trump's tariffs imposed under IEEPA."
    said = [
        reader.read(Decoded(one, "text", ""), "2026-02-21").statements[0].finding.verdict
        for one in (held, more)
    ]
    assert said == ["confirmed", "not_judged"]


def test_a_proposal_told_with_its_day_is_one_that_is_held(reader: Reader) -> None:
    text = (
        "Therefore, on {}, 2019, DEA published a Notice of Proposed Rulemaking (NPRM) to control "
        "the precursor chemicals benzylfentanyl and 4-anilinopiperidine as list I chemicals."
    )
    said = [
        {
            one.finding.verdict
            for one in reader.read(Decoded(text.format(day), "text", ""), "2020-04-15").statements
        }
        for day in ("September 13", "September 23")
    ]
    assert said[0] == {"confirmed"}  # 84 FR 48314
    assert "confirmed" not in said[1]
