"""Codes of an authenticator app (RFC 6238): six digits, thirty seconds, one step of tolerance either way, each once."""

from __future__ import annotations

import hmac
from datetime import datetime

import pyotp
import segno

STEP = 30
"""Seconds."""
WINDOW = 1
"""Steps before and after the present one that are still taken: clocks of phones drift."""


def new_secret() -> str:
    """160 random bits, base32."""
    return pyotp.random_base32(32)


def address(secret: str, login: str, installation: str) -> str:
    """What the app reads from the picture."""
    return pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=installation)


def picture(text: str) -> str:
    """*text* as a QR code: an SVG without styles, for a page."""
    return segno.make(text, error="m").svg_inline(
        scale=5, border=2, svgclass="qr", lineclass=None, omitsize=False
    )


def step_of(secret: str, code: str, at: datetime, last: int) -> int | None:
    """The step whose code this is, if it is within the window and after *last*; else None."""
    now = int(at.timestamp()) // STEP
    generator = pyotp.TOTP(secret)
    found = None
    for step in range(now - WINDOW, now + WINDOW + 1):
        if hmac.compare_digest(generator.generate_otp(step).encode(), code.encode()) and step > last:
            found = step
    return found


def code_at(secret: str, at: datetime) -> str:
    """The code an app would show at an instant; for tests and the demonstration."""
    return pyotp.TOTP(secret).generate_otp(int(at.timestamp()) // STEP)
