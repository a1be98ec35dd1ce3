import { beforeEach, expect, test, vi } from "vitest";
import { isProblem } from "@/lib/problems";
import { type Given, sendOnce } from "@/lib/send-once";
import { type Answer, json, startLocalServer } from "@/lib/testing/local-server";
import { z } from "@/lib/zod";

const schema = z.looseObject({});
const problem = (type: string, status: number, outcome = "none"): Answer => {
  const body = { type: `/problems/${type}`, title: "T", status, detail: "D", requestId: "r", outcome };
  return (_request, response) =>
    void response.writeHead(status, { "Content-Type": "application/problem+json" }).end(JSON.stringify(body));
};
const silence: Answer = (_request, response) => void response.destroy();
const gateway: Answer = (_request, response) => void response.writeHead(502).end("<html>");

let undone: number;
beforeEach(() => {
  undone = 0;
});
const prepare = async (): Promise<Given> => ({
  headers: { "Latchkey-Seal-Key": "k" },
  undo: async () => {
    undone += 1;
  },
});

/** A console that answers like this, in turn. */
async function consoleWith(...answers: Answer[]) {
  const server = await startLocalServer((request, response) =>
    (answers.shift() ?? json({}))(request, response),
  );
  const change = (body: object = { a: 1 }) =>
    sendOnce(`${server.origin}/x`, { method: "POST", body, schema }, prepare);
  const keys = () => server.requests.map(({ headers }) => headers["idempotency-key"]);
  return { change, keys, server };
}

const thrownBy = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

test("a change carries a key of its own, and what was prepared for it", async () => {
  const { change, keys, server } = await consoleWith();
  await change();
  await change();
  const [first, second] = keys();
  expect(first).toMatch(/^[\w-]{22}$/);
  expect(second).not.toBe(first);
  expect(server.requests[0]?.headers["latchkey-seal-key"]).toBe("k");
  expect(undone).toBe(0);
});

test("while no answer comes, or it is under way, the same key is sent until there is one", async () => {
  const { change, keys } = await consoleWith(
    silence,
    problem("in-flight", 409, "unknown"),
    gateway,
    problem("stopping", 503),
    json({ b: 2 }),
  );
  expect(await change()).toEqual({ b: 2 });
  expect(keys()).toHaveLength(5);
  expect(new Set(keys()).size).toBe(1);
});

test("after silence the person may ask again, with the same key; another request has another", async () => {
  const { change, keys } = await consoleWith(silence, silence, silence);
  expect(isProblem(await thrownBy(change()), "offline")).toBe(true);
  expect(undone).toBe(0);
  await change({ a: 2 });
  await change();
  const [one, two, three, other, again] = keys();
  expect(new Set([one, two, three, again]).size).toBe(1);
  expect(other).not.toBe(one);
});

test("while the browser is offline nothing is asked, and then with the same key until there is an answer", async () => {
  const { change, keys } = await consoleWith(silence, silence, silence, silence, json({ b: 2 }));
  vi.stubGlobal("navigator", { onLine: false });
  const online: (() => void)[] = [];
  vi.stubGlobal("addEventListener", (_event: string, listener: () => void) => online.push(listener));
  try {
    const answer = change();
    await vi.waitFor(() => expect(online).toHaveLength(1));
    expect(keys()).toHaveLength(1);
    vi.stubGlobal("navigator", { onLine: true });
    online[0]?.();
    expect(isProblem(await thrownBy(answer), "offline")).toBe(true);
    // Three more: what was lost while offline does not count.
    expect(keys()).toHaveLength(4);
    expect(await change()).toEqual({ b: 2 });
    expect(new Set(keys()).size).toBe(1);
  } finally {
    vi.unstubAllGlobals();
  }
});

test("what was refused leaves nothing behind, and the next try is another one", async () => {
  const { change, keys } = await consoleWith(problem("invalid", 400));
  expect(isProblem(await thrownBy(change()), "invalid")).toBe(true);
  await change();
  expect(new Set(keys()).size).toBe(2);
  expect(undone).toBe(1);
});

test("what may have been done keeps what was prepared", async () => {
  const { change, keys } = await consoleWith(problem("internal", 500, "unknown"));
  expect(isProblem(await thrownBy(change()), "internal")).toBe(true);
  expect(undone).toBe(0);
  await change();
  expect(new Set(keys()).size).toBe(2);
});

test("pressed twice it is one change", async () => {
  const { change, keys } = await consoleWith();
  await Promise.all([change(), change(), change()]);
  expect(new Set(keys()).size).toBe(1);
});
