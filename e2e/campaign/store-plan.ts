import { randomUUID } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import { inRoot } from "../../scripts/root.mjs";

/** What happens at a write, as `failing-store.mjs` knows it. */
export type StoreFault = { at: number; how: string; lasting?: boolean; commits?: boolean };

const hitSchema = z.object({ id: z.string(), count: z.number(), sql: z.string() });

/** Makes the store of a console fail that was started with `env`. */
export class StorePlan {
  readonly env: Record<string, string>;
  #id = "";

  constructor(private readonly file: string) {
    const preload = pathToFileURL(inRoot("e2e", "campaign", "failing-store.mjs")).href;
    this.env = { NODE_OPTIONS: `--import ${preload}`, FAILING_STORE: file };
  }

  arm(fault: StoreFault): void {
    this.#id = randomUUID();
    writeFileSync(this.file, JSON.stringify({ id: this.#id, ...fault }));
  }

  disarm(): void {
    rmSync(this.file, { force: true });
  }

  /** The write that the last plan hit: the how manieth it was, and how it begins. Undefined while it has hit none. */
  hit(): { count: number; sql: string } | undefined {
    try {
      const { id, ...hit } = hitSchema.parse(JSON.parse(readFileSync(`${this.file}.hit`, "utf8")));
      return id === this.#id ? hit : undefined;
    } catch {
      return undefined;
    }
  }
}
