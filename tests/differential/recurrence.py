"""Random recurrences and what two other implementations make of them, one JSON object a line.

    recurrence.py CASES SEED

A case is a rule, a start on the clocks of a zone, a range of instants, and the instants of that range at which the rule
happens. python-dateutil expands the rule in local time; zoneinfo turns local times into instants. Where python-dateutil is
known to be wrong about rules that RFC 5545 allows, `plain.py` expands them instead (see `oracle`).
"""

import datetime
import json
import random
import sys
import types
import zoneinfo

import dateutil.rrule

import plain

DAY = datetime.timedelta(days=1)
SECOND = datetime.timedelta(seconds=1)
UTC = datetime.timezone.utc

FREQUENCIES = ["YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY", "SECONDLY"]
WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]

# Both hemispheres, halves and quarters of hours, shifts of half an hour and of a whole day, shifts at midnight, shifts that
# follow the moon, zones that gave their shifts up, and zones that never had any.
ZONES = """
    Africa/Cairo Africa/Casablanca Africa/El_Aaiun Africa/Juba Africa/Windhoek America/Argentina/San_Luis America/Asuncion
    America/Caracas America/Havana America/Los_Angeles America/Mexico_City America/New_York America/Nuuk America/Santiago
    America/Sao_Paulo America/Scoresbysund America/St_Johns Antarctica/Troll Asia/Amman Asia/Beirut Asia/Damascus Asia/Gaza
    Asia/Kathmandu Asia/Kolkata Asia/Pyongyang Asia/Tehran Atlantic/Azores Australia/Adelaide Australia/Lord_Howe
    Australia/Sydney Europe/Berlin Europe/Dublin Europe/Istanbul Europe/London Europe/Moscow Europe/Volgograd
    Pacific/Apia Pacific/Auckland Pacific/Chatham Pacific/Fiji Pacific/Honolulu Pacific/Kiritimati Pacific/Kwajalein
    Pacific/Tongatapu UTC
""".split()

YEARS = (1990, 2040)

# The days over which a range runs, by frequency: what python-dateutil expands in about a millisecond, and now and then
# twenty years.
SPANS = [(4_000, 7_300), (1_600, 7_300), (600, 7_300), (300, 7_300), (25, 700), (0.5, 40), (0.012, 0.1)]


def main(cases, seed):
    random.seed(seed)
    clocks = [Clock(name) for name in ZONES]
    for number in range(cases):
        print(json.dumps(case(random.choice(clocks), number)))


class Clock:
    """A zone, and the instants at which its offset changes."""

    def __init__(self, name):
        self.name = name
        self.zone = zoneinfo.ZoneInfo(name)
        self.changes = []
        at, end = (datetime.datetime(year, 1, 1, tzinfo=UTC) for year in YEARS)
        while at < end:
            later = at + 5 * DAY
            if self.offset(at) != self.offset(later):
                self.changes.append(self.change_between(at, later))
            at = later

    def offset(self, instant):
        return instant.astimezone(self.zone).utcoffset()

    def change_between(self, low, high):
        before = self.offset(low)
        while high - low > SECOND:
            middle = low + (high - low) // 2
            middle = middle.replace(microsecond=0)
            if self.offset(middle) == before:
                low = middle
            else:
                high = middle
        return high

    def shown(self, instant):
        return instant.astimezone(self.zone).replace(tzinfo=None, fold=0)

    def instant(self, local):
        # With fold=0 a repeated time is its first occurrence, and a skipped one keeps the offset from before the gap,
        # which moves it forward by the gap.
        first = local.replace(tzinfo=self.zone).astimezone(UTC)
        if self.shown(first) == local:
            return first
        # Beyond a zone's last change zoneinfo reads the rule for later years, and takes the hour after that change for
        # one that comes twice even if it does not (Nuuk, 2023-10-28 23:00).
        second = local.replace(tzinfo=self.zone, fold=1).astimezone(UTC)
        return second if self.shown(second) == local else first


