"""The words of form, grade, packing and use that goods descriptions are made of: those of ``shipment/words.yml``, as one pattern each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from itertools import groupby

from tidewaiter.lawbook import patterns as re
from tidewaiter.lawbook.names import name_key
from tidewaiter.lawbook.store import Store
from tidewaiter.substance.amounts.strength import Labels, of_a_unit
from tidewaiter.substance.dictionary.doubt import is_chemical
from tidewaiter.substance.dictionary.trade_numbers import INDEX, LABELLED_CODE
from tidewaiter.substance.identity import Candidate, Identity, Look
from tidewaiter.substance.names.plants import words as of_plants
from tidewaiter.substance.tables import wording
from tidewaiter.substance.tables.wording import pattern
from tidewaiter.substance.words.joined import one_name, run_of_a_name
from tidewaiter.substance.words.plain_words import is_everyday, of_tariffs
from tidewaiter.typed import Any

_RAW_SEMICONDUCTOR = pattern("raw semiconductor")
_AMOUNT = re.compile(
    f"{wording.either('amount')}|{LABELLED_CODE}|{INDEX}|{wording.either('amount without a label')}",
    re.IGNORECASE,
)
STRENGTH = wording.pattern("bare strength", 0)
HAN = re.compile(r"[\u4e00-\u9fff]")
CHINESE = re.compile(r"[\u4e00-\u9fff][\u4e00-\u9fff\d\s()（）-]*")
MARK = re.compile(r"⟦(\d+)⟧")
_PACKED = re.compile(r"(?<=[\w)])\s[(]((?=[^()]*\d)[^()]{4,}|\d+\s)[)]")
_LONG_NAME = 4  # words of a listed name of which one is a word of form too
_MOST_OF_A_RANGE = 30
# the products that goods are which are named by their use alone
REMEDY, SLIMMING = "cold remedy", "slimming product"
_COLD = wording.pattern("cold that is no illness")
_STRONG = wording.pattern("strong")

_TABLETS = re.compile(r"(?<![\w⟧])(?<!\d )tablet(?:te|a)?s?(?!\w)", re.IGNORECASE)
_FILLERS = ("fillers", "uses", "makers", "compounds", "places")
_EVERY = ("forms", "grades", *_FILLERS)
_PLAIN = (
    "declined",
    "said",
)  # patterns of words that name nothing, and of the circumstances that are told of goods
_BY_THEMSELVES = "qualities branded trade_compounds slimming lettered illicit hidden chargers crystal of_crystal devices dishes"
_PATTERNS = {  # of which kinds of words and of which kinds of patterns each is made
    "states": (("grades",), ()),
    "forms": (("forms",), ()),
    "grades": (("forms", "grades"), _PLAIN),
    "fillers": (_FILLERS, ()),
    "all": (_EVERY, _PLAIN),
    "ranges": (("remedies", "ranges", "further"), ()),
    "declined": ((), _PLAIN),
    **{kind: ((kind,), ()) for kind in ("purposes", "compounds", "remedies", "further")},
    **{kind: ((), (kind,)) for kind in _BY_THEMSELVES.split()},
}


def _quoted(word: str) -> str:
    """A word without a quotation mark that opens or closes more than the word: “Old Camera”; «Pedro» stays what it is."""
    bare = word.strip('"“”„«»‘')
    return bare if len(word) - len(bare) == 1 else word


class Words:
    """The words of form, grade and packing, as one pattern each."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._held: dict[str, Any] = (store.record("shipping", "all") or {}).get("words", {})
        self._patterns: dict[str, re.Pattern[str]] = {}
        self.labels = Labels(self._held)
        self._single = frozenset(word.casefold() for word in self._of(*_EVERY))

    def _of(self, *kinds: str) -> tuple[str, ...]:
        return tuple(word for kind in kinds for word in self._held.get(kind, ()))

    def wraps(self, name: str) -> bool:
        """Whether ordinary goods of a name are what medicines come in: foil, bags."""
        return name in self._of("wrapping")

    def without_its_semiconductor(self, text: str) -> str:
        """What goods are without the short formula of what is in them: "GaN charger" is a charger; "" where no such formula stands.

        A wafer is no device: what it is of is the goods."""
        words = text.split()
        if _RAW_SEMICONDUCTOR.search(text):
            return ""
        rest = [word for word in words if word not in self._of("semiconductors")]
        if all(word.casefold() in self._of("grades") for word in rest):
            return ""  # "GaAs pure" is the stuff
        return " ".join(rest) if len(rest) < len(words) else ""

    def branded(self, name: str) -> bool:
        """Whether ordinary goods of a name are such as are sold under the names of makers and models, and are no drug under any name."""
        return self._pattern("branded").search(name) is not None

    def of_the_street(self, word: str) -> bool:
        """Whether a word is one by which a drug goes in the street."""
        return word.casefold() in self.street

    def is_held(self, name: str) -> bool:
        """Whether a name is one of a list, of a product or of the street."""
        listed = self.of_the_street(name) or self.store.by_name(name)
        return bool(listed or self.store.record("product", name_key(name)))

    @cached_property
    def street(self) -> frozenset[str]:
        """The words by which drugs go in the street."""
        return frozenset(word.casefold() for word in self._of("street"))

    def tested(self, text: str) -> tuple[str, str]:
        """What a test is said to have found in the goods, and the text without these words; ("", text) where there is none."""
        for said in self._of("tested"):
            if found := re.search(rf"(?<!\w)(?:{said})" if said.isascii() else said, text, re.IGNORECASE):
                return found[1], f"{text[: found.start()]} {text[found.end() :]}".strip(" ,;.-")
        return "", text

    def is_vague(self, text: str) -> bool:
        """Whether a text alone names no goods: "substance"."""
        return text.casefold() in map(str.casefold, self._of("vague"))

    def is_place(self, text: str) -> bool:
        """Whether a text is a place of trade and nothing else: Manzanillo is no camomile."""
        return text.casefold() in map(str.casefold, self._of("places"))

    def _pattern(self, name: str) -> re.Pattern[str]:
        """A pattern, read when a question comes to it: all of them would cost more than an answer."""
        if name not in self._patterns:
            self._patterns[name] = re.compile(self.store.record("words", name) or "", re.IGNORECASE)
        return self._patterns[name]

    def of_use(self, text: str) -> frozenset[str]:
        """The words by which goods tell what or whom they are for, without those of chemistry: they change nothing of what they are."""
        found = self._pattern("purposes").search(text)
        told = re.findall(r"[\w'’-]+", text[found.end() :]) if found else ()
        return frozenset(word.casefold() for word in told if not is_chemical(word))

    def for_use(self, text: str) -> str:
        """The goods in a Chinese text that says before them what they are for: 高锰酸钾 of 水处理用高锰酸钾; "" in any other."""
        found = self._used.fullmatch(text)
        return found[1] if found else ""

    @cached_property
    def _used(self) -> re.Pattern[str]:
        words = "|".join(map(re.escape, self._of("used")))
        return re.compile(rf"[\u4e00-\u9fff]{{2,}}?(?:{words})([\u4e00-\u9fff]+)")

    def quality(self, word: str) -> bool:
        """Whether a word tells of ordinary goods what they are like, how many or whence; or of anything its form, grade or use."""
        return word.casefold() in self._single or self._pattern("qualities").fullmatch(word) is not None

    def of_form(self, word: str) -> bool:
        """Whether a Chinese word of more than one letter tells of anything its form, grade, packing or use."""
        return len(word) > 1 and word.casefold() in self._single

    def beside_goods(self, text: str, *, within: bool = False) -> str:
        """What is left of words beside ordinary goods without those that tell what such goods are like, and parts of plants.

        ``within`` one piece with them, words of everyday language tell nothing else; standing alone each may be goods of its own.
        """
        text = text.replace("’", "'")
        kept = (_quoted(word).strip(" ,.;:()'") for word in self._pattern("qualities").sub(" ", text).split())
        return " ".join(
            word
            for word in kept
            if name_key(word) not in ("", *of_plants())
            and not (self.quality(word) or of_tariffs(word) or (within and is_everyday(word)))
        )

    def names(self, text: str) -> bool:
        """Whether a text has more than such words, amounts and numbers: whether it may name something."""
        for word in text.casefold().split():
            plain = word.strip(" ,.-:/()")
            if plain.isascii() and plain.isalpha() and len(plain) > 3 and plain not in self._pieces:
                return self._pattern("declined").search(text) is None or name_key(self.bare(text)) != ""
        without = _AMOUNT.sub(" ", text).strip()
        held = self.is_held if HAN.search(text) else self.store.by_name  # 烟油: letters of form alone
        return name_key(STRENGTH.sub("", self.bare(text))) != "" or bool(held(without))

    @cached_property
    def _pieces(self) -> frozenset[str]:
        return frozenset(one for word in self._single for one in (word, *word.split()))

    def bare(self, text: str, *, within: bool = True) -> str:
        """A text without them; not ``within`` it, small words ("de", "oral") fall only where it begins or ends."""
        return self._bared(text, within)

    @cached_property
    def _bared(self) -> Callable[[str, bool], str]:
        # one question asks the same of its pieces again and again
        return lru_cache(maxsize=1 << 10)(self._without)

    def _without(self, text: str, within: bool) -> str:
        text = self._unpacked(text)
        kept = (self._pattern("all") if within else self._pattern("grades")).sub(" ", _AMOUNT.sub(" ", text))
        if not within:
            words = kept.split()
            while words and self._pattern("fillers").fullmatch(words[0]) and not self._edges_a_name(words, 0):
                del words[0]
            while (
                words and self._pattern("fillers").fullmatch(words[-1]) and not self._edges_a_name(words, -1)
            ):
                del words[-1]
            kept = " ".join(words)
        if CHINESE.fullmatch(text.strip()):
            kept = re.sub(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])", "", kept)
        return " ".join(re.sub(r"\(\s*\)|（\s*）", " ", kept).split()).strip(" ,.-:/&+")

    def but_said(self, text: str) -> str:
        """A text without the words that name nothing and tell what was done with the goods, but with those of form and packing: the 箱 of 音箱."""
        return self._pattern("declined").sub(" ", text)

    def _unpacked(self, text: str) -> str:
        """A text without its brackets that hold amounts and packing alone: "(79 sacs de 25 kg)"."""
        return _PACKED.sub(
            lambda found: found[0] if self.names(found[1]) or _STRONG.search(found[1]) else " ", text
        )

    def _but_grades(self, text: str) -> str:
        """A Chinese text without its words of grade and its amounts, but with those of form."""
        return "".join(self._pattern("states").sub(" ", _AMOUNT.sub(" ", text)).split())

    def _edges_a_name(self, words: list[str], end: int) -> bool:
        """Whether the first word (``end`` 0) or the last (-1) of some is one of a name of several, listed or of a product: the oil of "hash oil"."""
        sizes = range(2, min(_LONG_NAME, len(words)) + 1)
        every = (words[-size:] if end else words[:size] for size in sizes)
        runs = [" ".join(run).strip(" ,.-:/()") for run in every]
        return any(self.store.by_name(run) or self.store.record("product", name_key(run)) for run in runs)

    def trimmed(self, text: str) -> list[str]:
        """A text without its amounts, and with one word of form, grade or use after another taken from its ends: "olive oil"."""
        bare = _AMOUNT.sub(" ", self._unpacked(text))
        found: list[str] = []
        for pieces in (bare.split(), STRENGTH.sub(" ", bare).split()):  # "Tylenol 2" is not Tylenol
            found.append(" ".join(pieces))
            found.append(self._but_first(pieces))
            while len(pieces) > 1:
                last, first = (pieces[end].strip(" ,.-:/").casefold() in self._single for end in (-1, 0))
                two = len(pieces) > 2 and " ".join(pieces[-2:]).strip(" ,.-:/").casefold() in self._single
                if two and not self._edges_a_name(pieces, -1):
                    del pieces[-2:]  # "chloral hydrate reference standard, 10 mg"
                elif last and not self._edges_a_name(pieces, -1):
                    del pieces[-1]
                elif first and not self._edges_a_name(pieces, 0):
                    del pieces[0]
                else:
                    break
                found.append(" ".join(pieces))
        return list(dict.fromkeys(found))

    def _but_first(self, words: list[str]) -> str:
        """Words without those of form, grade or use before their name alone: the "protein powder" of "boxes of protein powder"."""
        rest = list(words)
        while (
            len(rest) > 2
            and rest[0].strip(" ,.-:/").casefold() in self._single
            and not self._edges_a_name(rest, 0)
        ):
            del rest[0]
        named = len(rest) > 1 and all(map(str.isalpha, rest))
        return " ".join(rest if named else words)

    def spellings(self, text: str, look: Look, *, strength: bool = False) -> Iterator[tuple[str, Identity]]:
        """What a text means without its words of form, grade and use: fewer and fewer of its words, as far as they are known.

        ``strength``: an amount beside it, if none in it, is that of a dosage unit.
        """
        strong = strength or self.tells_a_strength(text)
        run = "" if strong else run_of_a_name(text, self)
        if run and not self.names(text.replace(run, " ", 1)) and (found := look(run)):
            yield run, found  # the "gas" of "gas mostaza, 5 kg" is of its name
        doubted: tuple[str, Identity] | None = None
        for name in self.trimmed(text):
            found = look(name)
            if not found:
                continue
            # with a small word left before it, it may be slang; a listed preparation is weighed by its strength,
            # but for a product of it and more
            mixtures = list(map(self.mixture, found.candidates))
            if found.doubt or (any(mixtures) and (found.rung != "product" or all(mixtures))):
                doubted = doubted or (name, found)
                continue
            if doubted and not any(one.substance for one in found.candidates):
                yield doubted  # "pasta base" is not pasta
            yield name, found
        if doubted and not doubted[1].doubt and not strong:
            yield doubted  # all its words are its name: "butane hash oil"
        han = HAN.search(text) and not re.search("[A-Za-z]", _AMOUNT.sub(" ", text))
        shapes = self._but_grades(text) if han else ""  # the 片 of 片碱 is of its name
        for name in (shapes, one_name(text, self, within=False), one_name(text, self)):
            if len(name_key(name)) > 1 and (found := look(name)):
                if doubted and not any(one.substance for one in found.candidates):
                    yield doubted
                yield name, found
        if doubted and doubted[1].doubt:
            yield doubted

    def tells_a_strength(self, text: str) -> bool:
        """Whether an amount in a text is of a dosage unit, a volume or a share, and not so much of the goods."""
        masked, amounts = self.labels.masked(text)
        return re.search(r"\d\s?/\s?\d", masked) is not None or of_a_unit(amounts)

    def illicit(self, text: str) -> str:
        """A word of a text that speaks of a drug, or of goods that are hidden; "" where there is none."""
        found = self._pattern("illicit").search(text) or self._pattern("hidden").search(text)
        return found[0] if found else ""

    def joined(self, word: str) -> str:
        """The goods in a German word that tells of what or for whom they are as well: "Spielzeug" of "Holzspielzeug"."""
        low = word.casefold()
        before = max(
            (one for one in self._of("joined") if low.startswith(one.casefold())), key=len, default=""
        )
        return word[len(before) :].lstrip("-") if before and len(word) > len(before) + 3 else ""

    @cached_property
    def materials(self) -> frozenset[str]:
        """Words that German sets before goods in one word with them: Holz, Kinder."""
        return frozenset(self._of("joined"))

    def is_apart(self, word: str) -> bool:
        """Whether a German word before goods in one word with them makes them other goods than they are alone: Gift, Zentrifugen."""
        return word.casefold().startswith(tuple(one.casefold() for one in self._of("apart")))

    def is_crystal(self, word: str, goods: Iterable[Candidate]) -> bool:
        """Whether a word tells of glass beside goods that are made of it or set with it: wine glasses, crystal."""
        return self._pattern("crystal").fullmatch(word) is not None and all(
            self._pattern("of_crystal").search(one.name) for one in goods
        )

    def but_devices(self, text: str, goods: Iterable[Candidate]) -> str:
        """A text without the tablets that are computers, beside phones and computers: "phones, tablets", but not "20 tablets"."""
        if not any(self._pattern("devices").search(one.name) for one in goods):
            return text
        return _TABLETS.sub(" ", text)

    def is_dish(self, text: str) -> bool:
        """Whether a Chinese text is of characters of food and cooking alone and ends as dishes do: 生滚草鱼肠粥."""
        return self._pattern("dishes").fullmatch(text) is not None

    def but_boiling(self, text: str) -> str:
        """A text without the range in which a petroleum boils, a grade: the 40-60 of "petroleum ether 40-60"."""
        bare = self._boiling.sub(lambda found: found[1] or found[2], text)
        return text if bare == text else " ".join(bare.split()).strip(" ,;")

    @cached_property
    def _boiling(self) -> re.Pattern[str]:
        cuts, degrees = ("|".join(self._of(kind)) for kind in ("cuts", "boiling"))
        behind = rf"((?<![^\W\u4e00-\u9fff])(?:{cuts}))[\s,;:：-]*(?:{degrees}|[(（\[]\s*{degrees}\s*[)）\]])"
        before = rf"(?<![\w.,-])(?:{degrees})\s*((?:{cuts})(?!\w))"
        return re.compile(f"{behind}|{before}", re.IGNORECASE)

    def compound(self, text: str) -> str:
        """A word that tells of further parts than are named; "" where there is none."""
        found = self._pattern("compounds").search(self._pattern("trade_compounds").sub(" ", text))
        return found[0] if found else ""

    def plain(self, text: str) -> str:
        """A text without the words of a range: they are told apart."""
        return " ".join(self._pattern("ranges").sub(" ", text).split()).strip(" ,.-+&/")

    def remedy(self, text: str) -> tuple[str, str]:
        """A word of what a medicine is sold against, or for which a food is sold, and the product that stands for such; ("", "") where there is none."""
        if found := self._pattern("slimming").search(text):
            return found[0], SLIMMING
        found = self._pattern("remedies").search(_COLD.sub(" ", text)) or self._pattern("lettered").search(
            text
        )
        return (found[0], REMEDY) if found else ("", "")

    def further(self, text: str) -> str:
        """A word that mostly tells of further parts, behind all that is named; "" where there is none."""
        found = self._pattern("further").search(text)
        return found[0] if found and not self.names(text[found.end() :]) else ""

    def unnamed_remedy(self, text: str) -> str:
        """The product that stands for goods of which a text says what they are sold for, of medicines alone nothing else; "" for others."""
        word, product = self.remedy(text)
        alone = word and not name_key(STRENGTH.sub(" ", self._pattern("ranges").sub(" ", self.bare(text))))
        return product if alone or product == SLIMMING else ""

    def range(self, brand: str, look: Look) -> tuple[Candidate, ...]:
        """What the other products are that are sold under a brand with words behind it: "Advil Cold" beside "Advil"."""
        others = [
            name
            for name in self.store.products_from(brand)
            if not name[len(brand) : len(brand) + 1].isalpha()
        ]
        found = [one for name in others[:_MOST_OF_A_RANGE] if (one := look(name))]
        return tuple(
            dict.fromkeys(
                one._replace(unsure=f"which product of {brand} is meant")
                for what in found
                for one in what.candidates
            )
        )

    def grade(self, text: str) -> bool:
        """Whether a text has a word of grade: a powder, a standard, a reagent is no dosage unit."""
        slight = self._of("slight")
        return any(
            found[0].casefold() not in slight
            for found in self._pattern("states").finditer(
                self._pattern("declined").sub(" ", MARK.sub(" ", text))
            )
        )

    def mixture(self, one: Candidate) -> bool:
        """Whether a candidate is a listed preparation."""
        substance = self.store.substance(one.substance) if one.substance else None
        return substance is not None and substance.kind == "mixture"

    def form(self, text: str) -> str:
        """The first word of a dosage form in a text; "" where there is none."""
        found = self._pattern("forms").search(text)
        return found[0] if found else ""

    def forms(self, text: str) -> tuple[str, ...]:
        """All words of a dosage form in a text, each once."""
        return tuple(dict.fromkeys(found[0] for found in self._pattern("forms").finditer(text)))


