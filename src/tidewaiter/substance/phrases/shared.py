"""Goods of which a text names what they share once, each told whole: "Ameisen- und Schwefelsäure", "hydrochloric and nitric acids",
"cianuro de sodio y potasio", "permanganato y dicromato de potasio", 硝酸钾和钠. What is no known name stays as it is."""

from __future__ import annotations

from functools import partial

from tidewaiter.lawbook import patterns as re
from tidewaiter.substance.identity import Look
from tidewaiter.substance.tables.wording import either as wording
from tidewaiter.substance.tables.wording import pattern

_SHORTEST = 3  # letters of what two words share
_SHARED = pattern("shared in German", 0)
_AND = r"(?:\s*[,&+/]\s*|\s+(?:and|or|und|oder|y|e|o|et|ou|и|или)\s+)"
_IN_ONE_WORD = pattern("acids in one word")
_HEADED = re.compile(  # what several adjectives, or several metals, stand before or behind: the last or the first word
    rf"(?<![\w-])(?:(?P<before>[^\W\d_]{{5,}}(?:{_AND}[^\W\d_]{{5,}})*{_AND}[^\W\d_]{{5,}})\s+(?P<last>acids?|кислот[ыа]?|сод[аыу]|(?:nitr|chlor|perchlor|sulf|phosph|carbon|acet|acryl|methacryl|form|propion|butyr)ates?|anhydrides?|ketones?|alcohols?|ethers?|glycols?|(?:chlor|cyan|sulf|hydrox|fluor|brom)ides?)"
    rf"|(?P<first>[áa]cid[oei]s?)\s+(?P<behind>[^\W\d_]{{5,}}(?:{_AND}[^\W\d_]{{5,}})*{_AND}[^\W\d_]{{5,}})(?!\w|\s+acids?\b))(?![\w-])",
    re.IGNORECASE,
)
_WORD = r"[^\W\d_]"
_OF = r"de |di |d['’]"
_JOINED = r"(?P<and>\s(?:y|e|ed|et|and|und|и)\s)"
_RUSSIAN = r"(?=[\u0400-\u04ff])"  # the genitive alone
_SHARED_FIRST = re.compile(
    rf"(?<!\w)(?P<rest>{_WORD}{{5,}})(?: (?:duplo|doble|double|doppio))? (?P<of>{_OF}|{_RUSSIAN})(?P<one>{_WORD}{{4,}}){_JOINED}(?:{_OF})?(?P<other>{_WORD}{{4,}})(?!\w)",
    re.IGNORECASE,
)
_SHARED_LAST = re.compile(
    rf"(?<!\w)(?P<one>{_WORD}{{5,}}){_JOINED}(?P<other>{_WORD}{{5,}}) (?P<of>{_OF}|{_RUSSIAN})(?P<rest>{_WORD}{{4,}})(?!\w)",
    re.IGNORECASE,
)
_ENGLISH = re.compile(
    rf"(?<!\w)(?P<rest>{_WORD}{{4,}}) (?P<one>{_WORD}{{4,}}(?:ate|ite|ide)){_JOINED}(?P<other>{_WORD}{{3,}}(?:ate|ite|ide))(?!\w)",
    re.IGNORECASE,
)
_METAL = "[钾鉀钠鈉铵銨钙鈣镁鎂锂鋰钡鋇锶鍶]"
_CHINESE = re.compile(
    rf"(?P<rest>[\u4e00-\u9fff]{{1,4}}酸|氰化|[氢氫]氧化|[过過]氧化|氯化|硫化|氟化|叠氮化)(?P<one>{_METAL})(?P<and>[和与與及、])(?P<other>{_METAL})(?![\u4e00-\u9fff])"
)
_SIDE = r"\s*(?:[/&+]|and|or|und|oder|et|y|e|и|или)\s*"  # between codes and places: a comma parts places of one name, too
_PLACE = r"(?:\d{1,2}[A-Za-z]{0,2}|[αβδΔΑ-ω]|alpha|beta|[A-Z])"
# "3-/4-MeO-PCP", "2/3/4-FA", "1P-/1cP-/1V-LSD"
_PLACES = re.compile(
    rf"(?<![\w-])(?P<firsts>{_PLACE}-?(?:(?:{_SIDE}|-\s*,\s*){_PLACE}-?)*)(?:{_SIDE}|(?<=-)\s*,\s*)(?P<last>{_PLACE}-)(?P<rest>[^\W\d_][\w-]+)",
    re.IGNORECASE,
)
# "JWH-018/073", "HN-1, 2, 3", "lewisite 1/2": the same length, so that no amount is one
_NUMBERS = re.compile(
    rf"(?<![\w-])(?P<head>[^\W\d_]{{2,9}}[- ]?|[^\W\d_]-)(?P<one>\d{{1,5}})(?P<more>(?:(?:{_SIDE}|\s*,\s*)-?\d{{1,5}}(?![\w.-]))+)(?!\s*[^\W\d_]{{1,2}}(?!\w))"
)
_BRACKETED = re.compile(
    rf"(?<![\w-])\((?P<before>{wording('beginning in brackets')})-?\)(?P<rest>[^\W\d_]{{4,}}(?: fentanyl)?)",
    re.IGNORECASE,
)
# "thio-/pentobarbital", "iso-/proto-/metonitazene"
_BEGUN = re.compile(
    r"(?<![\w-])(?P<firsts>(?:[^\W\d_]{3,}-\s*[/,]\s*)+)(?P<last>[^\W\d_]{6,})", re.IGNORECASE
)
# "α-PVP/PHP", "alpha-PVP and -PHP"
_SHARED_PLACE = re.compile(
    rf"(?<![\w-])(?P<place>α|alpha|β|beta|N|\d)-(?P<one>[A-Z][\w-]{{1,6}}){_SIDE}-?(?P<other>[A-Z]\w{{1,6}})(?![\w-])"
)
_GROUP = re.compile(rf"{_WORD}+(?:il[oae]|yle?)", re.IGNORECASE)  # of an ester: "acetato de etilo y butilo"


