import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readCreatedAnswer } from "@/lib/secret-escrow/created-answer";

const answer = {
  integration_id: "i-1",
  client_id: 'c "1" \\',
  client_secret: "dose0123456789abcdef0123456789abcdef",
  principal_id: 9007199254740993n.toString(),
};
const bytesOf = (text: string) => new TextEncoder().encode(text);
const text = JSON.stringify(answer);

test("an answer that came whole", () => {
  const { principal_id, ...expected } = answer;
  expect(readCreatedAnswer(bytesOf(text))).toEqual({ whole: true, ...expected });
});

describe("an answer that broke off", () => {
  test("gives each text that came whole, at every byte", () => {
    for (let length = 0; length < text.length; length++) {
      const arrived = text.slice(0, length);
      const read = readCreatedAnswer(bytesOf(arrived));
      const expected = ["integration_id", "client_id", "client_secret"].filter(
        (name) => length >= text.indexOf(",", text.indexOf(`"${name}"`)),
      );
      expect(Object.keys(read).toSorted()).toEqual([...expected, "whole"].toSorted());
      expect(read.client_secret ?? answer.client_secret).toBe(answer.client_secret);
    }
  });

  test("is read in whatever order its members come", () => {
    const { client_secret, integration_id, client_id } = answer;
    const turned = JSON.stringify({ client_secret, client_id, integration_id });
    const read = readCreatedAnswer(bytesOf(turned.slice(0, turned.indexOf(',"integration_id"'))));
    expect(read).toEqual({ whole: false, client_secret, client_id });
  });
});

test("what lacks its ids, or is something else altogether, is not whole", () => {
  expect(readCreatedAnswer(bytesOf('{"client_secret":"s"}'))).toEqual({ whole: false, client_secret: "s" });
  for (const other of ["", "null", "[]", "<html>", '{"client_secret":7}', '{"client_secret":"\\x"}'])
    expect(readCreatedAnswer(bytesOf(other))).toEqual({ whole: false });
});

test("what came whole is read at its top level only: a secret further in is not the secret of the connection", () => {
  for (const other of [
    '{"error":{"client_secret":"s"}}',
    '{"__proto__":{"integration_id":"i","client_id":"c","client_secret":"s"}}',
    '["client_secret",{"client_secret":"s"}]',
  ])
    expect(readCreatedAnswer(bytesOf(other))).toEqual({ whole: false });
  expect(readCreatedAnswer(bytesOf('{"client_id":1,"client_secret":"s"}'))).toEqual({
    whole: false,
    client_secret: "s",
  });
});

test("no bytes are too strange to be read", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(readCreatedAnswer(bytes)).toHaveProperty("whole");
    }),
  );
});
