"""Recordings and their transcript, folders that move, documents of trainings and of public actions."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from collectif.actions.models import Action
from collectif.db import now
from collectif.library.models import Document, DocumentLink, Folder
from collectif.organisations.models import Organisation
from collectif.text import today
from collectif.training.models import TrainingSession

from .conftest import ALL
from .files import MP4, PDF

SPOKEN = "Bonjour. On entend la pluie."


def test_a_video_asks_for_a_transcript_and_is_found_by_it(shelf):
    coordination, public = shelf.browser("coordinator", "mdph77"), shelf.visitor()
    public_id = shelf.add("public", title="Témoignage", content=MP4, filename="temoignage.mp4")
    address = f"{ALL}/{public_id}"
    assert "Demandez-la au collectif" in shelf.browser().get(address)
    assert "pas de transcription" in public.get(f"/documents/{public_id}")
    form = coordination.get(address).click("Écrire la transcription").forms["deform"]
    form["transcript"] = SPOKEN
    form.submit("submit", status=303)
    for page in (coordination.get(address), public.get(f"/documents/{public_id}")):
        assert SPOKEN in page
        assert "pas de transcription" not in page
    assert "Témoignage" in public.get("/recherche", {"mots": "pluie"})
    answer = public.get(f"/documents/{public_id}/fichier", headers={"Range": "bytes=4-7"}, status=206)
    assert (answer.body, answer.content_type) == (b"ftyp", "video/mp4")
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_other_documents_have_no_transcript(shelf):
    address = f"{ALL}/{shelf.add()}"
    assert "ranscription" not in shelf.browser().get(address)
    assert "ranscription" not in shelf.browser().get(f"{address}/modifier")


class Folders:
    """The tree, arranged by the coordination."""

    def __init__(self, shelf):
        self.browser = shelf.browser("coordinator", "mdph77")

    def add(self, name, parent=""):
        form = self.browser.get(f"{ALL}/dossiers/ajouter").forms["deform"]
        form["name"], form["parent"] = name, parent
        form.submit("submit", status=303)
        link = self.browser.get(f"{ALL}/dossiers").lxml.xpath(f"//h2/a[contains(., '{name}')]/@href")[-1]
        return link.rpartition("=")[2]

    def move(self, folder, into, status=303, name=None):
        form = self.browser.get(f"{ALL}/dossiers/{folder}/modifier").forms["deform"]
        form["parent"].force_value(into)
        form["name"] = name or form["name"].value
        return form.submit("submit", status=status)

    @property
    def paths(self):
        return self.browser.get(f"{ALL}/dossiers").lxml.xpath("//h2/a/text()")


def test_a_folder_moves_with_what_it_holds(shelf):
    folders = Folders(shelf)
    meetings, archive = folders.add("Réunions"), folders.add("Archives")
    year = folders.add("2026", meetings)
    public_id = shelf.add(folder=year)
    offered = folders.browser.get(f"{ALL}/dossiers/{meetings}/modifier").forms["deform"]["parent"].options
    assert [value for value, _, _ in offered] == ["", archive]
    folders.move(meetings, archive)
    assert folders.paths == ["Archives", "Archives / Réunions", "Archives / Réunions / 2026"]
    assert public_id in shelf.browser().get(ALL, {"dossier": archive})
    folders.move(meetings, "")
    assert folders.paths == ["Archives", "Réunions", "Réunions / 2026"]


def test_a_folder_is_never_put_in_itself_nor_beside_its_namesake(shelf, database):
    folders = Folders(shelf)
    meetings = folders.add("Réunions")
    year = folders.add("2026", meetings)
    other = folders.add("2026 bis")
    for into in (meetings, year, "disparu"):
        folders.move(meetings, into, status=422)
    assert "déjà là" in folders.move(other, meetings, status=422, name="2026")
    assert folders.paths == ["2026 bis", "Réunions", "Réunions / 2026"]
    shelf.browser().get(f"{ALL}/dossiers/{year}/modifier", status=403)
    with database.transaction() as session:
        assert session.scalars(select(Folder.parent_id).where(Folder.public_id == meetings)).one() is None


@pytest.fixture
def training(database):
    day = today() + timedelta(days=30)
    with database.transaction() as session:
        made = TrainingSession(
            title="Formation de Melun", sort_title="formation de melun", capacity=8, enrol_until=day, starts_on=day,
            ends_on=day, state="open", kind="initial",
        )  # fmt: skip
        session.add(made)
        session.flush()
        return f"/intranet/formations/{made.public_id}"


def test_a_training_shows_and_adds_its_documents(shelf, people, training):
    coordination, peer = shelf.browser("coordinator", "mdph77"), shelf.browser("peer")
    page = coordination.get(training)
    address = page.lxml.xpath("//a[contains(@href, '?pour=training_sessions:')]/@href")[0]
    assert "?pour=" not in peer.get(training)
    assert 'id="documents"' not in peer.get(training)
    shelf.browser().get(address, status=404)
    shelf.send(coordination, filename="programme.pdf", address=address, title="Programme", audience="collective")
    shelf.send(coordination, PDF + b"1", address=address, title="Brouillon", audience="organisation")
    assert "Programme" in peer.get(training)
    assert "Brouillon" not in peer.get(training)
    assert "Formation : Formation de Melun" in peer.get(training).click("Programme")


def test_a_public_action_shows_its_public_documents_and_no_other(shelf, database):
    public, inside = shelf.add("public", title="Affiche"), shelf.add(title="Budget", content=PDF + b"2")
    with database.transaction() as session:
        place = session.scalars(select(Organisation).where(Organisation.slug == "apf77")).one()
        action = Action(
            title="Fête", sort_title="fete", state="published", slug="fete", kind="group", published_at=now(),
            decided_on=today(), proposing_organisation=place,
        )  # fmt: skip
        session.add(action)
        session.flush()
        for public_id in (public, inside):
            document = session.scalars(select(Document).where(Document.public_id == public_id)).one()
            session.add(DocumentLink(document_id=document.id, kind="actions", public_id=action.public_id))
    visitor = shelf.visitor()
    page = visitor.get("/actions/fete")
    assert "Affiche" in page
    assert "Budget" not in page
    page.click("Affiche")
    form = shelf.browser("coordinator", "mdph77").get(f"{ALL}/{public}/retirer").forms["deform"]
    form["reason"] = "Erreur."
    form.submit("submit", status=303)
    assert "Affiche" not in visitor.get("/actions/fete")
    assert "Erreur." in visitor.get(f"/documents/{public}", status=410)


@pytest.mark.parametrize(
    "asked",
    ["bytes=" + ",".join(["0-"] * 3000), "bytes=0-0,-1", "bytes=-0", "bytes=5-2", "bytes=--1", "bytes=9e9-",
     "lines=0-4", "bytes=18446744073709551616-", "bytes=0-18446744073709551616", "bytes"],
)  # fmt: skip
def test_ranges_made_to_tire_the_site(shelf, asked):
    answer = shelf.browser().get(f"{ALL}/{shelf.add()}/fichier", headers={"Range": asked}, expect_errors=True)
    assert answer.status_int in (200, 206, 416)
    assert answer.status_int == 416 or PDF.endswith(answer.body)
