"""Reading ``lawbook/classes``: the strict YAML of definitions and glossaries, every fault with file and
line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from tidewaiter.classes.compiler import BadDrawing, BadExpression, Spec
from tidewaiter.classes.cores import Core, forget_stored
from tidewaiter.classes.definition import Definition, Example, Exception_, Scaffold, scaffolds_of
from tidewaiter.classes.derived import Derivation, Limb, portions, read_parent
from tidewaiter.classes.formula import Formula, Primitive
from tidewaiter.lawbook.read import Mapping, Sequence, read_yaml

GLOSSARY = "glossary.yml"
MEND = "Mend the drawing or the words; docs/classes.md shows both."
MOST_SCAFFOLDS = 400  # a product of alternatives beyond it belongs into nested groups
_TOP = ("id", "title", "instrument", "clause", "statement", "style", "must_match", "must_not_match")
_TOP_OPTIONAL = (
    "derived_from",
    "parent",
    "limbs",
    "at_least",
    "formulas",
    "where",
    "rings",
    "elsewhere",
    "groups",
    "unless",
    "mass_cap",
    "needs",
    "must_meet",
    "named",
    "except",
    "readings",
)
_BLOCK = ("where", "rings", "elsewhere", "saturation", "doubt")
_SITE = ("any_of", "hydrogen", "fused", "at_least", "at_most", "limb", "doubt", "says")
_OPTION = (
    "is",
    "any_of",
    "drawing",
    "where",
    "rings",
    "elsewhere",
    "saturation",
    "limb",
    "doubt",
    "says",
    "fused",
)


def read_definitions(folder: Path, only: str = "") -> list[Definition]:
    """All definitions, by issuer and file name; ``only`` those of one issuer."""
    forget_stored()
    common = read_glossary(folder / GLOSSARY) if (folder / GLOSSARY).exists() else {}
    found: list[Definition] = []
    for issuer in sorted(path for path in folder.iterdir() if path.is_dir() and only in ("", path.name)):
        terms = dict(common)
        if (issuer / GLOSSARY).exists():
            terms |= read_glossary(issuer / GLOSSARY)
        paths = sorted(path for path in issuer.glob("*.yml") if path.name != GLOSSARY)
        found.extend(read_definition(path, terms) for path in paths)
    return found


def read_glossary(path: Path) -> dict[str, Any]:
    """The words of one glossary: word to meaning(s)."""
    top = read_yaml(path)
    top.only(("terms",), ("title", "readings"))
    return _terms(top.mapping("terms"))


def _terms(block: Mapping) -> dict[str, Any]:
    terms: dict[str, Any] = {}
    for word, meaning in block.items():
        if isinstance(meaning, Mapping):
            meaning.only(("means",), ("note", "where", "rings", "elsewhere", "saturation"))
            means = meaning.texts("means")
            if any(key in meaning for key in ("where", "rings", "elsewhere", "saturation")):
                terms[word] = {"drawing": means, **_sites(meaning)}
            else:
                terms[word] = means
        else:
            terms[word] = block.texts(word)
    return terms


def read_definition(path: Path, terms: dict[str, Any]) -> Definition:
    """One definition file."""
    top = read_yaml(path)
    top.only(_TOP, _TOP_OPTIONAL)
    words = {**terms, **_terms(top.mapping("groups"))}
    try:
        if top.text("style") == "derived_from":
            scaffolds, limbs = _derived(top, words)
        elif top.text("style") == "general_formula":
            scaffolds, limbs = _general(top, "formulas", words)
        else:
            raise top.fault("unknown style.", "Write derived_from or general_formula.", "style")
        unless, _ = _general(top, "unless", words)
        definition = Definition(
            id=top.text("id"),
            title=top.text("title"),
            instrument=top.text("instrument"),
            clause=top.text("clause"),
            statement=" ".join(top.text("statement").split()),
            style=top.text("style"),
            scaffolds=tuple(scaffolds),
            unless=tuple(unless),
            terms=_used(words, top),
            at_least=int(top.text("at_least") or ("1" if top.text("style") == "derived_from" else "0")),
            mass_cap=float(top.text("mass_cap") or 0),
            must_meet=tuple(top.texts("must_meet")),
            doubt=top.text("needs"),
            named=_examples(top, "named"),
            exceptions=tuple(_exception(block) for block in top.mappings("except")),
            must_match=_examples(top, "must_match"),
            must_not_match=_examples(top, "must_not_match"),
            limbs=tuple(limbs),
            readings=tuple(top.texts("readings")),
        )
        if len(scaffolds) > MOST_SCAFFOLDS:
            raise top.fault(
                f"its pieces make {len(scaffolds)} scaffolds, more than {MOST_SCAFFOLDS}.",
                "Draw the outer parts as groups with places of their own; docs/classes.md shows how.",
            )
        definition = replace(definition, groups=tuple(_compile_all(definition)))
    except (BadDrawing, BadExpression, ValueError) as why:
        raise top.fault(f"{why}.", MEND) from why
    return definition


def _drawn(block: Mapping, spec: Spec, words: dict[str, Any], key: str) -> Iterator[Scaffold]:
    """The scaffolds of one block; a fault in its drawing or words points at it."""
    try:
        yield from scaffolds_of(block.text("name"), spec, words)
    except (BadDrawing, BadExpression) as why:
        raise block.fault(f"{why}.", MEND, key) from why


def _compile_all(definition: Definition) -> list[Core]:
    """Compile every site and word once, so that a fault shows when the lawbook is read and not in an answer.

    The groups met on the way are what the compiled lawbook stores ready-made.
    """
    todo: list[Any] = [formula for _, formula in (*definition.formulas, *definition.exclusions)]
    groups: dict[int, Core] = {}
    seen: set[int] = set()
    while todo:
        item = todo.pop()
        if item is None or id(item) in seen:
            continue
        seen.add(id(item))
        todo.extend(option.fitter for option in getattr(item, "options", ()))
        if isinstance(item, Primitive):
            todo.append(item.on_it)
        elif isinstance(item, Formula):
            if item.core.ends:
                groups[id(item.core)] = item.core
            todo += [item.sites(hook.site) for hook in item.core.hooks]
            todo += [item.sites(site) for _, site in item.core.opens]
            todo += [*item.rules(), item.elsewhere()]
    return list(groups.values())


def _used(words: dict[str, Any], top: Mapping) -> dict[str, Any]:
    """The glossary words that this file's text can lead to, so that the stored form is small."""
    import re

    split = re.compile(r"[A-Za-z_][A-Za-z0-9_'/-]*")

    def mentioned(value: Any) -> set[str]:
        if isinstance(value, str):
            return set(split.findall(value))
        if isinstance(value, dict):
            return set().union(*(mentioned(v) for v in value.values()), set(value))
        if isinstance(value, (list, tuple)):
            return set().union(*map(mentioned, value))
        return set()

    todo = {
        w
        for key in top
        if key not in ("statement", "title", "must_match", "must_not_match", "named")
        for w in mentioned(top[key])
    } & words.keys()
    found: dict[str, Any] = {}
    while todo:
        word = todo.pop()
        found[word] = words[word]
        todo |= (mentioned(words[word]) & words.keys()) - found.keys()
    return dict(sorted(found.items()))