def pattern_texts(held: Mapping[str, Any]) -> dict[str, str]:
    """The texts of the patterns that are made of the words of ``shipment/words.yml``, as they are written into the index."""
    said = [one for words in held.get("said", {}).values() for one in words if not one.startswith("(?=")]
    lists = {**held, "said": said}

    def of(kinds: tuple[str, ...]) -> list[str]:
        return [one for kind in kinds for one in lists.get(kind, ())]

    return {name: _either(of(words), of(patterns)) for name, (words, patterns) in _PATTERNS.items()}


def _either(words: Iterable[str], patterns: Iterable[str]) -> str:
    """One pattern for any of some patterns, in their order, or else for the longest of some words."""
    every = []
    for chinese, some in groupby(patterns, lambda one: HAN.search(one) is not None):
        either = "|".join(f"(?:{one})" for one in some)
        every.append(either if chinese else _apart(either))
    longest = sorted(dict.fromkeys(words), key=len, reverse=True)
    # no two of the three kinds match in one place, but a mixed word that a Latin one begins
    latin = [word for word in longest if not HAN.search(word)]
    han = [word for word in longest if HAN.match(word)]
    mixed = [re.escape(word) for word in longest if HAN.search(word) and not HAN.match(word)]
    every += [*mixed, *([_apart(_trie(latin))] if latin else ()), *([_trie(han)] if han else ())]
    return "|".join(every)


def _apart(pattern: str) -> str:
    """A pattern where it is no part of another word."""
    return rf"(?<![\w-])(?:{pattern})(?![\w-])"


def _trie(words: Iterable[str]) -> str:
    """A pattern for the first of some words, longer ones before those that begin them, by one letter after another.

    >>> _trie(["tablets", "tablet", "tab", "bag"])
    '(?:tab(?:let(?:s|)|)|bag)'
    """
    branches: dict[str, list[str]] = {}
    ends = False
    for word in words:
        if word:
            low = word[0].lower()
            branches.setdefault(low if len(low) == 1 else word[0], []).append(word[1:])
        ends = ends or not word
    either = [re.escape(letter) + _trie(rest) for letter, rest in branches.items()] + [""] * ends
    return either[0] if len(either) == 1 else f"(?:{'|'.join(either)})" if either else ""


def words_of(store: Store) -> Words:
    """The words of a lawbook, read once, with the patterns that were made of them."""
    return store.once(("words",), lambda: Words(store))
