"""Japanese labels of pesticides and medicines, and brands whose longer name is another product: what registers say is in them is told."""

from __future__ import annotations

from typing import Any

import pytest

from tidewaiter.errors import Unresolved


@pytest.mark.parametrize(  # actives as the register of agricultural chemicals (FAMIC) and the price list (MHLW) have them; other names of one compound
    ("text", "held"),
    [
        ("スミチオン乳剤", {"fenitrothion"}), ("ホクコースミチオン乳剤50", {"fenitrothion"}), ("クサトールFP水溶剤", {"sodium chlorate"}),
        ("ランネート水和剤", {"methomyl"}), ("パラコート液剤", {"paraquat"}), ("プリグロックスL", {"paraquat", "diquat"}),
        ("ジメモルファンリン酸塩散10%", {"dimemorfan"}), ("エルゴタミン酒石酸塩・無水カフェイン", {"ergotamine", "caffeine"}),
        ("[1]オルリスタット、[2]シブトラミン", {"orlistat", "sibutramine"}), ("キシロール", {"xylene"}), ("大麻約58・71グラム", {"cannabis"}),
        ("サルビノリンA", {"salvinorin a"}), ("RUSH(ラッシュ)", {"amyl nitrite"}), ("メチロン", {"methylone"}),
    ],
)  # fmt: skip
def test_japanese_labels_tell_their_actives(book: Any, text: str, held: set[str]) -> None:
    named = " ".join(one.name.casefold() for one in book.check(text).identity.candidates)
    assert not [one for one in held if one not in named]


@pytest.mark.parametrize(  # words that are brands of pesticides too; names with a dot that lists nothing
    "text",
    ["カウンター", "コカ・コーラ", "オリオン", "クルーザー"],
)
def test_words_and_names_of_goods_are_no_pesticides(book: Any, text: str) -> None:
    try:
        candidates = book.check(text).identity.candidates
    except Unresolved:
        return
    assert not [one for one in candidates if one.cas or one.substance]


@pytest.mark.parametrize(
    ("text", "drug"),
    [
        ("Spalt Grippal (Grippemittel mit Ibuprofen), 30 mg/200 mg", "pseudoephedrine"), ("Grippemittel mit Ibuprofen", "pseudoephedrine"),
        ("Codinex 1 mg/ml + 1 mg/ml + 6,67 mg/ml jarabe", "ephedrine"), ("Reactine Plus", "pseudoephedrine"), ("Пиралгин таблетки", "codeine"),
        ("72 grams of a fentanyl-heroin mix", "heroin"), ("Heroin-Fentanyl-Gemisch", "fentanyl"), ("mezcla fentanilo-heroína", "heroin"),
        ("Subutex8mgcompriméssublinguaux", "buprenorphine"), ("RIVOTRIL2mgcomprimidos", "clonazepam"),
        ("Allegro 70% IPA Allegro Industries 1001", "isopropyl alcohol"), ("gonadotropina coriónica humana 5000 UI", "chorionic gonadotrophin"),
    ],
)  # fmt: skip
def test_no_part_of_a_product_is_left_out(book: Any, text: str, drug: str) -> None:
    assert any(drug in one.name.casefold() for one in book.check(text).identity.candidates)


def test_the_letters_of_a_beer_are_no_solvent(book: Any) -> None:
    with pytest.raises(Unresolved):
        book.check("6.5% IPA Citra")
    assert not book.check("empty hard capsules").controls
