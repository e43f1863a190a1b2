//! The budget file: limits for parts and for the whole, and the last recorded sizes.

use anyhow::{Context as _, Result, bail};
use toml_edit::{DocumentMut, Item, Table, value};

/// A group of files with one limit.
#[derive(Debug, PartialEq)]
pub struct Part {
    /// Its name in the budget file.
    pub name: String,
    /// Patterns for file names.
    pub files: Vec<String>,
    /// Limit and recorded size.
    pub limit: Limit,
}

/// A limit and the last recorded size, in bytes.
#[derive(Debug, PartialEq, Clone, Copy)]
pub struct Limit {
    /// The maximum size.
    pub budget: u64,
    /// The last recorded size; none before the first record.
    pub measured: Option<u64>,
}

/// The parsed budget file. It keeps the text, so that comments survive recording.
pub struct Budget {
    document: DocumentMut,
    /// The limit for everything together.
    pub total: Limit,
    /// The parts in the order of the file.
    pub parts: Vec<Part>,
    /// Groups of files that the page does not load, each with a limit of its own.
    pub apart: Vec<Part>,
    /// By how many per cent a part may grow without a new record.
    pub growth_percent: f64,
}

/// What is wrong with a size.
#[derive(Debug, PartialEq)]
pub enum Fault {
    /// Above the limit.
    OverBudget,
    /// Above the recorded size by more than the allowed growth.
    Grown,
}

impl Limit {
    /// Checks a size.
    pub fn judge(self, bytes: u64, growth_percent: f64) -> Option<Fault> {
        if bytes > self.budget {
            return Some(Fault::OverBudget);
        }
        let grown = |measured: u64| bytes as f64 > measured as f64 * (1.0 + growth_percent / 100.0);
        self.measured.is_some_and(grown).then_some(Fault::Grown)
    }

    fn parse(table: &Item, name: &str) -> Result<Self> {
        let bytes = |key: &str| -> Result<Option<u64>> {
            let Some(item) = table.get(key) else { return Ok(None) };
            let number = item.as_integer().and_then(|number| u64::try_from(number).ok());
            Ok(Some(number.with_context(|| format!("{name}: {key} is no number of bytes"))?))
        };
        let budget = bytes("budget")?.with_context(|| format!("{name} has no budget"))?;
        Ok(Self { budget, measured: bytes("measured")? })
    }
}

/// Whether a file name matches a pattern, in which one `*` stands for anything.
fn fits(pattern: &str, file: &str) -> bool {
    match pattern.split_once('*') {
        Some((start, end)) => file.len() + 1 >= pattern.len() && file.starts_with(start) && file.ends_with(end),
        None => file == pattern,
    }
}

impl Budget {
    /// Reads a budget file.
    pub fn parse(text: &str) -> Result<Self> {
        let document: DocumentMut = text.parse()?;
        let total = Limit::parse(document.get("total").context("there is no [total]")?, "total")?;
        let growth_percent = match document.get("growth-percent") {
            None => 1.0,
            Some(item) => item
                .as_float()
                .or_else(|| item.as_integer().map(|whole| whole as f64))
                .context("growth-percent is no number")?,
        };
        let parts = groups(document.get("parts").and_then(Item::as_table).context("there are no [parts.…]")?)?;
        let apart = document.get("apart").and_then(Item::as_table).map(groups).transpose()?.unwrap_or_default();
        Ok(Self { document, total, parts, apart, growth_percent })
    }

    /// The part that a file belongs to.
    pub fn part_of(&self, file: &str) -> Option<usize> {
        self.parts.iter().position(|part| part.holds(file))
    }

    /// The text of the file with new recorded sizes: one for each part and each group apart, in order, and the total.
    pub fn record(mut self, parts: &[u64], apart: &[u64], total: u64) -> Result<String> {
        let set = |item: Option<&mut Item>, bytes: u64| -> Result<()> {
            let table: &mut Table = item.and_then(Item::as_table_mut).context("a part is not written as a table")?;
            table["measured"] = value(i64::try_from(bytes)?);
            Ok(())
        };
        set(self.document.get_mut("total"), total)?;
        for (part, &bytes) in self.parts.iter().zip(parts) {
            set(self.document["parts"].get_mut(&part.name), bytes)?;
        }
        for (part, &bytes) in self.apart.iter().zip(apart) {
            set(self.document["apart"].get_mut(&part.name), bytes)?;
        }
        Ok(self.document.to_string())
    }
}

