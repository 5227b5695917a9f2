//! `explain`: a rule's page, made readable in a terminal.

use std::io::{IsTerminal, Write, stdout};

use anyhow::{Context as _, bail};

use super::args::ExplainArgs;
use super::{Outcome, page, terminal};
use crate::config::{self, Config};
use crate::rules::vocabulary::Sought;
use crate::rules::{NewsroomRule, precedence, registry};
use crate::text::file::{SMALL_FILE, read_text};

/// Prints the rule's page; piped, it stays the Markdown it is.
pub fn run(args: &ExplainArgs, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let name = args.rule.trim().to_lowercase().replace([' ', '_'], "-");
    let Some(rule) = registry::find(&name) else {
        let own = newsroom_rules()?;
        if let Some(rule) = own.iter().find(|rule| rule.name == name) {
            return newsroom(rule, out);
        }
        match registry::closest_of(&name, own.iter().map(|rule| rule.name)) {
            Some(close) => bail!("no rule is called \"{}\": did you mean \"{close}\"?", args.rule),
            None => bail!("no rule is called \"{}\": `factcheck-ls rules` lists them", args.rule),
        }
    };
    // The page says what the rule does, the one declaration of precedence how it stands to the others.
    let stands = precedence::told(rule.meta().id);
    let whole = format!("{}\n\n## Beside other rules\n\n{stands}\n", rule.meta().page.trim_end());
    let colour = terminal::colours(args.color);
    if colour || stdout().is_terminal() {
        page::render(out, &whole, terminal::Palette::new(colour), terminal::width().min(88))?;
    } else {
        out.write_all(whole.as_bytes())?;
    }
    Ok(Outcome::Clean)
}

/// The rules of the newsroom whose configuration holds here.
fn newsroom_rules() -> anyhow::Result<Vec<NewsroomRule>> {
    let here = std::env::current_dir().context("the current folder is not known")?;
    let file = config::find(&here.join("article.md"), Some(&config::project_root(&here)));
    let text = file.as_deref().map(|file| (file, read_text(file, SMALL_FILE).unwrap_or_default()));
    Ok(text.map(|(file, text)| Config::parse(file, &text).0.newsroom_rules).unwrap_or_default())
}

/// What a rule of the newsroom looks for and says.
fn newsroom(rule: &NewsroomRule, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let sought = match &rule.sought {
        Sought::Phrases(phrases) => {
            let phrases: Vec<String> = phrases.iter().map(|phrase| format!("\"{phrase}\"")).collect();
            format!("Looks for: {}", phrases.join(", "))
        }
        Sought::Pattern(pattern) => format!("Looks for the pattern: {pattern}"),
    };
    let severity = rule.severity.map_or("off", |severity| severity.name());
    writeln!(
        out,
        "# {}\n\nA rule of your newsroom, from {}.\n\n{}\n",
        rule.name,
        config::FILE_NAME,
        rule.message
    )?;
    writeln!(out, "- {sought}\n- Severity: {severity}")?;
    if let Some(replacement) = &rule.replacement {
        writeln!(out, "- Replacement: \"{replacement}\"")?;
    }
    if rule.in_quotations {
        writeln!(out, "- Quoted words count, too.")?;
    }
    Ok(Outcome::Clean)
}
