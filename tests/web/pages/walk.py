"""Every page that the tests walk, by name. Substances are published ones; what a page must say stands in the tests."""

from __future__ import annotations

PAGES = {
    "check": "/",
    "check-named": "/check?q=isotonitazene",
    "check-route": "/check?q=4-%E5%93%8C%E5%95%B6%E9%85%AE&from=CN&to=MX&amount=25+kg",
    "check-class": "/check?q=O%3DC(N(c1ccccc1)C1CCN(CCc2ccccc2)CC1)c1ccco1&jurisdiction=UK&jurisdiction=CN",
    "check-none": "/check?q=aspirin",
    "check-code": "/check?q=2841.61",
    "law": "/law",
    "law-found": "/law?q=piperidone",
    "law-instrument": "/law/instrument/cn/catalogues-2025",
    "law-substance": "/law/substance/4-piperidone",
    "law-classes": "/law/classes",
    "law-class": "/law/class/cn/cannabinoids",
    "law-class-derived": "/law/class/us/fentanyl-related",
    "law-diff": "/law/diff?from=2025-01-01&to=2025-12-31",
    "law-lag": "/law/lag",
    "law-lag-one": "/law/lag?name=4-piperidone",
    "law-events": "/law/events",
    "law-parties": "/law/parties?name=cartel+de+sinaloa",
    "law-indicators": "/law/indicators",
    "law-coverage": "/law/coverage",
    "law-readings": "/law/readings",
    "duty": "/duty",
    "duty-answer": "/duty?code=2841.61.00.00&origin=CN&on=2025-04-20&value=10000+USD",
    "duty-what-if": "/duty?code=2841.61.00.00&origin=CN&on=2025-08-01&what_if=lift+us%2Fieepa-fentanyl-cn+from+2025-07-15",
    "catalogue": "/catalogue",
    "shipment": "/shipment",
    "shipment-example": "/shipment?example",
    "read": "/read",
    "read-example": "/read?example",
}
REFUSED = {  # questions that cannot be understood
    "check-misspelt": "/check?q=acetic+anhidride",
    "duty-incomplete": "/duty?code=2841.61",
    "law-days-reversed": "/law/diff?from=2026-01-01&to=2025-01-01",
}
