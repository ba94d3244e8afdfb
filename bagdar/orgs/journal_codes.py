"""Codes that this domain writes into the journal; the sentences are messages ``orgs.did.…``."""

from __future__ import annotations

from bagdar.journal.codes import declare
from bagdar.journal.exceptions import means

_SIGNING_IN = {
    "orgs.certificate.bound",
    "orgs.certificate.released",
    "orgs.codes.issued",
    "orgs.codes.withdrawn",
    "orgs.factor.added",
    "orgs.factor.code_used",
    "orgs.factor.removed",
    "orgs.identity.bound",
    "orgs.invitation.accepted",
    "orgs.password.changed",
    "orgs.password.reset",
    "orgs.password.reset_asked",
    "orgs.restoration.approved",
    "orgs.restoration.asked",
    "orgs.restoration.used",
    "orgs.restoration.withdrawn",
    "orgs.set_up.described",
    "orgs.set_up.finished",
    "orgs.set_up.link_made",
    "orgs.set_up.opened",
    "orgs.sign_in.confirmed",
    "orgs.sign_in.entered",
    "orgs.sign_in.left_everywhere",
    "orgs.sign_in.session_ended",
    "orgs.sign_in.left",
    "orgs.sign_in.limited",
    "orgs.sign_in.refused",
}

_PEOPLE = {
    "orgs.person.invited",
    "orgs.person.edited",
    "orgs.person.deactivated",
    "orgs.person.reactivated",
    "orgs.person.handed_over",
    "orgs.membership.granted",
    "orgs.membership.ended",
    "orgs.acting.entered",
    "orgs.acting.ended",
    "orgs.system.opened",
    "orgs.system.revoked",
    "orgs.invitation.withdrawn",
    "orgs.people.imported",
    "orgs.people.import_prepared",
}

_BODIES = {
    "orgs.body.registered",
    "orgs.body.edited",
    "orgs.body.contacts_changed",
    "orgs.body.name_corrected",
    "orgs.body.renamed",
    "orgs.body.merged",
    "orgs.body.divided",
    "orgs.body.succeeded",
    "orgs.body.ended",
    "orgs.body.reorganisation_withdrawn",
    "orgs.body.import_prepared",
    "orgs.body.imported",
    "orgs.body.filled",
    "orgs.group.changed",
    "orgs.office.assigned",
    "orgs.region.kept",
}

_INSTALLATION = {
    "orgs.installation.changed",
    "orgs.installation.mail_tried",
}

_METHODOLOGY = {
    "orgs.methodology.enforced",
    "orgs.methodology.installed",
}

declare(_SIGNING_IN, group="access", technical=True, private=True)
declare(_PEOPLE, group="people", technical=True)
declare(_BODIES, group="bodies", technical=True, planning=True)
declare(_INSTALLATION, group="installation", technical=True)
declare(_METHODOLOGY, group="methodology", technical=True, planning=True)

means("role_granted", "orgs.membership.granted", "orgs.acting.entered")
means("role_ended", "orgs.membership.ended")
means("acting_entered", "orgs.acting.entered")
means(
    "decided",
    "orgs.body.divided",
    "orgs.body.ended",
    "orgs.body.merged",
    "orgs.body.renamed",
    "orgs.body.succeeded",
    "orgs.group.changed",
    "orgs.methodology.enforced",
    "orgs.office.assigned",
    "orgs.restoration.approved",
)
means(
    "parameters_changed",
    "orgs.installation.changed",
    "orgs.methodology.enforced",
    "orgs.methodology.installed",
    "orgs.office.assigned",
)
means("access_restored", "orgs.restoration.approved", "orgs.restoration.used")
means("refused", "orgs.sign_in.limited", "orgs.sign_in.refused")
