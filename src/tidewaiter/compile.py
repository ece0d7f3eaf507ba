"""Compiling the lawbook: files in, one SQLite index out. Done once per lawbook, kept in the cache.

For every listed molecule the measures it reaches are determined here, with the same code that answers for a
structure: a question by name or number is then answered without a chemistry library.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tidewaiter.determine import WHOLE
from tidewaiter.errors import LawbookFaults
from tidewaiter.lawbook.codec import as_values
from tidewaiter.lawbook.contents import purity_of
from tidewaiter.lawbook.load import load
from tidewaiter.lawbook.place import sha256_of, version_of
from tidewaiter.lawbook.records import Substance
from tidewaiter.lawbook.rules import check
from tidewaiter.lawbook.shipping import read_shipping
from tidewaiter.lawbook.store import Store, carriers_of
from tidewaiter.lawbook.whole import Records
from tidewaiter.lawbook.writer import Writer
from tidewaiter.reached import Reach
from tidewaiter.staging import staged

if TYPE_CHECKING:
    from tidewaiter.classes import Definition

WHICH_MEMBER = "which of the family is meant: lists name its members one by one"


def compile_lawbook(folder: Path, path: Path) -> None:
    """Read, check and index a lawbook.

    Raises :class:`tidewaiter.errors.LawbookFaults` where the lawbook breaks a rule: it is never half used.
    """
    from tidewaiter.classes import read_definitions

    book = load(folder)
    definitions = read_definitions(folder / "classes")
    faults = check(book, {definition.id for definition in definitions})
    if faults:
        raise LawbookFaults(faults)
    path.parent.mkdir(parents=True, exist_ok=True)
    with staged(path) as stage:  # two processes may compile at once; the last one in wins
        writer = Writer(stage)
        structures = _write(writer, folder, book, definitions)
        day = max((str(item.coverage.verified_through) for item in book.instruments.values()), default="")
        writer.finish({"version": version_of(folder), "sha256": sha256_of(folder), "day": day})
        _add_reaches(stage, book, structures)


def _write(writer: Writer, folder: Path, book: Records, definitions: list[Definition]) -> dict[str, Any]:
    """Write all that needs no index; the structures of the substances come back."""
    from tidewaiter.classes.gates import Gatehouse
    from tidewaiter.classes.isomers import RULES, read_isomer_rules
    from tidewaiter.codes.tables import named_by_codes
    from tidewaiter.substance.words.words import pattern_texts

    writer.records(book)
    writer.put("bare", _bare(book).items())
    writer.put(
        "yields",
        (
            (
                one.id,
                [
                    one.id,
                    {key: False for x in one.exceptions for key in x.named_in}
                    | {key: True for x in one.exceptions for key in x.controlled_in},
                ],
            )
            for one in definitions
        ),
    )
    writer.put("class", ((definition.id, definition.to_json()) for definition in definitions))
    writer.put("gates", [("all", Gatehouse({one.id: one.gates for one in definitions}).to_json())])
    if (folder / RULES).is_file():
        writer.put("isomers", [("all", read_isomer_rules(folder / RULES).to_json())])
    days = {day.isoformat() for entry in book.entries for day in entry.period.edges}
    writer.put("days", [("all", sorted(days))])
    things = {"natural", "mixture"}
    chemical = {
        e.instrument for e in book.entries if e.class_id or book.substances[e.substance].kind not in things
    }
    writer.put("chemical", [("all", sorted(chemical))])
    weighed = {entry.substance for entry in book.entries if purity_of(entry.doubt) is not None}
    writer.put("weighed", [("all", sorted(weighed))])
    mixtures = {key: item.name for key, item in sorted(book.substances.items()) if item.kind == "mixture"}
    writer.put("mixtures", [("all", mixtures)])
    shipping = read_shipping(folder)
    writer.put("shipping", [("all", shipping)])
    writer.put("words", pattern_texts(shipping.get("words", {})).items())
    writer.put("named by code", named_by_codes(folder).items())
    return _write_structures(book, writer)


def _write_structures(book: Records, writer: Writer) -> dict[str, Any]:
    """Write what finds a listed substance by its structure, and the fingerprint of each; return the structures."""
    from rdkit import Chem

    from tidewaiter.advise import fingerprint
    from tidewaiter.reach.drawn import skeleton_keys
    from tidewaiter.substance.structures.structure import inchikeys_of, read_structure

    structures: dict[str, Any] = {}
    for item in book.substances.values():
        if item.smiles:
            structure = structures[item.id] = read_structure(item.smiles)
            keys = [*skeleton_keys(structure), f"f:{structure.components[0].formula}"]
            keys += [key[:end] for key in inchikeys_of(structure) for end in (27, 14)]
            if len(structure.components) == 1 and not structure.components[0].labels:
                keys.append("=" + structure.components[0].iso)
            keys.append("s:" + item.smiles)  # the text itself
            writer.rows("skeleton", ((one, item.id) for one in keys if one))
    fields, kinds = book.vocabulary.get("fields", {}), defaultdict(set)
    for entry in book.entries:
        kinds[entry.substance].add(book.instruments[entry.instrument].lists[entry.list].kind)
    drug_law = carriers_of("drugs", book.vocabulary)  # of what stands on any other list no likeness is told
    listed = {
        key for key, of in kinds.items() if drug_law.issuperset(fields.get(kind, "drugs") for kind in of)
    }
    prints = (
        (key, fingerprint(Chem.MolFromSmiles(book.substances[key].smiles)))
        for key in structures
        if key in listed
    )
    writer.rows("fingerprint", ((key, one.GetTotalVal(), one.ToBinary()) for key, one in prints))
    return structures


def _add_reaches(stage: Path, book: Records, structures: dict[str, Any]) -> None:
    """Determine, with the index so far, what each listed substance reaches, and write it beside."""
    import json
    import sqlite3

    from tidewaiter.lawbook.imprints import imprints
    from tidewaiter.lawbook.packing import packed
    from tidewaiter.reach.drawn import matcher_of, reaches
    from tidewaiter.reach.isomers import covered
    from tidewaiter.reach.listed import by_its_base
    from tidewaiter.substance.tables.spelt import cyrillic, spellings

    store = Store(stage)
    brands = [("brand", key, json.dumps(name)) for name in store.products_from("") if (key := cyrillic(name))]
    spelt = [(key, " ".join(several)) for key, several in spellings(store.all_names()).items()]
    matcher = matcher_of(store)
    rows = []
    for item in book.substances.values():
        found = reaches(structures[item.id], store, matcher) if item.id in structures else []
        base = _base(structures[item.id], store) if "." in item.smiles else ""
        by_name = (
            *_taken_out(item, found, store),
            *(one for one in by_its_base(found, base, store) if one not in found),
            *_named(item, store),
            *_of_family(item, book, store),
        )
        drawn, named = ({one.entry: one for one in several} for several in (found, by_name))
        more = [one for one in named.values() if one != drawn.get(one.entry)]  # what the name changes or adds
        rows.append((item.id, *(packed([as_values(one) for one in kept]) for kept in (drawn.values(), more))))
    isomers = [("isomers of", key, json.dumps(told)) for key, told in covered(structures, store)]
    marks = json.dumps(imprints(store), sort_keys=True)
    store.close()
    connection = sqlite3.connect(stage)
    connection.executemany("INSERT OR REPLACE INTO reach VALUES (?, ?, ?)", rows)
    connection.executemany("INSERT OR REPLACE INTO record VALUES (?, ?, ?)", [*brands, *isomers])
    connection.executemany("INSERT INTO spelling VALUES (?, ?)", spelt)
    connection.execute("INSERT OR REPLACE INTO record VALUES ('imprints', 'all', ?)", (marks,))
    connection.commit()
    connection.close()


def _bare(book: Records) -> dict[str, list[str]]:
    """Listed substances by their names without the positions: what a name that gives none may mean."""
    from tidewaiter.lawbook.names import name_key
    from tidewaiter.substance.dictionary.doubt import bare_key

    listed = {entry.substance for entry in book.entries}
    listed -= {item.id for item in book.substances.values() if item.kind == "family"}
    names = [(item.name, item.substance) for item in book.names]
    names += [(item.name, item.id) for item in book.substances.values()]
    found: dict[str, list[str]] = {}
    for name, key in names:
        bare = bare_key(name)
        if key in listed and bare != name_key(name) and key not in found.setdefault(bare, []):
            found[bare].append(key)
    return found


def _base(salt: Any, store: Store) -> str:
    """The listed substance, one alone, that the largest part of a salt is drawn just as."""
    keys = [key for key in store.by_skeleton("=" + salt.components[0].iso) if store.listings(key)]
    return keys[0] if len(keys) == 1 else ""


def _named(item: Substance, store: Store) -> list[Reach]:
    """What is listed under the substance's own name applies by name, whatever its drawing left open."""
    return [
        Reach(
            entry.id,
            "applies",
            "named",
            f"listed as {entry.as_listed or item.name}",
            component=item.smiles,
            part=WHOLE if "." in item.smiles else 0,
        )
        for entry in store.listings(item.id)
    ]


