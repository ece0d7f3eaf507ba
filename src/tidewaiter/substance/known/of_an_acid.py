"""A salt or an ester that is told by its acid: "potassium salt of permanganic acid" is potassium permanganate, "phosphonic acid, dimethyl
ester" dimethyl phosphonate, "isobutyl methylphosphonic acid" the half ester as laboratories write it. Where the base or the group is not told, or nothing has that name, it may be any that a list names."""

from __future__ import annotations

from tidewaiter.lawbook import patterns as re
from tidewaiter.lawbook.names import name_key
from tidewaiter.lawbook.store import Store
from tidewaiter.substance.identity import Identity, Look, candidate, identity

_KIND = r"(?P<kind>salt|ester)s?"
_GROUP = r"(?:(?P<group>[a-z][\w'-]*?(?:[ -](?:hydrogen|di|mono|[\w-]+yl))?)[ -]?)??"
_ACID = r"(?P<acid>(?:hydrogen )?[a-z][\w-]{3,}(?: [\w-]{4,})?)"
_WHOLE = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_GROUP}{_KIND} (?:of|from) {_ACID}",
        rf"{_ACID},? *{_GROUP}{_KIND}",
        rf"{_GROUP}{_KIND}, *{_ACID}",
    )
)
_OF_HYDROGEN = re.compile(r"hydro(?:gen )?(cyan|fluor|chlor|brom|iod|sulf|sulph|az|selen)\w*(?: acid)?")
_OXYGEN = re.compile(r"(.{3,}?)(ic|ous) acid")
_ENDS = ("ate", "ite", "ide")
_MONO = re.compile(r"(?P<group>[\w-]+yl) (?P<acid>(?:meth|eth|prop|isoprop)ylphosphonic acid)", re.IGNORECASE)
_MOST = 12  # listed salts or esters of one acid that are offered


def anion(acid: str) -> str:
    """What the rest of an acid is called, by the acid's English name; "" for any other word.

    >>> anion("permanganic acid"), anion("phosphorous acid"), anion("hydrogen cyanide"), anion("sulphuric acid"), anion("oleum")
    ('permanganate', 'phosphite', 'cyanide', 'sulphate', '')
    """
    low = acid.casefold()
    if of_hydrogen := _OF_HYDROGEN.fullmatch(low):
        return {"sulph": "sulphid", "brom": "bromid"}.get(of_hydrogen[1], of_hydrogen[1] + "id") + "e"
    found = _OXYGEN.fullmatch(low)
    if found is None:
        return ""
    stem = {"phosphor": "phosph", "sulphur": "sulph", "sulfur": "sulf"}.get(found[1], found[1])
    return stem + {"ic": "ate", "ous": "ite"}[found[2]]


def by_its_own_name(text: str) -> tuple[str, str, str]:
    """The name that such a phrase stands for, what kind of compound it is, and the rest of its acid: ("", "", "") for any other text.

    >>> by_its_own_name("dimethyl ester of phosphorous acid"), by_its_own_name("perchloric acid, potassium salt")
    (('dimethyl phosphite', 'ester', 'phosphite'), ('potassium perchlorate', 'salt', 'perchlorate'))
    >>> by_its_own_name("phosphorous acid esters"), by_its_own_name("salt of fentanyl")
    (('', 'ester', 'phosphite'), ('', '', ''))
    """
    if mono := _MONO.fullmatch(text.strip()):
        rest = anion(mono["acid"])
        return f"{mono['group']} hydrogen {rest}", "ester", rest
    for form in _WHOLE:
        found = form.fullmatch(text.strip())
        rest = anion(found["acid"]) if found else ""
        if found and rest:
            group = (found["group"] or "").strip(" -")
            return f"{group} {rest}" if group else "", found["kind"].casefold(), rest
    return "", "", ""


def read(query: str, text: str, store: Store, look: Look) -> Identity | None:
    """What such a phrase means; None for any other text, and for an acid of which no list names a salt or an ester."""
    name, kind, rest = by_its_own_name(text)
    if name and (found := look(name)):
        return found._replace(query=query, note=f"read as {name!r}")
    named = _named_so(rest, store) if rest else []
    if not named or len(named) > _MOST:
        return None
    asked = f"which {kind} of the acid is meant"
    offered = [candidate(store, key)._replace(unsure=asked) for key in named]
    return identity(query, "phrase", offered, f"read as {text!r}", [asked])


def _named_so(rest: str, store: Store) -> list[str]:
    """The listed molecules whose own name ends with the rest of an acid as a word."""
    names = store.once(
        ("names of salts",), lambda: [one for one in store.all_names() if one[0].endswith(_ENDS)]
    )
    keys = dict.fromkeys(key for name, key in names if name.endswith(name_key(rest)))
    held = ((key, store.substance(key)) for key in keys)
    return [key for key, one in held if one and one.smiles and one.name.casefold().split()[1:][-1:] == [rest]]
