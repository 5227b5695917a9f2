// What stands in the status bar: the claims of the article, and, as a language status, whether it has a configuration.

import * as vscode from "vscode";
import { counts, type Standing, spoken } from "./answers";
import type { Article } from "./article";
import { SELECTOR, type Server } from "./server";

export function bar(context: vscode.ExtensionContext, server: Server, article: Article): void {
  const item = vscode.window.createStatusBarItem("factcheck.claims", vscode.StatusBarAlignment.Right, 90);
  item.name = vscode.l10n.t("Fact-check claims");
  item.command = "factcheck.showClaims";
  const house = vscode.languages.createLanguageStatusItem("factcheck.configuration", SELECTOR);
  house.name = vscode.l10n.t("Fact-check configuration");
  context.subscriptions.push(item, house);
  const update = async () => {
    const uri = article.uri;
    const standing = uri ? await server.ask<Standing>("status", uri).catch(() => undefined) : undefined;
    if (!standing || standing.ignored) {
      item.hide();
      return;
    }
    item.text = `$(checklist) ${counts(standing) || vscode.l10n.t("no claims")}`;
    item.tooltip = vscode.l10n.t("Claims: {0}. Click to list them.", spoken(standing) || "0");
    item.accessibilityInformation = { label: vscode.l10n.t("Fact-check: {0}", spoken(standing) || vscode.l10n.t("no claims")) };
    item.show();
    const [problem] = standing.problems;
    house.severity = problem ? vscode.LanguageStatusSeverity.Warning : vscode.LanguageStatusSeverity.Information;
    house.text = standing.configuration
      ? vscode.l10n.t("Profile {0}", standing.profile)
      : vscode.l10n.t("No factcheck.toml: profile {0}", standing.profile);
    house.detail = problem ?? (standing.date ? vscode.l10n.t("dated {0}", standing.date) : vscode.l10n.t("no date"));
    house.command = standing.date ? undefined : { command: "factcheck.setDate", title: vscode.l10n.t("Set date") };
  };
  context.subscriptions.push(article.onDidChange(() => void update()));
}
