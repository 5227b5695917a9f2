//! The editor's settings: the server's own, and those that belong to the configuration.

use std::path::Path;

use serde_json::Value;

use super::client::Hints;
use super::event::{Question, View};
use crate::config::Config;

/// What the editor has set.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Settings {
    /// Files that are not open are part of the workspace's diagnostics.
    pub whole_workspace: bool,
    /// Claims are counted above the headline and each section.
    pub code_lens: bool,
    /// What is shown beside the text.
    pub hints: Hints,
    /// The user's layer of the configuration.
    pub config: Config,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            whole_workspace: false,
            code_lens: true,
            hints: Hints::default(),
            config: Config::default(),
        }
    }
}

impl Settings {
    /// Whether the user wants what a question looks at.
    pub fn shows(&self, question: &Question) -> bool {
        match question {
            Question::Look(look) => match look.view() {
                View::Lenses => self.code_lens,
                View::Hints => self.hints != Hints::default(),
                View::Other => true,
            },
            _ => true,
        }
    }

    /// Reads settings, the later over the earlier, each in a section "factcheck" or not; and what is wrong with them.
    pub fn read(layers: &[&Value]) -> (Settings, Vec<String>) {
        let mut section = serde_json::Map::new();
        for layer in layers {
            // What is not set comes as null from some editors: it sets nothing.
            if let Value::Object(layer) = layer.get("factcheck").unwrap_or(layer) {
                let set = layer.iter().filter(|(_, value)| !value.is_null());
                section.extend(set.map(|(key, value)| (key.clone(), value.clone())));
            }
        }
        let mut switch = |names: [&str; 2], default: bool| {
            let set: Vec<_> = names.iter().filter_map(|name| section.remove(*name)?.as_bool()).collect();
            set.first().copied().unwrap_or(default)
        };
        let whole_workspace = switch(["workspace-diagnostics", "workspaceDiagnostics"], false);
        let code_lens = switch(["code-lens", "codeLens"], true);
        let hints = Hints {
            status: switch(["inlay-hints", "inlayHints"], false),
            sources: switch(["citation-hints", "citationHints"], false),
        };
        // Editors keep their own part of the settings under the same name.
        for key in ["path", "trace", "server", "enable"] {
            section.remove(key);
        }
        let (config, problems) = Config::from_json(Path::new("settings"), &Value::Object(section));
        let problems = problems.into_iter().map(|problem| problem.message).collect();
        (Settings { whole_workspace, code_lens, hints, config }, problems)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_servers_own_settings_are_not_the_configurations() {
        for value in [
            json!({"factcheck": {"workspaceDiagnostics": true, "path": "/bin/x", "trace": {"server": "off"}}}),
            json!({"workspace-diagnostics": true, "ignore": null}),
        ] {
            let (settings, problems) = Settings::read(&[&value]);
            assert!(settings.whole_workspace);
            assert_eq!((settings.config, problems), (Config::default(), vec![]));
        }
    }

    #[test]
    fn what_is_set_later_counts_and_null_sets_nothing() {
        let (greeting, later) =
            (json!({"ignore": ["a"], "notes": ["n"]}), json!({"factcheck": {"ignore": ["b"]}}));
        let (settings, _) = Settings::read(&[&greeting, &later]);
        assert_eq!((settings.config.ignore, settings.config.notes), (vec!["b".into()], vec!["n".into()]));
        for nothing in [json!(null), json!({"factcheck": null}), json!({"ignore": null})] {
            assert_eq!(Settings::read(&[&greeting, &nothing]), Settings::read(&[&greeting]));
        }
    }

    #[test]
    fn settings_of_any_shape_are_survived() {
        for value in [json!(null), json!([]), json!("x"), json!({"factcheck": 3}), json!({"factcheck": null})]
        {
            assert_eq!(Settings::read(&[&value]), (Settings::default(), vec![]));
        }
    }
}
