"""From a certificate up to a root that the installation believes, on a given instant (RFC 5280, section 6)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from bagdar.kernel.findings import Finding
from bagdar.signatures.certificates import Certificate
from bagdar.signatures.keys import verify
from bagdar.signatures.refusals import SignatureRefusedError
from bagdar.signatures.trust import Trust

LONGEST = 6
"""Certificates in a chain, root and leaf included."""
TRIES = 30
"""Signatures looked at for one chain: a message may bring any number of alike names."""

Chain = tuple[Certificate, ...]
"""Leaf first, root last."""


def build_chain(leaf: Certificate, brought: Iterable[Certificate], trust: Trust, at: datetime) -> Chain:
    """The chain from *leaf* to a root, each link valid at *at*. Raises SignatureRefusedError.

    ``brought``: certificates that came with the message; they are believed no more than the leaf.
    """
    if not trust.roots:
        raise SignatureRefusedError("no_roots")
    check_alone(leaf, at)
    search = _Search((*trust.issuing, *brought), trust, at)
    chain = search.up((leaf,))
    if chain is None:
        raise search.best or SignatureRefusedError("issuer_unknown", name=str(leaf.issuer))
    return chain


def examine_trust(trust: Trust, at: datetime) -> tuple[Finding, ...]:
    """What is wrong with the certificates laid down, for whoever looks after the installation.

    No root at all; one that has run out or has not begun; an issuing one that leads to no root.
    """
    if not trust.roots:
        return (SignatureRefusedError("no_roots").finding(),)
    found = []
    for certificate in (*trust.roots, *trust.issuing):
        try:
            check_issuer(certificate, 0, at)
            if certificate not in trust.roots:
                build_chain(certificate, (), trust, at)
        except SignatureRefusedError as refusal:
            found.append(refusal.finding())
    return tuple(found)


def check_alone(certificate: Certificate, at: datetime) -> None:
    """What can be told of a certificate by itself: its days, and that all it demands is understood."""
    name = str(certificate.subject)
    if at < certificate.begins:
        raise SignatureRefusedError("not_yet_valid", name=name, day=certificate.begins.date())
    if at > certificate.ends:
        raise SignatureRefusedError("expired", name=name, day=certificate.ends.date())
    if certificate.not_understood:
        raise SignatureRefusedError(
            "extension_unknown", name=name, identifier=", ".join(certificate.not_understood)
        )


def check_issuer(issuer: Certificate, below: int, at: datetime) -> None:
    """That *issuer* may issue certificates, with *below* authorities between it and the leaf."""
    check_alone(issuer, at)
    signs = issuer.key_usages is None or "key_cert_sign" in issuer.key_usages
    if not issuer.authority or not signs:
        raise SignatureRefusedError("issuer_no_authority", name=str(issuer.subject))
    if issuer.path_length is not None and below > issuer.path_length:
        raise SignatureRefusedError("chain_too_long", name=str(issuer.subject))


class _Search:
    """Depth first over the possible issuers; the refusal nearest to a root is kept to be told."""

    def __init__(self, others: Chain, trust: Trust, at: datetime) -> None:
        self.others = others
        self.trust = trust
        self.at = at
        self.tries = TRIES
        self.best: SignatureRefusedError | None = None
        self.depth = -1

    def up(self, chain: Chain) -> Chain | None:
        for issuer in self._candidates(chain):
            try:
                # Names of authorities repeat in a chain only where an authority renewed itself.
                check_issuer(issuer, len(chain) - 1, self.at)
                self._signed_by(chain[-1], issuer)
            except SignatureRefusedError as refusal:
                self._keep(refusal, len(chain))
                continue
            if issuer in self.trust.roots:
                return (*chain, issuer)
            longer = self.up((*chain, issuer)) if len(chain) < LONGEST - 1 else None
            if longer:
                return longer
        return None

    def _candidates(self, chain: Chain) -> Iterator[Certificate]:
        last = chain[-1]
        for issuer in (*self.trust.roots, *self.others):
            same_name = issuer.subject.compared == last.issuer.compared
            ids = (last.issuer_key_id, issuer.key_id)
            if same_name and (None in ids or ids[0] == ids[1]) and issuer not in chain:
                yield issuer

    def _signed_by(self, certificate: Certificate, issuer: Certificate) -> None:
        if self.tries == 0:
            raise SignatureRefusedError("chain_too_long", name=str(issuer.subject))
        self.tries -= 1
        try:
            verify(issuer.key, certificate.how, certificate.signed, certificate.signature, self.trust.profile)
        except SignatureRefusedError as refusal:
            if refusal.reason != "signature_wrong":
                raise
            raise SignatureRefusedError("certificate_forged", name=str(certificate.subject)) from refusal

    def _keep(self, refusal: SignatureRefusedError, depth: int) -> None:
        if depth > self.depth:
            self.best, self.depth = refusal, depth
