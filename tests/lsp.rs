//! Sessions with the real server over its standard streams.

mod common;

#[path = "lsp/actions.rs"]
mod actions;
#[path = "lsp/arrange.rs"]
mod arrange;
#[path = "lsp/check_marks.rs"]
mod check_marks;
#[path = "lsp/clients.rs"]
mod clients;
#[path = "lsp/commands.rs"]
mod commands;
#[path = "lsp/demo.rs"]
mod demo;
#[path = "lsp/documents.rs"]
mod documents;
#[path = "lsp/files.rs"]
mod files;
#[path = "lsp/fix_all.rs"]
mod fix_all;
#[path = "lsp/held.rs"]
mod held;
#[path = "lsp/library.rs"]
mod library;
#[path = "lsp/lifecycle.rs"]
mod lifecycle;
#[path = "lsp/names.rs"]
mod names;
#[path = "lsp/pull.rs"]
mod pull;
#[path = "lsp/views.rs"]
mod views;
