"""The general dictionary: names and CAS numbers of chemicals that no list need name.

PyPI ``chemicals`` (MIT) ships some 70,000 compounds with 900,000 names as text. They are read into a small SQLite file
when the package is built (in a checkout: on first use, into the cache); a question then costs one look-up. A listed name always comes before it. How far a
name may be believed is told by :mod:`tidewaiter.substance.dictionary.doubt`: far down the list of a compound's names stand its
products, its salts and plain errors.

It speaks English. What ordinary goods are called in other languages, their EC and UN numbers, and the medicines that it
lacks are compiled into the same file from the tables of :mod:`tidewaiter.substance.tables.goods`.
"""

from __future__ import annotations

import csv
import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from zlib import crc32

from tidewaiter.lawbook import patterns as re
from tidewaiter.lawbook.choosing import believed, ready
from tidewaiter.lawbook.connection import Connections
from tidewaiter.lawbook.names import name_key
from tidewaiter.lawbook.place import SHIPPED, cache_folder, compiled
from tidewaiter.rows import NamedTuple
from tidewaiter.staging import staged
from tidewaiter.substance.dictionary.formulas import contradicts
from tidewaiter.substance.structures.whole import as_ions
from tidewaiter.substance.tables import goods
from tidewaiter.substance.tables import traditional as han
from tidewaiter.substance.tables.spelt import cyrillic, folded, stemmed
from tidewaiter.substance.tables.table import rows
from tidewaiter.typed import Any

FORMAT = "59"
_FILES = (
    "chemical identifiers pubchem small.tsv",
    "chemical identifiers pubchem large.tsv",
    "chemical identifiers example user db.tsv",
    "Inorganic db.tsv",
)
_PROTEIN = re.compile(r"(?:kinase|teplase|globulin|interferon|vaccine|antibody|\w{3}mab)\b", re.IGNORECASE)
_PIECE = re.compile(r"(?<=[\w)])\[(?:CH2|CH|C|NH)\](?!\#)|^\[(?:CH2|CH|NH)\][\w(=]|\[N\]\(?C|C\[N\]$")
_OF_METALS = re.compile(r"\.|Si|\[[A-Z][a-z]?[+-]?\d?\]\.|\[(?:B|Si|Hg|Sn|Pb|As|Sb|Se|Te)")
_META = re.compile(r"(?<![a-z])m-eth(?:yl|oxy|an|en)", re.IGNORECASE)
_AMOUNT = (
    re.compile(  # grades of hardeners and pigments that read as so much or so many: "100s", "40 g", "2nd"
        r"\d+ ?(?:'?s|m?g|gm|m?l|[ckm]?m|x|pcs?|ct|w|ft|nd|[%'\"])", re.IGNORECASE
    )
)
_PREFIX = re.compile(  # the beginning of a name, and none: "difluoro" of a title
    r"(?:(?:mono|di|tri|tetra|penta|hexa|octa)-?)?(?:fluoro|chloro|bromo|iodo|nitro|amino|hydroxy|methoxy|ethoxy|cyano)-?",
    re.IGNORECASE,
)
_SAID = -1  # place of a name of our own tables: before all names of the general dictionary
_SAY = "INSERT OR REPLACE INTO name VALUES (?,?,?,1)"
FIRST_NAME = 7  # columns: PubChem id, CAS, formula, mass, SMILES, InChI, InChIKey, systematic name, names...
_COLOURS = frozenset(
    ["yellow", "red", "blue", "green", "black", "white", "brown", "pink", "purple", "violet", "grey", "gray"]
)  # name no dye
# names of chemicals that goods bear too: in doubt
_KEPT = frozenset(["mustard", "plug", "soup", "arena", "radio"])
# a number of a register, which names a compound to nobody
_REGISTERED = re.compile(
    r"(?:dsstox|schembl|unii-|chebi:|mfcd\d|nsc[ -]?\d|cid[_ ]?\d|bdbm\d|akos\d|zinc\d|hsdb \d|einecs |brn \d|ccris \d|chembl\d|dtxsid|ac1l|ghl\.pd|ai3-\d|\d{2,7}-\d\d-\d$)",
    re.IGNORECASE,
)
OWN_NAMES = 5  # the systematic name, the title and the three names most used: those a compound is known by


class Compound(NamedTuple):
    """One compound of the dictionary; of one found by a name, how far down its names that one stands."""

    name: str
    cas: str
    smiles: str
    formula: str
    own: tuple[str, ...] = ()  # the names that it is known by
    place: int = 0
    sure: int = 0  # 1: FDA's register of substances gives this name to this compound, and to no other


