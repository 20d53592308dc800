//! `calendar` blocks: what their words mean, and the dates and windows that they take from the policy.

use std::collections::BTreeSet;

use crate::calendar::entry::{Entry, Pattern};
use crate::calendar::model;
use crate::calendar::words::{Cycle, Nth, YearDay};
use crate::diagnostic::{Diagnostic, codes};
use crate::source::span::Span;
use crate::syntax::ast;
use crate::syntax::ast::calendar::{CalendarDecl, CalendarEntry, WhenKind};
use crate::types::ty::Ty;
use crate::value::CalendarId;
use crate::value::zone::Zone;

use super::expr::Want;
use super::program::{Checker, Source};
use super::scope::{Entity, Found};
use super::typed::{Body, Calendar, CalendarFile, DefinitionId, Expr, Kind};

/// What an entry takes from the policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum GivenKind {
    Dates,
    Windows,
}

impl<'u> Checker<'u> {
    /// Declares the name, and the definitions behind what its entries take from the policy.
    pub fn declare_calendar(&mut self, module: usize, declared: &'u CalendarDecl) {
        let id = CalendarId(u32::try_from(self.calendars.len()).unwrap_or(u32::MAX));
        let mut given = Vec::new();
        for entry in &declared.entries {
            for when in std::iter::once(&entry.when)
                .chain(&entry.except)
                .chain(&entry.also)
            {
                let (expr, kind) = match &when.kind {
                    WhenKind::DatesIn { dates, .. } => (dates, GivenKind::Dates),
                    WhenKind::WindowsIn(windows) => (windows, GivenKind::Windows),
                    _ => continue,
                };
                let slot = self.slots;
                self.slots = self.slots.saturating_add(1);
                let definition = self.new_definition(
                    format!("{}: {}", declared.name.text, entry.title.text),
                    expr.span,
                    Source::Given(module, expr, kind),
                );
                given.push((slot, definition));
            }
        }
        self.calendars.push(Calendar {
            made: model::Calendar::new(
                declared.name.text.clone(),
                self.zone,
                declared
                    .in_flight
                    .map(|(in_flight, _)| in_flight)
                    .unwrap_or_default(),
                Vec::new(),
            ),
            given,
            files: Vec::new(),
            span: declared.name.span,
        });
        self.calendar_sources.push((module, declared));
        self.declare_value(
            &declared.name.text,
            declared.name.span,
            Entity::Calendar(id),
        );
    }

    /// Reads the entries of every calendar.
    pub fn check_calendars(&mut self) {
        for index in 0..self.calendar_sources.len() {
            let Some((module, declared)) = self.calendar_sources.get(index).copied() else {
                continue;
            };
            self.at_top(module, |checker| checker.calendar(index, declared));
        }
    }

    /// A calendar as a value, with what the policy computes for it and for the calendars whose open days it counts.
    pub fn calendar_value(&mut self, id: CalendarId, span: Span) -> Expr {
        let mut met = BTreeSet::new();
        let mut waiting = vec![id];
        let mut taken: Vec<(u16, DefinitionId)> = Vec::new();
        while let Some(next) = waiting.pop() {
            if !met.insert(next) {
                continue;
            }
            let index = next.0 as usize;
            if let Some(calendar) = self.calendars.get(index) {
                taken.extend(&calendar.given);
            }
            if let Some((module, declared)) = self.calendar_sources.get(index).copied() {
                for name in counted(declared) {
                    if let Some(id) = self.calendar_named(module, &name.text) {
                        waiting.push(id);
                    }
                }
            }
        }
        let given = taken
            .iter()
            .map(|(_, definition)| {
                let definition = *definition;
                let ty = self.definition_type(definition, span);
                Expr {
                    kind: Kind::Definition(definition, Vec::new()),
                    ty,
                    span: self
                        .definitions
                        .get(definition.0 as usize)
                        .map_or(span, |found| found.span),
                }
            })
            .collect();
        Expr {
            kind: Kind::Calendar {
                id,
                slots: taken.iter().map(|(slot, _)| *slot).collect(),
                given,
            },
            ty: Ty::Calendar,
            span,
        }
    }