def each_whole(text: str, look: Look) -> str:
    """A text with each of such goods by its whole name."""
    text = _IN_ONE_WORD.sub(lambda found: _acids_apart(found, look), text)
    text = _SHARED.sub(lambda found: _told_of_both(found, look), text)
    return _each_salt(_HEADED.sub(lambda found: _headed(found, look), text), look)


def each_by_name(text: str, look: Look) -> str:
    """A text with each of several substances by its own name, where what they share is written once: "3-/4-MeO-PCP", "JWH-018/073",
    "(iso)butyrylfentanyl", "thio-/pentobarbital", "α-PVP/PHP". What is no known name stays as it is."""

    def either(found: re.Match[str], names: list[str]) -> str:
        return ", ".join(dict.fromkeys(names)) if all(_is_known(name, look) for name in names) else found[0]

    def placed(found: re.Match[str]) -> str:
        places = re.findall(_PLACE, found["firsts"], re.IGNORECASE)
        return either(found, [f"{one}-{found['rest']}" for one in (*places, found["last"][:-1])])

    def numbered(found: re.Match[str]) -> str:
        numbers = [found["one"], *re.findall(r"\d+", found["more"])]
        alike = len({min(len(one), 4) for one in numbers}) == 1
        return either(found, [f"{found['head']}{one}" for one in numbers]) if alike else found[0]

    def begun(found: re.Match[str]) -> str:
        last, firsts = found["last"], re.findall(r"[^\W\d_]+", found["firsts"])
        ends = [last[n:] for n in range(len(last) - _SHORTEST)]  # each its own: isotonitazene, protonitazene
        named = (
            next((f"{one}{end}" for end in ends if _is_known(f"{one}{end}", look)), "") for one in firsts
        )
        return either(found, [*named, last])

    def with_its_place(found: re.Match[str]) -> str:
        return either(found, [f"{found['place']}-{found[one]}" for one in ("one", "other")])

    text = _PLACES.sub(placed, text)
    text = _SHARED_PLACE.sub(with_its_place, _NUMBERS.sub(numbered, text))
    text = _BRACKETED.sub(
        lambda found: either(found, [found["rest"], f"{found['before']}{found['rest']}"]), text
    )
    return _BEGUN.sub(begun, text)


