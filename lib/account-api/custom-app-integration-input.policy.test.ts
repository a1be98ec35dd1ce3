import { describe, expect, it } from "vitest";
import { createRequestSchema, editValuesSchema } from "@/lib/account-api/custom-app-integration-input";

const consoleOrigin = "https://console.example.org";
const body = {
  name: "app",
  confidential: true,
  redirect_urls: ["https://app.example.com/cb"],
  scopes: ["sql", "offline_access"],
};
const policy = {
  access_token_ttl_in_minutes: 60,
  refresh_token_ttl_in_minutes: 1440,
  enable_single_use_refresh_tokens: false,
};

describe("a create", () => {
  it.each([
    ["left out", {}],
    ["null", { token_access_policy: null }],
    ["undefined", { token_access_policy: undefined }],
  ])("sends no policy when it is %s", (_case, given) => {
    expect(
      createRequestSchema({ consoleOrigin, strict: false }).parse({ ...body, ...given }),
    ).not.toHaveProperty("token_access_policy");
  });

  it("sends the whole policy when there is one", () => {
    const request = createRequestSchema({ consoleOrigin, strict: false }).parse({
      ...body,
      token_access_policy: policy,
    });
    expect(request.token_access_policy).toEqual(policy);
  });

  it("holds consent scopes to the scopes", () => {
    const ask = (user_authorized_scopes: string[]) =>
      createRequestSchema({ consoleOrigin, strict: false }).safeParse({ ...body, user_authorized_scopes });
    expect(ask(["sql"]).success).toBe(true);
    expect(ask(["sql", "genie"]).error?.issues).toMatchObject([{ path: ["user_authorized_scopes", 1] }]);
  });

  it.each([
    [5, 5, true],
    [4, 60, false],
    [1440, 1440, true],
    [1441, 129600, false],
    [60, 129600, true],
    [60, 129601, false],
    [60, 59, false],
    [60.5, 1440, false],
  ])("takes access %d with refresh %d: %s", (access, refresh, taken) => {
    const token_access_policy = {
      ...policy,
      access_token_ttl_in_minutes: access,
      refresh_token_ttl_in_minutes: refresh,
    };
    expect(
      createRequestSchema({ consoleOrigin, strict: false }).safeParse({ ...body, token_access_policy })
        .success,
    ).toBe(taken);
  });

  it("refuses an absolute lifetime without single-use tokens, or below the refresh lifetime", () => {
    const ask = (single: boolean, absolute: number) =>
      createRequestSchema({ consoleOrigin, strict: false }).safeParse({
        ...body,
        token_access_policy: {
          ...policy,
          enable_single_use_refresh_tokens: single,
          absolute_session_lifetime_in_minutes: absolute,
        },
      }).success;
    expect(ask(false, 43200)).toBe(false);
    expect(ask(true, 1439)).toBe(false);
    expect(ask(true, 1440)).toBe(true);
  });
});

it("an edit takes null for a policy that was never set", () => {
  const { name: _name, confidential, ...editable } = body;
  const values = { ...editable, user_authorized_scopes: [], token_access_policy: null };
  const parsed = editValuesSchema({ confidential, consoleOrigin, strict: false }).parse(values);
  expect(parsed).not.toHaveProperty("token_access_policy");
});
