"""Rows of methodologies: rules are open to all who work by them; a methodologist decides which govern."""

from __future__ import annotations

from bagdar.kernel.policy import SIGNED_IN, Rule, grant

RULES = {
    "orgs.methodology.see": Rule((grant(SIGNED_IN), grant("system")), scope="methodology.read", strong=False),
    "orgs.methodology.install": Rule((grant("methodologist"),)),
    "orgs.methodology.enforce": Rule((grant("methodologist"),)),
}
