"""What a copy of a web page, a table or a label leaves around a name: tags, links, marks of notes, a label with its sign."""

from __future__ import annotations

from tidewaiter.lawbook import patterns as re
from tidewaiter.substance.tables.wording import pattern, replaced

_TAG = re.compile(r"</?([A-Za-z][\w:-]*)(?:\s[^<>]*)?/?>")
_INLINE = re.compile(
    "a|abbr|big|b|cite|code|em|font|i|mark|q|small|span|strong|sub|sup|s|tt|u|wbr"
)  # tags within a word
_SIGNS = re.compile(r"\s*;(?:\s*;)+\s*")
_NOTE_TAG = re.compile(
    r"(?:(?<=[^\W\d_]{3})\s?<sup\b[^<>]*>\s?[\[(]?\d{1,2}|(?<=\w)\s?<sup\b[^<>]*>\s?[\[(]?[a-z*†‡§])[\])]?\s?</sup>\s*$"
)
_LINK = re.compile(
    r"!?\[([^\[\]]+)\]\((?:https?://|www\.|mailto:|/|#)[^()\s]*(?:\([^()\s]*\)[^()\s]*)?(?:\s+[\"'][^\"']*[\"'])?\)"
)
_NOTE = re.compile(r"(?<=[\w)%])(?:\s+[⁽]?[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,2}[⁾)]?|\s+\[(?:\d{1,2}|[a-z])\]|\s?[†‡§¶]+)\s*$")
_ASKS = re.compile(r"(?:can|may|could|is|am|how|i|we|ist|sind)\s", re.IGNORECASE)
_LABEL = pattern("label of what is copied")


def but_marks(text: str) -> str:
    """A text without the tags, links, marks of notes and labels of where it was copied, and without the question put around its goods.

    >>> but_marks("<b>ketamine</b>"), but_marks("laug<wbr>hing gas"), but_marks("<td>shoes</td><td>toys</td>"), but_marks("<i>N</i>-methyl")
    ('ketamine', 'laughing gas', 'shoes ; toys', 'N-methyl')
    >>> but_marks("[ham afyon](https://example.com/x)"), but_marks("ketamine [1]"), but_marks("ketamine ¹"), but_marks("benzo[a]pyrene")
    ('ham afyon', 'ketamine', 'ketamine', 'benzo[a]pyrene')
    >>> but_marks("Can I ship shoes?"), but_marks("is kratom legal?"), but_marks("can i"), but_marks("I want to buy tea")
    ('shoes?', 'kratom', 'can i', 'tea')
    >>> but_marks("ketamine<sup>2</sup>"), but_marks("H<sub>2</sub>O"), but_marks("share <5 % or >3"), but_marks("Compound=tramadol")
    ('ketamine', 'H2O', 'share <5 % or >3', 'tramadol')
    """
    if "<" in text:
        text = _TAG.sub(_untagged, _NOTE_TAG.sub("", text))
        text = " ".join(_SIGNS.sub(" ; ", text).split()).strip(" ;")
    if "](" in text:
        text = _LINK.sub(r"\1", text)
    if text[-1:] == "]" or not text[-1:].isascii():
        text = _NOTE.sub("", text)
    if _ASKS.match(text):
        text = replaced("asked", text)
    return _LABEL.sub("", text) if "=" in text or ":" in text or "：" in text else text


def _untagged(found: re.Match[str]) -> str:
    """Nothing for a tag within a word, a sign between goods for one of a cell or a line, else a blank."""
    tag = found[1].casefold()
    return "" if _INLINE.fullmatch(tag) else " ; " if tag in ("td", "tr", "th", "li", "br", "p") else " "
