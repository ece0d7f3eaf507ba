"""Writes ``substance/tables/of_dictionary/wordnet-goods.tsv``: what open word nets and the names of Unicode's signs call ordinary goods.

    python tests/sets/goods/wordnet.py FOLDER

FOLDER holds ``noun.*.yaml`` (Open English Wordnet), ``cow.tab``, ``ita.tab`` and ``iwn.tab`` (Chinese Open Wordnet, MultiWordNet, ItalWordNet,
as the Open Multilingual Wordnet has them), ``ili-map-pwn30.tab`` (its index), and ``annotations/*.json`` (Unicode CLDR). A synset is taken
beneath ``ROOTS`` where neither a lemma nor its definition tells of a drug, a chemical, a weapon or a plant (``trade.NOT_PLAIN``, ``NO_GOODS``);
a word of it where each of its meanings is such goods, or a plant or an animal, and where no list, product or dictionary knows it, not even one slip away.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import yaml

sys.path.insert(0, str(Path(__file__).parent))
from tariffs import OUT, STRUCK, STUFF, Known
from trade import NOT_PLAIN

from tidewaiter import Lawbook
from tidewaiter.lawbook.names import name_key
from tidewaiter.substance.words.words import words_of

ROOTS = (
    "tool", "container", "clothing", "garment", "footgear", "footwear", "headdress", "furniture", "furnishing", "toy", "wheeled vehicle", "musical instrument", "tableware", "fabric", "fastener",
    "jewelry", "adornment", "bedclothes", "game equipment", "sports equipment", "home appliance", "kitchen appliance", "lamp", "light source", "floor covering", "stationery", "bag", "box",
    "cloth covering", "plaything", "linen", "white goods", "boat", "timepiece", "camera", "telephone", "household linen", "building material", "lumber", "paper", "dish", "baked goods", "dairy product",
    "meat", "produce", "foodstuff", "course", "confectionery", "sweet", "pasta", "seafood", "beverage", "condiment", "soup", "salad", "snack food", "spread", "ware", "hardware", "rope", "padding", "nutriment", "food", "food product",
)  # fmt: skip
LIVING = {"animal", "plant"}  # what else a word of goods may mean: the apple and its tree
NO_GOODS = re.compile(  # of lemmas and definitions, beside trade's
    r"drug|narcot|\bwines?\b|\bbeer\b|\bales?\b|lager|opi(?:um|ate)|medic|pharmac|surg|hospital|patient|inject|dose|chemi|explo|deton|bomb|mine\b|weapon|arms?\b|militar|army|warfare|war(?:ship|plane)|soldier|artillery|cannon|missile"
    r"|torpedo|ammunit|blade weapon|sword|dagger|poison|toxi|nuclear|radioact|atomic|isotop|centrifug|vacuum|aircraft|airplane|spacecraft|satellite|alcohol|liquor|whiskey|brandy|rum\b|gin\b|vodka"
    r"|liqueur|cocktail|ferment|tobacco|cigar|smok|snuff|hemp|solvent|fuel|gasoline|petrol|explosive|torture|punish|execut|kill|hunting|trap|prison|genital|contracep|sexual|obsolete|formerly|ancient|medieval"
    r"|person|someone who|place where|building where|room|establishment|institution|trademark|slang|street name|euphori|stimul|sedat|hallucin|intoxic|pill|tablet|capsule|powder|poppy|coca\b|khat|kola|betel",
    re.IGNORECASE,
)  # fmt: skip
DUAL = re.compile(  # goods that lists of dual-use goods may reach
    r"nuclear|missile|armou?r|radar|gyro|vacuum|valve|pump|lathe|furnace|\boven|radio|x-ray|optic|electron|compress|mould|turbine|centrifug|modem|cipher|encrypt|satellite|sonar|submar|camera|grinding|gauge|bloodm|engine|motor\b",
    re.IGNORECASE,
)
NAMES = {"cmn": re.compile(r"[\u4e00-\u9fff]{2,8}"), "ita": re.compile(r"[a-zàèéìòù' -]{4,30}")}
SIGNS = ("zh", "zh-Hant", "es", "fr", "de", "pt", "ru", "it", "nl", "ja", "ko")


def synsets(folder: Path) -> dict[str, dict[str, dict[str, object]]]:
    """The synsets of the English nouns by file of the lexicographers and number."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return {
        file.name.split(".")[1]: yaml.load(file.read_text("utf-8"), loader)
        for file in sorted(folder.glob("noun.*.yaml"))
    }


def chosen(nets: dict[str, dict[str, dict[str, object]]]) -> dict[str, list[str]]:
    """The lemmas of each synset of ordinary goods, by its number in the index."""
    every = {number: one for net in nets.values() for number, one in net.items()}
    meanings = defaultdict(set)
    for net, held in nets.items():
        for number, one in held.items():
            for lemma in one["members"]:
                meanings[lemma.casefold()].add("" if net in LIVING else number)
    held = {}
    for net in ("artifact", "food"):
        for number, one in nets[net].items():
            line = list(_line(one, every))
            said = " ".join((*one["members"], *map(str, one["definition"])))
            above = " ".join(chain.from_iterable(each["members"] for each in line[:3]))
            if (
                not _beneath(line)
                or NO_GOODS.search(said)
                or NOT_PLAIN.search(" ".join(one["members"]))
                or NO_GOODS.search(above)
                or any(DUAL.search(one) for one in one["members"])
            ):
                continue
            held[number] = one
    return {
        str(one.get("ili", "")): [
            lemma for lemma in one["members"]
            if len(lemma) > 3 and lemma[1:].islower() and len(lemma.split()) < 4 and meanings[lemma.casefold()] <= {"", *held}
        ]
        for one in held.values()
    }  # fmt: skip


