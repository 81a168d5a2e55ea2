"""The line of every key is the line on which it stands, however the file is laid out."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.toml_lines import KeyPath, line_numbers

TEXT = """# a comment with = and [brackets]
title = "a # in a string, and = [ ] { }"

list = [
  { name = "one", words = ["a", "b"] },
  # between
  { name = "two", words = [
    "c",
  ], last = true },
]
many = ['''three
lines''', 2.5]
[table]
"quoted key" = 1
[table.inner]
x.y = 1979-05-27
[[blocks]]
a = 1

[[blocks]]
a = [["x"], ["y", "z"]]
  [[blocks.deep]]
  b = 2
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("title",), 2),
        (("list",), 4),
        (("list", 0), 5),
        (("list", 0, "words", 1), 5),
        (("list", 1, "name"), 7),
        (("list", 1, "words", 0), 8),
        (("list", 1, "last"), 9),
        (("many",), 11),
        (("many", 1), 12),
        (("table", "quoted key"), 14),
        (("table", "inner", "x", "y"), 16),
        (("blocks", 0, "a"), 18),
        (("blocks", 1), 20),
        (("blocks", 1, "a", 1, 1), 21),
        (("blocks", 1, "deep", 0, "b"), 23),
    ],
)
def test_line_of(path: KeyPath, line: int) -> None:
    tomllib.loads(TEXT)
    assert line_numbers(TEXT)[path] == line


@given(st.lists(st.sampled_from(["plain", "inline", "block", "comment"]), max_size=12))
def test_every_key_is_found_where_it_was_put(parts: list[str]) -> None:
    lines: list[str] = []
    expected: dict[KeyPath, int] = {}
    blocks = 0
    for i, part in enumerate(parts):
        inside: KeyPath = ("block", blocks - 1) if blocks else ()
        if part == "plain":
            lines.append(f'key{i} = "value = [{i}]"')
            expected[(*inside, f"key{i}")] = len(lines)
        elif part == "inline":
            lines += [f"key{i} = [", "  { a = [", "  1] },", "]"]
            expected[(*inside, f"key{i}", 0, "a", 0)] = len(lines) - 1
        elif part == "block":
            lines.append("[[block]]")
            expected["block", blocks] = len(lines)
            blocks += 1
        else:
            lines += ["# comment [[", ""]
    text = "\n".join(lines)
    tomllib.loads(text)
    found = line_numbers(text)
    assert {path: found.get(path) for path in expected} == expected
