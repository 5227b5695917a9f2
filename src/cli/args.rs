//! The command line: what can be asked, and the help that says so.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::rules::Profile;
use crate::text::Severity;

const EXAMPLES: &str = "\
Examples:
  factcheck-ls check draft.md             findings in one article, with excerpts
  factcheck-ls check                      every article below this folder (.gitignore is respected)
  pbpaste | factcheck-ls check -          what is on the clipboard
  factcheck-ls check --format sarif .     for code scanning; `github` for annotations
  factcheck-ls claims draft.md            each sentence and what it rests on; `csv` for a spreadsheet
  factcheck-ls explain anonymous-source   why a rule exists, and how to settle its findings
  factcheck-ls config draft.md            which settings apply to a file, and where each comes from
  factcheck-ls knowledge search Microsoft  what hovers know of a name

Exit codes:
  0  no finding at or above the denied level (`--deny`, default: warning)
  1  some
  2  the tool could not do its work: bad arguments, a file that could not be read

Privacy: factcheck-ls opens no network connection. Your draft and your sources stay on this machine.";

/// Fact-checking for writers: flags claims that rest on nobody, and helps to source them.
///
/// Without a command it is a language server on standard input and output: start it from your editor.
#[derive(Debug, Parser)]
#[command(name = "factcheck-ls", version, after_help = EXAMPLES, max_term_width = 100)]
pub struct Arguments {
    /// What to do; the language server when nothing is given.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check articles and report what a checking desk would raise
    Check(CheckArgs),
    /// Show the fact-check sheet: every sentence, what it claims, and what it rests on
    Claims(ClaimsArgs),
    /// Explain a rule: what it flags, why, and what settles it
    Explain(ExplainArgs),
    /// List the rules
    Rules(RulesArgs),
    /// Show which configuration applies to a file, and where each value comes from
    Config(ConfigArgs),
    /// Make, ask or remove the index of people, organisations and places that hovers look names up in
    Knowledge(KnowledgeArgs),
    /// Print a shell's completions
    Completions(CompletionsArgs),
    /// Print the manual page
    Man,
    /// Serve an editor over standard input and output (what no command does, too)
    Lsp {
        /// Accepted because editors pass it; standard input and output are always used
        #[arg(long, hide = true)]
        stdio: bool,
    },
}

/// What `check` takes.
#[derive(Debug, Args)]
#[command(after_help = "\
Folders are searched for .md, .markdown, .mdown, .mkd, .qmd, .rmd, .mdx, .txt and .text files; hidden files and what
.gitignore names are left out, symbolic links are not followed. A file named outright is always read.

Exit codes: 0 no finding at or above the denied level, 1 some, 2 something could not be checked.")]
pub struct CheckArgs {
    /// Files and folders; `-` is standard input [default: this folder]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// How to report
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// House rules to check by, over those of any file
    #[arg(long, value_name = "NAME", value_parser = profile())]
    pub profile: Option<Profile>,
    /// The name standard input would have as a file: decides on syntax and configuration
    #[arg(long, value_name = "NAME")]
    pub stdin_filename: Option<PathBuf>,
    /// The quietest level that makes the exit code 1
    #[arg(long, value_enum, value_name = "LEVEL", default_value_t = Level::Warning)]
    pub deny: Level,
    /// Apply the fixes that are always right; what needs a writer's judgement is never touched
    #[arg(long)]
    pub fix: bool,
    /// Show what ignores hide, too
    #[arg(long)]
    pub show_ignored: bool,
    /// When to use colour
    #[arg(long, value_enum, default_value_t = Color::Auto)]
    pub color: Color,
}

/// What `claims` takes.
#[derive(Debug, Args)]
#[command(after_help = "\
Signs: ● sourced  ◐ attributed  ◆ anonymous  ◇ vague  ○ unsourced  · nothing to check

JSON: one object a file, `span`s are byte offsets into it, end exclusive. Exit codes: 0 all was read, 2 something could
not be.")]
pub struct ClaimsArgs {
    /// Files and folders; `-` is standard input [default: this folder]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// How to show it [default: text; jsonl with --one-per-line]
    #[arg(long, value_enum)]
    pub format: Option<SheetFormat>,
    /// Take each line for a document of its own, in plain text, and give one JSON object a line, in order
    #[arg(long)]
    pub one_per_line: bool,
    /// House rules to read by, over those of any file
    #[arg(long, value_name = "NAME", value_parser = profile())]
    pub profile: Option<Profile>,
    /// The name standard input would have as a file: decides on syntax and configuration
    #[arg(long, value_name = "NAME")]
    pub stdin_filename: Option<PathBuf>,
    /// When to use colour
    #[arg(long, value_enum, default_value_t = Color::Auto)]
    pub color: Color,
}

