import { expect, test } from "./support/test";

test.use({ accountOptions: { seed: "empty" } });

const body = { name: "x", confidential: false, redirect_urls: [], scopes: ["sql"] };

test("changes another site could have caused are refused before Databricks is called", async ({
  page,
  account,
  emulator,
  signIn,
  consoleUrl,
}) => {
  await signIn(page);
  await expect(page.getByRole("table")).toBeVisible();
  const path = `/api/2.0/accounts/${account.account_id}/oauth2/custom-app-integrations`;
  const changes = async () =>
    (await emulator.ledger()).calls.filter(
      ({ method, path }) => method !== "GET" && path.startsWith("/api/"),
    );
  const refused: Record<string, string>[] = [
    { "sec-fetch-site": "cross-site", origin: "https://example.com" },
    { "sec-fetch-site": "same-site", origin: consoleUrl },
    { "sec-fetch-site": "none" },
    { origin: "null" },
    { origin: "https://example.com" },
    {},
  ];
  for (const headers of refused) {
    const answer = await page.request.post(path, { data: body, headers });
    expect(answer.status()).toBe(403);
    expect(await answer.json()).toMatchObject({ type: "/problems/cross-site", outcome: "none" });
  }
  for (const contentType of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]) {
    const answer = await page.request.post(path, {
      data: JSON.stringify(body),
      headers: { "sec-fetch-site": "same-origin", "content-type": contentType },
    });
    expect(answer.status()).toBe(415);
  }
  expect(await changes()).toEqual([]);
});

test("documents and API answers carry their security headers", async ({ page, account, signIn }) => {
  await signIn(page);
  const document = await page.request.get("/sign-in");
  const policy = document.headers()["content-security-policy"] ?? "";
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("require-trusted-types-for 'script'");
  expect(policy).not.toMatch(/unsafe-/);
  expect(document.headers()["cache-control"]).toContain("no-store");
  const nonces = new Set<string | undefined>();
  for (let round = 0; round < 20; round++) {
    const answer = await page.request.get("/sign-in", {
      headers: { "content-security-policy": "script-src 'nonce-evil'" },
    });
    nonces.add(/'nonce-([^']+)'/.exec(answer.headers()["content-security-policy"] ?? "")?.[1]);
  }
  expect(nonces.size).toBe(20);
  expect(nonces).not.toContain("evil");

  const api = await page.request.get(
    `/api/2.0/accounts/${account.account_id}/oauth2/custom-app-integrations`,
  );
  expect(api.headers()).toMatchObject({
    "cache-control": "private, no-store",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
  });
  expect(api.headers()["x-powered-by"]).toBeUndefined();
});

test("ids of 64 bits arrive digit by digit", async ({ page, account, emulator, signIn }) => {
  await emulator.reset({ seed: { connections: [{ name: "big", redirect_urls: [] }] } });
  await signIn(page);
  const answer = await page.request.get(
    `/api/2.0/accounts/${account.account_id}/oauth2/custom-app-integrations`,
  );
  const ids = [...(await answer.text()).matchAll(/"created_by":\s*(\d+)/g)].map(([, digits]) => digits ?? "");
  expect(ids.length).toBeGreaterThan(0);
  for (const id of ids) expect(BigInt(id).toString()).toBe(id);
});
