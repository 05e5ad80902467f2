"""What people write, put in one form; and the pairing of columns, whatever the file."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collectif.peers.defaults import PLAIN_TABLE
from collectif.peers.families import FAMILIES
from collectif.peers.import_columns import guess
from collectif.peers.import_fields import core_fields, families_in_words, read_date, read_families
from collectif.peers.import_match import Ambiguous, People, Person
from collectif.peers.values import clean_capacity, clean_email, clean_name, clean_phone
from collectif.territory.directory import Directory

FIELDS = core_fields(Directory([]))
NAMES = {field.name for field in FIELDS}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("0612345678", "06 12 34 56 78"), ("+33 (0)6.12.34.56.78", "06 12 34 56 78"), ("0033612345678", "06 12 34 56 78"),
     ("612345678", "06 12 34 56 78"),
     ("06-12-34-56-78", "06 12 34 56 78"), ("+32471234567", "+32 471234567"), ("", "")],
)  # fmt: skip
def test_phones(typed, kept):
    assert clean_phone(typed) == kept
    assert clean_phone(clean_phone(typed)) == kept


@pytest.mark.parametrize(
    ("clean", "typed"),
    [(clean_phone, "12"), (clean_phone, "060000+33 1"), (clean_email, "a@b"), (clean_email, "a b@c.fr"),
     (clean_name, "77"), (clean_name, "A" * 81), (clean_capacity, "21"), (clean_capacity, "²"), (clean_capacity, "-1"),
     (read_date, "31/02/2024"), (read_date, "2024"), (read_date, "01/01/1850"), (read_families, "gourmandise")],
)  # fmt: skip
def test_what_cannot_be_kept_is_explained(clean, typed):
    with pytest.raises(ValueError, match=r"\w{3,}.*\."):
        clean(typed)


@pytest.mark.parametrize("typed", ["15/03/2024", "15-03-2024", "15.3.2024", "2024-03-15", "2024-03-15 10:00"])
def test_dates(typed):
    assert read_date(typed).isoformat() == "2024-03-15"


@given(st.sets(st.sampled_from(sorted(FAMILIES)), min_size=1))
def test_families_written_by_us_are_read_back(names):
    assert read_families(families_in_words(names)) == names


@given(st.text())
def test_any_text_is_a_value_or_a_value_error(typed):
    for field in FIELDS:
        with suppress(ValueError):
            field.read(typed)


titles = st.one_of(st.text(min_size=1, max_size=20), st.sampled_from([field.label for field in FIELDS]))
saved_pairings = st.dictionaries(titles, st.one_of(st.text(), st.sampled_from(sorted(NAMES))))


@given(st.lists(titles, unique=True, max_size=12), saved_pairings)
def test_any_columns_are_paired_once_with_known_fields(headers, saved):
    columns = guess(headers, PLAIN_TABLE, FIELDS, saved)
    assert set(columns) == set(headers)
    used = [name for name in columns.values() if name]
    assert len(used) == len(set(used))
    assert set(used) <= NAMES


@given(st.permutations([field.label for field in FIELDS]))
def test_our_own_titles_are_all_recognised_in_any_order_and_case(headers):
    columns = guess([title.upper() for title in headers], PLAIN_TABLE, FIELDS, {})
    assert set(columns.values()) == NAMES


people = st.lists(
    st.builds(
        lambda ref, email, name, commune: {
            "external_ref": ref, "email": email, "family_name": name, "given_name": "Alix", "commune": commune,
        },
        st.sampled_from([None, "1", "2"]), st.sampled_from(["", "a@ex.fr", "b@ex.fr"]),
        st.sampled_from(["Un", "Deux"]), st.sampled_from([None, "77284", "77288"]),
    ),
    max_size=6,
)  # fmt: skip


@given(people)
def test_whoever_was_added_is_the_same_person_the_next_time(lines):
    """Lines that added people once find exactly these people again: a second import adds nobody."""
    found, added = People([]), []
    for number, values in enumerate(lines):
        try:
            person = found.find(values)
        except Ambiguous:
            return
        if person is not None:
            return
        added.append(Person(dict(values), peer_id=number))
        found.add(added[-1])
    again = People(added)
    for person in added:
        assert again.find(person.values) is person