def _is_known(name: str, look: Look) -> bool:
    """Whether a name is known by itself, and not by its parts alone."""
    meant = look(name)
    return meant is not None and meant.rung not in ("phrase", "structure") and not meant.left


def _told_of_both(found: re.Match[str], look: Look) -> str:
    """ "Ameisensäure und Schwefelsäure" of "Ameisen- und Schwefelsäure": the longest end of the last that makes known names of the others."""
    firsts, joint, second = found.groups()
    ends = (second[n:] for n in range(1, len(second) - _SHORTEST + 1))
    begun = [one.strip(" ,-") for one in firsts.split(",")]
    end = next((end for end in ends if all(look(f"{one}{end}") for one in begun)), "")
    joined = ", ".join(f"{one}{end}" for one in begun)
    return f"{joined}{'' if joint == ',' else ' '}{joint} {second}" if end else found[0]


def _acids_apart(found: re.Match[str], look: Look) -> str:
    """ "Salpetersäure, " of the first half of "Salpeter-Phosphorsäure", where both are known acids."""
    first, second = f"{found[1][:-1]}säure", found[2].removesuffix("n")
    whole = look(f"{found[1]}{found[2]}")
    return f"{first}, " if not whole and look(first) and look(second) else found[0]


def _headed(found: re.Match[str], look: Look) -> str:
    """ "hydrochloric acid, nitric acid" of "hydrochloric and nitric acids", where each is a known name."""
    first, last = found["first"], found["last"]
    words = re.split(_AND, found["before"] or found["behind"], flags=re.IGNORECASE)
    if last and last.casefold().startswith(("acid", "кислот")) and any(map(look, words)):
        return found[0]  # "vinegar or acetic acid"
    heads = (
        (first, first[:-1], f"{first[:-1]}o") if first else (last, last.rstrip("s"), last.rstrip("ыа") + "а")
    )
    for head in heads:
        names = [f"{head} {one}" if first else f"{one} {head}" for one in words]
        if all(map(look, names)):
            return ", ".join(names)
    return found[0]


def _each_salt(text: str, look: Look) -> str:
    """A text with what its salts share told of each, where both are known by a structure or a number of their own."""
    first = partial(_of_each, order="{rest} {of}{part}", look=look)
    text = _SHARED_FIRST.sub(
        lambda found: found[0] if _is_whole(found["other"], look) else first(found), text
    )
    text = _SHARED_LAST.sub(partial(_of_each, order="{part} {of}{rest}", look=look), text)
    text = _ENGLISH.sub(partial(_of_each, order="{rest} {part}", look=look), text)
    return _CHINESE.sub(partial(_of_each, order="{rest}{part}", look=look), text)


def _of_each(found: re.Match[str], order: str, look: Look) -> str:
    """Both names in full, in their ``order``; what was found where one of them is not known."""
    told = found.groupdict("")
    named = [order.format(**{"of": "", **told}, part=told[part]) for part in ("one", "other")]
    return told["and"].join(named) if all(_is_drawn(name, look) for name in named) else found[0]


def _is_whole(name: str, look: Look) -> bool:
    """Whether a name is of an organic molecule: the urea of "nitrato de amonio y urea"."""
    meant = None if _GROUP.fullmatch(name) else look(name)
    return meant is not None and any(re.search("C(?![a-z])|c", one.smiles) for one in meant.candidates)


def _is_drawn(name: str, look: Look) -> bool:
    meant = look(name)
    return meant is not None and all(one.smiles or one.cas for one in meant.candidates)
