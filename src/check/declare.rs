use crate::diagnostic::{Diagnostic, codes};
use crate::source::span::Span;
use crate::syntax::ast::{self, Item};
use crate::types::ty::{EnumType, Field, Format, RecordType, Ty};
use crate::value::zone::Zone;
use crate::value::{EnumId, RecordId};

use super::prelude::StoredModule;
use super::program::{Checker, Source, State, start_of};
use super::scope::{Entity, Scope, TypeEntity};
use super::typed::{
    Body, Data, DataId, Definition, DefinitionId, Input, InputId, Param, ParamId, PolicyInfo,
};

impl<'u> Checker<'u> {
    /// Declares every name of every module; bodies are not looked at yet.
    pub fn declare_all(&mut self) -> Option<PolicyInfo> {
        let unit = self.unit;
        let policy = self.policy_block();
        for module in &unit.modules {
            let stored = module.stored.and_then(|place| {
                let prelude = self.prelude.as_ref()?;
                prelude.modules.get(place).map(StoredModule::scope)
            });
            if let Some(scope) = stored {
                self.scopes.push(scope);
                continue;
            }
            let mut scope = Scope::default();
            for link in &module.links {
                if link.alias.is_none() && !link.include {
                    scope.open.push(link.target);
                }
            }
            self.scopes.push(scope);
        }
        for (index, module) in unit.modules.iter().enumerate() {
            for item in &module.tree.items {
                self.declare_type_name(index, item);
            }
        }
        self.fill_types();
        for (index, module) in unit.modules.iter().enumerate() {
            if module.stored.is_some() {
                continue;
            }
            self.module = index;
            for link in &module.links {
                if let Some(alias) = &link.alias {
                    self.declare_value(alias, link.span, Entity::Module(link.target));
                }
            }
            for broken in &module.tree.broken {
                self.declare_value(&broken.text, broken.span, Entity::Broken);
            }
            for item in &module.tree.items {
                self.declare_item(index, item);
            }
        }
        self.module = 0;
        self.check_params();
        policy
    }

    fn policy_block(&mut self) -> Option<PolicyInfo> {
        let unit = self.unit;
        let mut found: Option<PolicyInfo> = None;
        for item in unit.modules.first().map_or(&[][..], |m| &m.tree.items) {
            let Item::Policy(policy) = item else { continue };
            if let Some(first) = &found {
                let first = first.span;
                self.report(
                    Diagnostic::new(
                        codes::DECLARED_TWICE,
                        policy.name.span,
                        "a file has one `policy` block",
                    )
                    .and(first, "the first is here")
                    .help("put the second policy into a file of its own"),
                );
                continue;
            }
            let zone = self.policy_zone(policy);
            self.zone = zone;
            let text = |text: &Option<ast::Text>| {
                text.as_ref().map_or_else(String::new, |t| t.text.clone())
            };
            found = Some(PolicyInfo {
                name: policy.name.text.clone(),
                title: text(&policy.title),
                owner: text(&policy.owner),
                version: text(&policy.version),
                zone,
                applies_when: None,
                span: policy.span,
            });
        }
        if found.is_none() {
            let broken = unit
                .modules
                .first()
                .is_some_and(|module| !module.tree.broken.is_empty());
            if !broken {
                self.report(
                    Diagnostic::new(
                        codes::NO_POLICY,
                        start_of(unit),
                        "this file has no `policy` block, so it is a module and decides nothing by itself",
                    )
                    .help("add `policy name { title \"…\" owner \"…\" version \"…\" zone \"UTC\" }`, or name the policy that imports it"),
                );
            }
        }
        found
    }

    fn policy_zone(&mut self, policy: &ast::Policy) -> Zone {
        policy
            .zone
            .as_ref()
            .map_or(Zone::UTC, |written| self.zone_named(written))
    }

    /// The zone of a name; UTC, for further checks, where there is none.
    pub fn zone_named(&mut self, written: &ast::Text) -> Zone {
        Zone::parse(&written.text).unwrap_or_else(|| {
            let mut diagnostic = Diagnostic::new(
                codes::UNKNOWN_ZONE,
                written.span,
                format!("there is no time zone `{}`", written.text),
            );
            diagnostic = match Zone::nearest(&written.text) {
                Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                None => diagnostic
                    .help("use a name of the IANA database such as `Europe/London`, or `AoE`"),
            };
            self.report(diagnostic);
            Zone::UTC
        })
    }

