import { afterAll, expect, test, vi } from "vitest";
import { announce, sessionEndsAt, subscribeToSessionState } from "@/lib/session-state";

const otherTab = new BroadcastChannel("latchkey.session");
const unsubscribe = subscribeToSessionState(() => {});

afterAll(() => {
  unsubscribe();
  otherTab.close();
});

test("the session ends when the last sign-in says, in whichever tab it was", async () => {
  announce({ type: "signed-in", endsAt: 1_000 });
  expect(sessionEndsAt()).toBe(1_000);
  otherTab.postMessage({ type: "signed-in", endsAt: 2_000 });
  await vi.waitFor(() => expect(sessionEndsAt()).toBe(2_000));
  announce({ type: "signed-in", endsAt: 1_500 });
  expect(sessionEndsAt()).toBe(2_000);
});
