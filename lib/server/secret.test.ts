import { Console } from "node:console";
import { Writable } from "node:stream";
import { format, inspect } from "node:util";
import { serialize } from "node:v8";
import fc from "fast-check";
import pino from "pino";
import { describe, expect, test } from "vitest";
import { Secret } from "@/lib/server/secret";

const value = "dose-1f2e3d4c5b6a";
const holder = () => ({
  token: new Secret(value),
  list: [new Secret(value)],
  map: new Map([["k", new Secret(value)]]),
});

/** What is printed on a stream while `work` runs. */
function printed(work: (output: Writable) => void): string {
  const chunks: string[] = [];
  work(
    new Writable({
      write(chunk, _encoding, done) {
        chunks.push(String(chunk));
        done();
      },
    }),
  );
  return chunks.join("");
}

const ways: [how: string, show: (secret: Secret) => string][] = [
  ["as text", (secret) => String(secret)],
  ["in a template", (secret) => `${secret}`],
  ["by adding text", (secret) => "".concat(String(secret), "")],
  ["joined in a list", (secret) => [secret, secret].join()],
  ["by its locale text", (secret) => secret.toLocaleString()],
  ["as JSON", (secret) => JSON.stringify(secret)],
  ["as JSON inside something", (secret) => JSON.stringify({ a: [secret] }, null, 2)],
  ["inspected", (secret) => inspect(secret)],
  [
    "inspected in full",
    (secret) => inspect({ a: { b: { c: secret } } }, { depth: null, showHidden: true, getters: true }),
  ],
  ["inspected without its own way", (secret) => inspect(secret, { customInspect: false, showHidden: true })],
  [
    "inspected as a member of a map",
    (secret) => inspect(new Map([[secret, new Set([secret])]]), { showHidden: true }),
  ],
  ...["%s", "%d", "%i", "%f", "%j", "%o", "%O", "%c", "no format"].map(
    (form): [string, (secret: Secret) => string] => [
      `formatted by ${form}`,
      (secret) => format(form, secret),
    ],
  ),
  ["in an error", (secret) => inspect(new Error("failed", { cause: { secret } }))],
  ["as the message of an error", (secret) => inspect(new Error(String(secret)))],
  ["on the console", (secret) => printed((output) => new Console(output).info("%s", secret, { secret }))],
  ["as a table on the console", (secret) => printed((output) => new Console(output).table([{ secret }]))],
  [
    "by dir on the console",
    (secret) => printed((output) => new Console(output).dir({ secret }, { showHidden: true })),
  ],
  [
    "in the log",
    (secret) =>
      printed((output) =>
        pino({ level: "trace" }, output).info(
          { secret, err: new Error("x", { cause: secret }) },
          "%s %o",
          secret,
          secret,
        ),
      ),
  ],
  ["spread", (secret) => JSON.stringify({ ...secret }) + inspect({ ...secret }, { showHidden: true })],
  ["assigned", (secret) => inspect(Object.assign({}, secret), { showHidden: true })],
  ["cloned", (secret) => inspect(structuredClone(secret), { showHidden: true })],
  ["serialised", (secret) => serialize({ secret }).toString("latin1")],
  [
    "by its members",
    (secret) =>
      inspect([Object.entries(secret), Reflect.ownKeys(secret), Object.getOwnPropertyDescriptors(secret)]),
  ],
  [
    "by its members and those it inherits",
    (secret) => {
      const names: string[] = [];
      for (const name in secret) names.push(name);
      return names.join();
    },
  ],
  ["in a query", (secret) => new URLSearchParams({ secret: String(secret) }).toString()],
];

describe("a secret is not shown", () => {
  test.each(ways)("%s", (_how, show) => {
    const shown = show(new Secret(value));
    expect(shown).not.toContain(value);
    expect(Buffer.from(shown, "latin1").toString("utf16le")).not.toContain(value);
  });

  test("by whatever holds it", () => {
    expect(JSON.stringify(holder())).not.toContain(value);
    expect(inspect(holder(), { depth: null, showHidden: true })).not.toContain(value);
    expect(inspect(structuredClone(holder()), { depth: null, showHidden: true })).not.toContain(value);
  });
});

describe("a secret", () => {
  test("prints as a placeholder", () => {
    expect(`${new Secret(value)} ${JSON.stringify([new Secret(value)])}`).toBe('[secret] ["[secret]"]');
    expect(inspect({ token: new Secret(value) })).toBe("{ token: [secret] }");
  });

  test("is revealed when it is asked to be, and only by itself", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const secret = new Secret(text);
        expect(secret.reveal()).toBe(text);
        expect(secret.reveal()).toBe(text);
      }),
    );
    expect(Object.keys(new Secret(value))).toEqual([]);
    expect("reveal" in structuredClone(new Secret(value))).toBe(false);
    expect(() => Secret.prototype.reveal.call({ reveal: () => value })).toThrow(TypeError);
  });
});
