"""The pages of the library, as people use them."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from collectif.journal.models import JournalEntry

from .conftest import ALL
from .files import FILES, PDF


def acts(database):
    with database.transaction() as session:
        return list(session.scalars(select(JournalEntry.act).order_by(JournalEntry.seq)))


def test_adding_one_says_the_limits_then_what_it_is(shelf, database):
    browser = shelf.browser()
    page = browser.get(f"{ALL}/ajouter")
    assert "10\u00a0Mo au plus" in page
    assert "0\u00a0octet pris sur 500\u00a0Mo" in page
    answer = shelf.send(browser, title="Compte rendu de mai", tags="Réunion, été", audience="collective").follow()
    assert "« Compte rendu de mai » est ajouté" in answer
    assert f"(PDF, {len(PDF)}\u00a0octets)" in answer
    assert "été, Réunion" in answer
    assert acts(database) == ["library.added"]


def test_without_a_title_the_file_gives_its_name(shelf):
    public_id = shelf.add(filename="Ordre du jour.pdf")
    assert shelf.fresh(public_id).title == "Ordre du jour"


def test_a_document_comes_back_as_it_was_sent(shelf):
    public_id = shelf.add(filename="été à Meaux.pdf")
    answer = shelf.browser().get(f"{ALL}/{public_id}/fichier")
    assert answer.body == PDF
    assert answer.headers["Content-Type"] == "application/pdf"
    disposition = "attachment; filename=\"ete a Meaux.pdf\"; filename*=UTF-8''%C3%A9t%C3%A9%20%C3%A0%20Meaux.pdf"
    assert answer.headers["Content-Disposition"] == disposition
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("extension", sorted(FILES))
def test_only_pictures_open_by_themselves(shelf, extension):
    public_id = shelf.add(content=FILES[extension], filename=f"fichier.{extension}")
    answer = shelf.browser().get(f"{ALL}/{public_id}/fichier")
    shown = answer.headers["Content-Disposition"].partition(";")[0]
    assert shown == ("inline" if extension in ("png", "jpg", "jpeg", "webp") else "attachment")
    assert answer.body == FILES[extension]


def test_a_new_version_takes_the_address_and_the_earlier_one_stays(shelf, database):
    public_id, browser = shelf.add(), shelf.browser()
    newer = PDF + b"% plus\n"
    shelf.send(browser, newer, "v2.pdf", address=f"{ALL}/{public_id}/nouvelle-version", note="La date a changé.")
    assert browser.get(f"{ALL}/{public_id}/fichier").body == newer
    assert browser.get(f"{ALL}/{public_id}/versions/1").body == PDF
    page = browser.get(f"{ALL}/{public_id}")
    assert "2\u00a0versions" in page
    assert "La date a changé." in page
    assert "Personne structure_referent" in page
    browser.get(f"{ALL}/{public_id}/versions/3", status=404)
    assert acts(database)[-1] == "library.replaced"


def test_the_same_file_is_no_new_version(shelf):
    public_id = shelf.add()
    page = shelf.send(shelf.browser(), status=422, address=f"{ALL}/{public_id}/nouvelle-version", note="Rien")
    assert "Ce fichier est le même" in page


def test_the_same_content_is_kept_once(shelf, tmp_path):
    first = shelf.add(filename="a.pdf")
    second = shelf.add(filename="b.pdf", by=shelf.browser("collective_member", "unafam77"))
    assert shelf.fresh(first).versions[0].content_id == shelf.fresh(second).versions[0].content_id
    assert len([path for path in (tmp_path / "documents").rglob("*") if path.is_file()]) == 1


def test_nothing_of_a_document_can_be_read_on_the_disk(shelf, tmp_path):
    shelf.add(content=b"Une phrase que personne ne doit lire.\n", filename="note.txt")
    stored = b"".join(path.read_bytes() for path in (tmp_path / "documents").rglob("*") if path.is_file())
    assert stored
    assert b"phrase" not in stored


def test_editing(shelf, database):
    public_id = shelf.add(tags="un, deux")
    form = shelf.browser().get(f"{ALL}/{public_id}/modifier").forms["deform"]
    assert form["tags"].value == "deux, un"
    form["title"], form["tags"], form["audience"] = "Autre titre", "Deux, trois", "organisation"
    page = form.submit("submit").follow()
    assert "Autre titre" in page
    document = shelf.fresh(public_id)
    assert [tag.name for tag in document.tags] == ["deux", "trois"]
    assert document.audience == "organisation"
    assert acts(database)[-1] == "library.edited"


def test_two_people_edit_the_same_document(shelf):
    public_id = shelf.add()
    mine = shelf.browser().get(f"{ALL}/{public_id}/modifier").forms["deform"]
    theirs = shelf.browser("collective_member").get(f"{ALL}/{public_id}/modifier").forms["deform"]
    theirs["title"] = "Le leur"
    theirs.submit("submit", status=303)
    mine["title"] = "Le mien"
    page = mine.submit("submit", status=422)
    assert "Une autre personne a modifié cette fiche" in page
    assert page.forms["deform"]["title"].value == "Le mien"


def test_removing_leaves_a_trace_and_can_be_undone(shelf, database):
    public_id, browser = shelf.add(), shelf.browser()
    form = browser.get(f"{ALL}/{public_id}/retirer").forms["deform"]
    assert "Vous pourrez le remettre pendant 30 jours" in browser.get(f"{ALL}/{public_id}/retirer")
    form["reason"] = "Il contenait une erreur."
    page = form.submit("submit").follow()
    assert "Ce document a été retiré" in page
    assert "Il contenait une erreur." in page
    assert browser.get(f"{ALL}/{public_id}/fichier", status=303).location.endswith(public_id)
    assert "0\u00a0document" in browser.get(ALL)
    assert "1\u00a0document" in browser.get(ALL, {"etat": "retires"})
    restored = next(form for form in page.forms.values() if form.action.endswith("/remettre"))
    assert "Le document est remis" in restored.submit().follow()
    assert browser.get(f"{ALL}/{public_id}/fichier").body == PDF
    assert acts(database) == ["library.added", "library.removed", "library.restored"]


def test_a_removed_document_does_not_change(shelf):
    public_id, browser = shelf.add(), shelf.browser()
    form = browser.get(f"{ALL}/{public_id}/retirer").forms["deform"]
    form["reason"] = "Erreur."
    form.submit("submit")
    page = shelf.send(browser, PDF + b"x", status=422, address=f"{ALL}/{public_id}/nouvelle-version", note="Non")
    assert "il ne se modifie plus" in page


def test_the_list_asks_as_many_questions_whatever_its_length(shelf, count_queries):
    shelf.add(tags="un")
    browser = shelf.browser()
    browser.get(ALL)
    with count_queries() as few:
        browser.get(ALL)
    for number in range(6):
        shelf.add(tags=f"mot{number}", filename=f"f{number}.pdf")
    with count_queries() as many:
        page = browser.get(ALL)
    assert len(many) == len(few)
    assert "7\u00a0documents" in page


@pytest.mark.parametrize("kind", ["csv", "xlsx", "ods"])
def test_exports(shelf, kind):
    shelf.add(tags="un, deux")
    answer = shelf.browser().get(ALL, {"format": kind})
    assert "attachment" in answer.headers["Content-Disposition"]


def test_the_public_reads_public_documents_only(shelf, testapp):
    public_id, closed = shelf.add("public", title="Plaquette"), shelf.add(title="Interne")
    assert "Plaquette" in testapp.get("/documents")
    assert "Interne" not in testapp.get("/documents")
    assert "Télécharger" in testapp.get(f"/documents/{public_id}")
    answer = testapp.get(f"/documents/{public_id}/fichier")
    assert answer.body == PDF
    assert answer.headers["Cache-Control"] == "public, no-cache"
    testapp.get(f"/documents/{closed}", status=404)
    testapp.get(f"/documents/{closed}/fichier", status=404)


def test_a_removed_public_document_answers_410_with_its_reason(shelf, testapp):
    public_id = shelf.add("public")
    form = shelf.browser("coordinator", "mdph77").get(f"{ALL}/{public_id}/retirer").forms["deform"]
    form["reason"] = "La plaquette a changé."
    form.submit("submit")
    for address in (f"/documents/{public_id}", f"/documents/{public_id}/fichier"):
        assert "La plaquette a changé." in testapp.get(address, status=410)


def test_a_document_that_is_public_no_more_says_so(shelf, testapp):
    public_id = shelf.add("public")
    form = shelf.browser("coordinator", "mdph77").get(f"{ALL}/{public_id}/modifier").forms["deform"]
    form["audience"] = "collective"
    form.submit("submit", status=303)
    assert "n'est plus public" in testapp.get(f"/documents/{public_id}", status=410).text.replace("&#39;", "'")
