//! What this client can do, and what we tell it that we can.

use std::path::PathBuf;

use tower_lsp::ls_types::{
    ClientInfo, CodeActionOptions, CodeActionProviderCapability, CodeLensOptions, CompletionOptions,
    DiagnosticOptions, DiagnosticServerCapabilities, DocumentLinkOptions, ExecuteCommandOptions,
    FoldingRangeProviderCapability, HoverProviderCapability, InitializeParams, InitializeResult, MarkupKind,
    OneOf, PositionEncodingKind, RenameOptions, ResourceOperationKind, SaveOptions,
    SemanticTokensFullOptions, SemanticTokensOptions, SemanticTokensServerCapabilities, ServerCapabilities,
    ServerInfo, TextDocumentClientCapabilities, TextDocumentSyncCapability, TextDocumentSyncKind,
    TextDocumentSyncOptions, TextDocumentSyncSaveOptions, WorkDoneProgressOptions,
    WorkspaceClientCapabilities, WorkspaceFoldersServerCapabilities, WorkspaceServerCapabilities,
};

use super::actions;
use super::commands;
use super::key::path_of;
use super::views;
use crate::text::Encoding;

/// What a client can do, as far as it matters here. The default is a client that has declared nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Abilities {
    /// What columns count.
    pub encoding: Encoding,
    /// It asks for diagnostics itself, and must not be sent any.
    pub pulls: bool,
    /// It can be told to ask again.
    pub refreshes: bool,
    /// It shows a link behind a diagnostic's code.
    pub code_links: bool,
    /// It shows other places that matter.
    pub related: bool,
    /// It gives `data` back.
    pub data: bool,
    /// It shows hovers in Markdown.
    pub markdown: bool,
    /// It understands code actions with edits.
    pub actions: bool,
    /// It asks for the edit of an action when that is chosen, and gives `data` back with it.
    pub resolves_edits: bool,
    /// It marks an action as preferred.
    pub preferred: bool,
    /// It takes edits for a stated version.
    pub versioned_edits: bool,
    /// It applies edits that it is sent.
    pub applies_edits: bool,
    /// Such edits may make files.
    pub creates_files: bool,
    /// It shows the progress of what takes long.
    pub progress: bool,
    /// Which views it asks for anew when told that they have changed.
    pub redraws: Redraws,
    /// It answers questions about its settings.
    pub configuration: bool,
    /// It shows an outline with levels.
    pub nested_symbols: bool,
    /// What it asks for beside findings.
    pub views: Views,
    /// Which inlay hints the user wants.
    pub hints: Hints,
    /// It asks for symbols of the whole workspace.
    pub seeks_symbols: bool,
    /// It watches files that it is asked to.
    pub watches: bool,
}

/// The inlay hints that the user's settings ask for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Hints {
    /// The status of each claim.
    pub status: bool,
    /// Author and year beside each key.
    pub sources: bool,
}

/// Which views a client can be told to ask for anew.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Redraws {
    pub hints: bool,
    pub lenses: bool,
    pub tokens: bool,
}

/// Which of the younger views of a document a client has declared. The older ones every client is offered: some use
/// them without a word (Helix: outline, definition, references).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Views {
    hints: bool,
    lenses: bool,
    prepares_rename: bool,
    tokens: bool,
}

impl Views {
    fn of(document: Option<&TextDocumentClientCapabilities>) -> Self {
        let Some(document) = document else { return Views::default() };
        Views {
            hints: document.inlay_hint.is_some(),
            lenses: document.code_lens.is_some(),
            prepares_rename: document.rename.as_ref().is_some_and(|it| it.prepare_support == Some(true)),
            tokens: document.semantic_tokens.is_some(),
        }
    }

