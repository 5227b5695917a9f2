//! `rules`: every rule in a table.

use std::io::{self, Write};

use serde_json::json;

use super::args::{RulesArgs, TableFormat};
use super::{Outcome, terminal};
use crate::rules::{Meta, Profile, Settings, registry};

/// Prints the table.
pub fn run(args: &RulesArgs, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    match args.format {
        TableFormat::Text => text(out)?,
        TableFormat::Json => json_array(out)?,
        TableFormat::Markdown => out.write_all(markdown().as_bytes())?,
    }
    Ok(Outcome::Clean)
}

fn metas() -> impl Iterator<Item = &'static Meta> {
    registry::RULES.iter().map(|rule| rule.meta())
}

fn text(out: &mut dyn Write) -> io::Result<()> {
    let palette = terminal::Palette::new(terminal::colours(super::args::Color::Auto));
    let width = metas().map(|meta| meta.id.len()).max().unwrap_or_default();
    let mut group = None;
    let mut sorted: Vec<_> = metas().collect();
    sorted.sort_by_key(|meta| meta.group);
    for meta in sorted {
        if group != Some(meta.group) {
            if group.is_some() {
                writeln!(out)?;
            }
            writeln!(out, "{}", palette.bold(meta.group.name()))?;
            group = Some(meta.group);
        }
        let severity = palette.severity(meta.severity, format!("{:<7}", meta.severity.name()));
        writeln!(out, "  {:<width$}  {severity}  {}", meta.id, meta.summary)?;
    }
    writeln!(out, "\n{}", palette.dim("`factcheck-ls explain RULE` says more about one."))
}

fn json_array(out: &mut dyn Write) -> io::Result<()> {
    let rules: Vec<_> = metas()
        .map(|meta| {
            let profiles: serde_json::Map<_, _> = Profile::ALL
                .into_iter()
                .map(|profile| {
                    let set = Settings::of(profile).severities.get(meta.id).copied();
                    let severity = set.unwrap_or(Some(meta.severity));
                    (profile.name().to_owned(), severity.map_or("off", |it| it.name()).into())
                })
                .collect();
            json!({
                "rule": meta.id,
                "group": meta.group.name(),
                "severity": meta.severity.name(),
                "summary": meta.summary,
                "profiles": profiles,
            })
        })
        .collect();
    serde_json::to_writer_pretty(&mut *out, &rules)?;
    writeln!(out)
}

/// The table as the README has it: each rule with a link to its page and its severity in each profile.
pub fn markdown() -> String {
    let profiles = Profile::ALL.map(|profile| (profile.name(), Settings::of(profile)));
    let names = profiles.each_ref().map(|(name, _)| *name).join(" | ");
    let mut table =
        format!("| rule | {names} | what it flags |\n|---|{}---|\n", "---|".repeat(profiles.len()));
    for meta in metas() {
        let summary = meta.summary.replace('|', "\\|");
        let levels = profiles
            .each_ref()
            .map(|(_, settings)| settings.level(meta.id).flatten().map_or("off", |severity| severity.name()));
        table.push_str(&format!(
            "| [`{}`]({}) | {} | {summary} |\n",
            meta.id,
            meta.page_path(),
            levels.join(" | "),
        ));
    }
    table
}
