"""Loading the communes and sectors."""

from sqlalchemy.orm import Session


def load_territory(session: Session) -> None:
    """Add the communes and sectors that are missing."""
