import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { createServer as createTcpServer, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { inspect } from "node:util";
import { gzipSync } from "node:zlib";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { accountApiPaths } from "@/lib/account-api/paths";
import { type AccountRequest, callAccountApi, NoAnswer } from "@/lib/server/account-client";
import type { Account } from "@/lib/server/configuration";
import { Secret } from "@/lib/server/secret";
import { type Answer, closedPort, json, listen, startLocalServer } from "@/lib/testing/local-server";

const cap = 2 * 1024 * 1024;
const token = "dose-access-1f2e3d4c5b6a";
const account_id = "0d26daa6-5e44-4c97-a497-ef015f91254a";
const methods = ["GET", "POST", "PATCH", "DELETE"] as const;

const accountAt = (host: string): Account => ({
  account_id,
  host,
  client_id: "client",
  client_secret: undefined,
  label: "Test",
  cloud: undefined,
});

const call = (host: string, changes: Partial<AccountRequest> = {}) =>
  callAccountApi(accountAt(host), {
    method: "GET",
    path: accountApiPaths.customAppIntegrations(account_id),
    access_token: new Secret(token),
    ...changes,
  });

async function noAnswerOf(work: Promise<unknown>): Promise<NoAnswer> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof NoAnswer)) throw new Error("It was answered.", { cause: error });
  expect(inspect(error, { depth: null, showHidden: true })).not.toContain(token);
  return error;
}

/** A server below HTTP. `connections` counts who came. */
async function startSocketServer(talk: (socket: Socket) => void) {
  const seen = { connections: 0 };
  const server = createTcpServer((socket) => {
    seen.connections += 1;
    socket.on("error", () => {});
    onTestFinished(() => void socket.destroy());
    talk(socket);
  });
  return { port: await listen(server), seen };
}

/** Says `bytes` once the request is there, then ends the connection as `end` says. */
const say = (bytes: string, end: (socket: Socket) => void) => (socket: Socket) => {
  socket.once("data", () => socket.write(bytes, () => setImmediate(end, socket)));
};

const close = (socket: Socket): void => void socket.end();
const reset = (socket: Socket): void => void socket.resetAndDestroy();

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

describe("no answer, and the request was not sent", () => {
  test("because nobody listens", async () => {
    const port = await closedPort();
    for (const host of [`http://127.0.0.1:${port}`, `http://localhost:${port}`, `https://localhost:${port}`])
      for (const method of methods)
        expect(await noAnswerOf(call(host, { method, body: {} }))).toMatchObject({
          reason: "unreachable",
          sent: false,
        });
  });

  test("because there is no such name", { timeout: 20_000 }, async () => {
    const error = await noAnswerOf(call("https://nowhere.invalid"));
    expect(error).toMatchObject({ reason: "unreachable", sent: false });
  });

  test("because the server does not speak TLS", async () => {
    const received: string[] = [];
    const { port } = await startSocketServer((socket) => {
      socket.on("data", (bytes) => {
        received.push(bytes.toString("latin1"));
        socket.end("HTTP/1.1 400 Bad Request\r\n\r\n");
      });
    });
    const error = await noAnswerOf(
      call(`https://127.0.0.1:${port}`, { method: "POST", body: { name: "x" } }),
    );
    expect(error).toMatchObject({ reason: "unreachable", sent: false });
    expect(received.join("")).not.toContain(token);
  });

  test("because the server has no certificate", async () => {
    const server = createTlsServer({});
    server.on("tlsClientError", () => {});
    const port = await listen(server);
    const error = await noAnswerOf(call(`https://localhost:${port}`, { method: "POST" }));
    expect(error).toMatchObject({ reason: "unreachable", sent: false });
  });
});

describe("no answer, though the request was sent", () => {
  const head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n";
  const chunked = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"a":\r\n';

  test.each<[when: string, (socket: Socket) => void]>([
    ["before the first byte, with a reset", say("", reset)],
    ["before the first byte, in good order", say("", close)],
    ["within the status line", say("HTTP/1.", reset)],
    ["within the headers", say(head.slice(0, 40), close)],
    ["after the headers, with a reset", say(head, reset)],
    ["after the headers, in good order", say(head, close)],
    ["within the body, with a reset", say(`${head}{"integration_id":"a",`, reset)],
    ["within the body, in good order", say(`${head}{"integration_id":"a",`, close)],
    ["within a chunk, with a reset", say(chunked, reset)],
    ["within a chunk, in good order", say(chunked, close)],
    ["because it is not HTTP", say("220 mail.example.com ESMTP\r\n", close)],
    ["because its length is nonsense", say("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", close)],
  ])("%s: it is not sent again", async (_when, talk) => {
    const { port, seen } = await startSocketServer(talk);
    for (const method of methods) {
      const before = seen.connections;
      const body = method === "GET" ? {} : { body: { name: "x" } };
      expect(await noAnswerOf(call(`http://127.0.0.1:${port}`, { method, ...body }))).toMatchObject({
        reason: "broken-off",
        sent: true,
      });
      expect(seen.connections).toBe(before + 1);
    }
  });

  test("because it took too long", async () => {
    const timeout = AbortSignal.timeout.bind(AbortSignal);
    vi.spyOn(AbortSignal, "timeout").mockImplementation(() => timeout(60));
    const silent = await startLocalServer(() => {});
    const stalling = await startLocalServer((_request, response) => {
      response.writeHead(200).write("half");
    });
    for (const { origin } of [silent, stalling])
      expect(await noAnswerOf(call(origin, { method: "POST" }))).toMatchObject({
        reason: "timeout",
        sent: true,
      });
    expect(AbortSignal.timeout).toHaveBeenCalledWith(75_000);
  });

  test("of one call does not disturb the next", async () => {
    let calls = 0;
    const server = await startLocalServer((request, response) => {
      calls += 1;
      if (calls === 2) response.destroy();
      else json({ calls })(request, response);
    });
    expect((await call(server.origin)).status).toBe(200);
    expect(await noAnswerOf(call(server.origin, { method: "POST" }))).toMatchObject({ sent: true });
    expect((await call(server.origin)).body.toString()).toBe('{"calls":3}');
  });
});

describe("a call that is given up", () => {
  test("before it begins is not made", async () => {
    const server = await startLocalServer(json({}));
    const error = await noAnswerOf(call(server.origin, { signal: AbortSignal.abort() }));
    expect(error).toMatchObject({ reason: "aborted" });
    expect(server.requests).toEqual([]);
  });

  test("while it waits ends at once", async () => {
    const controller = new AbortController();
    const server = await startLocalServer(() => controller.abort());
    const error = await noAnswerOf(call(server.origin, { signal: controller.signal }));
    expect(error).toMatchObject({ reason: "aborted", sent: true });
  });

  test("while its answer comes in ends at once", async () => {
    const controller = new AbortController();
    const server = await startLocalServer((_request, response) => {
      response.writeHead(200).write("half");
    });
    const abort = () => setTimeout(() => controller.abort(), 20);
    subscribe("undici:request:headers", abort);
    onTestFinished(() => void unsubscribe("undici:request:headers", abort));
    const error = await noAnswerOf(call(server.origin, { signal: controller.signal }));
    expect(error).toMatchObject({ reason: "aborted", sent: true });
  });
});
