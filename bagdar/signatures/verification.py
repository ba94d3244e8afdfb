"""Who signed a message, when, and why that is believed; or, for each signer, why it is not."""

from __future__ import annotations

from datetime import datetime

import msgspec

from bagdar.kernel.findings import Finding
from bagdar.signatures.certificates import Certificate
from bagdar.signatures.chains import Chain, build_chain
from bagdar.signatures.cms import DATA, Message, Signer, read_message
from bagdar.signatures.holders import Holder, holder_of
from bagdar.signatures.keys import kind_of_key
from bagdar.signatures.refusals import SignatureRefusedError
from bagdar.signatures.revocation import Evidence, Revocation, Standing, check_chain
from bagdar.signatures.signers import Digester, check_signer, digester
from bagdar.signatures.stamps import Stamp, check_stamp
from bagdar.signatures.trust import Trust

NOTHING_BROUGHT = Evidence()
SIGNATURE_USAGES = {"digital_signature", "non_repudiation"}


class Verified(msgspec.Struct, frozen=True, kw_only=True):
    """A signature that holds: whose, by which certificate, believed on which instant."""

    holder: Holder
    certificate: Certificate
    chain: Chain
    """From the certificate to the root that is believed."""
    key: str
    """Kind of key, such as "RSA 2048"."""
    certificate_bound: bool
    """Whether the certificate itself is among what was signed."""
    judged_at: datetime
    """The instant on which every certificate of the chain was valid: of the stamp, else the one asked for."""
    said_at: datetime | None = None
    """When it was signed by the signer's own clock, which proves nothing."""
    stamp: Stamp | None = None
    revocation: tuple[Revocation, ...] = ()

    @property
    def revocation_checked(self) -> bool:
        """Whether somebody vouched for every certificate of the chain that it was not revoked."""
        return all(one.standing is not Standing.NOT_CHECKED for one in self.revocation)


class Demands(msgspec.Struct, frozen=True, kw_only=True):
    """What the caller asks of a signature. ``purposes``: what one of the key's purposes must be."""

    purposes: frozenset[str]
    evidence: Evidence = NOTHING_BROUGHT
    revocation_required: bool = False


def verify_message(
    raw: bytes,
    *,
    trust: Trust,
    at: datetime,
    content: bytes | None = None,
    demands: Demands | None = None,
) -> tuple[Verified | Finding, ...]:
    """Each signer of the message, in its order: verified, or refused with a reason.

    ``content``: what was signed; needed where it travels apart (detached), compared where the message has
    it, too. ``at``: the instant on which the certificates must hold, unless a stamp names an earlier one.
    Without *demands*: a key for signing documents, revocation as far as known.
    Raises SignatureRefusedError where the message as a whole is none.
    """
    return judge(read_message(raw), trust=trust, at=at, content=content, demands=demands)


def judge(
    message: Message, *, trust: Trust, at: datetime, content: bytes | None, demands: Demands | None = None
) -> tuple[Verified | Finding, ...]:
    """:func:`verify_message` of a message that has been read already."""
    signed = _content(message, content)
    asked = demands or Demands(purposes=trust.profile.document_purposes)
    asked = msgspec.structs.replace(asked, evidence=asked.evidence.with_(message.crls, message.ocsp))
    digests = digester(signed)
    return tuple(_judged(message, signer, digests, trust, at, asked) for signer in message.signers)


def _content(message: Message, content: bytes | None) -> bytes:
    if message.content_type != DATA:
        raise SignatureRefusedError("unreadable")
    if content is None:
        content = message.content
    if content is None:
        raise SignatureRefusedError("content_missing")
    if message.content not in (None, content):
        raise SignatureRefusedError("content_differs")
    return content


def _judged(
    message: Message, signer: Signer, digests: Digester, trust: Trust, at: datetime, asked: Demands
) -> Verified | Finding:
    try:
        return _verified(message, signer, digests, trust, at, asked)
    except SignatureRefusedError as refusal:
        return refusal.finding()


def _verified(
    message: Message, signer: Signer, digests: Digester, trust: Trust, at: datetime, asked: Demands
) -> Verified:
    signed = check_signer(message, signer, digests, trust.profile)
    stamps = [check_stamp(raw, signer, trust, asked.evidence) for raw in signer.stamps]
    stamp = min(stamps, key=lambda one: one.at, default=None)
    judged_at = stamp.at if stamp and stamp.at < at else at
    chain = build_chain(signed.certificate, message.certificates, trust, judged_at)
    holder = holder_of(signed.certificate, trust.profile)
    _check_use(signed.certificate, holder, asked.purposes)
    revocation = check_chain(
        chain, asked.evidence, trust.profile, judged_at, required=asked.revocation_required
    )
    return Verified(
        holder=holder,
        certificate=signed.certificate,
        chain=chain,
        key=kind_of_key(signed.certificate.key, trust.profile),
        certificate_bound=signed.certificate_bound,
        judged_at=judged_at,
        said_at=signed.said_at,
        stamp=stamp,
        revocation=revocation,
    )


def _check_use(certificate: Certificate, holder: Holder, purposes: frozenset[str]) -> None:
    """That the certificate's key is for signing what it signed."""
    usages = certificate.key_usages
    if not holder.purposes & purposes or (usages is not None and not usages & SIGNATURE_USAGES):
        raise SignatureRefusedError("purpose_wrong", name=holder.name)
