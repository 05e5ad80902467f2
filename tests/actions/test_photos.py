"""Photos: what is kept of them, who sees them and until when, and what is refused before it is decoded."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError
from webtest import Upload

from collectif.actions import photos
from collectif.actions.follow_models import ActionPhoto, ActionPicture
from collectif.actions.pictures import MAX_BYTES
from collectif.library.models import StoredContent
from collectif.library.storage import FolderStorage

from .drawn import SECRET, bomb, noise, picture, telling
from .test_follow_up import form_of

pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)


class Album:
    """The photos of one action, in a browser."""

    def __init__(self, browser: Any, public_id: str):
        self.browser = browser
        self.here = f"/intranet/actions/{public_id}/photos"

    def send(self, content: bytes, status: int = 303, filename: str = "photo.jpg", **values: Any) -> Any:
        form = form_of(self.browser.get(f"{self.here}/ajouter"))
        form["upload"] = Upload(filename, content)
        for name, value in {"alt": "Une salle pleine", "credit": "APF 77", "agreed": True, **values}.items():
            form[name] = value
        return form.submit("submit", status=status)

    def press(self, label: str) -> Any:
        page = self.browser.get(self.here)
        action = page.lxml.xpath(f"//main//button[contains(., {label!r})]/ancestor::form/@action")[0]
        return next(form for form in page.forms.values() if form.action == action).submit(status=303).follow()


@pytest.fixture
def storage(app, tmp_path):
    app.registry["library_storage"] = FolderStorage(tmp_path / "documents")
    return app.registry["library_storage"]


@pytest.fixture
def public_id(actions):
    return actions.make("running", partners=("unafam77",), title="Café")


@pytest.fixture
def own(people, public_id, storage):
    return Album(people.browser("collective_member", "apf77"), public_id)


@pytest.fixture
def coordination(people, public_id, storage):
    return Album(people.browser("coordinator", "mdph77"), public_id)


@pytest.fixture
def photo(database):
    """The last photo, as it is stored."""

    def read():
        with database.transaction() as session:
            found = session.scalars(select(ActionPhoto).order_by(ActionPhoto.id.desc())).first()
            _ = found and found.pictures
            session.expunge_all()
            return found

    return read


def test_a_photo_from_the_camera_to_the_public_and_away(own, coordination, photo, testapp, people, public_id, database):
    own.send(telling())
    one = photo()
    assert [row.width for row in one.pictures] == [480, 800]
    public = f"/actions/cafe/photos/{one.public_id}/480"
    testapp.get(public, status=404)
    served = own.browser.get(f"{own.here}/{one.public_id}/480", status=200)
    assert served.headers["Cache-Control"].startswith("private")
    assert SECRET not in served.body
    assert Image.open(io.BytesIO(served.body)).size == (480, 720)
    assert "<img" not in testapp.get("/actions/cafe").lxml.find(".//main").text_content()
    coordination.press("Montrer au public")
    answer = testapp.get(public, status=200)
    assert (answer.content_type, answer.headers["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert answer.headers["Cache-Control"] == "public, no-cache"
    testapp.get(public, headers={"If-None-Match": answer.headers["ETag"]}, status=304)
    image = testapp.get("/actions/cafe").lxml.xpath("//main//figure/img")[0]
    assert image.get("alt") == "Une salle pleine"
    assert [part.split()[1] for part in image.get("srcset").split(", ")] == ["480w", "800w"]
    # Other words by someone who does not publish: it waits for the coordination again.
    form = form_of(own.browser.get(f"{own.here}/{one.public_id}/decrire"))
    form["alt"] = "Une autre salle"
    form.submit("submit", status=303)
    testapp.get(public, status=410)
    coordination.press("Montrer au public")
    testapp.get(public, status=200)
    partner = Album(people.browser("structure_referent", "unafam77"), public_id)
    form_of(partner.browser.get(f"{own.here}/{one.public_id}/effacer")).submit("submit", status=303)
    assert "n'est plus sur le site" in testapp.get(public, status=410).lxml.text_content()
    own.browser.get(f"{own.here}/{one.public_id}/480", status=404)
    with database.transaction() as session:
        assert session.scalar(select(func.count()).select_from(StoredContent)) == 0
    assert (photo().alt, photo().credit) == ("", "")


def test_a_withdrawn_action_takes_its_photos_with_it(own, coordination, photo, testapp, database):
    own.send(picture())
    coordination.press("Montrer au public")
    public = f"/actions/cafe/photos/{photo().public_id}/480"
    testapp.get(public, status=200)
    with database.transaction() as session:
        session.execute(text("update actions set state = 'withdrawn', withdrawal_reason = 'La salle a fermé.'"))
    assert "La salle a fermé." in testapp.get(public, status=410)
    own.browser.get(f"{own.here}/ajouter", status=403)
    # A person may ask at any time: erasing stays possible.
    form_of(own.browser.get(f"{own.here}/{photo().public_id}/effacer")).submit("submit", status=303)


def test_a_content_that_a_document_shares_stays(own, coordination, photo, database):
    own.send(picture())
    own.send(picture())
    with database.transaction() as session:
        assert session.scalar(select(func.count()).select_from(StoredContent)) == 3
        assert session.scalar(select(func.count()).select_from(ActionPicture)) == 6
    form_of(own.browser.get(f"{own.here}/{photo().public_id}/effacer")).submit("submit", status=303)
    with database.transaction() as session:
        assert session.scalar(select(func.count()).select_from(StoredContent)) == 3


def test_nothing_is_kept_without_words_and_agreement(own, photo):
    assert "ne peut pas être gardée" in own.send(picture(), status=422, agreed=False)
    for name in ("alt", "credit"):
        own.send(picture(), status=422, **{name: "  "})
    assert photo() is None
    own.send(picture())
    for change in ("alt = ''", "credit = ''", "agreed = false", "published = true, published_at = null"):
        with pytest.raises(IntegrityError):
            _execute(own, change)


def _execute(own: Album, change: str) -> None:
    with own.browser.app.registry["database"].transaction() as session:
        session.execute(text(f"update action_photos set {change}"))


class TestLittleRoom:
    """A site where an organisation has 100 kB, and all of them 180 kB; a photo weighs about 70 kB."""

    @pytest.fixture
    def app(self, make_app):
        return make_app(library_organisation_quota="100000", library_quota="180000")

    def test_photos_and_documents_share_the_room_of_the_organisation(self, own, photo, people, database):
        own.send(noise(1))
        taken = kept(database)
        assert 50_000 < taken < 90_000
        partner = Album(people.browser("collective_member", "unafam77"), own.here.split("/")[3])
        said = partner.send(noise(2), status=422).lxml.text_content()
        assert "APF77 a 98\u00a0ko pour ses documents et ses photos" in said, "the room is that of whoever proposed it"
        assert kept(database) == taken
        form = form_of(own.browser.get("/intranet/documents/ajouter"))
        form["upload"] = Upload("a.txt", b"a" * (100_001 - taken))
        assert "sont pris" in form.submit("submit", status=422)
        form_of(own.browser.get(f"{own.here}/{photo().public_id}/effacer")).submit("submit", status=303)
        own.send(noise(2))

    def test_the_whole_storage_has_so_much_room(self, own, actions, people):
        own.send(noise(1))
        for seed, place in ((2, "unafam77"), (3, "aede")):
            action = actions.make("running", organisation=place, title=place)
            album = Album(people.browser("collective_member", place), action)
            last = album.send(noise(seed), status=422 if place == "aede" else 303)
        assert "bibliothèque est pleine" in last.lxml.text_content()


def test_photos_added_at_once_never_pass_the_number_allowed(own, people, app, database, monkeypatch):
    monkeypatch.setattr(photos, "MOST", 1)
    browsers = [people.browser("collective_member", "apf77") for _ in range(3)]
    forms = [form_of(browser.get(f"{own.here}/ajouter")) for browser in browsers]
    for number, form in enumerate(forms):
        form["upload"] = Upload("photo.jpg", noise(number, 300))
        form["alt"], form["credit"], form["agreed"] = "Une salle", "APF 77", True
    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(lambda form: form.submit("submit", expect_errors=True).status_int, forms))
    assert sorted(answers) == [303, 422, 422]
    with database.transaction() as session:
        assert session.scalar(select(func.count()).select_from(ActionPhoto)) == 1


def kept(database):
    """Bytes of the photos that are kept."""
    with database.transaction() as session:
        sizes = select(func.sum(StoredContent.size)).select_from(ActionPicture).join(ActionPicture.content)
        return session.scalar(sizes) or 0


def test_order_and_number(own, photo):
    for name in ("Une", "Deux"):
        own.send(picture((300, 300)), alt=name)
    own.press("Avancer")
    page = own.browser.get(own.here).lxml
    assert [image.get("alt") for image in page.xpath("//main//img")] == ["Deux", "Une"]


def test_other_people_add_nothing(people, own):
    own.send(picture())
    for role, place in (("collective_member", "aede"), ("peer", "apf77")):
        people.browser(role, place).get(f"{own.here}/ajouter", status=403)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<svg onload='alert(1)'/>", "pas une image"),
        (b"GIF89a" + b"\0" * 100, "pas une image"),
        (b"%PDF-1.7", "pas une image"),
        (b"", ""),
        (picture()[:2000], "abîmée"),
        (picture(kind="PNG")[:-40], "abîmée"),
        (bomb(9_000, 9_000), "trop de points"),
        (bomb(60_000, 60_000), "trop grande"),
        (bomb(4_000, 4_000), "abîmée"),
        (picture((200, 200)), "trop petite"),
        (b"\xff\xd8\xff" + b"\0" * MAX_BYTES, "trop lourd"),
    ],
    ids=["svg", "gif", "pdf", "empty", "cut", "cut-png", "bomb", "giant", "hollow", "small", "heavy"],
)
def test_what_is_no_photo_is_refused_in_words(own, photo, content, said):
    assert said in own.send(content, status=422).lxml.text_content()
    assert photo() is None