def _examples(top: Mapping, key: str) -> tuple[Example, ...]:
    examples = []
    for block in top.mappings(key):
        block.only(("name", "smiles"), ("limb", "source", "outcome", "why"))
        outcome = block.text("outcome", "reached" if key != "must_not_match" else "not_reached")
        examples.append(
            Example(
                block.text("name"), block.text("smiles"), block.text("limb"), block.text("source"), outcome
            )
        )
    return tuple(examples)


def _exception(block: Mapping) -> Exception_:
    block.only((), ("name", "smiles", "named_in", "controlled_in", "reached_by", "why"))
    if not any(key in block for key in ("smiles", "named_in", "controlled_in", "reached_by")):
        raise block.fault(
            "an exception needs 'smiles', 'named_in', 'controlled_in' or 'reached_by'.", "Add one of them."
        )
    return Exception_(
        block.text("name"),
        block.text("smiles"),
        tuple(block.texts("named_in")),
        tuple(block.texts("controlled_in")),
        tuple(block.texts("reached_by")),
        block.text("why"),
    )


def _derived(top: Mapping, words: dict[str, Any]) -> tuple[list[Scaffold], list[tuple[str, str]]]:
    parents = top.mappings("derived_from")
    if not parents:
        raise top.fault(
            "'derived_from' is missing.", "Name the parent: - {name: ..., parent: ..., limbs: [...]}."
        )
    scaffolds: list[Scaffold] = []
    labels: list[tuple[str, str]] = []
    for block in parents:
        block.only(("name", "parent", "limbs"), _BLOCK)
        extra = _sites(block)
        for drawing in block.texts("parent"):  # more than one where a tautomer of the parent is drawn as well
            items = read_parent(drawing)
            known = portions(items)
            limbs = [_limb(limb, known) for limb in block.mappings("limbs")]
            labels.extend((limb.label, limb.says) for limb in limbs if (limb.label, limb.says) not in labels)
            spec = Derivation(items, limbs).spec()
            spec = {**extra, **spec, "where": {**extra.get("where", {}), **spec["where"]}}
            scaffolds.extend(_drawn(block, spec, words, "parent"))
    return scaffolds, labels


