"""Who puts a thing before the head, and who signs it; the order asks for the head's signature on every A2 (§33)."""

from __future__ import annotations

from bagdar.kernel.policy import Rule, grant, own_body

_HOUSE = "preparer head coordinator risk_owner section_coordinator analyst reader"

RULES = {
    "signing.see": Rule((grant(_HOUSE, own_body), grant("auditor"))),
    "signing.put": Rule((grant("preparer coordinator section_coordinator analyst", own_body),), clause="33"),
    "signing.recall": Rule((grant("preparer coordinator section_coordinator analyst", own_body),)),
    "signing.return": Rule((grant("head", own_body),)),
    "signing.sign": Rule((grant("head", own_body),), clause="33", fresh=True),
    "signing.paper": Rule(
        (grant("preparer coordinator section_coordinator analyst", own_body),), clause="33"
    ),
}
