//! What a search for a project looks through, made once a build.

use crate::authoring::{PlaceEntry, ProgramEntry, ProjectEntry, RegionEntry, TextEntry};
use pinyin::ToPinyin;

/// Every name and text of a project in lower case, and its Chinese names in pinyin without tones, a line each.
pub(crate) fn of_project(
    project: &ProjectEntry,
    place: &PlaceEntry,
    region: &RegionEntry,
    program: &ProgramEntry,
) -> String {
    let mut names: Vec<&TextEntry> = vec![&project.name, &project.topic, &place.name, &region.name, &region.short];
    names.extend(project.county.iter().chain(&project.site));
    names.extend(
        program
            .partners
            .iter()
            .filter(|partner| project.partners.contains(&partner.id))
            .map(|partner| &partner.name),
    );
    names.extend(
        program
            .themes
            .iter()
            .filter(|theme| theme.id == project.theme)
            .map(|theme| &theme.name),
    );
    let mut lines: Vec<String> = Vec::new();
    for text in names.iter().copied().chain([&project.what]).chain(&project.note) {
        lines.extend(text.values().map(|text| folded(text)));
    }
    lines.extend(
        names
            .iter()
            .filter_map(|text| text.get("zh-Hans"))
            .map(|text| pinyin_of(text)),
    );
    lines.extend(project.search.iter().map(|word| folded(word)));
    // repeats add bytes and no match
    let mut seen: Vec<String> = Vec::new();
    for line in lines {
        if !line.is_empty() && !seen.iter().any(|other| other.contains(&line)) {
            seen.push(line);
        }
    }
    seen.join("\n")
}

/// Lower case, and `lüchun` found by `luchun`.
fn folded(text: &str) -> String {
    text.to_lowercase().replace('ü', "u").replace('’', "'")
}

/// Pinyin of the Chinese characters, joined; ü is v, as it is typed. Empty if there are none.
fn pinyin_of(text: &str) -> String {
    text.to_pinyin()
        .flatten()
        .map(|syllable| syllable.plain().replace('ü', "v"))
        .collect()
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
        assert_eq!(folded("Lüchun County"), "luchun county");
    }
}
