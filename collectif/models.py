"""Every model of the product, imported together: for migrations and for the mapper."""

from .accounts import models as accounts
from .actions import follow_models as action_follow_up
from .actions import models as actions
from .applications import models as applications
from .charter import models as charter
from .db import Base
from .journal import models as journal
from .library import models as library
from .mail import models as mail
from .meetings import models as meetings
from .meetings import vote_models as meeting_votes
from .news import models as news
from .organisations import models as organisations
from .page_cache import models as page_cache
from .page_cache import watch as page_cache_watch
from .peers import models as peers
from .peers import path_models as peer_paths
from .privacy import models as privacy
from .territory import models as territory
from .training import models as training

__all__ = [
    "Base",
    "accounts",
    "action_follow_up",
    "actions",
    "applications",
    "charter",
    "journal",
    "library",
    "mail",
    "meeting_votes",
    "meetings",
    "news",
    "organisations",
    "page_cache",
    "page_cache_watch",
    "peer_paths",
    "peers",
    "privacy",
    "territory",
    "training",
]
metadata = Base.metadata
