"""What waits on someone, room by room. Each function asks a fixed number of questions, none where there is no right."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ..accounts.queries import WARNING, ending_soon
from ..accounts.words import mandate_label
from ..actions.follow_queries import late_milestones
from ..actions.queries import waiting_on
from ..activation.waiting import waiting_on as path_waiting_on
from ..applications.queries import waiting_on as applications_waiting_on
from ..charter import queries as charter_queries
from ..exchanges.waiting import waiting_on as exchanges_waiting_on
from ..extension import Extensions
from ..mail.models import OutgoingMail
from ..meetings import queries as meeting_queries
from ..security.identity import Identity
from ..security.permissions import Permission, Role
from ..text import PARIS, plural, short_date
from ..texts import queries as text_queries
from ..training.waiting import waiting_on as training_waiting_on
from .pieces import Link, Task

PROLONG = "S'il doit continuer, demandez-le avant cette date."
# Whoever keeps an organisation's mandates in mind.
KEEPERS = (Role.STRUCTURE_REFERENT, Role.COORDINATOR)


def actions(session: Session, identity: Identity) -> Iterator[Task]:
    """Actions whose next step is this person's."""
    for one in (*waiting_on(session, identity), *late_milestones(session, identity)):
        kind, _, title = one.label.partition(" : ")
        yield Task(kind, title, Link("Ouvrir l'action", one.route, one.values), one.since)


def applications(session: Session, identity: Identity) -> Iterator[Task]:
    """Applications whose next step, or last message, waits on this person's association or on the coordination."""
    for one in applications_waiting_on(session, identity):
        yield Task(one.kind, one.name, Link("Ouvrir la candidature", "application_file", {"public_id": one.public_id}),
                   one.since)  # fmt: skip


def trainings(session: Session, identity: Identity) -> Iterator[Task]:
    """Places to answer, attendance to note, sessions to conclude, one's own training to renew."""
    for one in training_waiting_on(session, identity):
        yield Task(one.kind, one.title, Link(one.label, one.route, one.values), one.since, one.detail)


def exchanges(session: Session, identity: Identity) -> Iterator[Task]:
    """Places to answer, attendance to note at exchange sessions, what one felt."""
    for one in exchanges_waiting_on(session, identity):
        yield Task(one.kind, one.title, Link(one.label, one.route, one.values), one.since, one.detail)


def charter(session: Session, identity: Identity) -> Iterator[Task]:
    """The charter to sign, for a peer; signatures to countersign, for the coordination."""
    for one in charter_queries.waiting_on(session, identity):
        yield Task(one.kind, one.title, Link(one.link, one.route), one.since)


def path(session: Session, identity: Identity) -> Iterator[Task]:
    """Sponsorships to answer or attest, peers to activate or who look for a sponsor, one's own way back."""
    for one in path_waiting_on(session, identity):
        yield Task(one.kind, one.title, Link(one.link, one.route, one.values), one.since)


def meetings(session: Session, identity: Identity) -> Iterator[Task]:
    """Notices to answer, votes to take part in, and what the collective counts on this person for."""
    for one in meeting_queries.waiting_on(session, identity):
        yield Task(one.kind, one.title, Link(one.link, one.route, one.values), one.since)


def texts(session: Session, identity: Identity) -> Iterator[Task]:
    """Own drafts of the site's texts, and plain texts that did not follow, for whoever writes them."""
    for one in text_queries.waiting_on(session, identity):
        label = "Continuer le brouillon" if one.draft else "Revoir le langage simple"
        yield Task(one.kind, one.page.title, Link(label, "text", {"page": one.page.slug}), one.since)


def mandates(session: Session, identity: Identity) -> Iterator[Task]:
    """Mandates that end soon: the person's own, and those of others; all of them for whoever manages accounts, the own
    organisations' for whoever keeps them in mind."""
    manages = identity.organisations_for(Permission.MANAGE_ACCOUNTS) is None
    kept = {one.organisation_name: one for one in identity.mandates if one.role in KEEPERS}
    places = None if manages else [one.organisation_id for one in kept.values() if one.organisation_id]
    for row in ending_soon(session, identity.account_id, places):
        told = f"{mandate_label(row.role, row.short_name)}, jusqu'au {short_date(row.ends_on)}"
        since = _warned(row.ends_on)
        if row.public_id == identity.public_id:
            yield Task("Votre mandat finit bientôt", told, Link("Voir mes mandats", "my_account"), since, PROLONG)
            continue
        if manages:
            link = Link("Ouvrir son compte", "account", {"account": row.public_id})
        else:
            link = Link("Voir l'organisation", "organisation", {"slug": kept[row.short_name].organisation_slug or ""})
        title = f"{row.display_name}, {told}"
        yield Task("Mandat qui finit bientôt", title, link, since, "" if manages else PROLONG)


def extensions(known: Extensions, identity: Identity, started: datetime) -> Iterator[Task]:
    """Extensions out of order, for whoever may put them right.

    :param started: they are out of order since then at the earliest.
    """
    if identity.organisations_for(Permission.VIEW_EXTENSIONS) is not None:
        return
    for plugin in known.plugins:
        if plugin.state != "active":
            kind = "Extension désactivée" if plugin.state == "disabled" else "Extension mise à l'écart"
            name = plugin.metadata.name if plugin.metadata else plugin.name
            yield Task(kind, name, Link("Voir les extensions", "extensions"), started, plugin.cause)


def mails(session: Session, identity: Identity) -> Iterator[Task]:
    """Mails that could not leave, for whoever keeps the site running."""
    if identity.organisations_for(Permission.VIEW_MAIL) is not None:
        return
    failing = select(func.count(OutgoingMail.id), func.min(OutgoingMail.created_at))
    count, since = session.execute(failing.where(OutgoingMail.attempts > 0)).one()
    if count:
        title = f"{plural(count, 'courrier attend', 'courriers attendent')} un nouvel essai"
        how = "Vérifiez les réglages de l'envoi, puis lancez « collectif mail send » sur le serveur."
        yield Task("Courriers qui ne partent pas", title, None, since, how)


def _warned(ends_on: date) -> datetime:
    """When a mandate that ends on this day began to be announced."""
    return datetime.combine(ends_on - WARNING, time.min, PARIS)
