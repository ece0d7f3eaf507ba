"""A page cut into its pieces: articles with their titles, the furniture of the site, and sentences.

A page copied from a site is several articles and the site's own words run together. Cutting goes by lines: a
line of furniture (``Hashtags``, ``38 minutes ago``) ends what stands before it, a short line without a full stop before
a long one is a title. What is furniture stands in ``words.yml``.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from tidewaiter.substance.tables.traditional import simplified
from tidewaiter.text.statements.words import patterns, state_code, words

TITLE_MOST = 160  # characters; a headline is shorter
_P = patterns("pieces")
_WIDEST = 130  # characters; a longer line is a paragraph, not a line of one
_DEEP = 2  # leads above another
_SHORT = 20  # characters
_AT_END = 80  # characters: more than the words by which a line leads on, or stops
SENTENCE_MOST = 1500  # characters; a longer one is cut at a blank or comma
PROSE_LEAST = 200  # characters; a line this long is prose, whatever it ends with


_WRITTEN = ("title", "prose")  # kinds of lines that are not the site's


class Lead(NamedTuple):
    """A line that those below it complete."""

    start: int
    end: int
    text: str


class Sentence(NamedTuple):
    """One sentence: its number in the piece (0: the title) and its span in the page."""

    number: int
    start: int
    end: int
    text: str  # Chinese in simplified letters
    # what it completes, from the outside: the title, a heading that names a state, a sentence before a colon
    leads: tuple[Lead, ...] = ()


class Piece(NamedTuple):
    """One article of a page: its title, where it stands, and its sentences (the title first, as number 0)."""

    number: int
    title: str
    start: int
    end: int
    outlet: str
    age: str  # "38 minutes ago", as the site prints it; "" where it does not
    sentences: tuple[Sentence, ...]
    language: str = "en"  # a key of words.yml's languages; "" where it is none that is read


class Cut(NamedTuple):
    """A page cut: its articles, and the spans that are the site's own words."""

    pieces: tuple[Piece, ...]
    furniture: tuple[tuple[int, int], ...]


class _Line(NamedTuple):
    start: int
    end: int
    text: str
    kind: str  # blank, furniture, age, outlet, title, prose


def cut(text: str, title: str = "") -> Cut:
    """Cut a page. ``title`` is the title that the file itself states (HTML, DOCX, PDF), where it does.

    >>> page = "Hashtags\\nA duty on goods\\nThe duty is 20 %. It began in March.\\n\\nComments\\n"
    >>> [piece.title for piece in cut(page).pieces]
    ['A duty on goods']
    >>> [sentence.text for sentence in cut(page).pieces[0].sentences]
    ['A duty on goods', 'The duty is 20 %.', 'It began in March.']
    """
    lines = _lines(text)
    groups: list[list[_Line]] = []
    furniture: list[tuple[int, int]] = []
    heads: list[tuple[str, str]] = []
    outlet = age = ""
    open_ = False
    for place, line in enumerate(lines):
        if line.kind == "blank":
            continue
        if line.kind in ("furniture", "age", "outlet"):
            furniture.append((line.start, line.end))
            open_ = False
            if line.kind == "age":
                age = line.text.strip()
            elif line.kind == "outlet":
                outlet = line.text.strip().lstrip("-– ").strip()
            else:
                outlet = age = ""
            continue
        begins = (
            line.kind == "title" and open_ and groups[-1][-1].kind != "title" and _starts_piece(lines, place)
        )
        if not open_ or begins:
            groups.append([])
            heads.append((outlet, age))
            outlet = age = ""
            open_ = True
        groups[-1].append(line)
    return _pieces(text, groups, heads, furniture, title)


