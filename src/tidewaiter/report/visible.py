"""Characters that a reader cannot see, made visible: direction overrides, zero-width letters, controls."""

from __future__ import annotations

import re

# Everything of the categories Cc and Cf but tab, line feed and carriage return; lone surrogates too. Built from the
# blocks in which they lie, because a pattern over single characters of all planes takes long to compile.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001-\U000e007f]"
)


def visible(text: str) -> str:
    """A text in which each hidden character is written as ``[U+202E]``: shown, and without effect.

    >>> visible("duty \\u202e%02\\u202c of 20")
    'duty [U+202E]%02[U+202C] of 20'
    >>> visible("4\\u200b-AP")
    '4[U+200B]-AP'
    """
    return _HIDDEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)
