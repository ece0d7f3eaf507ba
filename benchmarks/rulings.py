"""How often a US code agrees with a customs ruling: ``tests/sets/rulings.csv`` put to the schedule of 2025, ten digits.

    python benchmarks/rulings.py            # the section of docs/codes-accuracy.md
    python benchmarks/rulings.py --errors   # and prints each row that disagrees or stands open

By the rules alone, with the use that the ruling states (``facts``: ``none`` is a use that no line asks for). A stated use is
taken as the only one; where none is stated, what lines ask of the use stays open.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from tidewaiter.codes.answer import DECIDED, DEPENDS, Coded, Coder, digits, dotted
from tidewaiter.codes.goods import Goods
from tidewaiter.codes.tables import Tables
from tidewaiter.lawbook.place import lawbook_folder

SETS = Path(__file__).parents[1] / "tests" / "sets"
PAGE = Path(__file__).parents[1] / "docs" / "codes-accuracy.md"
TITLE = "## US customs rulings"
DAY = date(2025, 1, 1)  # of the schedule held
LEVELS = (4, 6, 8, 10)
SUFFIXES = [f"{n:02}" for n in range(1, 100)]  # statistical; a line without any ends in 00
FIRST = ((182, 193), (122, 141), (96, 110), (89, 104))  # right of what was told where decided, the first time
CNS = {"analgesic", "anticonvulsant", "psychotherapeutic"}  # the schedule puts them under the nervous system
PARTS = {"until 2006": ("", "2007"), "2007 to 2016": ("2007", "2017"), "since 2017": ("2017", "9")}


class Answer(NamedTuple):
    """A ruling and what was answered; ``lasting``: how many digits of its code the schedule of 2025 still has."""

    row: dict[str, str]
    coded: Coded
    lasting: int

    def told(self, level: int) -> bool:
        """Whether both have that many digits to compare."""
        return level <= min(self.lasting, len(self.coded.code))

    def right(self, level: int) -> bool:
        """Whether they agree that far."""
        return self.told(level) and self.coded.code[:level] == self.row["code"][:level]

    @property
    def wrong(self) -> bool:
        """Whether they disagree anywhere."""
        return any(self.told(level) and not self.right(level) for level in LEVELS)

    @property
    def offered(self) -> bool:
        """Whether an answer to an open question leads to the ruling's code, as far as it lasts."""
        true = self.row["code"][: self.lasting]
        return any(code.startswith(true) for one in self.coded.questions for code in (one.yes, one.no))


def answers_to(facts: str, tables: Tables) -> dict[str, bool]:
    """What a row states, as answers to the questions of the tables."""
    words = facts.split()
    given = {
        word.removeprefix("form:"): True for word in words if word != "none" and not word.startswith("-")
    }
    given.update({word[1:]: False for word in words if word.startswith("-")})
    if CNS & given.keys():
        given["cns"] = True
    uses = {one for one, group in tables.group.items() if group == "use" or group.endswith("_use")}
    known = dict.fromkeys(uses, False) if "none" in words or uses & given.keys() else {}
    return {**known, **given}


def answered() -> Iterator[Answer]:
    """Each ruling with the answer to it."""
    with gzip.open(SETS / "hts-2025.csv.gz", "rt", encoding="utf-8-sig", newline="") as file:
        lines = {digits(row["HTS Number"]) for row in csv.DictReader(file)}
    whole = {
        line + "00" for line in lines if len(line) == 8 and not any(line + end in lines for end in SUFFIXES)
    }
    held = {line[:level] for line in lines | whole for level in LEVELS}
    tables = Tables(lawbook_folder())
    for row in csv.DictReader((SETS / "rulings.csv").open(encoding="utf-8", newline="")):
        coder = Coder(tables, "US", DAY, answers_to(row["facts"], tables))
        coded = coder.code(Goods.read(row["smiles"], tables.words), alternatives=False)
        lasting = max(level for level in LEVELS if row["code"][:level] in held and len(row["code"]) >= level)
        yield Answer(row, coded, lasting)


