//! Which projects may contain a word, without reading their texts.
//!
//! Each project has a signature: a hash sets one bit for every three consecutive bytes of its texts. A text that
//! contains a word has all the bits of the word, so only projects with those bits are read. A Chinese character takes
//! three bytes, so even two characters rule out most projects.

use super::project_filter::{Folded, texts};
use shanhai_dataset::Project;

/// Number of 32-bit words in a signature. The texts of a project have some 600 different runs of three bytes. With
/// 1,024 bits, a word of two Chinese characters that a project does not contain passes in some 4 % of cases.
const WORDS: usize = 32;

/// The signatures of a list of projects, by [`Project::index`].
#[derive(Debug, Clone, Default)]
pub struct SearchIndex {
    signatures: Vec<[u32; WORDS]>,
}

impl SearchIndex {
    /// Reads every text once.
    pub fn of(projects: &[Project]) -> SearchIndex {
        let signature = |project: &Project| {
            let mut signature = [0; WORDS];
            for text in texts(project) {
                let mut last = [0; 3];
                for (at, byte) in Folded(text.as_bytes()).enumerate() {
                    last = [last[1], last[2], byte];
                    if at >= 2 {
                        let bit = bit(last);
                        signature[bit / 32] |= 1 << (bit % 32);
                    }
                }
            }
            signature
        };
        SearchIndex { signatures: projects.iter().map(signature).collect() }
    }

    /// Whether a project may contain a folded term. Always true for projects that the index does not know.
    pub(super) fn may_hold(&self, project: &Project, term: &[u8]) -> bool {
        let Some(signature) = self.signatures.get(project.index) else { return true };
        term.windows(3).all(|run| {
            let bit = bit([run[0], run[1], run[2]]);
            signature[bit / 32] & (1 << (bit % 32)) != 0
        })
    }
}

/// The bit for three bytes. Multiplication spreads them; the upper bits are mixed best.
fn bit([a, b, c]: [u8; 3]) -> usize {
    let run = u32::from(a) | u32::from(b) << 8 | u32::from(c) << 16;
    (run.wrapping_mul(0x9E37_79B1) >> 22) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::dataset;
    use crate::view_state::ProjectFilter;
    use proptest::prelude::*;

    fn with_and_without_index(text: &str) -> [Vec<&'static str>; 2] {
        let filter = ProjectFilter { text: text.to_owned(), ..ProjectFilter::default() };
        let index = SearchIndex::of(&dataset().projects);
        let ids = |found: Vec<&'static Project>| found.iter().map(|project| project.id.as_str()).collect();
        [ids(filter.matching(dataset(), &index)), ids(filter.matching(dataset(), &SearchIndex::default()))]
    }

    proptest! {
        #[test]
        fn it_hides_nothing(project in 0..dataset().projects.len(), from in 0usize..60, length in 1usize..8) {
            for text in texts(&dataset().projects[project]) {
                let part: String = text.chars().skip(from).take(length).collect();
                let [with, without] = with_and_without_index(&part);
                prop_assert_eq!(with, without);
            }
        }
    }

    #[test]
    fn it_leaves_most_projects_unread() {
        let index = SearchIndex::of(&dataset().projects);
        for term in ["鲁甸", "mohan", "no such word"] {
            let found = dataset().projects.iter().filter(|project| index.may_hold(project, term.as_bytes())).count();
            assert!(found < dataset().projects.len() / 2, "{term}: {found}");
        }
    }
}