def _pieces(
    text: str,
    groups: list[list[_Line]],
    heads: list[tuple[str, str]],
    furniture: list[tuple[int, int]],
    title: str,
) -> Cut:
    pieces: list[Piece] = []
    for group, (outlet, age) in zip(groups, heads, strict=True):
        if all(line.kind == "title" and len(line.text) < 60 for line in group) and len(groups) > 1:
            furniture += [(line.start, line.end) for line in group]  # a menu, a tag list: no prose follows
            continue
        number = len(pieces) + 1
        first = group[0]
        has_title = first.kind == "title" and len(group) > 1
        head = first.text.strip() if has_title else (title if number == 1 else "")
        sentences: list[Sentence] = []
        for line, leads in _led(group):
            mark = _P["bullet"].match(line.text)
            begin = mark.end() if mark else 0
            whole = line is first and has_title
            body = line.text[begin:]
            spans = [(line.start, line.end)] if whole else list(_spans(body, line.start + begin))
            for start, end, above in _itemised(text, spans, leads):
                place = len(sentences) if has_title else len(sentences) + 1
                sentences.append(Sentence(place, start, end, _plain(text[start:end]), above))
        told = " ".join(sentence.text for sentence in sentences)
        pieces.append(
            Piece(number, head, first.start, group[-1].end, outlet, age, tuple(sentences), language_of(told))
        )
    return Cut(tuple(pieces), tuple(sorted(furniture)))


def _itemised(
    text: str, spans: list[tuple[int, int]], leads: tuple[Lead, ...]
) -> Iterator[tuple[int, int, tuple[Lead, ...]]]:
    """Sentences with what they complete; a list run together behind the sentence that leads on to it, item by item."""
    for (low, high), (start, end) in zip([(0, 0), *spans], spans, strict=False):
        if _P["run"].fullmatch(text, start, end) and _follows(lead := _plain(text[low:high]), True):
            above = (*leads, Lead(low, high, lead))
            yield from ((*one.span(), above) for one in _P["run_item"].finditer(text, start, end))
        else:
            yield start, end, leads


def _led(group: list[_Line]) -> Iterator[tuple[_Line, tuple[Lead, ...]]]:
    """Each line with those that it completes: bullets and short lines behind a colon, bullets under a heading that is a state."""
    title: Lead | None = None
    heading: Lead | None = None
    outer: list[Lead] = []  # "Added to Class A:", "in force since 7 January:"
    inner: list[Lead] = []  # bullets that lead on
    prose = listed = False
    for line, after in itertools.zip_longest(group, group[1:]):
        bullet = _P["bullet"].match(line.text)
        here = _last_lead(line, bullet.end() if bullet else 0, after)
        own = (*outer, *inner)
        above = tuple(one for one in (title if heading else None, heading, *own) if one is not None)
        told = _P["row_of"].search(line.text)  # "Energy: 10 %", below "Canada"
        row = title and heading and told and not state_code(line.text[: told.start()])
        falls = (bullet and above) or (line.kind == "title" and (row or (own and not listed)))
        yield line, above if falls and here is None else ()
        if here is not None:
            same = inner if bullet else outer
            same[:] = [*_elders(same, here, listed), here]
            inner, listed = inner if bullet else [], False
        elif bullet:
            listed = True
        elif end := _state_heads(line, after):
            heading, outer, inner = Lead(line.start, end, _plain(line.text[: end - line.start])), [], []
        elif line.kind == "prose":
            outer, inner, listed = [], [], False
        elif not prose and heading is None and _P["told_of"].search(line.text):
            title = Lead(line.start, line.end, _plain(line.text))
        prose = prose or (line.kind == "prose" and not bullet)


def _state_heads(line: _Line, after: _Line | None) -> int:
    """The end of the state that is a heading, or stands at the head of one of what is listed below it ("China — in force: 4 March");
    0 where there is none."""
    if line.kind != "prose" and state_code(line.text.strip(" :")):
        return line.end
    listed = after is not None and _P["bullet"].match(after.text)
    head = _P["state_head"].match(line.text) if listed and len(line.text) < _WIDEST else None
    return line.start + head.end("state") if head and state_code(head["state"]) else 0


def _follows(body: str, listed: bool) -> bool:
    """Whether what stands below completes a sentence; ``listed``: a list stands there."""
    return bool(_P["leads_on"].search(body) or (listed and _P["follows"].search(body)))


