"""One shipment, one answer: every line, every territory on its way, the papers, the sums, the questions.

>>> from tidewaiter import Lawbook
>>> shipment = read_shipment({"from": "CN", "to": "MX", "on": "2026-03-02", "lines": ["4-piperidone"]})
>>> assess(Lawbook.load(), shipment).lines[0].status
'hit'
"""

from tidewaiter.shipment.assessing import assess
from tidewaiter.shipment.reading import read_history, read_shipment
from tidewaiter.shipment.result import Assessment
from tidewaiter.shipment.sheet import determination_html, determination_sheets
from tidewaiter.shipment.shipment import Shipment

__all__ = [
    "Assessment",
    "Shipment",
    "assess",
    "determination_html",
    "determination_sheets",
    "read_history",
    "read_shipment",
]
