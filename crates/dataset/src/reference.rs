//! References between entries of a dataset.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::ops::Deref;
use std::sync::OnceLock;

/// An entry of a list that others refer to by its id.
pub trait Entry {
    /// Its id, unique in its list.
    fn id(&self) -> &str;
}

/// A reference to an entry of another list: written as its id, in JSON and in the binary form.
///
/// A decoded dataset ([`crate::Dataset::decode`]) has all its references linked, so they dereference to the entry at
/// no cost. Only the checks see unlinked ones, and use only their ids.
pub struct Ref<T: 'static> {
    id: String,
    entry: OnceLock<&'static T>,
}

impl<T> Ref<T> {
    /// An unlinked reference.
    pub fn new(id: impl Into<String>) -> Ref<T> {
        Ref { id: id.into(), entry: OnceLock::new() }
    }

    /// Id of the entry.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The entry, for as long as the process lives.
    ///
    /// # Panics
    /// The dataset was not decoded, so the reference was never linked.
    pub fn get(&self) -> &'static T {
        self.entry.get().expect("references of a decoded dataset are linked")
    }
}

impl<T: Entry> Ref<T> {
    /// A linked reference to an entry.
    pub fn to(entry: &'static T) -> Ref<T> {
        Ref { id: entry.id().to_owned(), entry: OnceLock::from(entry) }
    }
}

impl<T> Deref for Ref<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.get()
    }
}

impl<T> Clone for Ref<T> {
    fn clone(&self) -> Ref<T> {
        Ref { id: self.id.clone(), entry: self.entry.clone() }
    }
}

impl<T> PartialEq for Ref<T> {
    fn eq(&self, other: &Ref<T>) -> bool {
        self.id == other.id
    }
}

impl<T> Eq for Ref<T> {}

impl<T> fmt::Debug for Ref<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "→{}", self.id)
    }
}

impl<T> fmt::Display for Ref<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.id)
    }
}

impl<T> Serialize for Ref<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.id.serialize(serializer)
    }
}

impl<'de, T> Deserialize<'de> for Ref<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Ref<T>, D::Error> {
        String::deserialize(deserializer).map(Ref::new)
    }
}

/// The entries of a list by id.
pub(crate) struct ById<T: 'static> {
    entries: Vec<&'static T>,
    index: Index,
}

/// The position of each id in its list, sorted by id. The code is the same for lists of every type.
struct Index(Vec<(&'static str, usize)>);

impl Index {
    #[inline(never)]
    fn new(mut ids: Vec<(&'static str, usize)>) -> Index {
        ids.sort_unstable();
        Index(ids)
    }

    #[inline(never)]
    fn find(&self, id: &str) -> Result<usize, String> {
        let at = self.0.binary_search_by_key(&id, |(id, _)| id).map_err(|_| id.to_owned())?;
        Ok(self.0[at].1)
    }
}

impl<T: Entry> ById<T> {
    pub(crate) fn new(entries: impl IntoIterator<Item = &'static T>) -> ById<T> {
        let entries: Vec<&'static T> = entries.into_iter().collect();
        let index = Index::new(entries.iter().enumerate().map(|(at, entry)| (entry.id(), at)).collect());
        ById { entries, index }
    }

    /// Links references to the entries of this list. Fails with the id that no entry has.
    pub(crate) fn link<'r>(&self, references: impl IntoIterator<Item = &'r Ref<T>>) -> Result<(), String> {
        for reference in references {
            // a reference that is already linked points to the same entry
            let _linked = reference.entry.set(self.entries[self.index.find(&reference.id)?]);
        }
        Ok(())
    }
}

#[cfg(feature = "authoring")]
impl<T> schemars::JsonSchema for Ref<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Ref".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        String::json_schema(generator)
    }
}
