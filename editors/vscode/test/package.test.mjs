// package.json and the code say the same: commands, settings, files.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { fileURLToPath } from "node:url";
import { test } from "node:test";

const folder = fileURLToPath(new URL("..", import.meta.url));
const read = (name) => readFileSync(folder + name, "utf8");
const manifest = JSON.parse(read("package.json"));
const sources = readdirSync(folder + "src").map((name) => read(`src/${name}`));
const code = sources.join("\n");
const strings = JSON.parse(read("package.nls.json"));
const properties = manifest.contributes.configuration.properties;

test("every command of package.json is registered, and no other", () => {
  const contributed = manifest.contributes.commands.map((entry) => entry.command).sort();
  const constants = Object.fromEntries([...code.matchAll(/const (\w+) = "(factcheck\.\w+)"/g)].map((m) => [m[1], m[2]]));
  const registered = [...code.matchAll(/registerCommand\((\w+),/g)].map((m) => constants[m[1]]).sort();
  assert.deepEqual(registered, contributed);
});

test("every setting that the code reads is in package.json", () => {
  const asked = [...code.matchAll(/setting<\w+>\("([\w.]+)"\)/g)].map((m) => `factcheck.${m[1]}`);
  assert.ok(asked.length >= 2);
  for (const name of asked) {
    assert.ok(name in properties, name);
  }
});

test("no setting for the server has a default that would stand over factcheck.toml", () => {
  for (const [name, property] of Object.entries(properties)) {
    if (["factcheck.path", "factcheck.trace.server"].includes(name)) continue;
    const fallback = JSON.stringify(property.default);
    assert.ok(["null", "[]", "{}"].includes(fallback), `${name}: ${fallback}`);
  }
});

test("a workspace cannot name the program that is started", () => {
  assert.equal(properties["factcheck.path"].scope, "machine");
});

test("enumerations and their descriptions have the same length", () => {
  for (const [name, property] of Object.entries(properties)) {
    if (property.enumDescriptions) {
      assert.equal(property.enumDescriptions.length, property.enum.length, name);
    }
  }
});

test("the bundle is where package.json says, and needs nothing but vscode and Node", () => {
  const bundle = read(manifest.main);
  const needed = new Set([...bundle.matchAll(/\brequire\("([^"]+)"\)/g)].map((m) => m[1]));
  assert.deepEqual([...needed].filter((name) => !isBuiltin(name)), ["vscode"]);
});

test("every string of package.json is there to be translated, and none is left over", () => {
  const asked = [...JSON.stringify(manifest).matchAll(/"%([\w.-]+)%"/g)].map((m) => m[1]);
  assert.deepEqual([...new Set(asked)].sort(), Object.keys(strings).sort());
  for (const command of manifest.contributes.commands) {
    assert.match(command.title, /^%/, command.command);
  }
});

test("the settings mirror factcheck.toml, but for what only a file has room for", () => {
  const schema = JSON.parse(readFileSync(folder + "../../factcheck.schema.json", "utf8"));
  const inFiles = ["newsroom-rule", "overrides", "lexicon", "bibliography"];
  const kebab = (key) => key.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);
  const mirrored = new Set(Object.keys(properties).map((name) => kebab(name.split(".")[1])));
  for (const key of Object.keys(schema.properties)) {
    assert.ok(mirrored.has(key) !== inFiles.includes(key), key);
  }
});

test("every view and every menu is of a command or a view that is there", () => {
  const commands = new Set(manifest.contributes.commands.map((entry) => entry.command));
  for (const entry of Object.values(manifest.contributes.menus).flat()) {
    assert.ok(commands.has(entry.command), entry.command);
  }
  for (const view of manifest.contributes.views.factcheck) {
    assert.ok(code.includes(`registerTreeDataProvider("${view.id}"`), view.id);
  }
});

test("every string of the code is there to be translated", () => {
  const asked = [...code.matchAll(/l10n\.t\(\s*"((?:[^"\\]|\\.)*)"/g)].map((m) => m[1]);
  assert.ok(asked.length > 20);
  assert.deepEqual([...new Set(asked)].sort(), Object.keys(JSON.parse(read("l10n/bundle.l10n.json"))).sort());
});
