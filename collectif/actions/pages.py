"""What every page about one action shares: the way here, the page of a form, the way back."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request

from .models import Action


def back(request: Request, action: Action, words: str, anchor: str = "") -> HTTPSeeOther:
    """Say what was done, and go back to the follow-up."""
    request.flash("success", words)
    place = request.route_path("action_follow", public_id=action.public_id, _anchor=anchor or None)
    return HTTPSeeOther(place)


def form_page(request: Request, form: Any, action: Action, title: str, lead: str = "") -> dict[str, Any]:
    """What ``actions/form.pt`` shows."""
    return {"form": form, "action": action, "title": title, "lead": lead}


def nothing(thing: Any) -> dict[str, Any]:
    """What a form that only confirms shows of ``thing``."""
    return {}