class Dictionary:
    """Look-ups in the general dictionary."""

    def __init__(self, path: Path) -> None:
        self._connections = Connections(path)

    @property
    def _connection(self) -> sqlite3.Connection:
        return self._connections.here()

    @classmethod
    def open(cls) -> Dictionary:
        """Open the dictionary that was installed, or that of a checkout, read into the cache on first use (some ten
        seconds, said on stderr)."""
        installed = compiled(f"dictionary-{FORMAT}", SHIPPED)  # its sources need not be here
        if installed and believed(installed, installed.stem, lambda _: True):
            return cls(installed)
        places = [
            *files(),
            han.source(),
            *goods.files(),
        ]
        sources = [path.stat() for path in places]
        mark = f"{crc32(repr([(at.st_size, at.st_mtime_ns, at.st_ctime_ns) for at in sources]).encode()):08x}"
        size = sum(at.st_size for at in sources)  # tells one release of the source from another
        path = cache_folder() / f"dictionary-{FORMAT}-{size}.sqlite"
        notice = "Compiling the dictionary of names, once after an installation: some ten seconds or more ..."
        return cls(ready(path, mark, build, notice=notice))

    def by_cas(self, cas: str) -> list[Compound]:
        """Compounds under a CAS number."""
        sql = "SELECT name, cas, smiles, formula, own FROM compound WHERE cas = ?"
        return [_compound(row) for row in self._connection.execute(sql, (cas,))]

    def words(self, kind: str) -> array[int]:
        """The words of a kind of ``goods.words``, as sorted numbers (:func:`hashed`)."""
        held = array("q")
        held.frombytes(
            self._connection.execute("SELECT held FROM words WHERE kind = ?", (kind,)).fetchone()[0]
        )
        return held

    def by_ec(self, number: str) -> list[str]:
        """The CAS numbers that an EC number stands for."""
        return [cas for (cas,) in self._connection.execute("SELECT cas FROM ec WHERE number = ?", (number,))]

    def by_un(self, number: str) -> tuple[str, list[str]] | None:
        """What goods a UN number covers, and the CAS numbers of the chemicals among them; None where it is unknown."""
        sql = "SELECT name, cas FROM un WHERE number = ?"
        found = self._connection.execute(sql, (number,)).fetchone()
        return (found[0], [cas for cas in found[1].split("|") if cas]) if found else None

    def knows_cas(self, cas: str) -> bool:
        """Whether a CAS number is here."""
        found = self._connection.execute("SELECT 1 FROM compound WHERE cas = ? LIMIT 1", (cas,))
        return found.fetchone() is not None

    def knows(self, name: str) -> bool:
        """Whether any compound carries a name."""
        found = self._connection.execute(
            "SELECT 1 FROM name WHERE key = ? LIMIT 1", (hashed(name_key(name)),)
        )
        return found.fetchone() is not None

    def ordinary(self) -> list[str]:
        """The SMILES of the compounds that our own tables of goods, or FDA's register of substances, name."""
        sql = """SELECT DISTINCT c.smiles FROM name n JOIN compound c ON c.id = n.compound
                 WHERE (n.place < 0 OR n.sure) AND c.smiles <> ''"""
        return [text for (text,) in self._connection.execute(sql)]

    def simplified(self, text: str) -> str:
        """A text with its traditional Chinese characters as the simplified ones."""
        if text.isascii():
            return text
        letters = [letter for letter in dict.fromkeys(text) if not letter.isascii()]
        marks = ",".join("?" * len(letters))
        found = self._connection.execute(f"SELECT old, new FROM han WHERE old IN ({marks})", letters)
        return text.translate({ord(old): new for old, new in found})

    def by_spelling(self, *keys: str) -> list[Compound]:
        """Compounds and goods one of whose names has the first known of the keys of :mod:`tidewaiter.substance.tables.spelt`."""
        # what has no structure is of our own tables
        sql = f"""SELECT c.name, c.cas, c.smiles, c.formula, c.own, CASE c.smiles WHEN '' THEN {_SAID} ELSE 0 END, 1
                  FROM spelt s JOIN compound c ON c.id = s.compound WHERE s.key = ?"""
        found = (self._connection.execute(sql, (hashed(key),)).fetchall() for key in keys if key)
        return [_compound(row) for row in next((rows for rows in found if rows), ())]

    def by_name(self, name: str) -> list[Compound]:
        """Compounds that carry a name; those whose own preferred name it is come first and alone.

        A name that reads as a formula names no compound of another formula.
        """
        sql = """SELECT c.name, c.cas, c.smiles, c.formula, c.own, n.place, n.sure
                 FROM name n JOIN compound c ON c.id = n.compound
                 WHERE n.key = ? ORDER BY n.place, length(c.smiles)"""
        if _META.search(name):
            return []  # its key is that of another: by_spelling tells them apart
        rows = self._connection.execute(sql, (hashed(name_key(name)),)).fetchall()
        if rows and any(letter.isdigit() for letter in name):
            rows = [row for row in rows if not contradicts(name, row[3])]
        best = [row for row in rows if _rank(row[5]) <= _rank(rows[0][5])]
        return [_compound(row) for row in best]


