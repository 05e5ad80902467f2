"""News of the collective and of its organisations: written, read, told by mail to whoever wants."""

from pyramid.config import Configurator
from pyramid.request import Request

from ..mail import Mailer
from ..security.permissions import Permission
from .digest import Digests
from .resources import NewsContext, WriteContext
from .services import News, Readings

ALL = "/intranet/nouvelles"
ONE = f"{ALL}/{{public_id}}"
# What is nobody's address comes first.
ROUTES = (
    ("news_list", ALL, None),
    ("news_add", f"{ALL}/ecrire", WriteContext),
    ("news_digest", f"{ALL}/courriel", None),
    ("news_all_seen", f"{ALL}/tout-lu", None),
    ("news_item", ONE, NewsContext),
    ("news_edit", f"{ONE}/modifier", NewsContext),
    ("news_withdraw", f"{ONE}/retirer", NewsContext),
)


def includeme(config: Configurator) -> None:
    """Routes, services and chores of the room."""
    for name, pattern, factory in ROUTES:
        config.add_route(name, pattern, factory=factory)
    config.add_service(News, lambda request: News(request.db, request.journal, request.identity))
    config.add_service(Readings, lambda request: Readings(request.registry["database"]))
    config.add_chore("Résumés des nouvelles envoyés", send_digests)
    config.add_navigation("Nouvelles", "news_list", Permission.VIEW_NEWS, order=10)
    config.scan(".views")


def send_digests(request: Request) -> int:
    """Chore: tell people what is new."""
    return Digests(request.db, request.service(Mailer)).send()
