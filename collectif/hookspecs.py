"""Every question the core asks a plugin: signatures and their meaning, nothing else.

A plugin answers with functions of the same names, marked ``@hookimpl``. It may leave out the arguments it does not
need, and every hook but the first. ``docs/hooks.md`` is written from this file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import colander
import pluggy

from .contributions import ImportFormat, MatchingCriterion, PluginMetadata, Report, SponsorshipCondition
from .own_tables import OwnTable, Row, Store

PROJECT = "collectif"
PREFIX = "collectif_"
F = TypeVar("F", bound=Callable[..., Any])

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


def sensitive(specification: F) -> F:
    """Mark a hook about security or personal data: its errors are never swallowed."""
    specification.sensitive = True  # type: ignore[attr-defined]
    return specification


@hookspec
def collectif_plugin_metadata() -> PluginMetadata:  # type: ignore[empty-body]
    """Say which association the plugin works for. Every plugin answers, under the name of its association.

    It is asked once, when the application starts; an error disables the plugin, with its cause shown to the
    administrator.
    """


@hookspec
def collectif_roster_schema() -> colander.SchemaNode:
    """Give the association's own fields about its peers.

    The answer is a mapping; each child is one field, with a ``name``, a ``title``, and these attributes:
    ``listed`` (a column of the roster) and ``filterable`` (a filter of the roster, whose choices are the ``values``
    of its select widget). The fields are checked by the schema, stored with the sponsorship, shown, filtered and
    exported like the core's. Nothing medical: neither diagnosis nor treatment.
    """


@hookspec
def collectif_import_formats() -> Sequence[ImportFormat]:  # type: ignore[empty-body]
    """Give the kinds of files the association can bring its peers in."""


@hookspec
def collectif_reports() -> Sequence[Report]:  # type: ignore[empty-body]
    """Give the association's own yearly reports, beside the one every association has.

    A report counts and never lists people: it is given :class:`~collectif.contributions.Figures`, where small
    numbers are already hidden.
    """


@hookspec
def collectif_sponsorship_conditions() -> Sequence[SponsorshipCondition]:  # type: ignore[empty-body]
    """Give the statements a referent must attest, besides the common ones, before the association sponsors someone.

    What was attested is kept with the sponsorship, by the name of each condition.
    """


@hookspec
def collectif_matching_criteria() -> Sequence[MatchingCriterion]:  # type: ignore[empty-body]
    """Say which of the association's own fields count when a peer is suggested to someone, and why.

    Each names a field of the association's roster schema. The reasons are shown to people.
    """


@hookspec
def collectif_tables() -> Sequence[OwnTable]:  # type: ignore[empty-body]
    """Say which tables the plugin owns, beside the fields of its roster.

    They are made by the migrations of the plugin's own ``migrations`` folder, which ``collectif migrate`` runs, and
    reached through the :class:`~collectif.own_tables.Store` its pages are given. It is asked once, when the
    application starts.
    """


@hookspec
@sensitive
def collectif_export_personal_data(peer: str, store: Store) -> Mapping[str, Sequence[Row]]:  # type: ignore[empty-body]
    """Give what the plugin's tables hold about a peer (public identifier), in words they understand (GDPR art. 15).

    The answer is, for each table about peers, a row for each row kept: it is checked. Without this hook the rows are
    given as they are.
    """


@hookspec
@sensitive
def collectif_erase_personal_data(peer: str, store: Store) -> int:  # type: ignore[empty-body]
    """Forget a peer (public identifier) in the plugin's tables: delete rows, or take out who it was (GDPR art. 17).

    The answer is how many rows were deleted or changed. No row may name the peer afterwards: it is checked. Without
    this hook the rows about them are deleted.
    """
