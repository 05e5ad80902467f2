"""Documents and news of the demonstration year: what a collective shares, all invented."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import IO, Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from ..actions.models import Action
from ..documents.paper import Items, Paragraph, paper_pdf
from ..library.incoming import Incoming
from ..library.kinds import recognise
from ..library.models import Document, DocumentLink, DocumentTag, DocumentVersion, Folder, StoredContent
from ..library.sealing import digest, new_key, seal
from ..library.storage import Storage, new_name
from ..library.words import read_tags
from ..news.models import NewsEdit, NewsItem, NewsSeen
from ..organisations.models import Organisation
from ..text import sort_key
from ..training.models import TrainingSession
from .draw import Draw
from .people import COORDINATOR, People, Person

FICTIONAL = "Document inventé, pour la démonstration."
FOLDERS = {"Réunions": ("Comptes rendus", "Ordres du jour"), "Modèles": (), "Communication": ()}


@dataclass(frozen=True)
class Told:
    """One document: its title, file, place and age in days; several texts make several versions."""

    title: str
    filename: str
    place: str
    folder: str
    tags: str
    audience: str
    age: int
    texts: tuple[str, ...]


DOCUMENTS = (
    Told("Compte rendu de la réunion plénière de printemps", "compte-rendu-printemps.pdf", "mdph77", "Comptes rendus",
         "réunion, plénière", "collective", 120, ("Le collectif a validé trois actions.",)),
    Told("Ordre du jour de la prochaine plénière", "ordre-du-jour.txt", "mdph77", "Ordres du jour", "réunion, plénière",
         "collective", 9, ("1. Bilan des actions\n2. Formation des pairs\n", "1. Bilan des actions\n2. Formation des "
                           "pairs\n3. Journée départementale\n")),
    Told("Modèle de lettre aux professionnels", "lettre-aux-professionnels.txt", "mdph77", "Modèles", "modèle, lettre",
         "collective", 200, ("Madame, Monsieur,\n\nUn pair-aidant accompagne…\n",)),
    Told("Plaquette du collectif", "plaquette.pdf", "mdph77", "Communication", "plaquette", "public", 90,
         ("La pair-aidance est une entraide entre personnes qui vivent la même situation.",)),
    Told("Calendrier des permanences", "permanences.csv", "apf77", "", "permanence", "organisation", 30,
         ("Jour;Lieu\nMardi;Melun\nJeudi;Meaux\n",)),
    Told("Fiche « accueillir un pair »", "accueillir-un-pair.txt", "apf77", "Modèles", "accueil, modèle", "collective",
         60, ("Préparer, présenter, revoir.\n",)),
    Told("Notes de l'équipe des référents", "notes-equipe.txt", "unafam77", "", "équipe", "organisation", 15,
         ("Points à reprendre en septembre.\n",)),
)  # fmt: skip
NEWS = (
    ("Les inscriptions à la journée départementale sont ouvertes", None, 4, 10,
     "La journée a lieu à l'automne. Chaque organisation peut y tenir un stand.\n\nÉcrivez à la coordination avant "
     "la fin du mois."),
    ("Une nouvelle plaquette", None, 20, 0, "Elle est dans les documents du collectif. Imprimez-la, donnez-la."),
    ("Prochaine formation des pairs", None, 45, 0, "Trois journées à Melun, accessibles en boucle magnétique."),
    ("Le café du jeudi change d'adresse", "apf77", 6, 0, "Nous vous attendons dans la nouvelle salle dès jeudi."),
    ("Réunion des référents", "unafam77", 12, 0, "Elle se tient à distance ; le lien est dans l'agenda."),
)  # fmt: skip


class Shelf:
    """Fills the library and writes the news. Contents go to ``storage``, as those of real documents do."""

    def __init__(self, session: Session, draw: Draw, people: People, organisations: Mapping[str, Organisation],
                 storage: Storage):  # fmt: skip
        self._session = session
        self._draw = draw
        self._people = people
        self._organisations = organisations
        self._storage = storage
        self._folders: dict[str, Folder] = {}

    def make(self) -> None:
        for name, inside in FOLDERS.items():
            above = self._folder(name, None)
            for one in inside:
                self._folder(one, above)
        for told in DOCUMENTS:
            self._document(told)
        for title, place, age, pinned, body in NEWS:
            self._news(title, place, age, pinned, body)
        self._tie("Plaquette du collectif", select(Action).where(Action.state == "running").order_by(Action.id))
        coming = TrainingSession.starts_on >= self._draw.today
        self._tie("Fiche « accueillir un pair »", select(TrainingSession).where(coming).order_by(TrainingSession.id))
        self._session.flush()

    def _tie(self, title: str, things: Select[Any]) -> None:
        """Tie a document to the first of these things."""
        document = self._session.scalars(select(Document).where(Document.title == title)).one()
        thing = self._session.scalars(things.limit(1)).one()
        self._session.add(DocumentLink(document_id=document.id, kind=thing.__tablename__, public_id=thing.public_id))

    def _folder(self, name: str, parent: Folder | None) -> Folder:
        key = sort_key(name)
        folder = Folder(public_id=self._draw.public_id(), name=name, sort_name=key, parent_id=parent and parent.id)
        self._session.add(folder)
        self._session.flush()
        return self._folders.setdefault(name, folder)

    def _document(self, told: Told) -> None:
        author, at = self._author(told.place), self._draw.instant(self._draw.today - timedelta(days=told.age))
        document = Document(
            public_id=self._draw.public_id(), title=told.title, sort_title=sort_key(told.title),
            description=FICTIONAL, audience=told.audience,
            organisation=self._organisations[told.place], folder=self._folders.get(told.folder),
            created_by=author.account, created_at=at,
            published_at=at if told.audience == "public" else None, latest_number=len(told.texts),
        )  # fmt: skip
        document.tags = [DocumentTag(sort_name=key, name=name) for key, name in read_tags(told.tags).items()]
        document.versions = [
            self._version(told, number, text, author) for number, text in reversed(list(enumerate(told.texts, 1)))
        ]
        document.updated_at = document.versions[0].added_at
        self._session.add(document)
        self._session.flush()

    def _version(self, told: Told, number: int, text: str, author: Person) -> DocumentVersion:
        incoming = Incoming(told.filename, io.BytesIO(self._file(told, text)))
        content = kept(self._storage, incoming.file)
        return DocumentVersion(
            number=number, content=content, filename=told.filename, kind=recognise(incoming.file, told.filename).name,
            size=content.size, note="Un point de plus." if number > 1 else "", author=author.account,
            added_at=self._draw.instant(self._draw.today - timedelta(days=told.age // number)),
        )  # fmt: skip

    def _file(self, told: Told, text: str) -> bytes:
        if not told.filename.endswith(".pdf"):
            return f"{text}{FICTIONAL}\n".encode()
        blocks = (Paragraph(text), Items((FICTIONAL,)))
        return paper_pdf(told.title, "Collectif pair-aidance 77", blocks, self._draw.today).content

    def _news(self, title: str, place: str | None, age: int, pinned: int, body: str) -> None:
        at = self._draw.instant(self._draw.today - timedelta(days=age))
        author = self._author(place or "mdph77")
        item = NewsItem(
            public_id=self._draw.public_id(), title=title, sort_title=sort_key(title), body=body,
            publish_at=at, created_at=at, created_by=author.account,
            organisation=self._organisations[place] if place else None,
            pinned_until=self._draw.today + timedelta(days=pinned) if pinned else None,
        )  # fmt: skip
        if title == NEWS[0][0]:
            item.edited_at = at + timedelta(hours=2)
            item.edits = [NewsEdit(at=item.edited_at, account=author.account, title=title, body="La journée approche.")]
        self._session.add(item)
        self._session.flush()
        self._session.add(NewsSeen(account_id=author.account.id, item_id=item.id, at=at))

    def _author(self, place: str) -> Person:
        coordinators = self._people.of(place, COORDINATOR)
        return (coordinators or self._people.of(place))[0]


def kept(storage: Storage, file: IO[bytes]) -> StoredContent:
    """A content of its own in the storage."""
    sha256, size = digest(file)
    content = StoredContent(sha256=sha256, name=new_name(sha256), size=size, key=new_key())
    storage.put(content.name, seal(file, sha256, content.key))
    return content
