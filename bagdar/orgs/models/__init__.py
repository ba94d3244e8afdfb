"""Tables of bodies, people and access."""

from bagdar.orgs.models.acts import Act
from bagdar.orgs.models.bodies import (
    Body,
    BodyEntry,
    BodyName,
    GroupMember,
    ImportDraft,
    OfficeHolding,
    Region,
    Reorganisation,
    ReorganisationLine,
)
from bagdar.orgs.models.invitations import Invitation
from bagdar.orgs.models.memberships import ActingHead, Membership
from bagdar.orgs.models.methodology import InstalledMethodology, MethodologyInForce
from bagdar.orgs.models.people import Person
from bagdar.orgs.models.settings import Installation
from bagdar.orgs.models.signing_in import (
    CertificateBinding,
    CodeSheet,
    Failure,
    OuterIdentity,
    Restoration,
    SecurityKey,
    Session,
    SetUpLink,
    SheetCode,
    Totp,
)
from bagdar.orgs.models.systems import SystemAccount

__all__ = [
    "Act",
    "ActingHead",
    "Body",
    "BodyEntry",
    "BodyName",
    "CertificateBinding",
    "CodeSheet",
    "Failure",
    "GroupMember",
    "ImportDraft",
    "Installation",
    "InstalledMethodology",
    "Invitation",
    "Membership",
    "MethodologyInForce",
    "OfficeHolding",
    "OuterIdentity",
    "Person",
    "Region",
    "Reorganisation",
    "ReorganisationLine",
    "Restoration",
    "SecurityKey",
    "Session",
    "SetUpLink",
    "SheetCode",
    "SystemAccount",
    "Totp",
]
