"""Photos of an action: added with their words, chosen for the public by the coordination, erased when asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ..db import now
from ..errors import DomainError
from ..journal import Recorder
from ..library.contents import Contents
from ..library.models import StoredContent
from ..security.identity import Identity
from ..security.permissions import Permission
from .follow_models import ActionPhoto, ActionPicture
from .following import Following, check_followed, refuse
from .models import Action
from .pictures import Rendition, renditions

MOST = 12
TOO_MANY = f"Une action a {MOST} photos au plus. Retirez-en une d'abord."
REMOVED = "Cette photo est effacée."
# In the room of the organisation that proposed the action.
KEPT_SIZES = (
    select(Action.proposing_organisation_id.label("organisation_id"), StoredContent.size)
    .select_from(ActionPicture)
    .join(StoredContent, StoredContent.id == ActionPicture.content_id)
    .join(ActionPhoto, ActionPhoto.id == ActionPicture.photo_id)
    .join(Action, Action.id == ActionPhoto.action_id)
)


def shown(photos: Sequence[ActionPhoto]) -> list[ActionPhoto]:
    """Those that are still there, in their order."""
    return [one for one in photos if one.removed_at is None]


class Photos(Following):
    """Adds, describes, orders, shows and erases photos, in the name of ``identity``."""

    def __init__(self, session: Session, journal: Recorder, identity: Identity, contents: Contents):
        super().__init__(session, journal)
        self._identity = identity
        self._contents = contents

    def add(self, action: Action, data: Mapping[str, Any]) -> ActionPhoto:
        """:param data: what :class:`~collectif.actions.photo_schemas.PhotoSchema` gives.

        :raises DomainError: there are too many, the organisation of the action has no room left, or the file is not a
            photo that can be kept (about ``file``).
        """
        check_followed(action)
        refuse(len(shown(action.photos)) >= MOST, TOO_MANY)
        made = self._made(data["file"].content)
        photo = ActionPhoto(
            position=max((one.position for one in action.photos), default=0) + 1, alt=data["alt"],
            credit=data["credit"], agreed=data["agreed"], added_by_id=self._identity.account_id,
        )  # fmt: skip
        action.photos.append(photo)
        self._keep("photo_added", action, photo)
        self._check_room(action, made)
        photo.pictures = [
            ActionPicture(width=one.width, height=one.height, content=self._contents.keep(one.content)) for one in made
        ]
        self._session.flush()
        return photo

    def edit(self, photo: ActionPhoto, data: Mapping[str, Any]) -> None:
        """Other words. Whoever does not publish takes the photo off the site by changing them (rule 13)."""
        self._check(photo)
        photo.alt, photo.credit = data["alt"], data["credit"]
        photo.published = photo.published and self._publishes
        self._keep("photo_edited", photo.action, photo)

    def move(self, photo: ActionPhoto, places: int) -> None:
        """One place before (-1) or after (1)."""
        self._check(photo)
        self._reorder(shown(photo.action.photos), photo, places)
        self._keep("photo_moved", photo.action, photo)

    def publish(self, photo: ActionPhoto, *, shown: bool) -> None:
        """Show it to the public with the action; or no more, from this moment."""
        self._check(photo)
        photo.published = shown
        if shown and photo.published_at is None:
            photo.published_at = now()
        self._keep("photo_published" if shown else "photo_withdrawn", photo.action, photo)

    def remove(self, photo: ActionPhoto) -> None:
        """Erase it: its pictures can no longer be read by anyone. Possible in every state, since a person may ask."""
        refuse(photo.removed_at, REMOVED)
        photo.published, photo.removed_at, photo.alt, photo.credit = False, now(), "", ""
        photo.pictures.clear()
        self._keep("photo_removed", photo.action, photo)
        self._contents.let_go()

    @property
    def _publishes(self) -> bool:
        return self._identity.organisations_for(Permission.PUBLISH_ACTION) is None

    def _check(self, photo: ActionPhoto) -> None:
        check_followed(photo.action)
        refuse(photo.removed_at, REMOVED)

    def _check_room(self, action: Action, made: Sequence[Rendition]) -> None:
        """The journal is held: of two photos added at once, the second counts the first."""
        there = select(func.count(ActionPhoto.id)).where(
            ActionPhoto.action_id == action.id, ActionPhoto.removed_at.is_(None)
        )
        refuse((self._session.scalar(there) or 0) > MOST, TOO_MANY)
        self._contents.room.check(action.proposing_organisation, sum(len(one.content) for one in made))

    def _made(self, content: bytes) -> list[Rendition]:
        try:
            self._contents.scan(BytesIO(content))
            return renditions(content)
        except DomainError as error:
            raise DomainError(error.message, "file") from error
