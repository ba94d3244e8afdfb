"""The national curve and digest: our arithmetic against published numbers and another implementation."""

from __future__ import annotations

import os
from random import Random

from asn1crypto import core
from gostcrypto.gostsignature import CURVES_R_1323565_1_024_2019 as CURVES
from gostcrypto.gostsignature import MODE_512
from gostcrypto.gostsignature import new as new_signature

from bagdar.signatures.asn1 import KeyInfo, bits
from bagdar.signatures.gost import Curve, curve_named, streebog, verify
from bagdar.signatures.profile import profile
from bagdar.signatures.selfmade.keys import gost_key

NAME = "id-tc26-gost-3410-12-512-paramSetA"


def low_first(*numbers: int, size: int) -> bytes:
    return b"".join(number.to_bytes(size, "little") for number in numbers)


def test_the_digest_is_the_standards() -> None:
    """The first message of the standard's annex (RFC 6986, section 10.1)."""
    message = b"012345678901234567890123456789012345678901234567890123456789012"
    assert streebog(512, message).hex() == (
        "1b54d01a4af5b9d5cc3d86d68d285462b19abc2475222f35c085122be4ba1ffa"
        "00ad30f8767b3a82384c6574f024c311e2a481332b08ef7f41797891c1646f48"
    )
    assert streebog(256, message).hex() == "9d151eefd8590b89daa6ba6cb74af9275dd051026bb149a452fd84e5e57b5500"


def test_the_standards_example_verifies() -> None:
    """GOST R 34.10-2012, annex A.1 (RFC 7091, section 7.1): curve, key, digest and signature as printed."""
    curve = Curve(
        p=57896044618658097711785492504343953926634992332820282019728792003956564821041,
        a=7,
        b=43308876546767276905765904595650931995942111794451039583252968842033849580414,
        q=57896044618658097711785492504343953927082934583725450622380973592137631069619,
        x=2,
        y=4018974056539037503335449422937059775635739389905545080690979365213431566280,
        size=32,
    )
    key = low_first(
        57520216126176808443631405023338071176630104906313632182896741342206604859403,
        17614944419213781543809391949654080031942662045363639260709847859438286763994,
        size=32,
    )
    e = 20798893674476452017134061561508270130637142515379653289952617252661468872421
    r = 29700980915817952874371204983938256990422752107994319651632687982059210933395
    s = 574973400270084654178925310019147038455227042649098563933718999175515839552
    assert verify(curve, key, low_first(e, size=32), low_first(r, s, size=32))
    assert not verify(curve, key, low_first(e + 1, size=32), low_first(r, s, size=32))
    assert not verify(curve, key, low_first(e, size=32), low_first(s, r, size=32))


def test_what_another_implementation_signs_verifies_and_nothing_near_it() -> None:
    chance = Random(int(os.environ["BAGDAR_SEED"]))
    curve, signer = curve_named(NAME), new_signature(MODE_512, CURVES[NAME])
    private = chance.randrange(1, curve.q).to_bytes(64, "big")
    point = bytes(signer.public_key_generate(bytearray(private)))
    key = point[63::-1] + point[:63:-1]
    digest = streebog(512, b"a document")
    pair = bytes(signer.sign(bytearray(private), bytearray(digest[::-1])))
    signature = pair[63::-1] + pair[:63:-1]
    assert verify(curve, key, digest, signature)
    for _ in range(8):
        parts = [bytearray(key), bytearray(digest), bytearray(signature)]
        part = chance.choice(parts)
        part[chance.randrange(len(part))] ^= 1 << chance.randrange(8)
        assert not verify(curve, *(bytes(one) for one in parts))


def test_what_we_sign_another_implementation_verifies() -> None:
    key, signer = gost_key(), new_signature(MODE_512, CURVES[NAME])
    raw = core.OctetString.load(bits(KeyInfo.load(key.public)["public_key"])).native
    point, pair = (one[63::-1] + one[:63:-1] for one in (raw, key.sign(b"a document")))
    for message, held in ((b"a document", True), (b"another", False)):
        digest = streebog(512, message)[::-1]
        assert signer.verify(bytearray(point), bytearray(digest), bytearray(pair)) is held


def test_numbers_out_of_range_never_verify() -> None:
    curve = curve_named(NAME)
    base = low_first(curve.x, curve.y, size=64)
    digest = bytes(64)
    for r, s in ((0, 0), (0, 1), (1, 0), (curve.q, 1), (1, curve.q), (curve.q - 1, curve.q - 1)):
        assert not verify(curve, base, digest, low_first(r, s, size=64))
    assert not verify(curve, low_first(0, 0, size=64), digest, low_first(1, 1, size=64))
    assert not verify(curve, low_first(curve.x, curve.y + 1, size=64), digest, low_first(1, 1, size=64))
    for short in (b"", base[:-1], base + b"\x00"):
        assert not verify(curve, short, digest, low_first(1, 1, size=64))
        assert not verify(curve, base, digest, short)
    assert not verify(curve, base, digest[:-1], low_first(1, 1, size=64))


def test_every_national_curve_is_known_and_holds_its_base_point() -> None:
    kz = profile()
    assert set(kz.gost_curves.values()) <= set(CURVES)
    for name in kz.gost_curves.values():
        curve = curve_named(name)
        assert (curve.y**2 - curve.x**3 - curve.a * curve.x - curve.b) % curve.p == 0
