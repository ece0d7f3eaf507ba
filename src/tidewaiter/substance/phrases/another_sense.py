"""What a name is beside ordinary goods in the same piece of a text: the metal an article is made of, a word of the street in its everyday sense."""

from __future__ import annotations

from tidewaiter.lawbook import patterns as re
from tidewaiter.lawbook.names import name_key
from tidewaiter.lawbook.store import Store
from tidewaiter.substance.identity import Candidate, Look
from tidewaiter.substance.names.plants import natural_drugs, of_plant
from tidewaiter.substance.names.salts import holds_nitrogen
from tidewaiter.substance.tables.table import words_in
from tidewaiter.substance.tables.wording import pattern, replaced
from tidewaiter.substance.words.part import JOINED, Part, is_merchandise
from tidewaiter.substance.words.words import Words, words_of

_WORKED = {"[Al]", "[Li]", "[Mg]"}  # goods are made of them; the lists name powders or the bare metal
_METALS = {
    "[Cu]",
    "[Fe]",
    "[Zn]",
    "[Ti]",
    "[Sn]",
    "[Ni]",
    "[Ag]",
    "[Au]",
    "[Cr]",
    "[W]",
}  # and of these, where no list names them
_HELD_BY_ARTICLES = {
    "[Ga]",
    "[Ge]",
    "[In]",
    "[Sb]",
    "[Bi]",
    "[Te]",
    "[TeH2]",
    "[BiH3]",
    "[SbH3]",
    "[GaH3]",
    "[InH3]",
    "[GeH4]",
}
_OF_METAL = pattern("articles of metal")
_DIVIDED = pattern("divided metal")
_COLOURED = pattern("coloured like")
_HELD = pattern("what holds it")
_SHOWN = pattern("goods with a print or a name")
_AS_STUFF = pattern("a stuff before goods")
_SPEED = pattern("speed of a machine")
_RUNS = pattern("what runs at a speed")
_RATE = pattern("rate in everyday language")
_APART = re.compile(r"[,;:()\d]")  # amounts, and what sets goods apart


def in_everyday_use(text: str) -> str:
    """A text with what words of drugs stand for in everyday use, where what stands beside them tells that.

    >>> in_everyday_use("zolpidem 10 mg/30 tabs"), in_everyday_use("coca en lata 330 ml"), in_everyday_use("coca en hojas")
    ('zolpidem 10 mg, 30 tablets', 'Coca-Cola 330 ml', 'coca en hojas')
    """
    return replaced("everyday use", text)


def but_colours(text: str) -> str:
    """A text without the words that say goods have the colour of something.

    >>> but_colours("hemp-coloured yarn"), but_colours("LSD coloured paper"), but_colours("coloured pencils")
    ('yarn', 'LSD coloured paper', 'coloured pencils')
    """
    return " ".join(_COLOURED.sub(" ", text).split()).lstrip(",;. ") or text


def but_speeds(text: str, words: Words, look: Look) -> str:
    """A text of a machine without the speed that it runs at, or how many it has: "blender 3 speed", "high speed cable"; any other as it is.

    >>> from tidewaiter import Lawbook
    >>> from tidewaiter.substance.identity import Candidate, Identity
    >>> goods = {"blender": "kitchenware", "pills": "medicines"}
    >>> look = lambda name: name in goods and Identity(name, "resolved", "phrase", (Candidate(goods[name], "", "", ""),)) or None
    >>> [but_speeds(one, words_of(Lawbook.load().store), look) for one in ("blender 3 speed", "3 speed pills", "blender, speed 5 g")]
    ['blender', '3 speed pills', 'blender, speed 5 g']
    """
    rest = " ".join(_SPEED.sub(" ", text).split())
    if rest == " ".join(text.split()) or _HELD.search(text) or JOINED.search(text) or words.illicit(text):
        return text
    goods = next(filter(None, map(look, words.trimmed(rest))), None)
    if goods is None or goods.doubt or not all(map(is_merchandise, goods.candidates)):
        return text
    return rest if all(_RUNS.search(one.name) for one in goods.candidates) else text


def in_another_sense(part: Part, text: str, store: Store, look: Look) -> Part:
    """A part that names ordinary goods: without the metal that they are made of where nothing in the text calls it a powder; with what a word
    of the street means as open, which has an everyday sense beside goods.

    >>> from tidewaiter import Lawbook
    >>> from tidewaiter.substance.identity import Candidate
    >>> metal, pans = Candidate("aluminium, powders", "7429-90-5", "[Al]", "aluminium-powder"), Candidate("kitchenware", "", "", "")
    >>> part = Part("aluminium + pans", (metal, pans))
    >>> store = Lawbook.load().store
    >>> [one.name for one in in_another_sense(part, "aluminium pans", store, lambda name: None).found]
    ['kitchenware']
    >>> len(in_another_sense(part, "aluminium powder in pans", store, lambda name: None).found)
    2
    """
    goods = [one for one in part.found if is_merchandise(one)]
    if _is_read_beside(part, text, goods, store, look):
        return part._replace(found=_open(part, text, store))
    if not goods or len(goods) == len(part.found):
        return part
    if any(one.smiles in _WORKED for one in part.found) and not _DIVIDED.search(text):
        return part._replace(found=tuple(one for one in part.found if one.smiles not in _WORKED))
    if all(
        words_of(store).branded(one.name) or _OF_METAL.search(one.name) for one in goods
    ) and not _DIVIDED.search(text):
        part = part._replace(found=tuple(_as_made_of(one) for one in part.found if not _is_their_metal(one)))
    return part._replace(found=_as_shown(part, text, _open(part, text, store), store))