def _limb(block: Mapping, known: dict[str, Any]) -> Limb:
    block.only(("limb", "says"), ("replace", "substitute", "exchange", "doubt"))
    label, says, doubt = block.text("limb"), block.text("says"), block.text("doubt")
    found: dict[str, dict[str, list[Spec]]] = {"replace": {}, "substitute": {}}
    for key in ("replace", "substitute", "exchange"):
        for portion in block.mapping(key):
            if portion not in known:
                raise block.fault(
                    f"'{portion}' is no portion of the parent.", f"Portions: {', '.join(known)}.", key
                )
    for key, table in found.items():
        for portion, value in block.mapping(key).items():
            where = "in place of" if key == "replace" else "on"
            own = {"limb": label, "says": f"{where} {portion.replace('_', ' ')}"}
            if doubt:
                own["doubt"] = doubt
            table[portion] = [{**own, **option} for option in _options(value, block)]
    exchange = {
        portion: [_piece(p) for p in block.mapping("exchange").texts(portion)]
        for portion in block.mapping("exchange")
    }
    return Limb(label, says, found["replace"], found["substitute"], exchange)


def _piece(text: str) -> str:
    return "" if text == "nothing" else text


def _general(top: Mapping, key: str, words: dict[str, Any]) -> tuple[list[Scaffold], list[tuple[str, str]]]:
    shared = _sites(top)
    scaffolds: list[Scaffold] = []
    specs: list[Spec] = []
    for block in top.mappings(key):
        block.only(("name", "drawing"), _BLOCK)
        own = _sites(block)
        spec = {**shared, **own, "drawing": block.texts("drawing")}
        spec["where"] = {**shared.get("where", {}), **own.get("where", {})}
        scaffolds.extend(_drawn(block, spec, words, "drawing"))
        specs.append(spec)
    return scaffolds, _labels(specs)


def _labels(specs: list[Spec]) -> list[tuple[str, str]]:
    """The limbs that a general formula names with their words; where it names none, its sites."""
    limbs: dict[str, str] = {}
    sites: dict[str, str] = {}
    todo: list[Any] = list(specs)
    while todo:
        item = todo.pop()
        if isinstance(item, dict):
            if item.get("limb"):
                limbs.setdefault(str(item["limb"]), str(item.get("says", "")))
            for name, site in item.get("where", {}).items():
                if site.get("says"):
                    sites.setdefault(name, str(site["says"]))
            todo.extend(item.values())
        elif isinstance(item, list):
            todo.extend(item)
    return sorted((limbs or sites).items())