def case(clock, number):
    freq = random.choices(range(7), [20, 20, 15, 15, 12, 12, 6])[0]
    short, long = SPANS[freq]
    span = DAY * (long if random.random() < 0.01 else short) * random.random() ** 2
    if clock.changes and random.random() < 0.6:
        # Near a change of the clocks: the start shares its time of day, the range holds it or begins just after.
        change = random.choice(clock.changes)
        begin = change - span * random.random() - random.randint(0, 7_200) * SECOND
        if random.random() < 0.3:
            begin = change + random.choice([0, 600, 1_800, 3_599, 3_600, 40_000]) * SECOND
        near = clock.shown(change) + random.randint(-90, 150) * datetime.timedelta(minutes=1)
        start = clock.shown(min(begin, change) - span * random.random() / 4)
        if freq < 4:
            start = start.replace(hour=near.hour, minute=near.minute)
    else:
        first, last = (datetime.datetime(year, 1, 1, tzinfo=UTC) for year in YEARS)
        begin = first + (last - first) * random.random()
        begin = begin.replace(microsecond=0)
        start = clock.shown(begin - span * random.random() / 4)
    start = start.replace(microsecond=0)
    if random.random() < 0.5:
        start = start.replace(second=0)
    begin = begin.replace(microsecond=0)
    end = begin + (int(span.total_seconds()) + 1) * SECOND
    parts = rule(freq, start, begin, end, clock)
    until = None
    if parts.get("UNTIL", "").endswith("Z"):
        until = datetime.datetime.strptime(parts["UNTIL"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    found = expected(parts, start, begin, end, until, clock)
    return {
        "number": number,
        "rule": written(parts),
        "start": start.isoformat(),
        "zone": clock.name,
        "from": int(begin.timestamp()),
        "to": int(end.timestamp()),
        "expected": [int(one.timestamp()) for one in found],
    }


def rule(freq, start, begin, end, clock):
    """The parts of a random rule, also such as RFC 5545 forbids."""
    parts = {"FREQ": FREQUENCIES[freq]}
    most = [6, 30, 20, 60, 100, 2_000, 100_000][freq]
    if random.random() < 0.5:
        parts["INTERVAL"] = random.randint(2, 6 if random.random() < 0.7 else most)
    # Few parts at a time: with many, hardly a rule ever matches, and a second step takes long to find that out.
    liking = random.choice([0, 0.12, 0.12, 0.3] if freq < 5 else [0, 0.12, 0.12, 0.08])

    def sometimes(name, weight, low, high, own, signed, most=4):
        if random.random() < liking * weight:
            values = random.sample(range(low, high + 1), random.randint(1, min(most, high - low + 1)))
            parts[name] = [-v if signed and random.random() < 0.4 else v for v in values]
            # A rule that has nothing to do with its start hardly ever matches.
            if random.random() < 0.7 and own not in values:
                parts[name].append(own)

    week = start.isocalendar().week
    sometimes("BYMONTH", 1.5, 1, 12, start.month, False)
    sometimes("BYMONTHDAY", 1.2, 1, 31, start.day, True, 8)
    sometimes("BYYEARDAY", 0.8, 1, 366, start.timetuple().tm_yday, True, 30)
    sometimes("BYWEEKNO", 0.8, 1, 53, week, True, 8)
    sometimes("BYHOUR", 1, 0, 23, start.hour, False)
    sometimes("BYMINUTE", 1, 0, 59, start.minute, False)
    sometimes("BYSECOND", 1, 0, 59, start.second, False)
    if random.random() < liking * 2:
        parts["BYDAY"] = by_day(freq, parts)
    if random.random() < liking * 1.2:
        # Few steps shorter than a day have more than one time.
        places = [1, 1, 2, 3, -1, -1, -2, 5, 10, -20, 100] if freq < 4 else [1, -1]
        parts["BYSETPOS"] = random.sample(places, random.randint(1, min(3, len(places))))
    if random.random() < 0.3:
        parts["WKST"] = random.choice(WEEKDAYS)
    end_kind = random.random()
    if end_kind < 0.25:
        parts["COUNT"] = random.choice([1, 2, 3, 10, 40, 200, 1_000])
    elif end_kind < 0.5:
        last = begin + (end - begin) * random.uniform(-0.1, 1.1)
        if clock.changes and random.random() < 0.3:
            last = random.choice(clock.changes) + random.randint(-2, 2) * datetime.timedelta(minutes=30)
        shown = random.choice(["%Y%m%d", "%Y%m%dT%H%M%S", "%Y%m%dT%H%M%SZ", "%Y%m%dT%H%M%SZ"])
        parts["UNTIL"] = (last if shown.endswith("Z") else clock.shown(last)).strftime(shown)
    return parts


def by_day(freq, parts):
    days = random.sample(WEEKDAYS, random.randint(1, 5))
    if freq <= 1 and random.random() < 0.6 or random.random() < 0.1:
        most = 53 if freq == 0 and "BYMONTH" not in parts else 5
        low = random.choice([2, most])
        nth = lambda: random.choice(["", "+", "-"]) + str(random.randint(1, low))
        plain_too = 0.15 if random.random() < 0.3 else 0
        days = [day if random.random() < plain_too else nth() + day for day in days]
    return days


def written(parts):
    show = lambda value: ",".join(map(str, value)) if isinstance(value, list) else str(value)
    names = list(parts)
    return ";".join(f"{name}={show(parts[name])}" for name in names)


def expected(parts, start, begin, end, until, clock):
    """The instants from `begin` to before `end`, ascending, each once."""
    farthest = max(clock.offset(end), clock.offset(end - 1.1 * DAY))
    last = (end + farthest).replace(tzinfo=None)
    # No clock is further behind than this.
    early = begin.replace(tzinfo=None) - DAY
    found = set()
    for local in oracle(parts, start)(parts, start, last):
        if local < early:
            continue
        instant = clock.instant(local)
        if begin <= instant < end and (until is None or instant <= until):
            found.add(instant)
    return sorted(found)


def oracle(parts, start):
    """python-dateutil, except where it is known to differ from RFC 5545 about rules that the RFC allows."""
    freq = parts["FREQ"]
    if freq in FREQUENCIES[4:]:
        # Weeks at the turn of a year are wrong there too, and `plain` does not know these frequencies.
        if "BYWEEKNO" in parts:
            parts["BYWEEKNO"] = [min(max(n, -51), 51) for n in parts["BYWEEKNO"]]
        return by_dateutil
    ordinals = [day for day in parts.get("BYDAY", []) if len(day) > 2]
    # It takes plain and ordinal days together to mean both at once.
    mixed = freq in ("YEARLY", "MONTHLY") and 0 < len(ordinals) < len(parts.get("BYDAY", []))
    # It does not count the days before the start in the first week.
    first_week = freq == "WEEKLY" and "BYSETPOS" in parts
    # It gives the first days of January to week 53 of years that have 52, and knows no week 1 from its end in December.
    turn = any(abs(n) > 51 for n in parts.get("BYWEEKNO", []))
    return plain.expand if mixed or first_week or turn else by_dateutil


def by_dateutil(parts, start, last):
    # It looks for matches to the end of the years; this is where they end.
    dateutil.rrule.datetime.MAXYEAR = last.year
    local = {name: value for name, value in parts.items() if not str(value).endswith("Z")}
    try:
        for found in dateutil.rrule.rrulestr(written(local), dtstart=start):
            if found > last:
                return
            yield found
    except ValueError as error:
        # This is how it says that a rule never matches.
        if "empty" not in str(error):
            raise


dateutil.rrule.datetime = types.SimpleNamespace(**vars(datetime))

if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
