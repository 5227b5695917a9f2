//! Tells Zed how to start factcheck-ls, and passes the user's settings on.

use zed_extension_api::settings::LspSettings;
use zed_extension_api::{self as zed, serde_json, Command, LanguageServerId, Result, Worktree};

/// The server's name in Zed's settings, and that of its program.
const NAME: &str = "factcheck-ls";

struct Factcheck;

impl zed::Extension for Factcheck {
    fn new() -> Self {
        Factcheck
    }

    fn language_server_command(&mut self, _: &LanguageServerId, worktree: &Worktree) -> Result<Command> {
        let binary = LspSettings::for_worktree(NAME, worktree)?.binary;
        let (path, arguments, env) =
            binary.map_or((None, None, None), |binary| (binary.path, binary.arguments, binary.env));
        let path = path.or_else(|| worktree.which(NAME)).ok_or(
            "The program factcheck-ls is not on the PATH: install it with cargo install, or name it in the settings \
             under lsp, factcheck-ls, binary, path.",
        )?;
        let arguments = arguments.unwrap_or_else(|| vec!["lsp".into()]);
        Ok(Command { command: path, args: arguments, env: env.into_iter().flatten().collect() })
    }

    fn language_server_workspace_configuration(
        &mut self,
        _: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<Option<serde_json::Value>> {
        let settings = LspSettings::for_worktree(NAME, worktree)?.settings;
        Ok(settings.map(|settings| serde_json::json!({ "factcheck": settings })))
    }
}

zed::register_extension!(Factcheck);
