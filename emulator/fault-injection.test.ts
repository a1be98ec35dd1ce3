import { connect } from "node:net";
import { expect, test, vi } from "vitest";
import { ledgerOf, setFaults } from "./test-client";
import { freshAccounts } from "./test-setup";

const at = freshAccounts();

const faults = (...list: object[]) => setFaults(at.emulator, at.account.account_id, ...list);

const create = (name = "app") => at.client.apps("POST", "", at.token, { name, confidential: true });

const lastCall = async () => (await ledgerOf(at.emulator, at.account.account_id)).calls.at(-1);

const count = async () => {
  await faults();
  const { body } = await at.client.apps("GET", "", at.token);
  return Array.isArray(body.apps) ? body.apps.length - 1 : 0;
};

const onCreate = { method: "POST", path: "*/custom-app-integrations" };

const appsUrl = () =>
  `${at.emulator.origin}/api/2.0/accounts/${at.account.account_id}/oauth2/custom-app-integrations`;

/** What came over the wire, byte for byte, and how the connection ended. */

/** What came over the wire, byte for byte, and how the connection ended. */
const rawCreate = (): Promise<{ received: string; error: string | undefined }> =>
  new Promise((resolve) => {
    const { hostname, port } = new URL(at.emulator.origin);
    const socket = connect(Number(port), hostname);
    const body = JSON.stringify({ name: "raw", confidential: true });
    let received = "";
    let error: string | undefined;
    socket.on("data", (chunk) => {
      received += chunk.toString();
    });
    socket.on("error", (reason: NodeJS.ErrnoException) => {
      error = reason.code;
    });
    socket.on("close", () => resolve({ received, error }));
    socket.write(
      `POST /api/2.0/accounts/${at.account.account_id}/oauth2/custom-app-integrations HTTP/1.1\r\nhost: ${hostname}\r\n` +
        `authorization: Bearer ${at.token}\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    );
  });

test("reset before commit: a reset connection, nothing created", async () => {
  await faults({ kind: "reset", phase: "before_commit", ...onCreate });
  expect(await rawCreate()).toEqual({ received: "", error: "ECONNRESET" });
  expect(await lastCall()).toMatchObject({ status: null, committed: false, fault: "reset" });
  expect(await count()).toBe(0);
});

test("commit then reset: a reset connection, and yet an app with a secret", async () => {
  await faults({ kind: "reset", phase: "after_commit", ...onCreate });
  expect(await rawCreate()).toEqual({ received: "", error: "ECONNRESET" });
  expect(await lastCall()).toMatchObject({
    status: null,
    committed: true,
    fault: "reset",
    secret_issued: true,
  });
  const { secrets } = await ledgerOf(at.emulator, at.account.account_id);
  expect(secrets).toHaveLength(1);
  expect(await count()).toBe(1);
});

test("reset after headers: the status line arrives, the body does not", async () => {
  await faults({ kind: "reset", phase: "after_headers", ...onCreate });
  const { received, error } = await rawCreate();
  expect(received).toMatch(/^HTTP\/1\.1 200 /);
  expect(received.split("\r\n\r\n")[1]).toBe("");
  expect(error).toBe("ECONNRESET");
});

test.each([
  [0, "end"],
  [1, "end"],
  [120, "end"],
  [120, "reset"],
] as const)(
  "cut at byte %i by %s: that much of the body, after a full length was announced",
  async (at_byte, how) => {
    await faults({ kind: "cut", at_byte, how, ...onCreate });
    const { received, error } = await rawCreate();
    const [head = "", body = ""] = received.split("\r\n\r\n");
    const announced = Number(/content-length: (\d+)/i.exec(head)?.[1]);
    expect(body).toHaveLength(at_byte);
    expect(announced).toBeGreaterThan(120);
    expect(error).toBe(how === "reset" ? "ECONNRESET" : undefined);
    expect(await lastCall()).toMatchObject({ status: 200, committed: true, fault: "cut" });
  },
);

test("hang: no answer, until the client goes; what was committed stays", async () => {
  await faults({ kind: "hang", phase: "after_commit", ...onCreate });
  const patience = new AbortController();
  const call = fetch(appsUrl(), {
    method: "POST",
    headers: { authorization: `Bearer ${at.token}` },
    body: JSON.stringify({ name: "app" }),
    signal: patience.signal,
  });
  await vi.waitFor(async () => expect(await lastCall()).toMatchObject({ status: null, committed: true }));
  patience.abort();
  await expect(call).rejects.toThrow("aborted");
  expect(await count()).toBe(1);
});

test.each([
  ["standard", `"error_code":"TEMPORARILY_UNAVAILABLE"`, "application/json"],
  ["api_1_2", `{"error":"no luck"}`, "application/json"],
  ["scim", `"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"]`, "application/json"],
  ["text", "TEMPORARILY_UNAVAILABLE: no luck", "text/plain"],
  ["html", "<pre>no luck</pre>", "text/html"],
  ["oauth", `"error_description":"no luck"`, "application/json"],
])("errors in shape %s, before and after commit", async (shape, text, type) => {
  const fault = { kind: "error", status: 503, shape, message: "no luck", retry_after: "1e9", ...onCreate };
  for (const phase of ["before_commit", "after_commit"]) {
    await faults({ ...fault, phase });
    const answer = await create();
    expect(answer.status).toBe(503);
    expect(answer.headers.get("retry-after")).toBe("1e9");
    expect(answer.headers.get("content-type")).toContain(type);
    expect(answer.text).toContain(text);
    expect(answer.text).not.toContain("dose");
    expect(await lastCall()).toMatchObject({
      status: 503,
      committed: phase === "after_commit",
      fault: "error",
    });
  }
  expect(await count()).toBe(1);
});

test("an empty error has no body and no type", async () => {
  await faults({ kind: "error", status: 502, shape: "empty", phase: "after_commit", ...onCreate });
  const answer = await create();
  expect(answer).toMatchObject({ status: 502, text: "" });
  expect(answer.headers.get("content-type")).toBeNull();
});

test("any answer: malformed JSON, a login page, a redirect", async () => {
  await faults({ kind: "answer", body: `\uFEFF{"apps":[`, ...{ method: "GET" } });
  const malformed = await fetch(appsUrl());
  expect(Buffer.from(await malformed.arrayBuffer()).toString("hex")).toMatch(/^efbbbf7b/);
  await faults({ kind: "login_page" });
  expect((await at.client.apps("GET", "", at.token)).headers.get("content-type")).toContain("text/html");
  await faults({
    kind: "redirect",
    location: "http://127.0.0.1:1/login.html?error=private-link-validation-error",
  });
  const redirect = await fetch(at.client.oidc("/v1/authorize"), { redirect: "manual" });
  expect(redirect.headers.get("location")).toContain("private-link-validation-error");
});

test("rewrite takes members out of the true answer and puts others in", async () => {
  await faults({ kind: "rewrite", remove: ["client_secret"], merge: { surprise: { x: 1 } }, ...onCreate });
  const answer = await create();
  expect(answer.body).not.toHaveProperty("client_secret");
  expect(answer.body).toMatchObject({ client_id: expect.any(String), surprise: { x: 1 } });
});

test("delays, drips and floods", async () => {
  await faults({ kind: "delay", ms: 60, ...onCreate });
  const started = performance.now();
  expect((await create()).status).toBe(200);
  expect(performance.now() - started).toBeGreaterThan(55);
  await faults({ kind: "drip", chunk_bytes: 50, interval_ms: 1 });
  expect((await at.client.apps("GET", "", at.token)).body).toHaveProperty("apps");
  await faults({ kind: "flood", bytes: 1_000_000 });
  expect((await at.client.apps("GET", "", at.token)).text).toHaveLength(1_000_002);
});
