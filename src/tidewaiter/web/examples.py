"""Bodies that can be sent as they stand: shown in the OpenAPI document, tried by a test."""

from __future__ import annotations

from typing import Any

_SHIPMENT = {
    "reference": "PO 17",
    "parties": [{"name": "Maker Ltd", "country": "CN", "role": "exporter"}],
    "route": {"from": "CN", "via": ["SG"], "to": "US"},
    "dates": {"export": "2026-03-02", "entry": "2026-03-20"},
    "lines": [
        {"description": "potassium permanganate", "code": "2841.61.00.00", "quantity": "500 kg", "value": "9000 USD"},
        {"description": "4-piperidone", "quantity": "25 kg", "concentration": "99 %"},
    ],
}  # fmt: skip
CHECK: dict[str, Any] = {
    "a name": {"value": {"q": "4-piperidone", "from": "CN", "to": "MX", "amount": "25 kg", "on": "2026-03-02"}},
    "a structure": {"value": {"structure": "CCC(=O)N(c1ccccc1)C1CCN(CCc2ccccc2)CC1", "jurisdiction": ["UN", "US"]}},
    "several": {"value": [{"q": "acetic anhydride", "jurisdiction": ["US"]}, {"q": "90-82-4"}, {"q": "aspirin"}]},
}  # fmt: skip
DUTY: dict[str, Any] = {
    "an entry": {"value": {"code": "2841.61.00.00", "origin": "CN", "on": "2025-04-20", "value": "9000"}},
    "a changed law": {
        "value": {"code": "2841.61", "origin": "CN", "on": "2025-04-20", "what_if": "lift us/ieepa-fentanyl-cn"}
    },
}  # fmt: skip
ASSESS: dict[str, Any] = {
    "short": {"value": {"from": "CN", "to": "MX", "lines": ["4-piperidone", "potassium permanganate, 500 kg"]}},
    "in full": {"value": {"shipment": _SHIPMENT}},
}  # fmt: skip
VERIFY: dict[str, Any] = {
    "a control and a duty": {
        "value": {
            "on": "2025-07-15",
            "claims": [
                {
                    "does": "control",
                    "who": "CN",
                    "what": ["4-piperidone"],
                    "day": "2025-07-20",
                    "modality": "announced",
                },
                {
                    "does": "duty",
                    "who": "US",
                    "whose": ["CN"],
                    "rate": "20",
                    "ground": "fentanyl",
                    "still": True,
                },
            ],
        }
    },
}
READ: dict[str, Any] = {
    "an offer": {"value": {"text": "For sale: 4-piperidone 99 %, ships worldwide. We do not sell acetic anhydride."}},
}  # fmt: skip