def _sites(block: Mapping) -> Spec:
    """The keys where, rings, elsewhere, saturation and doubt of a block."""
    spec: Spec = {}
    if "saturation" in block:
        if block.text("saturation") != "any":
            raise block.fault("'saturation' can only be 'any'.", "Leave it out otherwise.", "saturation")
        spec["saturation"] = "any"
    if "doubt" in block:
        spec["doubt"] = block.text("doubt")
    if "where" in block:
        where = block.mapping("where")
        spec["where"] = {name: _site(where[name], where) for name in where}
    if "rings" in block:
        rules = []
        for rule in block.mappings("rings"):
            rule.only(("between", "by"), ("limb", "says", "doubt"))
            between = rule.texts("between")
            if len(between) == 1:
                between *= 2
            options = [_labelled(option, rule) for option in _options(rule["by"], rule)]
            rules.append({"between": between, "options": options})
        spec["rings"] = rules
    if "elsewhere" in block:
        spec["elsewhere"] = {**_site(block["elsewhere"], block), "hydrogen": True}
    return spec


def _labelled(option: Spec, block: Mapping, keys: tuple[str, ...] = ("limb", "says", "doubt")) -> Spec:
    for key in keys:
        if block.text(key) and not option.get(key):
            option = {**option, key: block.text(key)}
    return option


def _site(value: Any, block: Mapping) -> Spec:
    if isinstance(value, Mapping) and "pieces" in value:
        value.only(("pieces",), ())
        pieces = []
        for piece in value["pieces"] if isinstance(value["pieces"], Sequence) else [value["pieces"]]:
            if isinstance(piece, Mapping):
                piece.only(("piece",), ("limb", "says"))
                says = piece.text("says") or piece.text("piece")
                pieces.append(
                    {"piece": _piece(piece.text("piece")), "limb": piece.text("limb"), "says": says}
                )
            else:
                pieces.append({"piece": _piece(str(piece)), "limb": "", "says": str(piece)})
        return {"pieces": pieces}
    if isinstance(value, Mapping) and not ("is" in value or "drawing" in value):
        value.only(("any_of",), _SITE)
        options = [_labelled(option, value, ("limb", "doubt")) for option in _options(value["any_of"], value)]
        spec = _split_hydrogen(options)
        if value.text("hydrogen") == "yes":
            spec["hydrogen"] = True
        if value.text("fused") == "yes":
            spec["fused"] = True
        for key, short in (("at_least", "least"), ("at_most", "most")):
            if key in value:
                spec[short] = int(value.text(key))
        if value.text("says"):
            spec["says"] = value.text("says")
        return spec
    return _split_hydrogen(_options(value, block))


def _split_hydrogen(options: list[Spec]) -> Spec:
    kept = [o for o in options if o.get("is") != "hydrogen"]
    spec: Spec = {"options": kept, "hydrogen": len(kept) < len(options)}
    if any(o.get("fused") for o in kept):
        spec["fused"] = True
    return spec


def _options(value: Any, block: Mapping) -> list[Spec]:
    if isinstance(value, Sequence):
        return [option for item in value for option in _options(item, block)]
    if isinstance(value, Mapping):
        value.only((), _OPTION)
        if "drawing" in value:
            option: Spec = {"drawing": value.texts("drawing"), **_sites(value)}
            return [_labelled(option, value)]
        options = _options(value.get("is") or value.get("any_of"), value)
        if value.text("fused") == "yes":
            options = [{**o, "fused": True} for o in options]
        return [_labelled(option, value) for option in options]
    text = str(value)
    return [{"drawing": [text]}] if text[:1] in "-=#" else [{"is": text}]
