"""The hash, the rush, the reset link, the invitation and the limits, as services see them."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.hashers import check_password, make_password
from django.db import connection

from bagdar.journal.models import Entry
from bagdar.kernel import clock
from bagdar.kernel.actors import ANONYMOUS
from bagdar.kernel.errors import InvalidError, TooManyError
from bagdar.orgs.models import Failure, Invitation, Person
from bagdar.orgs.proofs import codes, limits
from bagdar.orgs.proofs.hashing import AT_ONCE, Argon2
from bagdar.orgs.proofs.limits import Origin
from bagdar.orgs.proofs.sealing import seal, unseal
from bagdar.orgs.recurring import forget_failures
from bagdar.orgs.services.accepting import accept_invitation, find_invitation
from bagdar.orgs.services.passwords import TOKENS, ask_for_reset, person_of_reset, reset_password
from bagdar.orgs.sessions import SessionStore
from bagdar.orgs.tests.make import make_body, make_person

NEW = "екінші ұзақ әрі жаңа сөздер"
SOMEWHERE = Origin(address="198.51.100.7")


def test_the_hash_is_argon2id_of_64_mib_and_knows_the_longest_password(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["bagdar.orgs.proofs.hashing.Argon2"]
    longest = "ү" * 128
    encoded = make_password(longest)
    assert encoded.startswith("argon2$argon2id$v=19$m=65536,t=2,p=1$")
    assert check_password(longest, encoded)
    assert not check_password(longest[:-1], encoded)


@pytest.mark.parametrize(("room", "expected"), [(None, 2), (8, 8)])
def test_two_at_most_are_verified_at_once(
    monkeypatch: pytest.MonkeyPatch, room: int | None, expected: int
) -> None:
    """With the control: where eight find room, eight are at it."""
    from django.contrib.auth.hashers import Argon2PasswordHasher

    from bagdar.orgs.proofs import hashing

    running, most, guard, gate = 0, 0, threading.Lock(), threading.Event()

    def verify(self: Argon2PasswordHasher, password: str, encoded: str) -> bool:
        nonlocal running, most
        with guard:
            running += 1
            most = max(most, running)
            if running == expected:
                gate.set()
        gate.wait(5)
        with guard:
            running -= 1
        return True

    if room is not None:
        monkeypatch.setattr(hashing, "AT_ONCE", threading.BoundedSemaphore(room))
    monkeypatch.setattr(Argon2PasswordHasher, "verify", verify)
    threads = [threading.Thread(target=Argon2().verify, args=("x", "x")) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert most == expected
    assert AT_ONCE.acquire(blocking=False)
    AT_ONCE.release()


def test_codes_are_recognised_however_they_are_typed() -> None:
    code = codes.new_code()
    typed = code.lower().replace("-", " ").replace("k", "К").replace("m", "М")
    assert codes.digest(code) == codes.digest(typed)
    assert len(codes.LETTERS) ** 20 > 2**98
    assert not set(codes.LETTERS) & set("01ILO")


def test_a_sealed_secret_opens_only_with_the_installation_s_key(settings: Any) -> None:
    from cryptography.fernet import InvalidToken

    sealed = seal("secret")
    assert "secret" not in sealed
    assert unseal(sealed) == "secret"
    settings.SECRET_KEY = "another" * 8
    with pytest.raises(InvalidToken):
        unseal(sealed)


def test_a_session_s_key_holds_more_than_128_bits(db: None) -> None:
    assert 36**32 > 2**128
    assert len(SessionStore()._get_new_session_key()) == 32  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:198.51.100.7", "198.51.100.7"),
        ("198.51.100.7", "198.51.100.7"),
        ("", ""),
    ],
)
def test_an_ipv6_subscriber_is_one_network(address: str, network: str) -> None:
    assert limits.network(address) == network


@pytest.fixture
def person(db: None, fast_passwords: None) -> Person:
    return make_person("aigerim", body=make_body(), email="aigerim@example.kz")


def test_a_reset_link_works_once_within_an_hour_and_only_for_this_password(person: Person) -> None:
    start = clock.now()
    with clock.at(start):
        asked = ask_for_reset(actor=ANONYMOUS, login="Aigerim", origin=SOMEWHERE)
        assert asked is not None
        token = asked[1]
    with clock.at(start + timedelta(seconds=3601)):
        assert person_of_reset(person.pk, token) is None
    with clock.at(start + timedelta(minutes=59)):
        reset_password(actor=ANONYMOUS, person=person.pk, token=token, password=NEW)
        with pytest.raises(InvalidError):
            reset_password(actor=ANONYMOUS, person=person.pk, token=token, password=NEW)
    stale = TOKENS.make_token(Person.objects.get())
    Person.objects.update(stamp="changed")
    assert person_of_reset(person.pk, stale) is None


def test_asking_for_a_reset_tells_nobody_who_exists_and_is_limited(person: Person) -> None:
    assert ask_for_reset(actor=ANONYMOUS, login="nobody", origin=SOMEWHERE) is None
    for n in range(5):
        ask_for_reset(actor=ANONYMOUS, login="aigerim", origin=Origin(address=f"203.0.113.{n}"))
    with pytest.raises(TooManyError):
        ask_for_reset(actor=ANONYMOUS, login="aigerim", origin=Origin(address="203.0.113.99"))


def test_an_invitation_is_accepted_once_with_a_login_and_a_good_password(
    db: None, fast_passwords: None
) -> None:
    person = make_person("dana", body=make_body(), state="invited")
    make_person("taken")
    code, now = codes.new_code(), clock.now()
    row = Invitation.objects.create(
        person=person,
        way="printed",
        digest=codes.digest(code),
        created_at=now,
        expires_at=now + timedelta(days=1),
    )
    with clock.at(row.expires_at), pytest.raises(InvalidError):
        find_invitation(actor=ANONYMOUS, code=code, origin=SOMEWHERE)
    for login, password in (("taken", NEW), ("dana", "қысқа"), ("dana", "dana2026dana2026")):
        with pytest.raises(InvalidError):
            accept_invitation(actor=ANONYMOUS, code=code, login=login, password=password)
    accepted = accept_invitation(actor=ANONYMOUS, code=code.lower(), login="Dana.S", password=NEW)
    assert (accepted.state, accepted.login) == ("active", "Dana.S")
    with pytest.raises(InvalidError):
        accept_invitation(actor=ANONYMOUS, code=code, login="dana", password=NEW)
    entry = Entry.objects.get(act="orgs.invitation.accepted")
    assert (entry.before, entry.after["login"]) == ({"login": "dana"}, "Dana.S")


def test_guesses_of_invitations_are_limited_by_network(db: None) -> None:
    for n in range(20):
        with pytest.raises(InvalidError):
            find_invitation(actor=ANONYMOUS, code=f"AAAAA-AAAAA-AAAAA-AAA{n:02}", origin=SOMEWHERE)
    with pytest.raises(TooManyError) as caught:
        find_invitation(actor=ANONYMOUS, code="AAAAA", origin=SOMEWHERE)
    assert 0 < caught.value.seconds <= 3601


def test_counters_are_rows_that_outlive_the_process_and_go_when_they_count_no_more(db: None) -> None:
    wanted = limits.of_account("password", "aigerim", SOMEWHERE)
    limits.count_try("aigerim", wanted)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM orgs_failure")
        assert cursor.fetchone()[0] == 2
    assert "aigerim" not in str(list(Failure.objects.values()))
    with clock.at(clock.now() + timedelta(hours=3)):
        forget_failures()
    assert not Failure.objects.exists()
