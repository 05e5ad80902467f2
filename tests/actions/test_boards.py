"""Boards: by axis, by sector, along the year, what is late; and what waits on the first page."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from collectif.actions.follow_models import ActionIndicator, ActionMeasure, ActionMilestone
from collectif.actions.models import Action
from collectif.organisations.models import Organisation
from collectif.text import today

from .test_follow_up import main

ALL = "/intranet/actions"
sqlite = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)


@pytest.fixture
def member(people):
    return people.browser("collective_member", "apf77")


@pytest.fixture
def late(actions, database):
    """One late thing of each kind, and what looks late and is not."""
    yesterday = today() - timedelta(days=1)
    actions.make("published", title="À commencer", starts_on=yesterday)
    actions.make("published", title="Commence aujourd'hui", starts_on=today())
    actions.make("running", title="À conclure", starts_on=yesterday - timedelta(days=5), ends_on=yesterday)
    followed = actions.make("running", title="En cours", starts_on=today(), partners=("unafam77",))
    over = actions.make("reviewed", title="Finie", starts_on=yesterday)
    with database.transaction() as session:
        places = {one.slug: one.id for one in session.scalars(select(Organisation))}
        for public_id, name in ((followed, "Réserver"), (over, "Oubliée")):
            action = session.scalars(select(Action).filter_by(public_id=public_id)).one()
            rows = ((name, yesterday, None), ("Pour aujourd'hui", today(), None), ("Déjà faite", yesterday, yesterday))
            action.milestones = [
                ActionMilestone(
                    title=title, due_on=due, done_on=done, position=rank, organisation_id=places["unafam77"]
                )
                for rank, (title, due, done) in enumerate(rows)
            ]
            for title, age in (("Silencieux", 91), ("Mesuré", 90)):
                action.indicators.append(indicator(title, age))
        session.flush()
        silent = session.scalars(
            select(ActionMeasure).join(ActionIndicator).where(ActionIndicator.name == "Silencieux")
        )
        for measure in silent.all():
            # A value that was taken back does not break the silence.
            wrong = ActionMeasure(indicator=measure.indicator, on_day=today(), value=Decimal(3))
            session.add(wrong)
            session.flush()
            session.add(ActionMeasure(indicator=measure.indicator, on_day=today(), value=None, replaces_id=wrong.id,
                                      comment="Non"))  # fmt: skip
    return followed


def indicator(name, age):
    start = today() - timedelta(days=200)
    one = ActionIndicator(
        name=name, unit="u", baseline=Decimal(0), baseline_on=start, target=Decimal(9), target_on=today()
    )
    one.measures = [ActionMeasure(on_day=today() - timedelta(days=age), value=Decimal(1))]
    return one


def test_what_is_late_and_nothing_else(member, late, count_queries):
    page = member.get(f"{ALL}/en-retard")
    rows = [[cell.text_content().strip() for cell in row] for row in page.lxml.xpath("//tbody/tr")]
    assert sorted(row[0] for row in rows) == [
        "Dire que l'action a commencé",
        "Publier le bilan",
        "Réserver",
        "Silencieux",
    ]
    assert rows[0][0] == "Silencieux"
    links = dict(
        page.lxml.xpath("//tbody//a") and [(a.text_content(), a.get("href")) for a in page.lxml.xpath("//tbody//a")]
    )
    assert links["Réserver"] == f"{ALL}/{late}/suivi"
    assert "Réserver" in member.get(f"{ALL}/en-retard?nature=milestone&format=csv").text
    assert len(member.get(f"{ALL}/en-retard?nature=milestone&organisation=apf77").lxml.xpath("//tbody/tr")) == 0
    with count_queries() as sent:
        member.get(f"{ALL}/en-retard")
    assert len(sent) < 8


@sqlite
def test_an_empty_board_says_so(member, people):
    assert "Rien n'est en retard" in member.get(f"{ALL}/en-retard").lxml.text_content()
    assert "Aucune action sur cet axe" in main(member.get(f"{ALL}/par-axe"))
    assert "Aucune action ici" in main(member.get(f"{ALL}/par-secteur"))
    assert "Rien ce mois-ci" in main(member.get(f"{ALL}/calendrier"))
    assert "Rien en 2031" in main(member.get(f"{ALL}/calendrier?annee=2031"))
    peer = people.browser("peer", "apf77")
    peer.get(f"{ALL}/en-retard", status=403)
    assert "En retard" not in main(peer.get(f"{ALL}/par-axe"))


def test_a_late_milestone_waits_on_those_who_do_it(people, late):
    assert "Étape en retard" in main(people.browser("collective_member", "unafam77").get("/intranet"))
    for role, place in (("collective_member", "apf77"), ("coordinator", "mdph77")):
        assert "Étape en retard" not in main(people.browser(role, place).get("/intranet"))


def test_axes_and_sectors_count_what_each_person_may_see(people, member, actions, count_queries):
    for rank in range(7):
        actions.make("idea", title=f"Idée {rank}", axis=3, commune_code="77288")
    actions.make("published", title="Publique", axis=3, commune_code="77288")
    actions.make("published", title="Ailleurs", axis=1, kind="tool")
    page = member.get(f"{ALL}/par-axe")
    assert page.lxml.xpath("count(//details[@open])") == 1
    assert "Axe 3 : soutien par les pairs 8 actions" in main(page).replace("\u00a0", " ")
    assert "7 en préparation, 1 sur le site" in main(page)
    more = page.lxml.xpath("//a[contains(., 'Voir les 8 actions')]/@href")[0]
    assert "8 actions" in main(member.get(more)).replace("\u00a0", " ")
    sectors = main(member.get(f"{ALL}/par-secteur")).replace("\u00a0", " ")
    assert "Melun 8 actions" in sectors
    assert "Tout le département 1 action" in sectors
    for place, count in (("melun", 8), ("departement", 1)):
        words = main(member.get(f"{ALL}?lieu={place}")).replace("\u00a0", " ")
        assert f"{count} action" in words
    peer = people.browser("peer", "apf77")
    for board in ("par-axe", "par-secteur", "calendrier?annee=2027"):
        page = peer.get(f"{ALL}/{board}")
        assert "Publique" in page
        assert "Idée" not in page
        assert f'href="{ALL}/' not in page.lxml.xpath("string(//main//ul[@class='branch'])")
    with count_queries() as sent:
        member.get(f"{ALL}/par-axe")
    few = len(sent)
    actions.make("published", title="Encore", axis=2)
    with count_queries() as sent:
        member.get(f"{ALL}/par-axe")
    assert len(sent) == few


@sqlite
def test_a_year_month_by_month(member, people, actions, database, time_machine):
    time_machine.move_to("2027-02-10T09:00:00+00:00")
    member = people.browser("collective_member", "apf77")
    public_id = actions.make("running", title="Cercle", starts_on=date(2026, 12, 5), ends_on=date(2027, 2, 20))
    actions.make("idea", title="Une idée", starts_on=date(2027, 3, 4))
    with database.transaction() as session:
        action = session.scalars(select(Action).filter_by(public_id=public_id)).one()
        action.milestones = [ActionMilestone(title="Afficher", due_on=date(2027, 4, 2), position=1,
                                             organisation_id=action.proposing_organisation_id)]  # fmt: skip
    page = member.get(f"{ALL}/calendrier")
    months = [" ".join(title.text_content().split()) for title in page.lxml.xpath("//main//h2")]
    assert months == ["Janvier 2027", "Février 2027 (ce mois-ci)", "Avril 2027"]
    assert "Afficher" in page
    assert "Une idée" not in page
    earlier = page.lxml.xpath("//a[contains(., 'Année précédente')]/@href")[0]
    assert "Décembre 2026" in member.get(earlier)
    for odd in ("0000", "9999", "٢٠٢٧", "x"):
        member.get(f"{ALL}/calendrier", {"annee": odd}, status=200)
