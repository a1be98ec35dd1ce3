import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { describe, expect, onTestFinished, test } from "vitest";
import { send } from "@/lib/http";
import { ApiError, type Problem, problemTypes } from "@/lib/problems";
import { type Answer, closedPort, json, startLocalServer } from "@/lib/testing/local-server";
import { z } from "@/lib/zod";

const anything = z.looseObject({});
const methods = ["GET", "POST", "PATCH", "DELETE"] as const;
const changes = ["POST", "PATCH", "DELETE"] as const;

/** What `send` throws. */
async function thrownBy(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => undefined,
    (error: unknown) => error,
  );
}

async function problemOf(call: Promise<unknown>): Promise<Problem> {
  const error = await thrownBy(call);
  if (error instanceof ApiError) return error.problem;
  throw new Error("There was no ApiError.", { cause: error });
}

function text(body: string, { status = 200, type = "application/json" } = {}): Answer {
  return (_request, response) => {
    response.writeHead(status, { "Content-Type": type }).end(body);
  };
}

const breakOff: Answer = (_request, response) => {
  response.destroy();
};

const breakOffHalfway: Answer = (_request, response) => {
  response.writeHead(200, { "Content-Length": "100" });
  response.write('{"half":', () => response.destroy());
};

describe("a call", () => {
  test("sends its body as JSON and resolves with what the schema makes of the answer", async () => {
    const server = await startLocalServer(json({ id: "a", tomorrow: [1] }));
    const schema = z.looseObject({ id: z.string().toUpperCase() });
    const answer = await send(`${server.origin}/api/x?page_token=a%2Fb`, {
      method: "POST",
      body: { name: "Größe", list: [1] },
      schema,
    });
    expect(answer).toEqual({ id: "A", tomorrow: [1] });
    expect(server.requests).toHaveLength(1);
    expect(server.requests[0]).toMatchObject({
      method: "POST",
      path: "/api/x?page_token=a%2Fb",
      headers: { "content-type": "application/json" },
      body: '{"name":"Größe","list":[1]}',
    });
  });

  test.each(methods)("%s without a body sends none and names no type", async (method) => {
    const server = await startLocalServer(json({}));
    await send(server.origin, { method, schema: anything });
    expect(server.requests[0]).toMatchObject({ method, body: "" });
    expect(server.requests[0]?.headers).not.toHaveProperty("content-type");
  });

  test.each(methods)("%s sends further headers, but no other type of its body", async (method) => {
    const server = await startLocalServer(json({}));
    const headers = { "X-Further": "a, b", "Content-Type": "text/plain" };
    await send(server.origin, { method, headers: { "X-Further": "a, b" }, schema: anything });
    expect(server.requests[0]?.headers).toMatchObject({ "x-further": "a, b" });
    if (method === "GET") return;
    await send(server.origin, { method, headers, body: {}, schema: anything });
    expect(server.requests[1]?.headers).toMatchObject({
      "x-further": "a, b",
      "content-type": "application/json",
    });
  });

  test("reads int64 ids digit by digit", async () => {
    const server = await startLocalServer(text('{"a":9007199254740993,"b":9223372036854775807}'));
    expect(await send(server.origin, { schema: anything })).toEqual({
      a: "9007199254740993",
      b: "9223372036854775807",
    });
  });
});

describe("a problem", () => {
  test.each(Object.entries(problemTypes))("of type %s arrives whole", async (type, { status, title }) => {
    const problem = {
      title,
      status,
      detail: "Nothing was changed.",
      requestId: "r-1",
      outcome: "unknown",
      retryAfter: 3,
      upstream: { status: 500, code: "X", requestId: "u-1" },
      errors: [{ field: "redirect_urls[1]", message: "No." }],
    };
    const server = await startLocalServer(
      text(JSON.stringify({ ...problem, type: `/problems/${type}` }), {
        status,
        type: "application/problem+json",
      }),
    );
    expect(await problemOf(send(server.origin, { method: "PATCH", schema: anything }))).toEqual({
      ...problem,
      type,
    });
  });

  test.each<[string, string]>([
    ["HTML", "<html><title>502</title></html>"],
    ["nothing", ""],
    ["a type that is not in the registry", '{"type":"/problems/x","title":"","status":500}'],
    ["JSON that is cut off", '{"type":"/problems/inter'],
    ["__proto__", '{"__proto__":{"type":"/problems/internal"}}'],
  ])("made of %s is told as a failure of the console", async (_what, body) => {
    const server = await startLocalServer(text(body, { status: 502 }));
    for (const method of methods)
      expect(await problemOf(send(server.origin, { method, schema: anything }))).toMatchObject({
        type: "internal",
        outcome: method === "GET" ? "none" : "unknown",
        detail: "The console answered 502.",
      });
  });
});

