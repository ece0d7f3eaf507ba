"""Which parts of a drawing are parts of a salt, by what each is to the others: without a chemistry library."""

from __future__ import annotations

from collections.abc import Sequence

from tidewaiter.typed import Protocol


class PartOfSalt(Protocol):
    """What is asked of a part."""

    @property
    def charge(self) -> int:
        """As it was drawn."""

    @property
    def role(self) -> str:
        """What it can be to another part: acid, base or neutral."""

    @property
    def is_proton(self) -> bool:
        """Whether it was drawn as the proton of an acid."""


def charges_of(parts: Sequence[PartOfSalt]) -> list[int]:
    """The charges of the parts, once free protons have gone to the anions: with them these are acids."""
    charges = [part.charge for part in parts]
    protons = 0
    for place, part in enumerate(parts):
        if part.is_proton:
            charges[place] = 0
            protons += 1
    for place, charge in enumerate(charges):
        given = min(protons, -charge) if charge < 0 else 0
        charges[place] += given
        protons -= given
    if protons:  # more than there are anions for: an ion after all
        charges[next(i for i, part in enumerate(parts) if part.is_proton)] = protons
    return charges


def in_salt(place: int, parts: Sequence[PartOfSalt], charges: Sequence[int]) -> bool:
    """Whether a part is that of a salt: ``charges`` as :func:`charges_of` tells them.

    An ion is where another ion balances it; a neutral part where it is the acid or base to a charge that nothing else
    balances, or to another neutral part.
    """
    if len(parts) == 1:
        return False
    own, total = charges[place], sum(charges)
    if own and any(own * charge < 0 for charge in charges):
        return True
    role = parts[place].role
    opposite = {"acid": "base", "base": "acid"}.get(role)
    if opposite is None:
        return False
    if not own and total * (1 if role == "acid" else -1) > 0:
        return True
    return any(part.role == opposite and not charge for part, charge in zip(parts, charges, strict=True))
