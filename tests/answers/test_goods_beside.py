"""A word that frees one of several goods frees no other: a finished good, an implant, a size, a label beside the drug."""

from __future__ import annotations

from typing import Any

import pytest

KEPT = [
    ("red phosphorus and soap", "CA"),
    ("red phosphorus 99 % and shampoo", "CA"),
    ("hypophosphorous acid, soap", "CA"),
    ("hydriodic acid and perfume", "CA"),
    ("white phosphorus, soap bars", "CA"),
    ("red phosphorus; striker strips", "CA"),
    ("PMK and perfume", "EU"),
    ("1-phenyl-2-propanone and perfume", "EU"),
    ("acetic anhydride and soap", "EU"),
    ("pseudoephedrine, soaps", "EU"),
    ("acetone 100 % nail polish remover", "EU"),
    ("safrole for use in perfumes", "EU"),
    ("safrole for use in perfumes", "CA"),
    ("testosterone cypionate and Revalor implants", "CA"),
    ("testosterone cypionate and Revalor implants", "US"),
    ("testosterone enanthate vials and cattle implants", "CA"),
    ("testosterone enanthate vials and cattle implants", "US"),
    ("testosterone gel and agricultural implants", "CA"),
    ("testosterone gel and agricultural implants", "US"),
    ("testosterone propionate powder, raw material for Synovex implants", "CA"),
    ("testosterone propionate powder, raw material for Synovex implants", "US"),
    ("testosterone powder for animal implants", "CA"),
    ("testosterone powder for animal implants", "US"),
    ("trenbolone acetate 1 kg for making agricultural implants", "CA"),
    ("trenbolone acetate 1 kg for making agricultural implants", "US"),
    ("trenbolone acetate powder for cattle implants", "CA"),
    ("trenbolone acetate powder for cattle implants", "US"),
    ("aluminium powder up to 500 µm", "EU"),
    ("aluminium powder under 1 mm", "EU"),
    ("aluminium powder 50 to 500 µm", "EU"),
    ("Aluminiumpulver < 500 µm", "EU"),
    ("magnesium powder up to 200 µm", "EU"),
    ("aluminium powder in aluminium foil bags", "EU"),
    ("aluminium powder and aluminium foil", "EU"),
    ("magnesium powder packed in plates", "EU"),
    ("magnesium powder, 10 kg in foil pouch", "EU"),
    ("Magnesiumpulver in Folie verpackt", "EU"),
    ("magnesium bars and powder", "EU"),
    ("aluminium powder, bag 0.3 mm thick", "EU"),
    ("LSD solution 1 mg/ml for analytical use, cat. no AB-D12", "DE"),
    ("heroin solution 5 mg/ml for analytical use, box A-d2", "DE"),
    ("fentanyl and fentanyl-d5 solution 1 mg/ml for analytical use", "DE"),
    ("cocaine solution for analytical use with vitamin-d3", "DE"),
    ("methadone syrup 10 mg/ml and deuterated standard", "DE"),
    ("fentanyl 50 µg/ml injection solution, for diagnostic use", "DE"),
    ("Seife, roter Phosphor", "CA"),
    ("roter Phosphor und Seife", "CA"),
    ("fósforo rojo y jabón", "CA"),
    ("fósforo rojo, champú; perfumes", "CA"),
    ("red phosphorus 5 kg soap 2 kg", "CA"),
    ("shampoo, hypophosphorous acid 50 %", "CA"),
    ("perfume & hydriodic acid", "CA"),
    ("红磷、香皂", "CA"),
    ("红磷和洗发水", "CA"),
    ("white phosphorus / matches with wax", "CA"),
    ("phosphore rouge et parfum", "CA"),
    ("7723-14-0 red phosphorus, soaps", "CA"),
    ("aceton, Nagellackentferner", "EU"),
    ("PMK hidden in soap", "EU"),
    ("acetic anhydride for perfumes", "EU"),
    ("piperidine and a mixture of spices", "EU"),
    ("potassium permanganate 25 kg, shampoo", "EU"),
    ("胡椒基甲基酮和香水", "EU"),
    ("ephedrine hydrochloride + soap", "EU"),
    ("anthranilic acid next to perfume", "EU"),
    ("Testosteron Pulver und Implantate für Rinder", "US"),
    ("Testosteron Pulver und Implantate für Rinder", "CA"),
    ("testosterone undecanoate capsules; Revalor implants", "US"),
    ("testosterone undecanoate capsules; Revalor implants", "CA"),
    ("nandrolone decanoate, cattle implants", "US"),
    ("nandrolone decanoate, cattle implants", "CA"),
    ("testosterona y implantes para ganado", "US"),
    ("testosterona y implantes para ganado", "CA"),
    ("trenbolone enanthate raw powder, implants for cattle", "US"),
    ("trenbolone enanthate raw powder, implants for cattle", "CA"),
    ("Finaplix pellets and testosterone base 2 kg", "US"),
    ("Finaplix pellets and testosterone base 2 kg", "CA"),
    ("oxandrolone 10 mg tablets with animal implants", "US"),
    ("oxandrolone 10 mg tablets with animal implants", "CA"),
    ("aluminium powder 500 µm and finer", "EU"),
    ("aluminium powder, mean particle size 300 µm", "EU"),
    ("aluminium powder 0.5 mm or less", "EU"),
    ("polvo de aluminio hasta 500 µm", "EU"),
    ("poudre d'aluminium, feuilles d'aluminium", "EU"),
    ("铝粉和铝箔", "EU"),
    ("magnesium powder, magnesium ribbon", "EU"),
    ("Magnesiumpulver und Magnesiumstangen", "EU"),
    ("aluminium powder in sacks, wire closed", "EU"),
    ("magnesium powder particle size max 500 µm", "EU"),
    ("magnesium powder in 0.5 mm plates", "EU"),
    ("morphine solution 1 mg/ml for analytical use, lot X-D3", "DE"),
    ("Kokain und Kokain-d3 Referenzlösung 1 mg/ml", "DE"),
    ("MDMA reference solution 1 mg/ml, deuterated caffeine", "DE"),
    ("heroin-d9 and heroin, analytical reference solution 1 mg/ml", "DE"),
    ("Fentanyl Pflaster zur Analytik 0,005 %", "DE"),
    ("Methadon Sirup 0,01 % zu diagnostischen Zwecken", "DE"),
    ("fentanyl 0.005 % nasal spray for analytical use", "DE"),
    ("THC reference solution 1 mg/ml with nicotine-d4", "DE"),
]  # fmt: skip
FREED = [
    ("aluminium powder, particle size over 300 µm", "EU"),
    ("magnesium powder, 0.5 mm", "EU"),
    ("aluminium foil", "EU"),
    ("magnesium rods", "EU"),
    ("safety matches with red phosphorus", "CA"),
    ("trenbolone acetate implants for cattle", "CA"),
    ("trenbolone acetate implants for cattle", "US"),
    ("testosterone propionate implant pellets for heifers", "CA"),
    ("testosterone propionate implant pellets for heifers", "US"),
    ("fentanyl-d5 reference solution 1 mg/ml", "DE"),
    ("deuterated cocaine solution 1 mg/ml for analytical use", "DE"),
    ("fentanyl 0.005 % in methanol, analytical reference solution, ampoule", "DE"),
]  # fmt: skip


