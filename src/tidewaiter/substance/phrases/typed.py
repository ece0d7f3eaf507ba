"""A phrase as somebody typed it, made plain before it is read: labels, brackets, figures, what two goods share."""

from __future__ import annotations

from functools import partial

from tidewaiter.lawbook import patterns as re
from tidewaiter.lawbook.names import cas_check
from tidewaiter.substance.amounts import numerals
from tidewaiter.substance.chinese.labels import but_labels
from tidewaiter.substance.chinese.said import but_makers, in_figures
from tidewaiter.substance.identity import Look
from tidewaiter.substance.phrases import japanese
from tidewaiter.substance.phrases.shared import each_whole
from tidewaiter.substance.tables.table import by_word, longest_of
from tidewaiter.substance.tables.wording import pattern, replaced
from tidewaiter.substance.words.plain_words import is_small

_INTERNATIONAL = re.compile(r"(?<!\w)(?:INS|SIN)[\s.-]+(\d{3,4}[a-d]?)(?!\w)")  # a food additive's number
_ADDITIVE = pattern("additive", 0)
_ARTICLE_NUMBER = pattern("article number")
_NAMED_ARTICLE = pattern("named article")
_GERMAN = pattern("german form")
_LABEL = pattern("label")
_HAN_BRACKET = pattern("bracket in Chinese", 0)
_KOREAN_FORM = pattern("korean form")
_EASTERN_SALT = pattern("eastern salt")
_SOME_MORE = pattern("some more than", 0)
_CLASS = re.compile(r"([\u4e00-\u9fff]{2,8})[类類](?:物[质質]|化合物)(?=[“「『])")  # 硼酸类物质“X”: an X
_SPACED = pattern("letters apart", 0)
_FREON = pattern("freon")
_PRINTED = pattern("printed", 0)
_SUCH = re.compile(r"^如([\u4e00-\u9fff]{2,}[、，,][^()]+?)[等]?$")  # 如生川乌、生草乌等
_EXCEPTED = re.compile(r"[(（]([^()（）]{1,8})除外[)）]")
_LOCANTS = re.compile(r"(?<![\w.,-])(\d{1,2}(?:,\d{1,2}){1,3})\s(?=([^\W\d_]{5,}))")  # 1,4 butanediol
_VARIETY = pattern("variety", 0)
_MIX = pattern("mix of two")
_ALIKE = re.compile(r"(?<![\w-])(?:\d-[АВСЕНКМОРТХ]{2,5}|[АВСЕНКМОРТХ]{2,4}-\d{1,4})(?![\w-])")
_AS_LATIN = str.maketrans("АВСЕНКМОРТХ", "ABCEHKMOPTX")
_CARRIES = pattern("carries a fuel")
_FUELS = by_word("short-names", "fuel", words=1, meaning=2)
_SHORT_FUEL = re.compile(rf"(?<!\w)(?:{longest_of(_FUELS)})(?!\w)")
_TIMES_ACID = re.compile(r"(?<![\w-])([\w-]*[^\W\d_]{3})x(?=(?:HCl|HBr)(?!\w))")  # morphinexHCl
_ITEM = re.compile(  # 1) Diazepam 2) Ketamine, a) tea b) rice, ① tea ② rice
    r"(?:^|(?<=[\s,;.、]))(?:[\[(]?(?:(\d{1,2})[.)\]]|([A-Za-z])\))(?:\s*(?=[^\W\d_])|\s+(?=\d{1,2}[,-]))|([①-⑳])\s*(?=\w))"
)


