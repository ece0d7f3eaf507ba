"""Check definitions against their own examples: ``python -m tidewaiter.classes.check lawbook/classes
[issuer]``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from rdkit import Chem

from tidewaiter.classes.definition import Definition, Example
from tidewaiter.classes.matcher import Matcher
from tidewaiter.classes.reading import read_definitions
from tidewaiter.classes.verdict import Verdict


def failures(definition: Definition, matcher: Matcher) -> Iterator[tuple[Example, Verdict, str]]:
    """Each example of a definition of which the definition does not say what the example expects."""
    for example in (*definition.must_match, *definition.must_not_match):
        mol = Chem.MolFromSmiles(example.smiles)
        if mol is None:
            yield example, Verdict(definition.id, "unreadable"), "its SMILES cannot be read"
            continue
        verdict = matcher.match(mol, [definition.id], every=True)[0]
        told = {trace.site for trace in verdict.traces} | set(verdict.limbs)
        told |= {name for site in told for name in site.split(" and ")}
        if verdict.outcome != example.outcome:
            yield example, verdict, f"expected {example.outcome}, is {verdict.outcome}"
        elif example in definition.must_match and example.limb and example.limb not in told:
            yield example, verdict, f"expected by {example.limb}, is by {', '.join(sorted(told))}"


def main(folder: str, issuer: str = "") -> int:
    """Print every example with what is said of it; exit code 1 where one fails."""
    definitions = read_definitions(Path(folder), issuer)
    matcher = Matcher(definitions)
    bad = 0
    for definition in definitions:
        wrong = {example: why for example, _, why in failures(definition, matcher)}
        bad += len(wrong)
        sys.stdout.write(
            f"{definition.id}: {len(definition.scaffolds)} scaffolds, needs {definition.requires}\n"
        )
        for example in (*definition.must_match, *definition.must_not_match):
            found = matcher.match(Chem.MolFromSmiles(example.smiles), [definition.id], every=True)[0]
            mark = f"BAD ({wrong[example]})" if example in wrong else "ok"
            told = f"{found.outcome}: {found.because}"
            sys.stdout.write(f"  {mark:4} {example.name} [{told}] {'; '.join(found.missing)}\n")
    sys.stdout.write(f"{bad} wrong\n")
    return 1 if bad else 0


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:3]))
