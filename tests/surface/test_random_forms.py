"""Whatever a form is sent, the program answers and does not fail: random posts to every page that takes one."""

from __future__ import annotations

import os
import re
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from bagdar.kernel.tests.each import every
from tests.access.world import PARTS, World, part_of, unchanged
from tests.answers import finish
from tests.surface.asking import NAMES, address, methods

pytestmark = pytest.mark.django_db
FORMS = [name for name in NAMES if "POST" in methods(name)]
EXAMPLES = int(os.environ.get("BAGDAR_RANDOM_POSTS", "8"))
"""Posts to each page."""
NASTY = (
    "", " ", "0", "-1", "9" * 40, "1e999", "NaN", "null", "\x00", "\ud7ff", "🦅", "A" * 5000, "'; DROP TABLE x; --",
    "{{7*7}}", "%s%n", "../../etc/passwd", "2026-02-30", "0000-00-00", "9999-12-31", "31.12.2026", "a@b", "a\r\nBcc: x@y.kz",
    "01900000-0000-7000-8000-000000000000", "not-a-uuid", "administrator", "kk", "on", "[]", '{"id": 1}', "İıſK", "\u202e",
)  # fmt: skip
VALUES = st.one_of(st.sampled_from(NASTY), st.text(max_size=40), st.dates().map(str), st.uuids().map(str))


def post_at_random(client: Client, path: str) -> None:
    shown = finish(client.get(path)).decode(errors="replace")
    fields = sorted(set(re.findall(r'\bname="([\w-]+)"', shown)) - {"csrfmiddlewaretoken"}) or ["reason"]
    choices = sorted(set(re.findall(r'<option value="([^"]+)"', shown)))[:50]
    values = st.one_of(VALUES, st.sampled_from(choices)) if choices else VALUES

    @seed(int(os.environ["BAGDAR_SEED"]))
    @settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.dictionaries(st.sampled_from(fields), values))
    def send(sent: dict[str, Any]) -> None:
        answer = client.post(path, sent)
        assert answer.status_code < 500, sent

    send()


@pytest.mark.parametrize("part", PARTS)
def test_no_post_makes_the_program_fail(part: int) -> None:
    world = World()
    client = world.client("administrator", "own")

    def look(name: str) -> None:
        with unchanged(client):
            post_at_random(client, address(name, world))

    every(part_of(FORMS, part), look)