    fn declare_type_name(&mut self, module: usize, item: &'u Item) {
        match item {
            Item::Enum(declared) => {
                let id = self.new_enum(
                    declared.name.text.clone(),
                    declared.ordered,
                    &declared.members,
                    Some(declared.name.span),
                );
                self.declare_type(module, &declared.name, TypeEntity::Enum(id));
            }
            Item::Type(declared) => {
                let id = RecordId(u32::try_from(self.types.records.len()).unwrap_or(u32::MAX));
                self.types.records.push(RecordType {
                    name: declared.name.text.clone(),
                    open: declared.open,
                    pair: false,
                    extends: None,
                    fields: Vec::new(),
                    span: Some(declared.name.span),
                });
                self.declare_type(module, &declared.name, TypeEntity::Record(id));
            }
            _ => {}
        }
    }

    fn declare_type(&mut self, module: usize, name: &ast::Name, entity: TypeEntity) {
        if super::typename::is_builtin(&name.text) {
            self.report(
                Diagnostic::new(
                    codes::DECLARED_TWICE,
                    name.span,
                    format!("`{}` is a type of the language", name.text),
                )
                .help("choose another name"),
            );
            return;
        }
        let Some(scope) = self.scopes.get_mut(module) else {
            return;
        };
        if let Some((_, first)) = scope.types.get(&name.text) {
            let first = *first;
            self.report(
                Diagnostic::new(
                    codes::DECLARED_TWICE,
                    name.span,
                    format!("type `{}` is declared twice", name.text),
                )
                .and(first, "first declared here")
                .help("rename one of them"),
            );
            return;
        }
        scope.types.insert(name.text.clone(), (entity, name.span));
    }

    pub fn new_enum(
        &mut self,
        name: String,
        ordered: bool,
        members: &[ast::Name],
        span: Option<Span>,
    ) -> EnumId {
        let mut names: Vec<String> = Vec::new();
        for member in members {
            if ["missing", "present", "empty"].contains(&member.text.as_str()) {
                self.report(
                    Diagnostic::new(
                        codes::RESERVED,
                        member.span,
                        format!(
                            "`{}` cannot be a member: `is {}` already asks about evidence",
                            member.text, member.text
                        ),
                    )
                    .help("choose another word, such as `not_run`"),
                );
            }
            if names.contains(&member.text) {
                self.report(
                    Diagnostic::new(
                        codes::DECLARED_TWICE,
                        member.span,
                        format!("member `{}` stands twice", member.text),
                    )
                    .help("remove one of them"),
                );
                continue;
            }
            names.push(member.text.clone());
        }
        let id = EnumId(u32::try_from(self.types.enums.len()).unwrap_or(u32::MAX));
        self.types.enums.push(EnumType {
            name,
            ordered,
            members: names,
            span,
        });
        id
    }

