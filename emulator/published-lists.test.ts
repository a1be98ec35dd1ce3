import fc from "fast-check";
import { expect, test } from "vitest";
import { listPublished, newAccount, violations } from "./test-client";
import { freshAccounts } from "./test-setup";

const at = freshAccounts();

const DBT = "8521f912-fcca-11ed-be56-0242ac120002";

const published = (method: string, path: string, body?: unknown) =>
  at.client.published(method, path, at.token, body);

const enabled = async (query: Record<string, string> = {}) =>
  (await listPublished(at.client, at.token, "published-app-integrations", query)).flatMap(({ apps }) => apps);

const integrationOf = async (appId: string): Promise<string> =>
  (await enabled()).find(({ app_id }) => app_id === appId)?.integration_id ?? "";

test("search finds names, client ids and integration ids, whatever the case", async () => {
  const names = async (search_keyword: string) => (await enabled({ search_keyword })).map(({ name }) => name);
  expect(await names("TABLEAU")).toEqual(["Tableau Desktop", "Tableau Cloud"]);
  expect(await names("Dbt-Data")).toEqual(["dbt adapter for Databricks"]);
  expect(await names(await integrationOf("power-bi"))).toEqual(["Power BI"]);
  expect(await names("zzz")).toEqual([]);
});

test("paging shows every integration and every app of the catalogue once, whatever the page size", async () => {
  const published_apps = Array.from({ length: 23 }, (_, index) => ({
    app_id: `gone-${index}`,
    created_days_ago: (index * 7) % 23,
  }));
  await at.enter({ published_apps });
  for (const [list, count] of [
    ["published-app-integrations", 23],
    ["published-apps", 8],
  ] as const) {
    const ids = async (query: Record<string, string>) =>
      (await listPublished(at.client, at.token, list, query)).flatMap(({ apps }) =>
        apps.map(({ app_id }) => app_id),
      );
    const expected = await ids({});
    expect(new Set(expected).size).toBe(count);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 30 }), async (size) => {
        const query = { page_size: String(size) };
        expect(await ids(query)).toEqual(expected);
        expect(await listPublished(at.client, at.token, list, query)).toHaveLength(Math.ceil(count / size));
      }),
      { numRuns: 15 },
    );
  }
});

test("page tokens belong to their list, account and query", async () => {
  const first = await published("GET", "?page_size=1");
  const follow = (path: string, query: Record<string, string> = {}) =>
    at.client.api(
      "GET",
      `${path}?${new URLSearchParams({ page_token: String(first.body.next_page_token), ...query })}`,
      at.token,
    );
  expect((await follow("/oauth2/published-app-integrations", { page_size: "2" })).status).toBe(200);
  for (const answer of [
    await follow("/oauth2/published-apps"),
    await follow("/oauth2/custom-app-integrations"),
    await follow("/oauth2/published-app-integrations", { search_keyword: "a" }),
  ]) {
    expect(violations(answer)).toEqual(["page_token"]);
  }
  expect(violations(await published("GET", "?page_size=1001"))).toEqual(["page_size"]);
});

test("seeds choose what is enabled, also what the catalogue has lost", async () => {
  await at.enter({
    published_apps: [
      "databricks-dbt-adapter",
      {
        app_id: "gone",
        name: "Gone",
        created_by: "9223372036854775807",
        token_access_policy: { access_token_ttl_in_minutes: 15 },
      },
    ],
  });
  expect(await enabled()).toMatchObject([
    { app_id: DBT },
    { app_id: "gone", name: "Gone", token_access_policy: { access_token_ttl_in_minutes: 15 } },
  ]);
  expect((await published("GET", "")).text).toContain(`"created_by":9223372036854775807,`);
  const gone = await integrationOf("gone");
  expect((await published("PATCH", `/${gone}`, { token_access_policy: {} })).status).toBe(200);
  expect((await published("DELETE", `/${gone}`)).status).toBe(200);
  expect(violations(await published("POST", "", { app_id: "gone" }))).toEqual(["app_id"]);
  await expect(newAccount(at.emulator, { published_apps: ["gone"] })).rejects.toThrow();
});

test("the demo account has one integration whose app is not in the catalogue", async () => {
  const [production] = at.emulator.world.accounts();
  const catalogue = (await listPublished(at.client, at.token, "published-apps")).flatMap(({ apps }) =>
    apps.map(({ app_id }) => app_id),
  );
  const lost = [...(production?.published.keys() ?? [])].filter((appId) => !catalogue.includes(appId));
  expect(lost).toHaveLength(1);
  expect(production?.published.size).toBe(5);
});
