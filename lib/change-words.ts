import type { ChangeIntent } from "@/lib/intents";

/** What is done to a thing, as the end of a sentence about it. */
const participles: Record<ChangeIntent["kind"], string> = {
  "custom_app.update": "saved",
  "custom_app.delete": "deleted",
  "published_app.create": "enabled",
  "published_app.update": "saved",
  "published_app.delete": "switched off",
};

export type ChangeWords = {
  tone: "info" | "success" | "warning";
  /** Before and after the name. */
  title: readonly [string, string];
  text: string;
};

/** What is known of a change that was in doubt, in words. */
export function changeWords({ kind, state, gone }: ChangeIntent): ChangeWords {
  const done = participles[kind];
  const isUpdate = kind === "custom_app.update" || kind === "published_app.update";
  switch (state) {
    case "done":
      return {
        tone: "success",
        title: ["", ` was ${done}`],
        text: "Databricks gave no clear answer at first. By now it is certain.",
      };
    case "absent":
    case "rejected":
      return {
        tone: "warning",
        title: ["", ` was not ${done}`],
        text: gone
          ? "It was deleted meanwhile. Nothing of yours was saved."
          : "Databricks holds what it held before, so nothing was changed. You can try it again.",
      };
    case "needs_you":
      return {
        tone: "warning",
        title: ["Whether ", ` was ${done} needs you to look`],
        text: isUpdate
          ? "What Databricks holds now is neither what it held before nor what you saved. Somebody else may have changed it in the same minute. Nothing is sent again by itself."
          : "It is enabled, but not as you asked. Somebody else may have enabled it in the same minute. Nothing is sent again by itself.",
      };
    default:
      return {
        tone: "info",
        title: ["Checking whether ", ` was ${done}…`],
        text: "Databricks gave no clear answer, so the console looks at what it holds. This takes up to a minute. Nothing is sent again meanwhile.",
      };
  }
}
