//! `explain`: a rule's page, made readable in a terminal.

use std::io::{IsTerminal, Write, stdout};

use anyhow::bail;

use super::args::ExplainArgs;
use super::{Outcome, page, terminal};
use crate::rules::{precedence, registry};

/// Prints the rule's page; piped, it stays the Markdown it is.
pub fn run(args: &ExplainArgs, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let name = args.rule.trim().to_lowercase().replace([' ', '_'], "-");
    let Some(rule) = registry::find(&name) else {
        match registry::closest(&name) {
            Some(close) => bail!("no rule is called \"{}\": did you mean \"{close}\"?", args.rule),
            None => bail!("no rule is called \"{}\": `factcheck-ls rules` lists them", args.rule),
        }
    };
    // The page says what the rule does, the one declaration of precedence how it stands to the others.
    let stands = precedence::told(rule.meta().id);
    let whole = format!("{}\n## Beside other rules\n\n{stands}\n", rule.meta().page.trim_end());
    let colour = terminal::colours(args.color);
    if colour || stdout().is_terminal() {
        page::render(out, &whole, terminal::Palette::new(colour), terminal::width().min(88))?;
    } else {
        out.write_all(whole.as_bytes())?;
    }
    Ok(Outcome::Clean)
}
