// The Sources view: the library, with what the article cites of it first.

import * as vscode from "vscode";
import { byUse, type Source } from "./answers";
import { rangeOf } from "./article";
import { View } from "./view";

type Node = { used: boolean; sources: Source[] } | { source: Source };

/** The most entries a view lists: the rest is found with the picker. */
const MOST = 500;

export class Sources extends View<Node> {
  async getChildren(node?: Node): Promise<Node[]> {
    if (node) {
      return "sources" in node ? node.sources.slice(0, MOST).map((source) => ({ source })) : [];
    }
    return byUse(await this.ask<Source>("sources")).map(([used, some]) => ({ used, sources: some }));
  }

  getTreeItem(node: Node): vscode.TreeItem {
    if ("sources" in node) {
      const label = node.used ? vscode.l10n.t("Cited here") : vscode.l10n.t("Not cited");
      const state = node.used ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed;
      const item = new vscode.TreeItem(label, state);
      item.description = String(node.sources.length);
      return item;
    }
    const { source } = node;
    const item = new vscode.TreeItem(source.title || source.key);
    item.description = source.line;
    item.tooltip = source.url ?? source.key;
    item.contextValue = "source";
    const [first] = source.cited;
    if (first) {
      item.command = { command: "factcheck.goTo", title: vscode.l10n.t("Go to citation"), arguments: [rangeOf(first)] };
    }
    return item;
  }
}