    /// Says which of them we can give.
    fn offer(self, offered: &mut ServerCapabilities) {
        offered.completion_provider = Some(CompletionOptions {
            trigger_characters: Some(["@", "^", "(", ":"].map(str::to_owned).to_vec()),
            resolve_provider: Some(true),
            ..CompletionOptions::default()
        });
        offered.definition_provider = Some(OneOf::Left(true));
        offered.folding_range_provider = Some(FoldingRangeProviderCapability::Simple(true));
        offered.document_highlight_provider = Some(OneOf::Left(true));
        offered.inlay_hint_provider = self.hints.then_some(OneOf::Left(true));
        offered.code_lens_provider = self.lenses.then_some(CodeLensOptions { resolve_provider: Some(false) });
        offered.document_link_provider = Some(DocumentLinkOptions {
            resolve_provider: Some(false),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        });
        offered.references_provider = Some(OneOf::Left(true));
        offered.rename_provider = Some(if self.prepares_rename {
            OneOf::Right(RenameOptions {
                prepare_provider: Some(true),
                work_done_progress_options: WorkDoneProgressOptions::default(),
            })
        } else {
            OneOf::Left(true)
        });
        offered.document_symbol_provider = Some(OneOf::Left(true));
        offered.semantic_tokens_provider = self.tokens.then(|| {
            SemanticTokensServerCapabilities::SemanticTokensOptions(SemanticTokensOptions {
                legend: views::tokens::legend(),
                full: Some(SemanticTokensFullOptions::Bool(true)),
                ..SemanticTokensOptions::default()
            })
        });
    }
}

impl Redraws {
    fn of(workspace: Option<&WorkspaceClientCapabilities>) -> Self {
        let Some(workspace) = workspace else { return Redraws::default() };
        let (hints, lenses) = (workspace.inlay_hint.as_ref(), workspace.code_lens.as_ref());
        let tokens = workspace.semantic_tokens.as_ref();
        Redraws {
            hints: hints.is_some_and(|it| it.refresh_support == Some(true)),
            lenses: lenses.is_some_and(|it| it.refresh_support == Some(true)),
            tokens: tokens.is_some_and(|it| it.refresh_support == Some(true)),
        }
    }
}

impl Abilities {
    /// What the client has declared, and what is known of those that declare nothing.
    pub fn of(params: &InitializeParams) -> Self {
        let client = &params.capabilities;
        let document = client.text_document.as_ref();
        let workspace = client.workspace.as_ref();
        let shown = document.and_then(|document| document.publish_diagnostics.as_ref());
        let pulled = document.and_then(|document| document.diagnostic.as_ref());
        let actions = document.and_then(|document| document.code_action.as_ref());
        let offered = client.general.as_ref().and_then(|general| general.position_encodings.as_deref());
        Abilities {
            encoding: offered.map_or_else(|| unsaid_encoding(params), encoding),
            pulls: pulled.is_some(),
            refreshes: workspace
                .and_then(|workspace| workspace.diagnostics.as_ref())
                .is_some_and(|diagnostics| diagnostics.refresh_support == Some(true)),
            code_links: shown.is_some_and(|shown| shown.code_description_support == Some(true))
                || pulled.is_some_and(|pulled| pulled.code_description_support == Some(true)),
            related: shown.is_some_and(|shown| shown.related_information == Some(true))
                || pulled.is_some_and(|pulled| pulled.related_information == Some(true)),
            data: shown.is_some_and(|shown| shown.data_support == Some(true))
                || pulled.is_some_and(|pulled| pulled.data_support == Some(true)),
            // The formats come in order of preference.
            markdown: document
                .and_then(|document| document.hover.as_ref()?.content_format.as_ref()?.first())
                .is_some_and(|first| *first == MarkupKind::Markdown),
            actions: actions.is_some_and(|actions| actions.code_action_literal_support.is_some()),
            resolves_edits: actions.is_some_and(|actions| {
                let later = actions.resolve_support.as_ref();
                actions.data_support == Some(true)
                    && later.is_some_and(|later| later.properties.iter().any(|it| it == "edit"))
            }),
            preferred: actions.is_some_and(|actions| actions.is_preferred_support == Some(true)),
            versioned_edits: workspace
                .and_then(|workspace| workspace.workspace_edit.as_ref())
                .is_some_and(|edit| edit.document_changes == Some(true)),
            applies_edits: workspace.is_some_and(|workspace| workspace.apply_edit == Some(true)),
            creates_files: workspace
                .filter(|workspace| workspace.apply_edit == Some(true))
                .and_then(|workspace| workspace.workspace_edit.as_ref())
                .filter(|edit| edit.document_changes == Some(true))
                .and_then(|edit| edit.resource_operations.as_ref())
                .is_some_and(|operations| operations.contains(&ResourceOperationKind::Create)),
            progress: client.window.as_ref().is_some_and(|window| window.work_done_progress == Some(true)),
            redraws: Redraws::of(workspace),
            configuration: workspace.is_some_and(|workspace| workspace.configuration == Some(true)),
            nested_symbols: document
                .and_then(|document| document.document_symbol.as_ref())
                .is_some_and(|symbols| symbols.hierarchical_document_symbol_support == Some(true)),
            views: Views::of(document),
            hints: Hints::default(),
            seeks_symbols: workspace.is_some_and(|workspace| workspace.symbol.is_some()),
            watches: workspace
                .and_then(|workspace| workspace.did_change_watched_files.as_ref())
                .is_some_and(|files| files.dynamic_registration == Some(true)),
        }
    }
}

