import { expect, test } from "vitest";
import { changeWords } from "@/lib/change-words";
import { type ChangeIntent, changeIntentSchema, intentStates } from "@/lib/intents";

const intent = (changes: Partial<ChangeIntent> = {}): ChangeIntent => ({
  ...{ id: "1", account_id: "a", subject: "ada", name: "posit", integration_id: "i", app_id: null },
  ...{ kind: "custom_app.update", state: "unknown", gone: false, created_at: 0, updated_at: 0 },
  ...changes,
});
const said = (changes: Partial<ChangeIntent>) => changeWords(intent(changes)).title.join("X");

test.each([
  [{ state: "unknown" }, "Checking whether X was saved…"],
  [{ kind: "custom_app.delete", state: "sent" }, "Checking whether X was deleted…"],
  [{ kind: "published_app.create", state: "done" }, "X was enabled"],
  [{ kind: "published_app.delete", state: "absent" }, "X was not switched off"],
  [{ kind: "published_app.update", state: "needs_you" }, "Whether X was saved needs you to look"],
] as const)("%o: %s", (changes, words) => {
  expect(said(changes)).toBe(words);
});

test("only what is certain is called done or not done", () => {
  for (const kind of changeIntentSchema.shape.kind.options)
    for (const state of intentStates) {
      const { tone } = changeWords(intent({ kind, state }));
      expect(tone === "success").toBe(state === "done");
      expect(/was not/.test(said({ kind, state }))).toBe(state === "absent" || state === "rejected");
    }
});

test("a change of what is gone says so", () => {
  expect(changeWords(intent({ state: "absent", gone: true })).text).toContain("deleted meanwhile");
});
