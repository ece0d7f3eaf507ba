"""Listings: what the rows of a shop or a board offer, and what the law says of it in these places on this day.

>>> from tidewaiter import Lawbook
>>> [item.status for item in read_listings(Lawbook.load(), ["Acetone, 20 drums, for sale"], jurisdictions=["US"])]
['hit']
"""

from tidewaiter.text.listings.reader import Listing, Reader, Row, read_listings

__all__ = ["Listing", "Reader", "Row", "read_listings"]
