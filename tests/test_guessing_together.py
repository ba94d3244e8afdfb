"""Guesses from several processes at one moment: the limits hold, and no code is taken twice. Each with its control."""

from __future__ import annotations

import subprocess

from tests.databases import Installation
from tests.test_races import together

PROCESSES = 4
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"

BEGINNING = """
import sys
from django.conf import settings
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
import django; django.setup()
from datetime import UTC, datetime
from django.db import transaction
from bagdar.kernel import clock
from bagdar.kernel.actors import ANONYMOUS
from bagdar.kernel.errors import DomainError, TooManyError
from bagdar.orgs.models import Person, Totp
from bagdar.orgs.proofs import limits, totp
from bagdar.orgs.proofs.limits import Origin
from bagdar.orgs.proofs.sealing import seal
from bagdar.orgs.rules import login_key
from bagdar.orgs.services import factors, sign_in
AT = datetime(2026, 11, 24, 6, 0, 5, tzinfo=UTC)
"""

PREPARING = (
    BEGINNING
    + f"""
person = Person(login="bolat", login_key=login_key("bolat"), family_name="Б", given_name="Б", state="active",
                created_at=AT, changed_at=AT)
person.set_password("бүгін тауда қар жауды")
person.save()
Totp.objects.create(person=person, name="app", secret=seal("{SECRET}"), created_at=AT)
"""
)

GUESSING = (
    BEGINNING
    + """
if sys.argv[1] == "careless":
    import time
    def count_try(account, wanted):
        for limit in wanted:
            if limits._count(limit, clock.now()) >= limit.most:
                raise limits.LimitReachedError(limit, 1, first=False)
        time.sleep(0.3)
        with transaction.atomic():
            limits.Failure.objects.create(key=wanted[0].key, subject="", at=clock.now())
        return limits.Try(())
    limits.count_try = count_try
print("ready", flush=True)
sys.stdin.readline()
looked_at = 0
with clock.at(AT):
    for n in range(5):
        try:
            sign_in.prove_password(actor=ANONYMOUS, login="bolat", password=f"guess {n}", origin=Origin())
        except TooManyError:
            pass
        except DomainError:
            looked_at += 1
print(looked_at)
"""
)

TAKING = (
    BEGINNING
    + f"""
if sys.argv[1] == "careless":
    import time
    def take(person, code):
        row = Totp.objects.get(person=person)
        step = totp.step_of("{SECRET}", code, clock.now(), row.last_step)
        time.sleep(0.3)
        Totp.objects.filter(pk=row.pk).update(last_step=step or 0)
        return "totp" if step else ""
    factors._take_totp = take
person = Person.objects.get()
print("ready", flush=True)
sys.stdin.readline()
with clock.at(AT):
    try:
        factors.prove_code(
            actor=ANONYMOUS, person=person, code=totp.code_at("{SECRET}", AT), origin=Origin()
        )
        print(1)
    except DomainError:
        print(0)
"""
)


def at_once(installation: Installation, script: str, how: str) -> int:
    """Sum of what all processes say."""
    installation.run("-c", PREPARING)
    processes = [installation.start("-c", script, how, stdin=subprocess.PIPE) for _ in range(PROCESSES)]
    return sum(map(int, together(processes)))


def test_five_guesses_a_minute_are_looked_at_however_many_come_together(installation: Installation) -> None:
    assert at_once(installation, GUESSING, "") == 5


def test_a_limit_that_looks_first_and_counts_later_would_let_more_through(
    installation: Installation,
) -> None:
    assert at_once(installation, GUESSING, "careless") > 5


def test_one_code_shown_by_many_at_once_is_taken_once(installation: Installation) -> None:
    assert at_once(installation, TAKING, "") == 1


def test_a_code_that_is_looked_at_without_a_lock_would_be_taken_again(installation: Installation) -> None:
    assert at_once(installation, TAKING, "careless") > 1
