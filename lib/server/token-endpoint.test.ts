import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import type { Account } from "@/lib/server/configuration";
import { Secret } from "@/lib/server/secret";
import { issuer, refreshTokens, tokenAnswerSchema } from "@/lib/server/token-endpoint";
import { type Answer, closedPort, json, startLocalServer } from "@/lib/testing/local-server";

const account_id = "0d26daa6-5e44-4c97-a497-ef015f91254a";

const accountAt = (host: string, client_secret?: string): Account => ({
  account_id,
  host,
  client_id: "the client",
  client_secret: client_secret === undefined ? undefined : new Secret(client_secret),
  label: "Test",
  cloud: undefined,
});

async function refreshAt(answer: Answer) {
  const server = await startLocalServer(answer);
  return { result: await refreshTokens(accountAt(server.origin), new Secret("old-refresh")), server };
}

const text =
  (body: string, status = 200): Answer =>
  (_request, response) => {
    response.writeHead(status, { "Content-Type": "application/json" }).end(body);
  };

const granted = { access_token: "new-access", refresh_token: "new-refresh", expires_in: 3_600 };

describe("a refresh", () => {
  test("of a public client is asked for as RFC 6749 §6 says", async () => {
    const { server } = await refreshAt(json(granted));
    expect(server.requests).toHaveLength(1);
    expect(server.requests[0]).toMatchObject({
      method: "POST",
      path: `/oidc/accounts/${account_id}/v1/token`,
      headers: { "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
    });
    expect(server.requests[0]?.headers).not.toHaveProperty("authorization");
    expect(Object.fromEntries(new URLSearchParams(server.requests[0]?.body))).toEqual({
      grant_type: "refresh_token",
      refresh_token: "old-refresh",
      client_id: "the client",
    });
  });

  test("of a confidential client has its secret in the body", async () => {
    const server = await startLocalServer(json(granted));
    const odd = "a&b=c+d %ü";
    await refreshTokens(accountAt(server.origin, odd), new Secret(odd));
    const form = new URLSearchParams(server.requests[0]?.body);
    expect([form.get("client_secret"), form.get("refresh_token")]).toEqual([odd, odd]);
    expect(server.requests[0]?.path).not.toContain("a&b");
  });

  test("that is granted yields the new tokens, counted from before it was asked for", async () => {
    const before = Date.now();
    const { result } = await refreshAt(async (request, response) => {
      await new Promise((resolve) => setTimeout(resolve, 40));
      await json(granted)(request, response);
    });
    if (result.status !== "ok") throw new Error(result.status);
    const { access_token, refresh_token, obtained_at, expires_at } = result.tokens;
    expect(access_token.reveal()).toBe("new-access");
    expect(refresh_token?.reveal()).toBe("new-refresh");
    expect(obtained_at).toBeGreaterThanOrEqual(before);
    expect(obtained_at).toBeLessThanOrEqual(Date.now() - 30);
    expect(expires_at).toBe(obtained_at + 3_600_000);
    expect(inspect(result, { depth: null, showHidden: true })).not.toMatch(/new-access|new-refresh/);
  });

  test("without rotation keeps the refresh token", async () => {
    const { result } = await refreshAt(json({ access_token: "new-access", expires_in: 60 }));
    expect(result.status === "ok" && result.tokens.refresh_token?.reveal()).toBe("old-refresh");
  });
});

describe("a refusal ends the grant", () => {
  test.each<[status: number, body: Record<string, unknown>]>([
    [400, { error: "invalid_grant" }],
    [401, { error: "invalid_client" }],
    [400, { error: "unauthorized_client" }],
    [403, { error: "access_denied" }],
    [400, { error: "invalid_grant", error_description: "Refresh token is invalid" }],
    [400, { error: "invalid_request", error_description: "Refresh token is invalid" }],
    [499, { error: "invalid_grant", more: 1 }],
  ])("%i %o", async (status, body) => {
    expect((await refreshAt(json(body, status))).result).toEqual({ status: "expired" });
  });
});

describe("trouble ends nothing", () => {
  test.each<[status: number, body: string]>([
    [500, '{"error":"invalid_grant"}'],
    [502, "<html>"],
    [503, '{"error":"temporarily_unavailable"}'],
    [504, ""],
    [429, '{"error":"slow_down"}'],
    [400, '{"error":"temporarily_unavailable"}'],
    [400, '{"error":"server_error"}'],
    [400, '{"error":"invalid_request"}'],
    [400, '{"error":"invalid_request","error_description":"Refresh token is missing"}'],
    [400, "{}"],
    [400, "not json"],
    [400, '{"error":["invalid_grant"]}'],
    [401, ""],
    [404, "<html>"],
    [302, '{"error":"invalid_grant"}'],
    [204, ""],
    [201, JSON.stringify(granted)],
    [200, ""],
    [200, "null"],
    [200, "[]"],
    [200, "<html><title>Sign in</title></html>"],
    [200, '{"error":"invalid_grant"}'],
    [200, '{"access_token":"a"}'],
    [200, '{"expires_in":60}'],
    [200, '{"access_token":"","expires_in":60}'],
    [200, '{"access_token":1,"expires_in":60}'],
    [200, '{"access_token":"a","refresh_token":"","expires_in":60}'],
    [200, '{"access_token":"a","expires_in":0}'],
    [200, '{"access_token":"a","expires_in":-1}'],
    [200, '{"access_token":"a","expires_in":"soon"}'],
    [200, '{"access_token":"a","expires_in":null}'],
    [200, '{"access_token":"a","expires_in":1e999}'],
    [200, '{"access_token":"a","access_token":"b","expires_in":60}'],
    [200, '{"__proto__":{"access_token":"a"},"expires_in":60}'],
  ])("%i %s", async (status, body) => {
    expect((await refreshAt(text(body, status))).result).toEqual({ status: "unavailable" });
  });

  test("when nobody listens", async () => {
    const account = accountAt(`http://127.0.0.1:${await closedPort()}`);
    expect(await refreshTokens(account, new Secret("old"))).toEqual({ status: "unavailable" });
  });

  test("when the answer breaks off, and it is not asked for again", async () => {
    for (const answer of [
      ((_request, response) => void response.destroy()) satisfies Answer,
      ((_request, response) => {
        response.writeHead(200, { "Content-Length": "100" }).write("{", () => response.destroy());
      }) satisfies Answer,
    ]) {
      const { result, server } = await refreshAt(answer);
      expect(result).toEqual({ status: "unavailable" });
      expect(server.requests).toHaveLength(1);
    }
  });

  test("when the answer is endless", async () => {
    const { result } = await refreshAt((_request, response) => {
      response.writeHead(200).end(Buffer.alloc(2 * 1024 * 1024 + 1, " "));
    });
    expect(result).toEqual({ status: "unavailable" });
  });

  test("when it takes too long", async () => {
    const timeout = AbortSignal.timeout.bind(AbortSignal);
    vi.spyOn(AbortSignal, "timeout").mockImplementation(() => timeout(60));
    expect((await refreshAt(() => {})).result).toEqual({ status: "unavailable" });
    expect(AbortSignal.timeout).toHaveBeenCalledWith(15_000);
  });

  test("when it redirects: the refresh token is not carried on", async () => {
    const elsewhere = await startLocalServer(json(granted));
    const { result } = await refreshAt((_request, response) => {
      response.writeHead(307, { Location: elsewhere.origin }).end();
    });
    expect(result).toEqual({ status: "unavailable" });
    expect(elsewhere.requests).toEqual([]);
  });
});

describe("the answer of the token endpoint", () => {
  test.each<[unknown, number]>([
    [3_600, 3_600],
    ["3600", 3_600],
    [0.5, 0.5],
    [" 60 ", 60],
  ])("may have a lifetime of %j", (expires_in, seconds) => {
    expect(tokenAnswerSchema.parse({ access_token: "a", expires_in }).expires_in).toBe(seconds);
  });

  test("may be anything at all without harm", () => {
    fc.assert(
      fc.property(
        fc.record({
          access_token: fc.jsonValue(),
          refresh_token: fc.jsonValue(),
          expires_in: fc.jsonValue(),
        }),
        (answer) => {
          const { success, data } = tokenAnswerSchema.safeParse(answer);
          if (!success) return;
          expect(data.access_token).not.toBe("");
          expect(data.expires_in).toBeGreaterThan(0);
          expect(Number.isFinite(data.expires_in)).toBe(true);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

test("the issuer of an account lies at its host", () => {
  expect(issuer(accountAt("https://accounts.cloud.databricks.com"))).toBe(
    `https://accounts.cloud.databricks.com/oidc/accounts/${account_id}`,
  );
});
