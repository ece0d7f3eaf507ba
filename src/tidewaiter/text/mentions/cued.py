"""The cues around a mention: words of sale, of news, of denial, with the group that each is of and its place."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from tidewaiter.text.mentions.cues import cues
from tidewaiter.text.mentions.dictionary import automaton, longest_spans
from tidewaiter.text.mentions.folding import PICTURE, fold, spaced

READS, READS_NOT = (
    "the text as a whole reads like an offer",
    "the text as a whole does not read like an offer",
)
_MEASURE = r"(?:gr?|r|rp|grs|gramm?e?s?|gramos?|gramitos?|rpaмм|克)"  # as folded: a Russian г is an r
_CASH = r"(?:[€£$¥₫฿₸₾₴₽]|eur(?:os?)?|usd|gbp|chf|franken|pyб\w*|p\b|元|块)"
_FEW = r"(?<![\d.,/])(?:0[.,]\d{1,2}|[12]?\d(?:[.,]5)?)"  # so few grams as one buyer takes
_EACH = rf"\d{{1,2}}\s?(?:x|for|por|fur|pour|зa|=)\s?{_CASH}?\s?\d{{2,4}}(?!\d)\s?{_CASH}?"
_GAP = r"[ :=/→-]{0,4}"
_PIECES = r"(?:st(?:k|uck|\.)|pcs?|pills?|tabs?|uds?\.?|unid\w*|pieces?|ш[tт]\w*|片|粒|颗)"
_COUNTED = re.compile(
    rf"(?<![\d.,])\d{{1,4}}\s?(?:{_PIECES}|seeds|graines|semillas|samen|ceмян|ceмeчeк)(?![a-z])"
)
# how fine a powder is sieved: -325
_SIEVED = re.compile(r"(?<!\S)-(?:100|120|140|170|200|230|270|325|400|500|600|635)(?![\d.,]|\s?[€$£%])")
_PICTURE = rf"{PICTURE}[a-z]{{1,2}}\W{{1,5}}"
# how only drugs are priced; of a match with a group the group is the cue
_DEALS = (
    rf"{_CASH}\s?/\s?{_MEASURE}\b",  # 10€/g
    rf"\d[kк]?\s?{_CASH}?\s(?:el|le|per|pro|a|зa|the|das|die) {_MEASURE}\b",  # 50 el g
    rf"{_FEW}\s?{_MEASURE}(?![a-z\u0400-\u052f]){_GAP}(?:[a-z\u0400-\u052f]{{1,12}} )?{_GAP}{_CASH}?(?:\d{{1,3}}(?:[.,]\d{{3}})+|\d{{2,5}})"
    r"(?![\d.,]*\s?(?:(?:m?g|ml|k?r|x|cm|mm|pcs)\b|[%％]))",  # 1g flake 80
    rf"{_FEW}\s?/\s?\d{{2,4}}\s?{_CASH}|(?<![\d.,/])\d{{1,3}}/g\b|(?<![\d.,/])\d{{3,5}} ?/ ?(?:r|rp)\b",  # 0,5/50€; 7/g
    r"\b[125]0?er \d{2,3}\W{1,4}(?:[25]|10|20|25|50|100)er \d{2,4}\b|(?<!\d)0[.,]\d{1,2} ?(?:for|por|fur|pour|зa) \d{2,3}\b",  # 5er 50, 10er 95; 0,8 für 80
    r"\b\d{2,3} ?mics\b",
    r"\A(?![^\n]*\b(?:tab|capsul|kapsel|gelul|comprim|vitamin))[^\n]{0,200}?(?<![\d.,])(\d{2,3}\s?(?:m?ug|mcg|мкr|微克))(?![a-z])",  # the dose of a blotter; tablets have such doses too
    r"[一两三]个\s?\d{2,5}[,，; ]*[一两三]个\s?\d|[一两三半十](?:小包|[个颗克条包板张粒支])\s?(?:港币|港幣|hkd?|nt)?\s?\d{3,5}(?![\d克毫片粒张gm])",
    r"(?<![\d.])\d{3,4}[一1]\s?[包支顆颗粒]",  # 300一包
    r"[一二两三四五六七八九]百(?:[一二三四五六七八九]十?)?[一1][个個克颗顆包粒条張张]",  # 八百一个
    rf"\b(?:gramo|gramme?|gram|rpaмм?|onza|oz|ounce|unze)\s?{_CASH}?\d{{2,5}}\b",  # gramo 700
    rf"{_PICTURE}\d{{1,4}}\b(?!\s?%)[^q\n]{{0,15}}{_PICTURE}(\d{{1,4}})\b(?!\s?%)",  # pictures, each with its price
    r"(?<![\d.,])0[.,]\d{1,2} ?[-=:] ?\d{3,5}\b.{1,40}?(?<![\d.,])[1-5] ?[-=:] ?\d{3,5}\b",  # 0.5 - 3500, 1 - 6000
    # in small wraps: micra 10, kepa 20, 80 die Kugel
    r"(?<!nissan )\bmicras? (?:de )?\d{1,2}\b(?![.,]\d)|\bkepas? \d{2}\b|\bkugeln? \d{2}\b(?! ?(?:kg|g|cm|mm|x)\b)|\b\d{2} (?:die|eine|pro|je) kugel\b",
    r"(?<!\w)#420(?!\d)",  # so cannabis is called where it may not be named
    # amounts as only drugs are weighed out in, whatever they cost: 1g 3.5g 7g
    rf"(?<![\d.,])(?:1|3[.,]5)\s?{_MEASURE}\b\W{{1,3}}(?:(?:3[.,]5|7|14)\s?{_MEASURE}\b\W{{1,3}})?(?:3[.,]5|7|14|28)\s?{_MEASURE}\b",
    r"(?<![\d.,])1 ?[=:] ?\d{2,4}\W{1,3}[23] ?[=:] ?\d{2,4}\b(?! ?[a-z%])",  # 1=60 2=110
    r"\b(?:from|ab|desde|des|a partir de|oт) 0[.,][1-5](?![\d.,]|\s?[\w%€$£])",  # от 0,3: of what is told by grams alone
    rf"(?:\A|[.:!\n])\s*{PICTURE}[a-z]{{1,2}}[^\w\n]{{1,5}}(?:y|o|e|and|or|und|oder|et|ou|и|или|和|或)[^\w\n]{{1,4}}{PICTURE}[a-z]{{1,2}}",  # two pictures as if they were nouns
    rf"{_FEW}\s?r\W{{1,4}}(?:{_PICTURE})?[^\W\d_]{{3,}}\W{{0,2}}{_FEW}\s?r(?![a-z\u0400-\u052f])",  # Грибы 3г, Грибы 6г
    r"\b\d{1,3} (?:le|les|la|los|las|the|die) (?:deux|trois|quatre|cinq|dix|dos|tres|cinco|diez|zwei|drei|funf|zehn|[2-5]|10)\b(?! ?[a-z%])",  # 10 le trois
    r"\bhalbes? \d{2,3}\W{1,3}ganzes? \d{2,3}\b|\b\d{2,4} ?(?:soles|pesos|lucas|mil|bs|pavos) (?:la|el|por) (?:bolsa|bolsita|gramo|g|papel|papelito|mono|moño|punto|tira|globo|porcion)\b",
    # pills by the piece; pictures, then the price of one
    r"(?<![\d.,])\d{1,3} ?(?:€|e|euros?)? ?(?:la|le|el|die|das|per|a) (?:pastilla|pasti|pepa|pirula|tacha|pille|cachet|taz|pill)\b",
    rf"(?:{_PICTURE}){{2}}[^\n]{{0,50}}?(?<![\d.,])(1 ?[=x:] ?\d{{2,3}})(?!\d|[.,]\d|\s?(?:%|[ckm]?m\b|ml|m?g\b))",
    # letters of the chemsex scene, and first letters of Chinese names, two of them as nouns
    r"(?<![\w&])(?:t|k|g|tina|keta)( (?:y|et|und|o|ou|oder) )(?:t|k|g|tina|keta|[34]m)(?![\w&])",
    r"(?<![\w.,])[34]m(?:mc)?( (?:et|y|und|and|ou|o|oder) )(?:g|gbl|ghb|k|keta)(?!\w)",
    r"\b[34]m(?:mc)?(, )(?:g|gbl|ghb|k|t|[34]m(?:mc)?) (?:et|y|und|and|ou|o|oder) (?:g|k|t)\b",
    r"\A(?=.*[\u4e00-\u9fff]).*?(?<![a-z\d])(?<!\d )(?:bd|hly|ytw|kky|lat|kf|mg|bf|lz|k)(\W{1,3}|\s?[和跟]\s?)(?:bd|hly|ytw|kky|lat|kf|mg|bf|lz)(?![a-z])",
    # signs by which the DEA's list of emoji knows a dealer, two of them: a plug, an eight ball, potent, much of it
    r"[🔌🎱🪂🍪]\W{0,3}(?:\w[^🔌🎱🪂🍪💣🚀]{0,60})?[🔌🎱🪂🍪💣🚀]|🚀💣|💣🚀",
)
# how drugs are priced, and other goods as well
_MENUS = (
    r"\b\d{2} balles\b(?! d)",
    r"(?<![\d/.,])(?:5/)?10/20/(?:30|40|50)(?![\d/.,]| ?[a-z%])",  # prices of the pieces of a block
    r"\b\d{1,2}0 (?:la |le |el |l['’])[^\W\d_]{3,}, ?(?:et |y )?\d{1,2}0 (?:la |le |el |l['’])[^\W\d_]{3,}",  # 20 l'herbe, 10 le shit
    rf"{_EACH}[ ,;/|]+{_EACH}|\b(?:5|10|20|25|50|100) (?:for|por|fur|pour|зa) \d{{2,3}}\b(?! ?[a-z%])",  # 1 for 60, 2 for 100; 10 for 50
    # the more, the cheaper each: 10 Stk 50, 100 Stk 250
    rf"(?<!\d)(?:5|10|20|25|50)\s?{_PIECES}{_GAP}{_CASH}?\d{{2,4}}\s?{_CASH}?\W{{1,4}}(?:10|20|25|50|100|500)\s?{_PIECES}{_GAP}{_CASH}?\d{{2,5}}",
    r"(?<![\d.,])(?:2|3|5|10|20|50|100) ?= ?\d{2,4}\b(?! ?[a-z%])",  # 10 = 60
    r"(?<![\d.,])[2-5] (?:for|fur|por|pour|зa) \d{2,3}\b(?! ?[a-z%])",  # 2 for 30
    r"(?<![\d.,])[2-5] ?x ?\d{2,3} ?(?:mil|k|lucas|pavos)\b",  # 2x80 mil
    r"\b(?:for|por|par|fur|ab|зa|oт) \d{1,2}, \d{2} (?:and|y|et|und|и|o|ou|oder) 1?\d0\b",  # por 20, 50 y 100
    r"\d{1,2}[包张顆颗粒] ?\d{3,5}[，,/ ]+\d{1,2}[包张顆颗粒] ?\d{3,5}",  # 5包1500 10包2800
    r"\b(?:lieferung|liefere|livraison|livre|entrega|delivery|delivered|дocтaвкa) (?:in|en|sous|зa|within) \d{2} ?min",
    r"\b24/7\b.{1,80}\b(?:[1-5]\d) ?min|\b(?:in|en|sous|dans|через|за) (?:15|20|30|45) ?min\w* (?:da|bei dir|en tu|chez|у тебя)",
)
# asked of a street, and nothing else is said: "Koks in Friedrichshain?"
# words under a picture: "[photo: two bags]", "Bild:"
_CAPTION = re.compile(
    r"(?:\A\W*|\[)(?:pics?|photo|picture|image|bild|foto|imagen|captura|pegatina|aufkleber|affiche|sticker|graffiti|фoтo|кapтинкa|нaдпиcь|[图圖]片?)\b[^\]\n:]{0,60}[:\]]"
    r"|\A\W*(?:нa фoтo|on the pic\w*|auf dem (?:bild|foto)|en la foto|sur la photo)\b|[📷📸]"
)
_ASKED = re.compile(
    r"\A\W*[^\W\d_]{3,}(?:(?: |/)[^\W\d_]+){0,2} (?:in|nahe|bei|a|en|chez|sur|near|around|в|нa)((?: [^\W\d_][\w./-]+){1,3} ?\?)\W*\Z"
)
_PRICED = (
    ("asked", ("drug", "offer+"), _ASKED),
    ("caption", ("private",), _CAPTION),
    ("deal", ("drug", "offer+"), re.compile("|".join(_DEALS))),
    # so much is in a pressed pill
    ("pill", ("drug",), re.compile(r"(?<![\d.,])(?:1[4-9]|2\d|3[0-4])\d ?(?:mg|мr)\b")),
    # as much as one takes in a night: 0.8g, 2g
    (
        "gram",
        ("drug", "offer+"),
        re.compile(
            r"(?<![\d.,/x×])(?:0[.,]\d{1,2}|[1-5](?:[.,]5)?) ?(?:gr?|g|rp?)(?![a-z\u0400-\u052f/²]| ?(?:fat|sugars?|protein|carbs?|salt|fib(?:er|re)|fett|eiweiss|zucker|salz|grasas?|azucar(?:es)?|sal|lipides|sucres?|sel|жиp|бeл|caxap|coль|脂肪|蛋白)\b)"
        ),
    ),
    ("menu", ("drug", "offer+"), re.compile(rf"(?<![a-z\d])(?:{'|'.join(_MENUS)})")),
)
# "never sold without a prescription": what is said of an unlawful sale is that it is none
_NOT_WITHOUT = re.compile(
    r"(?=[нncj])(?:\bнe|\bnever|\bnot|n't|\bcannot|\bnicht|\bnie|\bniemals|\bno se|\bno \w+mos|\bnunca|\bjamais|\bne \w+ pas|\bn['’]\w+ pas) (?:[^\W\d_]+ ){1,8}?"
    r"(?:бeз peцeптa|without (?:an? |any )?(?:prescription|script)|ohne rezept|sin receta|sans ordonnance)\b"
)
_FACTS = (
    ("not without a prescription", ("about!",), _NOT_WITHOUT),
    ("sieved", ("powder",), _SIEVED),
    ("pieces", ("sown",), _COUNTED),
    ("purity", ("offer+",), re.compile(r"(?<![\d.])(?:[89]\d(?:\.\d+)?|100)\s*(?:%|％|percent|pct)|99\.\d|\b9[5-9]\s?\+")),
    ("price", ("offer",), re.compile(r"(?:usd|eur|gbp|rmb|cny|cad|mxn|chf|\$|€|£|¥|￥)\s?\d|\d\s?(?:usd|eur|gbp|rmb|cny|chf|\$|€|£|₫|฿|₸|₾|₴|₽|元|美元|欧元|euros?\b|pesos\b|varos\b|dollars?\b|franken\b|бaт\b|лapи\b)")),
    (
        "quantity", ("offer",),
        re.compile(
            r"\d\s?(?:kgs?|mg|m\.g|mcg|mug|ug|ml|g|gr|gm|grams?|l|ltr|lit(?:er|re)s?|tons?|tonnes?|mt|t|drums?|ibcs?|bags?|cartons?|pcs|tabs?|tablets|pills|"
            r"vials|ampoules|bottles|boxes|barrels|cans|pallets?|kilos?|kilograms?|r|rp|кr|мл|шт)(?![a-z\u0400-\u052f])|(?:\d\s?|[一两几三五十百])(?:公斤|千克|克|吨|毫克|升|毫升|桶|瓶|袋|箱|片|粒|支|盒|条起|颗|张起|板起|斤|包起|贴)"
        ),
    ),
)  # fmt: skip

# how Chinese offers and requests begin: 出, 收
_HAN_FACTS = (("out or in", ("offer",), re.compile(r"(?:\A|[\s，,、])[出收](?=[\s，,、]|\Z)")),)
SALE = frozenset(("offer", "offer+"))


class Cue(NamedTuple):
    """A cue found: span in the folded text, its group, its words."""

    start: int
    end: int
    group: str
    word: str


class Context(NamedTuple):
    """The cues of one text, in order of place."""

    text: str  # folded
    cues: list[Cue]
    starts: list[int]

    def between(self, start: int, end: int) -> list[Cue]:
        """The cues that lie within a stretch."""
        return [
            c
            for c in self.cues[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
            if c.end <= end
        ]


class Cued:
    """Finds the cues of a folded text in one pass."""

    def __init__(self) -> None:
        groups = cues().groups
        self._latin: list[tuple[str, str]] = []
        self._other: list[tuple[str, str]] = []
        for group, words in groups.items():
            for word in dict.fromkeys(words):
                folded = fold(word).text
                if folded.isascii():
                    self._latin.append((" ".join(spaced(folded).split()), group))
                else:  # Cyrillic capitals look like other letters than the small ones
                    forms = {folded, *(fold(form).text for form in (word.capitalize(), word.upper()))}
                    self._other += [(form, group) for form in sorted(forms)]
        self._words = automaton([f" {word} " for word, _ in self._latin])
        self._signs = automaton([word for word, _ in self._other])

    def read(self, folded: str, *, street: bool = False) -> Context:
        """All cues of a folded text; of overlapping cues of one group the longest. ``street``: whether it has a word of the
        street, which the price of a gram tells to be one.
        """
        found: list[Cue] = []
        blanks = spaced(f" {folded} ")
        for which, begin, end in self._words.find_matches_as_indexes(blanks, overlapping=True):
            word, group = self._latin[which]
            found.append(Cue(begin, end - 2, group, word))
        if not folded.isascii():
            for which, begin, end in self._signs.find_matches_as_indexes(folded, overlapping=True):
                word, group = self._other[which]
                if _whole(folded, begin, end):
                    found.append(Cue(begin, end, group, word))
        facts = (*_PRICED, *_FACTS) if street else _FACTS
        if not folded.isascii():
            facts = (*facts, *_HAN_FACTS)
        for name, groups, pattern in facts:
            found += [
                Cue(m.start(m.lastindex or 0), m.end(m.lastindex or 0), group, name)
                for m in pattern.finditer(folded)
                for group in groups
            ]
        found = _outside_longer(longest_spans(found))
        return Context(folded, found, [cue.start for cue in found])


_HIDDEN = ("thing after", "not after", "not before", "lawful")  # nothing within a longer word of sale


def _outside_longer(found: list[Cue]) -> list[Cue]:
    """Without the words of sale within longer ones of report ("stock" in "rupture de stock"), and without the denials
    and things within longer ones of sale ("free" in "free shipping", "apotheke" in "original apotheke", "没有" in "有没有").
    """
    reported = sold = begun = -1
    out = []
    for cue in found:
        if cue.group.startswith("about"):
            reported = max(reported, cue.end)
        elif cue.group in SALE or cue.group == "illicit":
            if cue.end <= reported:
                continue
            if cue.end > sold:
                begun, sold = cue.start, cue.end
        elif (cue.group in _HIDDEN and cue.end < sold) or (
            cue.group in ("lawful", "not before") and cue.end == sold and cue.start > begun
        ):
            continue
        out.append(cue)
    return out


def _whole(folded: str, begin: int, end: int) -> bool:
    """Whether a cue is a whole word, an ending of two letters aside; Chinese has no edges of words."""
    if folded[begin] >= "\u2e80" or folded[end - 1] >= "\u2e80":
        return True
    return not folded[max(begin - 1, 0) : begin].isalpha() and not folded[end : end + 3].isalpha()
