// A session with the real server over the protocol library that VS Code uses. FACTCHECK_LS is the program.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import {
  ConfigurationRequest,
  createProtocolConnection,
  DiagnosticRefreshRequest,
  DidChangeConfigurationNotification,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  PublishDiagnosticsNotification,
  RegistrationRequest,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver-protocol/node";

const PATIENCE = 20_000;

export class Session {
  /** What was published, in order. */
  published = [];
  /** How often the server asked to be asked again. */
  refreshes = 0;
  /** What the user has set. */
  settings = {};
  #watchers = [];

  /** Starts the server in a new folder that holds `text` as draft.md. */
  constructor(text) {
    const program = process.env.FACTCHECK_LS;
    assert.ok(program, "FACTCHECK_LS must name the server's program");
    this.text = text;
    this.folder = realpathSync(mkdtempSync(path.join(tmpdir(), "factcheck-session-")));
    const draft = path.join(this.folder, "draft.md");
    writeFileSync(draft, text);
    this.uri = pathToFileURL(draft).href;
    this.server = spawn(program, ["lsp"], { stdio: ["pipe", "pipe", "inherit"] });
    this.exit = once(this.server, "exit");
    this.connection = createProtocolConnection(
      new StreamMessageReader(this.server.stdout),
      new StreamMessageWriter(this.server.stdin),
    );
    this.connection.onNotification(PublishDiagnosticsNotification.type, (params) => {
      this.published.push(params);
      this.#look();
    });
    this.connection.onRequest(DiagnosticRefreshRequest.type, () => {
      this.refreshes += 1;
      this.#look();
    });
    this.connection.onRequest(ConfigurationRequest.type, ({ items }) =>
      items.map((item) => (item.section === "factcheck" ? this.settings : null)),
    );
    this.connection.onRequest(RegistrationRequest.type, () => {});
    this.connection.listen();
  }

  /** Says hello, with more capabilities than every client has; the server's answer. */
  async initialize({ textDocument = {}, workspace = {} } = {}) {
    const root = pathToFileURL(this.folder).href;
    const answer = await this.connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri: root,
      workspaceFolders: [{ uri: root, name: "drafts" }],
      clientInfo: { name: "protocol test" },
      capabilities: {
        general: { positionEncodings: ["utf-16"] },
        textDocument: {
          publishDiagnostics: { versionSupport: true, codeDescriptionSupport: true, dataSupport: true },
          hover: { contentFormat: ["markdown"] },
          codeAction: {
            codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix"] } },
            isPreferredSupport: true,
          },
          ...textDocument,
        },
        workspace: {
          configuration: true,
          workspaceFolders: true,
          workspaceEdit: { documentChanges: true },
          ...workspace,
        },
      },
      initializationOptions: {},
    });
    await this.connection.sendNotification(InitializedNotification.type, {});
    return answer;
  }

  open() {
    return this.connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri: this.uri, languageId: "markdown", version: 1, text: this.text },
    });
  }

  /** Replaces the first `words` of the text as opened. */
  replace(words, by, version) {
    return this.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri: this.uri, version },
      contentChanges: [{ range: this.range(words), text: by }],
    });
  }

  /** Changes the user's settings. */
  set(settings) {
    this.settings = settings;
    return this.connection.sendNotification(DidChangeConfigurationNotification.type, {
      settings: { factcheck: settings },
    });
  }

  /** Where the first `words` stand in the text as opened, in UTF-16 as JavaScript counts. */
  range(words) {
    const at = this.text.indexOf(words);
    assert.ok(at >= 0, words);
    const before = this.text.slice(0, at).split("\n");
    const start = { line: before.length - 1, character: before.at(-1).length };
    return { start, end: { line: start.line, character: start.character + words.length } };
  }

  /** The first diagnostics of our document published from index `from` on that fit. */
  diagnostics(fits, from = 0) {
    const found = () => this.published.slice(from).find((params) => params.uri === this.uri && fits(params));
    return this.until(found, () => JSON.stringify(this.published, null, 1));
  }

  /** The value of `look` as soon as it is one. */
  until(look, seen = () => "") {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`did not come; seen: ${seen()}`)), PATIENCE);
      const watch = () => {
        const value = look();
        if (value) {
          clearTimeout(timer);
          resolve(value);
        } else {
          this.#watchers.push(watch);
        }
      };
      watch();
    });
  }

  #look() {
    this.#watchers.splice(0).forEach((watch) => watch());
  }

  /** Shuts the server down; its exit code. */
  async leave() {
    await this.connection.sendRequest(ShutdownRequest.type);
    await this.connection.sendNotification(ExitNotification.type);
    const [code] = await this.exit;
    return code;
  }

  /** Whatever happened, leaves nothing behind. */
  end() {
    this.connection.dispose();
    this.server.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export const codes = (diagnostics) => diagnostics.map((diagnostic) => diagnostic.code);
