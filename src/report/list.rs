//! The list of every format: one line each.

use super::Renderer;
use super::json_v1::{Json, Ndjson};
use super::text::Text;

/// Every format; the first is the one for people.
pub const ALL: &[&dyn Renderer] = &[&Text, &Json, &Ndjson];

/// The format of that name.
pub fn find(name: &str) -> Option<&'static dyn Renderer> {
    ALL.iter().copied().find(|renderer| renderer.name() == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_format_is_found_by_its_own_name() {
        let names: Vec<&str> = ALL.iter().map(|renderer| renderer.name()).collect();
        assert_eq!(names, ["text", "json", "ndjson"]);
        for name in names {
            assert_eq!(find(name).map(Renderer::name), Some(name));
        }
        assert!(find("xml").is_none());
    }
}
