"""A whole site on a database of its own, with one plugin: what a plugin is tried in."""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import webtest
from sqlalchemy import select
from sqlalchemy.orm import Session

from .. import main, migrate
from ..crypto import keyring
from ..db import Database, make_engine
from ..extension import Extensions, Plugin
from ..extensions import migrations
from ..extensions.discovery import Found, discover
from ..founding import load_founding_data
from ..organisations.models import Organisation
from ..peers.models import Peer, Sponsorship
from ..peers.own_fields import OwnFields, own_fields, write_details
from ..peers.resources import Association
from ..text import sort_key
from .people import People
from .secrets import SECRETS
from .values import sample

# Somebody's, found nowhere else: shown where it should not be, it gives itself away.
MARK = "zyzomys"
SINCE = date(2024, 3, 15)


@cache
def _founded() -> tuple[Path, Any]:
    """A migrated database with the founding data, made once; the folder lives as long as the tests."""
    folder = tempfile.TemporaryDirectory(prefix="collectif-conformance-")
    file = Path(folder.name) / "founded.db"
    database = Database(make_engine(f"sqlite:///{file}"))
    migrate.upgrade(database.engine)
    with database.transaction() as session:
        load_founding_data(session)
    database.engine.dispose()
    return file, folder


@dataclass
class Site:
    """The application with the plugin ``name`` alone, in which errors of the plugin are seen.

    :param found: how plugins are found; by default, those installed on this machine.
    """

    name: str
    folder: Path
    found: Callable[[], Iterable[Found]] = field(default=discover)

    def __post_init__(self) -> None:
        self._file = self.folder / "site.db"
        self.fresh()

    @cached_property
    def _template(self) -> Path:
        """The founded database with the plugin's own tables.

        :raises MigrationFault: its migrations will not do.
        """
        shutil.copy(_founded()[0], self._file)
        for plugin in migrations.owners(self.extensions.plugins):
            migrations.upgrade(self.database.engine, plugin)
        self.close()
        return Path(shutil.copy(self._file, self.folder / "template.db"))

    def fresh(self) -> Site:
        """The same site, with nobody in it."""
        template = self._template
        self.close()
        for suffix in ("-wal", "-shm"):
            Path(f"{self._file}{suffix}").unlink(missing_ok=True)
        shutil.copy(template, self._file)
        with self.database.transaction() as session:
            self._found_association(session)
        return self

    def _found_association(self, session: Session) -> None:
        """An association that another département would have is added to those of this one."""
        if session.scalar(select(Organisation.id).where(Organisation.slug == self.name)) is None:
            session.add(Organisation(
                slug=self.name, kind="association", name=self.name, short_name=self.name, sort_name=self.name,
                hub_member=True,
            ))  # fmt: skip

    @cached_property
    def database(self) -> Database:
        return Database(make_engine(f"sqlite:///{self._file}"))

    @cached_property
    def app(self) -> Any:
        keyring.configure((SECRETS["collectif.encryption_keys"],))
        settings: dict[str, Any] = {
            **SECRETS, "collectif.environment": "test", "collectif.database_url": f"sqlite:///{self._file}",
            "collectif.base_url": "http://localhost", "collectif.mail_folder": str(self.folder / "mail"),
            "collectif.plugins": self.name, "collectif.plugin_discovery": self.found,
        }  # fmt: skip
        return main({}, **settings)

    def close(self) -> None:
        """Let go of the database."""
        if "app" in self.__dict__:
            self.app.registry["database"].engine.dispose()
        self.database.engine.dispose()

    @property
    def extensions(self) -> Extensions:
        return self.app.registry["extensions"]

    @property
    def plugin(self) -> Plugin:
        return self.extensions.plugins[0]

    @property
    def own(self) -> OwnFields:
        return own_fields(self.app.registry, self.name)

    @property
    def other(self) -> str:
        """Another association."""
        return next(slug for slug in ("apf77", "unafam77") if slug != self.name)

    def ask(self, hook: str) -> list[Any]:
        """The items the plugin itself answers to a hook."""
        return [item for source, item in self.extensions.ask(hook, association=self.name).items if source == self.name]

    def path(self, rest: str) -> str:
        return f"/intranet/associations/{self.name}/{rest}"

    @cached_property
    def _anyone(self) -> People:
        return People(self.database, self.app)

    def browser(self, role: str = "structure_referent", place: str | None = "") -> webtest.TestApp:
        """A browser of somebody new; of the plugin's association, unless another place is given."""
        return self._anyone.browser(role, self.name if place == "" else place)

    def visitor(self) -> webtest.TestApp:
        """A browser of nobody."""
        return webtest.TestApp(self.app)

    @contextmanager
    def session(self) -> Iterator[Session]:
        with self.database.transaction() as session:
            yield session

    def association(self, session: Session, slug: str = "") -> Association:
        row = session.execute(
            select(Organisation.id, Organisation.slug, Organisation.short_name).where(
                Organisation.slug == (slug or self.name)
            )
        ).one()
        return Association(*row)

    def add_peers(self, count: int, *, slug: str = "", mark: str = "") -> list[str]:
        """Put peers on the roster of the plugin's association, or of another one, with its fields filled in.

        :param mark: a word to write wherever words of someone's own go. :returns: their public ids.
        """
        draw = random.Random(7)  # noqa: S311 - the same people each time
        with self.session() as session:
            place = self.association(session, slug)
            people = [self._peer(place.id, number, mark, draw) for number in range(count)]
            session.add_all(people)
            session.flush()
            return [peer.public_id for peer in people]

    def _peer(self, organisation_id: int, number: int, mark: str, draw: random.Random) -> Peer:
        family_name = f"{mark or 'Fictif'} {'abcdefghijklmnopqrstuvwxyz'[number % 26]}{number}"
        key = sort_key(family_name, "Alix")
        peer = Peer(
            family_name=family_name, given_name="Alix", sort_name=key, state="preparing", commune_code="77288",
            email=f"{mark or 'fictif'}{number}@test.example", fictional=True,
        )  # fmt: skip
        tie = Sponsorship(
            peer=peer, organisation_id=organisation_id, peer_sort_name=key, peer_state=peer.state, started_on=SINCE,
            external_ref=f"{mark}{number}" if mark else None,
        )  # fmt: skip
        write_details(tie, self.own, {one.name: sample(one, draw, mark) for one in self.own.fields})
        return peer
