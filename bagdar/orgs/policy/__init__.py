"""Who may do what to bodies and people, and who sees which of them (the house's table of access)."""

from bagdar.orgs.policy import bodies, installation, journal, methodology, people, sign_in
from bagdar.orgs.policy.bodies import visible_bodies
from bagdar.orgs.policy.journal import visible_entries
from bagdar.orgs.policy.people import visible_people

RULES = {
    **bodies.RULES,
    **installation.RULES,
    **journal.RULES,
    **methodology.RULES,
    **people.RULES,
    **sign_in.RULES,
}

__all__ = ["RULES", "visible_bodies", "visible_entries", "visible_people"]
