"""docs/verify_charter.py: what it proves, and that one changed byte is one too many."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from collectif.charter.chain import Chain
from collectif.charter.models import CharterHead
from collectif.charter.queries import current_version
from collectif.charter.receipts import Receipts

from .conftest import VERIFIER, add_peer, sign_directly

ONCE = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)


def countersign_directly(session, keys, signature) -> None:
    digest = Receipts(session, keys).of(signature).signed.entry.digest
    record = {"account": "abcdefgh2345", "countersigns": digest, "organisation": "MDPH 77"}
    entry = Chain(session, keys).append("countersignature", signature, current_version(session), record)
    signature.countersigned_at, signature.countersigned_seq = entry.at, entry.seq
    session.flush()


@pytest.fixture
def signed(db, keys):
    """A countersigned signature with others before and after it in the chain."""
    sign_directly(db, keys, add_peer(db, "apf77", "Avant"))
    signature = sign_directly(db, keys, add_peer(db, "apf77", "Élan"), "Zoé Élan")
    sign_directly(db, keys, add_peer(db, "apf77", "Entre"))
    countersign_directly(db, keys, signature)
    sign_directly(db, keys, add_peer(db, "apf77", "Après"))
    return signature


@pytest.fixture
def receipt(db, keys, signed) -> bytes:
    return Receipts(db, keys).json(signed).content


def run(path, *more: str) -> subprocess.CompletedProcess[str]:
    """As anyone would, with nothing but the standard library and no network to reach."""
    command = [sys.executable, "-I", "-S", str(VERIFIER), str(path), *more]
    return subprocess.run(command, capture_output=True, text=True, check=False, env={"PYTHONIOENCODING": "utf-8"})


@ONCE
def test_a_receipt_is_authentic(receipt, keys, tmp_path, db):
    path = tmp_path / "recu.json"
    path.write_bytes(receipt)
    head = db.get(CharterHead, 1).last_digest
    done = run(path, "--head", head, "--public-key", keys.public)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Ce reçu est authentique.\nSignataire : Zoé Élan\n")
    assert "12 engagements" in done.stdout
    assert "Contresignée par la MDPH 77 le" in done.stdout
    assert "Comparez" not in done.stdout
    assert keys.public in run(path).stdout


@ONCE
def test_another_head_or_key_is_refused(receipt, tmp_path):
    path = tmp_path / "recu.json"
    path.write_bytes(receipt)
    for more in (("--head", "0" * 64), ("--public-key", "1" * 64)):
        done = run(path, *more)
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.startswith("CE REÇU N'EST PAS AUTHENTIQUE.")


def test_what_is_no_receipt_is_said(tmp_path):
    for name, content in (("vide", b""), ("autre", b"{}"), ("image", b"\x89PNG\xff"), ("profond", b"[" * 99_999)):
        (tmp_path / name).write_bytes(content)
        done = run(tmp_path / name)
        assert (done.returncode, done.stdout) == (2, ""), name
        assert "Traceback" not in done.stderr
    absent = run(tmp_path / "absent")
    assert (absent.returncode, "n'existe pas" in absent.stderr) == (2, True)


def test_its_own_help_is_in_french(tmp_path):
    assert run("--help").stdout.startswith("Vérifie le reçu")
    for words in (("--inconnu",), ("--head",), ("un", "deux")):
        done = run(tmp_path / "recu.json", *words)
        assert (done.returncode, done.stderr.startswith("Écrivez : python")) == (2, True)


@ONCE
def test_a_terminal_without_accents_shows_the_rest(receipt, tmp_path):
    path = tmp_path / "recu.json"
    path.write_bytes(receipt)
    command = [sys.executable, "-S", str(VERIFIER), str(path)]
    done = subprocess.run(command, capture_output=True, check=False, env={"PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0
    assert b"Zo? ?lan" in done.stdout


def refuses(verifier, raw: bytes) -> bool:
    try:
        verifier.verify(raw)
    except (verifier.Refused, verifier.Unreadable):
        return True
    return False


@ONCE
def test_every_byte_counts(receipt, verifier):
    """Each byte of the file in turn, changed by one bit or another."""
    assert not refuses(verifier, receipt)
    accepted = [
        place for place, byte in enumerate(receipt)
        if not refuses(verifier, receipt[:place] + bytes([byte ^ (1 << place % 8)]) + receipt[place + 1 :])
    ]  # fmt: skip
    assert accepted == []


@ONCE
def test_every_word_letter_and_date_counts(receipt, verifier):
    """The text, the name, the dates: any other byte in their place, a byte more, a byte less."""
    for words in ("avoir suivi la formation", "Zoé Élan", "J'ai suivi la formation", '"at": "20', '"signed_on": "20'):
        start = receipt.index(words.encode())
        for place in range(start, start + len(words.encode())):
            for other in range(0, 256, 5):
                if other != receipt[place]:
                    assert refuses(verifier, receipt[:place] + bytes([other]) + receipt[place + 1 :])
            assert refuses(verifier, receipt[:place] + receipt[place + 1 :])
            assert refuses(verifier, receipt[:place] + b"x" + receipt[place:])


def rewritten(receipt: dict) -> bytes:
    return (json.dumps(receipt, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def paths(value, path=()):
    """Where each leaf of a JSON value is."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from paths(inner, (*path, name))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from paths(inner, (*path, place))
    else:
        yield path


