"""A morning's declarations, answered: examples/declarations.csv through the Python face.

Each row is one question: what the goods are called on paper, where they leave and enter, how much, which day.
``make demo`` runs this; ``python examples/demo.py FILE`` answers another file of the same columns.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import tidewaiter
from tidewaiter.answer import CAUTION, Answer
from tidewaiter.errors import QuestionError, Unresolved

DECLARATIONS = Path(__file__).with_name("declarations.csv")


def main(path: Path) -> int:
    """Answer every row of ``path`` and print it; one that cannot be understood says how to mend it."""
    book = tidewaiter.Lawbook.load()
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        route = f"{row['from']} → {row['to']}, {row['amount']}, {row['on']}"
        print(f"\n{row['line']}. {_short(row['goods'])}  {route}")
        print(f"   [{row['remark']}]")
        try:
            answer = book.check(
                row["goods"], origin=row["from"], destination=row["to"], amount=row["amount"], on=row["on"]
            )
        except QuestionError as why:
            print(f"   NOT UNDERSTOOD ({why.code}): {why}")
            if isinstance(why, Unresolved) and why.suggestions:
                print(f"   Did you mean: {', '.join(why.suggestions)}?")
            continue
        for line in _answer(answer):
            print(f"   {line}")
    print(f"\nLawbook {book.version}, sha256 {book.sha256[:12]}. {CAUTION}")
    return 0


def _short(text: str, most: int = 60) -> str:
    return text if len(text) <= most else text[: most - 3] + "..."


def _answer(answer: Answer) -> list[str]:
    first = answer.identity.candidates[0]
    lines = [f"{first.name or 'structure as drawn'} ({answer.identity.rung}). {answer.summary}"]
    for control in answer.controls:
        since = f"since {control.since}"
        if control.outcome != "applies":
            since = f"cannot tell: {', '.join(control.missing)}"
        lines.append(
            f"- {control.jurisdiction} {control.list} ({control.kind}), {control.entry.clause}: "
            f"{control.because}; {since}"
        )
        documents = [item.measure.document or item.measure.title for item in control.obligations]
        if documents:
            lines.append(f"    asks for: {_short('; '.join(dict.fromkeys(documents)), 150)}")
    return lines


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else DECLARATIONS))