    /// Gives every declared record its fields; what extends another comes after it.
    fn fill_types(&mut self) {
        let unit = self.unit;
        let mut pending: Vec<(usize, &'u ast::TypeDecl)> = Vec::new();
        for (index, module) in unit.modules.iter().enumerate() {
            for item in &module.tree.items {
                if let Item::Type(declared) = item {
                    pending.push((index, declared));
                }
            }
        }
        while !pending.is_empty() {
            let before = pending.len();
            let waiting: Vec<Span> = pending
                .iter()
                .map(|(_, declared)| declared.name.span)
                .collect();
            pending.retain(|(module, declared)| {
                self.module = *module;
                let base = declared
                    .extends
                    .as_ref()
                    .map(|name| self.record_named(name));
                if let Some(Some(base)) = base {
                    let base_span = self.types.record_type(base).and_then(|record| record.span);
                    if base_span.is_some_and(|span| waiting.contains(&span)) {
                        return true;
                    }
                }
                self.fill_type(*module, declared, base.flatten());
                false
            });
            if pending.len() == before {
                for (_, declared) in &pending {
                    self.report(
                        Diagnostic::new(
                            codes::CYCLE,
                            declared.name.span,
                            format!("type `{}` extends itself", declared.name.text),
                        )
                        .help("remove one `extends`"),
                    );
                }
                return;
            }
        }
    }

    fn record_named(&mut self, name: &ast::Name) -> Option<RecordId> {
        match self.type_entity(name) {
            Some(TypeEntity::Record(id)) => Some(id),
            Some(TypeEntity::Enum(_)) => {
                self.error(
                    codes::TYPE_MISMATCH,
                    name.span,
                    format!(
                        "`{}` is an enum: only a record type can be extended",
                        name.text
                    ),
                );
                None
            }
            None => None,
        }
    }

    fn fill_type(&mut self, module: usize, declared: &'u ast::TypeDecl, base: Option<RecordId>) {
        let Some((TypeEntity::Record(id), _)) = self
            .scopes
            .get(module)
            .and_then(|scope| scope.types.get(&declared.name.text).copied())
        else {
            return;
        };
        // A second declaration of the name was reported; its fields belong nowhere.
        if self.types.record_type(id).and_then(|record| record.span) != Some(declared.name.span) {
            return;
        }
        let mut fields: Vec<Field> = Vec::new();
        if let Some(base) = base {
            fields = self
                .types
                .record_type(base)
                .map_or_else(Vec::new, |record| record.fields.clone());
            let inherited: Vec<((RecordId, u16), DefinitionId)> = self
                .derived
                .range((base, 0)..=(base, u16::MAX))
                .map(|((_, index), definition)| ((id, *index), *definition))
                .collect();
            self.derived.extend(inherited);
        }
        let own_from = fields.len();
        for field in &declared.fields {
            let (ty, format, derived) = match &field.kind {
                ast::FieldKind::Declared(written) => {
                    let (ty, format) = self.resolve_field(written);
                    self.refuse_calendar(&ty, written.span);
                    (ty, format, None)
                }
                ast::FieldKind::Derived(expr) => (Ty::Error, Format::Plain, Some(expr)),
            };
            let made = Field {
                name: field.name.text.clone(),
                wire: field
                    .wire
                    .as_ref()
                    .map_or_else(|| field.name.text.clone(), |wire| wire.text.clone()),
                required: field.required,
                derived: derived.is_some(),
                format,
                ty,
                span: Some(field.span),
            };
            let place = fields.iter().position(|other| other.name == made.name);
            let index = match place {
                Some(index) if index < own_from => {
                    self.check_override(field, fields.get(index), &made);
                    if let Some(slot) = fields.get_mut(index) {
                        *slot = made;
                    }
                    index
                }
                Some(_) => {
                    self.report(
                        Diagnostic::new(
                            codes::DECLARED_TWICE,
                            field.name.span,
                            format!("field `{}` is declared twice", field.name.text),
                        )
                        .help("remove one of them"),
                    );
                    continue;
                }
                None => {
                    fields.push(made);
                    fields.len() - 1
                }
            };
            if let Some(expr) = derived {
                let index = u16::try_from(index).unwrap_or(u16::MAX);
                let definition = self.new_definition(
                    field.name.text.clone(),
                    field.name.span,
                    Source::Derived(module, id, expr),
                );
                self.derived.insert((id, index), definition);
            }
        }
        if let Some(record) = self.types.records.get_mut(id.0 as usize) {
            record.fields = fields;
            record.extends = base;
        }
    }

    /// A field declared again in an extension may only become more precise.
    fn check_override(&mut self, field: &ast::FieldDecl, base: Option<&Field>, made: &Field) {
        let Some(base) = base else { return };
        if base.derived || made.derived || !self.accepts(&base.ty, &made.ty) {
            let message = format!(
                "`{}` is {} in the type that this extends",
                field.name.text,
                if base.derived {
                    "derived".to_owned()
                } else {
                    self.show(&base.ty)
                }
            );
            self.report(
                Diagnostic::new(codes::TYPE_MISMATCH, field.span, message)
                    .help("an extension may add fields, and declare one again only with a type that extends the first"),
            );
        }
    }

    fn declare_item(&mut self, module: usize, item: &'u Item) {
        match item {
            Item::Input(input) => self.declare_input(input),
            Item::Param(param) => {
                let (ty, _) = self.resolve_field(&param.ty);
                self.refuse_calendar(&ty, param.ty.span);
                let id = ParamId(u32::try_from(self.params.len()).unwrap_or(u32::MAX));
                self.params.push(Param {
                    name: param.name.text.clone(),
                    ty,
                    value: super::expr::broken(param.value.span),
                    within: None,
                    span: param.name.span,
                });
                self.declare_value(&param.name.text, param.name.span, Entity::Param(id));
            }
            Item::Data(data) => {
                let ty = self.resolve(&data.ty);
                self.refuse_calendar(&ty, data.ty.span);
                let id = DataId(u32::try_from(self.data.len()).unwrap_or(u32::MAX));
                self.data.push(Data {
                    name: data.name.text.clone(),
                    ty,
                    path: data.path.text.clone(),
                    sha256: data.sha256.as_ref().map(|text| text.text.clone()),
                    span: data.name.span,
                    path_span: data.path.span,
                });
                self.declare_value(&data.name.text, data.name.span, Entity::Data(id));
            }
            Item::Define(define) => {
                self.declare_definition(&define.name, Source::Define(module, define));
            }
            Item::Classify(classify) => {
                self.declare_definition(&classify.name, Source::Classify(module, classify));
            }
            Item::Table(table) => {
                self.declare_definition(&table.name, Source::Table(module, table));
            }
            Item::Calendar(declared) => self.declare_calendar(module, declared),
            Item::Policy(policy) if module != 0 => {
                self.report(
                    Diagnostic::new(
                        codes::IMPORT,
                        policy.name.span,
                        format!(
                            "`{}` is a policy, and only modules can be imported",
                            policy.name.text
                        ),
                    )
                    .help("move what is shared into a file without a `policy` block"),
                );
            }
            _ => {}
        }
    }

    fn declare_input(&mut self, input: &ast::Input) {
        let ty = self.resolve(&input.ty);
        self.refuse_calendar(&ty, input.ty.span);
        // Modules that an including policy brings in speak of the same input by the same name.
        let same = self
            .inputs
            .iter()
            .position(|other| other.name == input.name.text);
        let id = match same {
            Some(index) => {
                let other = self.inputs.get(index).cloned();
                if let Some(other) = other
                    && other.ty != ty
                {
                    let message = format!(
                        "input `{}` is {} here and {} elsewhere",
                        input.name.text,
                        self.show(&ty),
                        self.show(&other.ty)
                    );
                    self.report(
                        Diagnostic::new(codes::TYPE_MISMATCH, input.span, message)
                            .and(other.span, "declared here too")
                            .help("one name is one input: give both the same type"),
                    );
                }
                if !input.optional
                    && let Some(found) = self.inputs.get_mut(index)
                {
                    found.optional = false;
                }
                index
            }
            None => {
                self.inputs.push(Input {
                    name: input.name.text.clone(),
                    optional: input.optional,
                    ty,
                    span: input.name.span,
                });
                self.inputs.len() - 1
            }
        };
        let id = InputId(u32::try_from(id).unwrap_or(u32::MAX));
        self.declare_value(&input.name.text, input.name.span, Entity::Input(id));
    }

    fn declare_definition(&mut self, name: &ast::Name, source: Source<'u>) {
        let id = self.new_definition(name.text.clone(), name.span, source);
        self.declare_value(&name.text, name.span, Entity::Definition(id));
    }

    pub(super) fn new_definition(
        &mut self,
        name: String,
        span: Span,
        source: Source<'u>,
    ) -> DefinitionId {
        let id = DefinitionId(u32::try_from(self.definitions.len()).unwrap_or(u32::MAX));
        self.definitions.push(Definition {
            name,
            params: Vec::new(),
            result: Ty::Error,
            body: Body::Broken,
            span,
        });
        self.sources.push(source);
        self.states.push(State::Waiting);
        id
    }

    pub(super) fn declare_value(&mut self, name: &str, span: Span, entity: Entity) {
        if crate::builtins::list::find(name).is_some() || name == "now" {
            self.report(
                Diagnostic::new(
                    codes::DECLARED_TWICE,
                    span,
                    format!("`{name}` is a name of the language"),
                )
                .help("choose another name"),
            );
            return;
        }
        let module = self.module;
        let Some(scope) = self.scopes.get_mut(module) else {
            return;
        };
        if let Some((first_entity, first)) = scope.values.get(name) {
            let (first_entity, first) = (*first_entity, *first);
            if first_entity == Entity::Broken || entity == Entity::Broken {
                return;
            }
            self.report(
                Diagnostic::new(
                    codes::DECLARED_TWICE,
                    span,
                    format!("`{name}` is declared twice"),
                )
                .and(first, "first declared here")
                .help("rename one of them"),
            );
            return;
        }
        scope.values.insert(name.to_owned(), (entity, span));
    }
}
