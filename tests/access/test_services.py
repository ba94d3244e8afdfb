"""Every service asks the policy before it looks at anything else, and writes only acts that the journal knows."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.db import transaction

import bagdar
from bagdar.journal.codes import CODES, sentence_id
from bagdar.kernel import clock
from bagdar.kernel.actors import ANONYMOUS, Actor
from bagdar.kernel.errors import AbsentError, ForbiddenError
from bagdar.kernel.messages import is_message
from bagdar.kernel.policy import ANYONE, TABLE, Decision
from bagdar.kernel.services import SERVICES, Service, Surroundings
from bagdar.orgs.actors import actor_of
from bagdar.orgs.models import Person
from bagdar.orgs.services.people import deactivate_person
from tests.access.world import World, addresses, tables


def load() -> Mapping[str, Service]:
    """All services of all domains."""
    for domain in ("journal", "orgs", "files", "evidence", "ops"):
        package = importlib.import_module(f"bagdar.{domain}")
        for module in pkgutil.walk_packages(package.__path__, f"bagdar.{domain}."):
            if ".services" in module.name:
                importlib.import_module(module.name)
    return SERVICES


GUARDED = sorted(
    name for name, one in load().items() if not any(ANYONE in grant.roles for grant in TABLE.who(one.action))
)


def test_every_service_has_a_row_of_access_and_acts_that_the_journal_knows() -> None:
    for name, one in load().items():
        assert one.action in TABLE, name
        assert one.journal, name
        assert set(one.journal) <= CODES, name


def test_every_act_is_written_by_a_service_and_has_a_sentence() -> None:
    by_services = {code for one in load().values() for code in one.journal}
    by_commands = {
        code
        for code in CODES
        for room in ("ops", "journal", "files", "evidence")
        if _is_written_in(room, code)
    }
    assert by_services | by_commands == CODES
    assert [code for code in sorted(CODES) if not is_message(sentence_id(code))] == []


def test_every_row_opens_something() -> None:
    """A row that no page, operation or service asks for says what is not so."""
    pages = {getattr(getattr(one.callback, "page", None), "action", "") for one in addresses().values()}
    asked = pages | {one.action for one in load().values()} | set(_named_in_code())
    assert sorted(set(TABLE) - asked) == []


def _named_in_code() -> list[str]:
    code = _code_of("")
    return [action for action in TABLE if f'"{action}"' in code]


def _is_written_in(room: str, code: str) -> bool:
    return code.startswith(f"{room}.") and f'"{code}"' in _code_of(room)


def _code_of(room: str) -> str:
    """The program's text below *room*, without tables of access and tests."""
    paths = Path(bagdar.__file__).parent.joinpath(room).rglob("*.py")
    return "".join(
        path.read_text("utf-8")
        for path in paths
        if not {"policy", "tests"} & set(path.parts) and path.name != "journal_codes.py"
    )


def arguments(one: Service, world: World) -> dict[str, Any]:
    """Real ids where an object is named, something that breaks when touched where anything else is given."""
    known: dict[str, Callable[[], Any]] = {
        **world.objects,
        "source": lambda: (
            world.own.pk if "body" not in one.name and "people" not in one.name else world.target.pk
        ),
        "target": lambda: world.strange.pk,
        "sources": lambda: [world.own.pk],
        "rest": lambda: world.strange.pk,
    }
    given: dict[str, Any] = {}
    for name, parameter in inspect.signature(one.function).parameters.items():
        if name == "actor" or parameter.default is not parameter.empty:
            continue
        if name == "person" and parameter.annotation == "Person":
            given[name] = world.target
        elif name in known and parameter.annotation in ("UUID", "Sequence[UUID]", "models.Model"):
            given[name] = known[name]()
        else:
            given[name] = Untouched()
    return given


class Untouched:
    """Whoever looks at it before the policy was asked fails."""

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(f"{name} is asked for before the policy")


def rows() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in tables()}


@pytest.mark.django_db
@pytest.mark.parametrize("name", GUARDED)
def test_a_service_refuses_strangers_before_anything_else(name: str) -> None:
    world, one = World(), SERVICES[name]
    strangers: list[Actor] = [ANONYMOUS, actor_of(world.people["strange", "preparer"], factor=True)]
    given = arguments(one, world)
    before = rows()
    for actor in strangers:
        with pytest.raises((ForbiddenError, AbsentError)), transaction.atomic():
            one.function(actor=actor, **given)
    assert rows() == before


def stale(world: World, role: str) -> Actor:
    """Somebody whose request began before the role was ended."""
    holder = world.people["own", role]
    actor = actor_of(holder, factor=True, confirmed=clock.now())
    holder.memberships.update(ended_at=clock.now())
    return actor


@pytest.mark.django_db
@pytest.mark.parametrize("name", GUARDED)
def test_a_service_refuses_whose_right_was_taken_away_since_the_request_began(name: str) -> None:
    world, one = World(), SERVICES[name]
    given = arguments(one, world)
    actors = [stale(world, role) for role in ("administrator", "coordinator", "methodologist", "analyst")]
    before = rows()
    for actor in actors:
        with pytest.raises((ForbiddenError, AbsentError)), transaction.atomic():
            one.function(actor=actor, **given)
    assert rows() == before


@pytest.mark.django_db
def test_without_asking_again_a_right_would_outlive_its_end() -> None:
    """Negative control."""
    world = World()
    actor = stale(world, "administrator")
    with patch.object(Surroundings, "stands", staticmethod(lambda _actor, _known: True)):
        deactivate_person(actor=actor, person=world.target.pk, reason="x")
    assert Person.objects.get(pk=world.target.pk).state == "deactivated"


@pytest.mark.django_db
@pytest.mark.parametrize("name", GUARDED)
def test_without_the_policy_the_same_call_is_not_refused(name: str) -> None:
    """Negative control: what refused above was the policy and nothing else."""
    world, one = World(), SERVICES[name]
    allowed = Decision(True)
    stranger = actor_of(world.people["strange", "preparer"], factor=True)
    with (
        patch("bagdar.kernel.policy.TABLE.may", return_value=allowed),
        patch("bagdar.kernel.policy.TABLE.require", return_value=allowed),
        patch("bagdar.kernel.policy.may", return_value=allowed),
        patch("bagdar.kernel.policy.require", return_value=allowed),
        transaction.atomic(),
    ):
        try:
            one.function(actor=stranger, **arguments(one, world))
        except ForbiddenError as error:
            pytest.fail(f"refused although the policy allows everything: {error}")
        except Exception:
            pass
        transaction.set_rollback(True)
