//! Joins modules of scripts into one file, as pages load them. They then share one scope, so no two of them may use
//! one name for different things. Any browser would refuse that. No tool is needed.

use crate::{PublishError, fault, read};
use std::path::Path;

/// Joins a module of a folder with everything that it imports from there, each module before those that need it.
///
/// # Errors
/// A module is missing, or imports in a form that we do not use.
pub(crate) fn joined(folder: &Path, name: &str) -> Result<String, PublishError> {
    let (mut whole, mut seen) = (String::new(), Vec::new());
    add(folder, name, &mut seen, &mut whole)?;
    Ok(whole)
}

fn add(folder: &Path, name: &str, seen: &mut Vec<String>, whole: &mut String) -> Result<(), PublishError> {
    let is_entry = seen.is_empty();
    seen.push(name.to_owned());
    let text = read(&folder.join(name))?;
    let mut own = String::new();
    for line in text.lines() {
        if line.starts_with("import ") {
            let from = line.split_once(" from \"./").and_then(|(_, from)| from.strip_suffix("\";"));
            let from = from.ok_or_else(|| fault(name, format!("not one line, or of another folder: {line}")))?;
            if !seen.iter().any(|one| one == from) {
                add(folder, from, seen, whole)?;
            }
            continue;
        }
        // only the first module exports; its last lines name what pages can import
        let line = if is_entry { line } else { line.strip_prefix("export ").unwrap_or(line) };
        own += line;
        own.push('\n');
    }
    *whole += &own;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_module_comes_once_and_before_those_that_need_it() {
        let folder = std::env::temp_dir().join(format!("shanhai-join-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        for (name, text) in [
            ("a.js", "import { b } from \"./b.js\";\nimport { c } from \"./c.js\";\nexport { b, c };"),
            ("b.js", "import { c } from \"./c.js\";\nexport const b = () => c;"),
            ("c.js", "import { b } from \"./b.js\";\nexport const c = 1;"),
            ("d.js", "import * as x from \"other\";"),
        ] {
            std::fs::write(folder.join(name), text).unwrap();
        }
        assert_eq!(joined(&folder, "a.js").unwrap(), "const c = 1;\nconst b = () => c;\nexport { b, c };\n");
        assert!(joined(&folder, "d.js").unwrap_err().to_string().contains("another folder"));
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
