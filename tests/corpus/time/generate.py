"""Writes local.txt: local times as instants, by Python's zoneinfo. Run it in this folder to renew the table.

With fold=0 zoneinfo does what RFC 5545 asks for: a skipped time is read with the offset before the gap, a repeated one
is the first of the two.
"""

import random
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

random.seed(5545)
ZONES = """Europe/London America/New_York Australia/Lord_Howe Australia/Sydney Pacific/Apia America/Santiago Europe/Dublin
Africa/Casablanca Asia/Kolkata Asia/Kathmandu America/St_Johns America/Sao_Paulo Asia/Tehran Pacific/Kiritimati
Pacific/Chatham Antarctica/Troll America/Asuncion Africa/Cairo Asia/Gaza Europe/Moscow Asia/Pyongyang America/Caracas
Pacific/Kwajalein Asia/Tokyo America/Havana Atlantic/Azores Etc/GMT+5 UTC""".split()
FIRST, LAST = datetime(1972, 1, 1, tzinfo=timezone.utc), datetime(2025, 1, 1, tzinfo=timezone.utc)


def transitions(zone):
    at, found = FIRST, []
    while at < LAST:
        after = at + timedelta(days=7)
        if at.astimezone(zone).utcoffset() != after.astimezone(zone).utcoffset():
            low, high = at, after
            while high - low > timedelta(seconds=1):
                middle = (low + (high - low) / 2).replace(microsecond=0)
                if middle.astimezone(zone).utcoffset() == at.astimezone(zone).utcoffset():
                    low = middle
                else:
                    high = middle
            found.append(high)
        at = after
    return found


def line(name, local, kind):
    utc = local.replace(tzinfo=ZoneInfo(name)).astimezone(timezone.utc)
    return f"{name} {local:%Y-%m-%dT%H:%M:%S} = {utc:%Y-%m-%dT%H:%M:%SZ} {kind}\n"


with open("local.txt", "w", encoding="ascii") as out:
    out.write("# zone, local time = instant, kind; from Python's zoneinfo, see generate.py\n")
    for name in ZONES:
        zone = ZoneInfo(name)
        found = transitions(zone)
        recent = [t for t in found if t.year >= 2009]
        for change in sorted(set(random.sample(found, min(4, len(found))) + random.sample(recent, min(5, len(recent))))):
            before = (change - timedelta(seconds=1)).astimezone(zone).utcoffset()
            after = change.astimezone(zone).utcoffset()
            start = change.replace(tzinfo=None) + before
            length = abs(after - before)
            kind = "skipped" if after > before else "repeated"
            low = start if after > before else start - length
            out.write(line(name, low - timedelta(seconds=1), "plain"))
            out.write(line(name, low, kind))
            out.write(line(name, low + length / 2, kind))
            out.write(line(name, low + length - timedelta(seconds=1), kind))
            out.write(line(name, low + length, "plain"))
        for _ in range(4):
            local = datetime(1972, 1, 1) + timedelta(seconds=random.randrange(53 * 365 * 86400))
            out.write(line(name, local, "any"))
