"""What the service is asked: one model a question, read from a query or a JSON body. Unknown fields are refused."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from tidewaiter.asking.books import NAMES
from tidewaiter.contract.claims import ClaimOf

Word = Annotated[str, StringConstraints(max_length=300, strip_whitespace=True)]
Text = Annotated[str, StringConstraints(max_length=5_000)]  # percent-encoded, it still fits into an address
Half = Annotated[str, StringConstraints(max_length=2_000)]  # two of them and the rest still fit
# escaped, it still fits into a body
Long = Annotated[str, StringConstraints(min_length=1, max_length=300_000)]
Longer = Annotated[str, StringConstraints(max_length=300_000)]
Needed = Annotated[str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=5_000)]
Words = Annotated[list[Word], Field(max_length=60)]
Key = Annotated[str, StringConstraints(max_length=300, pattern=r"^[a-z]{2}/")]


class Asked(BaseModel):
    """Base of every question."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    def question(self) -> dict[str, Any]:
        """The question as :func:`tidewaiter.asking.ask` takes it: only what was given, under its names."""
        given = self.model_dump(by_alias=True, exclude={"keep"}).items()
        return {NAMES.get(key, key): value for key, value in given if value not in (None, "", [])}


class CheckQuestion(Asked):
    """What the law says of a substance, in a place, on a day."""

    q: Half = Field("", description="Name, CAS number, SMILES, InChI, InChIKey or commodity code")
    structure: Half = Field("", description="In place of `q`: SMILES or InChI, never taken for a name")
    on: Word | None = Field(None, description="Day asked about, YYYY-MM-DD; default: today")
    known_on: Word | None = Field(None, description="Ignore what was made known after this day")
    jurisdiction: Words = Field([], description="Territories whose law is asked; all, if none is given")
    origin: Word = Field("", alias="from", description="Territory the goods leave")
    destination: Word = Field("", alias="to", description="Territory the goods enter")
    amount: Word = Field("", description="Quantity with its unit, for thresholds: 25 kg, 10000 L")
    concentration: Word = Field("", description="How much of the goods it is, for mixtures: 25 %")
    field: Words = Field([], description="Fields of law (weapons, dual use ...); all, if none is given")
    code: Word = Field("", description="yes: the commodity code beside the controls, in the tariff of `to`")


class CheckOne(CheckQuestion):
    """One of several questions in a body: also for structures and MOL blocks."""

    q: Longer = Field("", description="As for GET; also a MOL block")
    structure: Longer = Field("", description="As for GET; also a MOL block")


class CheckBody(CheckOne):
    """The same as a body, for an answer that is to be kept."""

    keep: bool = Field(False, description="Keep question and answer in the record")


class CodeQuestion(Asked):
    """The commodity code of a chemical."""

    q: Half = Field("", description="Name, CAS number, SMILES, InChI or phrase")
    structure: Half = Field("", description="In place of `q`: SMILES or InChI, never taken for a name")
    destination: Word = Field("HS", alias="to", description="Tariff: EU (eight digits), US (ten) or HS (six)")
    on: Word | None = Field(None, description="Day asked about, YYYY-MM-DD; default: today")
    facts: Words = Field([], description="What no structure shows: hormone, -antibiotic, doses, drug")
    declared: Word = Field("", description="A code that was declared, held against what is found")
    rules_only: Word = Field("", description="yes: no code that a law prints with a CAS number")


class DutyQuestion(Asked):
    """What an entry owes at the border."""

    code: Word = Field(
        "", description="Tariff code, 4 to 10 digits, dots or not; needed unless `what` is given"
    )
    what: Half = Field(
        "", description="The chemical: its code is told from its structure where none is given"
    )
    origin: Needed = Field(description="Country of origin, ISO code")
    on: Needed = Field(description="Day of entry, YYYY-MM-DD")
    destination: Word = Field("US", alias="to", description="Where the goods are entered: US, EU or CN")
    loaded: Word | None = Field(None, description="Day the goods were loaded on the final mode of transit")
    value: Word | None = Field(
        None, description="Customs value with its currency, that of the tariff: 1000 USD, of the EU 1000 EUR"
    )
    quantity: Words = Field([], description="Quantities with their units, for specific rates: 12 kg")
    claim: Words = Field([], description="Claims or facts that hold; none: no other claim is made")
    denied: Words = Field([], description="Facts that do not hold")
    content: Words = Field([], description="Shares of the value: steel=60%")
    known_on: Word | None = Field(None, description="Ignore texts published after this day")
    substance: Text = Field(
        "", description="Name, CAS number or structure: the controls beside the duty are its own"
    )
    what_if: Word | None = Field(
        None, description="A changed lawbook: lift MEASURE from DATE; re-rate, re-date, add"
    )


class DutyBody(DutyQuestion):
    """The same as a body, for an answer that is to be kept."""

    keep: bool = Field(False, description="Keep question and answer in the record")


class StepsQuestion(Asked):
    """The total of one good through time."""

    code: Needed = Field(description="Tariff code, 4 to 10 digits")
    origin: Needed = Field(description="Country of origin, ISO code")
    destination: Word = Field("US", alias="to")
    first: Word | None = Field(None, alias="from", description="First day; default: the tables' first")
    until: Word | None = Field(None, description="The day after the last; default: the tables' horizon")
    what_if: Word | None = None


class ShowQuestion(Asked):
    """One record of the lawbook."""

    key: Text = Field(min_length=1, description="Its key, or a substance's name")


