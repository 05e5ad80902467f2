"""Associations and institutions, their place in the *pôle ressource*, and who represents them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..db import Base, PublicId, Versioned

if TYPE_CHECKING:
    from ..accounts.models import Account

KINDS = {"association": "Association", "institution": "Institution"}
SEATS = {"titular": "titulaire", "substitute": "suppléant"}
OPEN_TITULAR = text("seat = 'titular' and ends_on is null")


class Organisation(PublicId, Versioned, Base):
    """A member of the collective, or a partner (seed 000).

    Being a member of the pôle and having signed the reciprocal charter are two different facts. An organisation is
    never deleted: it leaves the pôle (``hub_left_on``), or is merged into the one it duplicates.
    ``sort_name`` is :func:`collectif.text.sort_key` of the name. ``logo`` is the public address of ``logo_image``,
    which is PNG, JPEG or WebP and was checked by :mod:`.images`; both are empty when there is none.
    """

    __tablename__ = "organisations"
    __table_args__ = (
        CheckConstraint("kind in ('association', 'institution')", name="kind"),
        CheckConstraint("hub_left_on is null or not hub_member", name="hub"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(40), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(160))
    short_name: Mapped[str] = mapped_column(String(60))
    sort_name: Mapped[str] = mapped_column(String(200), index=True)
    description: Mapped[str] = mapped_column(Text, default="")
    website: Mapped[str] = mapped_column(String(200), default="")
    email: Mapped[str] = mapped_column(String(200), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    address: Mapped[str] = mapped_column(Text, default="")
    logo: Mapped[str] = mapped_column(String(120), default="")
    hub_member: Mapped[bool] = mapped_column(default=False)
    hub_left_on: Mapped[date | None]
    charter_signed_on: Mapped[date | None]
    logo_image: Mapped[bytes | None] = mapped_column(deferred=True)
    aliases: Mapped[list[OrganisationAlias]] = relationship(back_populates="organisation", cascade="all, delete-orphan")
    representatives: Mapped[list[Representative]] = relationship(
        back_populates="organisation", cascade="all, delete-orphan"
    )


class OrganisationAlias(Base):
    """Another name the organisation goes by; duplicates are looked for here too.

    ``slug`` is the address of an organisation that was merged into this one, so that the old address still leads here.
    """

    __tablename__ = "organisation_aliases"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(160))
    sort_name: Mapped[str] = mapped_column(String(200), index=True)
    slug: Mapped[str | None] = mapped_column(String(40), unique=True)
    organisation: Mapped[Organisation] = relationship(back_populates="aliases")


class Representative(PublicId, Base):
    """Someone who sits for the organisation in the collective; a seat has dates and maybe an account.

    One titular at a time: the service compares dates, the database refuses two titulars without an end.
    """

    __tablename__ = "representatives"
    __table_args__ = (
        CheckConstraint("seat in ('titular', 'substitute')", name="seat"),
        CheckConstraint("ends_on is null or ends_on >= starts_on", name="dates"),
        Index("ix_representatives_organisation_id_starts_on", "organisation_id", "starts_on"),
        Index("uq_representatives_open_titular", "organisation_id", unique=True,
              sqlite_where=OPEN_TITULAR, postgresql_where=OPEN_TITULAR),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="SET NULL"), index=True)
    full_name: Mapped[str] = mapped_column(String(160))
    duty: Mapped[str] = mapped_column(String(160), default="")
    seat: Mapped[str] = mapped_column(String(20))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    organisation: Mapped[Organisation] = relationship(back_populates="representatives")
    account: Mapped[Account | None] = relationship()
