import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { createServer as createTcpServer, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { inspect } from "node:util";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { call, methods, noAnswerOf, token } from "@/lib/server/testing/account-call";
import { closedPort, json, listen, startLocalServer } from "@/lib/testing/local-server";

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

describe("what has arrived of an answer that breaks off", () => {
  const body = '{"client_secret":"dose-canary"';
  const broken = (status: string, end: (socket: Socket) => void) =>
    say(`HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n${body}`, end);

  test.each([
    ["in good order", close],
    ["with a reset", (socket: Socket) => void setTimeout(reset, 50, socket)],
  ])("is kept, and not shown, when it ends %s", async (_how, end) => {
    const { port } = await startSocketServer(broken("200 OK", end));
    const error = await noAnswerOf(call(`http://127.0.0.1:${port}`, { method: "POST", body: {} }));
    expect(error.received().toString()).toBe(body);
    expect(inspect(error, { depth: null, showHidden: true })).not.toContain("canary");
    expect(JSON.stringify(error)).not.toContain("canary");
  });

  test("is nothing worth keeping of an error", async () => {
    const { port } = await startSocketServer(broken("500 No", close));
    const error = await noAnswerOf(call(`http://127.0.0.1:${port}`, { method: "POST", body: {} }));
    expect(error.received()).toHaveLength(0);
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
