// The Claims view: every claim of the article by what it rests on, what wants work first.

import * as vscode from "vscode";
import { byStatus, type Claim } from "./answers";
import { rangeOf } from "./article";
import { View } from "./view";

type Node = { status: string; claims: Claim[] } | { claim: Claim };

export class Claims extends View<Node> {
  async getChildren(node?: Node): Promise<Node[]> {
    if (node) {
      return "claims" in node ? node.claims.map((claim) => ({ claim })) : [];
    }
    return byStatus(await this.ask<Claim>("claims")).map(([status, some]) => ({ status, claims: some }));
  }

  getTreeItem(node: Node): vscode.TreeItem {
    if ("claims" in node) {
      const open = node.status === "sourced" ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.Expanded;
      const item = new vscode.TreeItem(`${node.claims[0]?.sign ?? ""} ${node.status}`, open);
      item.description = String(node.claims.length);
      item.accessibilityInformation = { label: vscode.l10n.t("{0} claims: {1}", node.status, node.claims.length) };
      return item;
    }
    const { claim } = node;
    const item = new vscode.TreeItem(claim.text);
    item.tooltip = claim.because;
    item.description = claim.checked;
    item.accessibilityInformation = { label: `${claim.text} — ${claim.status}: ${claim.because}` };
    item.command = { command: "factcheck.goTo", title: vscode.l10n.t("Go to claim"), arguments: [rangeOf(claim.range)] };
    return item;
  }
}
