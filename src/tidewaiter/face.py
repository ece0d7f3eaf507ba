"""The public face: load a lawbook, ask it of a substance, a table or a shipment.

The only room that knows all the others, and the only one that none of them knows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from tidewaiter.answer import NOTEBOOK, Answer
from tidewaiter.book import Book
from tidewaiter.errors import Unreadable

if TYPE_CHECKING:
    from tidewaiter.asking.code import Code
    from tidewaiter.asking.duty import Duty
    from tidewaiter.asking.verify import Verified
    from tidewaiter.contract.claims import ClaimOf
    from tidewaiter.shipment import Assessment, Shipment
    from tidewaiter.text.documents import Document

Table = TypeVar("Table")  # polars, pandas or Arrow: what goes in comes out
_NAMES = {"smiles": "structure"}  # option of the command -> argument


class Lawbook(Book):
    """A loaded lawbook. Cheap to load, safe to keep, read-only.

    >>> answer = Lawbook.load().check("fentanyl", jurisdictions=["UN"], on="2020-01-01")
    >>> sorted({control.list for control in answer.controls})
    ['I']
    """

    def screen(
        self, table: Table, *, structure: str = "", id: str = "", cas: str = "", name: str = "",
        on: str | date | None = None, jurisdictions: Sequence[str] = (), own: bool = True, prefilter: bool = True,
    ) -> Table:  # fmt: skip
        """Screen a polars, pandas or Arrow table: the same kind of table comes back, one row each, in order.

        ``structure``, ``id``, ``cas``, ``name``: its columns, found by their usual names where none is given; ``on``:
        the day, today if none; ``own``: whether the table's own columns stand behind the answers; ``prefilter=False``
        puts every row to RDKit, the slow reference. Raises :class:`~tidewaiter.errors.Unreadable` where no column holds
        a structure, number or name.

        >>> import polars
        >>> goods = polars.DataFrame({"name": ["fentanyl", "table salt"], "price": [1, 2]})
        >>> Lawbook.load().screen(goods, jurisdictions=["UN"], on="2020-01-01")["status"].to_list()
        ['hit', 'no_hit']
        """
        from tidewaiter.bulk.frames import screen_table

        try:
            found: Table = screen_table(
                self, table, structure=structure, id=id, cas=cas, name=name, on=on, jurisdictions=jurisdictions,
                own=own, prefilter=prefilter,
            )  # fmt: skip
        except Unreadable as why:
            raise Unreadable(why.message, _in_python(why.mend)) from None
        return found

    def duty(
        self, code: str, *, origin: str, on: str | date, to: str = "US", value: str | None = None,
        quantities: Sequence[str] = (), claims: Sequence[str] = (), denied: Sequence[str] = (),
        contents: Sequence[str] = (), loaded: str | date | None = None, known_on: str | date | None = None,
        substance: str = "", what_if: str = "",
    ) -> Duty:  # fmt: skip
        """What an entry of goods owes: ``owed.assessed`` in per cent and US dollars, each component in the JSON.

        ``code``: 4 to 10 digits; ``origin``, ``to``: two-letter codes; ``on``: the day of entry; ``value``: with its currency (``"9000 USD"``);
        ``quantities``: for specific rates (``["12 kg"]``); ``what_if``: a changed law (``"lift MEASURE from DAY"``).
        Raises :class:`~tidewaiter.errors.QuestionError` for what cannot be understood.

        >>> duty = Lawbook.load().duty("2841.61.00.00", origin="CN", on="2025-04-20", value="9000 USD")
        >>> duty.to_json()["assessed"]["ad_valorem_pct"] > 0
        True
        """
        from tidewaiter.asking import Books, ask

        days = {"on": on, "loaded": loaded, "known_on": known_on}
        asked = {
            "code": code, "origin": origin, "to": to, "value": value,
            "quantities": list(quantities), "claims": list(claims), "denied": list(denied), "contents": list(contents),
            "substance": substance, "what_if": what_if, **{key: str(day) for key, day in days.items() if day},
        }  # fmt: skip
        return ask(Books(self.folder, self), "duty", {key: given for key, given in asked.items() if given})

    def code(
        self, query: str = "", *, to: str = "HS", structure: str = "", on: str | date | None = None,
        facts: Sequence[str] = (), declared: str = "", rules_only: bool = False,
    ) -> Code:  # fmt: skip
        """The commodity code of a chemical, with its path, the rules that took it and what remains to be asked.

        ``to``: ``EU`` (eight digits), ``US`` (ten) or ``HS`` (six); ``structure``: in place of ``query``, never taken for a
        name; ``facts``: what no structure shows (``["hormone", "-antibiotic"]``); ``declared``: a code to hold against what is
        found; ``rules_only`` leaves out what a law prints with a CAS number. Raises
        :class:`~tidewaiter.errors.QuestionError` for what cannot be understood.

        >>> Lawbook.load().code("4-anilino-N-phenethylpiperidine", to="EU", on="2024-01-01").to_json()["code"]
        '2933.36.00'
        """
        from tidewaiter.asking import Books, ask

        asked = {
            "query": query, "structure": structure, "to": to, "on": str(on) if on else None, "facts": list(facts),
            "declared": declared, "rules_only": "yes" if rules_only else "",
        }  # fmt: skip
        return ask(Books(self.folder, self), "code", asked)

    def codes(
        self, table: Table, *, to: str = "HS", structure: str = "", id: str = "", cas: str = "", name: str = "",
        on: str | date | None = None, facts: Sequence[str] = (), rules_only: bool = False,
    ) -> Table:  # fmt: skip
        """The codes of a polars, pandas or Arrow table: the same kind of table comes back, one row each, in order.

        >>> import polars
        >>> Lawbook.load().codes(polars.DataFrame({"smiles": ["CCOC(C)=O"]}), on="2024-01-01")["code"].to_list()
        ['2915.31']
        """
        from tidewaiter.bulk.coding import code_table

        question = {"to": to, "on": str(on) if on else None, "facts": list(facts), "rules_only": rules_only}
        found: Table = code_table(self, table, structure=structure, id=id, cas=cas, name=name, **question)
        return found

    def read(self, text: str | Path, *, on: str | date | None = None) -> Document:
        """Read a text, or the file of a :class:`~pathlib.Path`: what it states of the law, beside what the law says.

        ``on``: its day, where it does not say or show it. Needs the extra ``documents``.

        >>> found = Lawbook.load().read("In 2019 China controlled fentanyls as a class.", on="2020-01-01")
        >>> [statement.finding.verdict for statement in found.statements]
        ['confirmed']
        """
        from tidewaiter.duty.book import DutyBook
        from tidewaiter.text.documents import read_document, read_text

        duties = DutyBook.load(self.folder)
        if isinstance(text, Path):
            return read_document(text, self, on, duties=duties)
        return read_text(text, self, on, duties=duties)

    def verify(
        self, claims: Sequence[ClaimOf] | Mapping[str, Any], *, on: str | date | None = None
    ) -> Verified:
        """The verdicts on claims about the law, whoever proposes them: a claim, a list of them, or what ``read`` prints as JSON.

        ``on``: the day of their text, where they do not say; today if none. The fields of a claim:
        :class:`tidewaiter.contract.claims.ClaimOf`. Raises :class:`~tidewaiter.errors.QuestionError` for one that cannot be understood.

        >>> claim = {"does": "control", "who": "CN", "what": ["4-piperidone"], "day": "2025-06-01", "begins": True}
        >>> told = Lawbook.load().verify([claim], on="2025-08-01").to_json()["claims"][0]
        >>> told["verdict"], told["differs"]
        ('differs', [{'what': 'day', 'claimed': '2025-06-01', 'held': '2025-07-20'}])
        """
        from tidewaiter.asking import Books, ask

        return ask(Books(self.folder, self), "verify", {"claims": claims, "on": str(on) if on else ""})

    def assess(
        self, shipment: Shipment | Mapping[str, Any] | str | bytes, history: Sequence[Shipment | Mapping[str, Any]] = ()
    ) -> Assessment:  # fmt: skip
        """Assess a whole shipment: a :class:`Shipment`, or what :func:`tidewaiter.shipment.read_shipment` reads.

        ``history``: earlier shipments, for thresholds that the law sums over time. A line that cannot be understood is
        answered as such; :class:`~tidewaiter.errors.QuestionError` is raised for a route or a day that cannot be.

        >>> told = Lawbook.load().assess({"from": "DE", "to": "CH", "on": "2025-06-02", "lines": ["acetic anhydride"]})
        >>> told.status
        'hit'
        """
        from tidewaiter.shipment import Shipment, assess, read_shipment

        given = shipment if isinstance(shipment, Shipment) else read_shipment(shipment)
        return assess(self, given, history)


def _in_python(mend: str) -> str:
    """What to do, in the words of a Python caller.

    >>> _in_python("Name it with --smiles, --cas or --name."), _in_python("Say which with --smiles (Python: structure=).")
    ('Name it with structure=, cas= or name=.', 'Say which with structure=.')
    """
    mend = re.sub(r" \(Python: [a-z]+=\)", "", mend)
    return re.sub(r"--([a-z]+)", lambda found: f"{_NAMES.get(found[1], found[1])}=", mend)


def _draw_answer(answer: Answer) -> str:
    from tidewaiter.report.html import answer_html

    return answer_html(answer)


def _draw_assessment(assessment: Assessment) -> str:
    from tidewaiter.shipment import determination_html

    return determination_html(assessment)


NOTEBOOK.update(answer=_draw_answer, assessment=_draw_assessment)
