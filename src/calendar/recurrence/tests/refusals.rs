//! What is no rule, where, and what to do about it.

use chrono::Weekday;

use super::*;
use crate::calendar::recurrence::rule::{ByDay, Freq};
use crate::value::date::Date;

fn refused(text: &str, meant: &str, message: &str, help: &str) {
    let error = parse(text).expect_err(text);
    assert_eq!(
        (
            text.get(error.offset.clone()).unwrap(),
            error.message.as_str(),
            error.help.as_str()
        ),
        (meant, message, help),
        "{text}"
    );
}

#[test]
fn reads_every_part() {
    let text = " rrule:freq=Yearly;Interval=2;WKST=su;BYDAY=MO,+2tu,-53FR;bymonth=1,12;\
                BYMONTHDAY=31,-31;BYYEARDAY=-366,+1;BYWEEKNO=53;BYHOUR=0,23;BYMINUTE=59;BYSECOND=60;\
                BYSETPOS=-1;UNTIL=20261231T235960Z; ";
    let mut expected = Rule::every(Freq::Yearly);
    expected.interval = 2;
    expected.week_start = Weekday::Sun;
    let day = |nth, weekday| ByDay { nth, weekday };
    expected.by_day = vec![
        day(None, Weekday::Mon),
        day(Some(2), Weekday::Tue),
        day(Some(-53), Weekday::Fri),
    ];
    expected.by_month = vec![1, 12];
    expected.by_month_day = vec![31, -31];
    expected.by_year_day = vec![-366, 1];
    expected.by_week_no = vec![53];
    expected.by_hour = vec![0, 23];
    expected.by_minute = vec![59];
    expected.by_second = vec![60];
    expected.by_set_pos = vec![-1];
    expected.until = Some(Moment::Utc(instant("2026-12-31T23:59:59Z")));
    assert_eq!(parse(text), Ok(expected));

    let until = |text: &str| rule(&format!("FREQ=DAILY;UNTIL={text}")).until;
    assert_eq!(
        until("20261231"),
        Some(Moment::Date(Date::parse("2026-12-31").unwrap()))
    );
    assert_eq!(
        until("20261231T080000"),
        Some(Moment::Local(local("20261231T080000")))
    );
    assert_eq!(rule("COUNT=5;FREQ=DAILY").count, Some(5));
}

#[test]
fn says_what_is_wrong_and_where() {
    refused(
        "",
        "",
        "a recurrence rule is empty",
        "write a frequency, like `FREQ=WEEKLY;BYDAY=FR`",
    );
    refused(
        "RRULE:INTERVAL=2",
        "INTERVAL=2",
        "a recurrence rule has no FREQ",
        "say how often, like `FREQ=WEEKLY`",
    );
    refused(
        "FREQ=FORTNIGHTLY",
        "FORTNIGHTLY",
        "`FORTNIGHTLY` is not a frequency",
        "write one of YEARLY, MONTHLY, WEEKLY, DAILY, HOURLY, MINUTELY, SECONDLY",
    );
    refused(
        "FREQ=DAILY;COUNT=3;UNTIL=20261231",
        "UNTIL=20261231",
        "a rule has both COUNT and UNTIL",
        "keep the one that is meant",
    );
    refused(
        "FREQ=DAILY;BYDAY=MO;byday=TU",
        "byday=TU",
        "`byday` is given twice",
        "write all its values in one part, separated by commas",
    );
    refused(
        "FREQ=DAILY;BYDAYS=MO",
        "BYDAYS",
        "`BYDAYS` is not a part of a recurrence rule",
        "did you mean `BYDAY`?",
    );
    refused(
        "FREQ=YEARLY;BYEASTER=0",
        "BYEASTER",
        "`BYEASTER` is not a part of a recurrence rule",
        "leave it out: RFC 5545 has no such part",
    );
    refused(
        "FREQ=DAILY;;COUNT=3",
        "",
        "a part of the rule is empty",
        "leave out the extra `;`",
    );
    refused(
        "FREQ=DAILY;COUNT",
        "COUNT",
        "`COUNT` has no value",
        "write each part as a name and a value, like `INTERVAL=2`",
    );
}

#[test]
fn says_which_values_cannot_be() {
    refused(
        "FREQ=DAILY;INTERVAL=0",
        "0",
        "an interval of 0 never happens",
        "write 1 or more",
    );
    refused(
        "FREQ=DAILY;COUNT=0",
        "0",
        "a count of 0 never happens",
        "write 1 or more",
    );
    refused(
        "FREQ=DAILY;INTERVAL=-1",
        "-1",
        "`-1` is not an interval",
        "write a whole number from 1 to 4294967295, without a sign",
    );
    refused(
        "FREQ=DAILY;BYMONTH=1,13",
        "13",
        "`13` is not in BYMONTH's range",
        "write a number from 1 to 12",
    );
    refused(
        "FREQ=DAILY;BYMONTHDAY=1,0,2",
        "0",
        "`0` is not in BYMONTHDAY's range",
        "write a number from 1 to 31, or from -1 to -31 to count from the end",
    );
    refused(
        "FREQ=MONTHLY;BYDAY=MO,54TU",
        "54TU",
        "`54` is not in BYDAY's range",
        "write a number from 1 to 53, or from -1 to -53 to count from the end",
    );
    refused(
        "FREQ=MONTHLY;BYDAY=MO,,TU",
        "",
        "`` is not a weekday",
        "write one of MO, TU, WE, TH, FR, SA, SU",
    );
    refused(
        "FREQ=MONTHLY;BYDAY=1é",
        "1é",
        "`é` is not a weekday",
        "write one of MO, TU, WE, TH, FR, SA, SU",
    );
    refused(
        "FREQ=DAILY;UNTIL=20261131",
        "20261131",
        "`20261131` is not a date or time: November 2026 has 30 days",
        "write the last day like `20261123`, or the last time like `20261123T080000Z`",
    );
    refused(
        "FREQ=DAILY;UNTIL=20261130T240000",
        "20261130T240000",
        "`20261130T240000` is not a date or time: there is no hour 24",
        "write the last day like `20261123`, or the last time like `20261123T080000Z`",
    );
}