def _last_lead(line: _Line, begin: int, after: _Line | None) -> Lead | None:
    """The last sentence of a line, where the lines below it complete it."""
    if line.kind != "prose":
        return None
    cuts = list(_spans(line.text[begin:], line.start + begin))
    start, end = cuts[-1] if cuts else (line.start, line.end)
    body = _plain(line.text[start - line.start : end - line.start])
    short = end - start < _SHORT and not line.text.isascii()
    if len(cuts) > 1 and (short or _P["points_on"].match(body)):
        start = cuts[-2][0]  # "有关事项如下:", "These include:": what it is about stands before it
        body = _plain(line.text[start - line.start : end - line.start])
    listed = not begin and after is not None and _P["bullet"].match(after.text) is not None
    return Lead(start, end, body) if _follows(body, listed) else None


def _elders(leads: list[Lead], here: Lead, listed: bool) -> list[Lead]:
    """Those under which another lead stands: all where nothing was listed since, else those above its like: "Order of 2014: ...
    Order of 2015: ..."."""
    words_ = [one.text.split(" ", 1)[0] for one in leads]
    word = here.text.split(" ", 1)[0]
    return leads[: words_.index(word)] if word in words_ else [] if listed else leads[-_DEEP:]


def _plain(text: str) -> str:
    """Words as they are read: blanks as blanks, Chinese in simplified letters, character by character."""
    flat = re.sub(r"\s", " ", text)
    if " | " in flat:  # a row of a table: its first cell names what the others tell
        first, _, rest = flat.lstrip("| ").partition(" | ")
        flat = f"{' ' * (len(flat) - len(first) - len(rest) - 3)}{first} : {rest.replace('|', ',')}"
    return flat if flat.isascii() else flat.translate(_simple())


@cache
def _simple() -> dict[int, str]:
    return str.maketrans(simplified())


def language_of(text: str) -> str:
    """The language of a text, by its letters and its small words; "" for one that is not read.

    >>> language_of("Los aranceles del 25 % a México entrarán en vigor el martes."), language_of("Os direitos não foram pagos.")
    ('es', '')
    """
    letters = [c for c in text if c.isalpha()]
    han = sum("\u3400" <= c <= "\u9fff" for c in letters)
    if sum("\u3040" <= c <= "\u30ff" for c in letters) * 10 > len(letters):
        return ""  # Japanese
    if han * 4 > len(letters):
        return "zh"
    if sum(c > "\u024f" and not "\u0370" <= c <= "\u03ff" for c in letters) * 3 > len(letters):
        return ""  # another script
    small = Counter(word for word in re.findall(r"[^\W\d_]+", text.lower()))
    seen = {key: sum(small[word] for word in found) for key, found in words().languages.items()}
    best = max(seen, key=lambda key: seen[key])
    return best if seen[best] and best in READ else "" if seen[best] > seen["en"] else "en"


READ = ("en", "zh", "es", "de", "fr")  # the languages in which statements are found


def _starts_piece(lines: list[_Line], place: int) -> bool:
    """Whether a title inside running text begins another article: two blank lines stand before it."""
    return place >= 2 and all(other.kind == "blank" for other in lines[place - 2 : place])


def _lines(text: str) -> list[_Line]:
    lines = []
    for found in re.finditer(r"[^\r\n]*(?:\r\n|\r|\n|\Z)", text):
        raw = found[0].rstrip("\r\n")
        if not found[0] and found.start() == len(text):
            break
        lead = len(raw) - len(raw.lstrip())
        body = raw.strip()
        start = found.start() + lead
        lines.append(_Line(start, start + len(body), body, _kind(body)))
    lines = list(_unwrapped(lines, text)) if _is_wrapped(lines) else _continued(lines, text)
    outlets = {line.text for line in lines if line.kind == "age" for line in _around(lines, line)}
    return [line._replace(kind="outlet") if line.text in outlets else line for line in lines]


def _is_wrapped(lines: list[_Line]) -> bool:
    """Whether paragraphs are broken over lines of about one length, as in a PDF or an old text file."""
    pairs = ((line, after) for line, after in itertools.pairwise(lines) if line.text and after.text)
    full = [
        one for one, after in pairs if not (_P["leads_on"].search(one.text) or _P["bullet"].match(after.text))
    ]
    if len(full) < 4 or max(len(line.text) for line in lines) > _WIDEST:
        return False
    running = [line for line in full if len(line.text) >= 40 and not _P["stopped"].search(line.text)]
    return len(running) * 2 >= len(full)


