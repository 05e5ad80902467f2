"""The equipment that Voir ensemble lends."""

from __future__ import annotations

from datetime import timedelta

import pytest

from collectif.testing.site import Site
from collectif.text import today


@pytest.fixture
def site(tmp_path):
    made = Site("voirensemble", tmp_path)
    yield made
    made.close()


def form_of(page):
    return next(form for form in page.forms.values() if "/extension/" in form.action)


def test_equipment_is_lent_shown_and_given_back(site):
    (peer,) = site.add_peers(1)
    site.add_peers(1, slug="apf77")
    referent, coordinator = site.browser(), site.browser("coordinator", "mdph77")
    page = referent.get(site.path("rapports")).click("Matériel prêté")
    page.mustcontain("Rien n’est prêté")
    form = form_of(page.click("Prêter du matériel"))
    assert [value for value, *_ in form["peer"].options] == ["", peer]
    form["equipment"], form["peer"] = "daisy", peer
    page = form.submit(status=303).follow()
    page.mustcontain("Lecteur de livres audio", "Le prêt est noté", no="C’est en retard")
    read = coordinator.get(site.path("extension/prets"))
    read.mustcontain("Lecteur de livres audio", no=["Prêter du matériel", "Noter le retour"])
    back = page.click("Noter le retour")
    back.mustcontain("Lecteur de livres audio (Daisy), Alix")
    form_of(back).submit(status=303).follow().mustcontain("Rien n’est prêté")


def test_what_should_be_back_is_said(site):
    from collectif.extensions.store import opened

    (peer,) = site.add_peers(1)
    with (
        site.session() as session,
        opened(session, site.name, site.plugin.tables, lambda: {peer: ""}, writing=True) as store,
    ):
        due = today() - timedelta(days=1)
        store.add("loans", equipment="perkins", peer=peer, lent_on=due - timedelta(days=30), due_on=due)
    site.browser().get(site.path("extension/prets")).mustcontain("C’est en retard")


def test_nothing_is_due_before_it_is_lent(site):
    (peer,) = site.add_peers(1)
    form = form_of(site.browser().get(site.path("extension/preter")))
    form["equipment"], form["peer"] = "daisy", peer
    day = today() - timedelta(days=1)
    names = [name for name in form.fields if name in ("day", "month", "year")]
    for name in names:
        form[name] = str(getattr(day, name))
    form.submit(status=422).mustcontain("Cette date est passée")
