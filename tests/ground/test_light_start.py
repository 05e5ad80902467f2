"""An application starts without what most of its processes never use: memory is counted in each of them."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.support.apps import test_settings

HEAVY = ("PIL", "boto3", "icalendar", "psycopg", "segno", "typst", "xlsxwriter")
START = """
import json, sys, warnings
warnings.filterwarnings("ignore")
from collectif import main
main({}, **json.loads(sys.argv[1]))
print(json.dumps([name for name in sys.argv[2].split() if name in sys.modules]))
"""


def test_nothing_heavy_is_loaded_on_sqlite(tmp_path):
    given = json.dumps(test_settings("sqlite://", tmp_path))
    started = subprocess.run(
        [sys.executable, "-c", START, given, " ".join(HEAVY)], capture_output=True, text=True, check=True
    )
    assert json.loads(started.stdout.splitlines()[-1]) == []
