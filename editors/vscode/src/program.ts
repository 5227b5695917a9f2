// Which program is the server.

import { existsSync } from "node:fs";
import * as path from "node:path";

/**
 * The program to start: the one the user named, else the one packed beside the extension, else the one on the `PATH`.
 *
 * @param named the user's setting, empty if unset; `~/` is the home folder
 * @param extension the extension's folder
 */
export function serverProgram(named: string, extension: string, home: string, platform: string = process.platform): string {
  const trimmed = named.trim();
  if (trimmed !== "") {
    return trimmed.startsWith("~/") ? path.join(home, trimmed.slice(2)) : trimmed;
  }
  const name = platform === "win32" ? "factcheck-ls.exe" : "factcheck-ls";
  const packed = path.join(extension, "server", name);
  return existsSync(packed) ? packed : name;
}
