import { describe, expect, test } from "vitest";
import {
  publishedAppIntegrationPageSchema,
  publishedAppIntegrationSchema,
  publishedAppPageSchema,
  publishedAppSchema,
} from "@/lib/account-api/published-apps";

const app = {
  app_id: "power-bi",
  client_id: "7de584d0",
  name: "Power BI",
  description: "Reports over Databricks.",
  is_confidential_client: true,
  redirect_urls: ["https://login.powerbi.com/redirect"],
  scopes: ["all-apis"],
};
const integration = {
  integration_id: "42",
  app_id: "power-bi",
  name: "Power BI",
  token_access_policy: { access_token_ttl_in_minutes: 60, refresh_token_ttl_in_minutes: 10080 },
  created_by: "9007199254740993",
  create_time: "2026-01-31T08:00:00Z",
};

describe.each([
  ["a published app", publishedAppSchema, app, ["app_id"]],
  ["an enabled one", publishedAppIntegrationSchema, integration, ["integration_id", "app_id"]],
] as const)("%s", (_, schema, full, keys) => {
  test.each(Object.keys(full).filter((member) => !keys.some((key) => key === member)))(
    "with null for %s is read as if it were left out",
    (member) => {
      const { [member]: _left, ...rest }: Record<string, unknown> = full;
      expect(schema.parse({ ...full, [member]: null })).toEqual(schema.parse(rest));
    },
  );

  test("keeps members that are not known here", () => {
    expect(schema.parse({ ...full, later: [1] })).toMatchObject({ later: [1] });
  });

  test.each(keys)("is nothing without %s", (key) => {
    for (const value of [undefined, null, "", 0])
      expect(schema.safeParse({ ...full, [key]: value }).success).toBe(false);
  });
});

test.each([publishedAppPageSchema, publishedAppIntegrationPageSchema])(
  "a page may leave everything out",
  (schema) => {
    for (const page of [{}, { apps: null }, { apps: [], next_page_token: null }, { next_page_token: "" }])
      expect(schema.parse(page)).toMatchObject({ apps: [] });
  },
);
