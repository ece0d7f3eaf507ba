"""The files of the lawbook: what stands in each column, said once.

Here a file's columns have their order, meaning, terms and need; the record that a row becomes
(:mod:`tidewaiter.lawbook.records`) has the type of each. From the two follow the check of the header, the reading
(:meth:`tidewaiter.lawbook.loading.Loading.make`), the tables of docs/lawbook.md and the schemas for editors
(:mod:`tidewaiter.lawbook.schema`).
"""

from __future__ import annotations

from tidewaiter.lawbook.columns import ADDRESS, FROM, NOTE, SOURCE, UNTIL, Column, Table
from tidewaiter.lawbook.records import (
    Assumption,
    Case,
    Code,
    Coverage,
    Decision,
    Disagreement,
    Entry,
    Exception_,
    Instrument,
    Limit,
    List,
    Measure,
    Member,
    Membership,
    Name,
    Product,
    Reason,
    State,
    Substance,
)
from tidewaiter.lawbook.tables_beside import ACTS, EVENTS, PARTIES, PARTY_LISTS, POINTS, SERIES

C = Column

INSTRUMENT = Table(
    "instrument.yml",
    Instrument,
    (
        C("key", "`<issuer>/<folder>`, the same as the folder's place", required=True),
        C("title", "what it is called", required=True),
        C("citation", "how it is cited officially", required=True),
        C("issuer", "who issued it", required=True),
        C("territory", "where it is law", required=True, terms="territories"),
        C("from", "first day of the instrument; it may be bounded", required=True),
        C("coverage", "how much of it is here: a block with the keys below", required=True),
        C("lists", "a block a list, under the list's key, with the keys below", required=True),
        C("until", "the day it ended"),
        ADDRESS,
        NOTE,
    ),
)
COVERAGE = Table(
    "instrument.yml: coverage",
    Coverage,
    (
        C("status", "`complete` or `partial`", required=True, terms="coverage"),
        C("verified_through", "the day up to which the text was read", required=True),
        C("missing", "what is not here; filled if and only if partial"),
    ),
)
LIST = Table(
    "instrument.yml: lists",
    List,
    (
        C("title", "what the list is called", required=True),
        C("kind", "what kind of goods it lists", required=True, terms="kinds"),
        C("clause", "the clause that makes the list"),
        C(
            "extensions",
            "what each entry reaches besides, unless it says otherwise itself",
            terms="extensions",
        ),
        C("extension_clause", "the clause that extends it"),
        C("destinations", "it binds only goods bound for these; empty: any", terms="territories"),
        C(
            "continues",
            "keys of lists in earlier instruments of the territory that this one carries on under another key",
        ),
        C(
            "apart",
            "`yes`: it binds beside the other lists of the instrument: what they name displaces no class or doubt of it",
        ),
    ),
)
ENTRIES = Table(
    "entries.csv",
    Entry,
    (
        C("list", "one of the lists of `instrument.yml`", required=True),
        C("clause", "the pinpoint inside the instrument", required=True),
        C("substance", "id of a row of `substances.csv`; empty where the entry is a class"),
        C(
            "class",
            "id of a class definition, `<issuer>/<file>`; one of the two must be filled",
            field="class_id",
        ),
        C(
            "as_listed",
            "the name as the law writes it, in its own script; shown, and searched where it is the plain name of one molecule: "
            "all other names stand in `names.csv`",
        ),
        C(
            "extensions",
            "what this entry reaches besides, separated by `;`; empty: as the list says; `none`: nothing more",
            terms="extensions",
        ),
        C(
            "doubt",
            "the open word or question that keeps this listing from being sure, as a noun clause; filled, the answer "
            "is *cannot tell* and names it",
        ),
        FROM,
        UNTIL,
        C("announced", "the day it was made known, where it differs"),
        C(
            "threshold",
            "an amount, or amounts by use: `import/export: at least 4 kg; domestic: at least 4 kg`; the words are "
            "explained below",
        ),
        C("implements", "id of the treaty decision it carries out"),
        C("cite", "the official citation of the act that listed it", required=True),
        *SOURCE[1:],
        C("dates_verified", "level of the days, where it differs"),
        NOTE,
    ),
)
SILENCES = Table(
    "silences/<territory>.csv",
    Reason,
    (
        C(
            "why",
            "`read`: somebody looked for the substance, family clauses included, in a text complete to "
            "`verified_through`; `not_held`: a law that may speak is known and is not in the lawbook",
            required=True,
            terms="silences",
        ),
        C("substance", "one or several ids; required for `read`", field="substances"),
        C(
            "kinds",
            "the kinds of list that the law makes, or fields of law (`weapons`: all kinds of that field). `not_held`: it may speak "
            "of what any list of these kinds names anywhere, or `any`; `read`: only for these kinds was it looked for; empty: for all",
        ),
        C("from", "the first day for which the row speaks; empty: from the beginning", field="since"),
        C("until", "the first day for which it no longer speaks"),
        C("law", "the law that is not held; required for `not_held`"),
        NOTE,
        C("cite", "the official citation; required for `read`"),
        *SOURCE[1:],
        C(
            "verified_through",
            "the day up to which the text was read, or on which the law was looked for",
            required=True,
        ),
    ),
)
EXCEPTIONS = Table(
    "exceptions.csv",
    Exception_,
    (
        C(
            "lists",
            "the lists whose general clauses and classes it is taken out of; empty: all of the instrument",
        ),
        C("clause", "the pinpoint", required=True),
        C("substance", "id of the goods taken out by name", required=True),
        C("extensions", "what is taken out with them"),
        FROM,
        UNTIL,
        *SOURCE,
        NOTE,
    ),
)
PREPARATIONS = Table(
    "preparations.csv",
    Limit,
    (
        C("lists", "the lists whose entry of the drug leaves such a preparation out", required=True),
        C("clause", "the pinpoint", required=True),
        C(
            "substance",
            "the drug or class, one or several ids: each by itself",
            required=True,
            field="substances",
        ),
        C(
            "most",
            "at most so much of it: `100 mg/unit` in a dosage unit, `1.8 g/100 ml`, `2.5 %` in what is not divided; any one "
            "of several; empty: any amount",
        ),
        C(
            "counted",
            "`base`: the free base or acid is counted, not its salt; `together`: all that the row names is summed; id of a constituent (THC of a plant): that is counted, where it is told; empty: as it is written",
        ),
        C("needs", "what else the preparation must be or hold", terms="preparation needs"),
        C(
            "beside",
            "an ingredient that must be in it, with the least of it: `naloxone 7.5 %` of the drug, `atropine 25 ug/unit`",
        ),
        C("forms", "what it must be put up as; empty: anything", terms="preparation forms"),
        C(
            "open",
            "what else the law asks and no description tells, as a noun clause: filled, it stays *cannot tell*",
        ),
        C("border", "`yes`: the rules on import, export and transit bind such a preparation all the same"),
        C(
            "preparation",
            "id of the listed preparation whose entry in this instrument then binds; empty: the preparation is left out",
        ),
        FROM,
        UNTIL,
        *SOURCE,
        NOTE,
    ),
)
DECISIONS = Table(
    "decisions.csv",
    Decision,
    (
        C("id", "its number", required=True),
        C("decided", "the day of the vote", required=True),
        C("binds_from", "the day it binds; it may be bounded or empty"),
        C("substances", "ids of what was decided on"),
        *SOURCE,
        NOTE,
    ),
)
MEASURES = Table(
    "measures.yml",
    Measure,
    (
        C("id", "a key of its own", required=True),
        C("title", "what it is called", required=True),
        C("effect", "licence, permit, notification, declaration, record ...", required=True, terms="effects"),
        C("lists", "the lists on whose goods it falls; empty: all of the instrument"),
        C("substances", "the substances on which it falls; empty: all of these lists"),
        C(
            "direction",
            "`import`, `export`, `both`, `transit` or `domestic`",
            required=True,
            terms="directions",
        ),
        C(
            "origin",
            "only goods from these territories (terms: territories); `not un/cwc`: from what is no Party of it",
        ),
        C(
            "destination",
            "only goods to these territories (terms: territories); `not un/cwc`: to what is no Party of it",
        ),
        C(
            "threshold",
            "`none`, `listing` (the threshold of the entry), an amount, or a content: `more than 30 %`",
        ),
        C("document", "the paper"),
        C("issued_by", "who gives or gets it"),
        C("deadline", "when"),
        FROM,
        UNTIL,
        C("clause", "the pinpoint", required=True),
        *SOURCE,
        C("note", "conditions that are not encoded"),
    ),
)
STATES = Table(
    "states.csv",
    State,
    (
        C("state", "the state", required=True, terms="territories"),
        C("status", "`party`, or `no party` of one that never was", required=True),
        *(FROM, UNTIL, *SOURCE, NOTE),
    ),
)
CASES = Table(
    "cases.yml",
    Case,
    (
        C("id", "a key of its own", required=True),
        C(
            "ask",
            "`query`, `from`, `to`, `jurisdiction`, `on`, `known-on`, `amount`, `concentration`, `field`",
            required=True,
        ),
        C("expect", "what the answer must say; the keys stand below", required=True),
        C("says", "who vouches for the answer: a ruling, a notice, an official answer", required=True),
        C("read", "what was read, with its address", required=True),
    ),
)
SUBSTANCES = Table(
    "substances.csv",
    Substance,
    (
        C("id", "our key, in small letters and hyphens", required=True),
        C("name", "the preferred name, in English", required=True),
        C(
            "kind",
            "molecule, mixture, natural, family, element, biological",
            required=True,
            terms="substance kinds",
        ),
        C("cas", "CAS numbers, the usual one first; each must pass its check digit"),
        C(
            "smiles",
            "the structure, with the stereochemistry that the law's name states, and no more; a racemate is one of its isomers with the group of its centres behind it (CXSMILES, &1)",
        ),
        C(
            "structure_from",
            "what it was made from: the law's own systematic name read by OPSIN, data under the CAS number, or drawn "
            "and checked",
        ),
        C("formula", "molecular formula; must be that of the structure"),
        NOTE,
    ),
)
NAMES = Table(
    "names.csv",
    Name,
    (
        C("substance", "id of a row of `substances.csv`", required=True),
        C("name", "the name as written", required=True),
        C("language", "the language it is used in", required=True, terms="languages"),
        C("source", "the instrument or work that uses it", required=True),
    ),
)
FAMILIES = Table(
    "families.csv",
    Member,
    (
        C(
            "family",
            "id of a substance of the kind `family`, which names.csv calls by its words",
            required=True,
        ),
        C("covers", "id of a class that defines it, or of a substance that is one of it", required=True),
        C(
            "doubt",
            "what is open before a member of the family is within the class, as a noun clause; empty: the family is the class "
            "by the law's own words. Of a substance it is always open which member is meant",
        ),
    ),
)
PRODUCTS = Table(
    "products.csv",
    Product,
    (
        C("name", "what it is sold as", required=True),
        C("language", "the language of the name", required=True, terms="languages"),
        C("actives", "each active substance: ids, or names of those that no list knows", required=True),
        C(
            "doubt",
            "why something else may be meant (a street word of ordinary goods, a plant of varying content); filled, "
            "nothing applies for sure",
        ),
        C(
            "doubt_in",
            "the territories on whose law alone the doubt turns; elsewhere all parts apply for sure; empty: any",
            terms="territories",
        ),
        C("source", "where the parts stand, with the address", required=True),
        C("verified", "level of what was read", required=True, terms="levels"),
        NOTE,
    ),
)
CODES = Table(
    "codes.csv",
    Code,
    (
        C("code", "4 to 10 digits without dots", required=True),
        C("nomenclature", "the tariff it is of", required=True),
        C("substance", "id of a substance that it covers", required=True),
        C("from", "the first day; empty: not known", field="since"),
        C("until", "the day it ended"),
        C("source", "what names the substance under it", required=True),
    ),
)
MEMBERSHIPS = Table(
    "memberships.csv",
    Membership,
    (
        C("part", "the territory that is under another's law", required=True, terms="territories"),
        C("whole", "that other", required=True, terms="territories"),
        FROM,
        UNTIL,
        C("source", "what was read", required=True),
    ),
)
DISAGREEMENTS = Table(
    "disagreements.csv",
    Disagreement,
    (
        C("kind", "see the rule `DisagreementIsKnown`", required=True),
        C("substance", "one or several ids", required=True, field="substances"),
        C("where", "instrument and place of the reading"),
        C("reading", "what is said there: a name, a number, a structure"),
        C("reads_as", "the structure that the reading gives"),
        C("kept", "what the lawbook keeps instead"),
        C("kept_from", "the source of what is kept"),
    ),
)
ASSUMPTIONS = Table(
    "assumptions.yml",
    Assumption,
    (
        C("id", "a key of its own", required=True),
        C("instrument", "the instrument whose text leaves it open", required=True),
        C("question", "what is open", required=True),
        C("reading", "what we assume", required=True),
        C("consequence", "what follows for an answer", required=True),
        C("source", "what supports it"),
    ),
)

TABLES = (
    *(
        INSTRUMENT,
        COVERAGE,
        LIST,
        ENTRIES,
        SILENCES,
        EXCEPTIONS,
        PREPARATIONS,
        DECISIONS,
        MEASURES,
        STATES,
        CASES,
    ),
    *(SUBSTANCES, NAMES, FAMILIES, PRODUCTS, CODES, MEMBERSHIPS, DISAGREEMENTS),
    *(EVENTS, ACTS, SERIES, POINTS, PARTY_LISTS, PARTIES, ASSUMPTIONS),
)
