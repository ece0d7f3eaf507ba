"""Text: what a listing offers, and what a document says of the law.

The rooms: :mod:`mentions` (what is named) stands under both :mod:`listings` and :mod:`statements` (what a sentence states),
:mod:`verdicts` (whether the lawbook agrees) and :mod:`documents` (the whole page).

>>> from tidewaiter import Lawbook
>>> [m.id for m in find_mentions("ｋｅｔａｍｉｎｅ", Lawbook.load())]
['ketamine']
"""

from tidewaiter.text.listings import read_listings
from tidewaiter.text.mentions import Mention, find_mentions

__all__ = ["Mention", "find_mentions", "read_listings"]
