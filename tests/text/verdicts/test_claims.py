"""Claims as plain data: whoever proposes them goes through one door, and gets the verdict of the acts named here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tidewaiter import Lawbook
from tidewaiter.cli import main
from tidewaiter.errors import QuestionError
from tidewaiter.text.documents import Reader
from tidewaiter.text.documents.formats import Decoded

# written from the acts: announcement of six ministries of 2025-06-20; EO 14228 (20 % on China from 4 March 2025); EO 14193 and 14325 (Canada,
# 35 % from 1 August 2025); announcement of MOFCOM of 10 November 2025; 2023-196 and 2022-1518 of the EU; Announcement No. 2 of 2025
CASES: list[tuple[str, dict[str, Any], str]] = [
    ("2025-08-01", {"does": "control", "who": "China", "what": ["4-piperidone"], "day": "2025-07-20", "begins": True}, "confirmed"),
    ("2025-07-15", {"does": "control", "who": "CN", "what": ["4-piperidone", "40064-34-4"], "day": "2025-07-20"}, "announced"),
    ("2025-08-01", {"does": "control", "who": "CN", "what": ["4-piperidone"], "day": "2024"}, "differs"),
    ("2025-08-01", {"does": "control", "who": "CN", "what": ["4-piperidone"], "denied": True}, "contradicted"),
    ("2025-08-01", {"does": "control", "who": "CN", "what": ["qwertzine"]}, "outside"),
    ("2025-07-15", {"does": "duty", "who": "US", "whose": ["CN"], "rate": "20 %", "ground": "fentanyl", "day": "2025-03-04"}, "confirmed"),
    ("2025-07-15", {"does": "duty", "who": "US", "whose": ["CN"], "rate": "25", "ground": "fentanyl", "still": True}, "differs"),
    ("2025-07-15", {"does": "duty", "who": "US", "whose": ["NO"], "modality": "fact"}, "not_judged"),
    ("2025-07-15", {"does": "duty", "who": "US", "whose": ["CN"], "rate": "60"}, "not_judged"),
    ("2025-12-15", {"does": "duty", "who": "US", "whose": ["CN"], "rate": "20", "ground": "fentanyl", "still": True}, "contradicted"),
    ("2025-09-15", {"does": "duty", "who": "US", "whose": ["CA"], "rate": "10", "ground": "fentanyl", "goods": ["energy"]}, "confirmed"),
    ("2025-03-20", {"does": "duty", "who": "CN", "whose": ["US"], "rate": "15", "goods": ["chicken"]}, "confirmed"),
    ("2025-03-01", {"does": "duty", "who": "CN", "whose": ["US"], "rate": "15", "goods": ["toys"]}, "outside"),
    ("2025-12-01", {"does": "licence", "who": "CN", "whose": ["US", "MX", "CA"], "what": ["precursors"], "number": 13, "way": "export", "day": "2025-11-10"}, "confirmed"),
    ("2025-12-01", {"does": "licence", "who": "CN", "whose": ["US"], "what": ["precursors"], "number": 40, "way": "export", "day": "2025-11-10"}, "not_judged"),
    ("2025-09-10", {"does": "designation", "who": "OFAC", "parties": ["Qwertz Fine Chemicals"], "whose": ["CN"]}, "outside"),
    ("2025-09-10", {"does": "designation", "who": "US", "parties": ["Suzhou Xiaoli Pharmatech Co., Ltd."], "day": "2023-04-14"}, "confirmed"),
    ("2023-02-20", {"does": "count", "who": "EU", "what": ["precursors"], "number": 5, "day": "2023-02-20"}, "confirmed"),
    ("2025-06-03", {"does": "control", "who": "US", "what": ["propionyl chloride"], "list": "list I", "modality": "proposed"}, "announced"),
    ("2026-03-11", {"does": "control", "who": "CA", "what": ["propionic anhydride"], "day": "2026-04-12"}, "announced"),
    ("2025-07-15", {"does": "control", "who": "CN", "what": ["fentanyls"], "modality": "opinion"}, "not_law"),
    # fentanyl stands in Schedule I of the Convention of 1961, and in none of that of 1971
    ("2025-01-01", {"does": "control", "who": "UN", "what": ["fentanyl"], "list": "1961 Schedule I"}, "confirmed"),
    ("2025-01-01", {"does": "control", "who": "UN", "what": ["fentanyl"], "list": "1971 Schedule I"}, "differs"),
    # lists by their kind, number and act. HHC: Schedule II of 1971 (decisions of March 2025); carfentanil: I and IV of 1961; mephedrone: II of 1971
    ("2025-03-17", {"does": "control", "who": "UN", "what": ["hexahydrocannabinol"], "list": "Schedule II of the 1961 Convention", "modality": "announced"}, "differs"),
    ("2018-12-01", {"does": "control", "who": "ONU", "what": ["carfentanil"], "list": "Lista IV de la Convención Única de 1961"}, "confirmed"),
    ("2016-01-01", {"does": "control", "who": "UN", "what": ["mephedrone"], "list": "Schedule I of the 1971 Convention"}, "differs"),
    # announcement No. 120 of 2023: etomidate in the second class; No. 54 of 2024: dextromethorphan in the second
    ("2023-11-01", {"does": "control", "who": "中国", "what": ["依托咪酯"], "list": "第二类精神药品", "day": "2023-10-01", "begins": True}, "confirmed"),
    ("2024-07-15", {"does": "control", "who": "CN", "what": ["dextromethorphan"], "list": "第一类精神药品", "day": "2024-07-01"}, "differs"),
    # BtMG: bromazolam in Anlage II since December 2024, tapentadol in III; NpSG: GBL in Anlage 2 from 2026-04-12. No answer of the Union's
    ("2025-01-10", {"does": "control", "who": "Germany", "what": ["bromazolam"], "list": "Anlage II"}, "confirmed"),
    ("2025-01-10", {"does": "control", "who": "DE", "what": ["mephedrone"], "list": "Anlage III"}, "differs"),
    ("2026-05-01", {"does": "control", "who": "Deutschland", "what": ["GBL"], "list": "Anlage II BtMG"}, "differs"),
    ("2025-11-14", {"does": "control", "who": "DE", "what": ["GBL"], "day": "2026-04", "begins": True, "modality": "announced"}, "announced"),
    # SI 2019/105: pregabalin in Class C and in Schedule 3 of the Regulations; General Health Law: fentanyl in art. 234, in no group of art. 245
    ("2019-06-01", {"does": "control", "who": "UK", "what": ["pregabalin"], "list": "Schedule 3 to the Misuse of Drugs Regulations 2001"}, "confirmed"),
    ("2019-06-01", {"does": "control", "who": "UK", "what": ["pregabalin"], "list": "Schedule 2 to the Misuse of Drugs Regulations 2001"}, "differs"),
    ("2023-01-01", {"does": "control", "who": "MX", "what": ["fentanyl"], "list": "grupo II"}, "differs"),
    ("2024-01-01", {"does": "control", "who": "EU", "what": ["acetic anhydride"], "list": "subcategory 2A"}, "confirmed"),
    # Gulf Clan is another name of a listed band; a firm that bears it is another
    ("2024-07-15", {"does": "designation", "who": "OFAC", "parties": ["Gulf Clan Trading Ltd"]}, "outside"),
    ("2024-07-15", {"does": "designation", "who": "OFAC", "parties": ["Colombia's Gulf Clan"]}, "confirmed"),
    # OFAC named 28 on 3 October 2023 under EO 14059, seven on 14 April 2023
    ("2023-10-04", {"does": "designation", "who": "OFAC", "number": 28, "whose": ["CN"], "day": "2023-10-03"}, "confirmed"),
    ("2023-10-04", {"does": "designation", "who": "OFAC", "number": 500, "whose": ["CN"], "day": "2023-10-03"}, "not_judged"),
    ("2023-10-04", {"does": "designation", "who": "OFAC", "whose": ["CN"], "day": "2023-10-03", "instrument": "Executive Order 13224"}, "differs"),
    # the announcement of 2 August 2024 listed seven
    ("2024-09-10", {"does": "count", "who": "CN", "number": 7, "day": "2024-09-01"}, "confirmed"),
    ("2024-09-10", {"does": "count", "who": "CN", "number": 8, "day": "2024-09-01"}, "differs"),
    ("2021-05-13", {"does": "count", "who": "MX", "number": 4, "modality": "announced"}, "announced"),
    # EO of 4 November 2025, in force on the 10th; told of at Busan on 30 October. EO 14194 as amended: Mexico from 4 March 2025
    ("2025-11-20", {"does": "reduction", "who": "US", "whose": ["CN"], "rate": "10", "ground": "fentanyl", "day": "2025-11-04", "begins": True}, "differs"),
    ("2025-10-30", {"does": "reduction", "who": "US", "whose": ["CN"], "rate": "10", "rate_before": "20", "ground": "fentanyl", "modality": "announced"}, "announced"),
    ("2025-02-10", {"does": "duty", "who": "US", "whose": ["MX"], "rate": "25", "ground": "fentanyl", "day": "2025-02-01", "begins": True, "modality": "announced"}, "differs"),
    ("2025-11-05", {"does": "repeal", "who": "CN", "whose": ["US"], "rate": "15", "goods": ["chicken", "wheat"], "day": "2025-11-10", "begins": True, "modality": "announced"}, "announced"),
    ("2025-11-05", {"does": "repeal", "who": "US", "whose": ["CN"], "rate": "100", "ground": "fentanyl"}, "outside"),
    ("2025-07-15", {"does": "truce", "who": "US", "whose": ["CN"], "rate": "99"}, "not_judged"),
]  # fmt: skip


@pytest.mark.parametrize(("on", "claim", "verdict"), CASES, ids=lambda one: json.dumps(one)[:60])
def test_a_claim_gets_the_verdict_of_the_acts(
    on: str, claim: dict[str, Any], verdict: str, book: Lawbook
) -> None:
    told = book.verify([claim], on=on).to_json()["claims"][0]
    assert told["verdict"] == verdict, told
    if verdict in ("differs", "contradicted"):
        assert told["differs"]
    if verdict == "not_judged" and "number" not in claim:
        assert told["missing"]


TEXTS = [
    ("2025-07-15", "China controlled nitazenes in 2023. In March the US raised its fentanyl tariff on Chinese goods to 20%."),
    ("2025-05-13", "US tariffs on Chinese goods will be cut to 30% from May 14."),
    ("2025-09-10", "OFAC sanctioned the Chinese chemical company Qwertz Fine Chemicals."),
    ("2025-03-04", "自2025年3月10日起，对原产于美国的鸡肉、小麦加征15%关税。"),
    ("2025-02-28", "El presidente Donald Trump impuso aranceles del 25% a México y Canadá, que entrarán en vigor el 4 de marzo."),
]  # fmt: skip


@pytest.mark.parametrize(("on", "text"), TEXTS)
def test_what_our_finder_claims_goes_through_the_same_door(on: str, text: str, book: Lawbook) -> None:
    statements = Reader(book).read(Decoded(text, "text", ""), on).statements
    assert statements
    for one in statements:
        assert one.claim is not None
        again = book.verify([one.claim]).to_json()["claims"][0]
        assert (again["verdict"], again["measure"], again["since"]) == (
            one.finding.verdict,
            one.finding.measure,
            one.finding.since,
        )


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        ({"does": "control", "who": "CN"}, "needs `what`"),
        ({"does": "kontrol", "who": "CN"}, "One of: control"),
        ({"does": "control", "who": "Atlantis", "what": ["fentanyl"]}, "not a territory"),
        ({"does": "duty", "who": "US", "whose": ["CN"], "rate": "much"}, "Write per cent"),
        ({"does": "control", "who": "CN", "what": ["fentanyl"], "day": "soon"}, "Write 2025-07-20"),
        ({"does": "control", "who": "CN", "what": ["fentanyl"], "wht": 1}, "no field 'wht'"),
        ({"does": "control", "who": "CN", "what": ["fentanyl"], "denied": "no"}, "true or false"),
        ({"does": "duty", "who": "US", "whose": ["CN"], "ground": "spite"}, "Grounds: "),
        (
            {"does": "count", "who": "CN", "what": ["steroids"], "number": 5},
            "no group that is counted",
        ),
        ("control", "is no object"),
    ],
)
def test_what_cannot_be_understood_says_how_to_mend_it(claim: Any, words: str, book: Lawbook) -> None:
    with pytest.raises(QuestionError) as why:
        book.verify([claim])
    assert words in str(why.value) and "Claim 1 of 1" in str(why.value)


def test_the_command_takes_what_read_prints(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "page.txt"
    page.write_text("In 2019 China controlled the fentanyls as a class.", encoding="utf-8")
    assert main(["read", str(page), "--on", "2020-01-15", "--json"]) == 0
    claims = tmp_path / "claims.json"
    claims.write_text(capsys.readouterr().out, encoding="utf-8")
    assert main(["verify", str(claims), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["verdicts"] == {"confirmed": 1} and told["claims"][0]["since"] == "2019-05-01"
    assert main(["verify", str(claims)]) == 0 and "1 claim: 1 confirmed." in capsys.readouterr().out
    claims.write_text("{", encoding="utf-8")
    assert main(["verify", str(claims)]) == 2


def test_a_person_corrects_a_claim_of_ours(book: Lawbook) -> None:
    text = "In 2017 China controlled the fentanyls as a class."
    read = Reader(book).read
    (ours,) = read(Decoded(text, "text", ""), "2020-01-15").statements
    assert ours.finding.verdict == "differs" and ours.claim is not None
    document = read(Decoded(text, "text", ""), "2020-01-15", [{**ours.claim, "day": "2019"}])
    (mine,) = (one for one in document.statements if one.by_hand)
    assert mine.finding.verdict == "confirmed" and mine.said_by == "a person"
    assert (document.counts, document.counts_by_hand) == (
        {"differs": 1},
        {"confirmed": 1},
    )  # the text says what it said


def test_what_was_not_judged_is_told(book: Lawbook) -> None:
    text = (
        "The tariff applies to certain goods of that kind. In 2019 China controlled the fentanyls as a class."
    )
    document = Reader(book).read(Decoded(text, "text", ""), "2020-01-15")
    assert document.share == (1, 2) and document.told == "Judged 1 of 2 sentences that may state law."
    (left,) = document.readings[0].unjudged
    assert left.text.startswith("The tariff")
    strange = "A tarifa de 25 % sobre os produtos da China não foi aplicada em todos os casos, e uma lei foi votada na Câmara."
    document = Reader(book).read(Decoded(strange, "text", ""), "2025-03-01")
    assert not document.statements and "language that is not read" in document.told
