"""How much of what a phrase says is in a preparation, and what it is put up as: the facts on which limits of the law turn.

Amounts are read as labels write them: ``30 mg``, ``10 mg/5 mL``, ``2,5 %``, ``100 mg per 5 ml``, ``每片30毫克``. Each is set down in
grams of a dosage unit, or in grams of 100 ml or 100 g. The words are those of ``shipment/words.yml``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from tidewaiter.errors import BadAmount
from tidewaiter.lawbook import patterns as re
from tidewaiter.lawbook.contents import BOUNDS, EXACT, Span, Strength, in_words
from tidewaiter.rows import NamedTuple
from tidewaiter.substance.amounts.preparation import DIVIDED
from tidewaiter.substance.amounts.units import size_of, spelt
from tidewaiter.substance.tables.table import rows
from tidewaiter.substance.tables.wording import pattern
from tidewaiter.typed import Any

_NUMBER = r"\d+(?:[.,]\d+)*"
_MASS, _VOLUME, _KILOGRAMS = spelt("mg", "µg", "g"), spelt("mL"), spelt("kg", "t", "lb")
_OF_WHAT = r"gew(?:ichts)?|massen?|vol(?:um(?:en)?)?|ma|wt"  # Gew.-%, Massenprozent, wt%
_BY_WHAT = (  # 60 % w/w, 60 percent by weight, 60 %（质量分数）
    r"[wmvp]\s*/\s*[wmvp]|(?:by|nach|en|in|de|em)\s+(?:weight|wt\.?|mass|volume|vol\.?|gewicht|masse|volumen|peso|masa|poids|massa)"
    r"|m/m|质量分数|体积分数|质量比|体积比|重量比|质量|体积|重量"
)
_PERCENT = r"%(?:-?(?:ige?[mnrs]?|н\w{1,3}))?|％|-?per ?cent|-?prozent(?:ige?[mnrs]?)?|pour cent|por ciento|per cento|procent|-?процент\w*|v\.? ?h\.?(?!\w)|vom hundert"
_PER = r"/|per|par|je|pro|por|in|en|auf|a|na|на|每|／"
_END = r"(?![A-Za-zµ\u0400-\u04ff])"
_MARK = re.compile(r"⟦(\d+)⟧")
_HEAVY = rf"{_NUMBER}\s*(?:{_KILOGRAMS}|g|克){_END}"
_APART = re.compile(  # what one of several goods ends with
    rf"[;；，、|&+\n]|,(?!\d)|\s/\s|(?<!\bL)[.:]\s|(?<!\w)(?:and|und|y|e|et|plus|и|{_HEAVY})(?!\w)|[和及与跟]|(?<=\d)\s*(?:公斤|千克|吨)",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\s/\s|[&+]")  # the drugs of a combination
_AROUND = pattern("around goods")
_HEAD = re.compile(r"[\w\s'’()-]*[:：]")  # what a list begins with
_SHARE = re.compile(rf"[^\w]*{_NUMBER}\s*(?:{_PERCENT})", re.IGNORECASE)


class Amount(NamedTuple):
    """One amount of a phrase: grams, and of how much; ``of`` is ``unit``, ``100``, ``pack`` or "" where it is not said."""

    grams: float
    of: str
    text: str
    volume: float = 0.0  # the millilitres that were named: of an ampoule they are the unit
    between: Span = EXACT

    @property
    def percent(self) -> bool:
        """Whether it is told as a share of the whole: "60 % w/w"."""
        return re.search(_PERCENT, self.text, re.IGNORECASE) is not None


_DOSE = pattern("milligrams of a dose")
_VIAL = pattern("glass of goods of any kind")
_SAYS = ("medicines", "prolonged", "preparations", "based", "composed", "of_all")  # kinds of words


class Labels:
    """Reads amounts and forms with the words of a lawbook."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        def texts(kind: str) -> tuple[str, ...]:
            return tuple(map(str, words.get(kind, ())))

        def patterns(kind: str) -> Iterator[tuple[str, tuple[str, ...]]]:
            return ((key, tuple(some)) for key, some in words.get(kind, {}).items())

        self._kinds = {key: _any(some) for key, some in patterns("kinds")}
        self._said = {key: _asserted(some) for key, some in patterns("said")}
        self._undone = {key: _any(some) for keys, some in patterns("undone") for key in keys.split("; ")}
        self._says = {kind: _any(texts(kind)) for kind in _SAYS}
        self._named = {kind: frozenset(map(str.casefold, texts(kind))) for kind in ("inert", "bulk")}
        self._owned, self._common = frozenset(texts("owned")), frozenset(texts("shared"))
        self._combined = frozenset(texts("combined"))
        self._units = "|".join(sorted(texts("units"), key=len, reverse=True)) or "unit"
        self._pack_of = re.compile(
            rf"(?<![^\W\d_])(?:{'|'.join(texts('containers')) or '(?!)'})\s+(?:with|of|containing|mit|con|de|avec|à)\s+⟦(\d+)⟧(?!\s*(?:{self._units})\b)",
            re.IGNORECASE,
        )
        self._in_a_pack = re.compile(
            rf"⟦(\d+)⟧(?P<between>(?:[^\d,;:⟦]|(?<=[\w-])\d){{0,40}}?)\s*(?:{_PER}|an?|each|every)\s*(?:{'|'.join(texts('containers')) or '(?!)'})(?![^\W\d_])",
            re.IGNORECASE,
        )

    def kinds(self, text: str) -> set[str]:
        """All that a preparation is put up as, by a text."""
        return {kind for kind, words in self._kinds.items() if words.search(text)}

    def form(self, text: str) -> str:
        """The first of them; "" where there is none."""
        return next((kind for kind, words in self._kinds.items() if words.search(text)), "")

    def medicine(self, text: str) -> bool:
        """Whether only medicines are put up as a text says: a vial without a dose holds goods of any kind."""
        told = text if _DOSE.search(text) else _VIAL.sub(" ", text)
        return self.form(told) not in ("", "liquid") or self.says("medicines", told)

    def says(self, kind: str, text: str) -> bool:
        """Whether a text has words of a kind: that it is a preparation, that its drug is released slowly, that its amounts count the base."""
        return self._says[kind].search(text) is not None

    def said(self, text: str) -> tuple[str, ...]:
        """The circumstances that a text tells of its goods: "approved US", "ornamental"; "approved" where it does not say by whom."""
        found = [key for key, words in self._said.items() if words.search(text) and not self._not(key, text)]
        named = {key.partition(" ")[0] for key in found if " " in key}
        return tuple(key for key in found if key not in named)

    def said_of(self, names: Iterable[str], text: str, alone: bool = False) -> tuple[str, ...]:
        """The same of one thing in the goods: what frees a thing alone is told of it wherever it is named, or not at all.

        What may be told of all goods (``shared``) is read so where the text names others: where it is ``alone``, it is meant.
        """
        said = self.said(text)
        apart = self._owned if alone else self._owned | self._common
        if apart.isdisjoint(said):
            return said
        places = _named(names, text)
        return tuple(
            key
            for key in said
            if key not in apart
            or (places and all(self._beside(key, at, text) for at in places))
            or (key in self._common and self._told_of_all(key, text))
        )

    def _told_of_all(self, key: str, text: str) -> bool:
        """Whether a circumstance is the head of a list, or said of all its goods: "industrial use: A, B", "A, B, for ornament"."""
        pieces = {one.strip() for one in _APART.split(text)}
        return any(
            (one[0] and one[0] in pieces)
            or _HEAD.match(text, one.start())
            or self.says("of_all", text[: one.start()])
            for one in self._said[key].finditer(text)
        )

    def _not(self, key: str, text: str) -> bool:
        return key in self._undone and self._undone[key].search(text) is not None

    def _beside(self, key: str, at: tuple[int, int], text: str) -> bool:
        """Whether a circumstance stands in the piece of a text in which a thing is named, alone or in a combination that is such."""
        if key in self._combined:
            text = _JOINED.sub(lambda joint: " " * len(joint[0]), text)
        before, after = text[: at[0]], text[at[1] :]
        share = re.search(rf"(?:{_PERCENT})\s*(?:\w+ )?$", before, re.IGNORECASE) or _SHARE.match(after)
        if self._says["composed"].fullmatch(before + ("%" if share else "")):
            low = 0
        else:
            low = max((one.end() for one in _APART.finditer(before)), default=0)
        ends = (one.start() for words in (_APART, _AROUND) for one in words.finditer(after))
        high = at[1] + min(ends, default=len(after))
        for found in self._said[key].finditer(text):
            held = found.span(found.lastindex) if found.lastindex else None
            # "for ornament" begins there
            if held[0] <= at[0] < held[1] if held else low <= found.start() <= high:
                return True
        return False

    def names(self, kind: str, name: str) -> bool:
        """Whether an ingredient is of a kind: ``inert`` by itself, or an analgesic of which a dosage unit holds much (``bulk``)."""
        return name.casefold() in self._named[kind]

    def masked(self, text: str) -> tuple[str, tuple[Amount, ...]]:
        """A text with a mark ``⟦0⟧`` in place of each amount of something in it, and the amounts.

        >>> labels = Labels({"units": ["tablets?"]})
        >>> labels.masked("codeine 10 mg/5 mL")
        ('codeine ⟦0⟧', (Amount(grams=0.2, of='100', text='10 mg/5 mL', volume=5.0, between=(1.0, 1.0)),))
        >>> labels.masked("phosphamidon 500 g/L")[1][0].grams
        50.0
        """
        found: list[Amount] = []
        if _DIGIT.search(text) is None:
            return " ".join(text.split()), ()
        if "homeopathic" in self.said(text):
            text = _POTENCY.sub(_diluted, text)
        if _NITRATE.search(text) and not _OTHER_NITROGEN.search(text):
            text = _NITROGEN.sub(lambda m: f"{_value(m[1] or m[2]) / _NITROGEN_SHARE:.2f} %", text)
        text = _BETWEEN.sub(r"\g<word> \g<low>-\g<high>", text)
        text = _BOUND.sub(lambda bound: _SIGNS[bound.lastgroup or ""][0], _RANGE.sub(_ranged, text))
        shared, text = self._shared(text)

        def put(match: re.Match[str]) -> str:
            amounts = self._amounts(match, shared)
            marks = " ".join(f"⟦{len(found) + n}⟧" for n in range(len(amounts)))
            found.extend(amounts)
            return f" {marks} "

        masked = " ".join(_LEFT.sub("", _amount_pattern(self._units).sub(put, text)).split())
        for one in self._in_a_pack.finditer(masked):  # "5 mg THC per can", but not "30 mg tablets per bottle"
            amount = found[int(one[1])]
            if not amount.of and not re.search(rf"\b(?:{self._units})\b", one["between"], re.IGNORECASE):
                found[int(one[1])] = amount._replace(of="pack")
        for one in self._pack_of.finditer(masked):  # "can with 5 mg of THC", but not "bag of 5 kg"
            amount = found[int(one[1])]
            if not amount.of and amount.grams < 1:
                found[int(one[1])] = amount._replace(of="pack")
        return self._in_a_pack.sub(r"⟦\1⟧\g<between>", masked), tuple(_alike(found))

    def _amounts(self, match: re.Match[str], shared: float | None) -> list[Amount]:
        sign = match["sign"][:1] or ("≤" if match["less"] else "≥" if match["more"] else "")
        words, between = BOUNDS[sign]
        told = match["told"].removesuffix(match["less"] or match["more"] or "")
        if match["from"]:
            between = (_value(match["from"]) / _value(match["share"] or match["numbers"]), 1.0)
        text = words + told.strip().replace(_TO, "-")
        amounts = self._measured(match, shared, text)
        return amounts if between == EXACT else [one._replace(between=between) for one in amounts]

    def _measured(self, match: re.Match[str], shared: float | None, text: str) -> list[Amount]:
        if match["percent"]:  # there are no thousands of per cent
            share = re.sub(r"^(\d+),(\d+)$", r"\1.\2", match["share"])
            return [Amount(_value(share), "100", text)]
        grams = [_value(number) * size_of(match["mass"]) for number in re.split(r"\s*/\s*", match["numbers"])]
        if match["rate"]:
            return []
        if match["volume"] or match["weight"]:
            size = size_of(match["volume"] or match["weight"])
            whole = _value(match["many"] or "1") * size
            volume = whole if match["volume"] and size == 1 else 0.0  # a litre is no ampoule
            return [Amount(one * 100 / whole, "100", text, volume) for one in grams if whole]
        if match["unit"]:
            return [Amount(one, "unit", text) for one in grams]
        if shared:
            return [Amount(one * 100 / shared, "100", text, shared) for one in grams]
        return [Amount(one, "", text) for one in grams]

    def _shared(self, text: str) -> tuple[float | None, str]:
        """The volume that a text names apart from its amounts ("per 5 ml: ...", "... codeine per 100 ml"), and the text without it."""
        pattern = rf"(?:^|(?<=[\s(（,，]))(?:{_PER})\s*({_NUMBER})?\s*(?:{_VOLUME}){_END}\s*[:：]?"
        found = re.search(pattern, text, re.IGNORECASE)
        if found is None or not re.search(r"\d", text[found.end() :]):
            found = _BEHIND.search(text)  # "200 mg codeine per 100 ml"
        if found is None:
            return None, text
        return _value(found[1] or "1"), f"{text[: found.start()]} {text[found.end() :]}"


