//! The size budget: measures what a reader of the embedded graphic downloads. Tools such as `size-limit` weigh files that
//! somebody lists; here the page says what is loaded ([`crate::follow`]), so a file that is added cannot be forgotten.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};

use crate::budget::{Budget, Fault, Limit, Part};
use crate::follow;

struct Weight {
    name: String,
    raw: u64,
    gzip: u64,
    brotli: u64,
}

/// Prints the table. Fails if something is too large.
pub fn run(dist: &Path, budget_file: &Path, record: bool) -> Result<()> {
    let text = fs::read_to_string(budget_file).with_context(|| format!("cannot read {}", budget_file.display()))?;
    let budget = Budget::parse(&text).with_context(|| format!("cannot understand {}", budget_file.display()))?;

    let mut weights = Vec::new();
    for path in follow::loaded_by(dist, "embed.html")? {
        let bytes = fs::read(dist.join(&path))?;
        let name = path.to_string_lossy().replace('\\', "/");
        let gzip = shanhai_compress::gzip(&bytes)?.len() as u64;
        let brotli = shanhai_compress::brotli(&bytes)?.len() as u64;
        weights.push(Weight { name, raw: bytes.len() as u64, gzip, brotli });
    }

    let parts = sum_by_part(&budget, &weights);
    let total = weights.iter().map(|weight| weight.brotli).sum();
    print!("{}", table(&budget, &weights, &parts, total));
    println!("{}", crowd(weights.len() as u64, total));

    let apart = weigh_apart(&budget, dist)?;
    print!("{}", table_apart(&budget, &apart));

    let mut faults = faults(&budget, &weights, &parts, total);
    faults.extend(faults_apart(&budget, &apart));
    if record {
        faults.retain(|fault| !matches!(fault, (Some(Fault::Grown), _)));
        fs::write(budget_file, budget.record(&parts, &apart, total)?)?;
        println!("recorded in {}", budget_file.display());
    } else if budget.total.measured.is_none() {
        println!("no weights are recorded yet: run `cargo xtask size --record`");
    }
    if !faults.is_empty() {
        let lines: Vec<_> = faults.into_iter().map(|(_, line)| line).collect();
        bail!("{}", lines.join("\n       "));
    }
    Ok(())
}

fn sum_by_part(budget: &Budget, weights: &[Weight]) -> Vec<u64> {
    let mut parts = vec![0; budget.parts.len()];
    for weight in weights {
        if let Some(part) = budget.part_of(&weight.name) {
            parts[part] += weight.brotli;
        }
    }
    parts
}

/// The sizes of what the page does not load.
fn weigh_apart(budget: &Budget, dist: &Path) -> Result<Vec<u64>> {
    let mut weights = vec![0; budget.apart.len()];
    for entry in fs::read_dir(dist)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if let Some(part) = budget.apart.iter().position(|part| part.holds(&name)) {
            weights[part] += shanhai_compress::brotli(&fs::read(entry.path())?)?.len() as u64;
        }
    }
    Ok(weights)
}

fn table_apart(budget: &Budget, weights: &[u64]) -> String {
    let line = |(part, &bytes): (&Part, &u64)| {
        format!("apart: {} ({}) {} of {}\n", part.name, part.files.join(", "), group(bytes), group(part.limit.budget))
    };
    budget.apart.iter().zip(weights).map(line).collect()
}

fn faults_apart(budget: &Budget, weights: &[u64]) -> Vec<(Option<Fault>, String)> {
    let of_part = |(part, &bytes): (&Part, &u64)| match bytes {
        0 => Some((None, format!("there is nothing of {} ({})", part.name, part.files.join(", ")))),
        _ => judged(&part.name, part.limit, bytes, budget.growth_percent),
    };
    budget.apart.iter().zip(weights).filter_map(of_part).collect()
}

fn judged(name: &str, limit: Limit, bytes: u64, growth_percent: f64) -> Option<(Option<Fault>, String)> {
    let fault = limit.judge(bytes, growth_percent)?;
    let line = match fault {
        Fault::OverBudget => {
            format!("{name} weighs {} bytes, {} over its budget", group(bytes), group(bytes - limit.budget))
        }
        Fault::Grown => format!(
            "{name} has grown from {} to {} bytes, by more than {growth_percent} %: if that is meant, \
             run `cargo xtask size --record` and commit it with the change",
            group(limit.measured.unwrap_or_default()),
            group(bytes),
        ),
    };
    Some((Some(fault), line))
}