impl Part {
    /// Whether a file belongs to it.
    pub fn holds(&self, file: &str) -> bool {
        self.files.iter().any(|pattern| fits(pattern, file))
    }
}

fn groups(table: &Table) -> Result<Vec<Part>> {
    let group = |(name, table): (&str, &Item)| {
        let files = table.get("files").and_then(Item::as_array).with_context(|| format!("{name} has no files"))?;
        let files: Vec<_> = files.iter().filter_map(|file| file.as_str().map(str::to_owned)).collect();
        if files.is_empty() {
            bail!("{name} has no files");
        }
        Ok(Part { name: name.to_owned(), files, limit: Limit::parse(table, name)? })
    };
    table.iter().map(group).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# why\ngrowth-percent = 1\n[total]\nbudget = 300 # all\nmeasured = 200\n\n\
        [parts.first]\nfiles = [\"a.js\"]\nbudget = 100\n[parts.second]\nfiles = [\"*.js\", \"b-*.css\"]\nbudget = 200\n";

    #[test]
    fn a_file_belongs_to_the_first_part_that_fits() -> Result<()> {
        let budget = Budget::parse(TEXT)?;
        let part = |file| budget.part_of(file).map(|part| budget.parts[part].name.as_str());
        assert_eq!(part("a.js"), Some("first"));
        assert_eq!(part("snippets/b.js"), Some("second"));
        assert_eq!(part("b-1.css"), Some("second"));
        assert_eq!(part("b-css"), None);
        assert_eq!(part("c.css"), None);
        Ok(())
    }

    #[test]
    fn weights_are_judged_by_limit_and_by_growth() -> Result<()> {
        let budget = Budget::parse(TEXT)?;
        assert_eq!(budget.total.judge(301, 1.0), Some(Fault::OverBudget));
        assert_eq!(budget.total.judge(203, 1.0), Some(Fault::Grown));
        assert_eq!(budget.total.judge(202, 1.0), None);
        assert_eq!(budget.parts[0].limit.judge(100, 1.0), None);
        Ok(())
    }

    #[test]
    fn recording_keeps_the_rest_of_the_file() -> Result<()> {
        let text = Budget::parse(TEXT)?.record(&[90, 110], &[], 200)?;
        assert!(text.starts_with("# why\n") && text.contains("budget = 300 # all\n"));
        let again = Budget::parse(&text)?;
        assert_eq!(again.parts[0].limit, Limit { budget: 100, measured: Some(90) });
        assert_eq!(again.parts[1].limit, Limit { budget: 200, measured: Some(110) });
        assert_eq!(again.total, Limit { budget: 300, measured: Some(200) });
        Ok(())
    }

    #[test]
    fn mistakes_in_the_file_are_named() {
        let message = |text: &str| Budget::parse(text).err().map(|error| format!("{error:#}")).unwrap_or_default();
        assert!(message("").contains("[total]"));
        assert!(message("[total]\nbudget = -1\n").contains("budget"));
        assert!(message("[total]\nbudget = 1\n[parts.a]\nbudget = 1\n").contains("a has no files"));
    }

    #[test]
    fn the_file_of_this_repository_is_sound() -> Result<()> {
        let budget = Budget::parse(include_str!("../../size-budget.toml"))?;
        // readers who only read load no program, so the page and its scripts have their own part
        let of = |name: &str| budget.parts.iter().find(|part| part.files.iter().any(|file| file == name));
        let (reads, acts) = (of("embed.html").context("no first read")?, of("*.wasm").context("no program")?);
        assert!(reads.name != acts.name && 5 * reads.limit.budget < acts.limit.budget);
        Ok(())
    }
}
