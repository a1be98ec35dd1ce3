import { request } from "node:http";
import { expect, test, vi } from "vitest";
import { z } from "zod";
import { AccountClient, created, ledgerOf, listAll, newAccount, setFaults } from "./test-client";
import { freshAccounts } from "./test-setup";

const at = freshAccounts();

const row = z.looseObject({ integration_id: z.string() });

const minimal = { name: "app", redirect_urls: ["https://app.example.com/cb"] };

test("create, get, update, list, delete", async () => {
  const answer = await at.client.apps("POST", "", at.token, {
    ...minimal,
    confidential: true,
    scopes: ["sql", "offline_access"],
    user_authorized_scopes: ["sql"],
  });
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({ client_secret: expect.stringMatching(/^dose[0-9a-f]{32}$/) });
  const { integration_id, client_id } = created(answer);
  const get = () => at.client.apps("GET", `/${integration_id}`, at.token);
  expect((await get()).body).toMatchObject({
    integration_id,
    client_id,
    ...minimal,
    confidential: true,
    scopes: ["sql", "offline_access"],
    user_authorized_scopes: ["sql"],
    token_access_policy: { access_token_ttl_in_minutes: 60, refresh_token_ttl_in_minutes: 10_080 },
    create_time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
  });
  expect((await get()).body).not.toHaveProperty("client_secret");
  const redirect_urls = ["https://other.example.com/cb"];
  const updated = await at.client.apps("PATCH", `/${integration_id}`, at.token, { redirect_urls });
  expect(updated).toMatchObject({ status: 200, text: "{}" });
  expect((await get()).body).toMatchObject({ redirect_urls, scopes: ["sql", "offline_access"] });
  const names = (await listAll(at.client, at.token)).flatMap(({ apps }) => apps.map(({ name }) => name));
  expect(names).toEqual(["Latchkey", "app"]);
  expect(await at.client.apps("DELETE", `/${integration_id}`, at.token)).toMatchObject({
    status: 200,
    text: "{}",
  });
  expect(await get()).toMatchObject({ status: 404, body: { error_code: "RESOURCE_DOES_NOT_EXIST" } });
  expect((await at.client.apps("DELETE", `/${integration_id}`, at.token)).status).toBe(404);
  expect((await at.client.apps("PATCH", `/${integration_id}`, at.token, {})).status).toBe(404);
});

test("what is false or empty is left out, and public apps get no secret", async () => {
  const answer = await at.client.apps("POST", "", at.token, { name: "public" });
  expect(answer.body).not.toHaveProperty("client_secret");
  const { body } = await at.client.apps("GET", `/${created(answer).integration_id}`, at.token);
  for (const absent of [
    "confidential",
    "redirect_urls",
    "user_authorized_scopes",
    "is_agent",
    "creator_username",
  ]) {
    expect(body).not.toHaveProperty(absent);
  }
  expect(body.token_access_policy).toEqual({
    access_token_ttl_in_minutes: 60,
    refresh_token_ttl_in_minutes: 10_080,
  });
});

test("names may repeat", async () => {
  const first = created(await at.client.apps("POST", "", at.token, minimal));
  const second = created(await at.client.apps("POST", "", at.token, minimal));
  expect(first.integration_id).not.toBe(second.integration_id);
});

test("a policy is replaced as a whole, and single-use without a lifetime is given one", async () => {
  const app = created(
    await at.client.apps("POST", "", at.token, {
      ...minimal,
      token_access_policy: { access_token_ttl_in_minutes: 120 },
    }),
  );
  await at.client.apps("PATCH", `/${app.integration_id}`, at.token, {
    token_access_policy: { enable_single_use_refresh_tokens: true },
  });
  const { body } = await at.client.apps("GET", `/${app.integration_id}`, at.token);
  expect(body.token_access_policy).toEqual({
    access_token_ttl_in_minutes: 60,
    refresh_token_ttl_in_minutes: 10_080,
    enable_single_use_refresh_tokens: true,
    absolute_session_lifetime_in_minutes: 43_200,
  });
});

