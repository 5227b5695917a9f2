//! The editor's settings: the server's own, and those that belong to the configuration.

use std::path::Path;

use serde_json::Value;

use crate::config::Config;

/// What the editor has set.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Settings {
    /// Files that are not open are part of the workspace's diagnostics.
    pub whole_workspace: bool,
    /// The user's layer of the configuration.
    pub config: Config,
}

impl Settings {
    /// Reads settings, in a section "factcheck" or not, and what is wrong with them.
    pub fn read(value: &Value) -> (Settings, Vec<String>) {
        let section = value.get("factcheck").unwrap_or(value);
        let Value::Object(section) = section else {
            return Default::default();
        };
        let mut section = section.clone();
        let mut whole_workspace = false;
        for key in ["workspace-diagnostics", "workspaceDiagnostics"] {
            whole_workspace |= section.remove(key) == Some(Value::Bool(true));
        }
        // Editors keep their own part of the settings under the same name.
        for key in ["path", "trace", "server", "enable"] {
            section.remove(key);
        }
        section.retain(|_, value| !value.is_null());
        let (config, problems) = Config::from_json(Path::new("settings"), &Value::Object(section));
        let problems = problems.into_iter().map(|problem| problem.message).collect();
        (Settings { whole_workspace, config }, problems)
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
            let (settings, problems) = Settings::read(&value);
            assert!(settings.whole_workspace);
            assert_eq!((settings.config, problems), (Config::default(), vec![]));
        }
    }

    #[test]
    fn settings_of_any_shape_are_survived() {
        for value in [json!(null), json!([]), json!("x"), json!({"factcheck": 3}), json!({"factcheck": null})]
        {
            assert_eq!(Settings::read(&value), (Settings::default(), vec![]));
        }
    }
}