    /// The body behind `on dates in …` and `in windows …`.
    pub fn given(&mut self, id: DefinitionId, expr: &'u ast::Expr, kind: GivenKind) {
        let body = self.infer(expr, Want::Anything);
        let element = match body.ty.plain() {
            Ty::List(of) | Ty::Set(of) => Some((**of).clone()),
            Ty::Map(key, _) => Some((**key).clone()),
            _ => None,
        };
        let (wanted, words, help) = match kind {
            GivenKind::Dates => (
                Ty::Date,
                "dates",
                "a set or a list of dates, or a map whose keys are dates",
            ),
            GivenKind::Windows => (Ty::Window, "windows", "a list of windows"),
        };
        let fits = match &element {
            Some(element) => matches!(element, Ty::Nothing | Ty::Error) || *element == wanted,
            None => matches!(body.ty, Ty::Error | Ty::Nothing),
        };
        if !fits {
            let message = format!("these are no {words}, but {}", self.show(&body.ty));
            self.report(
                Diagnostic::new(codes::TYPE_MISMATCH, expr.span, message)
                    .help(format!("give {help}")),
            );
        }
        let result = body.ty.clone();
        self.set_definition(id, Vec::new(), result, Body::Expr(body));
    }

    fn calendar(&mut self, index: usize, declared: &'u CalendarDecl) {
        let zone = match &declared.zone {
            Some(written) => self.zone_named(written),
            None => self.zone,
        };
        let mut slots = self
            .calendars
            .get(index)
            .map_or_else(Vec::new, |calendar| calendar.given.clone())
            .into_iter()
            .map(|(slot, _)| slot);
        let mut entries = Vec::new();
        let mut files = Vec::new();
        for entry in &declared.entries {
            entries.push(self.entry(entry, zone, &mut slots, &mut files, entries.len()));
        }
        if declared.entries.is_empty() {
            self.report(
                Diagnostic::new(
                    codes::CALENDAR,
                    declared.name.span,
                    format!("calendar `{}` has no entry", declared.name.text),
                )
                .help("add an entry, such as `closed \"Weekend\" every sat, sun`"),
            );
        }
        if let Some(calendar) = self.calendars.get_mut(index) {
            calendar.made.zone = zone;
            calendar.made.entries = entries;
            calendar.made.span = Some(declared.name.span);
            calendar.files = files;
        }
    }

    fn entry(
        &mut self,
        entry: &'u CalendarEntry,
        zone: Zone,
        slots: &mut dyn Iterator<Item = u16>,
        files: &mut Vec<CalendarFile>,
        place: usize,
    ) -> Entry {
        let zone = match &entry.zone {
            Some(written) => self.zone_named(written),
            None => zone,
        };
        let text = |text: &Option<ast::Text>| text.as_ref().map(|text| text.text.trim().to_owned());
        let mut patterns = Vec::new();
        for when in std::iter::once(&entry.when)
            .chain(&entry.except)
            .chain(&entry.also)
        {
            if let WhenKind::Ics { path, sha256 } = &when.kind {
                files.push(CalendarFile {
                    entry: place,
                    pattern: patterns.len(),
                    path: path.text.clone(),
                    sha256: sha256.as_ref().map(|text| text.text.clone()),
                    span: path.span,
                });
            }
            let pattern = self.pattern(when, zone, slots);
            patterns.push(pattern.unwrap_or(Pattern::Windows(Vec::new())));
        }
        let mut patterns = patterns.into_iter();
        let pattern = patterns.next().unwrap_or(Pattern::Windows(Vec::new()));
        let except = patterns.by_ref().take(entry.except.len()).collect();
        Entry {
            effect: entry.effect,
            name: entry.title.text.clone(),
            reason: text(&entry.reason),
            owner: text(&entry.owner),
            ticket: text(&entry.ticket),
            zone,
            pattern,
            except,
            also: patterns.collect(),
            span: Some(entry.span),
        }
    }

