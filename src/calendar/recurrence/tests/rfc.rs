//! The examples of RFC 5545, 3.8.5.3, in its zone and with its answers.

use super::*;

/// Days of 1997 and after, each at the time of the start; `1997: 9/2 9/3` as the RFC lists them.
fn days(text: &str, start: &str, expected: &str) {
    let expected = dates(expected);
    let found: Vec<String> = recurrence(text, start, "America/New_York")
        .starts(instant("1997-01-01T00:00:00Z"))
        .take(expected.len())
        .map(|one| one.local.date().to_string())
        .collect();
    assert_eq!(found, expected, "{text}");
}

/// Like [`days`], and the rule ends there.
fn all_days(text: &str, start: &str, expected: &str) {
    days(text, start, expected);
    let found = recurrence(text, start, "America/New_York")
        .starts(instant("1997-01-01T00:00:00Z"))
        .count();
    assert_eq!(found, dates(expected).len(), "{text}");
}

fn dates(text: &str) -> Vec<String> {
    let mut year = "";
    let mut dates = Vec::new();
    for word in text.split_whitespace() {
        match word.split_once('/') {
            None => year = word.trim_end_matches(':'),
            Some((month, days)) => {
                let month: u32 = month.parse().unwrap();
                dates
                    .extend(days.split(',').map(|day| {
                        format!("{year}-{month:02}-{:02}", day.parse::<u32>().unwrap())
                    }));
            }
        }
    }
    dates
}

const START: &str = "19970902T090000";

#[test]
fn daily() {
    all_days(
        "FREQ=DAILY;COUNT=10",
        START,
        "1997: 9/2,3,4,5,6,7,8,9,10,11",
    );
    days(
        "FREQ=DAILY;INTERVAL=2",
        START,
        "1997: 9/2,4,6,8,10,12,14,16,18,20,22,24,26,28,30 10/2,4,6",
    );
    all_days(
        "FREQ=DAILY;INTERVAL=10;COUNT=5",
        START,
        "1997: 9/2,12,22 10/2,12",
    );
    let january = (1998..=2000)
        .map(|year| {
            let days: Vec<String> = (1..=31).map(|day| day.to_string()).collect();
            format!("{year}: 1/{}", days.join(","))
        })
        .collect::<Vec<_>>()
        .join(" ");
    for text in [
        "FREQ=YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA",
        "FREQ=DAILY;UNTIL=20000131T140000Z;BYMONTH=1",
    ] {
        all_days(text, "19980101T090000", &january);
    }
}

#[test]
fn weekly() {
    all_days(
        "FREQ=WEEKLY;COUNT=10",
        START,
        "1997: 9/2,9,16,23,30 10/7,14,21,28 11/4",
    );
    all_days(
        "FREQ=WEEKLY;UNTIL=19971224T000000Z",
        START,
        "1997: 9/2,9,16,23,30 10/7,14,21,28 11/4,11,18,25 12/2,9,16,23",
    );
    days(
        "FREQ=WEEKLY;INTERVAL=2;WKST=SU",
        START,
        "1997: 9/2,16,30 10/14,28 11/11,25 12/9,23 1998: 1/6,20 2/3,17",
    );
    all_days(
        "FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH",
        START,
        "1997: 9/2,4,9,11,16,18,23,25,30 10/2",
    );
    all_days(
        "FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR",
        "19970901T090000",
        "1997: 9/1,3,5,15,17,19,29 10/1,3,13,15,17,27,29,31 11/10,12,14,24,26,28 12/8,10,12,22",
    );
    all_days(
        "FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH",
        START,
        "1997: 9/2,4,16,18,30 10/2,14,16",
    );
    all_days(
        "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO",
        "19970805T090000",
        "1997: 8/5,10,19,24",
    );
    all_days(
        "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU",
        "19970805T090000",
        "1997: 8/5,17,19,31",
    );
}

