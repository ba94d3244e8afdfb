"""GOST R 34.10 signatures over GOST R 34.11 (Streebog) digests, verified in plain Python.

Digests are the library's; they take about a second for every 100 KB, so a content is digested once. The
curve arithmetic is our own, in Jacobian coordinates: some milliseconds a signature in place of two thirds of
a second. Verifying handles public values only, so its running time gives nothing away; for real keys, whose
running time would, there is no signing here.

Byte order in certificates and messages: a public key is X then Y, a signature is r then s, each of them, like
the digest when it becomes a number, with the lowest byte first.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from gostcrypto.gosthash import new as new_digest
from gostcrypto.gostsignature import CURVES_R_1323565_1_024_2019 as CURVES

Point = tuple[int, int, int]
"""Jacobian (X, Y, Z): x = X / Z², y = Y / Z³; Z = 0 is the point at infinity."""
INFINITY: Point = (0, 1, 0)


class Curve(NamedTuple):
    """y² = x³ + ax + b modulo p; the base point (x, y) has the prime order q; size in bytes."""

    p: int
    a: int
    b: int
    q: int
    x: int
    y: int
    size: int


@cache
def curve_named(name: str) -> Curve:
    """The curve of that name in R 1323565.1.024-2019. Raises KeyError."""
    numbers = CURVES[name]
    size = (numbers["p"].bit_length() + 7) // 8
    p, a, b, q, x, y = (numbers[key] for key in "pabqxy")
    return Curve(p, a, b, q, x, y, size)


def streebog(bits: int, data: bytes) -> bytes:
    """The GOST R 34.11 digest of 256 or 512 bits."""
    return bytes(new_digest(f"streebog{bits}", data=bytearray(data)).digest())


def verify(curve: Curve, public_key: bytes, digest: bytes, signature: bytes) -> bool:
    """Whether *signature* over *digest* was made with the key of *public_key* (X ‖ Y, lowest byte first)."""
    size = curve.size
    if len(public_key) != 2 * size or len(signature) != 2 * size or len(digest) != size:
        return False
    x, y = (int.from_bytes(half, "little") for half in (public_key[:size], public_key[size:]))
    r, s = (int.from_bytes(half, "little") for half in (signature[:size], signature[size:]))
    if not (0 < r < curve.q and 0 < s < curve.q and _lies_on(curve, x, y)):
        return False
    e = int.from_bytes(digest, "little") % curve.q or 1
    inverse = pow(e, -1, curve.q)
    total = _sum_of_two(curve, s * inverse % curve.q, -r * inverse % curve.q, (x, y, 1))
    return total[2] != 0 and _plain(curve, total)[0] % curve.q == r


def multiple(curve: Curve, number: int) -> tuple[int, int]:
    """*number* (from 1 to q - 1) times the base point: its x and y."""
    return _plain(curve, _sum_of_two(curve, number, 0, INFINITY))


def _plain(curve: Curve, point: Point) -> tuple[int, int]:
    x, y, z = point
    return x * pow(z, -2, curve.p) % curve.p, y * pow(z, -3, curve.p) % curve.p


def _lies_on(curve: Curve, x: int, y: int) -> bool:
    p, a, b = curve.p, curve.a, curve.b
    return 0 <= x < p and 0 < y < p and (y * y - (x * x * x + a * x + b)) % p == 0


def _sum_of_two(curve: Curve, one: int, other: int, point: Point) -> Point:
    """one × base point + other × *point*, both bits of a place at a time."""
    base = (curve.x, curve.y, 1)
    steps = (None, base, point, _add(curve, base, point))
    total = INFINITY
    for place in range(max(one.bit_length(), other.bit_length()) - 1, -1, -1):
        total = _double(curve, total)
        step = steps[(one >> place & 1) | (other >> place & 1) << 1]
        if step is not None:
            total = _add(curve, total, step)
    return total


def _double(curve: Curve, point: Point) -> Point:
    x, y, z = point
    p = curve.p
    if z == 0 or y == 0:
        return INFINITY
    square = y * y % p
    s = 4 * x * square % p
    m = (3 * x * x + curve.a * pow(z, 4, p)) % p
    x_3 = (m * m - 2 * s) % p
    return x_3, (m * (s - x_3) - 8 * square * square) % p, 2 * y * z % p


def _add(curve: Curve, left: Point, right: Point) -> Point:
    if left[2] == 0:
        return right
    if right[2] == 0:
        return left
    (x_1, y_1, z_1), (x_2, y_2, z_2), p = left, right, curve.p
    square_1, square_2 = z_1 * z_1 % p, z_2 * z_2 % p
    u_1, u_2 = x_1 * square_2 % p, x_2 * square_1 % p
    s_1, s_2 = y_1 * square_2 * z_2 % p, y_2 * square_1 * z_1 % p
    if u_1 == u_2:
        return _double(curve, left) if s_1 == s_2 else INFINITY
    h, r = u_2 - u_1, s_2 - s_1
    h_2 = h * h % p
    h_3, v = h * h_2 % p, u_1 * h_2 % p
    x_3 = (r * r - h_3 - 2 * v) % p
    return x_3, (r * (v - x_3) - s_1 * h_3) % p, h * z_1 * z_2 % p
