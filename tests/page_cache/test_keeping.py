"""What is kept stays within its room and is never served in another state of the site."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from collectif.page_cache.keeping import LARGEST, KeptPage, KeptPages

MARKS = st.sampled_from([("a",), ("b",)])
ACTS = st.lists(st.tuples(st.sampled_from("xyzt"), MARKS, st.integers(0, 60), st.booleans()), max_size=60)


@given(st.integers(0, 120), ACTS)
def test_room_is_never_exceeded_and_marks_are_respected(room, acts):
    pages, last = KeptPages(room), {}
    for name, mark, size, reading in acts:
        if reading:
            found = pages.get((name,), mark)
            assert found is None or (found.mark == mark and found == last[name])
        else:
            last[name] = KeptPage(mark, b"*" * size, (), "", "")
            pages.put((name,), last[name])
        assert pages.size <= room
        assert pages.size == sum(len(page.body) + len(key[0]) for key, page in pages._pages.items())


def test_the_longest_unused_goes_first():
    pages = KeptPages(6)
    for name in "abc":
        pages.put((name,), KeptPage((), b"1", (), "", ""))
    pages.get(("a",), ())
    pages.put(("d",), KeptPage((), b"1", (), "", ""))
    assert [name for name in "abcd" if pages.get((name,), ())] == ["a", "c", "d"]


def test_a_very_large_page_is_made_each_time():
    pages = KeptPages(4 * LARGEST)
    pages.put(("a",), KeptPage((), b"*" * (LARGEST + 1), (), "", ""))
    assert len(pages) == 0


def test_long_addresses_take_room_too():
    pages = KeptPages(1000)
    for number in range(50):
        pages.put((f"{number:0100d}",), KeptPage((), b"*", (), "", ""))
    assert len(pages) == 9
