use super::lines::{Place, unfold};
use super::property::{self, Property};
use super::read::IcsError;

/// `BEGIN:VEVENT` to `END:VEVENT`.
#[derive(Debug, Clone)]
pub(super) struct Component {
    /// In upper case.
    pub(super) name: String,
    pub(super) place: Place,
    pub(super) properties: Vec<Property>,
    pub(super) children: Vec<Component>,
    /// A line in it did not read: what it lacks may have been there.
    pub(super) damaged: bool,
}

impl Component {
    /// The first property of a name.
    pub(super) fn get(&self, name: &str) -> Option<&Property> {
        self.all(name).next()
    }

    pub(super) fn all(&self, name: &str) -> impl Iterator<Item = &Property> {
        self.properties
            .iter()
            .filter(move |property| property.name == name)
    }

    /// The value of the first property of a name.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.get(name).map(|property| property.value.trim())
    }
}

/// No component of iCalendar is nested deeper.
const DEEPEST: usize = 8;

/// The components of a file. What does not read is put into `errors`, and the rest is read on.
pub(super) fn read(bytes: &[u8], errors: &mut Vec<IcsError>) -> Vec<Component> {
    let mut found: Vec<Component> = Vec::new();
    let mut open: Vec<Component> = Vec::new();
    let mut error = |place: Place, message: String| errors.push(IcsError { place, message });
    for line in unfold(bytes) {
        let property = match line {
            Ok(line) => property::read(line),
            Err(place) => Err((
                place,
                "a line is not UTF-8: save the file as UTF-8".to_owned(),
            )),
        };
        let property = match property {
            Ok(property) => property,
            Err((place, message)) => {
                // A file that is no iCalendar at all is wrong once.
                if open.is_empty() && found.is_empty() {
                    let message = "an iCalendar file begins with `BEGIN:VCALENDAR`: is this one?";
                    error(place, message.to_owned());
                    return found;
                }
                error(place, message);
                if let Some(within) = open.last_mut() {
                    within.damaged = true;
                }
                continue;
            }
        };
        let named = property.value.trim().to_ascii_uppercase();
        match (property.name.as_str(), open.last_mut()) {
            ("BEGIN", within) => {
                if within.is_none() && named != "VCALENDAR" {
                    error(
                        property.place(),
                        format!(
                            "`{named}` is outside of a calendar: put `BEGIN:VCALENDAR` before it"
                        ),
                    );
                }
                if open.len() >= DEEPEST {
                    error(
                        property.place(),
                        "components are nested too deep: end the outer ones".to_owned(),
                    );
                    return found;
                }
                open.push(Component {
                    name: named,
                    place: property.place(),
                    properties: Vec::new(),
                    children: Vec::new(),
                    damaged: false,
                });
            }
            ("END", Some(within)) if within.name == named => {
                if let Some(ended) = open.pop() {
                    let into = open
                        .last_mut()
                        .map_or(&mut found, |parent| &mut parent.children);
                    into.push(ended);
                }
            }
            ("END", within) => {
                let message = match within {
                    Some(within) => format!(
                        "`END:{named}` stands inside of `{0}`: write `END:{0}` first",
                        within.name
                    ),
                    None => format!("`END:{named}` ends nothing: remove it"),
                };
                error(property.place(), message);
                return found;
            }
            (_, Some(within)) => within.properties.push(property),
            (name, None) => error(
                property.place(),
                format!("`{name}` is outside of a calendar: put `BEGIN:VCALENDAR` before it"),
            ),
        }
    }
    if let Some(within) = open.last() {
        let (place, name) = (within.place, &within.name);
        error(
            place,
            format!("`BEGIN:{name}` has no end: write `END:{name}`; the file may be cut off"),
        );
    }
    if open.is_empty() && found.is_empty() && errors.is_empty() {
        errors.push(IcsError {
            place: Place { line: 1, column: 1 },
            message: "the file has no calendar: it begins with `BEGIN:VCALENDAR`".to_owned(),
        });
    }
    found
}
