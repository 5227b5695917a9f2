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
        let mut whole_workspace = false;
        for key in ["workspace-diagnostics", "workspaceDiagnostics"] {
            whole_workspace |= section.remove(key) == Some(Value::Bool(true));
        }
        // Editors keep their own part of the settings under the same name.
        for key in ["path", "trace", "server", "enable"] {
            section.remove(key);
        }
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
