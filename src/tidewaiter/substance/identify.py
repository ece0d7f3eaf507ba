"""The identification ladder: from what was written to what the goods are.

An answer says which rung it stood on. Nothing found is ``unresolved``, an error, never "not controlled".
RDKit is not imported here: a name or number must be answered without it. What no list names is looked at in ``unlisted.py``.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from tidewaiter.errors import Unreadable
from tidewaiter.lawbook import patterns as re
from tidewaiter.lawbook.names import MAX_NAME, is_text, with_closed_numbers
from tidewaiter.lawbook.store import Store
from tidewaiter.substance.dictionary.found import either_of, listed_as, traded_as
from tidewaiter.substance.dictionary.numbers import by_number
from tidewaiter.substance.identity import Candidate, Identity, identity, structure
from tidewaiter.substance.known.products import as_product, by_un_number, product_of
from tidewaiter.substance.names.copied import but_marks
from tidewaiter.substance.names.letters import as_written, but_di, unelided
from tidewaiter.substance.structures.smiles import may_be, must_be, reads_as_one
from tidewaiter.substance.tables.wording import either
from tidewaiter.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from tidewaiter.substance.names.systematic import Names

_LABEL = re.compile(
    r"(?:(?:canonical|isomeric|std|standard)\s+)?(?:SMILES(?:\s+(?:string|code))?|InChI ?Key)\s*[:=：]\s*(?=\S)|(?:Std ?)?InChI\s*[:：]?\s*(?=InChI=)",
    re.IGNORECASE,
)
_INCHI = re.compile(r"(?:Std ?)?InChI\s?[:：]\s?(?=1S?/)", re.IGNORECASE)  # "InChI: 1S/C6H12O/..."
_BONDS = re.compile(r"[=#(]|c1")
_NUMBERED = re.compile(r"(?<=[^\W_])(?=[(\[（]\s?CAS(?![A-Za-z]))", re.IGNORECASE)  # piperonal(CAS#:120-57-0)


# what two names share: no letters of one, "(iso)butyrylfentanyl", "thio-/pentobarbital"
@cache
def _written_once() -> re.Pattern[str]:
    return re.compile(rf"\((?:{either('beginning in brackets')})-?\)|[^\W\d_]{{3,}}-\s*/", re.IGNORECASE)


def identify(
    query: str, store: Store, *, systematic: bool | Names = True, reads: Callable[[str], bool] = reads_as_one
) -> Identity:
    """Climb the ladder for one query; without ``systematic``, not to its last rung, which starts Java.

    ``systematic`` may be what reads systematic names instead: whoever asks for many reads them in one run beforehand.
    ``reads``: what tells sooner than RDKit whether a word that follows the grammar of SMILES is one.

    Raises :class:`Unreadable` for a number or structure that is none, :class:`Unresolved` (with close names
    as suggestions) where nothing knows it.
    """
    text = query.strip().strip("\u200b\ufeff").strip()
    if not text:
        raise Unreadable("The question is empty.", "Give a name, a CAS number, a SMILES, an InChI or a code.")
    _must_be_text(text)
    if "\n" in text or text[:1] in "<$":
        from tidewaiter.substance.structures.drawings import is_drawing

        if is_drawing(query):
            return as_structure(query)
    text = but_marks(text) or text
    if (
        not text.isascii() or "smiles" in (plain := text.lower()) or "inchi" in plain
    ):  # most texts have no label
        text = _INCHI.sub("InChI=", _LABEL.sub("", text))
    if (bare := text.strip("\"'“”„;,")) != text and must_be(bare):
        text = bare
    if text.startswith("InChI=") and " " not in text:
        return structure(query, text)
    if "InChI=1" in text:
        from tidewaiter.substance.beside_drawn import beside_inchi

        return beside_inchi(query, text, store, lambda name: identify(name, store, systematic=systematic))
    text = _NUMBERED.sub(" ", text)
    drawn = must_be(text)
    # a drawing of two carbon atoms is no number, whatever label that has
    plainly = drawn and "\n" not in text and text.casefold().count("c") > 1 and may_be(text)
    numbered = None if plainly else by_un_number(query, text, store) or by_number(query, text, store)
    if numbered is not None:
        return numbered
    if drawn:
        return structure(query, text)
    if len(text) > MAX_NAME:
        if may_be(text) and reads_as_one(text):
            return structure(query, text)
        raise Unreadable(
            f"A name of {len(text)} characters is not read.",
            f"Give at most {MAX_NAME} characters, or a structure.",
        )
    if " " in text and _BONDS.search(text):
        from tidewaiter.substance.beside_drawn import beside_smiles

        if told := beside_smiles(
            query, text, store, lambda name: identify(name, store, systematic=systematic)
        ):
            return told
    text = with_closed_numbers(as_written(text))
    if (plain := unelided(text)) != text and store.by_name(plain):
        text = plain
    if but_di(text) != text:
        from tidewaiter.substance.unlisted import but_italian_of

        text = but_italian_of(text, store)
    listed = store.by_name(text)
    if listed and not _written_once().search(text):
        drug = listed_as(query, "listed name", listed, store)
        others = traded_as(text)
        return either_of(drug, [identify(one, store, systematic=False) for one in others]) if others else drug
    if product := product_of(text, store):
        return as_product(query, product, store)
    from tidewaiter.substance.unlisted import unlisted

    def again(name: str, systematic: bool | Names = systematic) -> Identity:
        return identify(name, store, systematic=systematic)._replace(query=query)

    return unlisted(query, text, store, systematic, reads, again)


def _must_be_text(text: str) -> None:
    if not is_text(text):
        told = "The question holds bytes that are no text in UTF-8."
        raise Unreadable(told, "Give it in UTF-8 (a file: `iconv -t UTF-8`).")


def as_structure(query: str) -> Identity:
    """A text that is given as a structure (SMILES, InChI, MOL block, a drawing of several) and is never taken for a name.

    >>> as_structure("CN").candidates[0].smiles
    'CN'
    """
    text = query.strip().strip("\u200b\ufeff").strip()
    if not text:
        raise Unreadable("The structure is empty.", "Give SMILES, InChI or a MOL block.")
    _must_be_text(text)
    if "\n" not in text and text[:1] not in "<$":
        return structure(query, text)
    from tidewaiter.substance.structures.drawings import blocks, is_drawing

    several = blocks(query) if is_drawing(query) else [query]
    found = tuple(dict.fromkeys(Candidate("", "", block, "") for block in several))
    note = f"a drawing of {len(several)} structures: each was looked at" if len(several) > 1 else ""
    return identity(query, "structure", found, note)
