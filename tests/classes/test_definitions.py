"""Every definition does what its own published examples say, and every limb has one on each side."""

import json
from pathlib import Path

from rdkit import Chem

from tidewaiter.classes import Definition, Matcher, read_definitions
from tidewaiter.classes.check import failures
from tidewaiter.classes.gates import Gatehouse


def test_every_folder_is_read(definitions: list[Definition]) -> None:
    assert {d.id for d in read_definitions(CLASSES)} == {d.id for d in definitions}


def test_every_example_is_answered_as_it_says(definitions: list[Definition], matcher: Matcher) -> None:
    wrong = [
        f"{definition.id}: {example.name}: {why}"
        for definition in definitions
        for example, _, why in failures(definition, matcher)
    ]
    assert wrong == []


CLASSES = Path(__file__).parents[2] / "lawbook" / "classes"
COVERED = (
    "ca/",
    "cn/",
    "de/",
    "uk/",
    "us/",
)  # issuers whose examples reach every limb on both sides; an issuer joins when its do


def test_every_limb_is_met_by_an_example(definitions: list[Definition], matcher: Matcher) -> None:
    bare = []
    for definition in (d for d in definitions if d.id.startswith(COVERED)):
        met: set[str] = set()
        for example in definition.must_match:
            verdict = matcher.match(Chem.MolFromSmiles(example.smiles), [definition.id], every=True)[0]
            met |= set(verdict.limbs) | {name for t in verdict.traces for name in t.site.split(" and ")}
        bare += [f"{definition.id}: {label}" for label, _ in definition.limbs if label not in met]
    assert bare == []


# These limbs admit any univalent group, or what fails there meets a drawing of the class that is open: nothing published fails at them alone.
NOTHING_FAILS = ["de/npsg-8-2025: onC1", "de/npsg-9-2025: both", "uk/barbiturates: on_nitrogen"]


def test_every_limb_has_an_example_that_fails_it(definitions: list[Definition]) -> None:
    bare = []
    for definition in (d for d in definitions if d.id.startswith(COVERED)):
        failed = {example.limb for example in definition.must_not_match}
        bare += [f"{definition.id}: {label}" for label, _ in definition.limbs if label not in failed]
    assert sorted(bare) == NOTHING_FAILS


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
    texts = {d.id: json.dumps(d.to_json()) for d in definitions}
    gates = json.loads(json.dumps(Gatehouse({d.id: d.gates for d in definitions}).to_json()))
    stored = Matcher.stored(gates, lambda key: json.loads(texts[key]))
    for definition in definitions:
        for example in definition.must_match:
            mol = Chem.MolFromSmiles(example.smiles)
            expected = matcher.match(mol, [definition.id], every=True)
            assert stored.match(mol, [definition.id], every=True) == expected