fn faults(budget: &Budget, weights: &[Weight], parts: &[u64], total: u64) -> Vec<(Option<Fault>, String)> {
    let mut faults = Vec::new();
    let mut judge =
        |name: &str, limit: Limit, bytes: u64| faults.extend(judged(name, limit, bytes, budget.growth_percent));
    for (part, &bytes) in budget.parts.iter().zip(parts) {
        judge(&part.name, part.limit, bytes);
    }
    judge("everything together", budget.total, total);
    for (part, &bytes) in budget.parts.iter().zip(parts) {
        // If a part is missing, the page was not followed as far as a browser follows it.
        if bytes == 0 {
            faults.push((
                None,
                format!("embed.html loads nothing of the part {} ({})", part.name, part.files.join(", ")),
            ));
        }
    }
    for weight in weights.iter().filter(|weight| budget.part_of(&weight.name).is_none()) {
        faults.push((None, format!("{} belongs to no part of the budget", weight.name)));
    }
    faults
}

fn table(budget: &Budget, weights: &[Weight], parts: &[u64], total: u64) -> String {
    let header = ["file", "raw", "gzip 9", "brotli 11", "budget", "recorded"].map(str::to_owned);
    let mut rows = vec![header];
    let optional = |bytes: Option<u64>| bytes.map(group).unwrap_or_default();
    let line = |weight: &Weight, limit: Option<Limit>| {
        [
            weight.name.clone(),
            group(weight.raw),
            group(weight.gzip),
            group(weight.brotli),
            optional(limit.map(|limit| limit.budget)),
            optional(limit.and_then(|limit| limit.measured)),
        ]
    };
    for (index, part) in budget.parts.iter().enumerate() {
        let files: Vec<_> = weights.iter().filter(|weight| budget.part_of(&weight.name) == Some(index)).collect();
        if let [only] = files[..] {
            rows.push(line(only, Some(part.limit)));
            continue;
        }
        rows.extend(files.iter().map(|weight| line(weight, None)));
        let sum = |of: fn(&Weight) -> u64| files.iter().map(|weight| of(weight)).sum();
        let (raw, gzip) = (sum(|weight| weight.raw), sum(|weight| weight.gzip));
        let sum = Weight { name: format!("= {}", part.name), raw, gzip, brotli: parts[index] };
        rows.push(line(&sum, Some(part.limit)));
    }
    rows.extend(
        weights.iter().filter(|weight| budget.part_of(&weight.name).is_none()).map(|weight| line(weight, None)),
    );
    let sum = |of: fn(&Weight) -> u64| weights.iter().map(of).sum();
    let all = Weight {
        name: "total".to_owned(),
        raw: sum(|weight| weight.raw),
        gzip: sum(|weight| weight.gzip),
        brotli: total,
    };
    rows.push(line(&all, Some(budget.total)));

    let widths: Vec<_> = (0..6).map(|column| rows.iter().map(|row| row[column].len()).max().unwrap_or(0)).collect();
    let mut text = String::new();
    for row in rows {
        text += &format!("{:<width$}", row[0], width = widths[0]);
        for (cell, width) in row.iter().zip(&widths).skip(1) {
            text += &format!("  {cell:>width$}");
        }
        text.truncate(text.trim_end().len());
        text.push('\n');
    }
    text
}

/// Approximate bytes of a response's header: that of embed.html under deploy/nginx.conf has 778 bytes before HTTP/2
/// compresses it.
const HEAD: u64 = 800;
const MILLION: u64 = 1_000_000;

/// The cost of a million readers who have not visited before.
fn crowd(requests: u64, bytes: u64) -> String {
    let whole = bytes + requests * HEAD;
    format!(
        "a first visit is {requests} requests and {} bytes with heads; a million of them are {requests} million requests \
         and {} GB, in an hour {} requests and {} MB a second",
        group(whole),
        whole * MILLION / 1_000_000_000,
        group(requests * MILLION / 3600),
        whole * MILLION / 3600 / 1_000_000
    )
}

