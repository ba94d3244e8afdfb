"""The conformance page is collected from sources, is current, and says honestly what is not carried out."""

from __future__ import annotations

import ast
import importlib
from functools import cache
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

import bagdar
from bagdar.kernel.tests.each import each
from bagdar.methodology.checks.tests.cases import CASES
from bagdar.methodology.conformance import Cited, Evidence, collect, encoded, evidence
from bagdar.methodology.loader import available, load
from bagdar.methodology.resting import conformance

ROOT = Path(bagdar.__file__).parent.parent


@cache
def fresh() -> Evidence:
    return collect(ROOT, load())


def lists(of: Evidence) -> dict[str, set[str]]:
    """Every list of the file under one name each."""
    cited = {
        (key, kind): getattr(one, kind) for key, one in of.clauses.items() for kind in Cited.__struct_fields__
    }
    return {
        **{f"part {part}": set(places) for part, places in of.parts.items()},
        **{f"parameter {key}": set(places) for key, places in of.parameters.items()},
        **{f"clause {key} {kind}": set(places) for (key, kind), places in cited.items()},
    }


def test_the_collected_file_claims_nothing_that_is_gone_and_lacks_no_clause() -> None:
    """One place more where others stand already does not make it old; a clause newly carried out does."""
    kept, now = lists(evidence()), lists(fresh())
    gone = {
        name: places - now.get(name, set()) for name, places in kept.items() if places - now.get(name, set())
    }
    new = {name for name, places in now.items() if places and not kept.get(name)}
    assert (gone, new) == ({}, set()), "run tools/list-conformance"
    assert (evidence().pack, evidence().checks) == (fresh().pack, fresh().checks)


def test_the_file_is_written_the_same_each_time() -> None:
    assert msgspec.json.decode(encoded(fresh()), type=Evidence) == fresh()


def _places(found: Evidence) -> set[str]:
    parts = [
        *found.parts.values(),
        *found.parameters.values(),
        *(cited.code for cited in found.clauses.values()),
    ]
    return {place for part in parts for place in part}


@each("place", sorted(_places(evidence())))
def test_every_place_named_is_in_the_code(place: str) -> None:
    module, _, name = place.partition(":")
    found = importlib.import_module(module)
    for part in filter(None, name.split(".")):
        found = getattr(found, part)


def test_every_test_named_is_there() -> None:
    tests = {test for cited in evidence().clauses.values() for test in cited.tests} | set(
        evidence().checks.values()
    )
    for test in tests:
        path, _, name = test.partition("[")[0].partition("::")
        names = {
            node.name
            for node in ast.walk(ast.parse((ROOT / path).read_text("utf-8")))
            if isinstance(node, ast.FunctionDef)
        }
        assert name.rpartition("::")[2] in names, test


def test_every_check_is_shown_by_the_case_in_which_it_alone_finds_its_fault() -> None:
    assert {check for check, test in evidence().checks.items() if test.endswith(f"[{check}]")} == set(CASES)


def test_a_check_that_is_switched_off_carries_nothing_out() -> None:
    methodology = load()
    key = next(key for key, setting in methodology.checks.items() if setting.clause in methodology.clauses)
    clause = methodology.checks[key].clause

    def resting(on: bool) -> tuple[tuple[str, ...], str]:
        checks = {**methodology.checks, key: replace(methodology.checks[key], on=on)}
        rows = {one.clause: one for one in conformance(replace(methodology, checks=checks))}
        [found] = [one for one in rows[clause].resting if one.part == "checks" and one.id == key]
        return found.carried, found.severity

    assert resting(True)[0]
    assert resting(False) == ((), "off")


@pytest.mark.parametrize("pack", available())
def test_every_clause_has_a_row_and_what_rests_on_it_is_in_the_pack(pack: str) -> None:
    methodology = load(pack)
    rows = conformance(methodology)
    assert [one.clause for one in rows] == list(methodology.clauses)
    levels = {level.clause: level.id for level in methodology.levels}
    for row in rows:
        if row.clause in levels:
            assert levels[row.clause] in {one.id for one in row.resting if one.part == "levels"}
            assert row.carried_out


def test_what_nothing_rests_on_and_no_code_names_is_not_called_carried_out() -> None:
    methodology = load()
    bare = replace(
        methodology, checks={}, levels=(), parameters=(), sections=(), kinds=(), statuses=(), states=(),
        body_kinds=(), offices=(), note=(), finance=(), forms={}, informing=None, id="another",
    )  # fmt: skip
    named = {bare.strategy.clause_period, bare.strategy.clause_plan, bare.strategy.clause_evaluation}
    assert {one.clause for one in conformance(bare) if one.carried_out} <= named
