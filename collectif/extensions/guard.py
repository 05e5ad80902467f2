"""The one place where a plugin's code runs: what it raises, returns and spends is seen here.

A call has a time budget. It runs in a thread of its own; when the budget is spent the page goes on without it.
Python cannot stop a thread: a plugin that never comes back keeps its thread until the application restarts, which
is why a plugin has at most :data:`MAXIMUM_STUCK` of them before it is no longer called at all.
"""

from __future__ import annotations

import logging
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .conformity import conforms, describe

log = logging.getLogger(__name__)

MAXIMUM_FAULTS = 5
MAXIMUM_STUCK = 10


class PluginFault(Exception):
    """A plugin did not keep its word. The message is French, without anything the plugin was given."""


@dataclass
class Record:
    """What is known of one plugin's conduct: ``faults`` since it was last enabled, ``total`` since the start.

    ``budget`` is the time one call has, in seconds.
    """

    budget: float
    faults: int = 0
    total: int = 0
    last_fault: str = ""
    stuck: list[threading.Thread] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @property
    def stuck_threads(self) -> int:
        return sum(thread.is_alive() for thread in self.stuck)

    @property
    def quarantined(self) -> bool:
        return self.faults >= MAXIMUM_FAULTS or self.stuck_threads >= MAXIMUM_STUCK

    def forgive(self) -> None:
        """Start counting again; the threads that never came back are still counted."""
        with self.lock:
            self.faults, self.last_fault = 0, ""
            self.stuck = [thread for thread in self.stuck if thread.is_alive()]

    def add(self, fault: str) -> None:
        with self.lock:
            self.faults += 1
            self.total += 1
            self.last_fault = fault


class _Call(threading.Thread):
    """One call of a plugin's function, in a thread that does not keep the application from ending."""

    def __init__(self, name: str, function: Callable[[], Any]):
        super().__init__(name=f"plugin-{name}", daemon=True)
        self._function = function
        self.result: Any = None
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            self.result = self._function()
        except BaseException as error:
            self.error = error


def call(
    record: Record, function: Callable[[], Any], returns: Any, passes: tuple[type[BaseException], ...] = ()
) -> Any:
    """The answer of ``function``, which comes from a plugin, checked against the type ``returns``.

    :param passes: exceptions that are answers (a validation that says no) and go through as they are.
    :raises PluginFault: it raised, spent its budget, or answered something else.
    """
    thread = _Call("call", function)
    thread.start()
    thread.join(record.budget)
    if thread.is_alive():
        with record.lock:
            record.stuck.append(thread)
        raise PluginFault(f"pas de réponse en {record.budget:g} s".replace(".", ","))
    if thread.error is not None:
        raise thread.error if isinstance(thread.error, passes) else _fault(thread.error)
    return checked(thread.result, returns)


def call_here(function: Callable[[], Any], returns: Any) -> Any:
    """The same in the request's own thread, without a limit of time: for the drawing of a template.

    :raises PluginFault: it raised or answered something else.
    """
    try:
        result = function()
    except Exception as error:
        raise _fault(error) from error
    return checked(result, returns)


def _fault(error: BaseException) -> PluginFault:
    fault = PluginFault(f"erreur {type(error).__name__}")
    fault.__cause__ = error
    return fault


def checked(value: Any, returns: Any) -> Any:
    """:raises PluginFault: ``value`` is not what was declared."""
    if not conforms(value, returns):
        raise PluginFault(f"réponse de type {type(value).__name__}, {describe(returns)} attendu")
    return value


def report(plugin: str, asked: str, fault: PluginFault) -> None:
    """Log a fault: where in the code, never with which values."""
    frames = traceback.extract_tb(fault.__cause__.__traceback__) if fault.__cause__ else []
    log.error("plugin fault", extra={
        "plugin": plugin, "asked": asked, "fault": str(fault),
        "frames": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames[-5:]],
    })  # fmt: skip
