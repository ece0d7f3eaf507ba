"""Makes ``src/tidewaiter/text/mentions/selling.tsv`` from the labelled listings, all but ``test.jsonl``: ``python tests/text/listings/train.py [--held NAME]``.

Needs scikit-learn (``pip install scikit-learn``), which nothing else does. With ``--held`` the set of that name is left out, asked
afterwards, and nothing is written: what the model is worth on texts by an author whom it has not read.
"""

from __future__ import annotations

import csv
import json
import math
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tidewaiter import Lawbook
from tidewaiter.text.mentions import selling
from tidewaiter.text.mentions.finder import finder

HERE = Path(__file__).parent
KEPT = 14_000  # pieces: the heaviest
MOST = 4  # letters of a piece, at most


class Labelled(NamedTuple):
    source: str
    offer: bool
    text: str


def labelled() -> Iterator[Labelled]:
    for line in (HERE / "tune.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield Labelled("tune", row["label"] == "listing", row["text"])
    for path in sorted(HERE.glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
                yield Labelled(path.stem, row["label"] == "offer", row["text"])


def main(held: str) -> None:
    import numpy as np
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    rows = list(labelled())
    found = finder(Lawbook.load()).find_rows([row.text for row in rows], listing=False)
    plain = [
        selling.blanked(row.text, [(m.start, m.end) for m in ms]) for row, ms in zip(rows, found, strict=True)
    ]
    counts = [
        Counter(text[i : i + n] for n in range(1, MOST + 1) for i in range(len(text) - n + 1))
        for text in plain
    ]
    used = np.array([row.source != held for row in rows])
    truth = np.array([row.offer for row in rows])
    in_texts = Counter(piece for c, u in zip(counts, used, strict=True) if u for piece in c)
    pieces = [piece for piece, n in in_texts.items() if n > 1]
    rare = {piece: math.log((1 + used.sum()) / (1 + in_texts[piece])) + 1 for piece in pieces}
    model = LogisticRegression(C=5, max_iter=5000, class_weight="balanced")
    while True:
        place = {piece: i for i, piece in enumerate(pieces)}
        matrix = csr_matrix(_values(counts, place, rare))
        model.fit(matrix[used], truth[used])
        if len(pieces) <= KEPT:
            break
        heavy = np.argsort(-abs(model.coef_[0]))[:KEPT]  # then once more with these alone
        pieces = [pieces[i] for i in heavy]
    if held:
        odds = model.decision_function(matrix[~used])
        for bound in (-1.5, -1, -0.5, 0, 0.5, 1, 1.5):
            over = odds > bound
            print(
                f"{held}: above {bound}: {over[truth[~used]].mean():.1%} of offers, {over[~truth[~used]].mean():.1%} of innocents"
            )
        return
    lines = [f"\t0\t{model.intercept_[0]:.3f}"]
    lines += [
        f"{p}\t{rare[p]:.2f}\t{w:.2f}"
        for p, w in sorted(zip(pieces, model.coef_[0], strict=True))
        if abs(w) >= 0.01
    ]
    Path(selling.__file__).with_name("selling.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _values(counts: list[Counter[str]], place: dict[str, int], rare: dict[str, float]):  # type: ignore[no-untyped-def]
    import numpy as np
    from scipy.sparse import csr_matrix
    from sklearn.preprocessing import normalize

    values, columns, starts = [], [], [0]
    for count in counts:
        for piece, times in count.items():
            if piece in place:
                columns.append(place[piece])
                values.append((1 + math.log(times)) * rare[piece])
        starts.append(len(columns))
    return normalize(csr_matrix((np.array(values), columns, starts), shape=(len(counts), len(place))))


if __name__ == "__main__":
    main(sys.argv[sys.argv.index("--held") + 1] if "--held" in sys.argv else "")