def _continued(lines: list[_Line], text: str) -> list[_Line]:
    """Lines that go on in the middle of a sentence, joined: the next begins with a small letter."""
    out: list[_Line] = []
    led = False  # below a line that leads on, short lines stand each for itself
    for line in lines:
        last = out[-1] if out else None
        tail = last.text[-_AT_END:] if last else ""
        led = last is not None and line.kind == "title" and (led or _P["leads_on"].search(tail) is not None)
        goes_on = line.text[:1].islower() and len(line.text) <= _WIDEST and line.kind in _WRITTEN
        open_ = last and last.kind in _WRITTEN and len(last.text) < SENTENCE_MOST and not led
        if last and goes_on and open_ and not _P["stopped"].search(tail):
            joined = re.sub(r"\s", " ", text[last.start : line.end])
            out[-1] = _Line(last.start, line.end, joined, "prose")
        else:
            out.append(line)
    return out


def _unwrapped(lines: list[_Line], text: str) -> Iterator[_Line]:
    """Lines of one paragraph as one line; a short first line without a stop stays a title. Places stay as they are."""
    block: list[_Line] = []
    for line in [*lines, _Line(len(text), len(text), "", "blank")]:
        if line.kind in _WRITTEN and not (block and _P["bullet"].match(line.text)):
            block.append(line)
            continue
        if block:
            widest = max(len(one.text) for one in block)
            if len(block) == 1 or (len(block[0].text) < widest * 0.8 and block[0].kind == "title"):
                yield block.pop(0)
        if block:
            start, end = block[0].start, block[-1].end
            yield _Line(start, end, re.sub(r"\s", " ", text[start:end]), "prose")
        block = [line] if line.kind in _WRITTEN else []
        if line.start < len(text) and not block:
            yield line


def _around(lines: list[_Line], age: _Line) -> Iterator[_Line]:
    """The lines directly round a line like "an hour ago" that name the outlet: very short, no stop."""
    place = lines.index(age)
    for other in lines[max(place - 1, 0) : place] + lines[place + 1 : place + 2]:
        beside = other.text.startswith("-") or (place and other is lines[place - 1])
        if other.kind == "title" and len(other.text) <= 30 and beside:
            yield other


def _kind(body: str) -> str:
    if not body:
        return "blank"
    if words().age.fullmatch(body):
        return "age"
    if len(body) < PROSE_LEAST and words().furniture.fullmatch(body):
        return "furniture"
    stops = re.search(r"[.!?。！？;:；：,，…]['\"”’)\]]*$", body) or _P["leads_on"].search(body)
    return "prose" if stops or len(body) > TITLE_MOST else "title"


# sentences ----------------------------------------------------------------------------------------


def _spans(text: str, offset: int) -> Iterator[tuple[int, int]]:
    """The sentences of one paragraph. A stop after an abbreviation or between digits ends none."""
    begin = 0
    for found in _P["end"].finditer(text):
        end = found.end()
        before = text[max(begin, found.start() - 40) : found.start() + 1]
        if found[0].startswith(".") and _P["short"].search(before):
            is_place = bool(_P["place"].search(before)) and bool(_P["starts"].match(text[end:]))
            if before[-2:-1].isdigit() and _P["of_month"].match(text[end:]):
                continue  # "ab dem 12. April"
            is_number = before[-2:-1].isdigit() and (len(before) > 6 or end == len(text))
            if not (is_place or is_number):
                continue
        yield from _trimmed(text, begin, end, offset)
        begin = end
    yield from _trimmed(text, begin, len(text), offset)


def _trimmed(text: str, begin: int, end: int, offset: int) -> Iterator[tuple[int, int]]:
    # no sentence: a table, a list of names; what reads it costs the square of its length
    while end - begin > SENTENCE_MOST:
        half, most = begin + SENTENCE_MOST // 2, begin + SENTENCE_MOST
        stop = max(text.rfind(mark, half, most) for mark in " ，、,;") + 1 or most
        yield from _trimmed(text, begin, stop, offset)
        begin = stop
    body = text[begin:end]
    lead = len(body) - len(body.lstrip())
    if body.strip():
        yield offset + begin + lead, offset + begin + lead + len(body.strip())