/// What `explain` takes.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// The rule's name
    pub rule: String,
    /// When to use colour
    #[arg(long, value_enum, default_value_t = Color::Auto)]
    pub color: Color,
}

/// What `rules` takes.
#[derive(Debug, Args)]
pub struct RulesArgs {
    /// How to list them
    #[arg(long, value_enum, default_value_t = TableFormat::Text)]
    pub format: TableFormat,
}

/// What `config` takes.
#[derive(Debug, Args)]
pub struct ConfigArgs {
    /// The file, or a folder
    #[arg(default_value = ".")]
    pub path: PathBuf,
    /// Print the JSON schema of factcheck.toml
    #[arg(long)]
    pub schema: bool,
    /// Machine-readable
    #[arg(long)]
    pub json: bool,
}

/// What `completions` takes.
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

/// What `knowledge` takes.
#[derive(Debug, Args)]
pub struct KnowledgeArgs {
    /// The index's file [default: FACTCHECK_INDEX, else one in your data folder]
    #[arg(long, value_name = "FILE", global = true)]
    pub index: Option<PathBuf>,
    /// What to do
    #[command(subcommand)]
    pub command: KnowledgeCommand,
}

/// What can be done with the index.
#[derive(Debug, Subcommand)]
pub enum KnowledgeCommand {
    /// Read a Wikidata dump into the index; the same command goes on after an interruption
    Import(ImportArgs),
    /// Tell what is in the index
    Status,
    /// Show what is known by a name, as hovers would; exit code 1 when nothing is
    Search {
        /// The name
        name: String,
    },
    /// Remove the index, and an unfinished import
    Remove,
}

/// What `knowledge import` takes.
#[derive(Debug, Args)]
#[command(after_help = "\
The dump is latest-all.json.gz (or .bz2, .zst, unpacked), which Wikidata publishes every week. People, organisations,
places, outlets, offices and works are kept, with the facts that a checker asks for; editors that are open go on with
the old index until the new one is whole. Nothing is fetched: bring the file.")]
pub struct ImportArgs {
    /// The dump; `-` is standard input
    pub file: PathBuf,
    /// The languages of names and descriptions, best first
    #[arg(long = "language", value_name = "CODES", value_delimiter = ',', default_value = "en")]
    pub languages: Vec<String>,
    /// Begin anew, whatever an earlier import has read
    #[arg(long)]
    pub restart: bool,
    /// Make the index though the dump breaks off
    #[arg(long)]
    pub finish: bool,
}

/// Report formats of `check`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Excerpts for people
    Text,
    /// A JSON array, one object a file
    Json,
    /// One JSON object a line, one a file
    Jsonl,
    /// SARIF 2.1.0
    Sarif,
    /// GitHub workflow commands
    Github,
}

/// Report formats of `claims`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SheetFormat {
    /// A sheet for people
    Text,
    /// A JSON array, one object a file
    Json,
    /// One JSON object a line, one a file
    Jsonl,
    /// One row a claim, for a spreadsheet
    Csv,
    /// A page to print and tick off
    Html,
}

/// Formats of tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TableFormat {
    /// Columns
    Text,
    /// A JSON array
    Json,
    /// A Markdown table
    Markdown,
}

/// Severities, as arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Level {
    /// Everything
    Hint,
    /// What a checker would ask, and worse
    Info,
    /// What most house rules require action on, and worse
    Warning,
    /// Only what cannot be published
    Error,
}

impl From<Level> for Severity {
    fn from(level: Level) -> Self {
        match level {
            Level::Hint => Severity::Hint,
            Level::Info => Severity::Info,
            Level::Warning => Severity::Warning,
            Level::Error => Severity::Error,
        }
    }
}

/// When to use colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

fn profile() -> impl TypedValueParser<Value = Profile> {
    PossibleValuesParser::new(Profile::ALL.map(Profile::name))
        .map(|name| Profile::of_name(&name).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_holds_together() {
        super::Arguments::command().debug_assert();
    }
}
