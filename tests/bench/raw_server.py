"""The floor: the same page from a raw sqlite3 query and joined strings, with nothing else.

Arguments: the database, the port, and a file that holds our own page, whose rows are made anew at each request.
"""

import sqlite3
import sys
import threading
from html import escape

import waitress

database, port, page_file = sys.argv[1:]
with open(page_file) as file:
    HEAD, _, rest = file.read().partition("<tbody>")
TAIL = "</tbody>" + rest.partition("</tbody>")[2]
LABELS = {"active": "actif", "paused": "en pause", "preparing": "en préparation", "ended": "terminé"}
COUNT = "select count(*) from (select 1 from sponsorships where organisation_id = ? and state = 'active' limit 10001)"
ROWS = """select p.public_id, p.family_name, p.given_name, s.peer_state, p.engagement, c.name, s.started_on,
 (select group_concat(family) from peer_families f where f.peer_id = p.id), s.details ->> 'mobility_aid'
 from sponsorships s join peers p on p.id = s.peer_id left join communes c on c.code = p.commune_code
 where s.organisation_id = ? and s.state = 'active' order by s.peer_sort_name, s.peer_id limit 50"""
local = threading.local()


def connection():
    if not hasattr(local, "connection"):
        local.connection = sqlite3.connect(database)
        local.organisation = local.connection.execute("select id from organisations where slug = 'apf77'").fetchone()
    return local.connection


def row(values):
    identifier, family, given, state, engagement, commune, since, families, aid = values
    return (
        f'<tr><th scope="row" data-label="Nom"><a href="/intranet/pairs/{identifier}">{escape(family)} '
        f'{escape(given)}</a></th><td data-label="État"><span class="status">{LABELS[state]}</span></td>'
        f'<td data-label="Engagement">{engagement}</td><td data-label="Commune">{escape(commune or "")}</td>'
        f'<td data-label="Familles">{escape(families or "")}</td><td data-label="Depuis">{since}</td>'
        f'<td data-label="Aide">{escape(aid or "")}</td></tr>'
    )


def app(environ, start_response):
    db = connection()
    count = db.execute(COUNT, local.organisation).fetchone()[0]
    rows = "".join(map(row, db.execute(ROWS, local.organisation)))
    body = f"{HEAD}<tbody><!-- {count} -->{rows}{TAIL}".encode()
    start_response("200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body)))])
    return [body]


waitress.serve(app, host="127.0.0.1", port=int(port), threads=4, _quiet=True)
