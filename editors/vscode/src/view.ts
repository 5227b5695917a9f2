// What the views of the side bar have in common: they show something of the article, and ask again when it has changed.

import * as vscode from "vscode";
import type { Article } from "./article";
import type { Server } from "./server";

export abstract class View<Node> implements vscode.TreeDataProvider<Node> {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;

  constructor(
    private readonly server: Server,
    private readonly article: Article,
  ) {
    article.onDidChange(() => this.changed.fire());
  }

  /** What a command of the server answers of the article; nothing while there is no article or no server. */
  protected async ask<T>(command: string): Promise<T[]> {
    const uri = this.article.uri;
    const answer = uri ? await this.server.ask<T[]>(command, uri).catch(() => undefined) : undefined;
    return answer ?? [];
  }

  abstract getChildren(node?: Node): Promise<Node[]>;
  abstract getTreeItem(node: Node): vscode.TreeItem;
}
