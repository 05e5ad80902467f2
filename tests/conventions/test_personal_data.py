"""Every table with personal data is declared for export, erasure and retention."""

from __future__ import annotations

import pytest
from sqlalchemy import Column, MetaData, String, Table

from collectif.models import metadata
from collectif.privacy import register
from collectif.privacy.register import treatments
from collectif.privacy.services import SUBJECTS
from collectif.privacy.treatments import NoPersonalData, Treatment


def test_every_table_is_in_the_register():
    assert register.undeclared() == []


def test_the_register_names_only_real_tables():
    assert set(register.REGISTER) <= set(metadata.tables)


@pytest.mark.parametrize(("name", "entry"), treatments(), ids=lambda one: getattr(one, "subject", one))
def test_each_treatment_can_be_carried_out(name, entry):
    table = metadata.tables[name]
    assert entry.subject in SUBJECTS
    assert entry.purpose
    assert entry.retention
    assert entry.link in table.columns
    assert set(entry.hidden) <= set(table.columns.keys())
    assert set(entry.erase or ()) <= set(table.columns.keys())
    assert entry.lives is None or entry.lives[0] in table.columns
    assert entry.keep or entry.erase != {}


def test_a_new_table_would_be_seen():
    table = Table("unheard_of", metadata, Column("email", String))
    try:
        assert register.undeclared() == ["unheard_of"]
    finally:
        metadata.remove(table)


def test_a_column_that_looks_nominative_would_be_seen():
    table = Table("things", MetaData(), Column("phone", String), Column("address", String), Column("colour", String))
    assert NoPersonalData("Des choses.").doubtful(table) == ["phone", "address"]
    assert NoPersonalData("Des lieux.", allowed=("address",)).doubtful(table) == ["phone"]


def test_secrets_are_never_exported():
    for name, entry in treatments():
        assert not {"password_hash", "token_hash", "content"} & {c.name for c in entry.exported(metadata.tables[name])}
        assert isinstance(entry, Treatment)
