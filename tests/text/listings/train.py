"""Makes ``src/tidewaiter/text/mentions/selling.tsv`` from the labelled listings, all but ``test.jsonl``: ``python tests/text/listings/train.py [--held NAME]``.

Needs scikit-learn (``pip install scikit-learn``), which nothing else does. With ``--held`` the sets whose names begin so are left out, asked
afterwards, and the model is written to /tmp: what the model is worth on texts by an author whom it has not read.
"""

from __future__ import annotations

import csv
import json
import math
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np

from tidewaiter import Lawbook
from tidewaiter.text.mentions import selling
from tidewaiter.text.mentions.finder import finder
from tidewaiter.text.mentions.folding import fold

HERE = Path(__file__).parent
KEPT = 20_000  # pieces: the heaviest


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


def plain_of(rows: list[Labelled]) -> list[str]:
    """The texts as the model reads them, what they name blanked out."""
    found = finder(Lawbook.load()).find_rows([row.text for row in rows])
    blank = []
    for row, mentions in zip(rows, found, strict=True):
        text = row.text
        for m in reversed(mentions):
            text = text[: m.start] + selling.BLANK + text[m.end :]
        blank.append(selling.blanked(fold(text).text, ()))
    return selling.tidied(blank).split(selling.END)[:-1]


def pieces_of(plain: str) -> set[str]:
    """The pieces of a text: letters, words, two words."""
    begins, ends = selling.words(np.array([ord(c) for c in plain]))
    spans = list(zip(begins.tolist(), ends.tolist(), strict=True))
    out = {plain[i : i + n] for n in selling.LETTERS for i in range(len(plain) - n + 1)}
    return out | {f"|{plain[a:b]}|" for (a, _), (_, b) in [*zip(spans, spans, strict=True), *pairwise(spans)]}


def main(held: str) -> None:
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import normalize

    rows = list(labelled())
    plain = plain_of(rows)
    texts = [pieces_of(text) for text in plain]
    used = np.array([not (held and row.source.startswith(held)) for row in rows])
    truth = np.array([row.offer for row in rows])
    in_texts = Counter(piece for text, u in zip(texts, used, strict=True) if u for piece in text)
    pieces = sorted(piece for piece, n in in_texts.items() if n > 1)
    model = LogisticRegression(C=5, max_iter=5000, class_weight="balanced")
    while True:
        rare = np.array(
            [
                (1 + piece.startswith("|")) * round(math.log((1 + used.sum()) / (1 + in_texts[piece])) + 1, 2)
                for piece in pieces
            ]
        )
        place = {piece: i for i, piece in enumerate(pieces)}
        columns = [[place[piece] for piece in text if piece in place] for text in texts]
        where = np.array([i for column in columns for i in column])
        matrix = normalize(
            csr_matrix(
                (rare[where], where, np.cumsum([0, *map(len, columns)])), shape=(len(rows), len(pieces))
            )
        )
        model.fit(matrix[used], truth[used])
        if len(pieces) <= KEPT:
            break
        kept: dict[int, str] = {}  # then once more with the heaviest alone, of two in one place the heavier
        for i in np.argsort(-abs(model.coef_[0])):
            if len(kept) < KEPT:
                kept.setdefault(selling.hash_of(pieces[i]) >> 44, pieces[i])
        pieces = sorted(kept.values())
    odds = model.decision_function(matrix)
    if held:
        for bound in (-1.5, -1, -0.5, 0, 0.5, 1, 1.5):
            over = odds[~used] > bound
            print(
                f"{held}: above {bound}: {over[truth[~used]].mean():.1%} of offers, {over[~truth[~used]].mean():.1%} of innocents"
            )
    weights = zip(pieces, rare, model.coef_[0], strict=True)
    lines = [f"\t0\t{model.intercept_[0]:.3f}", *(f"{p}\t{r:.2f}\t{w:.3f}" for p, r, w in weights)]
    out = Path(f"/tmp/selling-{held}.tsv") if held else Path(selling.__file__).with_name("selling.tsv")
    out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"written: {out}")


if __name__ == "__main__":
    main(sys.argv[sys.argv.index("--held") + 1] if "--held" in sys.argv else "")
