"""A browser in words (« Firefox, Windows »), so that people recognise their own sessions."""

from __future__ import annotations

# The first that is found wins: browsers name those they imitate.
BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"),
            ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"))  # fmt: skip
SYSTEMS = (("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
           ("CrOS", "Chromebook"), ("Mac OS X", "Mac"), ("Linux", "Linux"))  # fmt: skip


def device_words(user_agent: str | None) -> str:
    """Browser and system in everyday words; the rest of the user agent is not kept."""
    text = user_agent or ""
    words = [_first(BROWSERS, text), _first(SYSTEMS, text)]
    return ", ".join(word for word in words if word) or "Appareil inconnu"


def _first(table: tuple[tuple[str, str], ...], text: str) -> str:
    return next((word for mark, word in table if mark in text), "")
