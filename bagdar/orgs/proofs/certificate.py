"""National certificates as a way in: whom this installation believes, and what is given to be signed."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.conf import settings

from bagdar.kernel import clock
from bagdar.kernel.errors import InvalidError
from bagdar.signatures.challenge import compose_challenge, verify_challenge
from bagdar.signatures.refusals import SignatureRefusedError
from bagdar.signatures.trust import Trust, read_trust
from bagdar.signatures.verification import Verified

Challenge = dict[str, str]
"""What was asked, for checking the answer; kept in the session, used once."""
VALID = timedelta(minutes=5)


def trust() -> Trust | None:
    """The authorities laid down by the operator; None where there are none, so that no certificate is believed."""
    if not settings.TRUST.is_dir():
        return None
    try:
        believed = read_trust(settings.TRUST)
    except SignatureRefusedError:
        return None
    return believed if believed.roots else None


def new_challenge(host: str) -> Challenge:
    return {"host": host, "nonce": secrets.token_hex(32), "at": clock.now().isoformat()}


def text_of(challenge: Challenge) -> bytes:
    """What the person signs."""
    at = datetime.fromisoformat(challenge["at"])
    return compose_challenge(challenge["host"], bytes.fromhex(challenge["nonce"]), at)


def verified(signed: str, challenge: Challenge) -> Verified:
    """Who signed. Raises InvalidError with the reason in words."""
    believed = trust()
    if believed is None:
        raise InvalidError({"": ("orgs.certificate.no_trust", {})})
    now = clock.now()
    if not challenge or now - datetime.fromisoformat(challenge["at"]) > VALID:
        raise InvalidError({"": ("orgs.certificate.too_late", {})})
    judged = verify_challenge(signed.encode(), text_of(challenge), believed, now)
    if not isinstance(judged, Verified):
        raise InvalidError({"": (judged.check, dict(judged.params))})
    return judged
