//! The command line: what can be asked, and the help that says so.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

const EXAMPLES: &str = "\
Examples:
  factcheck-fetch source https://news.example/2024/05/16/dam-leaks     a BibTeX entry from the page's own metadata
  factcheck-fetch source 10.1000/dams --format yaml                    from the registry of the DOI
  factcheck-fetch source URL --archive --date 2024-05-17               with the archived copy nearest that day
  factcheck-fetch links drafts/ sources.bib                            dead and moved addresses
  factcheck-fetch entity \"Norvik Gazette\"                              what Wikidata and Wikipedia say
  factcheck-fetch log                                                  every request ever made

Exit codes:
  0  done
  1  `links` found dead addresses
  2  it could not be done: no network, bad arguments, a file that could not be read

Environment:
  FACTCHECK_FETCH_HOME      where log and kept answers lie, instead of the user's own data and cache folders
  FACTCHECK_FETCH_ALLOW     host:port pairs inside private networks that may be asked, with commas between them
  FACTCHECK_CLAIM_KEY       your key for the Google Fact Check Tools API";

/// Looks things up on the network for factcheck-ls, which never does so itself.
///
/// Only the address, identifier or name asked about is sent. Each request is shown on standard error and kept in a log.
#[derive(Debug, Parser)]
#[command(name = "factcheck-fetch", version, after_help = EXAMPLES, max_term_width = 100)]
pub struct Arguments {
    /// What to look up.
    #[command(subcommand)]
    pub command: Command,
    /// Do not show requests while they are made; the log has them all the same
    #[arg(long, global = true)]
    pub quiet: bool,
    /// Answer from what is kept, and ask nobody
    #[arg(long, global = true)]
    pub offline: bool,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Describe a page or a DOI as an entry of a library
    Source(SourceArgs),
    /// Ask whether the addresses in articles and libraries still lead somewhere
    Links(LinksArgs),
    /// Show what Wikidata and Wikipedia say of a name
    Entity(EntityArgs),
    /// Ask the Google Fact Check Tools API who has checked a claim
    Claim(ClaimArgs),
    /// Look names up for a program that asks over standard input, a line of JSON each
    Serve(ServeArgs),
    /// Print every request ever made
    Log,
    /// Look after what is kept
    Cache {
        /// What to do.
        #[command(subcommand)]
        command: CacheCommand,
    },
}

/// What can be done with kept answers.
#[derive(Debug, Subcommand)]
pub enum CacheCommand {
    /// Remove them all
    Clear,
}

/// What `source` takes.
#[derive(Debug, Args)]
pub struct SourceArgs {
    /// A web address or a DOI
    pub what: String,
    /// How to write the entry
    #[arg(long, value_enum, default_value = "bibtex")]
    pub format: SourceFormat,
    /// Ask the Internet Archive for a copy, too
    #[arg(long)]
    pub archive: bool,
    /// The day the archived copy should be near, as 2024-05-17; today unless given
    #[arg(long, value_name = "DATE")]
    pub date: Option<jiff::civil::Date>,
}

/// How a source is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SourceFormat {
    /// BibLaTeX
    Bibtex,
    /// Hayagriva YAML
    Yaml,
    /// CSL-JSON
    CslJson,
    /// All that was found, with where each part comes from
    Json,
}

/// What `links` takes.
#[derive(Debug, Args)]
pub struct LinksArgs {
    /// Articles, libraries or folders of them
    #[arg(default_value = ".")]
    pub paths: Vec<PathBuf>,
    /// How to report
    #[arg(long, value_enum, default_value = "text")]
    pub format: LinksFormat,
    /// Ask the Internet Archive for copies of what is dead
    #[arg(long)]
    pub archive: bool,
}

/// How links are reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LinksFormat {
    /// For people
    Text,
    /// For programs
    Json,
}

/// What `entity` takes.
#[derive(Debug, Args)]
pub struct EntityArgs {
    /// A name
    pub name: String,
    /// The language of labels, as in "en"
    #[arg(long, default_value = "en")]
    pub language: String,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// What `serve` takes.
#[derive(Debug, Args)]
pub struct ServeArgs {
    /// The language of labels, as in "en"
    #[arg(long, default_value = "en")]
    pub language: String,
}

/// What `claim` takes.
#[derive(Debug, Args)]
pub struct ClaimArgs {
    /// The claim, in a few words. It is sent as it stands
    pub text: String,
    /// The language of the checks, as in "en"
    #[arg(long, default_value = "en")]
    pub language: String,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}
