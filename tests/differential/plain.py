"""RFC 5545 by the plainest means: look at every day from the start on and ask whether the rule means it.

Only YEARLY, MONTHLY, WEEKLY and DAILY, and slow; for what python-dateutil is known to get wrong.
"""

import calendar
import datetime
import itertools

DAY = datetime.timedelta(days=1)
WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


def expand(parts, start, last):
    """The local times of a rule from `start` through `last`, ascending."""
    until = until_of(parts)
    left = parts.get("COUNT", -1)
    for _, days in itertools.groupby(days_of(parts, start, last), lambda day: interval_of(parts, day)):
        times = [
            datetime.datetime.combine(day, time)
            for day in days
            if means(parts, start, day)
            for time in times_of(parts, start)
        ]
        if "BYSETPOS" in parts:
            places = {p - 1 if p > 0 else len(times) + p for p in parts["BYSETPOS"]}
            times = [time for place, time in enumerate(times) if place in places]
        for time in times:
            if time < start:
                continue
            if left == 0 or time > last or (until and time > until):
                return
            left -= 1
            yield time


def days_of(parts, start, last):
    """Every day of every interval that counts, the first and the last whole."""
    first = interval_of(parts, start.date())
    day = datetime.date(start.year, 1, 1) - 7 * DAY
    while day.year <= last.year:
        distance = interval_of(parts, day) - first
        if distance >= 0 and distance % parts.get("INTERVAL", 1) == 0:
            yield day
        day += DAY


def interval_of(parts, day):
    match parts["FREQ"]:
        case "YEARLY":
            return day.year
        case "MONTHLY":
            return day.year * 12 + day.month
        case "WEEKLY":
            return (day.toordinal() - 1 - week_start(parts)) // 7
        case "DAILY":
            return day.toordinal()


def week_start(parts):
    return WEEKDAYS.index(parts.get("WKST", "MO"))


def times_of(parts, start):
    hours = sorted(set(parts.get("BYHOUR", [start.hour])))
    minutes = sorted(set(parts.get("BYMINUTE", [start.minute])))
    seconds = sorted(set(parts.get("BYSECOND", [start.second])))
    return [datetime.time(*time) for time in itertools.product(hours, minutes, seconds)]


def means(parts, start, day):
    """Whether a rule means a day."""
    given = lambda name: parts.get(name, [])
    year_length = 366 if calendar.isleap(day.year) else 365
    month_length = calendar.monthrange(day.year, day.month)[1]
    year_day = day.timetuple().tm_yday
    from_day = not any(map(given, ("BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYDAY")))
    freq = parts["FREQ"]
    if from_day:
        if freq == "YEARLY" and not given("BYMONTH") and day.month != start.month:
            return False
        if freq in ("YEARLY", "MONTHLY") and day.day != start.day:
            return False
        if freq == "WEEKLY" and day.weekday() != start.weekday():
            return False
    if given("BYMONTH") and day.month not in given("BYMONTH"):
        return False
    if given("BYMONTHDAY") and not {day.day, day.day - month_length - 1} & set(given("BYMONTHDAY")):
        return False
    if given("BYYEARDAY") and not {year_day, year_day - year_length - 1} & set(given("BYYEARDAY")):
        return False
    if given("BYWEEKNO") and not week_numbers(day, week_start(parts)) & set(given("BYWEEKNO")):
        return False
    if not given("BYDAY"):
        return True
    name = WEEKDAYS[day.weekday()]
    if freq == "YEARLY" and not given("BYMONTH"):
        place, length = year_day, year_length
    else:
        place, length = day.day, month_length
    nth = {(place - 1) // 7 + 1, -((length - place) // 7) - 1}
    for written in given("BYDAY"):
        ordinal = int(written[:-2] or 0) if freq in ("YEARLY", "MONTHLY") else 0
        if written[-2:] == name and (ordinal == 0 or ordinal in nth):
            return True
    return False


def week_numbers(day, begins):
    """The number of a day's week, from the beginning of the week's year and from its end."""
    fourth = day - DAY * ((day.weekday() - begins) % 7) + 3 * DAY
    weeks_before = (fourth - datetime.date(fourth.year, 1, 1)).days // 7
    weeks_after = (datetime.date(fourth.year, 12, 31) - fourth).days // 7
    return {weeks_before + 1, -weeks_after - 1}


def until_of(parts):
    text = parts.get("UNTIL", "")
    if not text or text.endswith("Z"):
        return None
    return datetime.datetime.strptime(text, "%Y%m%dT%H%M%S" if "T" in text else "%Y%m%d")