test.each(["custom", "published"])(
  "a %s integration that is deleted while its update arrives stays deleted",
  async (kind) => {
    const base = `/oauth2/${kind}-app-integrations`;
    const made = await at.client.api("GET", base, at.token);
    const [{ integration_id }] = z.tuple([row], row).parse(made.body.apps);
    const path = `${base}/${integration_id}`;
    const status = await new Promise((resolve, reject) => {
      const update = request(`${at.emulator.origin}/api/2.0/accounts/${at.account.account_id}${path}`, {
        method: "PATCH",
        headers: { authorization: `Bearer ${at.token}`, "content-length": 2 },
      });
      update.on("response", (response) => resolve(response.resume().statusCode));
      update.on("error", reject);
      update.write("{", async () => {
        await vi.waitUntil(async () => (await patches()) > 0);
        await at.client.api("DELETE", path, at.token);
        update.end("}");
      });
    });
    expect(status).toBe(404);
    expect((await at.client.api("GET", path, at.token)).status).toBe(404);
  },
);

const patches = async () =>
  (await ledgerOf(at.emulator, at.account.account_id)).calls.filter(({ method }) => method === "PATCH")
    .length;

test("ids above 2^53 arrive digit by digit", async () => {
  const big = await newAccount(at.emulator, {
    seed: {
      connections: [
        { name: "a", created_by: "9223372036854775807" },
        { name: "b", created_by: "9007199254740993" },
      ],
    },
  });
  const bigClient = new AccountClient(at.emulator, big.account_id);
  const { text } = await bigClient.apps("GET", "", await bigClient.adminToken(big));
  expect(text).toContain(`"created_by":9223372036854775807,`);
  expect(text).toContain(`"created_by":9007199254740993,`);
});

test("creators are named in lists when asked for", async () => {
  const named = await at.client.apps("GET", "?include_creator_username=true", at.token);
  expect(named.text).toContain(`"creator_username":"admin@example.com"`);
  expect((await at.client.apps("GET", "", at.token)).text).not.toContain("creator_username");
  expect((await at.client.apps("GET", "?include_creator_username=yes", at.token)).status).toBe(400);
});

test("search finds names, client ids and integration ids, whatever the case", async () => {
  const app = created(await at.client.apps("POST", "", at.token, { name: "Sales Dashboard" }));
  for (const keyword of ["dashBOARD", app.client_id.slice(3, 20).toUpperCase(), app.integration_id]) {
    const [found] = await listAll(at.client, at.token, { search_keyword: keyword });
    expect(found?.apps.map(({ name }) => name)).toEqual(["Sales Dashboard"]);
  }
  const nothing = await at.client.apps("GET", "?search_keyword=zzz", at.token);
  expect(nothing.text).toBe("{}");
});

test("the demo account fills three pages and holds the rows a list has to survive", async () => {
  const [production] = at.emulator.world.accounts();
  await at.enter({ seed: "three_pages" });
  expect(production?.integrations.size).toBe(238);
  const pages = await listAll(at.client, at.token);
  expect(pages.map(({ apps }) => apps.length)).toEqual([100, 100, 38]);
  const apps = pages.flatMap((one) => one.apps);
  expect(apps.some(({ name }) => name.length === 200)).toBe(true);
  expect(apps.some(({ redirect_urls }) => Array.isArray(redirect_urls) && redirect_urls.length === 20)).toBe(
    true,
  );
  const times = apps.map(({ create_time }) => String(create_time));
  expect(times).toEqual([...times].sort());
});

test("lists lag behind when asked to, get does not", async () => {
  await setFaults(at.emulator, at.account.account_id, { kind: "list_lag", ms: 60_000 });
  const app = created(await at.client.apps("POST", "", at.token, { name: "late" }));
  const names = async () =>
    (await listAll(at.client, at.token)).flatMap(({ apps }) => apps.map(({ name }) => name));
  expect(await names()).toEqual(["Latchkey"]);
  expect((await at.client.apps("GET", `/${app.integration_id}`, at.token)).status).toBe(200);
  await setFaults(at.emulator, at.account.account_id);
  expect(await names()).toEqual(["Latchkey", "late"]);
});
