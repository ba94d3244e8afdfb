"""Methodologies are brought in and put in force by an act; what began before keeps its own."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bagdar.journal.models import Entry
from bagdar.kernel import clock
from bagdar.kernel.actors import Actor
from bagdar.kernel.errors import AbsentError, DomainError, ForbiddenError, InvalidError
from bagdar.methodology.archive import pack
from bagdar.methodology.loader import pack_folder
from bagdar.orgs.given import ActGiven
from bagdar.orgs.models import InstalledMethodology, MethodologyInForce
from bagdar.orgs.selectors.methodology import governing_pack, known_packs, methodology_of
from bagdar.orgs.services.methodology import enforce_methodology, install_methodology
from bagdar.orgs.tests.make import make_actor

pytestmark = pytest.mark.django_db

KZ, VALDOR = "kz-mne-82-2021", "xv-valdor-7-2024"
ACT = ActGiven(kind="бұйрық", number="15", day=date(2026, 12, 1), issuer="Ұлттық экономика министрі")
NOW = datetime(2026, 12, 2, 6, tzinfo=UTC)


def archive_of(new_id: str, shipped: str = VALDOR) -> bytes:
    """A pack that ships with the program, under another id."""
    folder = pack_folder(shipped)
    files = {}
    for item in folder.iterdir():
        inner = item.iterdir() if item.is_dir() else [item]
        for file in inner:
            name = file.name if file is item else f"{item.name}/{file.name}"
            files[name] = file.read_text("utf-8").replace(f'id = "{shipped}"', f'id = "{new_id}"', 1)
    return pack(files)


@pytest.fixture
def methodologist() -> Actor:
    return make_actor("methodologist")


def test_a_pack_brought_in_is_read_like_any_other_and_governs_nothing(methodologist: Actor) -> None:
    brought = install_methodology(actor=methodologist, archive=archive_of("xv-valdor-8"))
    assert methodology_of("xv-valdor-8").digest == brought.digest == InstalledMethodology.objects.get().digest
    assert "xv-valdor-8" in known_packs()
    assert governing_pack(date(2027, 1, 1)) == KZ
    entry = Entry.objects.get(act="orgs.methodology.installed")
    assert entry.after["pack"] == "xv-valdor-8"


@pytest.mark.parametrize("taken", [KZ, VALDOR])
def test_an_id_of_the_program_is_not_taken_over(methodologist: Actor, taken: str) -> None:
    with pytest.raises(InvalidError):
        install_methodology(actor=methodologist, archive=archive_of(taken))


def test_changed_rules_need_an_id_of_their_own(methodologist: Actor) -> None:
    install_methodology(actor=methodologist, archive=archive_of("xv-valdor-8"))
    with pytest.raises(InvalidError):
        install_methodology(actor=methodologist, archive=archive_of("xv-valdor-8"))
    assert InstalledMethodology.objects.count() == 1


@pytest.mark.parametrize("data", [b"no zip", pack({"pack.toml": "id = "}), pack({"pack.toml": 'id = "x"\n'})])
def test_a_faulty_pack_leaves_nothing(methodologist: Actor, data: bytes) -> None:
    with pytest.raises(DomainError):
        install_methodology(actor=methodologist, archive=data)
    assert not InstalledMethodology.objects.exists()
    assert not Entry.objects.exists()


def test_a_methodology_governs_from_its_day_on_and_not_before(methodologist: Actor) -> None:
    with clock.at(NOW):
        enforce_methodology(actor=methodologist, pack=VALDOR, valid_from=date(2027, 1, 1), act=ACT)
    assert governing_pack(date(2026, 12, 31)) == KZ
    assert governing_pack(date(2027, 1, 1)) == VALDOR
    entry = Entry.objects.get(act="orgs.methodology.enforced")
    assert (entry.before["pack"], entry.after["pack"], entry.after["valid_from"]) == (
        KZ,
        VALDOR,
        "2027-01-01",
    )


def test_a_day_that_has_passed_is_refused(methodologist: Actor) -> None:
    with clock.at(NOW), pytest.raises(InvalidError) as caught:
        enforce_methodology(actor=methodologist, pack=VALDOR, valid_from=date(2026, 12, 1), act=ACT)
    assert caught.value.faults == {"valid_from": ("orgs.methodology.day_passed", {})}


def test_one_methodology_begins_on_a_day(methodologist: Actor) -> None:
    install_methodology(actor=methodologist, archive=archive_of("xv-valdor-8"))
    with clock.at(NOW):
        enforce_methodology(actor=methodologist, pack=VALDOR, valid_from=date(2027, 1, 1), act=ACT)
        with pytest.raises(InvalidError) as caught:
            enforce_methodology(actor=methodologist, pack="xv-valdor-8", valid_from=date(2027, 1, 1), act=ACT)
    assert caught.value.faults == {"valid_from": ("orgs.methodology.day_taken", {})}
    assert MethodologyInForce.objects.get().pack == VALDOR


def test_what_governs_anyway_and_what_is_not_there_are_refused(methodologist: Actor) -> None:
    with clock.at(NOW), pytest.raises(InvalidError):
        enforce_methodology(actor=methodologist, pack=KZ, valid_from=date(2027, 1, 1), act=ACT)
    with clock.at(NOW), pytest.raises(AbsentError):
        enforce_methodology(actor=methodologist, pack="nothing", valid_from=date(2027, 1, 1), act=ACT)


@pytest.mark.parametrize("role", ["preparer", "head", "coordinator", "analyst", "auditor", "administrator"])
def test_only_a_methodologist_decides(role: str) -> None:
    actor = make_actor(role)
    with pytest.raises(ForbiddenError):
        install_methodology(actor=actor, archive=b"")
    with pytest.raises(ForbiddenError):
        enforce_methodology(actor=actor, pack=VALDOR, valid_from=date(2027, 1, 1), act=ACT)
