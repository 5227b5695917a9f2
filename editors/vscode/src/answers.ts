// What the server answers to its commands, and what views make of it. Knows nothing of VS Code, so that tests can run it
// in Node.

/** A place in a document, as the protocol has it. */
export interface Range {
  start: { line: number; character: number };
  end: { line: number; character: number };
}

/** A claim of the document. */
export interface Claim {
  range: Range;
  text: string;
  status: string;
  sign: string;
  because: string;
  checked?: string;
}

/** An entry of the library. */
export interface Source {
  key: string;
  title: string;
  line: string;
  url?: string;
  cited: Range[];
  because?: string;
}

/** How the document stands. */
export interface Standing {
  version: number;
  claims: Record<string, number>;
  findings: Record<string, number>;
  configuration: string | null;
  profile: string;
  ignored: boolean;
  sources: number;
  date: string | null;
  problems: string[];
}

/** The statuses, what wants work first. */
export const STATUSES = ["unsourced", "vague", "anonymous", "attributed", "sourced"] as const;

/** The sign of each status, as the server writes it. */
const SIGNS: Record<string, string> = { sourced: "●", attributed: "◐", anonymous: "◆", vague: "◇", unsourced: "○" };

/** Claims by status, what wants work first; a status that no claim has is left out. */
export function byStatus(claims: Claim[]): [string, Claim[]][] {
  const groups = new Map<string, Claim[]>();
  for (const claim of claims) {
    groups.set(claim.status, [...(groups.get(claim.status) ?? []), claim]);
  }
  const order = (status: string) => {
    const place = STATUSES.indexOf(status as (typeof STATUSES)[number]);
    return place < 0 ? STATUSES.length : place;
  };
  return [...groups].sort(([one], [other]) => order(one) - order(other));
}

/** Sources in two groups: those that the document cites, and the others. */
export function byUse(sources: Source[]): [boolean, Source[]][] {
  const groups: [boolean, Source[]][] = [
    [true, sources.filter((source) => source.cited.length > 0)],
    [false, sources.filter((source) => source.cited.length === 0)],
  ];
  return groups.filter(([, some]) => some.length > 0);
}

/** "○ 7 ◇ 2 ● 1": the claims in a status bar. */
export function counts(standing: Standing): string {
  const told = STATUSES.filter((status) => standing.claims[status]);
  return told.map((status) => `${SIGNS[status] ?? ""} ${standing.claims[status]}`).join("  ");
}

/** The same for those who hear it: "7 unsourced, 2 vague, 1 sourced". */
export function spoken(standing: Standing): string {
  const told = STATUSES.filter((status) => standing.claims[status]);
  return told.map((status) => `${standing.claims[status]} ${status}`).join(", ");
}
