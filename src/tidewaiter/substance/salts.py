"""A salt as Chinese names write it: the acid before the base (盐酸吗啡) or the salt after it (吗啡盐酸盐).

The lists name bases and reach their salts by a sentence of their own; a declaration writes the salt. Only names that
the lists know as a base, a compound of nitrogen, are taken for one: 硝酸甘油 is no salt, so no such pair is read.
"""

from __future__ import annotations

import re

from tidewaiter.lawbook.store import Store

_ACIDS = {
    "氢溴酸": "Br", "氢碘酸": "I", "盐酸": "Cl", "硫酸": "OS(=O)(=O)O", "磷酸": "OP(=O)(O)O",
    "枸橼酸": "OC(=O)CC(O)(CC(=O)O)C(=O)O", "柠檬酸": "OC(=O)CC(O)(CC(=O)O)C(=O)O",
    "重酒石酸": "OC(=O)C(O)C(O)C(=O)O", "酒石酸": "OC(=O)C(O)C(O)C(=O)O", "富马酸": "OC(=O)/C=C/C(=O)O",
    "马来酸": "OC(=O)/C=C\\C(=O)O", "琥珀酸": "OC(=O)CCC(=O)O", "草酸": "OC(=O)C(=O)O", "醋酸": "CC(=O)O",
    "乙酸": "CC(=O)O", "甲磺酸": "CS(=O)(=O)O", "乳酸": "CC(O)C(=O)O",
}  # fmt: skip
_SALT = "|".join(_ACIDS)
_WATER = re.compile(r"[一二三半]?水合物?$")
_BEFORE = re.compile(rf"[一二半]?({_SALT})(.+)")
_AFTER = re.compile(rf"(.+?)[·\s]?[一二单半]?({_SALT})盐")


def salt_of(name: str, store: Store) -> tuple[list[str], str]:
    """The listed bases that a Chinese name of a salt holds, and the SMILES of its acid; ([], "") for any other name.

    >>> from tidewaiter import Lawbook
    >>> store = Lawbook.load().store
    >>> salt_of("盐酸吗啡", store), salt_of("吗啡盐酸盐三水合物", store)
    ((['morphine'], 'Cl'), (['morphine'], 'Cl'))
    >>> salt_of("硫酸二甲酯", store), salt_of("醋酸酐", store)
    (([], ''), ([], ''))
    """
    if name.isascii():
        return [], ""
    plain = _WATER.sub("", "".join(name.split()))
    for found, base, acid in ((_AFTER.fullmatch(plain), 1, 2), (_BEFORE.fullmatch(plain), 2, 1)):
        if found:
            keys = [key for key in store.by_name(found[base]) if _holds_nitrogen(key, store)]
            if keys:
                return keys, _ACIDS[found[acid]]
    return [], ""


def _holds_nitrogen(key: str, store: Store) -> bool:
    substance = store.substance(key)
    return substance is not None and re.search(r"N|n", substance.smiles) is not None
