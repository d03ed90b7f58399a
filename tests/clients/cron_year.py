"""When cron expressions come due, by cronsim: `cron_year.py FIRST LAST` reads `zone<TAB>expression` lines and answers with a
line of UTC seconds for each. FIRST and LAST are UTC seconds; an expression is due after FIRST and before LAST."""

import sys
from datetime import datetime, timezone
from zoneinfo import ZoneInfo, reset_tzpath

from cronsim import CronSim

# The pinned package's own zones, not the machine's.
reset_tzpath(to=[])


def due(expression, zone, first, last):
    for when in CronSim(expression, datetime.fromtimestamp(first, ZoneInfo(zone))):
        seconds = int(when.astimezone(timezone.utc).timestamp())
        if seconds >= last:
            return
        yield seconds


first, last = int(sys.argv[1]), int(sys.argv[2])
with open(sys.argv[3], encoding="utf-8") as asked:
    for line in asked:
        zone, expression = line.rstrip("\n").split("\t")
        print(*due(expression, zone, first, last))
