"""Rows of the installation's own settings: an administrator keeps them, an auditor sees them."""

from __future__ import annotations

from bagdar.kernel.policy import Rule, grant

RULES = {
    "orgs.installation.see": Rule((grant("administrator auditor"),)),
    "orgs.installation.change": Rule((grant("administrator"),)),
}
