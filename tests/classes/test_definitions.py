"""Every definition does what its own published examples say, and every limb has one on each side."""

from rdkit import Chem

from tidewaiter.classes import Definition, Matcher
from tidewaiter.classes.check import failures


def test_every_example_is_answered_as_it_says(definitions: list[Definition], matcher: Matcher) -> None:
    wrong = [
        f"{definition.id}: {example.name}: {why}"
        for definition in definitions
        for example, _, why in failures(definition, matcher)
    ]
    assert wrong == []


def test_every_limb_is_covered_on_both_sides(definitions: list[Definition]) -> None:
    bare = []
    for definition in definitions:
        for label, _ in definition.limbs:
            for side in ("must_match", "must_not_match"):
                if label not in {example.limb for example in getattr(definition, side)}:
                    bare.append(f"{definition.id}: no {side} for {label}")
    assert bare == []


def test_every_definition_states_its_clause_and_cites_its_examples(definitions: list[Definition]) -> None:
    bare = [d.id for d in definitions if not (d.title and d.clause and d.statement and d.instrument)]
    bare += [f"{d.id}: {e.name}" for d in definitions for e in d.must_match if not e.source]
    assert bare == []


def test_ids_are_unique(definitions: list[Definition]) -> None:
    assert len({d.id for d in definitions}) == len(definitions)


def test_examples_are_drawn_as_one_component(definitions: list[Definition]) -> None:
    odd = []
    for definition in definitions:
        for example in (*definition.must_match, *definition.must_not_match, *definition.named):
            mol = Chem.MolFromSmiles(example.smiles)
            if mol is None or len(Chem.GetMolFrags(mol)) != 1:
                odd.append(f"{definition.id}: {example.name}")
    assert odd == []


def test_stored_form_gives_the_same_answers(definitions: list[Definition], matcher: Matcher) -> None:
    stored = Matcher([Definition.from_json(d.to_json()) for d in definitions])
    for definition in definitions:
        for example in definition.must_match:
            mol = Chem.MolFromSmiles(example.smiles)
            expected = matcher.match(mol, [definition.id], every=True)
            assert stored.match(mol, [definition.id], every=True) == expected