describe("an answer that is no good", () => {
  const schema = z.looseObject({ integration_id: z.string() });

  test.each(["", "null", "[]", "{}", "<html>", '{"integration_id":1}', '{"integration_id":"a"', "{}{}"])(
    "%j is unexpected, and a change is done all the same",
    async (body) => {
      const server = await startLocalServer(text(body));
      for (const method of methods)
        expect(await problemOf(send(server.origin, { method, schema }))).toMatchObject({
          type: "upstream-unexpected",
          outcome: method === "GET" ? "none" : "done",
        });
    },
  );

  test("with a byte order mark is good", async () => {
    const server = await startLocalServer(text('\ufeff{"integration_id":"a"}'));
    expect(await send(server.origin, { schema })).toEqual({ integration_id: "a" });
  });
});

describe("no answer", () => {
  test("because nobody listens: whether a change arrived is not known", async () => {
    const origin = `http://127.0.0.1:${await closedPort()}`;
    expect(await problemOf(send(origin, { schema: anything }))).toMatchObject({
      type: "offline",
      outcome: "none",
      detail: "Nothing was loaded.",
    });
    for (const method of changes)
      expect(await problemOf(send(origin, { method, schema: anything }))).toMatchObject({
        type: "offline",
        outcome: "unknown",
        detail: "The request may or may not have arrived.",
      });
  });

  test.each([
    ["before it began", breakOff],
    ["halfway", breakOffHalfway],
  ])(
    "because it broke off %s: sent once, and the outcome of a change is not known",
    async (_when, answer) => {
      const server = await startLocalServer(answer);
      expect(await problemOf(send(server.origin, { schema: anything }))).toMatchObject({
        type: "offline",
        outcome: "none",
      });
      const before = server.requests.length;
      for (const method of changes)
        expect(await problemOf(send(server.origin, { method, body: {}, schema: anything }))).toMatchObject({
          type: "offline",
          outcome: "unknown",
        });
      expect(server.requests).toHaveLength(before + changes.length);
    },
  );

  test.each([301, 302, 303, 307, 308])("because of a %i: it is not followed", async (status) => {
    const target = await startLocalServer(json({}));
    const server = await startLocalServer((_request, response) => {
      response.writeHead(status, { Location: `${target.origin}/stolen` }).end();
    });
    const call = send(server.origin, { method: "POST", body: { secret: "dose-1" }, schema: anything });
    expect(await problemOf(call)).toMatchObject({ type: "offline", outcome: "unknown" });
    expect(target.requests).toEqual([]);
  });
});

describe("a call that is given up", () => {
  test("before it is sent tells so, not that there is a problem", async () => {
    const server = await startLocalServer(json({}));
    const error = await thrownBy(send(server.origin, { schema: anything, signal: AbortSignal.abort() }));
    expect(error).toMatchObject({ name: "AbortError" });
    expect(server.requests).toEqual([]);
  });

  test("while it waits tells so, not that there is a problem", async () => {
    const controller = new AbortController();
    const server = await startLocalServer(() => controller.abort());
    const error = await thrownBy(send(server.origin, { schema: anything, signal: controller.signal }));
    expect(error).toMatchObject({ name: "AbortError" });
  });

  test("while the answer comes in tells so, not that there is a problem", async () => {
    const controller = new AbortController();
    const server = await startLocalServer((_request, response) => {
      response.writeHead(200).write('{"half":');
    });
    const abort = () => setTimeout(() => controller.abort(), 20);
    subscribe("undici:request:headers", abort);
    onTestFinished(() => void unsubscribe("undici:request:headers", abort));
    const error = await thrownBy(send(server.origin, { schema: anything, signal: controller.signal }));
    expect(error).toMatchObject({ name: "AbortError" });
  });
});