@pytest.mark.parametrize(("query", "place"), KEPT)
def test_a_good_beside_a_drug_frees_none_of_it(query: str, place: str, book: Any) -> None:
    assert book.check(query, jurisdictions=[place], on="2026-11-20").controls


@pytest.mark.parametrize(("query", "place"), FREED)
def test_a_thing_is_freed_by_what_is_told_of_itself(query: str, place: str, book: Any) -> None:
    """CDSA Sch. VI Part 3; FDR G.01.002; 21 USC 802(41)(B); (EU) 2019/1148 Annex II; BtMG, closing clauses letter a."""
    assert not book.check(query, jurisdictions=[place], on="2026-11-20").controls


def test_the_precursors_of_a_shipment_with_perfume_stay_listed(book: Any) -> None:
    for query in ("PMK and perfume", "acetic anhydride, soap", "acetone 100 % nail polish remover"):
        controls = book.check(query, jurisdictions=["EU"], on="2026-11-20").controls
        assert {one.outcome for one in controls} == {"applies"}, query


# what may be told of all goods of a text, beside another good: of which it is told is seen by its place
OF_ANOTHER = [
    ("toluene for industrial use and GBL", "UK", "Gamma-butyrolactone"),
    ("acetone for technical purposes; 1,4-butanediol", "UK", "1,4-Butanediol"),
    ("tolueno para uso industrial y GBL", "UK", "Gamma-butyrolactone"),
    ("Papaver bracteatum, Rosen zu Zierzwecken", "DE", "Papaver bracteatum"),
    ("Rosen als Zierpflanzen und Papaver bracteatum", "DE", "Papaver bracteatum"),
    ("ornamental tulips, Papaver bracteatum", "DE", "Papaver bracteatum"),
]  # fmt: skip
OF_EACH = [
    ("GBL and 1,4-butanediol, both for industrial use", "UK"),
    ("for industrial use: GBL, 1,4-butanediol", "UK"),
    ("GBL, for industrial use", "UK"),
]


@pytest.mark.parametrize(("query", "place", "listed"), OF_ANOTHER)
def test_what_is_told_of_another_good_frees_nothing(query: str, place: str, listed: str, book: Any) -> None:
    controls = book.check(query, jurisdictions=[place], on="2026-11-20").to_json()["controls"]
    assert "applies" in {one["outcome"] for one in controls if one["listed_as"].startswith(listed)}


@pytest.mark.parametrize(("query", "place"), OF_EACH)
def test_what_is_told_of_all_goods_is_told_of_each(query: str, place: str, book: Any) -> None:
    """MDR 2001, reg. 4B: who knows or believes that a human being will take it is left to ask."""
    controls = book.check(query, jurisdictions=[place], on="2026-11-20").controls
    assert controls
    assert {one.outcome for one in controls} == {"cannot_tell"}


def test_an_ornamental_good_of_a_list_of_them_is_free(book: Any) -> None:
    """BtMG, Anlage II, Papaver bracteatum."""
    for query in ("Papaver bracteatum zu Zierzwecken", "Zierpflanzen: Papaver bracteatum, Rosen"):
        assert not book.check(query, jurisdictions=["DE"], on="2026-11-20").controls, query


@pytest.mark.parametrize(
    "query", ["trenbolone acetate / estradiol implants for beef cattle", "testosterone propionate + estradiol ear implant for heifers"]
)  # fmt: skip
@pytest.mark.parametrize("place", ["CA", "US"])
def test_an_implant_of_two_steroids_is_left_out_for_both(query: str, place: str, book: Any) -> None:
    """21 USC 802(41)(B)(i); FDR G.01.002 and SOR/2025-242 s. 3."""
    found = book.check(query, jurisdictions=[place], on="2026-11-20")
    assert "applies" not in {one.outcome for one in found.controls}
