// The article in front of the writer: which it is, and when what is known of it may have changed.

import * as vscode from "vscode";
import { isOurs, type Server } from "./server";

/** How long nothing happens until views ask again, in milliseconds. */
const REST = 300;

/** The article being looked at, kept while the focus is in a view. */
export class Article {
  private current: vscode.TextDocument | undefined;
  private timer: NodeJS.Timeout | undefined;
  private readonly changed = new vscode.EventEmitter<void>();

  /** Another article, or news of this one. */
  readonly onDidChange = this.changed.event;

  constructor(context: vscode.ExtensionContext, server: Server) {
    context.subscriptions.push(
      this.changed,
      server.onDidChange(() => this.soon()),
      vscode.window.onDidChangeActiveTextEditor((editor) => this.look(editor)),
      vscode.workspace.onDidCloseTextDocument((closed) => {
        if (closed === this.current) {
          this.current = undefined;
          this.soon();
        }
      }),
      vscode.languages.onDidChangeDiagnostics(({ uris }) => {
        if (uris.some((uri) => uri.toString() === this.uri)) {
          this.soon();
        }
      }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document === this.current) {
          this.soon();
        }
      }),
    );
    this.look(vscode.window.activeTextEditor);
  }

  /** Its address, as the server knows it. */
  get uri(): string | undefined {
    return this.current?.uri.toString();
  }

  /** Its editor, if it can be seen. */
  get editor(): vscode.TextEditor | undefined {
    return vscode.window.visibleTextEditors.find((editor) => editor.document === this.current);
  }

  /** Shows a place of it. */
  async show(range: vscode.Range): Promise<void> {
    if (this.current) {
      const editor = await vscode.window.showTextDocument(this.current, { preserveFocus: false });
      editor.selection = new vscode.Selection(range.start, range.start);
      editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    }
  }

  private look(editor: vscode.TextEditor | undefined): void {
    if (editor && isOurs(editor.document) && editor.document !== this.current) {
      this.current = editor.document;
      this.soon();
    }
  }

  private soon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.changed.fire(), REST);
  }
}

/** A range of the protocol as VS Code has it. */
export function rangeOf({ start, end }: { start: { line: number; character: number }; end: { line: number; character: number } }): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}
