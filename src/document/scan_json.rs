use std::sync::Arc;

use jiter::{Jiter, JiterError, JiterErrorType, JsonErrorType, Peek};

use crate::diagnostic::codes;

use super::read::Limits;
use super::refusal::Refusal;
use super::text::Text;
use super::tree::builder::Builder;
use super::tree::{Slice, Tree, What};

/// Scans a JSON text (RFC 8259, strictly) without recursion.
///
/// # Errors
/// What is malformed, cut off, too deep or too large, has a key twice, or goes on behind its end.
pub(super) fn scan(source: &Arc<Text>, limits: Limits) -> Result<Tree, Refusal> {
    let mut builder = Builder::new(source, limits);
    let mut jiter = Jiter::new(source.as_str().as_bytes());
    fill(&mut builder, &mut jiter).map_err(|stop| match stop {
        Stop::Refused(refusal) => refusal,
        Stop::Malformed(error) => malformed(source, &builder, &error),
    })?;
    Ok(builder.finish())
}

enum Stop {
    Refused(Refusal),
    Malformed(JiterError),
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Stop {
        Stop::Refused(refusal)
    }
}

impl From<JiterError> for Stop {
    fn from(error: JiterError) -> Stop {
        Stop::Malformed(error)
    }
}

fn fill(builder: &mut Builder, jiter: &mut Jiter<'_>) -> Result<(), Stop> {
    let mut next = Some(jiter.peek()?);
    loop {
        // `None`: the innermost container has ended.
        match next {
            Some(Peek::Array) => {
                builder.open(jiter.current_index(), What::List)?;
                next = jiter.known_array()?;
                continue;
            }
            Some(Peek::Object) => {
                builder.open(jiter.current_index(), What::Map)?;
                next = key(builder, jiter, true)?;
                continue;
            }
            Some(peek) => scalar(builder, jiter, peek)?,
            None => {
                builder.close()?;
            }
        }
        next = match builder.in_map() {
            None => return Ok(jiter.finish()?),
            Some(false) => jiter.array_step()?,
            Some(true) => key(builder, jiter, false)?,
        };
    }
}

/// Reads the next key of an object and looks at its value; `None` at the object's end.
fn key(builder: &mut Builder, jiter: &mut Jiter<'_>, first: bool) -> Result<Option<Peek>, Stop> {
    let found = if first {
        jiter.next_object_bytes()?
    } else {
        jiter.next_key_bytes()?
    };
    let Some(raw) = found else {
        return Ok(None);
    };
    let start = raw
        .as_ptr()
        .addr()
        .saturating_sub(builder.source().as_str().as_ptr().addr());
    let slice = Slice::json(start, raw.len(), raw.contains(&b'\\'));
    builder.scalar(start.saturating_sub(1), What::Quoted(slice))?;
    Ok(Some(jiter.peek()?))
}

fn scalar(builder: &mut Builder, jiter: &mut Jiter<'_>, peek: Peek) -> Result<(), Stop> {
    let at = jiter.current_index();
    let what = match peek {
        Peek::String => {
            let raw = jiter.known_bytes()?;
            What::Quoted(Slice::json(at + 1, raw.len(), raw.contains(&b'\\')))
        }
        Peek::Null => {
            jiter.next_null()?;
            What::Plain(Slice::json(at, jiter.current_index() - at, false))
        }
        Peek::True | Peek::False => {
            jiter.known_bool(peek)?;
            What::Plain(Slice::json(at, jiter.current_index() - at, false))
        }
        other => {
            let len = jiter.known_number_bytes(other)?.len();
            What::Plain(Slice::json(at, len, false))
        }
    };
    builder.scalar(at, what)?;
    Ok(())
}

fn malformed(source: &Text, builder: &Builder, error: &JiterError) -> Refusal {
    let ends_early = if builder.at_root() {
        "the text ends before its value does"
    } else {
        "the text ends inside a list or record that is still open"
    };
    let message = match &error.error_type {
        JiterErrorType::JsonError(kind) => match kind {
            JsonErrorType::EofWhileParsingList
            | JsonErrorType::EofWhileParsingObject
            | JsonErrorType::EofWhileParsingValue => ends_early,
            JsonErrorType::EofWhileParsingString => "the text ends inside a string",
            JsonErrorType::ExpectedColon => "a `:` is missing behind this key",
            JsonErrorType::ExpectedListCommaOrEnd => "a `,` or `]` is missing here",
            JsonErrorType::ExpectedObjectCommaOrEnd => "a `,` or `}` is missing here",
            JsonErrorType::InvalidEscape => "no JSON escape is written like this",
            JsonErrorType::InvalidNumber => "no JSON number is written like this",
            JsonErrorType::NumberOutOfRange => "this number has more than 4,300 digits",
            JsonErrorType::ControlCharacterWhileParsingString => {
                "a string holds a control character that is not escaped"
            }
            JsonErrorType::KeyMustBeAString => "a key in double quotes is missing here",
            JsonErrorType::LoneLeadingSurrogateInHexEscape
            | JsonErrorType::UnexpectedEndOfHexEscape => "a string holds half of a surrogate pair",
            JsonErrorType::TrailingComma => "nothing stands behind the last `,`",
            JsonErrorType::TrailingCharacters => "the text goes on behind the end of its value",
            _ => "no JSON value is written like this",
        },
        JiterErrorType::WrongType { .. } => "no JSON value is written like this",
    };
    Refusal::at(codes::DOC_MALFORMED, source, error.index, message)
}
