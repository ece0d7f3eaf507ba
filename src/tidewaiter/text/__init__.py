"""Text: what a listing offers, and what a document says of the law.

>>> from tidewaiter import Lawbook
>>> [m.id for m in find_mentions("ｋｅｔａｍｉｎｅ", Lawbook.load())]
['ketamine']
"""

from tidewaiter.text.listings import read_listings
from tidewaiter.text.mentions import find_mentions
from tidewaiter.text.model import Mention

__all__ = ["Mention", "find_mentions", "read_listings"]
