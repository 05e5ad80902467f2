"""Finding documents: words, tags, folders; and what the site forgets by itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from collectif.chores import run_chores
from collectif.journal.models import JournalEntry
from collectif.library.models import StoredContent
from collectif.library.storage import new_name
from collectif.library.words import kind_and_size, read_tags, size_words

from .conftest import ALL
from .files import PDF


def titles(browser, **query):
    return browser.get(ALL, query).lxml.xpath("//tbody//th//a/text()")


@pytest.fixture
def shelves(shelf):
    shelf.add(title="Compte rendu de l'été à Meaux", tags="Réunion, plénière")
    shelf.add(title="Cœur de la charte", content=PDF + b"1", filename="Décision-finale.pdf", description="Le préambule")
    shelf.add(title="Budget", content=PDF + b"2", filename="b.pdf")
    return shelf


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("été", 1), ("ETE", 1), ("l'été", 1), ("meaux compte", 1), ("reunions", 1), ("PLÉNIÈRE", 1), ("coeur", 1),
        ("cœur", 1), ("décision finale", 1), ("preambule", 1), ("bud", 1), ("udget", 0), ("meaux budget", 0),
        ("%", 3), ("_", 3), ("(a-b", 3), ("'", 3), ("c", 3), ("pdf", 3), ("zzz", 0), ("x" * 300, 0), ("\U0010ffff", 3),
    ],
)  # fmt: skip
def test_words_find_documents_without_case_or_accent(shelves, asked, found):
    assert len(titles(shelves.browser(), mots=asked)) == found


def test_a_note_and_a_new_name_are_found_too(shelves):
    browser = shelves.browser()
    page = browser.get(ALL, {"mots": "budget"}).click("Budget")
    address = page.request.path + "/nouvelle-version"
    shelves.send(browser, PDF + b"3", "prévisionnel.pdf", address=address, note="Ajout des déplacements")
    assert titles(browser, mots="deplacement previsionnel") == ["Budget"]


def test_a_title_that_changed_is_found_by_its_new_words_only(shelves):
    browser = shelves.browser()
    form = browser.get(ALL, {"mots": "budget"}).click("Budget").click("Modifier la fiche").forms["deform"]
    form["title"] = "Finances"
    form.submit("submit", status=303)
    assert titles(browser, mots="finance") == ["Finances"]
    assert titles(browser, mots="budget") == []


def test_everyone_finds_a_public_document_by_what_everyone_reads_only(shelf):
    public_id = shelf.add("public", title="Plaquette", tags="accueil", description="À donner", filename="secret.pdf")
    public = shelf.visitor()
    found = {asked: len(public.get("/documents", {"mots": asked}).lxml.xpath("//tbody//th")) for asked in
             ("plaquette", "accueil", "donner", "secret")}  # fmt: skip
    assert found == {"plaquette": 1, "accueil": 1, "donner": 1, "secret": 0}
    assert titles(shelf.browser(), mots="secret") == ["Plaquette"]
    remove_public(shelf, public_id)
    assert not public.get("/documents", {"mots": "plaquette"}).lxml.xpath("//tbody//th")


def test_removed_documents_are_found_among_the_removed_ones(shelf):
    remove(shelf, shelf.add(title="Budget"))
    browser = shelf.browser()
    assert titles(browser, mots="budget") == []
    assert titles(browser, mots="budget", etat="retires") == ["Budget"]


def test_tags_and_kinds_filter(shelves):
    browser = shelves.browser()
    assert titles(browser, etiquette="reunion") == ["Compte rendu de l'été à Meaux"]
    assert len(titles(browser, type="pdf")) == 3
    assert titles(browser, type="png") == []


def test_folders(shelf):
    coordination = shelf.browser("coordinator", "mdph77")

    def add(name, parent=""):
        form = coordination.get(f"{ALL}/dossiers/ajouter").forms["deform"]
        form["name"] = name
        if parent:
            form["parent"].select(text=parent)
        return form.submit("submit", expect_errors=True)

    assert add("Réunions").status_int == 303
    assert add("2026", "Réunions").status_int == 303
    assert "déjà là" in add("reunions")
    add("2026")
    form = shelf.browser().get(f"{ALL}/ajouter").forms["deform"]
    form["folder"].select(text="Réunions / 2026")
    inside = form["folder"].value
    public_id = shelf.add(folder=inside)
    browser = shelf.browser()
    page = browser.get(ALL).click("dossier </span>Réunions")
    assert "1\u00a0document" in page
    assert "1\u00a0document" in page.click("dossier </span>2026")
    assert "0\u00a0document" in browser.get(ALL).click("dossier </span>2026")
    delete = next(f for f in coordination.get(f"{ALL}/dossiers").forms.values() if f"{inside}/supprimer" in f.action)
    assert "n'est pas vide" in delete.submit(status=422).text.replace("&#39;", "'")
    shelf.browser().get(f"{ALL}/dossiers", status=403)
    form = browser.get(f"{ALL}/{public_id}/modifier").forms["deform"]
    form["folder"] = ""
    form.submit("submit", status=303)
    delete.submit(status=303)
    rename = coordination.get(f"{ALL}/dossiers").click("Modifier ou déplacer", index=0).forms["deform"]
    rename["name"] = "Archives"
    assert "Archives" in rename.submit("submit").follow()


def test_a_folder_that_was_deleted_meanwhile(shelf):
    page = shelf.browser().get(f"{ALL}/ajouter").forms["deform"]
    page["folder"].force_value("disparu")
    from webtest import Upload

    page["upload"] = Upload("a.pdf", PDF)
    page.submit("submit", status=422)


def remove_public(shelf, public_id):
    remove(shelf, public_id, shelf.browser("coordinator", "mdph77"))


def remove(shelf, public_id, by=None):
    form = (by or shelf.browser()).get(f"{ALL}/{public_id}/retirer").forms["deform"]
    form["reason"] = "Erreur."
    form.submit("submit", status=303)


def chores(app):
    done = {one.name: one.done for one in run_chores(app.registry, "http://localhost")}
    return done["Contenus de documents et de photos qui n'appartiennent à personne effacés"], done[
        "Documents retirés dont le contenu est effacé"
    ]


def test_a_removed_document_is_erased_after_the_delay(shelf, app, database, storage):
    kept, public_id = shelf.add(title="Gardé"), shelf.add(content=PDF + b"1")
    shared = shelf.add(title="Même contenu que l'autre")
    remove(shelf, public_id)
    remove(shelf, shared)
    assert chores(app) == (0, 0)
    with time_machine.travel(datetime.now(UTC) + timedelta(days=29), tick=False):
        assert chores(app)[1] == 0
    later = datetime.now(UTC) + timedelta(days=31)
    with time_machine.travel(later, tick=False):
        assert chores(app) == (0, 2)
        assert chores(app) == (1, 0)
    assert len(list(storage.names())) == 1
    browser = shelf.browser()
    assert browser.get(f"{ALL}/{kept}/fichier").body == PDF
    page = browser.get(f"{ALL}/{public_id}")
    assert "Son contenu est effacé." in page
    assert "Erreur." in page
    assert "Remettre" not in page
    with database.transaction() as session:
        assert len(session.scalars(select(StoredContent)).all()) == 1
        acts = session.scalars(select(JournalEntry).where(JournalEntry.act == "library.erased")).all()
        assert {entry.actor for entry in acts} == {"system"}


def test_erasing_gives_the_room_back(shelf, app):
    public_id = shelf.add(content=PDF + bytes(0))
    remove(shelf, public_id)
    assert "0\u00a0octet pris" not in shelf.browser().get(f"{ALL}/ajouter")
    with time_machine.travel(datetime.now(UTC) + timedelta(days=31), tick=False):
        chores(app)
    assert "0\u00a0octet pris" in shelf.browser().get(f"{ALL}/ajouter")


def test_what_nobody_holds_is_swept_once_it_is_old(shelf, app, storage):
    shelf.add()
    storage.put(new_name("c" * 64), [b"x"])
    assert chores(app)[0] == 0
    with time_machine.travel(datetime.now(UTC) + timedelta(days=2), tick=False):
        assert chores(app)[0] == 1
        assert chores(app)[0] == 0
    assert len(list(storage.names())) == 1


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "0\u00a0octet"), (1_023, "1\u202f023\u00a0octets"), (1_024, "1\u00a0ko"), (348_160, "340\u00a0ko"),
     (1_258_291, "1,2\u00a0Mo"), (10_485_760, "10\u00a0Mo")],
)  # fmt: skip
def test_sizes_are_said_in_words(size, words):
    assert size_words(size) == words


def test_a_kind_and_a_size():
    assert kind_and_size("pdf", 1_258_291) == "PDF, 1,2\u00a0Mo"


def test_tags_are_read():
    assert read_tags(" Été, été ;ETE, , Deux  mots") == {"ete": "Été", "deux mots": "Deux mots"}
