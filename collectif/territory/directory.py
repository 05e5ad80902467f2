"""From what people type to one commune: any case, accents or hyphens, « St » for « Saint », a code."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Any

from ..errors import DomainError
from ..text import sort_key

ABBREVIATIONS = {"st": "saint", "ste": "sainte", "s": "sur", "ss": "sous", "lez": "les"}
ARTICLES = ("la ", "le ", "les ", "l ")
CODE = re.compile(r"\b\d{5}\b")
CODE_AFTER_NAME = re.compile(r"\((\d{5})\)\s*$")
SUGGESTIONS = 3


def comparable(name: str) -> str:
    """The words of a commune's name, as they are compared: ``St-Fargeau`` → ``saint fargeau``."""
    words = re.findall(r"[a-z0-9]+", sort_key(name))
    return " ".join(ABBREVIATIONS.get(word, word) for word in words)


def without_article(name: str) -> str:
    """A comparable name without the article it begins with."""
    article = next((article for article in ARTICLES if name.startswith(article)), "")
    return name.removeprefix(article)


class Directory:
    """The communes of the département, ready to be looked for.

    :param communes: rows with ``code``, ``name`` and ``postal_code``.
    """

    def __init__(self, communes: Iterable[Any]):
        rows = list(communes)
        self.names: Sequence[str] = [row.name for row in rows]
        self._names = {row.code: row.name for row in rows}
        self._by_postal_code: defaultdict[str, list[str]] = defaultdict(list)
        self._codes: defaultdict[str, list[str]] = defaultdict(list)
        for row in rows:
            self._by_postal_code[row.postal_code].append(row.code)
            name = comparable(row.name)
            for key in {name, without_article(name)}:
                self._codes[key].append(row.code)

    def name(self, code: str) -> str:
        """The name of a commune, empty when the code is unknown."""
        return self._names.get(code, "")

    def find(self, typed: str) -> str:
        """The INSEE code of the commune that ``typed`` names.

        A name wins over a code written beside it (« 77100 Meaux »). Alone, a code is a postal code or an INSEE
        code, but never guessed between two communes.

        :raises DomainError: no commune, or several; the message proposes some.
        """
        chosen = CODE_AFTER_NAME.search(typed)
        if chosen and chosen[1] in self._names:
            return chosen[1]
        name = comparable(CODE.sub(" ", typed))
        if not name:
            return self._one(typed, self._of_code(typed))
        return self._one(typed, self._codes.get(name) or self._codes.get(without_article(name)) or [])

    def close_to(self, typed: str) -> list[str]:
        """Names that look like ``typed``, the closest first."""
        key = without_article(comparable(CODE.sub(" ", typed)))
        near = get_close_matches(key, self._codes, n=SUGGESTIONS * 2, cutoff=0.7)
        beginning = [name for name in self._codes if len(key) > 2 and name.startswith(key)]
        codes = dict.fromkeys(code for name in [*near, *beginning] for code in self._codes[name])
        return [self._names[code] for code in codes][:SUGGESTIONS]

    def _of_code(self, typed: str) -> list[str]:
        code = typed.strip()
        insee = [code] if code in self._names else []
        return list(dict.fromkeys([*self._by_postal_code.get(code, []), *insee]))

    def _one(self, typed: str, codes: list[str]) -> str:
        if len(codes) == 1:
            return codes[0]
        if codes:
            raise DomainError(f"Plusieurs communes correspondent à « {typed} ». Écrivez son nom : {self._list(codes)}.")
        near = self.close_to(typed)
        if near:
            raise DomainError(f"Nous ne trouvons pas « {typed} » en Seine-et-Marne. Cherchez-vous {_either(near)} ?")
        raise DomainError(f"Nous ne trouvons pas « {typed} ». Écrivez le nom d'une commune de Seine-et-Marne.")

    def _list(self, codes: list[str]) -> str:
        return _either(sorted((self._names[code] for code in codes), key=sort_key))


def _either(names: list[str]) -> str:
    return " ou ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
