"""Mentions: what a text names of all that the lawbook lists, however it is written, and what its context makes of it.

>>> from tidewaiter import Lawbook
>>> [m.id for m in find_mentions("ｋｅｔａｍｉｎｅ", Lawbook.load())]
['ketamine']
"""

from tidewaiter.text.mentions.finder import Finder, find_mentions
from tidewaiter.text.mentions.mention import Mention

__all__ = ["Finder", "Mention", "find_mentions"]
