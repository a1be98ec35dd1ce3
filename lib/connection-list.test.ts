import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { filterConnections, type Sort, sortConnections } from "@/lib/connection-list";
import { wellFormedText } from "@/lib/testing/arbitraries";
import { anyConnection, connection } from "@/lib/testing/connections";

const anyConnections = fc.array(anyConnection, { maxLength: 12 });
const anySort: fc.Arbitrary<Sort> = fc.record({
  column: fc.constantFrom("name", "created"),
  descending: fc.boolean(),
});

describe("searching", () => {
  const wanted = connection({
    integration_id: "Integration-A1",
    client_id: "Client-B2",
    name: "Quarterly Power BI",
    creator_username: "Ada.Admin@example.com",
    redirect_urls: ["https://one.example.com/cb", "https://Two.example.com/cb"],
    scopes: ["all-apis", "x.y:read"],
  });
  const other = connection({ name: "Something else" });
  const all = [other, wanted];

  test.each([
    "quarterly",
    "POWER",
    "power  quarterly",
    "\tbi\n",
    "integration-a1",
    "b2",
    "ada.admin@",
    "one.example",
    "TWO.EXAMPLE.COM/CB",
    "all-apis",
    "y:read",
    "ada bi two",
  ])("for %j finds it by what it has", (search) => {
    expect(filterConnections(all, search)).toEqual([wanted]);
  });

  test.each([
    "quarterlypower",
    "ada nobody",
    "cbhttps",
    "power.bi",
    "com/cb all-apis-x",
    "Client-B2Quarterly",
  ])("for %j finds nothing", (search) => {
    expect(filterConnections(all, search)).toEqual([]);
  });

  test.each(["", " ", "\t\n\u00a0"])("for %j, which says nothing, leaves the list as it is", (search) => {
    expect(filterConnections(all, search)).toBe(all);
  });

  test.each(["ΟΔΥΣ", "οδυς", "οδυσ", "Οδυσσεας", "ΣΕΑΣ", "strasse", "STRASSE", "straße"])(
    "for %j, of a script with odd cases, finds it",
    (search) => {
      const odd = connection({ name: "ΟΔΥΣΣΕΑΣ Straße" });
      expect(filterConnections([odd], search)).toEqual([odd]);
    },
  );

  test("sees a change of the same connection", () => {
    expect(filterConnections([{ ...wanted, name: "Renamed" }], "quarterly")).toEqual([]);
  });

  test("by any part of any field finds the connection, in either case", () => {
    fc.assert(
      fc.property(anyConnection, fc.nat(), fc.nat(), fc.nat({ max: 20 }), (it, which, from, length) => {
        const values = [it.name, it.client_id, it.integration_id, it.creator_username ?? ""].concat(
          it.redirect_urls,
          it.scopes,
        );
        const characters = Array.from(values[which % values.length] ?? "");
        const start = from % (characters.length + 1);
        const part = characters.slice(start, start + length).join("");
        const inLowerCase = part.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
        for (const search of [part, part.toUpperCase(), inLowerCase])
          expect(filterConnections([it], search)).toEqual([it]);
      }),
      { numRuns: 5_000 },
    );
  });

  test("keeps the order, repeats nothing and only narrows", () => {
    fc.assert(
      fc.property(anyConnections, wellFormedText(3), wellFormedText(3), (connections, first, second) => {
        const found = filterConnections(connections, first);
        expect(connections.filter((it) => found.includes(it))).toEqual(found);
        const narrowed = filterConnections(connections, `${first} ${second}`);
        expect(narrowed).toEqual(filterConnections(found, second));
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("sorting", () => {
  const named = (...names: string[]) => names.map((name) => connection({ name }));
  const namesOf = (connections: readonly { name: string }[]) => connections.map(({ name }) => name);

  test("by name counts numbers and ignores case and accents", () => {
    const rows = named("App 10", "app 9", "Émile", "emil", "App 1", "zebra");
    expect(namesOf(sortConnections(rows, { column: "name", descending: false }))).toEqual([
      "App 1",
      "app 9",
      "App 10",
      "emil",
      "Émile",
      "zebra",
    ]);
  });

  test("leaves equal names in upstream's order, in both directions", () => {
    const rows = named("b", "Á", "a", "A");
    expect(namesOf(sortConnections(rows, { column: "name", descending: false }))).toEqual([
      "Á",
      "a",
      "A",
      "b",
    ]);
    expect(namesOf(sortConnections(rows, { column: "name", descending: true }))).toEqual([
      "b",
      "Á",
      "a",
      "A",
    ]);
  });

  test("by time compares instants, not their spelling, and puts unknown times at the old end", () => {
    const rows = [
      connection({ name: "third", create_time: "2025-06-01T12:00:00.001Z" }),
      connection({ name: "unknown" }),
      connection({ name: "second", create_time: "2025-06-01T14:00:00+02:00" }),
      connection({ name: "garbage", create_time: "last week" }),
      connection({ name: "first", create_time: "2025-06-01T11:59:59Z" }),
    ];
    const sorted = ["unknown", "garbage", "first", "second", "third"];
    expect(namesOf(sortConnections(rows, { column: "created", descending: false }))).toEqual(sorted);
    expect(namesOf(sortConnections(rows, { column: "created", descending: true }))).toEqual([
      "third",
      "second",
      "first",
      "unknown",
      "garbage",
    ]);
  });

  test("loses nothing, adds nothing, leaves its input alone and is settled after one pass", () => {
    fc.assert(
      fc.property(anyConnections, anySort, (connections, sort) => {
        const before = [...connections];
        const sorted = sortConnections(connections, sort);
        expect(connections).toEqual(before);
        expect(sorted).not.toBe(connections);
        expect(new Set(sorted)).toEqual(new Set(connections));
        expect(sorted).toHaveLength(connections.length);
        expect(sortConnections(sorted, sort)).toEqual(sorted);
        const opposite = sortConnections(connections, { ...sort, descending: !sort.descending });
        expect(sortConnections(opposite, sort).map(keyOf(sort))).toEqual(sorted.map(keyOf(sort)));
      }),
      { numRuns: 1_000 },
    );
  });
});

/** What two rows share when they are equal under `sort`. */
function keyOf({
  column,
}: Sort): (connection: { name: string; create_time?: string | undefined }) => unknown {
  const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
  const seen: string[] = [];
  return ({ name, create_time = "" }) => {
    if (column === "created") return Number.isNaN(Date.parse(create_time)) ? 0 : Date.parse(create_time);
    const known = seen.findIndex((other) => collator.compare(other, name) === 0);
    return known >= 0 ? known : seen.push(name) - 1;
  };
}
