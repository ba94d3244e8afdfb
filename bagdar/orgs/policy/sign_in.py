"""Rows of the ways in."""

from __future__ import annotations

from bagdar.kernel.policy import ANYONE, SIGNED_IN, Rule, grant

RULES = {
    "orgs.home.see": Rule((grant(SIGNED_IN),)),
    "orgs.sign_in": Rule((grant(ANYONE),)),
}
