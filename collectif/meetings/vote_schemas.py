"""Forms of votes, of decisions, and of what is to be done after them."""

from __future__ import annotations

from typing import Any

import colander
from deform.widget import HiddenWidget, RadioChoiceWidget, SelectWidget

from ..fields import day, words
from . import queries
from .schemas import NO_NAMES, action_choices, choose, chosen, kind_choices, moment
from .vocabulary import CHOICES, MAJORITIES, METHODS


class VoteSchema(colander.MappingSchema):
    """A question put to the vote."""

    question = words(400, 3, title="Question", description="On doit pouvoir répondre par pour ou contre.")
    method = chosen(list(METHODS.items()), title="Comment on vote", default="hands")
    majority = chosen(list(MAJORITIES.items()), title="Règle pour adopter", default="simple")


class OnlineVoteSchema(VoteSchema):
    """A vote between meetings."""

    method = chosen(
        [("hands", "Vote ouvert : chacun verra qui a voté quoi, à la fin"), ("secret", METHODS["secret"])],
        title="Comment on vote", default="hands",
    )  # fmt: skip
    kind = colander.SchemaNode(colander.String(), title="Quorum de quelle réunion", default="plenary")
    deadline = moment(title="Voter avant le")
    action = colander.SchemaNode(colander.String(), title="Action à valider", missing="")

    def after_bind(self, node: colander.SchemaNode, kw: dict[str, Any]) -> None:
        choose(node["kind"], kind_choices(kw["request"]))
        values = action_choices(kw["request"])
        node["action"].widget = SelectWidget(values=[("", "Aucune action"), *values])
        node["action"].validator = colander.OneOf([value for value, _ in values])


class VoiceSchema(colander.MappingSchema):
    """One voice, for one's own organisation or one that it represents."""

    organisation = colander.SchemaNode(colander.String(), title="Vous votez pour")
    choice = chosen(list(CHOICES.items()), title="Votre vote")

    def after_bind(self, node: colander.SchemaNode, kw: dict[str, Any]) -> None:
        values = kw["request"].context.voices
        node["organisation"].widget = RadioChoiceWidget(values=values)
        node["organisation"].validator = colander.OneOf([slug for slug, _ in values])
        if len(values) == 1:
            # Sent back all the same: what was chosen for another one on an older page is not this one's vote.
            node["organisation"] = colander.SchemaNode(
                colander.String(), name="organisation", widget=HiddenWidget(), default=values[0][0], missing="",
                validator=colander.Length(max=80),
            )  # fmt: skip


class DecisionSchema(colander.MappingSchema):
    text = words(1000, 4, title="Décision", description="Telle qu'elle a été prise, sans vote.")


class TaskSchema(colander.MappingSchema):
    """Something to do, by whom, before when."""

    title = words(200, title="Ce qu'il y a à faire")
    account = colander.SchemaNode(colander.String(), title="Qui s'en charge")
    due_on = day(title="Avant le")

    def after_bind(self, node: colander.SchemaNode, kw: dict[str, Any]) -> None:
        choose(node["account"], queries.people(kw["request"].db))


class EndTaskSchema(colander.MappingSchema):
    state = chosen([("done", "C'est fait"), ("dropped", "On y renonce")], title="Où en est-ce")
    words = words(600, 4, title="Quelques mots", missing="", description=NO_NAMES)