#[test]
fn monthly() {
    all_days(
        "FREQ=MONTHLY;COUNT=10;BYDAY=1FR",
        "19970905T090000",
        "1997: 9/5 10/3 11/7 12/5 1998: 1/2 2/6 3/6 4/3 5/1 6/5",
    );
    all_days(
        "FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU",
        "19970907T090000",
        "1997: 9/7,28 11/2,30 1998: 1/4,25 3/1,29 5/3,31",
    );
    all_days(
        "FREQ=MONTHLY;COUNT=6;BYDAY=-2MO",
        "19970922T090000",
        "1997: 9/22 10/20 11/17 12/22 1998: 1/19 2/16",
    );
    days(
        "FREQ=MONTHLY;BYMONTHDAY=-3",
        "19970928T090000",
        "1997: 9/28 10/29 11/28 12/29 1998: 1/29 2/26",
    );
    all_days(
        "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1",
        "19970930T090000",
        "1997: 9/30 10/1,31 11/1,30 12/1,31 1998: 1/1,31 2/1",
    );
    all_days(
        "FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15",
        "19970910T090000",
        "1997: 9/10,11,12,13,14,15 1999: 3/10,11,12,13",
    );
    days(
        "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
        START,
        "1998: 2/13 3/13 11/13 1999: 8/13 2000: 10/13",
    );
    days(
        "FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13",
        "19970913T090000",
        "1997: 9/13 10/11 11/8 12/13 1998: 1/10 2/7 3/7 4/11 5/9 6/13",
    );
    all_days(
        "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3",
        "19970904T090000",
        "1997: 9/4 10/7 11/6",
    );
    days(
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2",
        "19970929T090000",
        "1997: 9/29 10/30 11/27 12/30 1998: 1/29 2/26 3/30",
    );
    all_days(
        "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5",
        "20070115T090000",
        "2007: 1/15,30 2/15 3/15,30",
    );
}

#[test]
fn yearly() {
    all_days(
        "FREQ=YEARLY;COUNT=10;BYMONTH=6,7",
        "19970610T090000",
        "1997: 6/10 7/10 1998: 6/10 7/10 1999: 6/10 7/10 2000: 6/10 7/10 2001: 6/10 7/10",
    );
    all_days(
        "FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3",
        "19970310T090000",
        "1997: 3/10 1999: 1/10 2/10 3/10 2001: 1/10 2/10 3/10 2003: 1/10 2/10 3/10",
    );
    all_days(
        "FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200",
        "19970101T090000",
        "1997: 1/1 4/10 7/19 2000: 1/1 4/9 7/18 2003: 1/1 4/10 7/19 2006: 1/1",
    );
    days(
        "FREQ=YEARLY;BYDAY=20MO",
        "19970519T090000",
        "1997: 5/19 1998: 5/18 1999: 5/17",
    );
    days(
        "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO",
        "19970512T090000",
        "1997: 5/12 1998: 5/11 1999: 5/17",
    );
    days(
        "FREQ=YEARLY;BYMONTH=3;BYDAY=TH",
        "19970313T090000",
        "1997: 3/13,20,27 1998: 3/5,12,19,26 1999: 3/4,11,18,25",
    );
    days(
        "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
        "19961105T090000",
        "2000: 11/7 2004: 11/2",
    );
}

#[test]
fn parts_of_a_day() {
    let shown = |text: &str, most: usize| times(text, START, most);
    assert_eq!(
        shown("FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T170000", 9),
        ["1997-09-02 09:00", "1997-09-02 12:00", "1997-09-02 15:00"]
    );
    assert_eq!(
        shown("FREQ=MINUTELY;INTERVAL=15;COUNT=6", 9),
        [
            "1997-09-02 09:00",
            "1997-09-02 09:15",
            "1997-09-02 09:30",
            "1997-09-02 09:45",
            "1997-09-02 10:00",
            "1997-09-02 10:15",
        ]
    );
    assert_eq!(
        shown("FREQ=MINUTELY;INTERVAL=90;COUNT=4", 9),
        [
            "1997-09-02 09:00",
            "1997-09-02 10:30",
            "1997-09-02 12:00",
            "1997-09-02 13:30",
        ]
    );
    let daily = "FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16;BYMINUTE=0,20,40";
    let minutely = "FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10,11,12,13,14,15,16";
    assert_eq!(shown(daily, 100), shown(minutely, 100));
    assert_eq!(
        shown(daily, 25)[23..],
        ["1997-09-02 16:40", "1997-09-03 09:00"]
    );
}
