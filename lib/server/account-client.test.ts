import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { account_id } from "@/lib/server/testing/account";
import { call, methods, noAnswerOf, token } from "@/lib/server/testing/account-call";
import { type Answer, json, startLocalServer } from "@/lib/testing/local-server";

const cap = 2 * 1024 * 1024;

describe("a call", () => {
  test("is what the account API expects", async () => {
    const server = await startLocalServer(json({ apps: [] }));
    const answer = await call(server.origin, { query: new URLSearchParams({ page_token: "a/b?c=d&e+ü" }) });
    expect(answer).toMatchObject({ status: 200, headers: { "content-type": "application/json" } });
    expect(answer.body.toString()).toBe('{"apps":[]}');
    expect(server.requests).toHaveLength(1);
    const [request] = server.requests;
    const url = new URL(request?.path ?? "", server.origin);
    expect(url.pathname).toBe(`/api/2.0/accounts/${account_id}/oauth2/custom-app-integrations`);
    expect([...url.searchParams]).toEqual([["page_token", "a/b?c=d&e+ü"]]);
    expect(request).toMatchObject({ method: "GET", body: "" });
    expect(request?.headers).toMatchObject({
      authorization: `Bearer ${token}`,
      accept: "application/json",
      "accept-encoding": "identity",
      "user-agent": "latchkey",
    });
    expect(request?.headers).not.toHaveProperty("content-type");
    expect(request?.headers).not.toHaveProperty("cookie");
  });

  test.each(methods)("%s sends its body as JSON", async (method) => {
    const server = await startLocalServer(json({}));
    await call(server.origin, { method, body: { name: "Größe", list: [] } });
    expect(server.requests[0]).toMatchObject({
      method,
      headers: { "content-type": "application/json" },
      body: '{"name":"Größe","list":[]}',
    });
  });

  test("keeps repeated parameters and their order", async () => {
    const server = await startLocalServer(json({}));
    await call(server.origin, { query: new URLSearchParams("b=1&a=2&b=3&empty=") });
    expect(server.requests[0]?.path.split("?")[1]).toBe("b=1&a=2&b=3&empty=");
  });

  test.each([200, 204, 400, 401, 403, 404, 409, 429, 500, 503])(
    "passes a %i on as it is, and once",
    async (status) => {
      const server = await startLocalServer((_request, response) => {
        response
          .writeHead(status, { "Retry-After": "7", "X-Odd": ["a", "b"] })
          .end(status === 204 ? "" : "body");
      });
      const answer = await call(server.origin, { method: "DELETE" });
      expect(answer.status).toBe(status);
      expect(answer.headers).toMatchObject({ "retry-after": "7", "x-odd": "a,b" });
      expect(answer.body.toString()).toBe(status === 204 ? "" : "body");
      expect(server.requests).toHaveLength(1);
    },
  );

  test("leaves bytes as they are, compressed ones too", async () => {
    const bytes = gzipSync(Buffer.alloc(cap * 4));
    const server = await startLocalServer((_request, response) => {
      response.writeHead(200, { "Content-Encoding": "gzip" }).end(bytes);
    });
    expect((await call(server.origin)).body.equals(bytes)).toBe(true);
  });
});

describe("the token goes nowhere else", () => {
  test.each([301, 302, 303, 307, 308])("when a %i points elsewhere", async (status) => {
    const elsewhere = await startLocalServer(json({}));
    const server = await startLocalServer((_request, response) => {
      response.writeHead(status, { Location: `${elsewhere.origin}/stolen` }).end("moved");
    });
    for (const method of methods)
      expect(await call(server.origin, { method, ...(method === "GET" ? {} : { body: {} }) })).toMatchObject({
        status,
      });
    expect(elsewhere.requests).toEqual([]);
    expect(server.requests).toHaveLength(methods.length);
  });

  test("when a redirect points to the same host", async () => {
    const server = await startLocalServer((_request, response) => {
      response.writeHead(307, { Location: "/login.html?error=private-link-validation-error" }).end();
    });
    expect((await call(server.origin)).status).toBe(307);
    expect(server.requests).toHaveLength(1);
  });

  test("when a path names another host", async () => {
    const elsewhere = await startLocalServer(json({}));
    const server = await startLocalServer(json({}));
    const { host } = new URL(elsewhere.origin);
    for (const path of [
      `//${host}/x`,
      `${elsewhere.origin}/x`,
      `\\\\${host}\\x`,
      `/\\${host}/x`,
      `\t//${host}/x`,
    ])
      await expect(call(server.origin, { path })).rejects.toThrow(RangeError);
    expect(elsewhere.requests).toEqual([]);
    expect(server.requests).toEqual([]);
  });
});

describe("an answer", () => {
  const sized =
    (bytes: number, announced: boolean): Answer =>
    (_request, response) => {
      response.writeHead(200, announced ? { "Content-Length": bytes } : {});
      response.end(Buffer.alloc(bytes, "x"));
    };

  test.each([
    ["announced", true],
    ["in pieces", false],
  ])("of 2 MiB, %s, is taken, and a byte more is not", async (_how, announced) => {
    const fitting = await startLocalServer(sized(cap, announced));
    expect((await call(fitting.origin)).body).toHaveLength(cap);
    const larger = await startLocalServer(sized(cap + 1, announced));
    for (const method of methods)
      expect(await noAnswerOf(call(larger.origin, { method }))).toMatchObject({
        reason: "too-large",
        sent: true,
      });
  });

  test("without an end is not taken", async () => {
    const server = await startLocalServer((_request, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(64 * 1024))) {}
      };
      response.writeHead(200);
      response.on("drain", more);
      more();
    });
    expect(await noAnswerOf(call(server.origin))).toMatchObject({ reason: "too-large", sent: true });
  });
});
