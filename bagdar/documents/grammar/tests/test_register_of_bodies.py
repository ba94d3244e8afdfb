"""The shipped register: complete, consistent with itself and with the kinds of its pack."""

from __future__ import annotations

import tomllib
from importlib import resources

import pytest

from bagdar.documents.grammar.executors import read_executors
from bagdar.documents.grammar.executors.register import register_for
from bagdar.documents.grammar.tests.register_cases import shipped_bodies


def test_references_lead_somewhere_and_kinds_are_the_packs() -> None:
    bodies = shipped_bodies()
    rules = resources.files("bagdar").joinpath("methodology/packs/kz-mne-82-2021/bodies_rules.toml")
    kinds = {kind["id"] for kind in tomllib.loads(rules.read_text("utf-8"))["body_kinds"]}
    regions = {region.id: region for region in bodies.regions}
    for body in bodies:
        assert body.kind in kinds
        assert {*body.members, *filter(None, (body.parent, body.successor))} <= {each.id for each in bodies}
        assert body.region is None or regions[body.region].body == body.id
        assert not (body.valid_from and body.valid_to and body.valid_to < body.valid_from)
        assert body.group or not body.members
        assert {"kk", "ru", "en"} <= set(body.name)


def test_every_name_of_a_body_is_read_as_that_body() -> None:
    bodies = shipped_bodies()
    for body in bodies:
        for language in ("kk", "ru"):
            said = [body.name[language], *body.abbreviations.get(language, ())]
            for name in said:
                reading = read_executors(name, bodies, language, on=body.valid_to or body.valid_from)
                assert reading.understood, name
                assert [executor.body for executor in reading.executors] == [body.id], name


def test_the_country_has_seventeen_regions_and_three_cities_today() -> None:
    valid = [region for region in shipped_bodies().regions if region.valid_to is None]
    assert [sum(region.level == level for region in valid) for level in ("region", "city")] == [17, 3]


@pytest.mark.parametrize("old, new", [("mir", "miir"), ("megpr", "mepr"), ("mcriap", "ai-digital"), ("akimat-nur-sultan", "akimat-astana"), ("prime-minister-office", "government-office")])  # fmt: skip
def test_a_renamed_body_leads_to_its_successor(old: str, new: str) -> None:
    assert shipped_bodies()[old].successor == new


def test_no_spelling_means_two_bodies_but_those_that_date_or_script_tell_apart() -> None:
    register = register_for(shipped_bodies())
    shared = {}
    for body in shipped_bodies():
        for language in ("kk", "ru"):
            for name in (*body.abbreviations.get(language, ()), body.name[language]):
                found = {form.body for form in register.whole(name) if form.language == language}
                if len(found) > 1:
                    shared[name] = found
    assert shared == {
        "Минэкологии": {"mepr", "megpr"},
        "Мининформации": {"mior", "mki"},
        "Минкультуры": {"mki", "mks"},
    }
