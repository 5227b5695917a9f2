// The server as VS Code drives it (it asks for diagnostics), and as clients do that wait for them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { CodeActionRequest, DocumentDiagnosticRequest, HoverRequest } from "vscode-languageserver-protocol/node";
import { codes, Session } from "./session.mjs";

const ANONYMOUS = "According to unnamed sources";
const NAMED = "According to Amara Diallo, the ministry’s chief engineer";

// Emoji stand before the first finding: its column shows that both sides count in UTF-16.
const TEXT = [
  "# Harbour closures",
  "",
  `Zoë Lind waited 🌊🌊 at the quay. ${ANONYMOUS}, the ministry will close three ports.`,
  "",
  "A Microsoft spokesperson confirmed the offer.",
  "",
].join("\n");

test("a client that waits for diagnostics", async (t) => {
  const session = new Session(TEXT);
  t.after(() => session.end());
  let found;

  await t.test("initialize", async () => {
    const { capabilities, serverInfo } = await session.initialize();
    assert.equal(serverInfo.name, "factcheck-ls");
    assert.equal(capabilities.positionEncoding ?? "utf-16", "utf-16");
    assert.ok(capabilities.hoverProvider);
    assert.ok(capabilities.codeActionProvider);
  });

  await t.test("didOpen, and the findings arrive with their places and version", async () => {
    await session.open();
    found = (await session.diagnostics((params) => params.version === 1)).diagnostics;
    assert.deepEqual(codes(found), ["anonymous-source", "unnamed-spokesperson"]);
    assert.deepEqual(found[0].range, session.range(ANONYMOUS));
    assert.deepEqual(found[1].range, session.range("A Microsoft spokesperson"));
    assert.deepEqual(found.map((diagnostic) => diagnostic.severity), [2, 3]);
    assert.equal(found[0].source, "factcheck");
    assert.ok(found[0].message.length > 10);
  });

  await t.test("hover says what a finding is about", async () => {
    const position = session.range("unnamed sources").start;
    const hover = await session.connection.sendRequest(HoverRequest.type, { textDocument: { uri: session.uri }, position });
    assert.match(JSON.stringify(hover?.contents), /anonym/i);
  });

  await t.test("code actions: a few, well named, never an ignore first", async () => {
    const actions = await session.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri: session.uri },
      range: found[0].range,
      context: { diagnostics: [found[0]] },
    });
    const fixes = actions.filter((action) => action.kind === "quickfix");
    assert.ok(fixes.length >= 2 && fixes.length <= 6, fixes.map((action) => action.title).join("; "));
    for (const action of fixes) {
      assert.match(action.title, /^(Cite|Attribute|Rewrite|Mark|Ignore): /);
    }
    // Beside them stands what a checker can say of the claim.
    const others = actions.filter((action) => action.kind !== "quickfix");
    assert.deepEqual(others.map((action) => [action.kind, action.title.split(" by ")[0]]), [
      ["refactor", "Check: mark as confirmed"],
      ["refactor", "Check: mark as open question for the writer"],
    ]);
    for (const action of actions) {
      assert.ok(action.edit ?? action.command ?? action.data, action.title);
      assert.ok(!action.isPreferred || !action.title.startsWith("Ignore"), action.title);
    }
  });

  await t.test("an edit mends a finding, and the next version says so", async () => {
    await session.replace(ANONYMOUS, NAMED, 2);
    const params = await session.diagnostics((params) => params.version === 2);
    assert.deepEqual(codes(params.diagnostics), ["unnamed-spokesperson"]);
  });

  await t.test("changed settings count at once", async () => {
    const from = session.published.length;
    await session.set({ rules: { "unnamed-spokesperson": "off" } });
    await session.diagnostics((params) => params.diagnostics.length === 0, from);
  });

  await t.test("shutdown and exit with code 0", async () => {
    assert.equal(await session.leave(), 0);
  });
});

test("a client that asks for diagnostics, as VS Code does", async (t) => {
  const session = new Session(TEXT);
  t.after(() => session.end());
  const ask = (previousResultId) =>
    session.connection.sendRequest(DocumentDiagnosticRequest.type, {
      textDocument: { uri: session.uri },
      previousResultId,
    });
  let resultId;

  await t.test("the server offers it", async () => {
    const { capabilities } = await session.initialize({
      textDocument: { diagnostic: { relatedDocumentSupport: false } },
      workspace: { diagnostics: { refreshSupport: true } },
    });
    assert.ok(capabilities.diagnosticProvider);
  });

  await t.test("the answer has every finding", async () => {
    await session.open();
    const report = await ask();
    assert.equal(report.kind, "full");
    assert.deepEqual(codes(report.items), ["anonymous-source", "unnamed-spokesperson"]);
    resultId = report.resultId;
  });

  await t.test("asked again, nothing has changed", async () => {
    assert.ok(resultId);
    assert.equal((await ask(resultId)).kind, "unchanged");
  });

  await t.test("after an edit, something has", async () => {
    await session.replace(ANONYMOUS, NAMED, 2);
    const report = await ask(resultId);
    assert.equal(report.kind, "full");
    assert.deepEqual(codes(report.items), ["unnamed-spokesperson"]);
  });

  await t.test("changed settings ask the client to ask again", async () => {
    const before = session.refreshes;
    await session.set({ rules: { "unnamed-spokesperson": "off" } });
    await session.until(() => session.refreshes > before);
    assert.deepEqual(codes((await ask()).items), []);
  });

  await t.test("nothing was published as well", async () => {
    assert.equal(await session.leave(), 0);
    assert.deepEqual(session.published.flatMap((params) => params.diagnostics), []);
  });
});
