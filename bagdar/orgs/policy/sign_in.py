"""Rows of the ways in. What a person does to the own account needs no role, so it is never strong."""

from __future__ import annotations

from bagdar.kernel.policy import ANYONE, SIGNED_IN, Rule, grant, own_body, own_self

_OWN = Rule((grant(SIGNED_IN, own_self),))
_OWN_FRESH = Rule((grant(SIGNED_IN, own_self),), fresh=True)
_HOUSE_FRESH = Rule((grant("coordinator", own_body), grant("administrator")), fresh=True)

RULES = {
    "orgs.methodology.see": Rule((grant(SIGNED_IN), grant("system")), scope="methodology.read"),
    "orgs.home.see": Rule((grant(SIGNED_IN),)),
    "orgs.search.see": Rule((grant(SIGNED_IN),)),
    "orgs.sign_in.try": Rule((grant(ANYONE),)),
    "orgs.sign_in.leave": Rule((grant(ANYONE),)),
    "orgs.sign_in.done": _OWN,
    "orgs.account.see": _OWN,
    "orgs.account.sessions": _OWN,
    "orgs.account.password": _OWN_FRESH,
    "orgs.account.factor": _OWN_FRESH,
    "orgs.codes.issue": _HOUSE_FRESH,
    "orgs.set_up.do": Rule((grant(ANYONE),)),
    "orgs.set_up.link": Rule((grant("administrator"),)),
    "orgs.restoration.ask": _HOUSE_FRESH,
    "orgs.restoration.approve": _HOUSE_FRESH,
}
"""``try``: show a proof, whoever one is. ``leave``: end the browser's session. ``done``: come in and go out as oneself."""
