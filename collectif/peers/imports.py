"""Bringing an association's own file into its roster: receive, pair the columns, try, then import or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from sqlalchemy import delete
from sqlalchemy.orm import Session

from ..contributions import ImportFormat
from ..crypto import keyring
from ..db import now
from ..errors import DomainError
from ..extension import UNAVAILABLE, Extensions
from ..tabular.model import TableData
from ..tabular.reading import read_table
from ..territory.queries import COMMUNES
from .import_columns import Columns, best_format, guess
from .import_fields import CautiousDirectory, ImportField, core_fields, own_import_fields
from .import_match import People
from .import_plan import Plan, Planner, Progress, columns_of
from .import_write import Writer, load_people
from .models import ImportMapping, PendingImport
from .own_fields import OwnFields
from .plugin_guard import guard_of
from .queries import KEPT
from .resources import Association
from .services import lock_roster

UNREADABLE = f"{UNAVAILABLE} : ce fichier ne peut pas être lu. Réessayez plus tard."
IDENTIFYING = ("family_name", "given_name")


class Imports:
    """The import of one association's files.

    :param own: the association's own fields.
    """

    def __init__(self, session: Session, extensions: Extensions, association: Association, own: OwnFields):
        self._session = session
        self._extensions = extensions
        self.association = association
        self._own = own

    @cached_property
    def _sources(self) -> list[tuple[str, ImportFormat]]:
        return self._extensions.ask("collectif_import_formats", association=self.association.slug).items

    @property
    def formats(self) -> list[ImportFormat]:
        """The core's formats, then the association's."""
        return [chosen for _, chosen in self._sources]

    @cached_property
    def fields(self) -> list[ImportField]:
        """What a column may be paired with."""
        core = core_fields(CautiousDirectory(self._session.execute(COMMUNES)))
        return [*core, *own_import_fields(self._own, core)]

    def receive(self, account_id: int, filename: str, content: bytes) -> PendingImport:
        """Keep a file, sealed, until it is imported or an hour has passed.

        :raises TabularError: it cannot be read; nothing is kept.
        """
        table = read_table(content, filename)
        self._session.execute(delete(PendingImport).where(PendingImport.created_at < now() - KEPT))
        pending = PendingImport(
            organisation_id=self.association.id, account_id=account_id, filename=table.filename[-200:],
            content=keyring.seal_bytes(content),
        )  # fmt: skip
        pending.format_name, pending.columns = self.suggest(table.headers)
        self._session.add(pending)
        self._session.flush()
        return pending

    def suggest(self, headers: Sequence[str], format_name: str = "") -> tuple[str, Columns]:
        """The likeliest format (or the one named) and the pairing of its columns: saved the last time, or guessed.

        :raises DomainError: no format of that name.
        """
        chosen = self.format(format_name) if format_name else best_format(headers, self.formats, self.fields)
        saved = self._session.get(ImportMapping, (self.association.id, chosen.name))
        return chosen.name, guess(headers, chosen, self.fields, saved.columns if saved else {})

    def format(self, name: str) -> ImportFormat:
        """:raises DomainError: the association has no such format (any more)."""
        return self._source(name)[1]

    def _source(self, name: str) -> tuple[str, ImportFormat]:
        for source, chosen in self._sources:
            if chosen.name == name:
                return source, chosen
        raise DomainError("Ce genre de fichier n'est plus proposé. Choisissez-en un autre.", "format_name")

    def choose(self, pending: PendingImport, format_name: str, columns: Mapping[str, str]) -> None:
        """Pair the columns, and remember it for the association's next file of this format.

        :raises DomainError: a field is given to two columns, or nobody could be named.
        """
        used = [name for name in columns.values() if name]
        labels = {field.name: field.label for field in self.fields}
        twice = next((name for name in used if used.count(name) > 1), None)
        if twice:
            raise DomainError(f"« {labels[twice]} » est choisi pour deux colonnes. Gardez une seule des deux.")
        if not {*IDENTIFYING, "external_ref", "email"} & set(used):
            raise DomainError("Choisissez au moins la colonne du nom et celle du prénom.")
        pending.format_name, pending.columns = self.format(format_name).name, dict(columns)
        self._remember(pending)

    def _remember(self, pending: PendingImport) -> None:
        key = (self.association.id, pending.format_name)
        saved = self._session.get(ImportMapping, key) or ImportMapping(organisation_id=key[0], format_name=key[1])
        saved.columns = {**(saved.columns or {}), **pending.columns}
        saved.saved_at = now()
        self._session.add(saved)

    def table(self, pending: PendingImport) -> TableData:
        """The file as it was sent."""
        return read_table(keyring.open_bytes(pending.content), pending.filename)

    def plan(
        self, table: TableData, format_name: str, columns: Mapping[str, str], progress: Progress = lambda done: None
    ) -> Plan:
        """What importing this file would do.

        :raises DomainError: the association's plugin is out of order and the file needs it.
        """
        source, chosen = self._source(format_name)
        paired = columns_of(table.headers, columns, self.fields)
        people = People(load_people(self._session, self.association.id))
        guarded = guard_of(self._extensions, self.association.slug, "import", UNREADABLE, source, passes=())
        return Planner(people, paired, chosen.convert, guarded).plan(table.rows, progress)

    def run(self, table: TableData, format_name: str, columns: Mapping[str, str],
            progress: Progress = lambda done: None) -> Plan:  # fmt: skip
        """Import everything or, when a line has a problem, nothing: the plan says which.

        The roster is locked and compared again, so that two people importing the same file add nobody twice.
        """
        lock_roster(self._session, self.association.id)
        plan = self.plan(table, format_name, columns)
        if plan.can_run:
            Writer(self._session, self.association.id, self._own).write(plan, progress)
        return plan
