"""What a name is beside ordinary goods in the same piece of a text: the metal an article is made of, a word of the street in its everyday sense."""

from __future__ import annotations

from tidewaiter.lawbook.names import name_key
from tidewaiter.lawbook.store import Store
from tidewaiter.substance.identity import Candidate
from tidewaiter.substance.tables.table import words_in
from tidewaiter.substance.tables.wording import pattern
from tidewaiter.substance.words.part import Part, is_merchandise

_WORKED = {"[Al]", "[Li]", "[Mg]"}  # goods are made of them; the lists name powders or the bare metal
_DIVIDED = pattern("divided metal")
_COLOURED = pattern("coloured like")
_HELD = pattern("what holds it")


def but_colours(text: str) -> str:
    """A text without the words that say goods have the colour of something.

    >>> but_colours("hemp-coloured yarn"), but_colours("LSD coloured paper"), but_colours("coloured pencils")
    ('yarn', 'LSD coloured paper', 'coloured pencils')
    """
    return " ".join(_COLOURED.sub(" ", text).split()).lstrip(",;. ") or text


def in_another_sense(part: Part, text: str, store: Store) -> Part:
    """A part that names ordinary goods: without the metal that they are made of where nothing in the text calls it a powder; with what a word
    of the street means as open, which has an everyday sense beside goods.

    >>> from tidewaiter import Lawbook
    >>> from tidewaiter.substance.identity import Candidate
    >>> metal, pans = Candidate("aluminium, powders", "7429-90-5", "[Al]", "aluminium-powder"), Candidate("kitchenware", "", "", "")
    >>> part = Part("aluminium + pans", (metal, pans))
    >>> store = Lawbook.load().store
    >>> [one.name for one in in_another_sense(part, "aluminium pans", store).found]
    ['kitchenware']
    >>> len(in_another_sense(part, "aluminium powder in pans", store).found)
    2
    """
    goods = [one for one in part.found if is_merchandise(one)]
    if not goods or len(goods) == len(part.found):
        return part
    if any(one.smiles in _WORKED for one in part.found) and not _DIVIDED.search(text):
        return part._replace(found=tuple(one for one in part.found if one.smiles not in _WORKED))
    return part._replace(found=_open(part, text, store))


def _open(part: Part, text: str, store: Store) -> tuple[Candidate, ...]:
    """What is found in a part, as open where an everyday word names it that the goods do not hold."""
    said = [name for name in part.text.split(" + ") if name.casefold() in words_in("everyday-street")]
    if not said or _HELD.search(text):  # weed in a suitcase is weed
        return part.found
    products = filter(None, (store.record("product", name_key(name)) for name in said))
    meant = {str(key) for product in products for key in product[2]}
    unsure = f"whether the drug called {said[0]!r} in the street is meant"
    return tuple(
        one._replace(unsure=one.unsure or unsure) if one.substance in meant or one.base in meant else one
        for one in part.found
    )
