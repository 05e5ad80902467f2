"""Rights of access and erasure, and the end of what does not last, all driven by the register."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from ..accounts.models import Account
from ..accounts.referents import Referents
from ..actions.follow_models import ActionPhoto
from ..applications.models import Application
from ..applications.workflow import WORKFLOW, turn_of
from ..db import Base, now
from ..errors import DomainError
from ..extension import Extensions
from ..extensions.rights import erase_peer, export_peer
from ..organisations.models import Representative
from ..peers.models import Peer
from ..text import today
from ..texts.models import TextApproval
from .register import treatments
from .treatments import Treatment

Subject = Account | Peer | Representative | Application | TextApproval | ActionPhoto
# The author of a photo is known by the photo, and by nothing else.
SUBJECTS: dict[str, type[Subject]] = {
    "account": Account,
    "peer": Peer,
    "representative": Representative,
    "candidate": Application,
    "reader": TextApproval,
    "author": ActionPhoto,
}
ERASED_DOMAIN = "efface.invalid"
metadata = Base.metadata


class PersonalData:
    """What the collective holds about one person, whatever the table.

    :param extensions: the plugins, that say in their own words what their tables hold; without them, rows are given and
        deleted as they are.
    """

    def __init__(self, session: Session, extensions: Extensions | None = None):
        self._session = session
        self._extensions = extensions

    def export(self, subject: str, public_id: str) -> dict[str, list[dict[str, Any]]]:
        """Every row about someone, by table (GDPR art. 15 and 20); values are those of the database.

        :raises DomainError: nobody has this identifier. :raises PluginFault: a plugin cannot answer.
        """
        person = self._find(subject, public_id)
        rows = {name: self._rows(name, entry, person) for name, entry in treatments() if entry.subject == subject}
        if subject != "peer":
            return rows
        for candidate in self._applications(person):
            for name, found in self.export("candidate", candidate).items():
                rows[name] = [*rows.get(name, []), *found]
        return rows | export_peer(self._session, public_id, self._extensions)

    def erase(self, subject: str, public_id: str) -> None:
        """Forget who someone was (GDPR art. 17): rows that only make sense with them go, the others lose their
        name; figures stay.

        :raises DomainError: nobody has this identifier, or an organisation would lose its last referent.
        :raises PluginFault: a plugin cannot forget them.
        """
        person = self._find(subject, public_id)
        self._leave(person)
        for name, entry in treatments():
            if entry.subject == subject:
                self._erase_rows(name, entry, person)
        if subject == "peer":
            for candidate in self._applications(person):
                self.erase("candidate", candidate)
            erase_peer(self._session, public_id, self._extensions)
        self._session.expire_all()

    def purge(self) -> dict[str, int]:
        """Delete the rows whose time is over.

        :returns: how many, by table.
        """
        gone = {}
        for name, entry in treatments():
            if entry.lives:
                column, age = entry.lives
                table = metadata.tables[name]
                result = self._session.execute(delete(table).where(table.c[column] < now() - age))
                gone[name] = result.rowcount  # type: ignore[attr-defined]
        return gone

    def _leave(self, person: Any) -> None:
        """Whoever is erased takes part in nothing any more."""
        if isinstance(person, Account):
            Referents(self._session).check_closed(person.id)
            person.email = f"{person.public_id}@{ERASED_DOMAIN}"
            person.closed_at = person.closed_at or now()
        if isinstance(person, Application):
            self._close(person)
        if isinstance(person, Peer):
            person.state = "ended"
            for sponsorship in person.sponsorships:
                sponsorship.state = "ended"
                sponsorship.facets.clear()
                sponsorship.ended_on = sponsorship.ended_on or max(today(), sponsorship.started_on)
        self._session.flush()

    def _close(self, application: Application) -> None:
        """A draft goes; an application that waits waits no more."""
        if application.state == "draft":
            self._session.delete(application)
        elif not WORKFLOW.status(application.state).final:
            application.state, application.turn = "withdrawn", turn_of("withdrawn", None)
        application.unanswered = False

    def _applications(self, peer: Peer) -> Sequence[str]:
        """The applications by which someone became a peer."""
        return self._session.scalars(select(Application.public_id).where(Application.peer_id == peer.id)).all()

    def _find(self, subject: str, public_id: str) -> Any:
        kind = SUBJECTS[subject]
        person = self._session.scalars(select(kind).where(kind.public_id == public_id)).one_or_none()
        if person is None:
            raise DomainError("Personne n'a cet identifiant.")
        return person

    def _link(self, name: str, entry: Treatment, person: Any) -> ColumnElement[bool]:
        value = person.public_id if entry.link == "actor" else person.id
        return metadata.tables[name].c[entry.link] == value

    def _rows(self, name: str, entry: Treatment, person: Any) -> list[dict[str, Any]]:
        columns = entry.exported(metadata.tables[name])
        return [
            dict(row)
            for row in self._session.execute(select(*columns).where(self._link(name, entry, person))).mappings()
        ]

    def _erase_rows(self, name: str, entry: Treatment, person: Any) -> None:
        table, mine = metadata.tables[name], self._link(name, entry, person)
        if entry.erase is None:
            self._session.execute(delete(table).where(mine))
        elif entry.erase:
            self._session.execute(update(table).where(mine).values(**entry.erase))
