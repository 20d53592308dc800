"""Windows of an iCalendar file by icalendar and recurring-ical-events, as JSON: an independent second reading.

Usage: ics_windows.py ZONE START END FILE...   START and END as Unix seconds.
Prints {file: [[start, end, summary], ...]}, sorted, in Unix seconds; events without length are left out.
"""

import json
import sys
from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events


def instant(value, zone):
    """A date is its midnight; a time without a zone is the zone's."""
    if not isinstance(value, datetime):
        value = datetime.combine(value, time())
    if value.tzinfo is None:
        value = value.replace(tzinfo=zone)
    # Times that the clocks skip move forward by the gap with fold 0, as RFC 5545 has it.
    return int(value.timestamp())


def windows(path, zone, start, end):
    with open(path, "rb") as file:
        calendar = icalendar.Calendar.from_ical(file.read())
    found = []
    # A day more on both sides: what overlaps is decided below, in one way for dates and times.
    span = [datetime.fromtimestamp(t, timezone.utc) + timedelta(days=d) for t, d in ((start, -2), (end, 2))]
    for event in recurring_ical_events.of(calendar).between(*span):
        if str(event.get("STATUS", "")).upper() == "CANCELLED":
            continue
        first, last = event.start, event.end
        if not isinstance(first, datetime) and last <= first:
            last = first + timedelta(days=1)
        first, last = instant(first, zone), instant(last, zone)
        if first < last and first < end and start < last:
            summary = " ".join(str(event.get("SUMMARY", "")).split())
            found.append([first, last, summary])
    return sorted(found)


def main():
    zone = ZoneInfo(sys.argv[1])
    start, end = int(sys.argv[2]), int(sys.argv[3])
    result = {path: windows(path, zone, start, end) for path in sys.argv[4:]}
    json.dump(result, sys.stdout)


if __name__ == "__main__":
    main()
