"""Documents tied to an action, from its page."""

from webtest import Upload

from tests.library.files import PDF

ADD = "/intranet/documents/ajouter?pour=actions:"


def test_a_document_is_added_from_the_page_of_an_action(people, actions):
    public_id = actions.make("running")
    referent = people.browser("structure_referent", "apf77")
    page = referent.get(f"/intranet/actions/{public_id}")
    assert "Aucun document n’est lié" in page
    form = page.click("Ajouter un document").forms["deform"]
    form["upload"], form["title"], form["audience"] = Upload("a.pdf", PDF), "Affiche du café", "organisation"
    page = form.submit("submit", status=303).follow()
    assert page.request.path == f"/intranet/actions/{public_id}"
    assert f"(PDF, {len(PDF)}\u00a0octets)" in page
    assert "Action : Café des pairs" in page.click("Affiche du café")


def test_those_who_may_not_see_the_document_do_not_see_it_on_the_action(people, actions):
    public_id = actions.make("running")
    form = people.browser("structure_referent", "apf77").get(f"{ADD}{public_id}").forms["deform"]
    form["upload"], form["title"], form["audience"] = Upload("a.pdf", PDF), "Affiche du café", "organisation"
    form.submit("submit", status=303)
    for other in (people.browser("structure_referent", "unafam77"), people.browser("coordinator", "mdph77")):
        assert "Affiche du café" not in other.get(f"/intranet/actions/{public_id}")


def test_another_association_ties_nothing_to_it(people, actions):
    public_id = actions.make("running")
    other = people.browser("structure_referent", "unafam77")
    assert "Ajouter un document" not in other.get(f"/intranet/actions/{public_id}").lxml.xpath("string(//main)")
    other.get(f"{ADD}{public_id}", status=404)
    people.browser("coordinator", "mdph77").get(f"{ADD}{public_id}", status=200)
    other.get(f"{ADD}nulle-part", status=404)
