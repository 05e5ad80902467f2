"""What pages of reports are about."""

from __future__ import annotations

from ..peers.resources import RosterContext


class ReportsContext(RosterContext):
    """The reports of one association: the rights are those of its roster."""
