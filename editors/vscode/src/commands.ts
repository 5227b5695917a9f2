// Commands that change the article or the house's habits.

import * as vscode from "vscode";
import type { Article } from "./article";
import { messageOf } from "./picker";
import type { Server } from "./server";

/** Dates the article; today unless the writer says otherwise. */
export async function setDate(server: Server, article: Article): Promise<void> {
  const uri = article.uri;
  if (!uri) {
    return;
  }
  const now = new Date();
  const part = (number: number) => String(number).padStart(2, "0");
  const today = `${now.getFullYear()}-${part(now.getMonth() + 1)}-${part(now.getDate())}`;
  const date = await vscode.window.showInputBox({
    title: vscode.l10n.t("The article's date"),
    prompt: vscode.l10n.t("Days and ages in it are counted from then"),
    value: today,
    validateInput: (text) => (/^\d{4}-\d\d-\d\d$/.test(text.trim()) ? undefined : vscode.l10n.t("As in 2024-05-16")),
  });
  if (date) {
    await told(server.ask("setDate", uri, date.trim()));
  }
}

/** Switches off, for the whole house, one of the rules that found something in the article. */
export async function disableRule(server: Server, article: Article): Promise<void> {
  const uri = article.uri;
  if (!uri) {
    return;
  }
  const found = vscode.languages.getDiagnostics(vscode.Uri.parse(uri)).filter((it) => it.source === "factcheck");
  const codes = found.map((it) => (typeof it.code === "object" ? String(it.code.value) : String(it.code ?? "")));
  const counted = new Map<string, number>();
  for (const code of codes.filter((code) => code !== "")) {
    counted.set(code, (counted.get(code) ?? 0) + 1);
  }
  if (counted.size === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t("Nothing is found in this article."));
    return;
  }
  const items = [...counted].map(([label, count]) => ({ label, description: vscode.l10n.t("{0} here", count) }));
  const chosen = await vscode.window.showQuickPick(items, { title: vscode.l10n.t("Switch a rule off in factcheck.toml") });
  if (chosen) {
    await told(server.ask("disableRule", uri, chosen.label));
  }
}

/** What cannot be done is said in the server's words. */
async function told(asked: Promise<unknown>): Promise<void> {
  try {
    await asked;
  } catch (error) {
    void vscode.window.showWarningMessage(messageOf(error));
  }
}
