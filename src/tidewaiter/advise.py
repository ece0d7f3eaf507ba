"""Close relatives: listed substances of similar structure. An advisory, never part of the answer.

Similarity has no agreed threshold and no legal meaning: a substance can be alike and free, or unlike and
reached by a class. The figure and the method are told, and nothing follows from them here.
"""

from __future__ import annotations

from operator import itemgetter

from tidewaiter.answer import Advisory, Relatives
from tidewaiter.errors import Unreadable, uninstalled
from tidewaiter.lawbook import patterns as re
from tidewaiter.lawbook.store import Store
from tidewaiter.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tidewaiter.substance.as_drawn import AsDrawn

METHOD = "Tanimoto on counted Morgan fingerprints, radius 2, 2048 bins"
LEAST = 0.55  # below it the nearest listed substance is told to nobody: it would be noise
MOST = 3
_ATOM = re.compile(r"\[[^\]]*\]|[A-Z][a-z]?")  # a part of one atom
FEWEST = 8  # heavy atoms: of anything smaller the nearest would be noise as well


def fingerprint(mol: Any) -> Any:
    """The fingerprint of a molecule of RDKit: Morgan, radius 2, counts in 2,048 bins, as RDKit's sparse vector.

    >>> from rdkit import Chem
    >>> fingerprint(Chem.MolFromSmiles("CCO")).GetTotalVal()
    6
    """
    from rdkit.Chem.rdMolDescriptors import GetHashedMorganFingerprint

    return GetHashedMorganFingerprint(mol, 2, nBits=2048)


def sought_relatives(drawn: AsDrawn, store: Store) -> Relatives:
    """The nearest listed substances; where a library for it is not installed, none and the sentence that says so: they are no
    part of the answer, which stands without."""
    try:
        return relatives(drawn, store), ""
    except Unreadable:  # known by its name, and drawn by the dictionary in a way that cannot be read
        return (), ""
    except ModuleNotFoundError as why:
        if (told := uninstalled(why)) is None:
            raise
        return (
            (),
            f"Listed substances of similar structure were not looked for: RDKit is not installed. {told.mend}",
        )


def relatives(drawn: AsDrawn, store: Store) -> tuple[Advisory, ...]:
    """The nearest listed substances to a structure, nearest first.

    >>> from tidewaiter import Lawbook
    >>> from tidewaiter.substance.as_drawn import AsDrawn
    >>> from tidewaiter.substance.identity import Candidate
    >>> relatives(AsDrawn([Candidate("", "", "CCCCCCCCCCCCCCCC", "")]), Lawbook.load().store)
    ()
    """
    alike = _natively(drawn.first, store)
    if alike is None:
        alike = _by_rdkit(drawn.first, store)
    found = []
    for similarity, key in sorted(alike, reverse=True)[:MOST]:
        substance = store.substance(key)
        if similarity >= LEAST and substance is not None:
            found.append(Advisory(key, substance.name, round(similarity, 2), METHOD))
    return tuple(found)


def _natively(text: str, store: Store) -> list[tuple[float, str]] | None:
    """How alike a SMILES is to each listed substance; None where RDKit must say it."""
    from tidewaiter.errors import TidewaiterError
    from tidewaiter.met.compiled import compiled
    from tidewaiter.met.library import alike

    if not text.isascii():
        return None
    parts = [one for one in dict.fromkeys(text.split(".")) if "." not in text or not _ATOM.fullmatch(one)]
    try:
        made = compiled(store)
        starts, bins = (made.tables[name][0] for name in ("print_starts", "print_bins"))
        read = [found for one in parts if (found := alike(one, starts, bins, len(made.prints)))]
    except TidewaiterError:  # the library is not built here
        return None
    sizes = sorted(heavy for heavy, _ in read)
    if not read or len(read) < len(parts) or sizes[-2:-1] == sizes[-1:]:
        return None  # of two as large RDKit's order decides
    heavy, figures = max(read, key=itemgetter(0))
    if heavy < FEWEST:
        return None if "." in text else []
    return [(figure, key) for figure, key in zip(figures, made.prints, strict=True) if figure >= LEAST]


def _by_rdkit(text: str, store: Store) -> list[tuple[float, str]]:
    from rdkit import Chem, DataStructs

    from tidewaiter.substance.structures.structure import read_structure

    mol = Chem.MolFromSmiles(read_structure(text).smiles)
    if mol is None or mol.GetNumHeavyAtoms() < FEWEST:
        return []
    largest = max(Chem.GetMolFrags(mol, asMols=True), key=lambda part: part.GetNumHeavyAtoms())
    ours = fingerprint(largest)
    keys, prints = _listed(store, ours.GetTotalVal())
    alike = DataStructs.BulkTanimotoSimilarity(ours, prints)
    return list(zip(alike, keys, strict=True))


def _listed(store: Store, total: int) -> tuple[list[str], list[Any]]:
    """Fingerprints of the listed molecules that can be as near as :data:`LEAST`, from RDKit's own bytes.

    Two sums of counts bound what both can share: no pair is nearer than the smaller sum over the greater.
    """
    from rdkit.DataStructs import UIntSparseIntVect

    rows = store.fingerprints(int(total * LEAST), int(total / LEAST) + 1)
    for key, value in rows:
        if key not in store.prints:
            store.prints[key] = UIntSparseIntVect(value)  # type: ignore[call-overload]
    return [key for key, _ in rows], [store.prints[key] for key, _ in rows]
