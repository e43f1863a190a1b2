//! What a search for a project covers besides its texts, computed once per build.

use crate::{Dataset, Entry, Project, Ref, Text};
use pinyin::ToPinyin;

/// What a search finds a project by, besides its own texts: its Chinese names in pinyin without tones, and the words
/// that the editor added. All in lower case, one per line.
pub(crate) fn of_project(project: &Project, dataset: &Dataset) -> String {
    let mut names: Vec<&Text> = vec![&project.name, &project.topic];
    names.extend(project.county.iter().chain(&project.site));
    // the dataset is not linked yet
    let place = find(&dataset.places, &project.place);
    let region = project.region.as_ref().or(place.map(|place| &place.region));
    names.extend(place.map(|place| &place.name));
    names.extend(region.and_then(|region| find(&dataset.map.regions, region)).map(|region| &region.name));
    let partners = project.partners.iter().filter_map(|partner| find(&dataset.partners, partner));
    names.extend(partners.map(|partner| &partner.name));
    let mut lines: Vec<String> = project.search.iter().map(|word| word.to_lowercase().replace('ü', "u")).collect();
    lines.extend(names.iter().map(|name| pinyin_of(&name.zh_hans)));
    // repeats add bytes but no matches
    let mut seen: Vec<String> = Vec::new();
    for line in lines {
        if !line.is_empty() && !seen.iter().any(|other| other.contains(&line)) {
            seen.push(line);
        }
    }
    seen.join("\n")
}

/// The entry that a reference points to.
fn find<'d, T: Entry>(entries: &'d [T], reference: &Ref<T>) -> Option<&'d T> {
    entries.iter().find(|entry| entry.id() == reference.id())
}

/// Pinyin of the Chinese characters, joined. ü becomes v, as people type it. Empty if there are no Chinese
/// characters.
fn pinyin_of(text: &str) -> String {
    text.to_pinyin().flatten().map(|syllable| syllable.plain().replace('ü', "v")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_by_pinyin() {
        assert_eq!(pinyin_of("昭通市鲁甸县"), "zhaotongshiludianxian");
        assert_eq!(pinyin_of("卯家湾"), "maojiawan");
        assert_eq!(pinyin_of("绿春"), "lvchun");
        assert_eq!(pinyin_of("1+16+N"), "");
    }
}
