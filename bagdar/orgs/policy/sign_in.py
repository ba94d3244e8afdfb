"""Rows of the ways in. What a person does to the own account needs no role, so it is never strong."""

from __future__ import annotations

from bagdar.kernel.policy import ANYONE, SIGNED_IN, Rule, grant, own_self

_OWN = Rule((grant(SIGNED_IN, own_self),))

RULES = {
    "orgs.methodology.see": Rule((grant(SIGNED_IN), grant("system")), scope="methodology.read"),
    "orgs.home.see": Rule((grant(SIGNED_IN),)),
    "orgs.sign_in.try": Rule((grant(ANYONE),)),
    "orgs.sign_in.leave": Rule((grant(ANYONE),)),
    "orgs.sign_in.done": _OWN,
}
"""``try``: show a proof, whoever one is. ``leave``: end the browser's session. ``done``: come in and go out as oneself."""
