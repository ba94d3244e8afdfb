"""Sign-ins with national certificates: a whole one in milliseconds, GOST beside the library that knows its curve."""

from __future__ import annotations

from collections.abc import Callable

from gostcrypto.gostsignature import CURVES_R_1323565_1_024_2019 as CURVES
from gostcrypto.gostsignature import MODE_512, new

from bagdar.signatures.asn1 import KeyInfo, bits
from bagdar.signatures.challenge import verify_challenge
from bagdar.signatures.gost import curve_named, streebog, verify
from bagdar.signatures.selfmade.keys import gost_key
from bagdar.signatures.tests.make import AT, CHALLENGE, world
from bagdar.signatures.verification import Verified
from bench.measuring import Line, Work, Works, turns

CURVE = "id-tc26-gost-3410-12-512-paramSetA"
TIMES = 20


def _repeated(holds: Callable[[], bool], times: int) -> Work:
    def work() -> None:
        for _ in range(times):
            if not holds():
                raise ValueError("a good signature was refused")

    return work


def _sign_ins(kind: str, times: int) -> Work:
    at_work = world(kind)
    cms = at_work.signed(CHALLENGE, at_work.aigerim)
    return _repeated(lambda: isinstance(verify_challenge(cms, CHALLENGE, at_work.trust, AT), Verified), times)


def _parts() -> tuple[bytes, bytes, bytes]:
    """Public key, digest and signature, as certificates and messages have them."""
    key = gost_key()
    public = bits(KeyInfo.load(key.public)["public_key"])[3:]
    return public, streebog(512, CHALLENGE), key.sign(CHALLENGE)


def _ours(times: int) -> Work:
    public, digest, signature = _parts()
    return _repeated(lambda: verify(curve_named(CURVE), public, digest, signature), times)


def _library(times: int) -> Work:
    public, digest, signature = _parts()
    verifier = new(MODE_512, CURVES[CURVE])
    point, pair = (bytearray(one[63::-1] + one[:63:-1]) for one in (public, signature))
    turned = bytearray(digest[::-1])
    return _repeated(lambda: bool(verifier.verify(point, turned, pair)), times)


WORKS: Works = {
    "rsa": lambda times: _sign_ins("rsa", times),
    "gost": lambda times: _sign_ins("gost", times),
    "curve": _ours,
    "gostcrypto": _library,
}


def lines(times: int = TIMES) -> list[Line]:
    found = turns(__name__, WORKS, times, rounds=3, once=["gostcrypto"])
    return [
        Line(f"{times} sign-ins, RSA", "seconds", found["rsa"], None, "<= 0.2"),
        Line(f"{times} sign-ins, GOST", "seconds", found["gost"], None, "<= 3"),
        Line(f"{times} GOST signatures", "gostcrypto", found["curve"], found["gostcrypto"], ">= 10"),
    ]
