// A session with the real server over the protocol library that VS Code uses. FACTCHECK_LS is the program.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, test } from "node:test";
import {
  CodeActionRequest,
  ConfigurationRequest,
  createProtocolConnection,
  DidChangeConfigurationNotification,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  PublishDiagnosticsNotification,
  RegistrationRequest,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver-protocol/node.js";

const program = process.env.FACTCHECK_LS;
assert.ok(program, "FACTCHECK_LS must name the server's program");

const TEXT = [
  "# Harbour closures",
  "",
  "Zoë Lind waited 🌊🌊 at the quay. According to unnamed sources, the ministry will close three ports.",
  "",
  "A Microsoft spokesperson confirmed the offer.",
  "",
].join("\n");

let folder, uri, server, connection, exit;
let settings = {};
const published = [];
const waiting = [];

/** The first published diagnostics of our document that `fits`, past ones included from index `from`. */
function diagnostics(fits, from = 0) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`not published; seen: ${JSON.stringify(published, null, 1)}`)),
      20_000,
    );
    const look = () => {
      const found = published.slice(from).find((params) => params.uri === uri && fits(params));
      if (found) {
        clearTimeout(timer);
        resolve(found);
      } else {
        waiting.push(look);
      }
    };
    look();
  });
}

const codes = (params) => params.diagnostics.map((diagnostic) => diagnostic.code);

before(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), "factcheck-session-")));
  const draft = path.join(folder, "draft.md");
  writeFileSync(draft, TEXT);
  uri = pathToFileURL(draft).href;
  server = spawn(program, ["lsp"], { stdio: ["pipe", "pipe", "inherit"] });
  exit = once(server, "exit");
  connection = createProtocolConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  connection.onNotification(PublishDiagnosticsNotification.type, (params) => {
    published.push(params);
    waiting.splice(0).forEach((look) => look());
  });
  connection.onRequest(ConfigurationRequest.type, ({ items }) =>
    items.map((item) => (item.section === "factcheck" ? settings : null)),
  );
  connection.onRequest(RegistrationRequest.type, () => {});
  connection.listen();
});

after(() => {
  connection?.dispose();
  server?.kill();
  rmSync(folder, { recursive: true, force: true });
});

test("initialize", async () => {
  const answer = await connection.sendRequest(InitializeRequest.type, {
    processId: process.pid,
    rootUri: pathToFileURL(folder).href,
    workspaceFolders: [{ uri: pathToFileURL(folder).href, name: "drafts" }],
    clientInfo: { name: "protocol test" },
    capabilities: {
      general: { positionEncodings: ["utf-16"] },
      textDocument: {
        publishDiagnostics: { versionSupport: true, codeDescriptionSupport: true, dataSupport: true },
        hover: { contentFormat: ["markdown"] },
        codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix"] } } },
      },
      workspace: { configuration: true, workspaceFolders: true, workspaceEdit: { documentChanges: true } },
    },
    initializationOptions: {},
  });
  const { capabilities } = answer;
  assert.equal(answer.serverInfo.name, "factcheck-ls");
  assert.equal(capabilities.positionEncoding ?? "utf-16", "utf-16");
  assert.ok(capabilities.hoverProvider);
  assert.ok(capabilities.codeActionProvider);
  await connection.sendNotification(InitializedNotification.type, {});
});

test("didOpen, and the findings arrive with their places and version", async () => {
  await connection.sendNotification(DidOpenTextDocumentNotification.type, {
    textDocument: { uri, languageId: "markdown", version: 1, text: TEXT },
  });
  const params = await diagnostics((params) => params.version === 1);
  assert.deepEqual(codes(params), ["anonymous-source", "unnamed-spokesperson"]);
  const [anonymous, spokesperson] = params.diagnostics;
  const line = TEXT.split("\n")[2];
  const start = line.indexOf("According");
  assert.deepEqual(anonymous.range, {
    start: { line: 2, character: start },
    end: { line: 2, character: start + "According to unnamed sources".length },
  });
  assert.equal(anonymous.severity, 2);
  assert.equal(spokesperson.severity, 3);
  assert.equal(anonymous.source, "factcheck-ls");
  assert.ok(anonymous.message.length > 10);
});

test("hover and code actions", async () => {
  const { diagnostics: found } = published.at(-1);
  const at = found[0].range.start;
  const hover = await connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position: at });
  assert.match(JSON.stringify(hover.contents), /anonym/i);
  const actions = await connection.sendRequest(CodeActionRequest.type, {
    textDocument: { uri },
    range: found[0].range,
    context: { diagnostics: [found[0]] },
  });
  assert.ok(actions.length >= 2 && actions.length <= 6, JSON.stringify(actions.map((action) => action.title)));
  for (const action of actions) {
    assert.match(action.title, /^(Cite|Attribute|Rewrite|Mark|Ignore): /);
    assert.ok(action.edit ?? action.command ?? action.data, action.title);
  }
  assert.ok(actions.every((action) => !action.isPreferred || !action.title.startsWith("Ignore")));
});

test("an edit mends a finding, and the next version says so", async () => {
  const line = TEXT.split("\n")[2];
  const start = line.indexOf("According to unnamed sources");
  await connection.sendNotification(DidChangeTextDocumentNotification.type, {
    textDocument: { uri, version: 2 },
    contentChanges: [
      {
        range: {
          start: { line: 2, character: start },
          end: { line: 2, character: start + "According to unnamed sources".length },
        },
        text: "According to Amara Diallo, the ministry’s chief engineer",
      },
    ],
  });
  const params = await diagnostics((params) => params.version === 2);
  assert.deepEqual(codes(params), ["unnamed-spokesperson"]);
});

test("changed settings count at once", async () => {
  settings = { rules: { "unnamed-spokesperson": "off" } };
  const from = published.length;
  await connection.sendNotification(DidChangeConfigurationNotification.type, { settings: { factcheck: settings } });
  const params = await diagnostics((params) => params.diagnostics.length === 0, from);
  assert.deepEqual(codes(params), []);
});

test("shutdown and exit with code 0", async () => {
  await connection.sendRequest(ShutdownRequest.type);
  await connection.sendNotification(ExitNotification.type);
  const [code] = await exit;
  assert.equal(code, 0);
});
