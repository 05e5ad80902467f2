"""Ask a running site for its main pages; used on the wheel installed alone."""

import sys
import time
import urllib.error
import urllib.request

PAGES = {
    "/": "pair-aidance",
    "/pole-ressource": "UNAFAM",
    "/actions": "Les actions",
    "/connexion": "mot de passe",
    "/sante": '"ok"',
    "/static/css/collectif.css": "--",
}
PATIENCE = 120


def visit(url: str) -> str:
    with urllib.request.urlopen(url, timeout=20) as answer:  # noqa: S310
        return answer.read().decode()


def wait_for(url: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            visit(url)
            return
        except (urllib.error.URLError, ConnectionError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.5)


def main(base: str) -> None:
    wait_for(base + "/sante")
    for path, words in PAGES.items():
        if words.lower() not in visit(base + path).lower():
            sys.exit(f"{path} : « {words} » manque")


main(sys.argv[1])