def section(found: list[Answer]) -> str:
    """The section of the page."""

    def line(name: str, part: list[Answer]) -> str:
        shares = [(sum(one.right(d) for one in part), sum(one.told(d) for one in part)) for d in LEVELS]
        return (
            f"| {name} | {len(part)} | "
            + " | ".join(f"{r}/{t} ({r / t:.1%})" if t else "" for r, t in shares)
            + " |"
        )

    decided = [one for one in found if one.coded.outcome == DECIDED]
    depends = [one for one in found if one.coded.outcome == DEPENDS]
    first = ", ".join(f"{r / t:.1%} ({r}/{t})" for r, t in FIRST)
    causes = Counter(one.row["why"].partition(":")[0] for one in found if one.wrong)
    wrong = sorted((one for one in found if one.wrong), key=lambda one: one.row["code"])
    told = [
        TITLE, "",
        f"Written by `python benchmarks/rulings.py`. Against what: {len(found)} substances of {len({one.row['reference'] for one in found})} rulings of US customs (`tests/sets/rulings.csv`),",
        "read one by one and set down before the coder was first asked; what was found by searching, no sample drawn by lot. The schedule is that",
        "of 2025, the rulings are of 1989 to 2025: digits are compared only as far as the schedule still has the line that the ruling names.", "",
        "| rulings | substances | heading | six digits | eight digits | ten digits |", "|---|---|---|---|---|---|",
        line("`decided`", decided), line("`depends`, the digits told", depends),
        line("`cannot_tell`, the digits told", [one for one in found if one.coded.outcome not in (DECIDED, DEPENDS)]),
        *(line(f"all of {name}", [one for one in found if since <= one.row["date"] < until]) for name, (since, until) in PARTS.items()),
        line("**all**", found), "",
        f"The first time, with 193 decided: {first}.",
        "Then the disagreements were read, and what was ours and small was mended (aromatic alcohols in esters, phosphorous acid, hydroxylamine",
        "salts, estrogens, branched phthalates, an origin from aromatics taken as no without asking; later the use of bound ascorbic acid, androgens,",
        "and the purity of fatty acids, which are now asked): the lines above are no check.",
        "What most often stays open is additional US note 3.", "",
        f"Of the {len(depends)} that depend, an answer to a question leads to the ruling's code in {sum(one.offered for one in depends)}.", "",
        f"Where the two disagree: {causes['schedule']} times the schedule changed since (editions from memory), {causes['ruling']} times the ruling stands against the wording or a note",
        f"as read here, {causes['ours']} times the fault is ours and not mended, {causes['open']} time we cannot tell who is right.", "",
        "| ruling | substance | its code | told | why |", "|---|---|---|---|---|",
    ]  # fmt: skip
    for row, coded, _ in wrong:
        date_of = f"{row['reference']} ({row['date'][:4]})"
        told.append(
            f"| {date_of} | {row['name']} | {dotted(row['code'])} | {dotted(coded.code)} | {row['why']} |"
        )
    return "\n".join([*told, ""])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true")
    args = parser.parse_args()
    found = list(answered())
    before = PAGE.read_text(encoding="utf-8").partition(TITLE)[0].rstrip()
    PAGE.write_text(f"{before}\n\n{section(found)}", encoding="utf-8")
    print(section(found).partition("Where the two disagree")[0])
    if args.errors:
        for one in found:
            if one.wrong or one.coded.outcome != DECIDED:
                asked = " ".join(question.id for question in one.coded.questions)
                print("WRONG" if one.wrong else "open ", one.row["code"], one.lasting, one.coded.code, one.coded.outcome,
                      asked, "|", one.row["name"], "|", one.row["facts"], "|", "; ".join(one.coded.missing)[:90])  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
