"""Entries on the disk: what is put is found, and nothing else is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from xdsl_enzyme.interop.compilation_cache import CompilationCache, Entry, key_of


@pytest.fixture
def cache(tmp_path: Path) -> CompilationCache:
    return CompilationCache(tmp_path / "entries")


def test_what_is_put_is_found(cache: CompilationCache):
    assert cache.get("a") is None
    cache.put("a", {"names": ["x", "y"]}, b"one\ntwo\x00")
    cache.put("b", {})
    assert cache.get("a") == Entry({"names": ["x", "y"]}, b"one\ntwo\x00")
    assert cache.get("b") == Entry({}, b"")


@pytest.mark.parametrize("content", [b"", b"\n", b"{}\n", b"0\n{}\n", b"\xff\n{}\nx"])
def test_damaged_entries_are_none(cache: CompilationCache, content: bytes):
    cache.put("a", {}, b"x")
    (cache.directory / "a.entry").write_bytes(content)
    assert cache.get("a") is None


def test_a_truncated_entry_is_none(cache: CompilationCache):
    cache.put("a", {"n": 1}, b"0123456789")
    path = cache.directory / "a.entry"
    path.write_bytes(path.read_bytes()[:-1])
    assert cache.get("a") is None


def test_what_was_not_used_for_longest_goes(tmp_path: Path):
    cache = CompilationCache(tmp_path, capacity=5000)
    for age, key in enumerate("abcd"):
        cache.put(key, {}, bytes(1000))
        os.utime(tmp_path / f"{key}.entry", (1000 - age, 1000 - age))
    assert cache.get("d") is not None  # now it has been used last
    cache.put("e", {}, bytes(1000))
    assert [key for key in "abcde" if cache.get(key) is not None] == ["a", "d", "e"]


def test_a_directory_that_cannot_be_written(tmp_path: Path):
    (tmp_path / "file").write_text("")
    cache = CompilationCache(tmp_path / "file" / "entries")
    cache.put("a", {})
    assert cache.get("a") is None


def test_the_directory_is_chosen_by_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    assert CompilationCache.of_user() is None  # tests have it off
    monkeypatch.setenv("XDSL_ENZYME_CACHE", str(tmp_path))
    chosen = CompilationCache.of_user()
    assert chosen is not None
    assert chosen.directory == tmp_path
    monkeypatch.delenv("XDSL_ENZYME_CACHE")
    own = CompilationCache.of_user()
    assert own is not None
    assert own.directory != tmp_path


def test_keys_differ_in_any_part():
    assert len({key_of("a", 1), key_of("a", "1"), key_of("a1"), key_of(1, "a")}) == 4
    assert key_of("a", ("b", 2.0)) == key_of("a", ("b", 2.0))
