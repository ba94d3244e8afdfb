"""What a page tells the signer on the reader's own machine (NCALayer) to sign, and with which key."""

from __future__ import annotations

import base64

import msgspec

from bagdar.signatures.profile import Profile

ADDRESS = "wss://127.0.0.1:13579"
"""Where the signer listens; the only address beside its own that a page with a signing form may speak to."""
OLD_KINDS = {frozenset({"authentication"}): "AUTHENTICATION", frozenset({"signing"}): "SIGNATURE"}


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Values of ``data-sign``, ``data-sign-usages`` and ``data-sign-key`` of a signing form."""

    content: str
    usages: str
    key: str


def ask_for(content: bytes, purposes: frozenset[str], profile: Profile) -> Asked:
    """What to write on a form so that *content* gets signed by a key that has one of *purposes*.

    The signer can be asked for one purpose or for none; where several will do, the reader chooses.
    """
    wanted = purposes if len(purposes) == 1 else frozenset()
    usages = [usage for usage, meaning in profile.usages.items() if meaning.purpose in wanted]
    return Asked(
        content=base64.b64encode(content).decode(),
        usages=" ".join(usages),
        key=OLD_KINDS.get(purposes, ""),
    )
