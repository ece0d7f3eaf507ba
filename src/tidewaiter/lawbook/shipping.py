"""What the lawbook holds for a shipment as a whole: flags with their sources, sums over time, codes of one's own.

Folder ``shipment/``: ``flags.yml``, ``sums.yml``, ``words.yml``, ``own-codes.csv``. Read strictly, kept in the
index as one document. Its ``cases.yml`` are read by the tests alone.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tidewaiter.dates import Since, parse_day
from tidewaiter.errors import QuestionError
from tidewaiter.lawbook.read import Mapping, read_csv, read_yaml

OWN_CODE_COLUMNS = ("code", "nomenclature", "substance", "from", "until", "source", "read", "verified")
TRIGGERS = frozenset(
    {
        "names-disagree", "residual-code", "other-own-code", "quantity-use", "under-threshold", "split", "vague",
        "no-end-use", "elsewhere", "detour", "box", "listed-party",
    }
)  # fmt: skip
_TERMS = {
    "over": ("calendar month", "calendar year"),
    "preceding": ("yes",),  # the period before counts as well, by itself
    "weighed": ("content",),  # of a mixture, what it holds of the listed chemical
}


def read_shipping(folder: Path) -> dict[str, Any]:
    """The documents of ``shipment/`` as plain data; empty where the lawbook has no such folder.

    Raises :class:`tidewaiter.errors.LawbookError` for unknown or missing keys and terms.
    """
    place = folder / "shipment"
    if not (place / "flags.yml").is_file():
        return {}
    flags, outside = _flags(place / "flags.yml")
    return {
        "flags": flags,
        "outside": outside,
        "sums": _sums(place / "sums.yml"),
        "words": _words(place / "words.yml"),
        "own_codes": _own_codes(place / "own-codes.csv"),
    }


def _flags(path: Path) -> tuple[list[dict[str, Any]], list[str]]:
    top = read_yaml(path)
    top.only(("sources", "flags"), ("outside",))
    sources: dict[str, dict[str, str]] = {}
    for block in top.mappings("sources"):
        block.only(("id", "title", "issuer", "address", "read", "verified"), ("note",))
        sources[block.text("id")] = {key: block.text(key) for key in block}
    found = []
    for block in top.mappings("flags"):
        block.only(("id", "title", "trigger", "question", "sources"), ("settings", "note"))
        if block.text("trigger") not in TRIGGERS:
            raise block.fault("no such trigger.", f"Use one of: {', '.join(sorted(TRIGGERS))}.", "trigger")
        cited = []
        for says in block.mappings("sources"):
            says.only(("source", "place", "says"))
            if says.text("source") not in sources:
                raise says.fault("no such source above.", "Add it under 'sources'.", "source")
            cited.append(
                {**sources[says.text("source")], "place": says.text("place"), "says": says.text("says")}
            )
        settings = block.mapping("settings")
        found.append(
            {
                **{key: block.text(key) for key in ("id", "title", "trigger", "question", "note")},
                "sources": cited,
                "settings": {key: settings.texts(key) for key in settings},
            }
        )
    return found, top.texts("outside")


def _sums(path: Path) -> list[dict[str, Any]]:
    top = read_yaml(path)
    top.only(("sums",))
    found = []
    for block in top.mappings("sums"):
        block.only(
            ("id", "instrument", "lists", "over", "counts", "clause", "cite", "read", "verified"),
            ("preceding", "weighed", "note"),
        )
        for key, known in _TERMS.items():
            if key in block and block.text(key) not in known:
                raise block.fault(f"no such word for '{key}'.", f"Use one of: {', '.join(known)}.", key)
        one: dict[str, Any] = {key: block.text(key) for key in block if key != "lists"}
        found.append({**one, "lists": block.texts("lists")})
    return found


def _words(path: Path) -> dict[str, Any]:
    top = read_yaml(path)
    lists = (
        "forms",
        "grades",
        "fillers",
        "uses",
        "makers",
        "places",
        "purposes",
        "used",
        "qualities",
        "bulk",
        "remedies",
        "slimming",
        "lettered",
        "ranges",
        "further",
        "compounds",
        "vague",
        "boxes",
        "street",
        "joined",
        "apart",
        "branded",
        "owned",
        "shared",
        "combined",
    )
    patterns = (
        "medicines",
        "preparations",
        "prolonged",
        "based",
        "inert",
        "units",
        "containers",
        "declined",
        "illicit",
        "hidden",
        "wrapping",
        "semiconductors",
        "tested",
        "cuts",
        "boiling",
        "chargers",
        "crystal",
        "of_crystal",
        "devices",
        "dishes",
        "trade_compounds",
        "composed",
        "of_all",
        "slight",
    )
    top.only((*lists, "small"), (*patterns, "kinds", "said", "undone"))
    words: dict[str, Any] = {key: top.texts(key) for key in (*lists, *patterns)}
    for key in ("kinds", "said", "undone"):
        block = top.mapping(key)
        words[key] = {one: block.texts(one) for one in block}
    words["small"] = [_small(block) for block in top.mappings("small")]
    return words


def _small(block: Mapping) -> dict[str, Any]:
    block.only(("words", "most"))
    return {"words": block.texts("words"), "most": block.text("most")}


def _own_codes(path: Path) -> list[dict[str, str]]:
    found = []
    for row in read_csv(path, OWN_CODE_COLUMNS):
        try:
            Since.read(row["from"])
            if row["until"]:
                parse_day(row["until"])
        except QuestionError as why:
            raise row.fault(why.message, why.mend) from why
        found.append(dict(row.values))
    return found
