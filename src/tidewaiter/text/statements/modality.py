"""Whether a clause tells a fact, what is announced or proposed, or an opinion."""

from __future__ import annotations

from tidewaiter.text.statements.claims import Claim, Read
from tidewaiter.text.statements.roles import Hit, Told
from tidewaiter.text.statements.triggers import DUTY_KINDS, LIST_KINDS, NOUN_ACT
from tidewaiter.text.statements.words import patterns, words

_P = patterns("modality")
RULE = _P["rule"]  # what must be done
# what a proposal may tell beside
_ALSO = ("licence", "exemption", "ban", "penalty", "process", "reduction", "other")
_PROPOSED = 80  # characters before a trigger in which it is said to be proposed
_VERB = 14  # characters before a trigger in which its verb stands: "that are"
_DUTIES = ("must", "should", "need to", "needs to")  # what the law asks for, and no opinion


def proposed(hit: Hit, text: str, told: Told) -> str:
    """Whether an act is but proposed: by its words, or by those of its notice."""
    if hit.kind not in ("control", "removal", "duty", "count") or _P["holds_now"].search(text):
        return "proposed" if hit.kind in _ALSO and of_proposal(text, told) else ""
    near = text[max(hit.start - _PROPOSED, 0) : hit.end]
    if _P["a_bill"].search(near):
        return ""
    if _P["for_treaty"].search(text, hit.start):
        return "proposed"
    stands = _P["stands"].search(text[max(hit.start - _VERB, 0) : hit.end])
    return "proposed" if (told.proposes and not stands) or words().cues["proposed"].search(near) else ""


def of_proposal(text: str, told: Told) -> bool:
    """Whether a sentence of a proposal tells what it would make law."""
    return told.proposes and _P["would"].search(text) is not None


def modality_of(hit: Hit, clause: tuple[int, int], text: str, near: str, ahead: bool, told: Told) -> str:
    """Whether a clause tells a fact, what is announced, or an opinion.

    ``near``: the words before the trigger; ``ahead``: the words before its day look ahead.
    """
    cues, own, listing = words().cues, text[hit.start : hit.end], hit.kind in ("control", "removal")
    reported = _P["reported"].search(near + " " + own.split(" ")[0])
    if hit.kind in LIST_KINDS and _P["advice"].search(text[: hit.start]):
        if not (told.followed or _P["accepted"].search(text[: hit.start])):
            if _P["laid_before"].search(text[: hit.end]) or _P["treaty_body"].search(text[: hit.start]):
                return "proposed"
            return "opinion"  # what one body advises another to list
        near = _P["advice"].sub("", near)  # what the body that lists has accepted
    if hit.kind in DUTY_KINDS and _on_condition(hit, text):
        return "opinion"
    if hit.kind in (*DUTY_KINDS, *LIST_KINDS) and _P["promise"].search(text[: hit.end]):
        return "opinion"
    if listing and _P["gerund"].match(text):
        return "announced"
    wanted = listing and _P["wanted"].search(text[hit.start : clause[1]])
    if wanted and not _P["finding"].search(text[: hit.start]):
        return "opinion"  # "the placement of X is necessary"
    if listing and (_P["praised"].search(text, hit.start) or _P["observed"].search(text[: hit.start])):
        return "opinion"
    if hit.kind == "power" and _P["wished"].search(text):
        return "opinion"
    if cues["planned"].search(f"{near} {own}") or _P["history"].search(text[clause[0] : hit.end]):
        return "opinion"
    if hit.kind not in ("penalty", "total", "process", "power", "other"):
        if reported and not cues["opinion"].search(_P["reported"].sub("", near)):
            return "announced"
        asks = hit.kind not in ("list", "deadline", "threat", "answers")
        if asks and _opinionated(near, own, hit.kind):
            return "opinion"
        # "approved the proposal, adding ..."
        led = text[: hit.start] if _P["participle"].match(own) else near
        if _P["passive_de"].search(own):
            led = _P["becomes"].sub(" ", led)
        if _looks_ahead(hit, own, _P["wants"].sub(" ", led)) or (ahead and _coming(own, text)):
            return "announced"
    if hit.kind == "control" and cues["announced"].match(own):
        return "announced"  # "announced controls on X"
    relisted = NOUN_ACT.match(own) and _P["relisting"].search(text[: hit.start])
    if hit.kind == "control" and (relisted or _P["new_act"].search(text[: hit.end])):
        return "announced"  # an act of the text's own days, and no law of many years
    return "fact"


def _on_condition(hit: Hit, text: str) -> bool:
    """Whether a duty hangs on what has not happened, told before it or behind: "should talks fail"."""
    under = _P["condition"].match(text)
    return (under is not None and under.end() <= hit.end) or _P["should_fail"].search(text) is not None


def _looks_ahead(hit: Hit, own: str, near: str) -> bool:
    """Whether the words before a trigger, or its first, say that it is to come, or was announced."""
    cues = words().cues
    if cues["future"].search(near) or cues["announced"].search(near):
        return True
    if hit.kind in ("control", "removal"):  # "plans to ban", "are to be added": not yet done
        return _P["to_be_done"].match(own) is not None
    return hit.kind in DUTY_KINDS and bool(_P["will"].search(own))


def _coming(own: str, text: str) -> bool:
    return bool(words().cues["announced"].search(own) or words().cues["future"].search(text))


def _opinionated(near: str, own: str, kind: str) -> bool:
    own = own if kind in ("control", "removal") else "" if kind == "needed" else own.split(" ")[0]
    own = "" if own == "may" and kind == "licence" else own  # "may not be sold": law
    found = words().cues["opinion"].search(_P["whoever"].sub("", f"{near} {_P['whenever'].sub('', own)}"))
    if found is None or (kind in ("follow", "licence", "ban") and found[0].lower() in _DUTIES):
        return False
    would = kind in ("control", "removal", "follow") and found[0].lower() == "would"
    return not (would and _P["made_known"].search(near))


def loose(text: str, *cues: str) -> bool:
    """Whether a text asks, or has one of some cues (``words.yml``): what it tells is not sure."""
    return asks(text) or any(words().cues[one].search(text) for one in cues)


def of_rest(text: str) -> str:
    """Whether that counter-measures rest, or ended, is told as done or as to come."""
    return "announced" if _P["to_rest"].search(text) else "fact"


def asks(text: str) -> bool:
    """Whether a sentence is a question."""
    return text.rstrip("'\"”’」 ").endswith(("?", "？"))


def opinion(read: Read) -> Claim | None:
    """A sentence on the subject that states no law: an opinion, a quotation, a forecast."""
    text, known = read.sentence.text, words().cues
    if RULE.search(text):
        return None  # what must be done is law, understood or not
    speaks = read.of("speaker") or _P["speaks"].search(text)
    if read.sentence.number == 0 or not known["topic"].search(text):
        return None
    if not (speaks or asks(text) or known["opinion"].search(_P["whoever"].sub("", text))):
        return None
    s = read.sentence
    return Claim("opinion", s.start, s.end, s.number, modality="opinion", said_by=read.first("speaker"))
