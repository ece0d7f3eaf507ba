"""Writes ``substance/tables/of_dictionary/trade-goods.tsv``: what merchants call ordinary goods, in thirteen languages.

    python tests/sets/goods/trade.py FOLDER

FOLDER holds the names of Shopify's product taxonomy (MIT), ``data/localizations/categories/*.yml``. Only names are taken, and only of
goods that hold no chemical, plant, medicine or weapon by their English name or by the branch that they stand in; what trade
calls two things ("Tools & Hardware") is taken only where each is one word.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import yaml

OUT = Path(__file__).parents[3] / "src/tidewaiter/substance/tables/of_dictionary/trade-goods.tsv"
LANGUAGES = ("zh-CN", "zh-TW", "es", "fr", "de", "pt-BR", "pt-PT", "ru", "it", "nl", "ja", "ko")
AND = {
    "en": "and",
    "de": "und",
    "fr": "et",
    "es": "y|e",
    "pt-BR": "e",
    "pt-PT": "e",
    "ru": "и",
    "it": "e|ed",
    "nl": "en",
}
ROOTS = (
    "Home & Garden", "Sporting Goods", "Arts & Entertainment", "Hardware", "Vehicles & Parts", "Business & Industrial", "Electronics",
    "Apparel & Accessories", "Food, Beverages & Tobacco", "Animals & Pet Supplies", "Furniture", "Baby & Toddler", "Toys & Games",
    "Office Supplies", "Cameras & Optics", "Software", "Luggage & Bags", "Media", "Religious & Ceremonial",
)  # fmt: skip
LEFT_OUT = re.compile(  # branches
    r"Business & Industrial$|Business & Industrial > (?:Medical|Science|Dentistry|Law|Mining|Piercing)|Home & Garden > (?:Plants|Smoking|Pool|Lawn & Garden > Gardening > Fert"
    r"|Household Supplies > Household Cleaning)|Food, Beverages & Tobacco > (?:Tobacco|Beverages > Alc)|Sporting Goods > Outdoor Recreation > Hunting"
    r"|Hardware > (?:Fuel|Building Consumables)"
)
NOT_PLAIN = re.compile(  # words of goods that may hold or be what a list reaches, or that are street words
    r"chemical|solvent|thinner|paint|varnish|lacquer|glue|adhesive|cement|epox|fuel|propane|butane|keros|refrigerant|bleach|acid|remover|pesticid|herbicid"
    r"|insect|rodent|pest |repellent|fertili|firework|explosiv|ammunition|ammo|powder|weapon|gun|rifle|pistol|firearm|bullet|cartridge|shell|lubricant"
    r"|fluid|coolant|antifreeze|developer|fixer|dye|resin|\boils?\b|\bwax|poison|medic|drug|vitamin|supplement|\bpills?\b|tablet|capsule|steroid|hormon"
    r"|essential|fragranc|perfum|cologne|popp|hemp|cannab|cbd|kratom|khat|coca|tobacco|nicotin|vap[eo]|e-liquid|smok|cigar|hookah|bong|grinder"
    r"|rolling paper|ashtray|pipe|whip|charger|balloon|alcohol|liquor|spirits|beer|wine|plants?\b|seeds?\b|flower|tree|shrub|herb|mushroom|fung|spore"
    r"|cact|salvia|kava|kola|guarana|extract|concentrate|gas\b|gases|aerosol|spray|cleaner|detergent|disinfect|saniti|polish|stain|primer|sealant|coating"
    r"|filler|compound|treatment|serum|cream|lotion|gel\b|ointment|peel|tann|salts?\b|spice|season|incense|potpourri|candle|air fresh|odor|nail|hair color"
    r"|hair care|lash|tint|test|specimen|sample|sex|erotic|adult|condom|lube|service|warrant|plan|gift card|ticket|magic|novel|prank|crystal|snow|ice\b|speed"
    r"|glass\b|grass|weed|pot\b|hash|dope|coke|crack|horse|smack|brown|stone|rock|angel|molly|blow\b|sugar$|candy$|bath|needle|syringe|laborator|scien"
    r"|reagent|kits?$|mixture|mixed|bundle|set$|misc|other|parts$|accessor|metal|\bink\b|toner|batter|mercury|thermomet|radioact|magnes|alumin|lithium"
    r"|detect|sensor|probe|finder|analy[sz]er|monitor|tungsten|graphite|carbon fib|drone|night vision|thermal|laser|scope|silencer|suppress|handcuff|restrain|shock|taser|stun|pepper|tear|baton|spike",
    re.IGNORECASE,
)  # fmt: skip
HAN, OTHER = re.compile(r"[\u4e00-\u9fff]{2,6}"), re.compile(r"[\u3040-\u9fff\uac00-\ud7af]{3,9}")


def single(name: str, language: str) -> list[str]:
    """The names of one thing each in a name of the taxonomy."""
    plain = re.sub(r"\s*[(（].*?[)）]", "", name).strip()
    words = rf" (?:&|{AND[language]}) " if language in AND else r" ?[和与與及、&と・및] ?"
    parts = [part.strip() for part in re.split(words, plain)]
    if len(parts) > 2 or re.search(r"[/,:;|\d]", plain):
        return []
    if len(parts) == 2 and any(" " in part or "-" in (part[:1], part[-1:]) for part in parts):
        return []
    if language.startswith("zh"):
        return [part for part in parts if HAN.fullmatch(part) and len(part) > len(parts)]
    if language in ("ja", "ko"):
        return [part for part in parts if len(parts) == 1 and OTHER.fullmatch(part)]
    return [part for part in parts if len(part) >= 5 and len(part.split()) <= 3]


def read(folder: Path, language: str) -> dict[str, dict[str, str]]:
    """The categories of a language by their number."""
    held = yaml.load(
        (folder / f"{language}.yml").read_text("utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    )
    return dict(held[language]["categories"])


def plain(name: str, place: str) -> bool:
    """Whether goods are ordinary by their English name and place."""
    root, *branches = place.split(" > ")
    inner = [] if root.startswith("Food") else branches[1:-1]
    return root in ROOTS and not LEFT_OUT.match(place) and not any(map(NOT_PLAIN.search, (name, *inner)))


def main(folder: Path) -> None:
    """Write the table."""
    others = {language: read(folder, language) for language in LANGUAGES}
    rows: dict[str, dict[str, None]] = {}
    for number, held in read(folder, "en").items():
        english = single(held["name"], "en") if plain(held["name"], held["context"]) else []
        if english:
            names = [
                one
                for language in LANGUAGES
                if number in others[language]
                for one in single(others[language][number]["name"], language)
            ]
            key = " ".join(word if word.isupper() else word.lower() for word in english[0].split())
            rows.setdefault(key, {}).update(dict.fromkeys((*english[1:], *names)))
    head = (
        "# What merchants call ordinary goods. Columns: English name, names in Chinese, Spanish, French, German, Portuguese, Russian, Italian, Dutch, Japanese, Korean (|).\n"
        "# Names only, of Shopify's product taxonomy (copyright Shopify, MIT licence; read 2026-11-27 from a copy of 2025-06-05); goods that may hold or be what a list\n"
        "# reaches are left out. A name that the dictionary has otherwise stays as it is there. Written by tests/sets/goods/trade.py.\n"
    )
    for word in ("candy", "cookies", "sugar", "beans", "dolls"):  # words of the street as well
        rows.pop(word, None)
    del rows["snare drums"]["Caixas"]  # boxes as well
    lines = (f"{name}\t{'|'.join(more)}\n" for name, more in sorted(rows.items()))
    OUT.write_text(head + "".join(lines), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
