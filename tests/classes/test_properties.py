"""Properties: drawing is not substance. Rewriting a molecule never changes what a definition says of it."""

import random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdkit import Chem

from tidewaiter.classes import Definition, Matcher
from tidewaiter.classes.facts import Facts
from tidewaiter.substance.structures.structure import read_structure

CASES = 2000
SALTS = ["", ".Cl", ".OC(=O)CC(O)(CC(=O)O)C(=O)O", ".OS(=O)(=O)O"]
COUNTERPARTS = {part.flat for salt in SALTS[1:] for part in read_structure(salt[1:]).components}


def _is_main(part: Any) -> bool:
    return part.flat not in COUNTERPARTS


def rewritten(mol: Chem.Mol, seed: int, style: int) -> str:
    """One of many ways to write the same molecule: atom order, Kekulé form, all bonds, explicit hydrogens."""
    rng = random.Random(seed)
    order = list(range(mol.GetNumAtoms()))
    rng.shuffle(order)
    shuffled = Chem.RenumberAtoms(mol, order)
    if style == 1:
        Chem.Kekulize(shuffled, clearAromaticFlags=True)
        return Chem.MolToSmiles(
            shuffled, kekuleSmiles=True, canonical=False, rootedAtAtom=rng.randrange(len(order))
        )
    if style == 2:
        return Chem.MolToSmiles(shuffled, allBondsExplicit=True, canonical=False)
    if style == 3:
        return Chem.MolToSmiles(shuffled, allHsExplicit=True, canonical=False)
    if style == 4:
        heavy = shuffled.GetAtomWithIdx(rng.randrange(len(order)))
        heavy.SetIsotope({6: 13, 7: 15, 8: 18}.get(heavy.GetAtomicNum(), 0))
        return Chem.MolToSmiles(shuffled, canonical=False)
    return Chem.MolToSmiles(shuffled, doRandom=True)


def test_redrawing_labelling_and_salting_never_change_an_answer(
    definitions: list[Definition], matcher: Matcher
) -> None:
    examples = [(d.id, e.smiles) for d in definitions for e in (*d.must_match, *d.must_not_match)]
    # an ion with nothing beside it is, beside an acid, its acid: another thing to tell of
    examples = [one for one in examples if Chem.GetFormalCharge(Chem.MolFromSmiles(one[1])) == 0]
    # of a salt of two ions that are told of, as of a metal, there is no one part
    examples = [one for one in examples if sum(map(_is_main, read_structure(one[1]).components)) == 1]
    expected = {
        (key, smiles): (found.outcome, sorted(found.because.split("; ")))
        for key, smiles in examples
        for found in matcher.match(Chem.MolFromSmiles(smiles), [key], every=True)
    }

    @settings(max_examples=CASES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(
        st.integers(0, len(examples) - 1),
        st.integers(0, 2**32),
        st.integers(0, 5),
        st.sampled_from(SALTS),
    )
    def check(index: int, seed: int, style: int, salt: str) -> None:
        key, smiles = examples[index]
        text = rewritten(Chem.MolFromSmiles(smiles), seed, style) + salt
        components = read_structure(text).components
        [main] = filter(_is_main, components)
        found = matcher.match(main.mol, [key], every=True)[0]
        told = (found.outcome, sorted(found.because.split("; ")))
        assert (text, told) == (text, expected[key, smiles])

    check()


def test_necessary_conditions_never_reject_what_matches(
    definitions: list[Definition], matcher: Matcher
) -> None:
    """Every example of every definition against every definition, with the gate taken away."""
    from dataclasses import replace

    from tidewaiter.classes.gates import NOTHING

    def ungated(definition: Definition) -> Definition:
        return replace(
            definition,
            scaffolds=tuple(replace(s, requires=NOTHING, features=()) for s in definition.scaffolds),
        )

    open_matcher = Matcher([ungated(d) for d in definitions])
    smiles = sorted({e.smiles for d in definitions for e in (*d.must_match, *d.must_not_match)})
    for text in smiles:
        mol = Chem.MolFromSmiles(text)
        expected = open_matcher.match(mol)
        assert matcher.match(mol) == expected


def test_conditions_are_minima_of_the_members(definitions: list[Definition]) -> None:
    for definition in definitions:
        for example in definition.must_match:
            held = Facts(Chem.MolFromSmiles(example.smiles)).counts
            assert all(has >= least for has, least in zip(held, definition.requires, strict=True))