def items_of(text: str) -> list[str]:
    """The goods of a list that numbers or letters them from the first on; the text alone where it is none.

    >>> items_of("1) Diazepam 2) Ketamine"), items_of("1. shirts; 2. shoes"), items_of("a) tea b) rice")
    (['Diazepam', 'Ketamine'], ['shirts', 'shoes'], ['tea', 'rice'])
    >>> items_of("grade 2) acetone"), items_of("① Diazepam"), items_of("1. 2,5-dimethoxyamphetamine")
    (['grade 2) acetone'], ['Diazepam'], ['2,5-dimethoxyamphetamine'])
    """
    marks = list(_ITEM.finditer(text))
    places = [_place(one) for one in marks]
    if not marks or marks[0].start() > 0 or places != list(range(1, len(places) + 1)):
        return [text]
    ends = [*(one.start() for one in marks[1:]), len(text)]
    return [text[one.end() : end].strip(" ,;") for one, end in zip(marks, ends, strict=True)]


def _place(mark: re.Match[str]) -> int:
    """The place in its list that a number, a letter or a number in a circle gives goods."""
    if mark[1]:
        return int(mark[1])
    return ord(mark[3]) - ord("①") + 1 if mark[3] else ord(mark[2].lower()) - ord("a") + 1


def as_typed(text: str, look: Look) -> str:
    """A text with its brackets and commas set apart, and what two words share told of both.

    >>> as_typed("乙 酐 Acetic anhydride", lambda name: None), as_typed("氟利昂22", lambda name: None)
    ('乙酐 Acetic anhydride', 'R-22')
    >>> as_typed("满载四季豆的大货车", lambda name: None), as_typed("印有“大米”字样的袋", lambda name: None)
    ('四季豆', '印有“大米”字样的袋')
    >>> as_typed("hydrochloric, sulfuric and nitric acids", {"hydrochloric acid", "sulfuric acid", "nitric acid"}.__contains__)
    'hydrochloric acid, sulfuric acid, nitric acid'
    >>> as_typed("冰毒300余克", lambda name: None), as_typed("“A”“B”", lambda name: None)
    ('冰毒超过300克', '“A”, “B”')
    >>> as_typed("Alprazolam……………0.25 mg", lambda name: None), as_typed("Rp.: Phenazepami 0,001", {"Phenazepamum"}.__contains__)
    ('Alprazolam 0.25 mg', 'Phenazepamum 0,001')
    >>> as_typed("- - Hyazinthen5,1p/st", lambda name: None), as_typed("Handelsname: Aceton", lambda name: None)
    ('Hyazinthen 5,1p/st', 'Aceton')
    >>> as_typed("women’s blouses from China, India and El Salvador", lambda name: None), as_typed("33,000 litres of AGO", lambda name: None)
    ("women's blouses", '33,000 litres of diesel oil')
    >>> as_typed("1,4 butanediol in cans", {"1,4-butanediol"}.__contains__)
    '1,4-butanediol in cans'
    >>> as_typed("160mila giocattoli", lambda name: None), as_typed("belts(used for pain)", lambda name: None), as_typed("poly(vinyl chloride)", lambda name: None)
    ('160000 giocattoli', 'belts (used for pain)', 'poly(vinyl chloride)')
    >>> as_typed("a fentanyl-heroin mix", {"fentanyl", "heroin"}.__contains__), as_typed("70% IPA", lambda name: None)
    ('a fentanyl, heroin', '70% isopropyl alcohol')
    """
    text = replaced("as typed", text)
    text = _MIX.sub(partial(_each_part, look), text)
    text = _TIMES_ACID.sub(lambda found: f"{found[1]} " if look(found[1]) else found[0], text)
    text = _SHORT_FUEL.sub(lambda found: _FUELS[found[0]], text) if _CARRIES.search(text) else text
    text = _ALIKE.sub(lambda found: _in_latin(found[0], look), but_whence(text) or text)
    text = _LABEL.sub(" ", _ARTICLE_NUMBER.sub(_but_a_cas, text)).strip() or text
    text = (
        _NAMED_ARTICLE.sub(lambda found: found[0] if _is_known(found[1], look) else " ", text).strip() or text
    )
    text = _prescribed(_in_hundreds(replaced("marks", text)), look)
    text = _LOCANTS.sub(lambda found: f"{found[1]}-" if look(f"{found[1]}-{found[2]}") else found[0], text)
    text = _VARIETY.sub(lambda found: found[1] if look(found[1]) else found[0], text)
    text = replaced("beside goods", text)
    for numbers in (_INTERNATIONAL, _ADDITIVE):
        text = numbers.sub(lambda found: _additive(found, look), text)
    text = numerals.in_figures(replaced("number of an additive", text))
    if not text.isascii():
        text = japanese.made_plain(text, look)
        text = _KOREAN_FORM.sub(partial(_but_form, look), _EASTERN_SALT.sub(partial(_but_salt, look), text))
        text = _in_han(text, look)
    text = each_whole(replaced("brackets", text.strip(" ,")), look)
    return _HAN_BRACKET.sub(_apart, text)


