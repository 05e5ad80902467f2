"""A photo as a page shows it: its smallest size for those who choose nothing, the others for larger screens."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pyramid.request import Request

from .follow_models import ActionPhoto


@dataclass(frozen=True)
class PhotoView:
    """One photo, the addresses of its sizes, and its proportions."""

    photo: ActionPhoto
    src: str
    srcset: str
    width: int
    height: int

    @classmethod
    def of(cls, photo: ActionPhoto, address: Callable[[int], str]) -> PhotoView:
        """:param address: width in pixels → where that size is."""
        sizes = photo.pictures
        srcset = ", ".join(f"{address(one.width)} {one.width}w" for one in sizes)
        return cls(photo, address(sizes[0].width), srcset, sizes[-1].width, sizes[-1].height)


def intranet_photos(request: Request, public_id: str, photos: Iterable[ActionPhoto]) -> list[PhotoView]:
    """Those of an action, for whoever follows it."""
    return [
        PhotoView.of(one, _addresses(request, "photo_file", public_id=public_id, photo=one.public_id))
        for one in photos if one.pictures
    ]  # fmt: skip


def public_photos(request: Request, slug: str, photos: Iterable[ActionPhoto]) -> list[PhotoView]:
    """Those that everyone may see."""
    return [
        PhotoView.of(one, _addresses(request, "action_photo", slug=slug, photo=one.public_id))
        for one in photos if one.published and one.pictures
    ]  # fmt: skip


def _addresses(request: Request, route: str, **values: str) -> Callable[[int], str]:
    return lambda width: request.route_path(route, width=str(width), **values)
