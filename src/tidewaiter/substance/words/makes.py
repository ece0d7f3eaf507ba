"""A make in quotation marks that is also a name of what lists hold: “K粉”商标的糖果, sweets of the brand "Molly".

The goods are what the other words say; whether they hold what the make is called, nobody can tell from that. So the goods are answered,
and the other beside them in doubt: it is never told as what the goods surely are, and never passed over.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from tidewaiter.errors import QuestionError
from tidewaiter.lawbook import patterns as re
from tidewaiter.lawbook.names import NUMBER_IN_TEXT
from tidewaiter.lawbook.store import Store
from tidewaiter.rows import NamedTuple
from tidewaiter.substance.dictionary.found import few
from tidewaiter.substance.identity import Identity, Look, in_one
from tidewaiter.substance.tables.table import by_word, longest_of
from tidewaiter.substance.tables.wording import pattern
from tidewaiter.substance.words.strangers import is_a_title, is_article
from tidewaiter.substance.words.street import meant
from tidewaiter.substance.words.words import Words

_OPEN, _CLOSE = '“”"„«「『', '“”"»」』'


class Marked(NamedTuple):
    """A text without its make, and the make's name."""

    rest: str
    name: str


@cache
def _made_so() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What finds a make behind the words that tell it, and one before them."""
    before, behind = (set(by_word("make-words", words=column)) - {""} for column in (1, 2))
    unspaced = {word for word in behind if word[-1] > "\u3000"}  # of scripts whose words stand side by side
    name = rf"[{_OPEN}]\s?([^{_OPEN}{_CLOSE}]{{1,24}}?)\s?[{_CLOSE}]"
    return (
        re.compile(
            rf"(?<![^\W\d_\u3040-\u9fff\uac00-\ud7a3])(?:{longest_of(before)})[:：]?\s*{name}", re.IGNORECASE
        ),
        re.compile(
            rf"{name}[\s-]?(?:{longest_of(unspaced)}|(?:{longest_of(behind - unspaced)})(?![^\W\d_]))",
            re.IGNORECASE,
        ),
    )


def marked(text: str) -> Marked | None:
    """A text whose make stands in quotation marks; None for any other, and for one that is nothing but its make.

    >>> marked('sweets of the brand "Molly"'), marked("“K粉”商标的糖果"), marked('"Spice" brand candy')
    (Marked(rest='sweets', name='Molly'), Marked(rest='糖果', name='K粉'), Marked(rest='candy', name='Spice'))
    >>> marked('"Molly" tablets'), marked('brand "Molly"'), marked('"Molly" brandy')
    (None, None, None)
    """
    for said in _made_so():
        if found := said.search(text):
            rest = " ".join(f"{text[: found.start()]} {text[found.end() :]}".split()).strip(" ,;，、")
            return Marked(rest, found[1].strip()) if rest else None
    return None


_OF_COLOURS, _COLOUR = pattern("name of the Colour Index"), pattern("colour of articles")
_TITLE = re.compile(rf"[{_OPEN}‘]\s?([^{_OPEN}{_CLOSE}‘’]{{2,40}}?)\s?[{_CLOSE}’]")


def beside_title(
    query: str, text: str, look: Look, words: Words, read: Callable[[str], Identity]
) -> Identity | None:
    """Articles beside the one title in quotation marks that they are sold under: diving toys „Super Water Fun“. None for any other text.

    ``read``: what reads the words that are left.
    """
    titles = list(_TITLE.finditer(text))
    rest = " ".join(_TITLE.sub(" ", text).split()).strip(" ,;")
    if len(titles) != 1 or not rest or not is_a_title(titles[0][1], text, words, look):
        return None
    if meant(titles[0][1], titles[0][1], words.store):
        return None
    try:
        goods = read(rest)
    except QuestionError:
        return None
    if goods.doubt or not all(
        is_article(one.name, words) and not words.wraps(one.name) for one in goods.candidates
    ):
        return None
    note = f"{titles[0][1]!r}: read as the title or the make of these goods"
    return goods._replace(query=query, note=in_one(goods.note, note))


def beside_dye(
    query: str, text: str, look: Look, words: Words, read: Callable[[str], Identity]
) -> Identity | None:
    """A dye that its maker's name for it stands beside, by its name of the Colour Index: "Navy Blue T Disperse Blue 35"; None for any other text.

    The other words are colours, letters and names that nothing knows and that can be no stuff.
    """
    found = _OF_COLOURS.search(text)
    rest = (
        " ".join(NUMBER_IN_TEXT.sub(" ", _OF_COLOURS.sub(" ", text)).split()).strip(" ,;()-") if found else ""
    )
    if found is None or not rest or not is_a_title(rest, rest, words, look):
        return None
    named = [word for word in rest.split() if not (_COLOUR.fullmatch(word) or len(word) == 1)]
    if any(map(look, named)):
        return None
    note = f"{rest!r}: read as what its maker calls it"
    dye = read(found[0])
    return dye._replace(query=query, note=in_one(dye.note, note))


def beside_make(
    query: str, text: str, look: Look, store: Store, read: Callable[[str], Identity]
) -> Identity | None:
    """Goods whose make is also a name of what a list holds: the goods, and that in doubt beside them. None for any other text.

    ``read``: what reads the words that are left.
    """
    found = marked(text)
    if found is None:
        return None
    what = look(found.name) or meant(found.name, found.name, store)
    listed = [one for one in what.candidates if one.substance] if what else []
    if not listed:
        return None
    try:
        goods = read(found.rest)
    except QuestionError:
        return None
    fact = f"whether {found.name!r} is the make alone, and not what the goods hold"
    known = {one.substance for one in goods.candidates if one.substance}
    unsure = [one._replace(unsure=fact) for one in listed if one.substance not in known]
    told = f"{found.name!r} stands as the make of these goods, and is also a name of {few([one.name for one in listed])}"
    return goods._replace(
        query=query,
        status="ambiguous" if unsure else goods.status,
        candidates=(*goods.candidates, *unsure),
        doubt=in_one(told if unsure else "", goods.doubt),
    )
