// One session of a real VS Code with the packed extension and the real server: what a writer does in the first minutes.
//
// node session.mjs TOOLS VSIX SERVER SHOTS

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { Workbench } from "./workbench.mjs";

const [tools, vsix, server, shots] = process.argv.slice(2);

const ARTICLE = `---
date: 2024-05-16
---

# Harbour closures

According to unnamed sources, the ministry will close three ports.

The Wall Street Journal reported that dockers were offered transfers to Ireland.

Emmanuel Macron was in Norvik on Tuesday. The pier cost 12 million dollars.
`;

const SOURCES = `@article{wsj2024dockers,
  author = {Ruiz, Ana},
  title = {Dockers Are Offered Transfers},
  journaltitle = {The Wall Street Journal},
  date = {2024-05-16},
  url = {https://www.wsj.com/articles/dockers-offered-transfers},
}
`;

const URL = "https://www.wsj.com/articles/dockers-offered-transfers";

/** 1 MB of prose, of which every paragraph claims something. */
const LONG = Array.from({ length: 8000 }, (_, at) => `According to the port, pier ${at} was ${at + 10} metres long in 2020, said Ola Lind. It was painted in the spring.`).join("\n\n");

const NOTEBOOK = {
  cells: [{ cell_type: "markdown", metadata: {}, source: ["According to unnamed sources, the ministry will close three ports."] }],
  metadata: { language_info: { name: "python" } },
  nbformat: 4,
  nbformat_minor: 5,
};

let passed = 0;
function check(what, fine, seen) {
  assert.ok(fine, `${what}\n  seen: ${JSON.stringify(seen)}`);
  passed += 1;
  console.log(`  ok  ${what}`);
}

/** The text without its breaks: long lines are wrapped anywhere. */
async function flow() {
  return (await workbench.text()).replaceAll("\n", "");
}

/** The language servers that run from this workbench. */
function servers() {
  try {
    return execFileSync("pgrep", ["-f", `^${server} lsp`], { encoding: "utf8" }).trim().split("\n").filter(Boolean);
  } catch {
    return [];
  }
}