LEAVES = (None, True, 0, 3.5, "", "x", "0" * 64, [], {}, ["x"], {"x": 1}, "\ud800")


@ONCE
def test_every_value_counts_whatever_takes_its_place(receipt, verifier):
    """Well formed files, each with one value that is another one."""
    whole = json.loads(receipt)
    for path in list(paths(whole)):
        for other in LEAVES:
            changed = json.loads(receipt)
            place = changed
            for name in path[:-1]:
                place = place[name]
            if place[path[-1]] == other and type(place[path[-1]]) is type(other):
                continue
            place[path[-1]] = other
            raw = json.dumps(changed, indent=1, sort_keys=True) + "\n"
            assert refuses(verifier, raw.encode()), path
            if other != "\ud800":
                assert refuses(verifier, rewritten(changed)), (path, other)


@ONCE
def test_parts_of_two_receipts_do_not_mix(db, keys, verifier, signed, receipt):
    other_signature = sign_directly(db, keys, add_peer(db, "apf77", "Autre"), "Autre Personne")
    countersign_directly(db, keys, other_signature)
    other = json.loads(Receipts(db, keys).json(other_signature).content)
    for part in ("signature", "countersignature", "text", "following", "head"):
        mixed = json.loads(receipt)
        if mixed[part] != other[part]:
            mixed[part] = other[part]
            assert refuses(verifier, rewritten(mixed)), part
    without = json.loads(receipt) | {"countersignature": None}
    assert not refuses(verifier, rewritten(without))
    assert "Pas encore contresignée" in "\n".join(verifier.told(verifier.verify(rewritten(without))))


@ONCE
def test_a_receipt_made_with_another_key_says_so(db, verifier, receipt, keys):
    """Someone who writes a whole receipt of their own cannot do it with the collective's key."""
    forged = json.loads(receipt)
    mine = Ed25519PrivateKey.generate()
    public = mine.public_key().public_bytes_raw().hex()
    name = hashlib.sha256(bytes.fromhex(public)).hexdigest()[:16]
    forged |= {"keys": {name: public}, "countersignature": None, "following": []}
    act = forged["signature"]
    act["content"]["key"] = name
    act["digest"] = verifier.link(verifier.fingerprint(act["content"]), act["previous"])
    act["signature"] = mine.sign(f"{verifier.FORMAT}:{act['digest']}".encode()).hex()
    forged["head"] = act["digest"]
    assert not refuses(verifier, rewritten(forged))
    with pytest.raises(verifier.Refused, match="La clé donnée"):
        verifier.verify(rewritten(forged), public_key=keys.public)


SEEDS = st.binary(min_size=32, max_size=32)


@given(SEEDS, st.binary(max_size=200))
def test_our_ed25519_accepts_what_cryptography_signs(verifier, seed, message):
    private = Ed25519PrivateKey.from_private_bytes(seed)
    public = private.public_key().public_bytes_raw()
    assert verifier.ed25519(public, message, private.sign(message))


@given(SEEDS, st.binary(max_size=50), st.binary(max_size=50))
def test_our_ed25519_refuses_another_message(verifier, seed, message, other):
    private = Ed25519PrivateKey.from_private_bytes(seed)
    public = private.public_key().public_bytes_raw()
    assert verifier.ed25519(public, other, private.sign(message)) is (message == other)


@given(SEEDS, st.integers(0, 95), st.integers(1, 255))
def test_our_ed25519_answers_as_cryptography_does(verifier, seed, place, change):
    """One byte of the key or of the signature changed."""
    private = Ed25519PrivateKey.from_private_bytes(seed)
    both = bytearray(private.public_key().public_bytes_raw() + private.sign(b"charte"))
    both[place] ^= change
    public, signature = bytes(both[:32]), bytes(both[32:])
    assert verifier.ed25519(public, b"charte", signature) is accepted_by_cryptography(public, signature)


def accepted_by_cryptography(public: bytes, signature: bytes) -> bool:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, b"charte")
    except (InvalidSignature, ValueError):
        return False
    return True


def test_rfc_8032_vectors(verifier):
    """Test 3 of RFC 8032, section 7.1; a signature whose scalar is not reduced is refused."""
    public = bytes.fromhex("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025")
    signature = bytes.fromhex(
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
        "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
    )
    assert verifier.ed25519(public, bytes.fromhex("af82"), signature)
    larger = (int.from_bytes(signature[32:], "little") + verifier.Q).to_bytes(32, "little")
    assert not verifier.ed25519(public, bytes.fromhex("af82"), signature[:32] + larger)
    assert not verifier.ed25519(public, b"", b"")


def test_the_site_gives_the_very_same_program():
    from collectif.charter.public_views import VERIFIER as given_by_the_site

    assert given_by_the_site.read_bytes() == VERIFIER.read_bytes()
