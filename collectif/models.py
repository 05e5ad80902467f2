"""Every model of the product, imported together: for migrations, for the mapper, for what search finds of each."""

from .accounts import models as accounts
from .actions import follow_models as action_follow_up
from .actions import models as actions
from .actions import searchable as found_actions
from .agenda import models as agenda
from .applications import models as applications
from .charter import models as charter
from .charter import searchable as found_charter
from .db import Base
from .exchanges import models as exchanges
from .exchanges import searchable as found_exchanges
from .journal import models as journal
from .library import models as library
from .library import searchable as found_documents
from .mail import models as mail
from .meetings import models as meetings
from .meetings import searchable as found_meetings
from .meetings import vote_models as meeting_votes
from .news import models as news
from .news import searchable as found_news
from .organisations import models as organisations
from .organisations import searchable as found_organisations
from .page_cache import models as page_cache
from .page_cache import watch as page_cache_watch
from .peers import models as peers
from .peers import path_models as peer_paths
from .privacy import models as privacy
from .search import models as search
from .search import watch as search_watch
from .territory import models as territory
from .texts import models as texts
from .training import models as training
from .training import searchable as found_trainings

__all__ = [
    "Base",
    "accounts",
    "action_follow_up",
    "actions",
    "agenda",
    "applications",
    "charter",
    "exchanges",
    "found_actions",
    "found_charter",
    "found_documents",
    "found_exchanges",
    "found_meetings",
    "found_news",
    "found_organisations",
    "found_trainings",
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
    "search",
    "search_watch",
    "territory",
    "texts",
    "training",
]
metadata = Base.metadata