_LITRES = re.compile(rf"(?<![\d.,/])({_NUMBER})\s*(?:{spelt('L')}){_END}", re.IGNORECASE)


def volume_of(text: str) -> float | None:
    """The millilitres of a container that a text names by themselves: "10 mg/ml, 2 ml ampoules"; None where there are none, or several.

    >>> volume_of("morphine 10 mg/ml injection, 2 ml ampoules"), volume_of("morphine 10 mg/ml")
    (2.0, None)
    """
    pattern = rf"(?<![\d.,/])(?<!/ )(?<!per )(?<!je )(?<!pro )({_NUMBER})\s*(?:{_VOLUME}){_END}"
    found = {_value(one[1]) for one in re.compile(pattern, re.IGNORECASE).finditer(text)}
    return found.pop() if len(found) == 1 and not _LITRES.search(text) else None


_BULK = re.compile(rf"(?<![\d.,]){_NUMBER}\s*(?:{_KILOGRAMS})(?!\w)", re.IGNORECASE)


def is_bulk(piece: str) -> bool:
    """Whether a piece of a phrase tells so many kilograms of goods.

    >>> is_bulk("codeine 5 kg"), is_bulk("codeine 5 mg")
    (True, False)
    """
    return _BULK.search(piece) is not None


def of_a_unit(amounts: Iterable[Amount]) -> bool:
    """Whether any of some amounts is of a dosage unit, a volume or a share, and not so much of the goods."""
    return any(one.of or one.grams < 1 for one in amounts)