_WHENCE = pattern("whence")
_COUNTRY = pattern("country", 0)
_OF_PLACES = pattern("of places", 0)


def but_whence(text: str) -> str:
    """A text without the countries and towns, behind a word of whence, that its goods come from; what is no place stays.

    >>> but_whence("used tyres from Germany and Poland, shoes"), but_whence("масло производства Польши"), but_whence("extract from Papaver")
    ('used tyres, shoes', 'масло', 'extract from Papaver')
    """
    at = 0
    while found := _WHENCE.search(text, at):
        end = found.end()
        while place := _OF_PLACES.match(text, end):
            words = re.findall(r"[^\W_](?:[\w'’-]*\w)?", place["place"])
            if not all(is_small(word) or _COUNTRY.fullmatch(word) for word in words):
                break
            end = place.end()
        if end > found.end():
            text = f"{text[: found.start()].rstrip()} {text[end:].lstrip()}".replace(" ,", ",").strip()
        at = found.start() + 1 if end > found.end() else found.end()
    return text


def _each_part(look: Look, mix: re.Match[str]) -> str:
    """The two parts of a mixture by themselves, where both are known: the "fentanyl, heroin" of "fentanyl-heroin mix"."""
    parts = [one for one in mix.groups() if one]
    return ", ".join(parts) if all(map(look, parts)) and not look("-".join(parts)) else mix[0]


def _in_latin(code: str, look: Look) -> str:
    """A code in Cyrillic letters as the same signs write it in Latin ones, where it is known so alone: 4-СМС."""
    latin = code.translate(_AS_LATIN)
    return latin if not look(code) and look(latin) else code


def _but_a_cas(found: re.Match[str]) -> str:
    """Nothing for the number of an article; a CAS number without its hyphens stays."""
    digits = found[1]
    return found[0] if cas_check(f"{digits[:-3]}-{digits[-3:-1]}-{digits[-1]}") else " "


def _additive(found: re.Match[str], look: Look) -> str:
    """The names of an additive for its number, which beside goods could be a model."""
    what = look(f"E{found[1]}")
    names = [one.name for one in what.candidates] if what else []
    return f", {', '.join(names)}, " if names and all(map(look, names)) else found[0]


_PRESCRIBED = pattern("prescribed", 0)
_SALT = pattern("salt of a recipe")
_GENITIVE = re.compile(r"(?<!\w)([A-Za-z]{4,}?)i(?!\w)")


def _but_form(look: Look, found: re.Match[str]) -> str:
    """A Korean name without the word of form that is written together with it: 트라마돌정."""
    return found[1] if look(found[1]) and not look(found[0]) else found[0]


_A_MEDICINE = 15  # letters of the SMILES of what is no simple chemical


def _but_salt(look: Look, found: re.Match[str]) -> str:
    """A Korean or Japanese medicine by its base, where nothing knows its salt: 로사르탄칼륨, オロパタジン塩酸塩; none of a simple chemical."""
    base = look(found[1]) if found[1][-1] not in "산酸화化" and not look(found[0]) else None
    if base is None or any(len(one.smiles) < _A_MEDICINE for one in base.candidates):
        return found[0]
    return f"{found[1]} {found[2] or ''}".strip()


