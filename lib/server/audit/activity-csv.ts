import "server-only";
import type { ActivityRecord } from "@/lib/activity";

const columns: [name: string, of: (record: ActivityRecord) => unknown][] = [
  ["seq", ({ seq }) => seq],
  ["time", ({ t }) => t],
  ["event", ({ event }) => event],
  ["outcome", ({ outcome }) => outcome],
  ["person", ({ actor }) => actor?.email],
  ["session", ({ session }) => session],
  ["target_type", ({ target }) => target?.type],
  ["target_id", ({ target }) => target?.id],
  ["target_name", ({ target }) => target?.name],
  ["client_id", ({ target }) => target?.client_id],
  ["diff", ({ diff }) => diff && JSON.stringify(diff)],
  ["accepted_warnings", ({ ack }) => ack?.join(" ")],
  ["upstream_status", ({ upstream }) => upstream?.status],
  ["intent", ({ intent }) => intent],
];

/** First line of the table, RFC 4180. */
export const csvHeader = (): string => line(columns.map(([name]) => name));

/** One record as a line. */
export const csvLine = (record: ActivityRecord): string => line(columns.map(([, of]) => of(record)));

const line = (cells: readonly unknown[]): string => `${cells.map(cell).join(",")}\r\n`;

/**
 * A spreadsheet takes a cell that begins like a formula for one, also after white space, and then a name chosen by
 * somebody else runs on the reader's machine. An apostrophe in front makes it text.
 */
function cell(value: unknown): string {
  const text = String(value ?? "");
  const harmless =
    /^[\s\u00a0\ufeff]*[=+\-@|%\uff1d\uff0b\uff0d\uff20]/.test(text) || /^[\t\r\n]/.test(text)
      ? `'${text}`
      : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}
