// Starts factcheck-ls and connects it to VS Code. All that it does for writers is the server's work: this file only
// finds the program, hands it the user's settings, and restarts it when asked.

import { homedir } from "node:os";
import * as vscode from "vscode";
import {
  DidChangeConfigurationNotification,
  LanguageClient,
  type LanguageClientOptions,
  type ServerOptions,
  Trace,
} from "vscode-languageclient/node";
import { serverProgram } from "./program";
import { forServer, SECTION } from "./settings";

const RESTART = "factcheck.restart";
const SHOW_OUTPUT = "factcheck.showOutput";

let client: LanguageClient | undefined;
let output: vscode.LogOutputChannel;
/** Starts and stops wait for each other: two restarts in a row leave one server. */
let turn: Promise<void> = Promise.resolve();

export function activate(context: vscode.ExtensionContext): Promise<void> {
  output = vscode.window.createOutputChannel("Fact-check", { log: true });
  context.subscriptions.push(
    output,
    vscode.commands.registerCommand(RESTART, () => inTurn(() => restart(context))),
    vscode.commands.registerCommand(SHOW_OUTPUT, () => output.show(true)),
    vscode.workspace.onDidChangeConfiguration(async (change) => {
      if (change.affectsConfiguration(`${SECTION}.path`)) {
        await inTurn(() => restart(context));
      } else if (change.affectsConfiguration(SECTION)) {
        await inTurn(tellSettings);
      }
    }),
  );
  return inTurn(() => start(context));
}

export function deactivate(): Promise<void> {
  return inTurn(stop);
}

function inTurn(step: () => Promise<void>): Promise<void> {
  turn = turn.then(step, step);
  return turn;
}

async function restart(context: vscode.ExtensionContext): Promise<void> {
  await stop();
  await start(context);
}

async function stop(): Promise<void> {
  const stopping = client;
  client = undefined;
  try {
    await stopping?.dispose();
  } catch (error) {
    output.warn(`The server did not stop as asked: ${error}`);
  }
}

async function start(context: vscode.ExtensionContext): Promise<void> {
  const command = serverProgram(setting<string>("path") ?? "", context.extensionPath, homedir());
  const server: ServerOptions = { command, args: ["lsp"] };
  const options: LanguageClientOptions = {
    documentSelector: ["markdown", "plaintext"].flatMap((language) =>
      ["file", "untitled"].map((scheme) => ({ language, scheme })),
    ),
    outputChannel: output,
    initializationOptions: settingsFor(undefined),
    middleware: {
      workspace: {
        configuration: (params) =>
          params.items.map((item) =>
            item.section === SECTION ? settingsFor(item.scopeUri) : null,
          ),
        // Told by `tellSettings`, without what is unset: the client's own message would send every default.
        didChangeConfiguration: () => Promise.resolve(),
      },
    },
  };
  const starting = new LanguageClient(SECTION, "Fact-check", server, options);
  client = starting;
  try {
    await starting.start();
    await starting.setTrace(Trace.fromString(setting<string>("trace.server") ?? "off"));
  } catch (error) {
    client = undefined;
    output.error(`${command} did not start: ${error}`);
    void complain(command);
  }
}

/** Says that there is no server, and offers the two ways on. Never awaited: it waits for the user. */
async function complain(command: string): Promise<void> {
  const settings = "Open Settings";
  const log = "Show Output";
  const answer = await vscode.window.showErrorMessage(`Fact-check: ${command} did not start.`, settings, log);
  if (answer === settings) {
    await vscode.commands.executeCommand("workbench.action.openSettings", `${SECTION}.path`);
  } else if (answer === log) {
    output.show(true);
  }
}

async function tellSettings(): Promise<void> {
  await client?.setTrace(Trace.fromString(setting<string>("trace.server") ?? "off"));
  await client?.sendNotification(DidChangeConfigurationNotification.type, {
    settings: { [SECTION]: settingsFor(undefined) },
  });
}

/** What the server is told of the settings of a folder or file, of the window when there is none. */
function settingsFor(scope: string | undefined): Record<string, unknown> {
  const uri = scope === undefined ? undefined : vscode.Uri.parse(scope);
  return forServer(vscode.workspace.getConfiguration(undefined, uri).get(SECTION));
}

function setting<T>(name: string): T | undefined {
  return vscode.workspace.getConfiguration(SECTION).get<T>(name);
}
