/** A range of ports written in a URL, and the URLs it stands for or what is wrong with it. */
export type PortRange = { first: number; last: number } & ({ urls: readonly string[] } | { problem: string });

/** Rows an expansion may add; Databricks compares ports exactly, and a list has to stay readable. */
export const mostPorts = 64;

/**
 * Reads `http://localhost:{8020-8040}/path`, also without the braces, and spells out one URL for each port.
 * Undefined when there is no range in the place of the port. Nothing happens unless it is asked for.
 */
export function expandPortRange(url: string): PortRange | undefined {
  const match =
    /^([^/?#]*\/\/[^/?#{}]*:)(?:\{(\d{1,7})-(\d{1,7})\}|(\d{1,7})-(\d{1,7}))((?:[/?#].*)?)$/s.exec(url);
  if (!match) return undefined;
  const [, before = "", inBracesFrom, inBracesTo, from, to, after = ""] = match;
  const first = Number(inBracesFrom ?? from);
  const last = Number(inBracesTo ?? to);
  const problem = problemWith(first, last);
  if (problem) return { first, last, problem };
  const ports = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return { first, last, urls: ports.map((port) => `${before}${port}${after}`) };
}

function problemWith(first: number, last: number): string | undefined {
  if (first < 1 || last > 65_535) return "Ports go from 1 to 65535.";
  if (first > last) return "The first port is higher than the last one.";
  const count = last - first + 1;
  return count > mostPorts ? `This is ${count} ports. Expand at most ${mostPorts} at a time.` : undefined;
}