_POISON = pattern("use as a poison")
_STRENGTH = re.compile(r"\d[\d.,]*\s?(?:%|g/|(?:SL|EC|WP|SC|WG|GR|EW|SP|CR|FC|OD|ME)(?![\w-]))")


def but_trade_names(parts: list[Part], text: str, words: Words, look: Look) -> list[Part]:
    """The parts of a text about articles without the pesticide that an everyday word among them is a trade name of too: the spotlight of
    "spotlight with toolbox"; none that a list names, and not where the text speaks of a pesticide or its strength.

    >>> from tidewaiter import Lawbook
    >>> book = Lawbook.load()
    >>> [one.name for one in book.check("spotlight, toolbox").identity.candidates]
    ['hand tools and hardware']
    """
    goods = [one for part in parts for one in part.found if is_merchandise(one)]
    if not goods or not all(words.branded(one.name) and not words.wraps(one.name) for one in goods):
        return parts
    if _POISON.search(text) or _STRENGTH.search(text):
        return parts
    kept = (_but_trade_name(part, look) for part in parts)
    return [part for part in kept if part.found or part.left or not part.doubt]


def _but_trade_name(part: Part, look: Look) -> Part:
    """A part without the unlisted compounds that its everyday words are trade names of, and without their doubt."""
    said = [name for name in part.text.split(" + ") if name.casefold() in words_in("ordinary-words")]
    meant = {
        one for name in said if (what := look(name)) for one in what.candidates if not is_merchandise(one)
    }
    if not meant or any(one.substance or one.base for one in meant):
        return part
    told = "; ".join(
        one for one in part.doubt.split("; ") if "is an ordinary word, and a trade name" not in one
    )
    found = tuple(one for one in part.found if one not in meant)
    return part._replace(found=found, doubt=told or (part.doubt if not found else ""))


def _is_their_metal(one: Candidate) -> bool:
    """Whether a thing is a metal that no list names and that articles are made of: the copper of "copper pans"."""
    return one.smiles in _METALS and not one.substance


def _as_made_of(one: Candidate) -> Candidate:
    """A listed metal that articles are made with as open: the germanium of "germanium bracelet" is none of the metal's own forms."""
    asked = "whether the list means an article made of it" if one.smiles in _HELD_BY_ARTICLES else ""
    return one._replace(unsure=one.unsure or asked)


def _is_read_beside(part: Part, text: str, goods: list[Candidate], store: Store, look: Look) -> bool:
    """Whether a part is a drug by an everyday word for a rate beside something else that the text names, which is no drug of that word:
    "charger 12V speed", "ibuprofen speed"."""
    said = next((name for name in part.text.split(" + ") if _RATE.fullmatch(name)), "")
    if not said or goods or JOINED.search(text):
        return False
    meant, others = look(said), [name for name in part.text.split(" + ") if name != said]
    if meant is None:
        return False
    if others:
        named = {one.substance for name in others if (what := look(name)) for one in what.candidates}
        return named.isdisjoint(one.substance for one in meant.candidates)
    rest = re.sub(rf"(?<!\w){re.escape(said)}(?!\w)", " ", text)
    each = (what for one in words_of(store).trimmed(rest) if (what := look(one)))
    return any(not what.doubt and all(map(is_merchandise, what.candidates)) for what in each)


def _as_shown(part: Part, text: str, found: tuple[Candidate, ...], store: Store) -> tuple[Candidate, ...]:
    """What is found in a part, its drug as open where the drug's name stands before articles that end the text and are such as bear a print or
    a name: "Ritalin poster"; but not where a text gives an amount, a form or a state of a stuff, or tells goods apart.

    >>> from tidewaiter import Lawbook
    >>> book = Lawbook.load()
    >>> [{one.outcome for one in book.check(text, jurisdictions=["US"]).controls} for text in ("Ritalin poster", "poster, Ritalin", "5 g Ritalin poster")]
    [{'cannot_tell'}, {'applies'}, {'applies'}]
    """
    names, words = part.text.casefold().split(" + "), words_of(store)
    goods = [name for name in names if _SHOWN.fullmatch(name)]
    if part.left or not goods or not text.casefold().endswith(goods[-1]):
        return found
    ahead = text[: -len(goods[-1])]
    if _APART.search(ahead) or JOINED.search(ahead) or sum(map(words.is_held, names)) > 1:
        return found
    if words.form(ahead) or _AS_STUFF.search(ahead) or _HELD.search(text):
        return found
    unsure = f"whether the goods hold it, or bear it as a print or a name: {goods[-1]!r}"
    return tuple(one._replace(unsure=one.unsure or unsure) if _is_drug(one, store) else one for one in found)


def _is_drug(one: Candidate, store: Store) -> bool:
    """Whether a candidate is an organic compound of nitrogen, a plant with a drug in it, or such a drug: goods are not made of these."""
    held = store.substance(one.substance or one.base) if one.substance or one.base else None
    smiles = (held.smiles if held else "") or one.smiles
    organic = re.search("C(?![a-z])|c", smiles) and holds_nitrogen(smiles)
    return bool(organic or of_plant(one.substance) or one.substance in natural_drugs())


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
