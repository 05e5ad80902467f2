"""Forty actions over the four axes, each with the steps that led it where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from ..accounts.models import Account
from ..actions.models import Action, ActionStep
from ..actions.services import AUTHORING, free_slug
from ..organisations.models import Organisation
from ..security.permissions import Role
from ..text import long_date, sort_key
from .draw import Draw, at
from .people import COORDINATOR, People, Person
from .stories import PRACTICAL, Story, typeset
from .stories_coming import COMING
from .stories_told import TOLD

STORIES = (*TOLD, *COMING)
# The steps from the idea to each state; the detours come in between.
TO_EXAMINED = ("create", "edit", "propose", "examine")
PATHS = {
    "idea": ("create",),
    "proposed": ("create", "propose"),
    "returned": ("create", "propose", "hand_back"),
    "examined": TO_EXAMINED,
    "validated": (*TO_EXAMINED, "validate"),
    "published": (*TO_EXAMINED, "validate", "publish"),
    "running": (*TO_EXAMINED, "validate", "publish", "begin"),
    "reviewed": (*TO_EXAMINED, "validate", "publish", "begin", "review"),
    "withdrawn": (*TO_EXAMINED, "validate", "publish", "withdraw"),
    "set_aside": ("create", "propose", "set_aside"),
}
DETOUR = ("propose", "hand_back", "edit")
EXPLAINED = ("hand_back", "set_aside")
PILOT = "mdph77"
WORD_OF_EDIT = "Changé : le résumé, la description"
# How many days before today the last step of a state was, when the action's own dates do not say it.
AGES = {
    "idea": (3, 60), "proposed": (2, 30), "returned": (4, 25), "examined": (3, 20), "validated": (2, 12),
    "published": (3, 30), "withdrawn": (6, 20), "set_aside": (40, 160),
}  # fmt: skip
GAPS = {"edit": (1, 9), "propose": (2, 12), "examine": (4, 18), "validate": (8, 28), "publish": (1, 8),
        "begin": (12, 30), "hand_back": (3, 10), "set_aside": (10, 30), "withdraw": (4, 12),
        "republish": (3, 7)}  # fmt: skip


def path_of(story: Story) -> list[str]:
    """The names of an action's steps, in order."""
    steps = list(PATHS[story.state])
    if story.detour == "handed_back":
        at_propose = steps.index("propose")
        steps[at_propose:at_propose] = DETOUR
    if story.detour == "republished":
        steps += ["withdraw", "republish"]
    return steps


