// The server: found, started, told the user's settings, asked.

import { homedir } from "node:os";
import * as vscode from "vscode";
import {
  DidChangeConfigurationNotification,
  ExecuteCommandRequest,
  LanguageClient,
  type LanguageClientOptions,
  type ServerOptions,
  State,
  Trace,
} from "vscode-languageclient/node";
import { serverProgram } from "./program";
import { forServer, SECTION } from "./settings";

/** The documents that are checked: articles in files, untitled ones, and the Markdown cells of notebooks. */
export const SELECTOR = ["markdown", "plaintext"].flatMap((language) =>
  ["file", "untitled", "vscode-notebook-cell"].map((scheme) => ({ language, scheme })),
);

/** Whether a document is one of them. */
export function isOurs(document: vscode.TextDocument): boolean {
  return SELECTOR.some(({ language, scheme }) => document.languageId === language && document.uri.scheme === scheme);
}

/** The server and all that is asked of it. */
export class Server {
  private client: LanguageClient | undefined;
  /** Starts and stops wait for each other: two restarts in a row leave one server. */
  private turn: Promise<void> = Promise.resolve();
  private readonly changed = new vscode.EventEmitter<void>();

  /** The server has started or gone. */
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly extension: string,
    readonly output: vscode.LogOutputChannel,
  ) {}

  start(): Promise<void> {
    return this.inTurn(() => this.startNow());
  }

  restart(): Promise<void> {
    return this.inTurn(async () => {
      await this.stopNow();
      await this.startNow();
    });
  }

  stop(): Promise<void> {
    return this.inTurn(() => this.stopNow());
  }

  /** Tells the server what the user has set. */
  tellSettings(): Promise<void> {
    return this.inTurn(async () => {
      await this.client?.setTrace(Trace.fromString(setting<string>("trace.server") ?? "off"));
      await this.client?.sendNotification(DidChangeConfigurationNotification.type, {
        settings: { [SECTION]: settingsFor(undefined) },
      });
    });
  }

  /** What the server answers to one of its commands; `undefined` while there is no server. */
  async ask<T>(command: string, ...args: unknown[]): Promise<T | undefined> {
    if (this.client?.state !== State.Running) {
      return undefined;
    }
    return (await this.client.sendRequest(ExecuteCommandRequest.type, { command: `factcheck-ls.${command}`, arguments: args })) as T;
  }

  private inTurn(step: () => Promise<void>): Promise<void> {
    this.turn = this.turn.then(step, step);
    return this.turn;
  }

  private async stopNow(): Promise<void> {
    const stopping = this.client;
    this.client = undefined;
    this.changed.fire();
    try {
      await stopping?.dispose();
    } catch (error) {
      this.output.warn(`The server did not stop as asked: ${error}`);
    }
  }

  private async startNow(): Promise<void> {
    const command = serverProgram(setting<string>("path") ?? "", this.extension, homedir());
    const server: ServerOptions = { command, args: ["lsp"] };
    const options: LanguageClientOptions = {
      documentSelector: SELECTOR,
      outputChannel: this.output,
      initializationOptions: settingsFor(undefined),
      middleware: {
        // The server's commands go by names of their own here: without this, each would be registered twice.
        executeCommand: (name, args, next) => next(name, args),
        workspace: {
          configuration: (params) =>
            params.items.map((item) => (item.section === SECTION ? settingsFor(item.scopeUri) : null)),
          // Told by `tellSettings`, without what is unset: the client's own message would send every default.
          didChangeConfiguration: () => Promise.resolve(),
        },
      },
    };
    const starting = new LanguageClient(SECTION, "Fact-check", server, options);
    starting.onDidChangeState(() => this.changed.fire());
    this.client = starting;
    try {
      await starting.start();
      await starting.setTrace(Trace.fromString(setting<string>("trace.server") ?? "off"));
    } catch (error) {
      this.client = undefined;
      this.output.error(`${command} did not start: ${error}`);
      void this.complain(command);
    }
    this.changed.fire();
  }

  /** Says that there is no server, and offers the two ways on. Never awaited: it waits for the user. */
  private async complain(command: string): Promise<void> {
    const settings = vscode.l10n.t("Open Settings");
    const log = vscode.l10n.t("Show Output");
    const told = vscode.l10n.t("Fact-check: {0} did not start.", command);
    const answer = await vscode.window.showErrorMessage(told, settings, log);
    if (answer === settings) {
      await vscode.commands.executeCommand("workbench.action.openSettings", `${SECTION}.path`);
    } else if (answer === log) {
      this.output.show(true);
    }
  }
}

/** What the server is told of the settings of a folder or file, of the window when there is none. */
function settingsFor(scope: string | undefined): Record<string, unknown> {
  const uri = scope === undefined ? undefined : vscode.Uri.parse(scope);
  return forServer(vscode.workspace.getConfiguration(undefined, uri).get(SECTION));
}

function setting<T>(name: string): T | undefined {
  return vscode.workspace.getConfiguration(SECTION).get<T>(name);
}
