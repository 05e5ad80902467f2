"""Every route of the room, every role, one's own organisation and another's."""

import pytest

OWN, OTHER = "apf77", "unafam77"
MOVES = {
    "proposer": "idea", "instruire": "proposed", "valider": "examined", "publier": "validated",
    "commencer": "published", "bilan": "running", "publier-a-nouveau": "withdrawn", "rendre": "proposed",
    "ecarter": "examined", "retirer": "published",
}  # fmt: skip
ROLES = ("peer", "structure_referent", "coordinator", "collective_member", "trainer", "admin", "auditor")
AUTHORS = {"structure_referent", "collective_member"}
PUBLIC = (
    "/actions", "/actions/cafe-des-pairs", "/actions.atom", "/actions.csv", "/api/v1/actions",
    "/api/v1/actions/cafe-des-pairs",
)  # fmt: skip
pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)


@pytest.fixture(params=[(role, place) for role in ROLES for place in (OWN, OTHER)], ids="-".join)
def somebody(request, people):
    """Role, organisation, browser; the coordination is MDPH 77, technical roles belong nowhere."""
    role, place = request.param
    home = {"coordinator": "mdph77", "admin": None, "auditor": None}.get(role, place)
    return role, home, people.browser(role, home)


def expected(role: str, home: str | None, move: str) -> int:
    if move in ("proposer", "modifier"):
        return 200 if role in AUTHORS and home == OWN else 403
    return 200 if role == "coordinator" else 403


def test_moves(somebody, actions):
    role, home, browser = somebody
    for move, state in {**MOVES, "modifier": "idea"}.items():
        path = f"/intranet/actions/{actions.make(state, title=f'Action {move}')}/{move}"
        assert browser.get(path, expect_errors=True).status_int == expected(role, home, move), (role, home, move)


def test_posts(somebody, actions):
    role, home, browser = somebody
    token = browser.csrf
    for move, state in {**MOVES, "modifier": "idea"}.items():
        public_id = actions.make(state, title=f"Action {move}")
        answer = browser.post(f"/intranet/actions/{public_id}/{move}", {"csrf_token": token}, expect_errors=True)
        wanted = 422 if expected(role, home, move) == 200 else 403
        assert answer.status_int == wanted, (role, home, move)
        assert actions.get(public_id).state == state


def test_reading_and_proposing(somebody, actions):
    role, _, browser = somebody
    public_id = actions.make("idea")
    sees = role in {*AUTHORS, "coordinator"}
    wanted = {
        "/intranet/actions": 200 if sees or role == "peer" else 403,
        f"/intranet/actions/{public_id}": 200 if sees else 403,
        "/intranet/actions/proposer": 200 if sees else 403,
        "/intranet/actions/zzzzzzzzzzzz": 404,
    }
    answers = {path: browser.get(path, expect_errors=True).status_int for path in wanted}
    assert answers == wanted


def test_everyone_reads_what_is_public(somebody, actions):
    actions.make("published")
    *_, browser = somebody
    for path in PUBLIC:
        browser.get(path, status=200)


def test_a_visitor_is_asked_to_sign_in_and_learns_nothing(testapp, actions):
    public_id = actions.make("idea")
    places = ["", "/proposer", f"/{public_id}", "/zzzzzzzzzzzz", *(f"/{public_id}/{move}" for move in MOVES)]
    for place in places:
        answer = testapp.get(f"/intranet/actions{place}", status=303)
        assert "/connexion?retour=" in answer.location


def test_a_peer_lists_public_actions_only(people, actions):
    actions.make("published", title="Visible")
    actions.make("proposed", title="Cachée")
    page = people.browser("peer").get("/intranet/actions")
    assert "Visible" in page.text
    assert "Cachée" not in page.text
    assert 'href="/actions/visible"' in page.text
    assert "Cachée" not in people.browser("peer").get("/intranet/actions?format=csv").text


def test_the_page_offers_what_the_person_may_do(people, actions):
    public_id = actions.make("proposed")
    offered = {
        ("coordinator", "mdph77"): {"Déclarer instruite", "Demander un complément", "Écarter"},
        ("collective_member", OWN): {"Modifier"},
        ("collective_member", OTHER): set(),
    }
    for (role, place), words in offered.items():
        page = people.browser(role, place).get(f"/intranet/actions/{public_id}")
        links = page.lxml.xpath("//section[@aria-labelledby='suite']//a")
        assert {link.text.strip() for link in links} == words
        assert "La coordination MDPH 77 instruit" in page.text


def test_the_author_reads_why_someone_else_validates(people, actions, database):
    from sqlalchemy import select

    from collectif.accounts.models import Account, Mandate
    from collectif.actions.models import Action
    from collectif.text import today

    public_id = actions.make("examined")
    with database.transaction() as session:
        author = session.get_one(Account, session.scalars(select(Action.proposed_by_id)).one())
        place = session.scalars(select(Action)).one().proposing_organisation
        author.mandates.append(Mandate(role="coordinator", organisation=place, starts_on=today()))
        account = author.public_id
    browser = people.sign_in(account)
    page = browser.get(f"/intranet/actions/{public_id}")
    assert "une autre personne enregistre la validation" in page.text
    assert not page.lxml.xpath("//a[normalize-space()='Enregistrer la validation']")
    browser.get(f"/intranet/actions/{public_id}/valider", status=403)
