"""Parts of a phrase that name one thing: they are one part."""

from __future__ import annotations

from collections.abc import Iterable

from tidewaiter.lawbook.store import Store
from tidewaiter.substance.dictionary.doubt import is_part
from tidewaiter.substance.identity import Candidate
from tidewaiter.substance.names.combined import actives
from tidewaiter.substance.names.salts import split
from tidewaiter.substance.phrases.parts import telling
from tidewaiter.substance.words.part import Part


def once(parts: list[Part], store: Store) -> list[Part]:
    """Parts of which those that name one substance are one, with the amounts of all: "Zolpidem tablets with 8 mg zolpidem".

    Of a Chinese name of several substances, one that is named again by itself stands by itself: 每片含羟考酮4.5mg.
    """
    found: list[Part] = []
    for part in parts:
        names = [(one.substance, one.name) for one in part.found]
        alike = (
            n for n, one in enumerate(found)
            if not _another(one, part)
            and (names == [(c.substance, c.name) for c in one.found] or _again(part, one, store))
        )  # fmt: skip
        n = next(alike, None) if names else None
        if n is None:
            found.append(part)
            continue
        first, second = sorted(
            (found[n], part), key=lambda one: (bool(one.left), any(c.unsure for c in one.found))
        )  # the better understood
        left = " ".join(filter(None, (first.left, second.left)))
        found[n] = first._replace(left=left, amounts=(*found[n].amounts, *part.amounts))
    alone = {(part.found[0].substance, part.found[0].name) for part in found if len(part.found) == 1}
    apart = [
        part._replace(found=tuple(one for one in part.found if (one.substance, one.name) not in alone))
        if len(part.found) > 1 and actives(part.text)
        else part
        for part in found
    ]
    return _but_far_names([part for part in apart if part.found or part.text])


def _but_far_names(parts: list[Part]) -> list[Part]:
    """The parts without a far name of what another names surely: the brand of "bupropion tablets Zyban"."""
    sure = [one for part in parts if not part.doubt for one in part.found]

    def again(part: Part) -> bool:
        return bool(part.doubt) and not (part.amounts or telling(part.left)) and named_again(part.found, sure)

    return [part for part in parts if not again(part)]


def named_again(some: Iterable[Candidate], others: Iterable[Candidate]) -> bool:
    """Whether some things are all others, or salts of these, by what they are called.

    >>> named_again(*((Candidate(name, "", "", ""),) for name in ("bupropion hydrochloride", "Bupropion")))
    True
    """
    sure = {one.name.casefold() for one in others}
    names = [one.name.casefold() for one in some]
    return bool(names) and all(
        sure.intersection((name, *(base for base, _ in split(name)))) for name in names
    )


def _again(part: Part, before: Part, store: Store) -> bool:
    """Whether a part only names again, without an amount, of what a salt was told: "codeine phosphate 2.5 %, codeine alone"."""
    single = len(part.found) == len(before.found) == 1
    if part.amounts or telling(part.left) or not before.amounts or not single:
        return False
    key, salt = part.found[0].substance, before.found[0].smiles
    return bool(key) and "." in salt and is_part(salt, key, store)


def _another(one: Part, other: Part) -> bool:
    """Whether two parts that name one substance are two goods: "5 kg of it and a solution 0.05 %"."""
    if one.amounts and other.amounts:
        return one.amounts != other.amounts
    return (one.bulk and other.amounts != ()) or (other.bulk and one.amounts != ())
