"""Communes of Seine-et-Marne and the sectors that group them.

The fact stored about anyone is the commune's INSEE code; the partition into sectors is data and can change.
"""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..db import Base


class Sector(Base):
    """A group of communes; today the five *arrondissements*."""

    __tablename__ = "sectors"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    communes: Mapped[list[Commune]] = relationship(back_populates="sector")


class Commune(Base):
    """A commune of the département, by its INSEE code (``77xxx``). ``population`` in inhabitants.

    Several communes share a postal code, and some postal codes are another commune's INSEE code.
    """

    __tablename__ = "communes"

    code: Mapped[str] = mapped_column(String(5), primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    sort_name: Mapped[str] = mapped_column(String(80), index=True)
    population: Mapped[int] = mapped_column(default=0)
    postal_code: Mapped[str] = mapped_column(String(5), default="")
    sector_id: Mapped[int] = mapped_column(ForeignKey("sectors.id"), index=True)
    sector: Mapped[Sector] = relationship(back_populates="communes")
