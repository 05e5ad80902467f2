"""The index follows what it speaks of, in the same transaction, for whoever may find it; both engines agree."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from threading import Thread

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select, text, update

from collectif.actions.models import Action
from collectif.library.models import Document
from collectif.meetings.models import AgendaItem, Meeting, MeetingKind, MinutesErratum, MinutesNote
from collectif.news.models import NewsItem
from collectif.organisations.models import Organisation
from collectif.search.entries import PUBLIC
from collectif.search.index import rebuild
from collectif.search.models import SearchEntry
from collectif.search.suggestions import suggest
from collectif.search.watch import write_index
from collectif.security.permissions import Role
from tests.support.queries import counted

from .conftest import LONG_AGO, Asked, action, document, found, news, place, somebody


def one(session, model, title):
    return session.scalars(select(model).where(model.title == title)).one()


def test_what_changes_is_found_by_its_new_words_only(database, find):
    with database.transaction() as session:
        session.add(news("Le chocolat du jeudi", body="À Melun."))
    assert find("chocolats") == find("melun") == ["Le chocolat du jeudi"]
    with database.transaction() as session:
        item = one(session, NewsItem, "Le chocolat du jeudi")
        item.title, item.body = "Le thé du lundi", "À Meaux."
    assert find("chocolat") == find("melun") == []
    assert find("the lundi") == find("meaux", kind="news") == ["Le thé du lundi"]
    with database.transaction() as session:
        item = one(session, NewsItem, "Le thé du lundi")
        item.withdrawn_at, item.withdrawal_reason = datetime.now(UTC), "Erreur."
    assert find("lundi") == []


def test_a_transaction_taken_back_takes_its_words_back(database, find):
    with suppress(RuntimeError), database.transaction() as session:
        session.add(news("Le chocolat"))
        session.flush()
        raise RuntimeError
    assert find("chocolat") == []
    with database.transaction() as session:
        with suppress(RuntimeError), session.begin_nested():
            session.add(news("Le chocolat"))
            session.flush()
            raise RuntimeError
        with session.begin_nested():
            session.add(news("Le thé vert"))
    assert find("chocolat") == []
    assert find("vert") == ["Le thé vert"]


def test_statements_that_read_no_row_are_followed_too(database, find):
    with database.transaction() as session:
        session.add_all([news("Le chocolat"), news("Le thé vert")])
    with database.transaction() as session:
        session.execute(update(NewsItem.__table__).where(NewsItem.title == "Le chocolat").values(title="Le sirop"))
        session.execute(delete(NewsItem).where(NewsItem.title == "Le thé vert"))
    assert find("sirop") == ["Le sirop"]
    assert find("chocolat") == find("vert") == []


def test_parts_change_what_they_are_part_of(database, find):
    with database.transaction() as session:
        session.add(document(session, "Bilan", tags=("plénière",)))
        kind = session.scalars(select(MeetingKind)).first()
        first, second = (
            Meeting(kind=kind, title=f"Séance {name}", starts_at=LONG_AGO, state="closed", convened_at=LONG_AGO,
                    opened_at=LONG_AGO, closed_at=LONG_AGO)
            for name in ("première", "seconde")
        )  # fmt: skip
        point = AgendaItem(title="Locaux", meeting=first, note=MinutesNote(text="Une rampe est prévue."))
        session.add_all([first, second, point])
    assert find("pleniere") == ["Bilan"]
    assert find("locaux", kind="meetings") == ["Séance première"]
    assert find("rampes") == ["Compte rendu : Séance première"]
    with database.transaction() as session:
        bilan = one(session, Document, "Bilan")
        bilan.tags = []
        one(session, AgendaItem, "Locaux").note.text = "Un ascenseur est prévu."
        session.add(MinutesErratum(meeting_id=one(session, Meeting, "Séance première").id, text="Et une boucle."))
    assert find("pleniere") == find("rampe") == []
    assert find("ascenseur") == find("boucle", kind="minutes") == ["Compte rendu : Séance première"]
    with database.transaction() as session:
        one(session, AgendaItem, "Locaux").meeting = one(session, Meeting, "Séance seconde")
    assert find("locaux", kind="meetings") == ["Séance seconde"]
    assert find("ascenseur") == ["Compte rendu : Séance seconde"]
    with database.transaction() as session:
        session.delete(one(session, AgendaItem, "Locaux"))
    assert find("locaux") == find("ascenseur") == []


def test_two_people_who_write_the_same_minutes_are_both_found(database, find):
    with database.transaction() as session:
        kind = session.scalars(select(MeetingKind)).first()
        meeting = Meeting(kind=kind, title="Séance", starts_at=LONG_AGO, state="closed", convened_at=LONG_AGO,
                          opened_at=LONG_AGO, closed_at=LONG_AGO)  # fmt: skip
        session.add_all([
            AgendaItem(title="Locaux", meeting=meeting, note=MinutesNote(text="À écrire.")),
            AgendaItem(title="Budget", meeting=meeting, note=MinutesNote(text="À écrire.")),
        ])  # fmt: skip

    def write_budget():
        with database.transaction() as session:
            one(session, AgendaItem, "Budget").note.text = "Un reliquat."

    second = Thread(target=write_budget)
    with database.transaction() as session:
        one(session, AgendaItem, "Locaux").note.text = "Une rampe."
        write_index(session)
        second.start()
        second.join(timeout=1)
        assert second.is_alive()
    second.join()
    assert find("rampe") == find("reliquat") == ["Compte rendu : Séance"]


def test_rights_are_in_the_question(database, find):
    with database.transaction() as session:
        own = place(session)
        session.add_all([
            news("Quartz pour tous"), news("Quartz d'une association", organisation=own),
            news("Quartz à venir", publish_at=datetime.now(UTC) + timedelta(days=1)),
            document(session, "Quartz public", "public"), document(session, "Quartz du collectif"),
            document(session, "Quartz interne", "organisation"),
        ])  # fmt: skip
        removed = document(session, "Quartz retiré", "public")
        removed.removed_at, removed.removal_reason = LONG_AGO, "Erreur."
        session.add_all(
            [removed, action(session, "Quartz en idée", "idea"), action(session, "Quartz publié", "published")]
        )
    everyone = {"Quartz public", "Quartz publié"}
    inside = everyone | {"Quartz pour tous", "Quartz du collectif"}
    assert set(find("quartz", member=None)) == everyone
    assert set(find("quartz", member=Role.ADMIN)) == everyone
    assert set(find("quartz", member=Role.PEER)) == inside | {"Quartz d'une association", "Quartz interne"}
    assert set(find("quartz", slug="unafam77")) == inside | {"Quartz en idée"}
    everything = find("quartz")
    assert sorted(everything) == sorted(inside | {"Quartz en idée", "Quartz d'une association", "Quartz interne"})


def test_withdrawn_from_the_public_is_gone_at_once(database, find):
    with database.transaction() as session:
        session.add_all([document(session, "Plaquette", "public"), action(session, "Plaquette en fête", "running")])
        place(session).description = "Une plaquette."
    assert len(find("plaquette", member=None)) == (3 if hub(database) else 2)
    with database.transaction() as session:
        one(session, Document, "Plaquette").audience = "collective"
        withdrawn = one(session, Action, "Plaquette en fête")
        withdrawn.state, withdrawn.withdrawal_reason = "withdrawn", "La salle a fermé."
        place(session).hub_member = False
    assert find("plaquette", member=None) == []
    assert len(find("plaquette")) == 3


def hub(database):
    with database.transaction() as session:
        return place(session).hub_member


# Title, text, days: in the order they are written, which decides nothing.
CORPUS = (
    ("Réunion des référents", "À distance.", 3), ("La charte", "Elle se lit en réunion.", 9),
    ("Café du jeudi", "Les réunions du café.", 1), ("Réunion du café", "Jeudi.", 2),
    ("Œuvres et cœurs", "L'été à Meaux, pair-aidance.", 4), ("Réunir les associations", "", 5),
)  # fmt: skip
EXPECTED = {
    "réunions": ["Réunion des référents", "Réunion du café", "La charte", "Café du jeudi"],
    "réunion café": ["Réunion du café", "Café du jeudi"],
    "jeudi caf": ["Café du jeudi", "Réunion du café"],
    "coeur oeuvre": ["Œuvres et cœurs"],
    "pairaid": ["Œuvres et cœurs"],
    "l'ete meaux": ["Œuvres et cœurs"],
    "associatio": ["Réunir les associations"],
    "la charte de": ["La charte"],
    "inconnu café": [],
}


def test_both_engines_find_the_same_in_the_same_order(database):
    with database.transaction() as session:
        session.add_all([news(title, days, body=body) for title, body, days in CORPUS])
    with database.transaction() as session:
        member = somebody(session)
        assert {words: found(session, words, member, "news") for words in EXPECTED} == EXPECTED
        assert suggest(session, Asked.read("reunoin cafe"), member) == "réunion café"
        assert suggest(session, Asked.read("reunoin cafe"), None) is None
        assert suggest(session, Asked.read("zzzzzz"), member) is None


def test_words_are_looked_up_in_an_index(database):
    with database.transaction() as session:
        plan = {
            "sqlite": "EXPLAIN QUERY PLAN SELECT rowid FROM search_words WHERE search_words MATCH '\"a\" *'",
            "postgresql": "EXPLAIN SELECT entry_id FROM search_words WHERE words @@ CAST('''a'':*' AS tsquery)",
        }[session.get_bind().dialect.name]
        if session.get_bind().dialect.name == "postgresql":
            session.execute(text("SET LOCAL enable_seqscan = off"))
        told = "\n".join(str(row) for row in session.execute(text(plan)))
        assert "ix_search_words_words" in told or "VIRTUAL TABLE INDEX" in told


SIGNS = (
    "AND",
    "OR",
    "NEAR(",
    "*",
    '"',
    "'",
    "(",
    "a:b",
    "^",
    "-x",
    "&",
    "|",
    "!",
    ":*",
    "\\",
    "\0",
    "😀",
    "%",
    "title :",
    "=x",
)
ODD = st.one_of(
    st.text(max_size=80), st.lists(st.sampled_from(SIGNS)).map(" ".join),
)  # fmt: skip


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=ODD)
def test_no_words_upset_an_engine(database, words):
    with database.transaction() as session:
        if Asked.read(words):
            found(session, words, somebody(session))


def test_a_very_long_text_is_kept(database, find):
    many = " ".join(f"terme{n}é" for n in range(20_000))
    with database.transaction() as session:
        session.add(news("Le café", body=many))
    assert find("terme1e") == ["Le café"]
    with database.transaction() as session:
        assert session.scalar(select(func.max(func.length(SearchEntry.text)))) <= 20_000


def test_nothing_is_written_when_no_word_changes(database):
    with database.transaction() as session:
        session.add(news("Le café"))
    with counted(database.engine) as sent, database.transaction() as session:
        one(session, NewsItem, "Le café").pinned_until = LONG_AGO.date()
    assert not [one for one in sent if "search" in one and not one.startswith("SELECT")]


def test_an_organisation_that_goes_takes_its_entries_with_it(database, find):
    with database.transaction() as session:
        session.add(Organisation(slug="azur", kind="association", name="Azurite", short_name="Az", sort_name="azurite"))
    assert find("azurite") == ["Azurite"]
    with database.transaction() as session:
        session.delete(place(session, "azur"))
    assert find("azurite") == []
    with database.transaction() as session:
        counted = text("SELECT count(*) FROM search_words")
        assert session.scalar(counted) == session.scalar(select(func.count(SearchEntry.id)))


def test_made_again_it_is_the_same(database):
    columns = (SearchEntry.kind, SearchEntry.thing_id, SearchEntry.audience, SearchEntry.digest)
    with database.transaction() as session:
        session.add_all([news("Le café"), document(session, "Bilan", "public"), action(session, "Fête", "published")])
    with database.transaction() as session:
        before = set(map(tuple, session.execute(select(*columns))))
        session.execute(text("DELETE FROM search_entries"))
        rebuild(session, ())
        assert set(map(tuple, session.execute(select(*columns)))) == before
        assert {audience for _, _, audience, _ in before} > {PUBLIC, "view_news", "view_library"}
