#!/usr/bin/env python3
"""Vérifie le reçu d'une signature de la charte du pair-aidant. Un seul fichier, Python 3.11 ou plus récent, rien
d'autre : ni Internet, ni le site du collectif, ni aucun module à installer.

    python verify_charter.py recu.json
    python verify_charter.py recu.json --head EMPREINTE --public-key CLE

--head        une empreinte de la chaîne que le collectif a publiée depuis (adresse /charte.atom)
--public-key  la clé publique du collectif, lue ailleurs que dans le reçu (la même adresse, ou un reçu imprimé)

Réponse : 0 le reçu est authentique, 1 il ne l'est pas, 2 il ne peut pas être lu.

What is checked, in this order: the file is written as receipts are written, to the byte; the text, the record (name,
date, variant…) and each act have the hashes that the chain holds; each entry's digest binds it to the one before; the
installation signed each entry (Ed25519, RFC 8032); the countersignature is about this signature and further in the
chain; the chain leads to the head.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from datetime import date, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import Any, NoReturn

FORMAT = "collectif-charte-1"
LARGEST = 20_000_000
HEX = {8: re.compile("[0-9a-f]{16}"), 16: re.compile("[0-9a-f]{32}"), 32: re.compile("[0-9a-f]{64}"),
       64: re.compile("[0-9a-f]{128}")}  # fmt: skip
VARIANTS = {"standard": "texte de référence", "plain": "langage simple"}
KINDS = {"in_person": "signée sur le site", "paper": "signée sur papier"}
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
ACTS = ("signature", "countersignature", "revocation")
RECORDS = {
    "signature": {"account", "kind", "name", "reference", "salt", "signed_on", "variant", "witness"},
    "countersignature": {"account", "countersigns", "organisation", "reference", "salt"},
    "revocation": {"account", "reference", "revokes", "salt"},
}


class Refused(Exception):
    """The receipt is not authentic; the message says why, in French."""


class Unreadable(Exception):
    """The file is no receipt."""


# ---- Ed25519 (RFC 8032, section 5.1), verification only ----

P = 2**255 - 19
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)
Point = tuple[int, int, int, int]


def add(one: Point, two: Point) -> Point:
    """Sum of two points in extended coordinates."""
    a = (one[1] - one[0]) * (two[1] - two[0]) % P
    b = (one[1] + one[0]) * (two[1] + two[0]) % P
    c = 2 * one[3] * two[3] * D % P
    d = 2 * one[2] * two[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def times(number: int, point: Point) -> Point:
    result: Point = (0, 1, 1, 0)
    while number:
        if number & 1:
            result = add(result, point)
        point = add(point, point)
        number >>= 1
    return result


def same(one: Point, two: Point) -> bool:
    return (one[0] * two[2] - two[0] * one[2]) % P == 0 and (one[1] * two[2] - two[1] * one[2]) % P == 0


def point_of(encoded: bytes) -> Point | None:
    """The point these 32 bytes encode, ``None`` when they encode none."""
    y = int.from_bytes(encoded, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return (x, y, 1, x * y % P)


def base() -> Point:
    found = point_of((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))
    assert found
    return found


BASE = base()


def ed25519(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether ``public`` signed ``message``."""
    if len(public) != 32 or len(signature) != 64:
        return False
    key, r = point_of(public), point_of(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if key is None or r is None or s >= Q:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % Q
    return same(times(s, BASE), add(r, times(h, key)))


# ---- The receipt ----


def canonical(value: Any) -> bytes:
    """UTF-8, keys sorted, no space (a part of RFC 8785)."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def fingerprint(value: Any) -> str:
    return hashlib.sha256(canonical(value)).hexdigest()


def link(content: str, previous: str) -> str:
    """The digest of an entry: what it says, bound to the entry before."""
    return fingerprint({"content": content, "previous": previous})


def read(raw: bytes) -> dict[str, Any]:
    """The receipt in these bytes.

    :raises Unreadable: they are no receipt; :raises Refused: they are one, written otherwise than receipts are.
    """
    try:
        receipt = json.loads(raw.decode("utf-8"))
    except (ValueError, RecursionError):
        raise Unreadable("Ce fichier n'est pas un reçu : il est abîmé, ou c'est autre chose.") from None
    if not isinstance(receipt, dict) or receipt.get("format") != FORMAT:
        raise Unreadable("Ce fichier n'est pas un reçu de la charte, ou ce programme est trop ancien pour le lire.")
    if (json.dumps(receipt, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode() != raw:
        raise Refused("Le fichier n'est pas écrit comme il l'était quand il vous a été remis.")
    return receipt


def need(condition: object, words: str) -> None:
    if not condition:
        raise Refused(words)


def keys(value: Any, names: set[str]) -> dict[str, Any]:
    """``value``, an object with exactly these names."""
    need(isinstance(value, dict) and set(value) == names, "Le reçu n'a pas la forme attendue.")
    return value


def is_hex(value: Any, size: int) -> bool:
    return isinstance(value, str) and HEX[size].fullmatch(value) is not None


def check_text(text: Any) -> dict[str, Any]:
    """The charter's text has its shape; its hash is compared later."""
    keys(text, {"items", "number", "preamble", "title"})
    keys(text["preamble"], {"plain", "standard"})
    need(type(text["number"]) is int and isinstance(text["items"], list), "Le texte n'a pas la forme attendue.")
    words = [text["title"], *text["preamble"].values()]
    for item in text["items"]:
        words += keys(item, {"plain", "standard"}).values()
    need(all(isinstance(one, str) for one in words), "Le texte n'a pas la forme attendue.")
    return text


def check_act(name: str, act: Any, receipt: dict[str, Any]) -> None:
    """One entry of the chain: its record, its digest, its signature.

    :raises Refused: one of them is not what it was.
    """
    keys(act, {"content", "digest", "previous", "record", "signature"})
    content = keys(act["content"], {"act", "at", "format", "key", "record", "text", "version"})
    record = keys(act["record"], RECORDS[name])
    need(content["act"] == name and content["format"] == FORMAT, "Le reçu mélange plusieurs actes.")
    need(is_hex(record["salt"], 16) and is_hex(act["previous"], 32), "Le reçu n'a pas la forme attendue.")
    need(content["text"] == fingerprint(receipt["text"]), "Le texte de la charte a été modifié.")
    need(content["version"] == receipt["text"]["number"], "Le numéro de version a été modifié.")
    need(content["record"] == fingerprint(record), "Le nom, la date ou une autre mention a été modifié.")
    need(act["digest"] == link(fingerprint(content), act["previous"]), "Une date ou une empreinte a été modifiée.")
    check_key(content["key"], act, receipt["keys"])
    instant(content["at"])


def check_key(name: str, act: dict[str, Any], publics: dict[str, Any]) -> None:
    public = publics.get(name)
    need(is_hex(public, 32) and is_hex(act["signature"], 64), "La clé ou la signature du collectif a été modifiée.")
    need(hashlib.sha256(bytes.fromhex(str(public))).hexdigest()[:16] == name, "La clé du collectif a été modifiée.")
    message = f"{FORMAT}:{act['digest']}".encode()
    good = ed25519(bytes.fromhex(str(public)), message, bytes.fromhex(act["signature"]))
    need(good, "La signature électronique du collectif n'est pas la bonne.")


def check_chain(receipt: dict[str, Any], head: str | None) -> None:
    """From the signature to the head, every link; later acts about it are further in the chain."""
    signed, following = receipt["signature"], receipt["following"]
    need(isinstance(following, list) and all(is_hex(one, 32) for one in following), "La suite de la chaîne est abîmée.")
    passed = [signed["digest"]]
    for content in following:
        passed.append(link(content, passed[-1]))
    need(passed[-1] == receipt["head"], "La suite de la chaîne a été modifiée.")
    for name, verb in (("countersignature", "countersigns"), ("revocation", "revokes")):
        act = receipt[name]
        if act is not None:
            about = (act["record"][verb], act["record"]["reference"])
            need(about == (signed["digest"], signed["record"]["reference"]), "Le reçu mélange plusieurs signatures.")
            need(act["digest"] in passed[1:], "Un acte de la MDPH 77 n'est pas à sa place dans la chaîne.")
    later = "Si elle est plus récente que le reçu, téléchargez le reçu de nouveau."
    need(head is None or head in passed, f"L'empreinte donnée ne suit pas cette signature. {later}")


def verify(raw: bytes, head: str | None = None, public_key: str | None = None) -> dict[str, Any]:
    """The receipt in these bytes, once everything in it is proved.

    :raises Unreadable: it is no receipt; :raises Refused: something in it was changed.
    """
    try:
        return proved(read(raw), head, public_key)
    except (TypeError, ValueError, KeyError, AttributeError, RecursionError):
        raise Refused("Le reçu n'a pas la forme attendue.") from None


def proved(receipt: dict[str, Any], head: str | None, public_key: str | None) -> dict[str, Any]:
    """``receipt``, every part of it checked."""
    keys(receipt, {"countersignature", "following", "format", "head", "keys", "revocation", "signature", "text"})
    check_text(receipt["text"])
    acts = {name: receipt[name] for name in ACTS if name == "signature" or receipt[name] is not None}
    need(isinstance(receipt["keys"], dict), "Le reçu n'a pas la forme attendue.")
    for name, act in acts.items():
        check_act(name, act, receipt)
    used = {act["content"]["key"] for act in acts.values()}
    need(set(receipt["keys"]) == used, "Le reçu contient une clé de trop.")
    check_words(receipt["signature"]["record"])
    check_chain(receipt, head)
    signer = receipt["keys"][receipt["signature"]["content"]["key"]]
    need(public_key in (None, signer), "La clé donnée n'est pas celle qui a signé ce reçu.")
    return receipt


def check_words(record: dict[str, Any]) -> None:
    """What will be printed is what it should be."""
    witness = record["witness"]
    if witness is not None:
        keys(witness, {"account", "organisation"})
    need(record["variant"] in VARIANTS and record["kind"] in KINDS, "Le reçu n'a pas la forme attendue.")
    need(isinstance(record["name"], str) and (witness is None) == (record["kind"] == "in_person"),
         "Le reçu n'a pas la forme attendue.")  # fmt: skip
    day(record["signed_on"])


# ---- Words ----


def day(text: Any) -> str:
    """``2027-01-14`` → ``14 janvier 2027``."""
    try:
        found = date.fromisoformat(text)
    except (TypeError, ValueError):
        raise Refused("Une date n'a pas la forme attendue.") from None
    return f"{'1er' if found.day == 1 else found.day} {MONTHS[found.month - 1]} {found.year}"


def instant(text: Any) -> str:
    """``2027-01-14T13:05:00.000000Z`` → ``14 janvier 2027 à 13 h 05 (temps universel)``."""
    try:
        found = datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ")
    except (TypeError, ValueError):
        raise Refused("Une date n'a pas la forme attendue.") from None
    return f"{day(found.date().isoformat())} à {found.hour} h {found.minute:02d} (temps universel)"


def printable(text: Any) -> str:
    """Words of the receipt without what could play tricks on a terminal."""
    return "".join(char if char.isprintable() else " " for char in str(text))


def told(receipt: dict[str, Any]) -> list[str]:
    """What the receipt proves, line by line."""
    signed, text = receipt["signature"], receipt["text"]
    record, content = signed["record"], signed["content"]
    lines = [
        f"Signataire : {printable(record['name'])}",
        f"Texte : {printable(text['title'])}, version {text['number']}, {VARIANTS[record['variant']]}, "
        f"{len(text['items'])} engagements",
        f"Signature : {KINDS[record['kind']]}, {day(record['signed_on'])}",
    ]
    if record["witness"]:
        lines.append(f"Attestée par : {printable(record['witness']['organisation'])}")
    lines.append(f"Enregistrée le {instant(content['at'])}")
    for name, words in (("countersignature", "Contresignée par la MDPH 77"), ("revocation", "RÉVOQUÉE")):
        if receipt[name]:
            lines.append(f"{words} le {instant(receipt[name]['content']['at'])}")
    if not receipt["countersignature"]:
        lines.append("Pas encore contresignée dans ce reçu.")
    return lines


class Parser(argparse.ArgumentParser):
    """Speaks French when it does not understand."""

    def error(self, message: str) -> NoReturn:
        sys.exit(say(2, "Écrivez : python verify_charter.py recu.json [--head EMPREINTE] [--public-key CLE]"))

    def format_help(self) -> str:
        return (__doc__ or "").partition("What is checked")[0]


def main(arguments: list[str] | None = None) -> int:
    parser = Parser(prog="verify_charter.py", allow_abbrev=False)
    parser.add_argument("receipt", type=Path)
    parser.add_argument("--head")
    parser.add_argument("--public-key")
    given = parser.parse_args(arguments)
    try:
        if given.receipt.stat().st_size > LARGEST:
            raise Unreadable("Ce fichier est trop grand pour être un reçu.")
        receipt = verify(given.receipt.read_bytes(), given.head, given.public_key)
    except OSError:
        return say(2, f"Le fichier « {printable(given.receipt)} » n'existe pas, ou ne peut pas être lu.")
    except Unreadable as error:
        return say(2, str(error))
    except Refused as error:
        return say(1, f"CE REÇU N'EST PAS AUTHENTIQUE. {error}")
    lines = ["Ce reçu est authentique.", *told(receipt)]
    if given.public_key is None:
        public = receipt["keys"][receipt["signature"]["content"]["key"]]
        lines += [f"Il est signé par la clé {public}.", "Vérifiez que c'est celle du collectif (adresse /charte.atom)."]
    return say(0, *lines)


def say(code: int, *lines: str) -> int:
    """Write these lines, as errors unless all is well. :returns: ``code``."""
    stream = sys.stderr if code else sys.stdout
    if isinstance(stream, TextIOWrapper):
        # A terminal that has no letter for a name shows « ? ».
        stream.reconfigure(errors="replace")
    stream.write("\n".join(lines) + "\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
