//! Which projects show.

use shanhai_dataset::{Partner, Program, Project, Region, Theme};

/// Conditions that a project must meet, all of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProjectFilter {
    /// Its theme.
    pub theme: Option<&'static Theme>,
    /// The prefecture that it belongs to.
    pub prefecture: Option<&'static Region>,
    /// One of its partners.
    pub partner: Option<&'static Partner>,
    /// Words that its texts hold, as typed: in either language or in pinyin.
    pub text: String,
}

impl ProjectFilter {
    /// Whether every project passes.
    pub fn is_open(&self) -> bool {
        self.theme.is_none() && self.prefecture.is_none() && self.partner.is_none() && self.text.trim().is_empty()
    }

    /// Whether a project passes.
    pub fn matches(&self, project: &Project) -> bool {
        self.passes(project, &folded(&self.text))
    }

    /// The projects that pass, in their order.
    pub fn matching(&self, program: &Program) -> Vec<&'static Project> {
        // folded once, not once a project: a keystroke is answered within a frame
        let text = folded(&self.text);
        program
            .projects
            .iter()
            .copied()
            .filter(|project| self.passes(project, &text))
            .collect()
    }

    fn passes(&self, project: &Project, text: &str) -> bool {
        self.theme.is_none_or(|theme| theme == project.theme)
            && self.prefecture.is_none_or(|region| region == project.region)
            && self.partner.is_none_or(|partner| project.partners.contains(&partner))
            && text.split_whitespace().all(|term| project.search.contains(term))
    }
}

/// Lower case, with the plain u and apostrophe of every keyboard: as the dataset folds what is searched.
fn folded(text: &str) -> String {
    text.to_lowercase()
        .replace('ü', "u")
        .replace("u\u{308}", "u")
        .replace('’', "'")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::embedded::PROGRAM;

    fn searched(text: &str) -> Vec<&'static str> {
        let filter = ProjectFilter {
            text: text.to_owned(),
            ..ProjectFilter::default()
        };
        filter.matching(&PROGRAM).iter().map(|project| project.id).collect()
    }

    #[test]
    fn an_open_filter_lets_everything_pass() {
        assert_eq!(searched(" \u{3000} ").len(), PROGRAM.projects.len());
        assert!(
            ProjectFilter {
                text: " ".into(),
                ..ProjectFilter::default()
            }
            .is_open()
        );
    }

    #[test]
    fn a_search_finds_characters_english_and_pinyin() {
        for text in ["卯家湾", "Maojiawan", "maojiawan", "LUDIAN maojiawan", "鲁甸"] {
            assert!(searched(text).contains(&"maojiawan"), "{text}");
        }
        assert!(searched("no such place anywhere").is_empty());
    }

    #[test]
    fn umlauts_do_not_matter() {
        assert_eq!(searched("lüchun"), searched("luchun"));
        assert_eq!(searched("lu\u{308}chun"), searched("luchun"));
    }

    #[test]
    fn every_condition_must_hold() {
        let project = PROGRAM.projects[0];
        let filter = ProjectFilter {
            theme: Some(project.theme),
            prefecture: Some(project.region),
            partner: None,
            text: String::new(),
        };
        let found = filter.matching(&PROGRAM);
        assert!(found.contains(&project));
        assert!(
            found
                .iter()
                .all(|one| one.theme == project.theme && one.region == project.region)
        );
    }
}
