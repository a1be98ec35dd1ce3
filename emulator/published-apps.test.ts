import { expect, test } from "vitest";
import { listPublished } from "./test-client";
import { freshAccounts } from "./test-setup";

const at = freshAccounts();

test("the catalogue tells app ids from client ids and names redirect URLs and scopes", async () => {
  const apps = (await listPublished(at.client, at.token, "published-apps")).flatMap((page) => page.apps);
  expect(apps).toContainEqual({
    app_id: "8521f912-fcca-11ed-be56-0242ac120002",
    client_id: "dbt-databricks",
    name: "dbt adapter for Databricks",
    description: "dbt adapter for Databricks",
    is_confidential_client: false,
    redirect_urls: ["http://localhost:8050/"],
    scopes: ["sql", "offline_access"],
  });
  expect(apps.map(({ client_id }) => client_id)).toEqual([
    "databricks-power-bi",
    "databricks-tableau-desktop",
    "databricks-tableau-cloud",
    "dbt-databricks",
    "databricks-cli",
    "databricks-sql-python",
    "databricks-sql-connector",
    "databricks-sql-jdbc",
  ]);
  for (const key of ["app_id", "client_id"]) expect(new Set(apps.map((app) => app[key])).size).toBe(8);
});

test("it is the same whatever is enabled", async () => {
  const before = await listPublished(at.client, at.token, "published-apps");
  await at.enter({ published_apps: [] });
  expect(await listPublished(at.client, at.token, "published-apps")).toEqual(before);
});
