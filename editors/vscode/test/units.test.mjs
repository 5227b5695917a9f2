// What the extension tells the server, and which program it starts.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { buildSync } from "esbuild";

/** A source module as JavaScript. */
async function load(name) {
  const source = fileURLToPath(new URL(`../src/${name}.ts`, import.meta.url));
  const built = buildSync({ entryPoints: [source], bundle: true, write: false, format: "esm", platform: "node" });
  return import(`data:text/javascript;base64,${Buffer.from(built.outputFiles[0].contents).toString("base64")}`);
}

const { forServer } = await load("settings");
const { serverProgram } = await load("program");

test("settings that are unset, and the extension's own, are not sent", () => {
  const asVsCodeGivesThem = {
    path: "/opt/factcheck-ls",
    trace: { server: "off" },
    profile: null,
    rules: {},
    publication: [],
    reach: null,
    citation: { style: null, bibliography: [] },
    notes: [],
    ignore: [],
  };
  assert.deepEqual(forServer(asVsCodeGivesThem), {});
  assert.deepEqual(forServer(undefined), {});
});

test("settings that are set arrive with the keys of factcheck.toml", () => {
  const set = { profile: "wiki", rules: { "vague-time": "off" }, citation: { style: "footnote", bibliography: [] } };
  assert.deepEqual(forServer(set), {
    profile: "wiki",
    rules: { "vague-time": "off" },
    citation: { style: "footnote" },
  });
});

test("the program: named, packed, or on the PATH", () => {
  const extension = mkdtempSync(path.join(tmpdir(), "factcheck-vscode-"));
  try {
    assert.equal(serverProgram(" /opt/f ", extension, "/h"), "/opt/f");
    assert.equal(serverProgram("~/bin/f", extension, "/h"), path.join("/h", "bin/f"));
    assert.equal(serverProgram("", extension, "/h", "linux"), "factcheck-ls");
    assert.equal(serverProgram("", extension, "/h", "win32"), "factcheck-ls.exe");
    const packed = path.join(extension, "server", "factcheck-ls");
    mkdirSync(path.dirname(packed));
    writeFileSync(packed, "");
    assert.equal(serverProgram("", extension, "/h", "linux"), packed);
  } finally {
    rmSync(extension, { recursive: true });
  }
});

const { byStatus, byUse, counts, spoken } = await load("answers");

test("claims stand by what they rest on, what wants work first", () => {
  const claims = ["sourced", "unsourced", "attributed", "unsourced"].map((status, at) => ({ status, text: String(at) }));
  const told = byStatus(claims).map(([status, some]) => `${status} ${some.map((claim) => claim.text).join("")}`);
  assert.deepEqual(told, ["unsourced 13", "attributed 2", "sourced 0"]);
  const standing = { claims: { sourced: 1, unsourced: 2 } };
  assert.equal(counts(standing), "○ 2  ● 1");
  assert.equal(spoken(standing), "2 unsourced, 1 sourced");
});

test("sources stand by whether they are cited", () => {
  const sources = [{ key: "a", cited: [] }, { key: "b", cited: [{}] }];
  assert.deepEqual(byUse(sources).map(([used, some]) => [used, some[0].key]), [[true, "b"], [false, "a"]]);
  assert.deepEqual(byUse([]), []);
});

test("settings in the manner of VS Code arrive in that of factcheck.toml", () => {
  assert.deepEqual(forServer({ maxFindings: 20, fixWeekdays: true, citation: { csl: "apa" } }), {
    "max-findings": 20,
    "fix-weekdays": true,
    citation: { csl: "apa" },
  });
});
