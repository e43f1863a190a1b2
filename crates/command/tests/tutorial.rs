//! The tutorial for editors (docs/data.md), followed from its first line: its commands run, and what it adds is sound.

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A block of the tutorial.
enum Block {
    /// Commands.
    Commands(String),
    /// What the commands are said to answer.
    Shown(String),
    /// An entry for a list of the dataset.
    Entry(String, Value),
}

fn blocks(text: &str) -> Vec<Block> {
    let mut found = Vec::new();
    for (head, body) in text.split("```").skip(1).step_by(2).filter_map(|block| block.split_once('\n')) {
        match head.split_once(' ') {
            None if head == "sh" => found.push(Block::Commands(body.to_owned())),
            // other text is not of this programme
            None if head == "text" && body.starts_with("harbour/") => found.push(Block::Shown(body.to_owned())),
            Some(("json", list)) => {
                found.push(Block::Entry(list.to_owned(), serde_json::from_str(body).expect("an entry is JSON")));
            }
            _ => {}
        }
    }
    found
}

/// The command, but for what needs the graphic, which this build of it does not hold: the end-to-end tests serve and publish.
const COMMAND: &str = r#"#!/usr/bin/env bash
set -eu
case $1 in
serve | publish) exec "$SHANHAI" check "$2" ;;
*) exec "$SHANHAI" "$@" ;;
esac
"#;

#[test]
fn the_tutorial_leads_to_a_programme_of_ones_own() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let desk: PathBuf = std::env::temp_dir().join(format!("shanhai-tutorial-{}", std::process::id()));
    fs::create_dir_all(desk.join("bin")).unwrap();
    let command = desk.join("bin/shanhai");
    fs::write(&command, COMMAND).unwrap();
    assert!(Command::new("chmod").arg("+x").arg(&command).status().unwrap().success());
    let path = format!("{}:{}", desk.join("bin").display(), std::env::var("PATH").unwrap());

    let dataset = desk.join("harbour/program.json");
    let (mut said, mut shown) = (String::new(), String::new());
    for block in blocks(&fs::read_to_string(root.join("docs/data.md")).unwrap()) {
        match block {
            Block::Commands(commands) => {
                let output = Command::new("bash")
                    .args(["-eu", "-c", &commands])
                    .current_dir(&desk)
                    .env("PATH", &path)
                    .env("SHANHAI", env!("CARGO_BIN_EXE_shanhai"))
                    .output()
                    .unwrap();
                let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
                let (out, err) = (text(&output.stdout), text(&output.stderr));
                assert!(output.status.success(), "{commands}\n{out}{err}");
                said += &out;
                said += &err;
            }
            Block::Shown(text) => shown += &text,
            Block::Entry(list, entry) => {
                let mut whole: Value = serde_json::from_str(&fs::read_to_string(&dataset).unwrap()).unwrap();
                whole[&list].as_array_mut().unwrap().push(entry);
                fs::write(&dataset, shanhai_dataset::layout::text(&whole)).unwrap();
            }
        }
    }
    // what it promises to be seen was seen
    for seen in ["not sound", "6 charts", "3 derived values", "program.json: changed", "1 partner changed in words"] {
        assert!(said.contains(seen), "no `{seen}` in\n{said}");
    }
    for line in shown.lines().filter_map(|line| line.split('…').next()) {
        assert!(said.contains(line), "the tutorial shows `{line}`, which is not in\n{said}");
    }
    assert!(said.contains("0 of the dataset not in the article"), "{said}");
    assert!(fs::read_to_string(&dataset).unwrap().contains("Guild of Boatbuilders"));
    assert!(fs::read_to_string(desk.join("changes.html")).unwrap().contains("Guild of Boatbuilders"));
    fs::remove_dir_all(desk).unwrap();
}
