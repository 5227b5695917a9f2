// The citation picker: the library in a list, what backs the sentence under the cursor first; the one chosen is cited.

import * as vscode from "vscode";
import type { Source } from "./answers";
import { isOurs, type Server } from "./server";

export async function cite(server: Server): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor || !isOurs(editor.document)) {
    return;
  }
  const uri = editor.document.uri.toString();
  const { line, character } = editor.selection.active;
  const at = { line, character };
  const sources = await server.ask<Source[]>("sources", uri, at);
  if (!sources || sources.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t("There are no sources: put a .bib file beside the article, or name one in its front matter."),
    );
    return;
  }
  const items = sources.map((source) => ({
    label: source.title || source.key,
    description: source.line,
    detail: source.because ? vscode.l10n.t("fits: {0}", source.because) : undefined,
    source,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t("Cite a source for this sentence"),
    placeHolder: vscode.l10n.t("Title, author, outlet, year"),
    matchOnDescription: true,
  });
  if (!chosen) {
    return;
  }
  try {
    await server.ask("cite", uri, at, chosen.source.key);
  } catch (error) {
    void vscode.window.showWarningMessage(messageOf(error));
  }
}

/** The server's words: they are for the user. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
