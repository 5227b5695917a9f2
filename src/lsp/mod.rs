//! Face 1: the editor. The only place with LSP types.
