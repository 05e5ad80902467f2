"""Thirty applications at every point of their life; those that became peers are the peers of the year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from ..applications.models import Application, ApplicationMessage, ApplicationStep
from ..applications.vocabulary import INFORMATION_VERSION
from ..applications.workflow import turn_of
from ..organisations.models import Organisation
from ..peers.models import Peer
from ..security.permissions import Role
from ..text import sort_key
from .draw import Draw, email_of
from .peers import ROSTERS, Peers
from .people import COORDINATOR, People

# The moves from the first to each state.
PATHS = {
    "submitted": ("submit",),
    "incomplete": ("submit", "ask_complement"),
    "admissible": ("submit", "admit"),
    "sponsored": ("submit", "ask_complement", "complete", "admit", "sponsor"),
    "accepted": ("submit", "admit", "sponsor", "accept"),
    "refused": ("submit", "refuse"),
    "withdrawn": ("submit", "admit", "withdraw"),
    "expired": ("submit", "ask_complement", "remind", "expire"),
}
CANDIDATES_OWN = ("submit", "complete", "withdraw")
# How many days ago the last step was, and how many lie between two.
AGES = {"submitted": (1, 20), "incomplete": (4, 40), "admissible": (2, 25), "sponsored": (5, 60), "accepted": (30, 300),
        "refused": (15, 200), "withdrawn": (10, 150), "expired": (8, 90)}  # fmt: skip
GAPS = {"expire": (30, 30), "remind": (60, 60)}


@dataclass(frozen=True)
class Story:
    """One application: where it stands, and what it says of itself. No ``slug``: the coordination has it."""

    state: str
    slug: str | None
    paper: bool = False
    message: str = ""
    refusal: str = ""


STORIES = (
    Story("submitted", "apf77", message="Bonjour, puis-je venir vous voir un mercredi ?"),
    Story("submitted", "apf77", paper=True),
    Story("submitted", "unafam77"),
    Story("submitted", "voirensemble"),
    Story("submitted", None),
    Story("submitted", None, message="Je ne sais pas vers qui me tourner, merci de m'aider à choisir."),
    Story("incomplete", "apf77"),
    Story("incomplete", "unafam77", message="Je réponds la semaine prochaine, après mon rendez-vous."),
    Story("incomplete", "adapei77", paper=True),
    Story("admissible", "apf77"),
    Story("admissible", "unafam77"),
    Story("admissible", "germenoy"),
    Story("sponsored", "apf77"),
    Story("sponsored", "amisatelier"),
    Story("sponsored", "apajh", paper=True),
    Story("accepted", "apf77"),
    Story("accepted", "apf77"),
    Story("accepted", "unafam77"),
    Story("accepted", "voirensemble"),
    Story("accepted", "adapei77"),
    Story("accepted", "ugecamidf"),
    Story("refused", "apf77", refusal="distance"),
    Story("refused", "unafam77", refusal="relative"),
    Story("refused", "poidatz", refusal="no_room"),
    Story("withdrawn", "apf77"),
    Story("withdrawn", "aede"),
    Story("expired", "apf77"),
    Story("expired", "villebouvet"),
)
LIVED = (
    "Je vis avec cela depuis longtemps, et j'ai mis des années à en parler sans honte.",
    "Un jour tout a changé. Il a fallu réapprendre à marcher, à conduire, à demander.",
    "Depuis l'enfance, je fais les choses autrement que les autres, et souvent plus lentement.",
    "J'ai connu de longues périodes sans sortir. Aujourd'hui, je sais reconnaître les signes.",
)
OWN_PATHS = (
    "J'ai retrouvé un travail adapté, puis un logement. Je sais quelles portes pousser.",
    "Un groupe m'a aidé à reprendre confiance. J'ai appris à écouter avant de conseiller.",
    "J'ai appris à dire ce dont j'ai besoin, et à accepter l'aide quand il le faut.",
)
WITH_PEERS = (
    "J'anime un café une fois par mois avec une autre personne de l'association.",
    "J'ai accompagné deux personnes à leurs premiers rendez-vous, à leur demande.",
    "Je réponds au téléphone du groupe d'entraide le jeudi.",
)
WISHES = ("Rendre un peu de ce que j'ai reçu.", "Que d'autres gagnent du temps.", "")
TIMES = ("Le mardi et le jeudi après-midi.", "Deux heures par semaine, plutôt le matin.", "Le soir et le samedi.")
MOVING = ("En bus et en train.", "En voiture adaptée.", "Avec le transport à la demande.", "")
NEEDS = ("Des pauses.", "Des textes en gros caractères.", "Un accès de plain-pied.", "")
WORDS = {
    "ask_complement": "Pouvez-vous nous en dire un peu plus sur vos disponibilités, et nous donner un téléphone ?",
    "refuse": "Merci pour votre confiance. Parlons-en de vive voix si vous le souhaitez.",
    "withdraw": "",
}


class Applications:
    """Makes the applications. :param peers: those of the year: some came this way."""

    def __init__(self, draw: Draw, people: People, organisations: Mapping[str, Organisation], codes: Mapping[str, str],
                 peers: Peers):  # fmt: skip
        self._draw = draw
        self._people = people
        self._organisations = organisations
        self._communes = [codes[name] for name in sorted(codes)]
        self._peers = peers
        self._came: set[int] = set()

    def make(self, session: Session) -> list[Application]:
        """Every story, told; :returns: the applications, in the order of the stories."""
        made = [self._make(story) for story in STORIES]
        session.add_all(made)
        session.flush()
        return made

    def _make(self, story: Story) -> Application:
        application = Application(
            public_id=self._draw.public_id(), state=story.state, fictional=True, placed=True, typed_in=story.paper,
            organisation=self._organisations[story.slug] if story.slug else None, refusal_code=story.refusal,
            refusal_words=WORDS["refuse"] if story.refusal else "", information_version=INFORMATION_VERSION,
            **self._person(story), **self._words(),
        )  # fmt: skip
        application.sort_name = sort_key(application.family_name, application.given_name)
        self._live(application, story)
        return application

    def _person(self, story: Story) -> dict[str, object]:
        """Someone new, or the peer this application led to."""
        peer = self._came_from(story)
        if peer is not None:
            kept = ("given_name", "family_name", "email", "phone", "commune_code", "engagement")
            families = ",".join(sorted(one.family for one in peer.families))
            return {**{name: getattr(peer, name) for name in kept}, "families": families, "peer": peer}
        name = self._draw.name()
        lived = ROSTERS[story.slug or "apajh"].families
        return {
            "given_name": name[0], "family_name": name[1], "email": email_of(name), "phone": self._draw.phone(),
            "commune_code": self._draw.some(self._communes), "families": self._draw.some(lived),
            "engagement": self._draw.some(("volunteer", "employee"), (9, 1)),
        }  # fmt: skip

    def _came_from(self, story: Story) -> Peer | None:
        """A peer of this association in the state the story ends in, not yet told of."""
        wanted = {"sponsored": "preparing", "accepted": "active"}.get(story.state)
        for peer in self._peers.all if wanted else ():
            sponsor = peer.sponsorships[0].organisation.slug if peer.sponsorships else None
            if peer.state == wanted and sponsor == story.slug and id(peer) not in self._came:
                self._came.add(id(peer))
                return peer
        return None

    def _words(self) -> dict[str, str]:
        some = self._draw.some
        return {
            "lived_experience": some(LIVED), "own_path": some(OWN_PATHS), "peer_experience": some(WITH_PEERS),
            "motivation": some(WISHES), "availability": some(TIMES), "mobility": some(MOVING),
            "adjustments": some(NEEDS),
            "modes": some(("phone,presence", "presence", "video")),
            "sectors": some(("melun", "meaux,torcy", "fontainebleau", "provins")),
        }  # fmt: skip

    def _live(self, application: Application, story: Story) -> None:
        """The steps, each on its day and by whoever may; then the message, and whose turn it is."""
        names = PATHS[story.state]
        moments = self._moments(names, story.state)
        by = self._answerer(story)
        for name, at in zip(names, moments, strict=True):
            application.steps.append(self._step(name, at, story, by))
        application.created_at = application.submitted_at = application.informed_at = moments[0]
        application.last_action_at = moments[-1]
        application.typed_in_by_id = by if story.paper else None
        if story.message:
            at = min(moments[-1] + timedelta(hours=20), self._draw.instant(self._draw.today - timedelta(days=1)))
            application.messages.append(ApplicationMessage(author="candidate", at=at, words=story.message))
            application.unanswered, application.last_action_at = True, max(at, moments[-1])
        application.turn = turn_of(story.state, 1 if story.slug else None)

    def _step(self, name: str, at: datetime, story: Story, by: int | None) -> ApplicationStep:
        words = WORDS.get(name, "") if name == "ask_complement" else ""
        if name in ("remind", "expire"):
            return ApplicationStep(name=name, at=at, actor="site")
        if name in CANDIDATES_OWN and not (story.paper and name != "withdraw"):
            return ApplicationStep(name=name, at=at, actor="candidate")
        if name == "accept":
            coordinator = self._people.of("mdph77", COORDINATOR)[0].account.id
            return ApplicationStep(name=name, at=at, actor="coordination", by_id=coordinator)
        return ApplicationStep(name=name, at=at, actor="association", by_id=by, words=words)

    def _answerer(self, story: Story) -> int | None:
        found = self._people.of(story.slug or "mdph77", Role.STRUCTURE_REFERENT, COORDINATOR)
        return found[0].account.id if found else None

    def _moments(self, names: tuple[str, ...], state: str) -> list[datetime]:
        """When each step was, from the last one backwards."""
        days = [self._draw.days_ago(*AGES[state])]
        for name in reversed(names[1:]):
            days.insert(0, days[0] - timedelta(days=self._draw.random.randint(*GAPS.get(name, (3, 15)))))
        return [self._draw.instant(day) for day in days]