/// The first encoding offered that we know. Every client takes UTF-16, offered or not.
fn encoding(offered: &[PositionEncodingKind]) -> Encoding {
    let known = |kind: &PositionEncodingKind| match kind.as_str() {
        "utf-8" => Some(Encoding::Utf8),
        "utf-16" => Some(Encoding::Utf16),
        "utf-32" => Some(Encoding::Utf32),
        _ => None,
    };
    offered.iter().find_map(known).unwrap_or_default()
}

/// The initialization option by which a client that can offer no encoding says how it counts.
pub(super) const ENCODING: &str = "positionEncoding";

/// How a client counts that offers no encoding: in UTF-16 units, says the protocol, but some do not. Each wide character
/// would move what comes after it in a line, edits too.
fn unsaid_encoding(params: &InitializeParams) -> Encoding {
    // ALE counts bytes, and has no capabilities of its own to say so.
    let told = params.initialization_options.as_ref().and_then(|options| options.get(ENCODING)?.as_str());
    if let Some(told) = told {
        return encoding(&[PositionEncodingKind::from(told.to_owned())]);
    }
    // lsp-mode until 2023 counts characters. Other clients in Emacs have names or versions of their own.
    let lsp_mode = |who: &ClientInfo| {
        who.name == "emacs" && who.version.as_deref().is_some_and(|version| version.starts_with("GNU Emacs"))
    };
    if params.client_info.as_ref().is_some_and(lsp_mode) { Encoding::Utf32 } else { Encoding::default() }
}

/// The folders the client works in; older clients name one root only.
#[allow(deprecated)]
pub(super) fn folders(params: &InitializeParams) -> Vec<PathBuf> {
    let folders = params.workspace_folders.iter().flatten().filter_map(|folder| path_of(&folder.uri));
    let folders: Vec<_> = folders.collect();
    if !folders.is_empty() {
        return folders;
    }
    let root = params.root_uri.as_ref().and_then(path_of);
    root.or_else(|| params.root_path.as_ref().filter(|path| !path.is_empty()).map(PathBuf::from))
        .into_iter()
        .collect()
}