def _line(one: dict[str, object], every: dict[str, dict[str, object]]) -> Iterator[dict[str, object]]:
    """What a synset is a kind of, and what that is, by its first line."""
    for _ in range(12):
        kinds = one.get("hypernym")
        if not kinds or kinds[0] not in every:
            return
        one = every[kinds[0]]
        yield one


def _beneath(line: list[dict[str, object]]) -> bool:
    """Whether a synset stands beneath one of the roots."""
    return any(root in one["members"] for one in line for root in ROOTS)


def others(
    folder: Path, goods: dict[str, list[str]], nets: dict[str, dict[str, dict[str, object]]]
) -> Iterator[tuple[str, str]]:
    """Words of other languages with the synset that they belong to, where each of their meanings is a thing."""
    index = dict(
        line.split("\t")[::-1] for line in (folder / "ili-map-pwn30.tab").read_text("utf-8").splitlines()
    )
    living = {str(one.get("ili")) for net in LIVING for one in nets[net].values()}
    for files, language in ((("cow",), "cmn"), (("ita", "iwn"), "ita")):
        meanings = defaultdict(set)
        for file in files:
            for line in (folder / f"{file}.tab").read_text("utf-8").splitlines()[1:]:
                number, kind, word = line.split("\t")[:3]
                if number.endswith("-n") and kind.endswith(":lemma"):
                    meanings[word.replace("_", " ").replace("+的", "的")].add(index.get(number, ""))
        for word, numbers in meanings.items():
            if NAMES[language].fullmatch(word) and numbers <= {*goods, *living}:
                yield from ((one, word) for one in numbers if one in goods)


def signs(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """The English name of each of Unicode's signs, and its names in other languages."""
    held = {}
    for language in ("en", *SIGNS):
        read = json.loads((folder / "annotations" / f"{language}.json").read_text("utf-8"))
        held[language] = read["annotations"]["annotations"]
    for sign, what in held["en"].items():
        yield what["tts"][0], [held[one][sign]["tts"][0] for one in SIGNS if sign in held[one]]


class Near:
    """Whether a name is one slip away from what a list, a concept or a product is called."""

    def __init__(self, book: Path) -> None:
        self.held: set[str] = set()
        for file, column in (("names.csv", 1), ("products.csv", 0), ("families.csv", 0)):
            for line in (book / file).read_text("utf-8").splitlines()[1:]:
                self.held.update(_slips(name_key(line.split(",")[column].strip('"'))))

    def __call__(self, name: str) -> bool:
        return not self.held.isdisjoint(_slips(name_key(name)))


def _slips(key: str) -> set[str]:
    """A key, and it without each of its letters; of six letters at least."""
    return {key, *(key[:at] + key[at + 1 :] for at in range(len(key)))} if len(key) > 5 else {key}


def main(folder: Path) -> None:
    """Write the table."""
    book = Lawbook.load()
    known, said, near = Known(book), words_of(book.store), Near(book.folder)
    nets = synsets(folder)
    goods, struck = chosen(nets), Counter()

    def free(name: str, english: bool) -> bool:
        why = (
            ("said of goods", bool(said.quality(name) or said.illicit(name) or said.form(name))),
            ("stuff or danger", not english and " " not in name and bool(STUFF.search(name) or STRUCK.search(name))),
            ("known otherwise", known(name)), ("one slip away", near(name)),
        )  # fmt: skip
        struck.update(reason for reason, holds in why if holds)
        return not any(holds for _, holds in why)

    words: dict[str, dict[str, None]] = {
        number: dict.fromkeys(one for one in lemmas if free(one, True)) for number, lemmas in goods.items()
    }
    for number, word in others(folder, goods, nets):
        if free(word, False):
            words[number][word] = None
    rows: dict[str, dict[str, None]] = defaultdict(dict)
    for lemmas in words.values():
        if lemmas:
            rows[next(iter(lemmas))].update(lemmas)
    plain = {lemma.casefold() for lemmas in words.values() for lemma in lemmas}
    for english, names in signs(folder):
        if english.casefold() in plain or (
            len(english.split()) == 2 and english.split()[1] in plain and not NOT_PLAIN.search(english)
        ):
            rows[english.casefold()].update(
                dict.fromkeys(one for one in names if len(one) > 1 and free(one, False))
            )
    head = Path(__file__).with_name("head-wordnet.txt").read_text("utf-8")
    (OUT / "wordnet-goods.tsv").write_text(
        head
        + "".join(
            f"{name}\t{'|'.join(one for one in more if one != name)}\n" for name, more in sorted(rows.items())
        ),
        "utf-8",
    )
    print(len(rows), "rows", sum(len(more) for more in rows.values()), "names; left out", dict(struck))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
