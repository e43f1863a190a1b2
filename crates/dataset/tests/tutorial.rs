//! The tutorial for editors (docs/data.md), followed from its first line: its commands run, and what it adds is sound.

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A block of the tutorial.
enum Block {
    /// Commands.
    Commands(String),
    /// An entry for a list of the dataset.
    Entry(String, Value),
}

fn blocks(text: &str) -> Vec<Block> {
    let mut found = Vec::new();
    for (head, body) in text.split("```").skip(1).step_by(2).filter_map(|block| block.split_once('\n')) {
        match head.split_once(' ') {
            None if head == "sh" => found.push(Block::Commands(body.to_owned())),
            Some(("json", list)) => {
                found.push(Block::Entry(list.to_owned(), serde_json::from_str(body).expect("an entry is JSON")));
            }
            _ => {}
        }
    }
    found
}

/// In place of `./dev`, which would build the command first, and the whole graphic for `serve` and `build`.
const DEV: &str = r#"#!/usr/bin/env bash
set -eu
case $1 in
check | format) exec "$SHANHAI" "$@" ;;
csv) shift; exec "$SHANHAI" "$@" ;;
serve | build) test -f "$SHANHAI_DATASET" && exec "$SHANHAI" check "$SHANHAI_DATASET" ;;
*) echo "no such command: $1" >&2; exit 2 ;;
esac
"#;

#[test]
fn the_tutorial_leads_to_a_second_programme() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let desk: PathBuf = std::env::temp_dir().join(format!("shanhai-tutorial-{}", std::process::id()));
    fs::create_dir_all(desk.join("tests/data")).unwrap();
    let copied = Command::new("cp").arg("-r").arg(root.join("tests/data/second")).arg(desk.join("tests/data")).status();
    assert!(copied.unwrap().success());
    fs::write(desk.join("dev"), DEV).unwrap();
    assert!(Command::new("chmod").arg("+x").arg(desk.join("dev")).status().unwrap().success());

    let dataset = desk.join("programmes/harbour/program.json");
    let mut said = String::new();
    for block in blocks(&fs::read_to_string(root.join("docs/data.md")).unwrap()) {
        match block {
            Block::Commands(commands) => {
                let output = Command::new("bash")
                    .args(["-eu", "-c", &commands])
                    .current_dir(&desk)
                    .env("SHANHAI", env!("CARGO_BIN_EXE_shanhai"))
                    .output()
                    .unwrap();
                let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
                let (out, err) = (text(&output.stdout), text(&output.stderr));
                assert!(output.status.success(), "{commands}\n{out}{err}");
                said += &out;
                said += &err;
            }
            Block::Entry(list, entry) => {
                let mut whole: Value = serde_json::from_str(&fs::read_to_string(&dataset).unwrap()).unwrap();
                whole[&list].as_array_mut().unwrap().push(entry);
                fs::write(&dataset, shanhai_dataset::layout::text(&whole)).unwrap();
            }
        }
    }
    // what it promises to be seen was seen
    for seen in ["Did you mean `craft`?", "not sound", "12 charts", "4 derived values", "program.json: changed"] {
        assert!(said.contains(seen), "no `{seen}` in\n{said}");
    }
    assert!(said.contains("0 of the dataset not in the article"), "{said}");
    assert!(fs::read_to_string(&dataset).unwrap().contains("蓝湾夜市同业会"));
    fs::remove_dir_all(desk).unwrap();
}