class Actions:
    """Makes the actions. Writes them one by one: an address is free or not according to those before."""

    def __init__(self, session: Session, draw: Draw, people: People, organisations: Mapping[str, Organisation],
                 communes: Mapping[str, str]):  # fmt: skip
        self._session = session
        self._draw = draw
        self._people = people
        self._organisations = organisations
        self._communes = communes
        self._coordinators = people.of("mdph77", COORDINATOR)

    def make(self) -> list[Action]:
        """Every story, told; :returns: the actions, in the order of the stories."""
        return [self._make(typeset(story)) for story in STORIES]

    def _make(self, story: Story) -> Action:
        starts_on, ends_on = self._dates(story)
        action = Action(
            public_id=self._draw.public_id(), state=story.state, title=story.title, sort_title=sort_key(story.title),
            summary=story.summary, plain_summary=story.plain, description=_description(story), kind=story.kind,
            axis=story.axis, audience=story.audience, commune_code=self._communes.get(story.commune),
            starts_on=starts_on, ends_on=ends_on, results=story.results, fictional=True,
            proposing_organisation=self._organisations[story.organisation],
            organisations=[self._organisations[slug] for slug in story.partners],
        )  # fmt: skip
        self._live(action, story)
        self._session.add(action)
        self._session.flush()
        return action

    def _dates(self, story: Story) -> tuple[date | None, date | None]:
        """First and last day; the first is never at the weekend, and what lasts a few days starts on a Monday."""
        if story.start is None:
            return None, None
        first = working_day(self._draw.today + timedelta(days=story.start))
        if 1 < story.days <= 5:
            first -= timedelta(days=first.weekday())
        return first, first + timedelta(days=story.days - 1) if story.days > 1 else None

    def _live(self, action: Action, story: Story) -> None:
        """Go along the path, each step on its day and by whoever may."""
        names = path_of(story)
        moments = self._moments(names, action, story)
        author, reader, recorder = self._hands(story)
        by = {"validate": recorder, **dict.fromkeys(AUTHORING, author)}
        for name, moment in zip(names, moments, strict=True):
            comment = story.reason if name in EXPLAINED else WORD_OF_EDIT if name == "edit" else ""
            account = by.get(name, reader)
            account_id = None if name == "validate" and story.organisation == PILOT else account.id
            action.steps.append(ActionStep(name=name, at=moment, account_id=account_id, comment=comment))
        action.created_at, action.updated_at = moments[0], moments[-1]
        action.proposed_by_id = author.id
        dated = dict(zip(names, moments, strict=True))
        if "validate" in dated:
            self._decide(action, recorder, dated["validate"])
        if "publish" in dated:
            action.published_at = dated["publish"]
            action.slug = free_slug(self._session, action)
        if "withdraw" in dated:
            action.withdrawal_reason = story.reason

    def _moments(self, names: list[str], action: Action, story: Story) -> list[datetime]:
        """When each step was: from the last one, or from the first day of an action that has begun, backwards."""
        days = [self._last_day(action, story)]
        for name in reversed(names[1:]):
            begun = name == "review" and action.starts_on is not None
            before = action.starts_on if begun else days[0] - timedelta(days=self._draw.random.randint(*GAPS[name]))
            days.insert(0, before)  # type: ignore[arg-type]
        return [self._moment(working_day(day), rank) for rank, day in enumerate(days)]

    def _moment(self, day: date, rank: int) -> datetime:
        """In office hours; two steps of one day stay in order."""
        minutes = rank * 40 + self._draw.random.randrange(0, 40, 5)
        return at(day, 9 + minutes // 60, minutes % 60)

    def _last_day(self, action: Action, story: Story) -> date:
        if story.state == "running" and action.starts_on:
            return action.starts_on
        if story.state == "reviewed" and action.starts_on:
            return (action.ends_on or action.starts_on) + timedelta(days=self._draw.random.randint(9, 30))
        return self._draw.days_ago(*AGES[story.state])

    def _hands(self, story: Story) -> tuple[Account, Account, Account]:
        """Who wrote the action, who examined and published it, and who recorded the decision: never its author."""
        author = self._draw.some(self._old_members(story.organisation)).account
        others = [one.account for one in self._coordinators if one.account is not author]
        return author, self._draw.some(others), self._draw.some(others)

    def _old_members(self, slug: str) -> list[Person]:
        """Those who were there for the whole year and are there to stay."""
        year_ago = self._draw.today - timedelta(days=540)
        people = self._people.of(slug, Role.STRUCTURE_REFERENT, Role.COLLECTIVE_MEMBER)
        return [one for one in people if one.since <= year_ago and one.account.password_hash]

    def _decide(self, action: Action, recorder: Account, recorded: datetime) -> None:
        # Whoever records a decision is of the pilot: what the pilot proposes is validated by a vote, by nobody's hand.
        action.validated_by_id = recorder.id if action.proposing_organisation.slug != PILOT else None
        action.decided_on = working_day(recorded.date() - timedelta(days=self._draw.random.randint(1, 5)))
        point = self._draw.random.randint(2, 9)
        action.decision_reference = f"Réunion du collectif du {long_date(action.decided_on)}, point {point}"


def working_day(day: date) -> date:
    """That day, or the Friday before when it is at the weekend."""
    return day - timedelta(days=max(0, day.isoweekday() - 5))


def _description(story: Story) -> str:
    return f"{story.description}\n\n{PRACTICAL[story.kind]}" if story.description else ""
