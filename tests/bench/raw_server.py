"""The floor: the same page from raw sqlite3 queries and joined strings, with no library in between.

What changes from one request to the next is made anew, as ours does: who is signed in, the count, the choices read
from the database, the rows. Arguments: the database, the port, a file that holds our own page, the hash of the
session's token.
"""

import re
import sqlite3
import sys
import threading
from datetime import date
from html import escape

import waitress

database, port, page_file, token_hash = sys.argv[1:]
with open(page_file) as file:
    HEAD, _, rest = file.read().partition("<tbody>")
TAIL = "</tbody>" + rest.partition("</tbody>")[2]
BEFORE_NAME, _, AFTER_NAME = HEAD.partition('<a href="/intranet">Mesure</a>')
SECTOR_OPTIONS = re.compile(r'(<select id="filtre-secteur".*?)(</select>)', re.DOTALL)
BEFORE_SECTORS, AFTER_SECTORS = SECTOR_OPTIONS.split(AFTER_NAME)[0], SECTOR_OPTIONS.split(AFTER_NAME)[3]
BEFORE_COUNT, AFTER_COUNT = re.split(r"10\s000", AFTER_SECTORS, maxsplit=1)
LABELS = {"active": "actif", "paused": "en pause", "preparing": "en préparation", "ended": "terminé"}
MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]
WHO = """select a.display_name, m.role, m.organisation_id from sign_in_sessions s join accounts a on a.id = s.account_id
 left join mandates m on m.account_id = a.id and m.starts_on <= date('now')
 where s.token_hash = ? and s.ended_at is null"""
COUNT = "select count(*) from (select 1 from sponsorships where organisation_id = ? and state = 'active' limit 10001)"
ROWS = """select p.public_id, p.family_name, p.given_name, s.peer_state, p.engagement, c.name, s.started_on,
 (select group_concat(family) from peer_families f where f.peer_id = p.id), s.details ->> 'mobility_aid'
 from sponsorships s join peers p on p.id = s.peer_id left join communes c on c.code = p.commune_code
 where s.organisation_id = ? and s.state = 'active' order by s.peer_sort_name, s.peer_id limit 50"""
local = threading.local()


def connection():
    if not hasattr(local, "connection"):
        local.connection = sqlite3.connect(database)
    return local.connection


def words(day):
    day = date.fromisoformat(day)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def row(values):
    identifier, family, given, state, engagement, commune, since, families, aid = values
    return (
        f'<tr><th scope="row" data-label="Nom"><a href="../../pairs/{identifier}">{escape(family)} '
        f'{escape(given)}</a></th><td data-label="État"><span class="status status-{state}">'
        f'<span class="icon icon-{state}" aria-hidden="true"></span>{LABELS[state]}</span></td>'
        f'<td data-label="Bénévole ou salarié">{engagement}</td><td data-label="Commune">{escape(commune or "")}</td>'
        f'<td data-label="Familles de handicap">{escape(families or "")}</td>'
        f'<td data-label="Depuis">{words(since)}</td>'
        f'<td data-label="Antenne"></td><td data-label="Aide à la mobilité">{escape(aid or "")}</td>'
        '<td data-label="Besoin de transport adapté"></td></tr>'
    )


def app(environ, start_response):
    db = connection()
    name, _role, organisation = db.execute(WHO, (token_hash,)).fetchone()
    sectors = db.execute("select slug, name from sectors order by name").fetchall()
    count = db.execute(COUNT, (organisation,)).fetchone()[0]
    options = "".join(f'<option value="{slug}">{escape(label)}</option>' for slug, label in sectors)
    rows = "".join(map(row, db.execute(ROWS, (organisation,))))
    body = (
        f'{BEFORE_NAME}<a href="/intranet">{escape(name)}</a>{BEFORE_SECTORS}<select id="filtre-secteur">{options}'
        f"</select>{BEFORE_COUNT}{count}{AFTER_COUNT}<tbody>{rows}{TAIL}"
    ).encode()
    start_response("200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body)))])
    return [body]


waitress.serve(app, host="127.0.0.1", port=int(port), threads=4, _quiet=True)