    /// The names of calendars in a cycle, as ids.
    pub(super) fn cycle(&mut self, cycle: &Cycle<ast::Name>) -> Option<Cycle<CalendarId>> {
        Some(match cycle {
            Cycle::Days { every } => Cycle::Days { every: *every },
            Cycle::Weeks { every, on } => Cycle::Weeks {
                every: *every,
                on: on.clone(),
            },
            Cycle::Months { every, on } => Cycle::Months {
                every: *every,
                on: self.nths(on)?,
            },
            Cycle::Quarters { on } => Cycle::Quarters { on: self.nths(on)? },
            Cycle::Years { on } => {
                let mut days = Vec::new();
                for day in on {
                    days.push(match day {
                        YearDay::On(day) => YearDay::On(*day),
                        YearDay::In(month, nth) => YearDay::In(*month, self.nth(nth)?),
                    });
                }
                Cycle::Years { on: days }
            }
            Cycle::YearRange { from, through } => Cycle::YearRange {
                from: *from,
                through: *through,
            },
        })
    }

    fn nths(&mut self, nths: &[Nth<ast::Name>]) -> Option<Vec<Nth<CalendarId>>> {
        nths.iter().map(|nth| self.nth(nth)).collect()
    }

    fn nth(&mut self, nth: &Nth<ast::Name>) -> Option<Nth<CalendarId>> {
        Some(match nth {
            Nth::Day(n) => Nth::Day(*n),
            Nth::Weekday(n, weekday) => Nth::Weekday(*n, *weekday),
            Nth::Workday(n) => Nth::Workday(*n),
            Nth::OpenDay(n, name) => match self.calendar_named(self.module, &name.text) {
                Some(id) => Nth::OpenDay(*n, id),
                None => {
                    self.unknown_calendar(name);
                    return None;
                }
            },
        })
    }

    fn calendar_named(&self, module: usize, name: &str) -> Option<CalendarId> {
        match super::scope::find(&self.scopes, module, name, |scope| &scope.values) {
            Found::One(Entity::Calendar(id)) => Some(id),
            _ => None,
        }
    }

    fn unknown_calendar(&mut self, name: &ast::Name) {
        let names: Vec<String> = self
            .calendars
            .iter()
            .map(|calendar| calendar.made.name.clone())
            .collect();
        let diagnostic = Diagnostic::new(
            codes::UNKNOWN_NAME,
            name.span,
            format!("there is no calendar `{}`", name.text),
        );
        let near = crate::diagnostic::did_you_mean(&name.text, names.iter().map(String::as_str));
        self.report(match near {
            Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
            None => diagnostic.help(format!(
                "declare it: `calendar {} {{ closed \"Weekend\" every sat, sun }}`",
                name.text
            )),
        });
    }
}

/// The calendars whose open days a calendar counts.
fn counted(declared: &CalendarDecl) -> Vec<&ast::Name> {
    let mut names = Vec::new();
    for entry in &declared.entries {
        for when in std::iter::once(&entry.when)
            .chain(&entry.except)
            .chain(&entry.also)
        {
            let WhenKind::Every { cycle, .. } = &when.kind else {
                continue;
            };
            match cycle {
                Cycle::Months { on, .. } | Cycle::Quarters { on } => {
                    names.extend(on.iter().filter_map(open_day_of));
                }
                Cycle::Years { on } => names.extend(on.iter().filter_map(|day| match day {
                    YearDay::In(_, nth) => open_day_of(nth),
                    YearDay::On(_) => None,
                })),
                Cycle::Days { .. } | Cycle::Weeks { .. } | Cycle::YearRange { .. } => {}
            }
        }
    }
    names
}

fn open_day_of(nth: &Nth<ast::Name>) -> Option<&ast::Name> {
    match nth {
        Nth::OpenDay(_, name) => Some(name),
        _ => None,
    }
}