_VOLUMES, _PEROXIDE = pattern("volumes of oxygen"), pattern("hydrogen peroxide")
_OF_A_VOLUME = 0.303  # grams of hydrogen peroxide in 100 ml, of which each volume gives off one of oxygen


def _in_hundreds(text: str) -> str:
    """A text whose hydrogen peroxide has its strength in per cent, where it tells the volumes of oxygen that it gives off.

    >>> _in_hundreds("agua oxigenada 10 volúmenes"), _in_hundreds("hydrogen peroxide 40 vol"), _in_hundreds("beer 5 vol")
    ('agua oxigenada 3 %', 'hydrogen peroxide 12.1 %', 'beer 5 vol')
    """
    if not _PEROXIDE.search(text):
        return text
    return _VOLUMES.sub(lambda found: f"{round(int(found[1]) * _OF_A_VOLUME, 1):g} %", text)


def _prescribed(text: str, look: Look) -> str:
    """A recipe without its first word, its medicines in the nominative: "Rp.: Phenazepami 0,001"."""
    if not (found := _PRESCRIBED.match(text)):
        return text

    def named(word: re.Match[str]) -> str:
        return next((one for one in (f"{word[1]}e", word[1], f"{word[1]}um") if look(one)), word[0])

    rest = _SALT.sub(lambda salt: f"{next(filter(None, salt.groups()))}e", text[found.end() :])
    return _GENITIVE.sub(named, rest)


def _apart(found: re.Match[str]) -> str:
    if len(found[0]) > 1:
        return found[0]
    return f" {found[0]}" if found[0] in "(（" else f"{found[0]} "


def _in_han(text: str, look: Look) -> str:
    """A Chinese text without vehicles and measures of machines around its goods, with its letters closed and its freons by number."""
    text = _SPACED.sub(lambda found: "".join(found[0].split()), text)
    text = _SUCH.sub(r"\1", but_makers(in_figures(but_labels(text, look)), look))
    text = _EXCEPTED.sub(lambda found: "" if _is_goods(found[1], look) else found[0], text)
    text = replaced("in Chinese", text)
    text = _SOME_MORE.sub(
        lambda found: (
            f"超过{found[1]}{found[2]}" if look(found[2]) and not look(f"多{found[2]}") else found[0]
        ),
        text,
    )
    text = replaced("of Chinese lists", text)
    text = _CLASS.sub(lambda found: "" if look(found[1]) and not look(found[0]) else found[0], text)
    text = _PRINTED.sub(lambda found: _printed(found, look), text)
    return _FREON.sub(lambda found: f" {'R' if found[1] else 'halon'}-{found[2]} ", text)


def _printed(found: re.Match[str], look: Look) -> str:
    """What is printed on packing, by itself where it is ordinary goods; a drug that is printed on a shirt is not in it."""
    return f"{found[1]}, " if _is_goods(found[1], look) else found[0]


def _is_known(number: str, look: Look) -> bool:
    """Whether anything is known for sure, or on a list, by what stands in the place of an article's number, or by its beginning: "item 2C-B", "model JWH-018"."""
    parts = number.split("-")
    heads = ("-".join(parts[:end]) for end in range(len(parts), 0, -1))
    known = (look(head) for head in heads if len(head) > 2)
    return any(
        one is not None and (not one.doubt or any(c.substance for c in one.candidates)) for one in known
    )


def _is_goods(name: str, look: Look) -> bool:
    """Whether a name is one of ordinary goods alone."""
    what = look(name)
    return bool(what and not what.doubt and not any(one.substance or one.smiles for one in what.candidates))


def forms_apart(text: str, look: Look) -> str:
    """A text with its German words of form apart: "Morphin tabletten"; "Mohnkapseln" is a name of its own.

    >>> forms_apart("Morphintabletten 10 mg", lambda name: None)
    'Morphin tabletten 10 mg'
    """
    if not _GERMAN.search(text):
        return text
    return " ".join(one if look(one) else _GERMAN.sub(r" \1", one) for one in text.split(" "))