def _of_family(item: Substance, book: Records, store: Store) -> Iterator[Reach]:
    """What a family that is asked by its words reaches: its classes, and what lists name of its members one by one."""
    own = {entry.id for entry in store.listings(item.id)}
    for member in book.members:
        if member.family != item.id:
            continue
        whole = member.covers in book.classes and not member.doubt
        missing = () if whole else (member.doubt or WHICH_MEMBER,)
        basis = "class" if member.covers in book.classes else "member"
        for entry in store.listings(member.covers):
            if entry.id not in own:
                because = f"{item.name}: {entry.as_listed or member.covers}"
                yield Reach(entry.id, "applies" if whole else "cannot_tell", basis, because, missing)


def _taken_out(item: Substance, found: list[Reach], store: Store) -> Iterator[Reach]:
    """What the substance reaches but for an exception that names it: by its name it is out, whatever its drawing left open."""
    from tidewaiter.reach.listed import taken_from

    for reach in found:
        entry = store.entry(reach.entry)
        days = tuple(
            taken_from(entry, one.period)
            for one in store.exceptions.get(entry.instrument, ())
            if one.substance == item.id and (not one.lists or entry.list in one.lists)
        )
        if days and entry.substance != item.id:
            yield reach._replace(excepted=(*reach.excepted, *days))
