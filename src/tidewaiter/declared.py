"""What a description tells besides what the goods are: how much of them there is, how pure they are, what they are put up as.

The amounts of what is in a preparation are those that :class:`tidewaiter.substance.amounts.strength.Labels` reads, for the answer
as for what is told of it here; a quantity of goods is read as one that stands in a field of its own
(:class:`tidewaiter.amounts.Amount`). What may be the size of one package only is not taken for a quantity.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from tidewaiter.amounts import COUNTS, Amount, plain_number, unit_words
from tidewaiter.errors import BadAmount
from tidewaiter.lawbook import patterns as re
from tidewaiter.lawbook.contents import Strength, in_words
from tidewaiter.rows import NamedTuple
from tidewaiter.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tidewaiter.contract.check import TakenOf
    from tidewaiter.lawbook.store import Store
    from tidewaiter.substance.amounts.strength import Amount as Part
    from tidewaiter.substance.words.words import Words


class Declared(NamedTuple):
    """What a description tells of its goods; each part as it may stand in a field of its own, or "".

    >>> from tidewaiter import Lawbook
    >>> store = Lawbook.load().store
    >>> declared_in("Ephedrine HCl powder 99% 25 kg", store)
    Declared(quantity='25 kg', share='99 %', strength='', form='', told='', origin='', destination='')
    >>> declared_in("fentanyl citrate 50 µg patches, 10 boxes", store)
    Declared(quantity='10 boxes', share='', strength='50 µg', form='patches', told='', origin='', destination='')
    """

    quantity: str = ""  # of goods: "25 kg", "500 L", "10 boxes"
    share: str = ""  # of the goods: "99 %"
    strength: str = ""  # of a dosage unit or a volume: "50 µg", "10 mg/5 mL"
    form: str = ""  # what the goods are put up as, in the words of the description
    told: str = ""  # why an amount that stands in it was not taken for their quantity
    origin: str = ""  # code of the territory that the goods come from
    destination: str = ""  # and of the one that they go to

    @property
    def amount(self) -> str:
        """The quantity where it is weighed or measured; "" where goods are counted."""
        return "" if self.quantity.rpartition(" ")[2].casefold() in COUNTS else self.quantity

    def tells(self, share: Strength) -> bool:
        """Whether it is this very share of the goods that is told."""
        return self.share != "" and share.text == self.share

    def to_json(self) -> TakenOf:
        """As plain data."""
        return {"quantity": self.quantity, "concentration": self.share, "strength": self.strength,
                "form": self.form, "told": self.told, "origin": self.origin, "destination": self.destination}  # fmt: skip


def taken_words(taken: Mapping[str, Any]) -> str:
    """What was taken from a description, in one line; "" where nothing was.

    >>> taken_words({"quantity": "25 kg", "concentration": "99 %", "strength": "", "form": "", "told": ""})
    'taken from the description: quantity 25 kg, concentration 99 %'
    """
    parts = [f"{key} {value}" for key, value in taken.items() if value and key != "told"]
    found = f"taken from the description: {', '.join(parts)}" if parts else ""
    return "; ".join(filter(None, (found, taken.get("told") and f"no quantity was taken: {taken['told']}")))


def declared_in(text: str, store: Store) -> Declared:
    """What a description tells of its goods. A text without an amount in it costs one search."""
    if len(text) > 1000 or "\n" in text.strip() or _MEASURED.search(text) is None:
        return Declared()
    from tidewaiter.substance.amounts.strength import strength_of, volume_of
    from tidewaiter.substance.words.words import MARK, words_of  # a question by name alone needs none of it

    words = words_of(store)
    masked, amounts = words.labels.masked(text)
    form = words.form(masked)
    # grams of a powder: so much of it
    loose = [not one.of and one.grams >= 1 and not form for one in amounts]
    rest = MARK.sub(lambda m: amounts[int(m[1])].text if loose[int(m[1])] else m[0], masked)
    quantity, told = _quantity(rest, words)
    inside = [one for one, goods in zip(amounts, loose, strict=True) if not goods]
    shares = [one for one in inside if one.percent]
    kind, held = words.labels.form(text), volume_of(text)  # a tube of 30 g is no strength
    strengths = [one for one in inside if not one.percent and strength_of([one], kind, held)]
    return Declared(quantity, _share(shares), strengths[0].text if len(strengths) == 1 else "", form, told)


def _share(shares: list[Part]) -> str:
    """The one share that is told; of several nobody knows which is that of the goods."""
    one = shares[0] if len(shares) == 1 and 0 < shares[0].grams <= 100 else None
    return in_words(one.grams, one.between) if one else ""


def _quantity(text: str, words: Words) -> tuple[str, str]:
    """The one quantity of goods in a text without the amounts of what is in them, or why there is none."""
    found = list(_goods().finditer(text))
    if len(found) != 1:
        counted = list(_counted().finditer(text))
        several = "several amounts are written: which is that of all goods?" if found else ""
        return (f"{counted[0][1]} {counted[0][2]}" if len(counted) == 1 and not found else ""), several
    one = found[0]
    written = f"{one['number']} {one['unit']}"
    try:
        Amount.read(written)
        if one["times"]:
            return f"{float(plain_number(one['number'])) * int(one['times']):.10g} {one['unit']}", ""
    except BadAmount as why:
        return "", f"{why.message} {why.mend}"
    before, after = text[: one.start()].rstrip(), text[one.end() :]
    beside = re.match(r"\s*(?:of\s+)?([^\s,;:.()⟦]*)", after)
    packed = (
        re.search(rf"(?:[x×*/@<>≥≤~]|\b(?:of|in|per|à|je|each|{_PACKAGE}))$", before, re.IGNORECASE)
        or re.match(r"\s*[桶袋罐瓶箱包盒装裝]", after)
        or re.match(r"\s*(?:[x×*/@]|per\b|each\b|or\b)", after, re.IGNORECASE)
        or (beside and beside[1] and beside[1].casefold() not in _WHOLE and not words.names(beside[1]))
    )
    if packed:
        return "", f"{written} may be one package only: how much is it in all?"
    return written, ""


_PACKAGE = "(?:ampoule|bag|bottle|box|canister|carton|case|container|cylinder|drum|ibc|pack|package|sachet|tube|vial)(?:e?s)?"
_WHOLE = frozenset(["net", "gross", "total", "netto", "brutto", "nett"])
_MEASURED = re.compile(r"(?<![\w.,/-])\d[\d.,]*\s*(?:[%％\u4e00-\u9fff]|[^\W\d_]{1,12}(?![\w-]))")


_COUNTED = "|".join(sorted(COUNTS))


@cache
def _goods() -> re.Pattern[str]:
    """An amount of goods, with the number of packages that stands before it where one does."""
    units = "|".join(map(re.escape, sorted(sorted(unit_words()), key=len, reverse=True)))
    times = rf"(?P<times>\d{{1,6}})\s*(?:[x×*]|(?:{_COUNTED})\s+(?:of|à|@)\s)\s*"
    return re.compile(
        rf"(?<![\w.,/-])(?:{times})?(?P<number>\d[\d.,]*)\s*(?P<unit>{units})(?![A-Za-z\u0400-\u04ff0-9-])",
        re.IGNORECASE,
    )


@cache
def _counted() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.,/-])(\d{{1,6}})\s+({_COUNTED})(?![\w-])", re.IGNORECASE)
