"""An application starts without what most of its processes never use: memory is counted in each of them."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.support.apps import test_settings

HEAVY = (
    "PIL", "boto3", "email.policy", "icalendar", "psycopg", "segno", "typst", "xlsxwriter", "xml.sax",
)  # fmt: skip
START = """
import json, sys, warnings
warnings.filterwarnings("ignore")
from collectif.wsgi import main
app = main({}, **json.loads(sys.argv[1]))
loaded = [name for name in sys.argv[2].split() if name in sys.modules]
print(json.dumps([loaded, app.registry.introspector.get_category("views", [])]))
"""


def test_nothing_heavy_is_loaded_on_sqlite(tmp_path):
    given = json.dumps(test_settings("sqlite://", tmp_path))
    started = subprocess.run(
        [sys.executable, "-c", START, given, " ".join(HEAVY)], capture_output=True, text=True, check=True
    )
    loaded, listed = json.loads(started.stdout.splitlines()[-1])
    assert loaded == []
    assert listed == [], "a server keeps no list of its views"
