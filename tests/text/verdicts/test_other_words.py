"""Words that change what a sentence says: an abbreviation of the text, analogues of a thing, two denials, when a duty began.

The verdicts come from the acts: Regulation 273/2004 art. 3 and 111/2005 art. 12 (licences for category 1), 21 CFR 1308.11
(eticyclidine), Ley General de Salud art. 234 (fentanil), the orders of 2025-11-04 (20 % to 10 %; 24 points held).
"""

from __future__ import annotations

import pytest

from tidewaiter import Lawbook
from tidewaiter.text.documents import Reader
from tidewaiter.text.documents.formats import Decoded


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(Lawbook.load())


def found(reader: Reader, on: str, text: str) -> list[tuple[str, str, str]]:
    statements = reader.read(Decoded(text, "text", ""), on).statements
    return [
        (s.kind, s.finding.verdict, s.finding.measure) for s in statements if s.finding.verdict != "not_law"
    ]


def test_an_abbreviation_of_the_text_is_no_other_substance(reader: Reader) -> None:
    filler = "The rules were long in the making, and many firms had asked for more time. " * 50
    text = f"Two solvents are told of: perchloroethylene (PCE) is one. {filler}In the US, PCE is banned for all uses."
    assert all(verdict == "outside" for _, verdict, _ in found(reader, "2024-12-15", text))
    text = "In the US, PCE is a Schedule I substance."
    assert [verdict for _, verdict, _ in found(reader, "2024-12-15", text)] == ["confirmed"]


KIN = [
    ("2025-12-17", "México incluye sustancias análogas del fentanilo en lista de estupefacientes"),
    ("2025-12-17", "In the United States derivatives of ketamine are controlled in Schedule III."),
    ("2025-12-17", "In the United States ketamine precursors are controlled in Schedule III."),
    ("2025-12-17", "The United States placed salts of ephedrine on list I."),
    ("2025-12-17", "Le Mexique a inscrit des analogues de la kétamine sur la liste des stupéfiants."),
    ("2025-12-17", "Deutschland hat Derivate von Ketamin in die Anlage III des BtMG aufgenommen."),
    ("2025-12-17", "中国将氯胺酮衍生物列入管制。"),
    ("2025-12-17", "中国将氯胺酮的前体列入管制。"),
]


@pytest.mark.parametrize(("on", "text"), KIN)
def test_what_is_named_after_a_substance_is_not_that_substance(on: str, text: str, reader: Reader) -> None:
    assert [
        row for row in found(reader, on, text) if row[1] in ("confirmed", "contradicted", "differs")
    ] == []


def test_a_substance_with_its_salts_is_the_substance(reader: Reader) -> None:
    text = "China has controlled ketamine and its salts since 2001."
    assert [verdict for _, verdict, _ in found(reader, "2025-12-17", text)] == ["confirmed"]


def test_who_acts_after_a_clause_on_another(reader: Reader) -> None:
    text = (
        "Mientras Estados Unidos mantiene la presión sobre el fentanilo, México avanza en la regulación de los opioides.\n\n"
        "El carfentanilo fue incluido en la lista de estupefacientes."
    )
    asked = [s.finding.question for s in reader.read(Decoded(text, "text", ""), "2025-12-17").statements]
    assert {q["jurisdiction"] for q in asked if "jurisdiction" in q} <= {"MX"}


WITHIN, ACROSS = "eu/273-2004/licence-1", "eu/111-2005/licence-1"
TWICE_DENIED = [
    ("2014-06-30", "Die EU änderte ihre Verordnung. Die Apotheke darf daher Grundstoffe der Kategorie 1 jetzt nicht mehr an Endverbraucher abgeben, die keine Erlaubnis haben.", WITHIN),
    ("2014-06-30", "In der EU dürfen Grundstoffe der Kategorie 1 nicht ohne Ausfuhrgenehmigung ausgeführt werden.", ACROSS),
    ("2014-06-30", "In the EU category 1 precursors may not be sold to persons without a licence.", WITHIN),
    ("2014-06-30", "In the EU ephedrine must not be exported without an export licence.", ACROSS),
    ("2014-06-30", "Dans l'UE, les précurseurs ne peuvent être vendus à des personnes qui n'ont pas d'autorisation.", WITHIN),
    ("2014-06-30", "Dans l'UE, les précurseurs ne peuvent pas être exportés sans autorisation d'exportation.", ACROSS),
    ("2014-06-30", "La Unión Europea es clara: los precursores del anexo no pueden venderse a los que no tengan una licencia.", WITHIN),
    ("2025-12-01", "中国规定，未经许可不得向美国出口4-哌啶酮。", "cn/precursors/export-licence"),
    ("2025-12-01", "In China no one may export 4-piperidone to Mexico without an export licence.", "cn/precursors/export-licence"),
]  # fmt: skip


@pytest.mark.parametrize(("on", "text", "measure"), TWICE_DENIED)
def test_what_is_barred_to_those_without_a_licence_needs_one(
    on: str, text: str, measure: str, reader: Reader
) -> None:
    assert found(reader, on, text) == [("licence", "confirmed", measure)]


def test_one_denial_still_denies(reader: Reader) -> None:
    text = "China does not require an export licence for 4-piperidone to Mexico."
    assert [verdict for _, verdict, _ in found(reader, "2025-12-01", text)] == ["contradicted"]


CUTS = [
    "The US order reduces from 20% to 10% the fentanyl-related tariffs first imposed on Chinese imports into the United States in February 2025.",
    "Die USA senken die im Februar 2025 eingeführten Fentanyl-Zölle auf Waren aus China von 20 % auf 10 %.",
    "Estados Unidos redujo del 20 % al 10 % los aranceles por fentanilo impuestos en febrero de 2025 a los productos de China.",
    "Les États-Unis réduisent de 20 % à 10 % les droits de douane liés au fentanyl imposés en février 2025 sur les produits de Chine.",
    "美国将2025年2月加征的芬太尼关税从20%降至10%。",
]


@pytest.mark.parametrize("text", CUTS)
def test_the_day_on_which_a_duty_was_imposed_is_not_that_of_its_cut(text: str, reader: Reader) -> None:
    assert found(reader, "2025-11-11", text) == [("reduction", "confirmed", "us/ieepa-fentanyl-cn")]


def test_the_day_of_a_cut_is_still_its_own(reader: Reader) -> None:
    text = "The US cut the fentanyl tariffs on China from 20% to 10% in February 2025."
    assert [verdict for _, verdict, _ in found(reader, "2025-11-11", text)] == ["differs"]


HELD = [
    ("The US further suspends for one year the scheduled increase in China's Reciprocal Tariff rate from 10% to 34%.", "confirmed"),
    ("The US further suspends for one year the scheduled increase in China's Reciprocal Tariff rate from 10% to 44%.", "not_judged"),
    ("Les États-Unis suspendent pour un an la hausse des droits de douane réciproques sur la Chine de 10 % à 34 %.", "confirmed"),
    ("Estados Unidos suspende por un año el aumento de los aranceles recíprocos a China del 10 % al 34 %.", "confirmed"),
    ("Die USA setzen für ein Jahr die Erhöhung der reziproken Zölle auf Waren aus China von 10 % auf 34 % aus.", "confirmed"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "verdict"), HELD)
def test_a_rise_that_is_held_is_a_suspension(text: str, verdict: str, reader: Reader) -> None:
    assert [(kind, told) for kind, told, _ in found(reader, "2025-11-11", text)] == [("truce", verdict)]
