/** How bad a verdict is, mildest first. */
export type Level = "ok" | "note" | "warn" | "reject";

/** What one code means. `strict` is the level under `REDIRECT_POLICY=strict`, where that differs. */
export interface Rule {
  level: Exclude<Level, "ok">;
  strict?: "reject";
  title: string;
  explanation: string;
  remedy: string;
}
