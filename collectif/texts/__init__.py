"""The words of the public pages: what they say, in both languages, and who may change it."""

from pyramid.config import Configurator

from ..security.permissions import Permission
from .approving import Approvals
from .drafting import Drafting
from .identity import SiteIdentity
from .resources import PageContext, TextsContext
from .shown import IDENTITY, KEPT

ALL = "/intranet/textes"
ONE = f"{ALL}/{{page}}"
VERSION = f"{ONE}/versions/{{number}}"
REVIEW = f"{ONE}/relecture"
ROUTES = (
    ("text", ONE),
    ("text_block", f"{ONE}/blocs/{{block}}"),
    ("text_preview", f"{ONE}/apercu"),
    ("text_publish", f"{ONE}/publier"),
    ("text_drop", f"{ONE}/supprimer-le-brouillon"),
    ("text_revisited", f"{ONE}/langage-simple-revu"),
    ("text_version", VERSION),
    ("text_return", f"{VERSION}/reprendre"),
    ("text_approve", REVIEW),
    ("text_approval_withdraw", f"{REVIEW}/{{public_id}}/retirer"),
    ("text_reader_erase", f"{REVIEW}/{{public_id}}/effacer-le-nom"),
)


def includeme(config: Configurator) -> None:
    """What the public pages are given, and the room where their texts are written.

    The view of the preview is the public site's own.
    """
    config.registry[IDENTITY] = SiteIdentity.from_settings(config.registry.settings)
    config.registry[KEPT] = {}
    config.add_route("texts", ALL, factory=TextsContext)
    for name, pattern in ROUTES:
        config.add_route(name, pattern, factory=PageContext)
    config.add_service(Drafting, lambda request: Drafting(request.db, request.journal, request.identity))
    config.add_service(Approvals, lambda request: Approvals(request.db, request.journal, request.identity))
    config.add_navigation("Textes du site", "texts", Permission.EDIT_SITE_TEXTS, order=85)
    config.scan(".views")
    config.scan(".approval_views")