/// A number with commas between groups of three digits.
fn group(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weight(name: &str, brotli: u64) -> Weight {
        Weight { name: name.to_owned(), raw: brotli * 3, gzip: brotli * 2, brotli }
    }

    fn budget() -> Result<Budget> {
        Budget::parse(
            "[total]\nbudget = 2000\nmeasured = 1000\n[parts.page]\nfiles = [\"embed.html\"]\nbudget = 500\n\
             [parts.glue]\nfiles = [\"*.js\"]\nbudget = 1200\n",
        )
    }

    #[test]
    fn numbers_are_grouped() {
        assert_eq!([0, 999, 1000, 130_000, 1_234_567].map(group), ["0", "999", "1,000", "130,000", "1,234,567"]);
    }

    #[test]
    fn a_crowd_is_a_million_times_a_reader() {
        let line = crowd(8, 161_600);
        for wanted in ["8 requests and 168,000 bytes", "8 million requests and 168 GB", "2,222 requests and 46 MB"] {
            assert!(line.contains(wanted), "{line}");
        }
    }

    #[test]
    fn every_fault_is_told() -> Result<()> {
        let budget = budget()?;
        let tell = |weights: &[Weight]| {
            let parts = sum_by_part(&budget, weights);
            let total = weights.iter().map(|weight| weight.brotli).sum();
            faults(&budget, weights, &parts, total).into_iter().map(|(_, line)| line).collect::<Vec<_>>()
        };
        assert_eq!(tell(&[weight("embed.html", 400), weight("a.js", 600)]), Vec::<String>::new());
        let heavy = tell(&[weight("embed.html", 501), weight("a.js", 600), weight("b.js", 600)]);
        assert_eq!(heavy.len(), 2);
        assert!(heavy[0].contains("page weighs 501 bytes, 1 over"), "{heavy:?}");
        assert!(heavy[1].contains("--record"), "{heavy:?}");
        let odd = tell(&[weight("a.js", 600), weight("c.txt", 1)]);
        assert!(odd[0].contains("nothing of the part page") && odd[1].starts_with("c.txt"), "{odd:?}");
        Ok(())
    }

    #[test]
    fn the_table_has_a_line_for_each_file_and_sums() -> Result<()> {
        let budget = budget()?;
        let weights = [weight("embed.html", 400), weight("a.js", 600), weight("b.js", 100)];
        let parts = sum_by_part(&budget, &weights);
        let text = table(&budget, &weights, &parts, 1100);
        let first: Vec<_> = text.lines().map(|line| line.split("  ").next().unwrap_or_default()).collect();
        assert_eq!(first, ["file", "embed.html", "a.js", "b.js", "= glue", "total"]);
        assert!(
            text.lines().last().is_some_and(|line| line.ends_with("3,300   2,200      1,100   2,000     1,000")),
            "{text}"
        );
        Ok(())
    }

    #[test]
    fn a_build_is_weighed_recorded_and_weighed_again() -> Result<()> {
        let dist = tempfile::tempdir()?;
        let put = |name: &str, text: &str| fs::write(dist.path().join(name), text);
        put("embed.html", "<script src=a.js></script>")?;
        put("a.js", "let x = 1;")?;
        let file = dist.path().join("budget.toml");
        let text = "[total]\nbudget = 2000\n[parts.page]\nfiles = [\"embed.html\"]\nbudget = 500\n\
            [parts.glue]\nfiles = [\"*.js\"]\nbudget = 1200\n[apart.desk]\nfiles = [\"desk-*.wasm\"]\nbudget = 50\n";
        put("desk-1.wasm", "a program")?;
        fs::write(&file, text)?;
        run(dist.path(), &file, false)?;
        assert_eq!(fs::read_to_string(&file)?, text);
        run(dist.path(), &file, true)?;
        run(dist.path(), &file, false)?;
        put("a.js", "let x = 1, y = 'something else';")?;
        let error = run(dist.path(), &file, false).err().map(|error| error.to_string()).unwrap_or_default();
        assert!(error.contains("glue has grown"), "{error}");
        run(dist.path(), &file, true)?;
        run(dist.path(), &file, false)?;
        // files that the page does not load have their own limit
        let noise: String = (0..200u32).map(|index| format!("{:x}", index.wrapping_mul(2_654_435_761))).collect();
        put("desk-1.wasm", &noise)?;
        let error = run(dist.path(), &file, false).err().map(|error| error.to_string()).unwrap_or_default();
        assert!(error.contains("desk weighs"), "{error}");
        fs::remove_file(dist.path().join("desk-1.wasm"))?;
        let error = run(dist.path(), &file, false).err().map(|error| error.to_string()).unwrap_or_default();
        assert!(error.contains("nothing of desk"), "{error}");
        Ok(())
    }
}
