//! Lists of tables in a settings file, such as `[[views]]`: items are added at the end.

use toml::de::{DeTable, DeValue};

use super::WriteError;
use super::document::Document;

impl Document {
    /// Whether an item of a list holds such a text at a key.
    pub(super) fn any_in_list(&self, list: &str, key: &str, is_it: impl Fn(&str) -> bool) -> bool {
        let Ok(root) = DeTable::parse(self.text()) else {
            return false;
        };
        items(root.get_ref(), list).iter().any(|item| {
            let value = item.get(key).and_then(|value| value.get_ref().as_str());
            value.is_some_and(&is_it)
        })
    }

    /// Adds an item to a list, at the end of the file. The values are TOML.
    pub(super) fn append(
        &mut self,
        list: &str,
        lines: &[(&str, String)],
    ) -> Result<(), WriteError> {
        let before =
            DeTable::parse(self.text()).map_or(0, |root| items(root.get_ref(), list).len());
        let body: Vec<String> = lines
            .iter()
            .map(|(key, value)| format!("{key} = {value}"))
            .collect();
        let changed = self.with_section(&format!("[[{list}]]"), &body);
        self.take(changed, &[list], |root| {
            let items = items(root, list);
            let last = items.last()?;
            Some(items.len() == before + 1 && last.len() == lines.len())
        })
    }
}

fn items<'d, 't>(root: &'d DeTable<'t>, list: &str) -> Vec<&'d DeTable<'t>> {
    let value = root.get(list).map(toml::Spanned::get_ref);
    let items = match value {
        Some(DeValue::Array(items)) => items.iter(),
        _ => return Vec::new(),
    };
    items.filter_map(|item| item.get_ref().as_table()).collect()
}