/// The answer to `initialize`.
pub(super) fn welcome(abilities: &Abilities) -> InitializeResult {
    let encoding = match abilities.encoding {
        Encoding::Utf8 => PositionEncodingKind::UTF8,
        Encoding::Utf16 => PositionEncodingKind::UTF16,
        Encoding::Utf32 => PositionEncodingKind::UTF32,
    };
    let mut capabilities = ServerCapabilities {
        position_encoding: Some(encoding),
        text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::INCREMENTAL),
            save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions { include_text: Some(false) })),
            ..Default::default()
        })),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        code_action_provider: abilities.actions.then(|| {
            CodeActionProviderCapability::Options(CodeActionOptions {
                code_action_kinds: Some(actions::KINDS.to_vec()),
                resolve_provider: abilities.resolves_edits.then_some(true),
                ..Default::default()
            })
        }),
        // Hardly any client declares that it can send these: a list that nobody uses does no harm.
        execute_command_provider: Some(ExecuteCommandOptions {
            commands: commands::NAMES.map(str::to_owned).to_vec(),
            ..ExecuteCommandOptions::default()
        }),
        diagnostic_provider: abilities.pulls.then(|| {
            DiagnosticServerCapabilities::Options(DiagnosticOptions {
                identifier: Some("factcheck".into()),
                inter_file_dependencies: false,
                workspace_diagnostics: true,
                work_done_progress_options: WorkDoneProgressOptions::default(),
            })
        }),
        workspace_symbol_provider: abilities.seeks_symbols.then_some(OneOf::Left(true)),
        workspace: Some(WorkspaceServerCapabilities {
            workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                supported: Some(true),
                change_notifications: Some(OneOf::Left(true)),
            }),
            ..Default::default()
        }),
        ..Default::default()
    };
    abilities.views.offer(&mut capabilities);
    InitializeResult {
        capabilities,
        server_info: Some(ServerInfo {
            name: env!("CARGO_PKG_NAME").into(),
            version: Some(env!("CARGO_PKG_VERSION").into()),
        }),
        ..Default::default()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn abilities(capabilities: serde_json::Value) -> Abilities {
        Abilities::of(&serde_json::from_value(json!({"capabilities": capabilities})).expect("params"))
    }

    fn offering(encodings: serde_json::Value) -> Encoding {
        abilities(json!({"general": {"positionEncodings": encodings}})).encoding
    }

    #[test]
    fn the_first_known_encoding_wins_and_utf_16_is_the_default() {
        assert_eq!(offering(json!(["utf-8", "utf-16", "utf-32"])), Encoding::Utf8);
        assert_eq!(offering(json!(["utf-32", "utf-8", "utf-16"])), Encoding::Utf32);
        assert_eq!(offering(json!(["utf-7", "utf-16"])), Encoding::Utf16);
        assert_eq!(offering(json!([])), Encoding::Utf16);
        assert_eq!(abilities(json!({})), Abilities::default());
        let params = |more: serde_json::Value| {
            let mut params = json!({"capabilities": {}});
            params.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
            Abilities::of(&serde_json::from_value(params).expect("params")).encoding
        };
        let named =
            |name: &str, version: &str| params(json!({"clientInfo": {"name": name, "version": version}}));
        assert_eq!(named("emacs", "GNU Emacs 28.2 (build 2, x86_64-pc-linux-gnu)"), Encoding::Utf32);
        assert_eq!(named("emacs", "lsp-bridge"), Encoding::Utf16);
        assert_eq!(named("Eglot", "1.9"), Encoding::Utf16);
        assert_eq!(params(json!({"initializationOptions": {ENCODING: "utf-8"}})), Encoding::Utf8);
        assert_eq!(params(json!({"initializationOptions": {ENCODING: 8}})), Encoding::Utf16);
        // What is offered counts, as the answer says what is chosen.
        let offering = json!({"general": {"positionEncodings": ["utf-16"]}});
        let told = json!({"capabilities": offering, "initializationOptions": {ENCODING: "utf-8"}});
        assert_eq!(params(told), Encoding::Utf16);
    }

    #[test]
    fn a_client_that_pulls_is_offered_the_pull() {
        let pulling = abilities(json!({"textDocument": {"diagnostic": {}}}));
        assert!(pulling.pulls && welcome(&pulling).capabilities.diagnostic_provider.is_some());
        assert!(welcome(&Abilities::default()).capabilities.diagnostic_provider.is_none());
    }

    #[test]
    fn hovers_are_in_the_format_the_client_prefers() {
        let hover =
            |formats| abilities(json!({"textDocument": {"hover": {"contentFormat": formats}}})).markdown;
        assert!(hover(json!(["markdown", "plaintext"])));
        assert!(!hover(json!(["plaintext", "markdown"])));
        assert!(!hover(json!(["plaintext"])));
        assert!(!hover(json!([])));
    }

    #[test]
    fn folders_come_from_whichever_field_is_filled() {
        let folders = |params| folders(&serde_json::from_value(params).expect("params"));
        let two = json!([{"uri": "file:///a", "name": "a"}, {"uri": "file:///b%20c", "name": "b"}]);
        assert_eq!(
            folders(json!({"capabilities": {}, "workspaceFolders": two, "rootUri": "file:///x"})),
            [PathBuf::from("/a"), "/b c".into()]
        );
        assert_eq!(
            folders(json!({"capabilities": {}, "workspaceFolders": null, "rootUri": "file:///x/"})),
            [PathBuf::from("/x")]
        );
        assert_eq!(folders(json!({"capabilities": {}, "rootPath": "/y"})), [PathBuf::from("/y")]);
        assert!(folders(json!({"capabilities": {}, "rootUri": null})).is_empty());
    }
}