def strength_of(amounts: Sequence[Amount], form: str, container: float | None) -> Strength | None:
    """How strong a preparation is by the amounts that stand beside an ingredient; None where they do not say."""
    for one in sorted(amounts, key=lambda amount: amount.of == "pack"):  # a share tells more than a pack
        if one.of == "100":
            unit = None
            if form == "injection":
                volume = container or (one.volume if one.volume > 1 else None)
                unit = one.grams * volume / 100 if volume else None
            return Strength(unit, one.grams, one.text, one.between)
        if one.of == "unit" or form in DIVIDED or form in ("injection", "inhaler"):
            hundred = one.grams * 100 / container if form == "injection" and container else None
            return Strength(one.grams, hundred, one.text, one.between)
        if one.grams < 1 and not form:  # "codeine 30 mg" is said of a unit; "codeine 5 g" of a pack
            return Strength(one.grams, None, one.text, one.between)
    return None


def packed(
    amounts: Sequence[Amount], strength: Strength | None, form: str, container: float | None
) -> float | None:
    """Grams of a drug in a pack of a liquid: as told ("bottle with 200 mg"), or its share of the volume; None where not told."""
    of_packs = [one.grams for one in amounts if one.of == "pack"]
    if len(of_packs) == 1:
        return of_packs[0]
    if form != "liquid" or strength is None or strength.hundred is None:
        return None
    told = [one.grams for one in amounts if not one.of]
    if len(told) > 1 or (told and container):
        return None  # which of them is the pack is not told
    return told[0] if told else strength.hundred * container / 100 if container else None


