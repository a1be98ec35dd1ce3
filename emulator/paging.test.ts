import fc from "fast-check";
import { expect, test } from "vitest";
import { AccountClient, listAll, newAccount, pageSchema, violations } from "./test-client";
import { freshAccounts } from "./test-setup";

const at = freshAccounts();

test("paging shows every app exactly once, in the same order, whatever the page size", async () => {
  await at.enter({ seed: { generated: 40 } });
  const expected = (await listAll(at.client, at.token)).flatMap(({ apps }) =>
    apps.map(({ integration_id }) => integration_id),
  );
  expect(new Set(expected).size).toBe(41);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 50 }), async (size) => {
      const pages = await listAll(at.client, at.token, { page_size: String(size) });
      expect(pages.flatMap(({ apps }) => apps.map(({ integration_id }) => integration_id))).toEqual(expected);
      expect(pages).toHaveLength(Math.ceil(41 / size));
    }),
    { numRuns: 25 },
  );
});

test("rows that come and go while paging move no other row", async () => {
  await at.enter({ seed: { generated: 9 } });
  const before = (await listAll(at.client, at.token)).flatMap(({ apps }) =>
    apps.map(({ integration_id }) => integration_id),
  );
  const first = pageSchema.parse((await at.client.apps("GET", "?page_size=4", at.token)).body);
  await at.client.apps("DELETE", `/${before[1]}`, at.token);
  await at.client.apps("DELETE", `/${before[3]}`, at.token);
  const query = new URLSearchParams({ page_size: "4", page_token: first.next_page_token ?? "" });
  const second = pageSchema.parse((await at.client.apps("GET", `?${query}`, at.token)).body);
  expect(second.apps.map(({ integration_id }) => integration_id)).toEqual(before.slice(4, 8));
});

test("page tokens belong to their query and account", async () => {
  await at.enter({ seed: { generated: 5 } });
  const { next_page_token = "" } = pageSchema.parse(
    (await at.client.apps("GET", "?page_size=2", at.token)).body,
  );
  const follow = (query: Record<string, string>) =>
    at.client.apps("GET", `?${new URLSearchParams(query)}`, at.token);
  expect((await follow({ page_token: next_page_token, page_size: "3" })).status).toBe(200);
  const refused = { status: 400, body: { error_code: "INVALID_PARAMETER_VALUE" } };
  for (const query of [
    { page_token: next_page_token, search_keyword: "a" },
    { page_token: next_page_token, include_creator_username: "true" },
    { page_token: `${next_page_token}!` },
    { page_token: next_page_token.slice(1) },
    { page_token: "garbage" },
  ]) {
    expect(await follow(query)).toMatchObject(refused);
  }
  const other = await newAccount(at.emulator, { seed: { generated: 5 } });
  const otherClient = new AccountClient(at.emulator, other.account_id);
  const elsewhere = new URLSearchParams({ page_token: next_page_token });
  expect((await otherClient.apps("GET", `?${elsewhere}`, await otherClient.adminToken(other))).status).toBe(
    400,
  );
});

test.each(["-1", "1001", "ten", "1.5"])("page_size %s is refused", async (size) => {
  expect(violations(await at.client.apps("GET", `?page_size=${size}`, at.token))).toEqual(["page_size"]);
});
