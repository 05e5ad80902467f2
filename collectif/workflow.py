"""Lives of objects as tables of plain data: states, and who may move an object from one to another.

Each room declares one :class:`Workflow`; services call :meth:`Workflow.move`, pages ask
:meth:`Workflow.allowed_from`, tests walk the graph and documentation draws it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from .errors import DomainError
from .security.permissions import Permission

CHIP = Markup('<span class="status status-{}"><span class="icon icon-{}" aria-hidden="true"></span>{}</span>')


@dataclass(frozen=True)
class Status:
    """A state as people read it: a word, a tone for its chip and an icon, never colour alone.

    :param tone: ``neutral``, ``info``, ``success``, ``warning`` or ``error``.
    """

    name: str
    label: str
    tone: str = "neutral"
    icon: str = "dot"
    final: bool = False

    @property
    def chip(self) -> Markup:
        """What lists show of it: an icon and the word."""
        return CHIP.format(self.tone, self.icon, self.label)


@dataclass(frozen=True)
class Transition:
    """One move. ``label`` is the button's words, ``journal_tag`` what the journal keeps."""

    name: str
    label: str
    sources: tuple[str, ...]
    target: str
    permission: Permission
    journal_tag: str


class Workflow:
    """The life of one kind of object, whose state is in the attribute ``state``."""

    def __init__(self, name: str, initial: str, states: tuple[Status, ...], transitions: tuple[Transition, ...]):
        self.name = name
        self.initial = initial
        self.states = {state.name: state for state in states}
        self.transitions = {transition.name: transition for transition in transitions}

    def status(self, state: str) -> Status:
        return self.states[state]

    def allowed_from(self, state: str) -> list[Transition]:
        """The moves that exist from ``state``, in the order of the table."""
        return [move for move in self.transitions.values() if state in move.sources]

    def move(self, thing: Any, name: str) -> Transition:
        """Put ``thing`` in the target state of ``name``.

        :raises DomainError: the move does not exist from the present state (someone else moved it).
        """
        transition = self.transitions[name]
        if thing.state not in transition.sources:
            label = self.status(thing.state).label
            raise DomainError(
                f"Ce n'est plus possible : l'état est maintenant « {label} ». Rechargez la page pour voir où "
                "en est le dossier."
            )
        thing.state = transition.target
        return transition

    def mermaid(self) -> str:
        """The state diagram, in Mermaid's language, for the documentation."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.initial}"]
        for move in self.transitions.values():
            lines += [f"    {source} --> {move.target}: {move.label}" for source in move.sources]
        lines += [f"    {state.name} --> [*]" for state in self.states.values() if state.final]
        return "\n".join(lines) + "\n"
