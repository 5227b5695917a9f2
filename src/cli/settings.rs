//! `config`: which configuration applies to a path, and where each value comes from.

use std::io::Write;
use std::path::Path;

use anyhow::Context as _;

use super::args::{Color, ConfigArgs};
use super::collect::{plain, shown};
use super::{Outcome, terminal};
use crate::config::{self, Config, Provenance};
use crate::prose::{self, FrontMatter};
use crate::text::file::{SMALL_FILE, read_text};
use crate::workspace;

/// Prints the schema, or the configuration of a path.
pub fn run(args: &ConfigArgs, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    if args.schema {
        serde_json::to_writer_pretty(&mut *out, &config::schema())?;
        writeln!(out)?;
        return Ok(Outcome::Clean);
    }
    let here = std::env::current_dir().context("the current folder is not known")?;
    let path = plain(&here.join(&args.path));
    let meta = std::fs::metadata(&path).with_context(|| format!("{} cannot be read", args.path.display()))?;
    let front_matter = if meta.is_dir() { FrontMatter::default() } else { front_matter(&path)? };
    let document = if meta.is_dir() { path.join("article.md") } else { path };

    let file = config::find(&document, Some(&config::project_root(&here)));
    let (written, problems) = match &file {
        Some(file) => match read_text(file, SMALL_FILE) {
            Ok(text) => Config::parse(file, &text),
            Err(error) => anyhow::bail!("{}: {error}", file.display()),
        },
        None => Default::default(),
    };
    let near = |file: &Path| shown(file.strip_prefix(&here).unwrap_or(file));
    let name = file.as_deref().map_or_else(|| config::FILE_NAME.to_owned(), near);
    let home = file.as_deref().and_then(Path::parent);
    let layers: Vec<(String, &Config)> = written
        .layers(home, Some(&document))
        .into_iter()
        .map(|(layer, files)| match files {
            [] => (name.clone(), layer),
            files => (format!("{name}, override for {}", files.join(", ")), layer),
        })
        .collect();
    let layers: Vec<(&str, &Config)> = layers.iter().map(|(name, layer)| (name.as_str(), *layer)).collect();
    let values = config::provenance(&layers, &front_matter);
    if args.json {
        let all = serde_json::json!({ "file": file, "values": values });
        serde_json::to_writer_pretty(&mut *out, &all)?;
        writeln!(out)?;
    } else {
        table(out, file.as_deref().map(near).as_deref(), &values)?;
    }
    for problem in &problems {
        let place = problem.position.map(|at| format!(":{}:{}", at.line + 1, at.column + 1));
        let remedy = problem.remedy.as_deref().map(|remedy| format!("; {remedy}"));
        let place = place.unwrap_or_default();
        terminal::say(&format!("{name}{place}: {}{}", problem.message, remedy.unwrap_or_default()));
    }
    Ok(if problems.is_empty() { Outcome::Clean } else { Outcome::Denied })
}

fn front_matter(path: &Path) -> anyhow::Result<FrontMatter> {
    let text = read_text(path, super::check::ARTICLE_LIMIT)
        .map_err(|error| anyhow::anyhow!("{}: {error}", path.display()))?;
    let syntax = workspace::syntax(Some(path), None);
    Ok(prose::parse(text.into(), syntax).front_matter)
}

fn table(out: &mut dyn Write, file: Option<&str>, values: &[Provenance]) -> std::io::Result<()> {
    let palette = terminal::Palette::new(terminal::colours(Color::Auto));
    match file {
        Some(file) => writeln!(out, "Configuration: {}\n", palette.code(file))?,
        None => writeln!(out, "Configuration: no {} here or above\n", config::FILE_NAME)?,
    }
    let key = values.iter().map(|value| value.key.chars().count()).max().unwrap_or_default();
    let width = values.iter().map(|value| value.value.chars().count()).max().unwrap_or_default().min(40);
    for value in values {
        let from = palette.dim(value.from.as_str());
        writeln!(out, "{:<key$}  {:<width$}  {from}", value.key, value.value)?;
    }
    Ok(())
}
