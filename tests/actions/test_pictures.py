"""What becomes of a picture: a plain JPEG, and nothing that came with it."""

from __future__ import annotations

import io

import pytest
from PIL import Image, PngImagePlugin

from collectif.actions.pictures import WIDTHS, renditions
from collectif.errors import DomainError

from .drawn import SECRET, bomb, picture


@pytest.mark.parametrize(
    "content",
    [
        picture(mode="L"), picture(mode="RGBA", kind="PNG"), picture(kind="WEBP"), picture(mode="CMYK"),
        picture((3000, 400)), picture(kind="PNG", pnginfo=None),
    ],
    ids=["grey", "see-through", "webp", "cmyk", "wide", "png"],
)  # fmt: skip
def test_every_kind_becomes_a_plain_jpeg(content):
    made = renditions(content)
    assert [one.width for one in made] == sorted(
        {min(width, Image.open(io.BytesIO(content)).width) for width in WIDTHS}
    )
    for one in made:
        drawn = Image.open(io.BytesIO(one.content))
        assert (drawn.format, drawn.mode, drawn.size) == ("JPEG", "RGB", (one.width, one.height))
        assert not drawn.getexif()
        assert "comment" not in drawn.info


def test_words_hidden_in_a_png_stay_out():
    hidden = PngImagePlugin.PngInfo()
    hidden.add_text("Where", SECRET.decode(), zip=True)
    assert all(SECRET not in one.content for one in renditions(picture(kind="PNG", pnginfo=hidden)))


def test_one_side_after_another_is_refused_before_it_is_decoded(monkeypatch):
    monkeypatch.setattr(Image, "open", lambda *args, **kw: pytest.fail("decoded"))
    with pytest.raises(DomainError, match="trop de points"):
        renditions(bomb(9_000, 9_000))
