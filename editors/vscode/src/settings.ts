// What the server is told of the user's settings. Knows nothing of VS Code, so that tests can run it in Node.

/** The section of the settings that is ours. */
export const SECTION = "factcheck";

/** Settings of the extension itself: the server neither needs nor knows them. */
export const OWN = ["path", "trace"];

/**
 * The settings that the user has set, as the server wants them: its keys are those of factcheck.toml.
 *
 * A setting left alone must not reach the server, or its default would stand over the newsroom's factcheck.toml.
 */
export function forServer(section: unknown): Record<string, unknown> {
  const set = withoutUnset(section);
  if (!isObject(set)) {
    return {};
  }
  const kept = Object.entries(set).filter(([key]) => !OWN.includes(key));
  return Object.fromEntries(kept.map(([key, value]) => [kebab(key), value]));
}

/** `maxFindings` as factcheck.toml has it: `max-findings`. */
function kebab(key: string): string {
  return key.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);
}

/** The value without nulls, empty texts, empty lists and empty objects; `undefined` if nothing is left. */
function withoutUnset(value: unknown): unknown {
  if (value === null || value === undefined || value === "") {
    return undefined;
  }
  if (Array.isArray(value)) {
    return value.length === 0 ? undefined : value;
  }
  if (isObject(value)) {
    const entries = Object.entries(value)
      .map(([key, inner]) => [key, withoutUnset(inner)] as const)
      .filter(([, inner]) => inner !== undefined);
    return entries.length === 0 ? undefined : Object.fromEntries(entries);
  }
  return value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
