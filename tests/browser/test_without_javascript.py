"""What people come for works without any script: signing in, searching a list, proposing an action, comfort."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.world import EMAIL, PASSWORD


@pytest.fixture
def plain(own_site: Any, window: Any) -> Any:
    """Opens a page of a browser that runs no script, as this persona."""
    return lambda persona: window(persona, own_site, java_script_enabled=False).page


def test_signing_in_and_out(own_site: Any, plain: Any) -> None:
    page = plain("visitor")
    page.goto("/intranet/associations/apf77/pairs")
    page.get_by_label("Adresse e-mail").fill(EMAIL)
    page.get_by_label("Mot de passe").fill("ce n'est pas le bon")
    page.get_by_role("button", name="Se connecter").click()
    assert "Il y a quelque chose à corriger" in page.locator("[role=alert]").inner_text()
    assert page.get_by_label("Adresse e-mail").input_value() == EMAIL
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Se connecter").click()
    assert page.url == f"{own_site.url}/intranet/associations/apf77/pairs"
    page.get_by_role("button", name="Se déconnecter").click()
    assert "Votre session est terminée." in page.inner_text("main")


def test_searching_a_list(plain: Any) -> None:
    page = plain("referent")
    page.goto("/intranet/associations/apf77/pairs")
    assert page.locator("tbody tr").count() == 2
    page.get_by_label("Le nom commence par").fill("zeph")
    page.get_by_role("button", name="Filtrer").click()
    assert "debut=zeph" in page.url
    assert page.locator("tbody tr").count() == 1
    page.reload()
    assert "1\u00a0pair" in page.locator(".listing-summary").inner_text()
    page.get_by_role("link", name="Effacer").first.click()
    assert page.locator("tbody tr").count() == 2


def test_proposing_an_action(plain: Any) -> None:
    page = plain("referent")
    page.goto("/intranet/actions")
    page.get_by_role("link", name="Proposer une action").first.click()
    page.get_by_role("button", name="Enregistrer l'idée").click()
    page.locator(".error-links a").first.click()
    page.get_by_label("Titre").fill("Café du mardi")
    for select in page.locator("main select").all():
        if not select.input_value():
            select.select_option(index=1)
    for name in ("kind", "axis"):
        choices = page.locator(f"main input[type=radio][name={name}]")
        if choices.count() and not choices.locator("visible=true").evaluate_all("all => all.some(x => x.checked)"):
            choices.first.check()
    page.get_by_role("button", name="Enregistrer l'idée").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Café du mardi"
    assert "L'idée est enregistrée." in page.inner_text("main")


def test_comfort(plain: Any) -> None:
    page = plain("visitor")
    page.goto("/pair-aidance")
    page.get_by_text("Confort").first.click()
    page.get_by_label("Sombres").check()
    page.get_by_label("Grande", exact=True).check()
    page.get_by_role("button", name="Appliquer").click()
    assert page.url.endswith("/pair-aidance")
    assert {"theme-dark", "text-large"} <= set((page.get_attribute("html", "class") or "").split())
    page.goto("/actions")
    assert "theme-dark" in (page.get_attribute("html", "class") or "")
    page.get_by_role("button", name="Langage simple").click()
    assert "plain" in (page.get_attribute("html", "class") or "").split()
