import { randomSecret, startConsoleProcess } from "./support/console-process";
import { expect, test } from "./support/test";

const policyOf = (answer: { headers: () => Record<string, string> }) =>
  answer.headers()["content-security-policy"] ?? "";

test("every document has a policy with a nonce of its own, also where there is no page", async ({
  request,
}) => {
  const documents = [
    "/sign-in",
    "/nowhere",
    "/_next/nowhere",
    "/favicon",
    "/fonts/x",
    "/_next/image?url=%2Fx",
  ];
  const nonces = new Set<string | undefined>();
  for (const path of documents) {
    const answer = await request.get(path);
    expect(answer.status(), path).toBe(path === "/sign-in" ? 200 : 404);
    expect(answer.headers()["content-type"], path).toContain("text/html");
    expect(policyOf(answer), path).toMatch(/^default-src 'none'; script-src 'nonce-[\w+/=]{24}' /);
    expect(answer.headers()["cache-control"], path).toContain("no-store");
    nonces.add(/'nonce-([^']+)'/.exec(policyOf(answer))?.[1]);
  }
  expect(nonces.size).toBe(documents.length);
});

test("a browser finds an icon where it looks by itself", async ({ request }) => {
  const icon = await request.get("/favicon.ico");
  expect(icon.status()).toBe(200);
  expect(icon.headers()["content-type"]).toBe("image/x-icon");
});

test("nothing is posted to a page, and what next-auth offers besides signing in is closed", async ({
  request,
}) => {
  const action = { "next-action": "00", "content-type": "text/plain" };
  expect((await request.post("/sign-in", { headers: action, data: "[]" })).status()).toBe(405);
  for (const path of ["session", "_log", "verify-request"]) {
    expect((await request.get(`/api/auth/${path}`)).status(), path).toBe(404);
    expect((await request.post(`/api/auth/${path}`, { data: {} })).status(), path).toBe(404);
  }
});

test("a header of the request decides neither the origin nor the policy", async ({ request, consoleUrl }) => {
  const spoofed = {
    host: "evil.example",
    "x-forwarded-host": "evil.example",
    "x-forwarded-proto": "https",
    forwarded: "host=evil.example;proto=https",
  };
  for (const path of ["/", "/sign-in", "/api/auth/signin", "/api/auth/providers", "/api/auth/error"]) {
    const answer = await request.get(path, { headers: spoofed, maxRedirects: 0 });
    expect(answer.status(), path).toBeLessThan(400);
    expect(JSON.stringify(answer.headersArray()), path).not.toContain("evil.example");
    expect(await answer.text(), path).not.toContain("evil.example");
    expect(policyOf(answer), path).not.toContain("upgrade-insecure-requests");
    const { location } = answer.headers();
    if (location) expect(new URL(location, consoleUrl).origin, path).toBe(consoleUrl);
  }
});

test("over https cookies are pinned to the origin, and the browser is told to ask for nothing unencrypted", async ({
  playwright,
}) => {
  const { url, child } = await startConsoleProcess({
    env: {
      DATABRICKS_HOST: "http://localhost:9",
      DATABRICKS_ACCOUNT_ID: "00000000-0000-4000-8000-000000000001",
      DATABRICKS_CLIENT_ID: "latchkey",
      NEXTAUTH_SECRET: randomSecret(),
      NEXTAUTH_URL: "https://latchkey.example.com",
      LATCHKEY_DATA_DIR: test.info().outputPath("data"),
    },
  });
  const request = await playwright.request.newContext({ baseURL: url });
  try {
    expect(policyOf(await request.get("/sign-in"))).toContain("; upgrade-insecure-requests");
    const set = (await request.get("/api/auth/csrf"))
      .headersArray()
      .filter(({ name }) => name.toLowerCase() === "set-cookie")
      .map(({ value }) => value);
    expect(set.length).toBeGreaterThan(0);
    for (const cookie of set)
      expect(cookie).toMatch(
        /^__Host-latchkey\.\w+=(?=.*; Path=\/;)(?=.*; HttpOnly)(?=.*; Secure)(?!.*Domain)/,
      );
  } finally {
    await request.dispose();
    await child.stop();
  }
});
