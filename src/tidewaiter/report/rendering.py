"""Pages and drawings from templates: files that are kept, printed or sent, and (with templates of its own) the web service.

Everything is escaped, and characters that a reader cannot see are shown; a name that is not given is an error, never an
empty place.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, ChoiceLoader, Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from tidewaiter.answer import CAUTION, NO_HIT
from tidewaiter.report.reasons import reason
from tidewaiter.report.visible import visible
from tidewaiter.report.words import brief, in_words, numbers
from tidewaiter.silence import SILENCES

_HERE = FileSystemLoader(Path(__file__).parent / "templates")


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates of this room."""
    return made(_HERE)


def made(*loaders: BaseLoader) -> Environment:
    """An environment over some templates, and those of this room behind them."""
    found = Environment(
        loader=ChoiceLoader([*loaders, _HERE]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    found.filters.update(since=in_words, numbers=numbers, reason=reason, brief=brief)
    found.globals.update(no_hit=NO_HIT, caution=CAUTION, silences=SILENCES)
    return found


def render(template: str, **context: Any) -> str:
    """A page or drawing as text.

    >>> "&lt;b&gt;" in render("file.html", title="<b>", style="", body="", under="", keep=False)
    True
    """
    return environment().get_template(template).render(**context)


def _shown(value: object) -> object:
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
