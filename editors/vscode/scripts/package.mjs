// Packs the extension: `npm run package` without the server, which is then looked for on the PATH;
// `npm run package -- TARGET PROGRAM` with it, for one platform (linux-x64, linux-arm64, darwin-arm64, win32-x64 …).
// Works offline once `npm ci` has run.

import { chmodSync, copyFileSync, mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { createVSIX } from "@vscode/vsce";

const folder = fileURLToPath(new URL("..", import.meta.url));
const [target, program] = process.argv.slice(2);
if (target !== undefined && program === undefined) {
  console.error("Name the server's program, too: npm run package -- linux-x64 ../../target/release/factcheck-ls");
  process.exit(2);
}
const server = path.join(folder, "server");
const licences = ["LICENSE-MIT", "LICENSE-APACHE"];
rmSync(server, { recursive: true, force: true });
try {
  if (program !== undefined) {
    mkdirSync(server);
    const packed = path.join(server, target.startsWith("win32") ? "factcheck-ls.exe" : "factcheck-ls");
    copyFileSync(program, packed);
    chmodSync(packed, 0o755);
  }
  for (const licence of licences) {
    copyFileSync(path.join(folder, "..", "..", licence), path.join(folder, licence));
  }
  await createVSIX({ cwd: folder, target, dependencies: false, allowMissingRepository: true, skipLicense: true });
} finally {
  rmSync(server, { recursive: true, force: true });
  for (const licence of licences) {
    rmSync(path.join(folder, licence), { force: true });
  }
}
