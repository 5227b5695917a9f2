// Starts factcheck-ls and connects it to VS Code. All that it does for writers is the server's work: here it gets its
// commands, its views and its place in the status bar.

import * as vscode from "vscode";
import { Article } from "./article";
import { bar } from "./bar";
import { Claims } from "./claims";
import { disableRule, setDate } from "./commands";
import { cite } from "./picker";
import { Server } from "./server";
import { SECTION } from "./settings";
import { Sources } from "./sources";

const RESTART = "factcheck.restart";
const SHOW_OUTPUT = "factcheck.showOutput";
const SHOW_CLAIMS = "factcheck.showClaims";
const CITE = "factcheck.cite";
const SET_DATE = "factcheck.setDate";
const DISABLE_RULE = "factcheck.disableRule";
/** Of views alone: no palette shows it. */
const GO_TO = "factcheck.goTo";

let server: Server | undefined;

export function activate(context: vscode.ExtensionContext): Promise<void> {
  const output = vscode.window.createOutputChannel("Fact-check", { log: true });
  const running = new Server(context.extensionPath, output);
  server = running;
  const article = new Article(context, running);
  bar(context, running, article);
  context.subscriptions.push(
    output,
    vscode.window.registerTreeDataProvider("factcheck.claims", new Claims(running, article)),
    vscode.window.registerTreeDataProvider("factcheck.sources", new Sources(running, article)),
    vscode.commands.registerCommand(RESTART, () => running.restart()),
    vscode.commands.registerCommand(SHOW_OUTPUT, () => output.show(true)),
    vscode.commands.registerCommand(SHOW_CLAIMS, () => vscode.commands.executeCommand("factcheck.claims.focus")),
    vscode.commands.registerCommand(CITE, () => cite(running)),
    vscode.commands.registerCommand(SET_DATE, () => setDate(running, article)),
    vscode.commands.registerCommand(DISABLE_RULE, () => disableRule(running, article)),
    vscode.commands.registerCommand(GO_TO, (range: vscode.Range) => article.show(range)),
    vscode.workspace.onDidChangeConfiguration(async (change) => {
      if (change.affectsConfiguration(`${SECTION}.path`)) {
        await running.restart();
      } else if (change.affectsConfiguration(SECTION)) {
        await running.tellSettings();
      }
    }),
  );
  return running.start();
}

export function deactivate(): Promise<void> | undefined {
  return server?.stop();
}
