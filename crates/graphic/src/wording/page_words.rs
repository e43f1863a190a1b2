//! Words that the publisher writes into pages and scripts. The program does not use them.

/// Texts of a page around the program.
#[derive(Debug)]
#[allow(missing_docs, reason = "a field is named for what it says")]
pub struct PageWords {
    /// The script does not run.
    pub unscripted: &'static str,
    /// The program did not load.
    pub load_failed: &'static str,
    /// The dataset at another address did not load.
    pub src_unread: &'static str,
    /// The prerendered graphic and the script are of different releases.
    pub other_release: &'static str,
    /// Beside a button whose dialog could not be loaded.
    pub part_failed: &'static str,
    /// Back to the words on the page that led to the graphic.
    pub back: &'static str,
    pub embed: EmbedWords,
    pub export: ExportWords,
    pub project: ProjectWords,
}

/// Texts of a project's own page.
#[derive(Debug)]
#[allow(missing_docs, reason = "a field is named for what it says")]
pub struct ProjectWords {
    /// In place of a fact that the article leaves out.
    pub not_stated: &'static str,
    pub site: &'static str,
    pub dates: &'static str,
    /// Link into the whole graphic.
    pub in_graphic: &'static str,
    /// The project as data.
    pub data: &'static str,
    pub report: &'static str,
    /// What to do with the lines below it.
    pub how_to_report: &'static str,
    /// Before the name of the project, and before the version of the dataset.
    pub entry: &'static str,
    pub version: &'static str,
}

/// Texts of the dialog that provides code for other pages.
#[derive(Debug)]
#[allow(missing_docs, reason = "a field is named for what it says")]
pub struct EmbedWords {
    pub title: &'static str,
    pub what: &'static str,
    pub kind: &'static str,
    pub inline: &'static str,
    pub frame: &'static str,
    pub figure: &'static str,
    pub inline_note: &'static str,
    pub frame_note: &'static str,
    pub figure_note: &'static str,
    pub code: &'static str,
    pub copy: &'static str,
    pub copied: &'static str,
    pub copy_by_hand: &'static str,
    pub preview: &'static str,
    /// Link from a picture to the graphic.
    pub interactive: &'static str,
}

/// Texts of the dialog that saves and shares.
#[derive(Debug)]
#[allow(missing_docs, reason = "a field is named for what it says")]
pub struct ExportWords {
    pub dataset: &'static str,
    pub copy_text: &'static str,
    pub copy_link: &'static str,
    pub share: &'static str,
    /// Said where sharing was refused. What the reader wanted to share is then selected.
    pub share_by_hand: &'static str,
    /// Said where the browser does not let files be saved.
    pub no_downloads: &'static str,
}