const workbench = await Workbench.start({
  tools,
  vsix,
  files: { "article.md": ARTICLE, "sources.bib": SOURCES, "long.md": LONG, "notes.ipynb": JSON.stringify(NOTEBOOK), ".vscode/settings.json": "{}" },
  settings: { "factcheck.path": server },
  shots,
});
try {
  const { page } = workbench;
  await workbench.open("article.md");
  await workbench.until("findings are underlined", async () => (await workbench.underlined()) >= 2);
  check("an article is opened, and what rests on nobody is underlined", true);

  const lens = page.locator(".codelens-decoration", { hasText: "claims" }).first();
  await workbench.until("lenses count the claims", async () => (await lens.count()) > 0);
  check("a lens counts the claims at the headline", /\d claims.*unsourced/.test(await lens.innerText()), await lens.innerText());

  const told = await workbench.hover("Macron");
  check("hovering over a name shows who it is", /President of France/.test(told), told);
  await workbench.shot("hover");
  await page.mouse.move(10, 700);

  await workbench.goTo(9, 5);
  const fixes = await workbench.until("quick fixes", () => workbench.quickFixes());
  const cites = fixes.findIndex((title) => /Cite: link “The Wall Street Journal/.test(title));
  check("the quick fixes cite from the library", cites >= 0, fixes);
  await workbench.shot("quick-fixes");
  for (let step = 0; step < cites; step += 1) {
    await page.keyboard.press("ArrowDown");
  }
  await page.keyboard.press("Enter");
  await workbench.until("the citation is there", async () => (await flow()).includes(URL));
  check("the one chosen is inserted", true);
  await page.keyboard.press("Control+z");
  await workbench.until("the citation is gone", async () => !(await flow()).includes(URL));
  check("undo takes it back", true);

  await workbench.goTo(9, 5);
  await workbench.run("Fact-check: Cite a Source");
  const picker = page.locator(".quick-input-widget .monaco-list-row");
  await workbench.until("the picker lists the library", async () => /Dockers Are Offered/.test((await picker.allInnerTexts()).join()));
  await workbench.shot("picker");
  await page.keyboard.press("Enter");
  await workbench.until("the source is cited", async () => (await flow()).includes(URL));
  check("the citation picker cites what was picked", true);
  await page.keyboard.press("Control+z");
  await workbench.until("the citation is gone", async () => !(await flow()).includes(URL));

  await workbench.run("Fact-check: Show Claims");
  const views = page.locator(".pane-body .monaco-list-row");
  await workbench.until("claims are listed", async () => /anonymous/.test((await views.allInnerTexts()).join()));
  check("the side bar lists the claims by what they rest on", true);
  const bar = page.locator(".statusbar-item", { hasText: "◆ 1" });
  await workbench.until("the status bar counts", async () => (await bar.count()) > 0);
  check("the status bar counts them", true);
  await workbench.shot("claims");

  await workbench.goTo(9, 5);
  await page.keyboard.press("Control+Shift+o");
  await workbench.until("the outline", async () => /◐ The Wall Street Journal/.test((await picker.allInnerTexts()).join()));
  check("the outline holds sections and claims with their status", true);
  await page.keyboard.press("Escape");

  const before = await workbench.underlined();
  await workbench.goTo(11, 1);
  await page.keyboard.press("End");
  await page.keyboard.type(" @ws");
  const offered = page.locator(".suggest-widget.visible .monaco-list-row");
  await workbench.until("completions", async () => /wsj2024dockers/.test((await offered.allInnerTexts()).join()));
  await page.keyboard.press("Enter");
  await workbench.until("the key", async () => (await flow()).includes("@wsj2024dockers"));
  check("keys of the library are completed", true);
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await workbench.until("the key is gone", async () => !(await flow()).includes("@ws"));

  await workbench.until("findings as before", async () => (await workbench.underlined()) === before);
  workbench.write("factcheck.toml", '[rules]\nanonymous-source = "off"\n');
  await workbench.until("the configuration is heeded", async () => (await workbench.underlined()) < before);
  check("a rule switched off in factcheck.toml finds nothing any more", true);
  workbench.write("factcheck.toml", "");
  await workbench.until("and switched on again", async () => (await workbench.underlined()) === before);

  const [first] = servers();
  process.kill(Number(first), "SIGKILL");
  await workbench.until("another server", async () => servers().some((pid) => pid !== first));
  await workbench.until("findings again", async () => (await workbench.underlined()) === before);
  check("a server that is killed comes back", true);

  workbench.write(".vscode/settings.json", '{ "factcheck.inlayHints": true }');
  await workbench.until("hints", async () => /[◐○◆]\s*(attributed|unsourced|anonymous)?/.test(await workbench.text()));
  check("hints show the status of claims once they are asked for", true);
  await workbench.shot("hints");
  workbench.write(".vscode/settings.json", "{}");
  await workbench.until("no hints", async () => !/[◐○◆]/.test(await workbench.text()));

  await page.keyboard.press("Control+Alt+n");
  await workbench.until("an empty text", async () => (await flow()).trim() === "");
  await page.keyboard.type("According to unnamed sources, the ministry will close three ports. ");
  await workbench.until("findings", async () => (await workbench.underlined()) === 1);
  check("a text that is in no file yet is checked", true);

  await page.keyboard.press("Control+p");
  await page.waitForSelector(".quick-input-widget:visible input");
  await page.keyboard.type("notes.ipynb");
  await workbench.until("the notebook is offered", async () => /notes\.ipynb/.test(await picker.first().innerText()));
  await page.keyboard.press("Enter");
  const cell = page.locator(".notebookOverlay .monaco-list-row .monaco-editor");
  await workbench.until("the cell is edited", async () => {
    // Shown as a reader sees it until somebody enters it.
    await page.keyboard.press("Enter");
    return cell.first().isVisible();
  });
  await workbench.until("findings in the cell", async () => (await cell.locator(".squiggly-warning").count()) === 1);
  check("a Markdown cell of a notebook is checked", true);
  await workbench.shot("notebook");

  await workbench.open("long.md");
  await workbench.until("the long text", async () => (await workbench.text()).includes("pier 1 was"));
  await workbench.goTo(1, 1);
  // Until the first check is over, so that typing meets a server at work.
  await workbench.until("its status", async () => (await page.locator(".statusbar-item", { hasText: "◐" }).count()) > 0);
  const waits = [];
  for (const letter of "Experts say so. ") {
    const begun = Date.now();
    await page.keyboard.type(letter);
    waits.push(Date.now() - begun);
  }
  await workbench.until("what was typed", async () => (await workbench.text()).startsWith("Experts say so."));
  waits.sort((one, other) => one - other);
  check("a text of 1 MB is typed in without lag", waits[Math.floor(waits.length * 0.9)] < 500, waits);
  console.log(`  ${passed} checks; keys at 1 MB: median ${waits[waits.length >> 1]} ms, worst ${waits.at(-1)} ms`);
} finally {
  await workbench.stop();
}
