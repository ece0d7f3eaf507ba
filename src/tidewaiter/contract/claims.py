"""A claim about the law, and the verdict on it: what ``tidewaiter verify`` takes and gives, whoever proposes it."""

from typing import Annotated

from typing_extensions import TypedDict

from tidewaiter.contract.words import LawbookOf, OneOf, Says, Strings

DOES = (
    "control", "removal", "count", "follow", "licence", "duty", "reduction", "repeal", "exemption", "truce", "list",
    "answers", "designation", "event", "deadline", "threat", "total", "penalty", "ban", "process", "power", "other", "opinion",
)  # fmt: skip
MODALITIES = ("fact", "announced", "proposed", "opinion")
STEPS = (  # with a single act
    "adopted", "signed", "published", "made", "in_force", "suspended", "prolonged", "ended", "until", "unlimited",
)  # fmt: skip
WAYS = (
    "export",
    "import",
    "domestic",
    "elsewhere",
    "destinations",
    "up",
    "down",
    "suspension",
    "resumption",
    "terrorist",
    "sanctions",
    "content",
    *STEPS,
)
PAPERS = ("licence", "registration", "record", "report", "suspicion", "declaration", "notification", "public")
VERDICT_WORDS = (
    "confirmed",
    "differs",
    "contradicted",
    "announced",
    "outside",
    "not_judged",
    "not_law",
)


class ClaimOf(TypedDict, total=False):
    """One claim: who does what, to what, for whom, at what rate or on which list, on what ground, when, how surely."""

    id: Annotated[str, Says("Comes back with the verdict")]
    does: Annotated[str, OneOf(*DOES), Says("What is said to be done; docs/read.md has the words")]
    who: Annotated[str, Says("Whose law it is: a territory's code or name, or an authority that texts name")]
    what: Annotated[Strings, Says("Substances, classes or groups: names, CAS numbers, ids of the lawbook")]
    number: Annotated[int | None, Says("How many were listed")]
    also: Annotated[list[int], Says("Numbers joined to it: five substances and one medicine")]
    whose: Annotated[Strings, Says("Whose goods a duty falls on; towards which states a paper is asked for")]
    rate: Annotated[str, Says("Per cent")]
    rate_before: Annotated[str, Says("Per cent, before it was raised or cut")]
    worth: Annotated[str, Says("Of counter-measures: EUR 21 billion")]
    ground: Annotated[str, Says("Of a duty: a word of docs/read.md, or as a text names it (Section 301)")]
    goods: Annotated[Strings, Says("Goods in particular that a duty falls on, or that are exempt; none: all")]
    parties: Annotated[Strings, Says("Names of firms and persons, or words for their kind (Mexican cartels)")]
    list: Annotated[str, Says("Schedule I, Class B, annex I")]
    act: Annotated[
        str, Says("Of a process: the act, by its number, its title, or who made it and what it does")
    ]
    instrument: Annotated[str, Says("An instrument that is none of the lawbook's, where that is known")]
    papers: Annotated[
        list[Annotated[str, OneOf(*PAPERS)]],
        Says("Of a licence: what is asked for; none: a paper at the border"),
    ]
    as_class: Annotated[bool, Says("As a whole class")]
    way: Annotated[
        str,
        OneOf(*WAYS, ""),
        Says(
            "Of a paper: export, import, domestic, elsewhere (to other states than a rule names), destinations (the "
            "states that a rule names); of a duty: up, down; of a party: terrorist, sanctions; "
            "of an act: what was done with it"
        ),
    ]
    day: Annotated[str, Says("A day, month or year (2025-07, 2025), two with 'to', or in words (last month)")]
    begins: Annotated[bool, Says("The day is its first; else it was done or held in those days")]
    still: Annotated[bool, Says("Said to hold on the day of the text")]
    made_known: Annotated[bool, Says("Of a duty: said to have been announced, not charged")]
    modality: Annotated[str, OneOf(*MODALITIES)]
    denied: Annotated[bool, Says("Said not to be so")]
    said_by: str
    on: Annotated[str, Says("The day of the text; default: that of all claims, else today")]
    text: Annotated[str, Says("The words it was taken from")]
    span: Annotated[list[int], Says("Where they stand: first character, and the one after the last")]


class DiffersOf(TypedDict):
    """Something that was claimed otherwise than the lawbook has it."""

    what: Annotated[str, Says("A field of the claim")]
    claimed: str
    held: str


class VerdictOf(TypedDict):
    """What the lawbook says to one claim."""

    claim: ClaimOf
    verdict: Annotated[str, OneOf(*VERDICT_WORDS)]
    measure: Annotated[str, Says("The entry, duty, event or party that decided")]
    clause: str
    since: str
    answer: Annotated[str, Says("What the lawbook holds, in one sentence")]
    differs: list[DiffersOf]
    missing: Annotated[Strings, Says("What would have to be told to bind the claim to one measure")]
    note: str
    rows: Annotated[Strings, Says("The rows of the tables of verdicts that decided")]


class VerifyAnswer(TypedDict):
    """The verdicts on claims, in their order."""

    on: str
    claims: list[VerdictOf]
    verdicts: Annotated[dict[str, int], Says("How many have each verdict")]
    summary: str
    lawbook: LawbookOf
    caution: str
