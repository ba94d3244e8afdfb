"""The line of a key in a TOML text."""

from __future__ import annotations

import tomllib

import pytest

from bagdar.methodology.lines import line_of, lines_of

TEXT = '''\
# a comment with a = sign
id = "x"  # after
"quoted key" = 1
a.b.c = 2

[table]
long = """
first
[not a table]
"""
list = [
  "one",
  "two",  # with a comment
  { inline = 3, deep = { er = 4 } },
]
escaped = "a \\" b"
literal = 'C:\\'

[[things]]
name = "first"
[things.inner]
value = 1
[[things]]
name = "second"
  [things."inner key"]
  value = 2026-01-10
'''


@pytest.mark.parametrize(
    "path, line",
    [
        (("id",), 2),
        (("quoted key",), 3),
        (("a", "b", "c"), 4),
        (("table",), 6),
        (("table", "long"), 7),
        (("table", "list"), 11),
        (("table", "list", 1), 13),
        (("table", "list", 2, "inline"), 14),
        (("table", "list", 2, "deep", "er"), 14),
        (("table", "escaped"), 16),
        (("table", "literal"), 17),
        (("things", 0), 19),
        (("things", 0, "name"), 20),
        (("things", 0, "inner", "value"), 22),
        (("things", 1, "name"), 24),
        (("things", 1, "inner key", "value"), 26),
    ],
)
def test_every_key_has_its_line(path: tuple[str | int, ...], line: int) -> None:
    tomllib.loads(TEXT)
    assert lines_of(TEXT)[path] == line


def test_an_unknown_path_is_placed_at_the_nearest_known_one() -> None:
    lines = lines_of(TEXT)
    assert line_of(lines, ("things", 1, "absent")) == 23
    assert line_of(lines, ("nowhere",)) == 1