def share_of_goods(text: str) -> Strength:
    """How much of the goods is the substance that is asked about, as a person writes it.

    >>> share_of_goods("25 %").hundred, share_of_goods("0,5").hundred, share_of_goods("< 5").text
    (25.0, 0.5, 'less than 5 %')

    Raises :class:`tidewaiter.errors.BadAmount` for what is no share.
    """
    told = text if re.search(_PERCENT, text, re.IGNORECASE) else f"{text} %"
    masked, amounts = Labels({}).masked(told)
    one = amounts[0] if len(amounts) == 1 and masked == "⟦0⟧" else None
    if one is None or not one.percent or not 0 < one.grams <= 100:
        raise BadAmount(f"{text!r} is not a concentration.", "Write per cent by weight: 25 %.")
    return Strength(None, one.grams, in_words(one.grams, one.between), one.between)


def _alike(found: list[Amount]) -> list[Amount]:
    """Amounts of which the last alone says of how much it is: "10 mg / 100 mg per 5 mL"."""
    last = found[-1] if found else None
    if last is None or last.of != "100" or not last.volume or any(one.of for one in found[:-1]):
        return found
    return [
        *(
            one._replace(grams=one.grams * 100 / last.volume, of="100", volume=last.volume)
            for one in found[:-1]
        ),
        last,
    ]


