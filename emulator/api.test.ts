import { expect, test } from "vitest";
import { AccountClient, consoleApp, newAccount } from "./test-client";
import { freshAccounts } from "./test-setup";

const at = freshAccounts();

test("who may call", async () => {
  const body = (error_code: string) => ({ body: { error_code } });
  expect(await at.client.apps("GET", "", undefined)).toMatchObject({
    status: 401,
    ...body("UNAUTHENTICATED"),
  });
  expect(await at.client.apps("GET", "", "garbage")).toMatchObject({
    status: 401,
    ...body("UNAUTHENTICATED"),
  });
  const analyst = await at.client.tokensFor(consoleApp(at.account), "analyst@example.com");
  expect(await at.client.apps("GET", "", String(analyst.body.access_token))).toMatchObject({
    status: 403,
    body: {
      error_code: "PERMISSION_DENIED",
      message:
        "This API is disabled for users without account admin status. Contact your administrator for more information.",
    },
  });
  const narrow = await at.client.adminToken(at.account, "sql");
  expect(await at.client.apps("GET", "", narrow)).toMatchObject({
    status: 403,
    ...body("PERMISSION_DENIED"),
  });
  expect(
    (await at.client.apps("GET", "", await at.client.adminToken(at.account, "authentication"))).status,
  ).toBe(200);
  const other = await newAccount(at.emulator);
  const foreign = await new AccountClient(at.emulator, other.account_id).adminToken(other);
  expect(await at.client.apps("GET", "", foreign)).toMatchObject({ status: 401, ...body("UNAUTHENTICATED") });
});

test("unknown accounts, paths and methods", async () => {
  const nobody = new AccountClient(at.emulator, "00000000-0000-4000-8000-000000000000");
  expect(await nobody.apps("GET", "", at.token)).toMatchObject({
    status: 404,
    body: { error_code: "RESOURCE_DOES_NOT_EXIST" },
  });
  const missing = { status: 404, body: { error_code: "ENDPOINT_NOT_FOUND" } };
  expect(await at.client.api("GET", "/oauth2/nothing", at.token)).toMatchObject(missing);
  expect(await at.client.apps("PUT", "", at.token, {})).toMatchObject(missing);
  expect((await fetch(`${at.emulator.origin}/api/2.0/clusters/list`)).status).toBe(404);
  expect(await at.client.api("GET", "/workspaces", at.token)).toMatchObject({ status: 200, text: "[]" });
});