def _compound(row: tuple[Any, ...]) -> Compound:
    name, cas, smiles, formula, own, *place = row
    names = tuple(own.split("\n"))
    return Compound(_name(name, names), cas, smiles, formula, names, *map(int, place))


def _name(held: str | int, names: Sequence[str]) -> str:
    """The name of a compound: it is held as its place among the names that it is known by, or else as itself."""
    return names[held] if isinstance(held, int) else held


def _row(number: int, name: str, cas: str, smiles: str, formula: str, names: list[str]) -> tuple[Any, ...]:
    """The row of a compound that has these names."""
    own = names[:OWN_NAMES]
    return number, own.index(name) if name in own else name, cas, smiles, formula, "\n".join(own)


def _rank(place: int) -> int:
    """How near to the top a name stands, roughly: of several compounds that carry one name, the nearest bear it."""
    return min(place // 3, 9)


def hashed(key: str) -> int:
    """The number under which the dictionary keeps a name or a word."""
    from _blake2 import blake2b  # hashlib's own: hashlib starts OpenSSL, which costs a tenth of an answer

    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big", signed=True)


def files() -> list[Path]:
    """The data files of the general dictionary."""
    found = find_spec("chemicals")  # not imported: only its data files are read
    if found is None or found.origin is None:
        raise ModuleNotFoundError("chemicals")
    return [Path(found.origin).parent / "Identifiers" / file for file in _FILES]


def sure_names() -> set[tuple[str, str]]:
    """Keys of names far down, with the CAS number of the one compound that FDA's register gives each to."""
    return {(name_key(name), cas) for name, cas in rows("sure-names")}


def compounds() -> Iterator[tuple[list[str], list[str]]]:
    """Each compound once: its cells, and its names from the systematic one on."""
    seen: set[str] = set()
    for name, cas, formula, smiles, more in rows("more-compounds"):
        seen.add(cas or smiles)
        names = [one for one in (name, *more.split("|")) if one]
        yield ["", cas, formula, "", smiles, "", "", name, name], names
    for file in files():
        with file.open(encoding="utf-8", newline="") as stream:
            for cells in csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
                if len(cells) > FIRST_NAME and cells[4] and cells[1] not in seen and not is_a_piece(cells[4]):
                    seen.add(cells[1])
                    cells[4] = as_ions(cells[4])
                    cells[FIRST_NAME:] = [one for one in cells[FIRST_NAME:] if not _PREFIX.fullmatch(one)]
                    names = [cell for cell in cells[FIRST_NAME:] if cell]
                    if any(map(is_protein, names[1:2])):  # its title: the other names are of what is drawn
                        names = names[1:2]
                        cells[2] = cells[4] = ""
                    yield cells, names


def is_a_piece(smiles: str) -> bool:
    """Whether what is drawn is a piece of a molecule, no chemical that anyone sells: a radical of organic chemistry.

    >>> [is_a_piece(smiles) for smiles in ("[CH2]c1ccccc1", "C1=CC=C(C=C1)[NH]", "CN(C)C", "[C-]#[O+]", "[CH3].[C]#N.[Hg]")]
    [True, True, False, False, False]
    """
    return _PIECE.search(smiles) is not None and _OF_METALS.search(smiles) is None


def is_protein(title: str) -> bool:
    """Whether goods of a name are a protein or a vaccine: of no one structure, whatever the source draws.

    Registry numbers do not tell: under that of a cellulose (9004-64-2) the source has a small amine and its names.

    >>> [is_protein(title) for title in ("streptokinase", "rabies immune globulin", "infliximab", "morphine", "tetra-base")]
    [True, True, True, False, False]
    """
    return _PROTEIN.search(title) is not None


def _fill_compounds(
    connection: sqlite3.Connection, held: Iterable[Sequence[str]]
) -> Iterator[tuple[str, int]]:
    """Write the compounds of a table, all of whose names are sure (name, CAS number, formula, SMILES, names): each CAS number with its
    compound's. A biological, and one of which only a number is known, has no structure."""
    (first,) = connection.execute("SELECT max(id) + 1 FROM compound").fetchone()
    for number, (name, cas, formula, smiles, names) in enumerate(held, first):
        every = [one for one in names.split("|") if one]
        row = _row(number, name, cas, smiles, formula, every)
        connection.execute("INSERT INTO compound VALUES (?,?,?,?,?,?)", row)
        connection.executemany(_SAY, ((hashed(name_key(one)), number, _SAID) for one in every))
        yield cas, number


def _fill_goods(connection: sqlite3.Connection, numbers: dict[str, int]) -> None:
    """Write ordinary goods, which have no structure; a name or a number that the dictionary has stays as it is there, but a polymer is no
    longer drawn as what it is made from."""
    (number,) = connection.execute("SELECT max(id) FROM compound").fetchone()
    for name, cas, names in rows("ordinary-goods"):
        every = [name, *(one for one in names.split("|") if one)]
        at, spoken = numbers.get(cas) if cas else None, "IGNORE"
        if at is None:
            at = number = number + 1
            row = _row(at, name, cas, "", "", every)
            connection.execute("INSERT INTO compound VALUES (?,?,?,?,?,?)", row)
        elif cas:
            _call(connection, at, name, cas)
            several = "smiles LIKE '%.%' AND smiles NOT LIKE '%+%' AND smiles NOT LIKE '%-]%' AND (own LIKE '%poly%' OR own LIKE '%resin%')"
            drawn = f"UPDATE compound SET smiles = '', formula = '' WHERE id = ? AND {several}"
            spoken = "REPLACE" if connection.execute(drawn, (at,)).rowcount else spoken
        connection.executemany(
            f"INSERT OR {spoken} INTO name VALUES (?,?,?,1)",
            ((hashed(name_key(one)), at, _SAID) for one in every),
        )


def _call(connection: sqlite3.Connection, number: int, name: str, cas: str) -> None:
    """Give a compound a name that its source calls by its number alone."""
    found = connection.execute("SELECT name, own FROM compound WHERE id = ?", (number,)).fetchone()
    if _name(found[0], found[1].split("\n")) == cas:
        connection.execute("UPDATE compound SET name = ? WHERE id = ?", (name, number))


def _fill_trade(connection: sqlite3.Connection) -> None:
    """Write what merchants and tariffs call ordinary goods, as far as no compound is known by the name, and one of each for several.

    A name far down among those of a compound yields, but for a word of the street.
    """
    (number,) = connection.execute("SELECT max(id) FROM compound").fetchone()
    known = f"SELECT 1 FROM name WHERE key = ? AND compound <= ? AND (place < {OWN_NAMES} OR sure)"
    borne = "SELECT 1 FROM name WHERE key = ?"
    kept = {name_key(word) for _, words, _ in rows("street-words") for word in words.split("|")} | _KEPT
    first = number

    def is_borne(key: str) -> bool:
        """Whether something else has a name: one of the street however far down, any other as one that it is known by."""
        found = (borne, (hashed(key),)) if key in kept else (known, (hashed(key), first))
        return connection.execute(*found).fetchone() is not None

    single: dict[str, int] = {}
    for name, names in (row for table in goods.TRADE for row in rows(table)):
        every = [one for one in (name, *names.split("|")) if name_key(one)]
        free = [hashed(key) for key in {name_key(one) for one in every} if not is_borne(key)]
        number += 1
        connection.execute("INSERT INTO compound VALUES (?,?,'','','',?)", (number, name, name))
        connection.executemany(_SAY, ((key, number, _SAID) for key in free))
        single |= {name_key(word): number for one in every for word in goods.singular(one)}
    for key, owner in single.items():
        if key not in kept and not connection.execute(borne, (hashed(key),)).fetchone():
            connection.execute(_SAY, (hashed(key), owner, _SAID))


def _fill_named(connection: sqlite3.Connection) -> None:
    """Write names by the English name that they stand for: goods in other languages, and brands that nothing else bears."""
    best = "SELECT compound FROM name WHERE key = ? ORDER BY place LIMIT 1"
    for table in ("other-names", "brands"):
        for name, english in rows(table):
            key = hashed(name_key(name))
            found = connection.execute(best, (hashed(name_key(english)),)).fetchone()
            if found and (table == "other-names" or not connection.execute(best, (key,)).fetchone()):
                connection.execute(_SAY, (key, found[0], _SAID))


def _fill_spellings(connection: sqlite3.Connection, numbers: dict[str, int]) -> None:
    """Write each compound's own names, and those that are surely its own, under the key that the spellings of languages share;
    names of goods under that of their cases and numbers as well."""
    held = connection.execute("SELECT id, name, own FROM compound").fetchall()
    known_as = ((number, name, own.split("\n")) for number, name, own in held)
    keys = [(folded(one), number) for number, name, own in known_as for one in {_name(name, own), *own}]
    sure = (*rows("medicine-names"), *rows("sure-names"))
    keys += ((folded(name), numbers[cas]) for name, cas in sure if cas in numbers)
    known = "SELECT compound FROM name WHERE key = ? AND place = ?"
    best = "SELECT compound FROM name WHERE key = ? ORDER BY place LIMIT 1"
    for name, english in rows("brands"):
        found = connection.execute(best, (hashed(name_key(english)),)).fetchone()
        keys += [(cyrillic(name), found[0])] if found else []
    for name in goods.plain_names():
        found = connection.execute(known, (hashed(name_key(name)), _SAID)).fetchall()
        keys += ((stemmed(name), number) for (number,) in found)
    connection.executemany(
        "INSERT OR IGNORE INTO spelt VALUES (?,?)", ((hashed(key), number) for key, number in keys if key)
    )


def build(path: Path) -> None:
    """Read the sources into ``path``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with staged(path) as stage, closing(sqlite3.connect(stage)) as connection:
        _fill(connection)


def _fill(connection: sqlite3.Connection) -> None:
    from tidewaiter.substance.names.salts import is_bare

    connection.executescript(
        """PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-262144; PRAGMA locking_mode=EXCLUSIVE;
        CREATE TABLE compound(id INTEGER PRIMARY KEY, name, cas TEXT, smiles TEXT, formula TEXT, own TEXT);
        CREATE TABLE ec(number TEXT, cas TEXT, PRIMARY KEY(number, cas)) WITHOUT ROWID;
        CREATE TABLE han(old TEXT PRIMARY KEY, new TEXT) WITHOUT ROWID;
        CREATE TABLE un(number TEXT PRIMARY KEY, name TEXT, cas TEXT) WITHOUT ROWID;
        CREATE TABLE spelt(key INTEGER, compound INTEGER, PRIMARY KEY(key, compound)) WITHOUT ROWID;
        CREATE TABLE words(kind TEXT PRIMARY KEY, held BLOB) WITHOUT ROWID;
        CREATE TABLE name(key INTEGER, compound INTEGER, place INTEGER, sure INTEGER, PRIMARY KEY(key, compound)) WITHOUT ROWID;"""
    )
    sure = sure_names()
    numbers: dict[str, int] = {}
    for number, (cells, names) in enumerate(compounds()):
        told = [name for name in cells[FIRST_NAME + 1 :][:OWN_NAMES] if not _REGISTERED.match(name)]
        title = next(iter(told), "") or cells[FIRST_NAME] or cells[1]
        row = _row(number, title, cells[1], cells[4], cells[2], names)
        connection.execute("INSERT INTO compound VALUES (?,?,?,?,?,?)", row)
        numbers.setdefault(cells[1], number)
        # a key has no hyphens: "m-ethylaniline" would answer for methylaniline
        keys = (
            (name_key(name), place, is_bare(name))
            for place, name in enumerate(names)
            if not (_META.search(name) or _AMOUNT.fullmatch(name))
        )
        named = (
            (key, place, (key, cells[1]) in sure)
            for key, place, bare in keys
            if key and not bare and key not in _COLOURS
        )
        connection.executemany(
            "INSERT OR IGNORE INTO name VALUES (?,?,?,?)",
            ((hashed(key), number, place, known) for key, place, known in named),
        )
    for table in ("medicines", "research-compounds"):
        numbers.update(_fill_compounds(connection, rows(table)))
    numbered = ((name, cas, "", "", name) for name, cas in rows("pesticide-numbers"))
    numbers.update(_fill_compounds(connection, numbered))
    _fill_goods(connection, numbers)
    _fill_named(connection)
    said = ((name, numbers[cas]) for name, cas in goods.names() if cas in numbers)
    connection.executemany(_SAY, ((hashed(name_key(name)), number, _SAID) for name, number in said))
    _fill_trade(connection)
    _fill_spellings(connection, numbers)
    connection.executemany("INSERT INTO han VALUES (?,?)", han.simplified().items())
    connection.executemany("INSERT INTO ec VALUES (?,?)", goods.ec_numbers())
    connection.executemany("INSERT INTO un VALUES (?,?,?)", goods.un_numbers())
    held = ((kind, array("q", sorted(map(hashed, words))).tobytes()) for kind, words in goods.words())
    connection.executemany("INSERT INTO words VALUES (?,?)", held)
    connection.executescript("CREATE INDEX by_cas ON compound(cas); VACUUM;")
