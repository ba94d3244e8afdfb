"""Limits on guessing, counted in the database: shared by all workers, and they survive a restart.

Only failures count, because hundreds of officials sit behind one address. A failure counts against the account
(5 a minute), the network it came from (20 an hour; an IPv6 network is its /64) and the password tried: one
password that failed with ten accounts in an hour is refused for all. A browser in which the person has signed in
before has counters of its own, so a stranger's guesses do not lock the owner out.

A try is counted before the proof is looked at and forgiven when it holds, so tries at the same instant cannot
slip past together.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

import msgspec
from django.conf import settings
from django.db import connection, transaction

from bagdar.kernel import clock
from bagdar.kernel.errors import TooManyError
from bagdar.orgs.models import Failure

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


class Origin(msgspec.Struct, frozen=True):
    """Where a try comes from. ``device``: known from an earlier sign-in of this account, else empty."""

    address: str = ""
    agent: str = ""
    device: str = ""


class Limit(msgspec.Struct, frozen=True):
    """At most *most* failures (or, with *distinct*, accounts that failed) of *key* within *span*."""

    key: str
    most: int
    span: timedelta
    distinct: bool = False


class Try(msgspec.Struct, frozen=True):
    """A counted try; :meth:`forgive` takes it back when the proof holds."""

    rows: tuple[int, ...]

    def forgive(self) -> None:
        Failure.objects.filter(pk__in=self.rows).delete()


class LimitReachedError(TooManyError):
    """``first``: nobody was told of this limit in its span yet, so the journal is. ``limit``: which."""

    def __init__(self, limit: Limit, seconds: int, *, first: bool) -> None:
        super().__init__("orgs.sign_in.too_many", seconds=seconds, minutes=-(-seconds // 60))
        self.limit = limit
        self.first = first


def network(address: str) -> str:
    """The address, or for IPv6 its /64: one subscriber has all of it. Empty for none."""
    if not address:
        return ""
    parsed = ip_address(address)
    if isinstance(parsed, IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ip_network((parsed, 64), strict=False))
    return str(parsed)


def subject_of(account: str) -> str:
    """An account in the counters: a login that was typed may be a mistyped password, so it is not kept."""
    return hashlib.sha256(account.encode()).hexdigest()[:32]


def of_account(kind: str, account: str, origin: Origin) -> tuple[Limit, ...]:
    """Limits of proofs of *kind* ("password", "factor", "reset") for *account*."""
    if origin.device:
        return (
            Limit(f"{kind}:device:{origin.device}", 5, MINUTE),
            Limit(f"{kind}:device:{origin.device}", 20, HOUR),
        )
    return (Limit(f"{kind}:account:{subject_of(account)}", 5, MINUTE), *of_network(origin))


def of_network(origin: Origin) -> tuple[Limit, ...]:
    where = network(origin.address)
    return (Limit(f"network:{where}", 20, HOUR),) if where else ()


def of_password(password: str, origin: Origin) -> tuple[Limit, ...]:
    """One password tried with many accounts. Four bytes of a keyed digest: too few to find the password by."""
    if origin.device:
        return ()
    key = f"bagdar.limits:{settings.SECRET_KEY}".encode()
    word = hmac.new(key, password.encode(), hashlib.sha256).hexdigest()[:8]
    return (Limit(f"word:{word}", 10, HOUR, distinct=True),)


def count_try(account: str, limits: Iterable[Limit]) -> Try:
    """Count a try against *limits*. Raises LimitReachedError, and then counts nothing more."""
    wanted = tuple(limits)
    now = clock.now()
    subject = subject_of(account)
    with transaction.atomic():
        _one_at_a_time(wanted)
        reached = next((limit for limit in wanted if _count(limit, now) >= limit.most), None)
        if reached is None:
            keys = dict.fromkeys(limit.key for limit in wanted)
            rows = [Failure(key=key, subject=subject, at=now) for key in keys]
            return Try(tuple(row.pk for row in Failure.objects.bulk_create(rows)))
        first = _tell_once(reached, now)
    raise LimitReachedError(reached, _seconds(reached, now), first=first)


def forget_old(now: datetime) -> int:
    """Remove failures that count no more; how many."""
    return Failure.objects.filter(at__lt=now - 2 * HOUR).delete()[0]


def _count(limit: Limit, now: datetime) -> int:
    within = Failure.objects.filter(key=limit.key, at__gt=now - limit.span)
    return within.values("subject").distinct().count() if limit.distinct else within.count()


def _seconds(limit: Limit, now: datetime) -> int:
    """Until enough failures have left the span for one more try."""
    within = Failure.objects.filter(key=limit.key, at__gt=now - limit.span).order_by("-at")
    instants = list(within.values_list("at", flat=True)[: limit.most])
    last = instants[-1] if instants else now
    return max(1, int((last + limit.span - now).total_seconds()) + 1)


def _tell_once(limit: Limit, now: datetime) -> bool:
    key = f"told:{limit.key}"[:80]
    if Failure.objects.filter(key=key, at__gt=now - limit.span).exists():
        return False
    Failure.objects.create(key=key, at=now)
    return True


def _one_at_a_time(limits: Iterable[Limit]) -> None:
    """Two tries of one key count one after the other. SQLite's transactions are such by themselves."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for key in sorted({limit.key for limit in limits}):
            number = int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], signed=True)
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])
