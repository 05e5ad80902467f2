"""Actions of the collective, from an idea to the public."""

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.security import NO_PERMISSION_REQUIRED

from ..http_cache import reading_only
from ..library.contents import Contents
from ..security.permissions import Permission
from . import calendar
from .closing import Closing
from .follow_routes import BOARD_ROUTES, FOLLOW_ROUTES, PUBLIC_ROUTES
from .indicators import Indicators
from .linked import KIND, linked_action
from .milestones import Milestones
from .open_data import ROUTES
from .photos import KEPT_SIZES, Photos
from .resources import ActionContext, ProposalContext
from .services import ActionService
from .views import add_moves

VIEWS = (".views", ".public_views", ".open_data", ".fragment", ".follow_views", ".closing_views", ".photo_views",
         ".board_views")  # fmt: skip


def includeme(config: Configurator) -> None:
    """Routes of the room."""
    config.add_service(ActionService, lambda request: ActionService(request.db, request.journal, request.identity))
    config.add_route("actions", "/actions")
    for name, path in ROUTES.items():
        config.add_route(name, path)
        config.add_view(reading_only, route_name=name, permission=NO_PERMISSION_REQUIRED, require_csrf=False)
    config.add_route("action", "/actions/{slug}")
    for name, path in {**PUBLIC_ROUTES, **BOARD_ROUTES}.items():
        config.add_route(name, path)
    file = ActionContext.from_request
    config.add_route("intranet_actions", "/intranet/actions")
    config.add_route("intranet_action_new", "/intranet/actions/proposer", factory=ProposalContext)
    config.add_route("intranet_action", "/intranet/actions/{public_id}", factory=file)
    config.add_route("intranet_action_edit", "/intranet/actions/{public_id}/modifier", factory=file)
    add_moves(config)
    for name, (pattern, factory) in FOLLOW_ROUTES.items():
        config.add_route(name, pattern, factory=factory)
    config.add_service(Milestones, lambda request: Milestones(request.db, request.journal))
    config.add_service(Indicators, lambda request: Indicators(request.db, request.journal, request.identity))
    config.add_service(Closing, lambda request: Closing(request.db, request.journal, request.identity))
    config.add_service(Photos, _photos)
    config.add_kept_sizes(KEPT_SIZES)
    config.add_linkable(KIND, linked_action)
    config.add_calendar_source(calendar.SOURCE)
    config.add_navigation("Actions", "intranet_actions", Permission.VIEW_ACTIONS, order=60)
    for module in VIEWS:
        config.scan(module)


def _photos(request: Request) -> Photos:
    return Photos(request.db, request.journal, request.identity, request.service(Contents))