def _value(text: str) -> float:
    """A number as labels write it: "2,5", "1,600", "0.25"."""
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", text) and not text.startswith("0"):
        text = text.replace(",", "")
    elif re.fullmatch(r"\d{1,3}(?:\.\d{3})+,\d+", text):
        text = text.replace(".", "")
    parts = text.replace(",", ".").split(".")
    return float(parts[0] + ("." + "".join(parts[1:]) if len(parts) > 1 else ""))


_BEHIND = re.compile(
    rf"(?<=\w\w\w\s)(?<!milligram\s)(?<!milligrams\s)(?:per|pro|je|por|par)\s+({_NUMBER})\s*(?:{_VOLUME}){_END}",
    re.IGNORECASE,
)
_PLUS = rf"|(?<![\d.,])(?={_NUMBER}\s?(?:mg|g|%)\+)"  # 99 %+
_SIGNS = {f"_{n}": cells for n, cells in enumerate(rows("bounds"))}
_BOUND = re.compile(  # what denies a word stands before it, and so is read before it: "not more than"
    "|".join(
        rf"(?P<{key}>(?<!\w)(?:{words})\s*(?=\d)|(?:{han})(?=\d)|(?:{marks})\s*(?=\d){_PLUS if sign == '≥' else ''})"
        for key, (sign, marks, words, han, _, _) in _SIGNS.items()
    ),
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_BETWEEN = re.compile(  # "52 % < content <= 100 %": the range that a share lies in
    rf"(?<![\d.,])(?P<low>{_NUMBER})\s*(?:{_PERCENT})?\s*[<≤≦＜]=?\s*(?P<word>[^\W\d_]{{1,16}}|)\s*[<≤≦＜]=?\s*(?P<high>{_NUMBER})(?=\s*(?:{_PERCENT}))",
    re.IGNORECASE,
)
_LEFT = re.compile(r"[≤≈](?=\d)")  # the sign of a bound before what is no amount of something in the goods
_TO = "⁓"  # between the two figures of a range that was read
_RANGE = re.compile(
    rf"(?<![A-Za-z0-9_.,/%\u0400-\u04ff-])(?:(?P<lead>from|between|von|zwischen|de|entre|от)\s+)?(?P<low>{_NUMBER})\s*(?:{_PERCENT})?"
    rf"(?P<joint>\s*[-–—~～至到]\s*|\s+(?:to|bis|a|à|до|and|und|et|y|e)\s+)(?P<high>{_NUMBER})"
    rf"(?=\s*(?:(?:(?:{_OF_WHAT})\.?\s*-?\s*)?(?:{_PERCENT}){_END}|(?P<mass>{_MASS}){_END}))",
    re.IGNORECASE,
)
# two drugs, a figure for each: "codeine/paracetamol 30–500 mg"
_TWO = re.compile(r"[^\W\d_]\s*[/+]\s*[^\W\d_]{3}")
# fertilisers tell their ammonium nitrate by the nitrogen that it holds, 28 of 80 parts: 16 % are 45.7 %
_NITROGEN_SHARE = 16 / 45.7
_NITRATE = pattern("ammonium nitrate")
_OTHER_NITROGEN = pattern("other nitrogen")
_NITROGEN = re.compile(
    rf"({_NUMBER})\s*%\s*(?:of |de )?(?:N|nitrogen|Stickstoff|nitr[oó]geno|azote|азота?|氮)(?!\w)|(?:含氮量?|nitrogen)\s*({_NUMBER})\s*%",
    re.IGNORECASE,
)


def _ranged(found: re.Match[str]) -> str:
    """A range of shares or amounts with a sign of its own between its figures.

    Two amounts of two drugs are written with a hyphen as well ("5-325 mg"); of several goods each has its own ("5 and 10 %").
    """
    joint = found["joint"]
    listed = joint.strip().casefold() in ("and", "und", "et", "y", "e") and not found["lead"]
    if (
        listed
        or (found["mass"] and (joint == "-" or _TWO.search(found.string[: found.start()])))
        or _value(found["low"]) >= _value(found["high"])
    ):
        return found[0].replace("–", "-").replace("—", "-")
    return f" {found['low']}{_TO}{found['high']}"


_POTENCY = re.compile(r"(?<!\w)(?:(?P<d>D)(\d{1,2})|(\d{1,2})(?P<x>X|DH)|C(\d{1,4})|(\d{1,4})CH)(?!\w)")


def _diluted(found: re.Match[str]) -> str:
    """A homoeopathic potency as the share of the mother tincture that is in it: D6 is a millionth."""
    steps = min(int(re.sub(r"\D", "", found[0])), 30)
    decimal = found["d"] or found["x"]
    return f"{10.0 ** (2 - steps * (1 if decimal else 2)):.30f} %"


_BOUND_BEHIND = {sign: rf"(?:{words})(?!\w)|{han}" for sign, *_, words, han in _SIGNS.values() if words}


@cache
def _amount_pattern(units: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?<![A-Za-z0-9_.,\u0400-\u04ff-])(?P<sign>[>≥<≤≈]*)(?P<told>(?:(?<!\S)(?:al|à|zu)\s+)?(?:(?P<from>{_NUMBER}){_TO})?(?:(?P<share>{_NUMBER})\s*(?:(?:{_OF_WHAT})\.?\s*-?\s*)?(?P<percent>{_PERCENT}){_END}"
        rf"(?:\s*[(（]?\s*(?:{_BY_WHAT})(?![A-Za-z])\s*[)）]?)?(?:\s*(?:(?P<less>{_BOUND_BEHIND['≤']})|(?P<more>{_BOUND_BEHIND['≥']})))?"
        rf"|(?P<numbers>{_NUMBER}(?:\s*/\s*{_NUMBER})*)\s*(?P<mass>{_MASS}){_END}"
        rf"(?:\s*(?:{_PER})\s*(?:(?P<rate>(?:{_NUMBER}\s*)?(?:h|hr|hrs|hours?|std|stunden?|heures?|horas?|小时){_END})"
        rf"|(?P<many>{_NUMBER})?\s*(?:(?P<volume>{spelt('mL', 'L')}){_END}|(?P<weight>{spelt('g')}){_END})"
        rf"|(?:1\s*)?(?P<unit>{units}){_END}))?))",
        re.IGNORECASE,
    )


def _named(names: Iterable[str], text: str) -> list[tuple[int, int]]:
    """Where a thing is named in a text by any of its names, the mark of an isotope left aside."""
    low, found = text.casefold(), set()
    if len(low) != len(text):
        return []
    for name in names:
        word = re.sub(r"-d\d+$", "", name.casefold().strip())
        at = low.find(word) if len(word) > 2 or not word.isascii() else -1
        while at >= 0:
            end = at + len(word)
            beside = (low[at - 1 : at] if at else "") + low[end : end + 1]
            if not word.isascii() or not any(one.isalnum() and one.isascii() for one in beside):
                found.add((at, end))
            at = low.find(word, at + 1)
    return sorted(found)


@cache
def _any(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(words) or r"(?!)", re.IGNORECASE)


def _asserted(words: tuple[str, ...]) -> re.Pattern[str]:
    """The same where it is not denied and no end of another word: not "unapproved", "not approved", "non-synthetic"."""
    begins = r"(?<![a-zà-ÿ-])(?<!\bnot )(?<!\bnicht )(?<!\bnon )"
    return re.compile(f"{begins}(?:{'|'.join(words) or r'(?!)'})", re.IGNORECASE)
