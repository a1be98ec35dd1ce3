import { QueryClient } from "@tanstack/react-query";
import fc from "fast-check";
import { setGlobalOrigin } from "undici";
import { describe, expect, onTestFinished, test } from "vitest";
import type {
  CustomAppIntegration,
  CustomAppIntegrationPage,
} from "@/lib/account-api/custom-app-integrations";
import {
  customAppIntegrationsQuery,
  isCutShort,
  loadedIntegrations,
} from "@/lib/queries/custom-app-integrations";
import { connection } from "@/lib/testing/connections";
import { type LocalServer, startLocalServer } from "@/lib/testing/local-server";

const account_id = "0d26daa6-5e44-4c97-a497-ef015f91254a";
const query = customAppIntegrationsQuery(account_id);

type Page = { ids: readonly string[]; next?: string | undefined };

const pageOf = ({ ids, next }: Page): CustomAppIntegrationPage => ({
  apps: ids.map((integration_id) => connection({ integration_id })),
  next_page_token: next,
});

const idsOf = (connections: readonly CustomAppIntegration[]) => connections.map((it) => it.integration_id);

/** Reads as a list does: one page after the other, as long as there is a token to ask with. */
function readAll(upstream: (token: string) => Page, most: number) {
  const data: { pages: CustomAppIntegrationPage[]; pageParams: string[] } = { pages: [], pageParams: [] };
  let token: string | null | undefined = query.initialPageParam;
  while (typeof token === "string" && data.pages.length < most) {
    const page = pageOf(upstream(token));
    data.pages.push(page);
    data.pageParams.push(token);
    token = query.getNextPageParam(page, data.pages, token, data.pageParams);
  }
  return { ...data, ended: token === undefined };
}

describe("paging", () => {
  test("starts without a token and follows each one until there is none", () => {
    const pages: Record<string, Page> = {
      "": { ids: ["a"], next: "t1" },
      t1: { ids: [], next: "t2" },
      t2: { ids: ["b"] },
    };
    const read = readAll((token) => pages[token] ?? { ids: [] }, 10);
    expect(read).toMatchObject({ pageParams: ["", "t1", "t2"], ended: true });
    expect(idsOf(loadedIntegrations(read))).toEqual(["a", "b"]);
    expect(isCutShort(read)).toBe(false);
  });

  test.each<[string, Record<string, string>, string[]]>([
    ["points to itself", { "": "t1", t1: "t1" }, ["", "t1"]],
    ["points back", { "": "t1", t1: "t2", t2: "t1" }, ["", "t1", "t2"]],
    ["goes round at once", { "": "t1", t1: "t2", t2: "t3", t3: "t2" }, ["", "t1", "t2", "t3"]],
  ])("ends when a token %s, and the list is known to be cut short", (_what, next, asked) => {
    const read = readAll((token) => ({ ids: [`id${token}`], next: next[token] }), 100);
    expect(read).toMatchObject({ pageParams: asked, ended: true });
    expect(isCutShort(read)).toBe(true);
  });

  test("an empty token is no token", () => {
    const read = readAll(() => ({ ids: ["a"], next: "" }), 100);
    expect(read).toMatchObject({ pageParams: [""], ended: true });
  });

  test("is not cut short while there is a page to ask for, nor before the first", () => {
    const first = pageOf({ ids: ["a"], next: "t1" });
    expect(isCutShort({ pages: [first], pageParams: [""] })).toBe(false);
    expect(isCutShort({ pages: [], pageParams: [] })).toBe(false);
    expect(loadedIntegrations({ pages: [], pageParams: [] })).toEqual([]);
  });

  test("ends whatever upstream's tokens do, asks for nothing twice and says when it is cut short", () => {
    const token = fc.constantFrom("", "a", "b", "c", "d", "e", "f");
    const behaviour = fc.dictionary(
      token,
      fc.record({
        ids: fc.array(fc.constantFrom("1", "2", "3", "4"), { maxLength: 3 }),
        next: fc.option(token, { nil: undefined }),
      }),
    );
    let cutShort = 0;
    fc.assert(
      fc.property(behaviour, (pages) => {
        const pageAt = (asked: string): Page => pages[asked] ?? { ids: [] };
        const read = readAll(pageAt, 50);
        expect(read.ended).toBe(true);
        expect(new Set(read.pageParams).size).toBe(read.pageParams.length);
        const loaded = idsOf(loadedIntegrations(read));
        const answered = read.pageParams.flatMap((asked) => pageAt(asked).ids);
        expect(loaded).toEqual([...new Set(answered)]);
        const last = pageAt(read.pageParams.at(-1) ?? "").next;
        expect(isCutShort(read)).toBe(last !== undefined && read.pageParams.includes(last));
        if (isCutShort(read)) cutShort += 1;
      }),
      { numRuns: 5_000 },
    );
    expect(cutShort).toBeGreaterThan(100);
  });
});

describe("loaded integrations", () => {
  test("that were seen twice are there once, in their first place and as seen last", () => {
    const old = connection({ integration_id: "a", name: "old" });
    const renamed = connection({ integration_id: "a", name: "new" });
    const other = connection({ integration_id: "b" });
    const pages = [{ apps: [old, other] }, { apps: [renamed] }].map((page) => ({
      ...page,
      next_page_token: undefined,
    }));
    expect(loadedIntegrations({ pages, pageParams: ["", "t"] })).toEqual([renamed, other]);
  });
});

describe("a list read from a server", () => {
  test("asks for every page by its token and for who made each connection", async () => {
    const tokens = ["a/b?c=d&e", "ü +%2F"];
    const server = await startHere((token) => {
      const at = token === null ? 0 : tokens.indexOf(token) + 1;
      return {
        apps: [{ integration_id: `i${at}` }],
        ...(tokens[at] === undefined ? {} : { next_page_token: tokens[at] }),
      };
    });
    const data = await new QueryClient().fetchInfiniteQuery({ ...query, pages: 10 });
    expect(idsOf(loadedIntegrations(data))).toEqual(["i0", "i1", "i2"]);
    expect(isCutShort(data)).toBe(false);
    expect(server.requests.map(({ method, path }) => `${method} ${path.split("?")[0]}`)).toEqual(
      Array.from({ length: 3 }, () => `GET /api/2.0/accounts/${account_id}/oauth2/custom-app-integrations`),
    );
    const asked = server.requests.map(({ path }) => new URLSearchParams(path.split("?")[1]));
    expect(asked.map((search) => search.get("page_token"))).toEqual([null, ...tokens]);
    expect(asked.map((search) => search.get("include_creator_username"))).toEqual(["true", "true", "true"]);
  });

  test("that repeats a token for ever is read once around", async () => {
    const server = await startHere(() => ({ apps: [{ integration_id: "a" }], next_page_token: "again" }));
    const data = await new QueryClient().fetchInfiniteQuery({ ...query, pages: 100 });
    expect(server.requests).toHaveLength(2);
    expect(isCutShort(data)).toBe(true);
  });

  /** Serves the console's own address, where a browser would send relative paths. */
  async function startHere(page: (token: string | null) => unknown): Promise<LocalServer> {
    const server = await startLocalServer(({ path }, response) => {
      const token = new URLSearchParams(path.split("?")[1]).get("page_token");
      response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(page(token)));
    });
    setGlobalOrigin(server.origin);
    onTestFinished(() => setGlobalOrigin(undefined));
    return server;
  }
});
