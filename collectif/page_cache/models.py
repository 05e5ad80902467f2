"""One row that says whether what is kept still holds."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base


class PublicRevision(Base):
    """``mark`` is drawn anew in every transaction that changes something the public may read.

    It is no number: a database that is restored never gives a mark that a process has already met.
    """

    __tablename__ = "public_revision"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    mark: Mapped[str] = mapped_column(String(32))