class InstrumentQuestion(Asked):
    """The entries of one instrument."""

    of: Word = Field("", alias="list", description="Only this list of it")
    q: Word = Field("", description="Only entries with these words in name or clause")
    on: Word = Field("", description="Only what is listed on this day, YYYY-MM-DD")
    page: int = Field(1, ge=1, le=1_000_000, description="Which hundred of the entries")


class DiffQuestion(Asked):
    """Two days compared."""

    first: Word = Field(alias="from", description="The earlier day")
    second: Word = Field(alias="to", description="The later day")
    jurisdiction: Words = []


class LagQuestion(Asked):
    """Treaty and followers."""

    name: Annotated[list[Word], Field(max_length=12)] = Field([], description="Only these substances")
    jurisdiction: Words = []


class TimelineQuestion(Asked):
    """A substance through all lists and all time."""

    q: Text = Field(min_length=1, description="Name, number or structure")


class EventsQuestion(Asked):
    """What is told beside the measures."""

    measure: Annotated[list[Key], Field(max_length=60)] = Field(
        [], description="Only what concerns these records or instruments"
    )
    topic: Words = []
    jurisdiction: Words = []
    first: Word | None = Field(None, alias="from")
    second: Word | None = Field(None, alias="to", description="Before this day")
    on: Word | None = Field(None, description="What had happened by this day, and how it stood")


class IndicatorsQuestion(Asked):
    """Published figures beside the law."""

    series: Words = []
    topic: Words = []
    on: Word | None = Field(None, description="Only what was published by this day")


class PartiesQuestion(Asked):
    """Persons, bodies and organisations on lists."""

    name: Word = Field("", description="A name to look for")
    jurisdiction: Words = []
    instrument: Words = []
    on: Word | None = Field(None, description="Only those listed on this day")


class Nothing(Asked):
    """No question: what is asked is in the path."""


# shipment ------------------------------------------------------------------------------------------------


class PartyGiven(Asked):
    """Who takes part."""

    name: Text = ""
    country: Word = ""
    role: Word = ""
    address: Text = ""


class RouteGiven(Asked):
    """The way of the goods."""

    origin: Word = Field("", alias="from")
    via: Words = []
    destination: Word = Field("", alias="to")


class DaysGiven(Asked):
    """When the goods leave, are loaded, and enter."""

    export: Word | None = None
    loaded: Word | None = None
    entry: Word | None = None


class GoodsGiven(Asked):
    """One line, every value as text."""

    description: Text = ""
    cas: Word = ""
    structure: Annotated[str, StringConstraints(max_length=100_000)] = ""
    code: Word = ""
    quantity: Word = ""
    concentration: Word = ""
    value: Word = ""
    use: Text = ""
    end_user: Text = ""
    origin: Word = ""


class ShipmentGiven(Asked):
    """A shipment: parties, route, days and lines."""

    reference: Word = ""
    parties: Annotated[list[PartyGiven], Field(max_length=50)] = []
    route: RouteGiven
    dates: DaysGiven = DaysGiven()
    lines: Annotated[list[GoodsGiven], Field(min_length=1, max_length=2_000)]

    def question(self) -> dict[str, Any]:
        """Only what was given, at every depth."""
        return dict(_given(self.model_dump(by_alias=True)))


def _given(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: made for key, item in value.items() if (made := _given(item)) not in (None, "", [], {})}
    return [_given(item) for item in value] if isinstance(value, list) else value


class AssessBody(Asked):
    """A shipment to be assessed, with earlier ones for thresholds that the law sums over time."""

    shipment: ShipmentGiven
    history: Annotated[list[ShipmentGiven], Field(max_length=1_000)] = []
    keep: bool = Field(False, description="Keep question and answer in the record")

    def question(self) -> dict[str, Any]:
        """As :func:`tidewaiter.asking.ask` takes it."""
        made: dict[str, Any] = {"shipment": self.shipment.question()}
        if self.history:
            made["history"] = [one.question() for one in self.history]
        return made


class ShortShipment(Asked):
    """A shipment as one writes it in a line: where from, where to, what; the same words as a file of `assess`."""

    origin: Needed = Field(alias="from", description="Territory the goods leave")
    destination: Needed = Field(alias="to", description="Territory the goods enter")
    via: Words = []
    lines: Annotated[list[GoodsGiven | Line], Field(min_length=1, max_length=2_000)] = Field(
        description="Each a description, or an object with its facts"
    )
    keep: bool = Field(False, description="Keep question and answer in the record")

    def question(self) -> dict[str, Any]:
        """As :func:`tidewaiter.asking.ask` takes it."""
        way = {"from": self.origin, "via": self.via, "to": self.destination}
        lines = [{"description": one} if isinstance(one, str) else one.question() for one in self.lines]
        return {"shipment": {"route": {key: value for key, value in way.items() if value}, "lines": lines}}


class RecordQuestion(Asked):
    """Which entries of the record."""

    kind: Words = Field([], description="check, duty, assess")
    since: Word = Field("", description="Kept on this day (UTC) or later, YYYY-MM-DD")
    until: Word = Field("", description="Kept before this day")
    last: int = Field(50, ge=1, le=1_000, description="At most so many, the latest")


class VerifyBody(Asked):
    """Claims about the law, each with the fields of ``ClaimOf``, and the day of their text."""

    claims: list[ClaimOf] = Field(min_length=1, max_length=100)
    on: Word | None = Field(None, description="The day of the text; default: today")


class ReadBody(Asked):
    """A text whose mentions of listed substances are asked for."""

    text: Long
