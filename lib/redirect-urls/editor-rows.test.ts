import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { activeRows, type EditorState, noRows, urlsOf } from "./editor-row";
import { type EditorAction, reduceEditor } from "./editor-rows";
import { rebuildRows } from "./editor-start";

const a = "https://a.example/cb";
const b = "https://b.example/cb";
const c = "https://c.example/cb";

const start = (urls: string[], existing: string[] = []) => rebuildRows(noRows, urls, existing);
const run = (state: EditorState, ...actions: EditorAction[]) => actions.reduce(reduceEditor, state);
/** As one reads it: struck rows in brackets. */
const drawn = ({ rows }: EditorState) => rows.map(({ url, removed }) => (removed ? `[${url}]` : url));
const idOf = (state: EditorState, url: string) => state.rows.find((row) => row.url === url)?.id ?? -1;

describe("rows", () => {
  it("an empty list has one blank row", () => {
    expect(drawn(start([]))).toEqual([""]);
  });

  it("adds below a row and at the end, and gives the new row the focus", () => {
    const state = start([a, b]);
    const below = run(state, { do: "add", below: idOf(state, a) });
    expect(drawn(below)).toEqual([a, "", b]);
    expect(below.focus?.id).toBe(idOf(below, ""));
    expect(drawn(run(state, { do: "add" }))).toEqual([a, b, ""]);
  });

  it("removes a new row for good, says so, and puts it back on undo", () => {
    const state = start([a, b, c]);
    const less = run(state, { do: "remove", id: idOf(state, b) });
    expect(drawn(less)).toEqual([a, c]);
    expect(less.change).toMatchObject({ sentences: ["Removed"], url: b });
    expect(less.focus?.id).toBe(idOf(state, a));
    expect(drawn(run(less, { do: "undo" }))).toEqual([a, b, c]);
  });

  it("strikes a registered row, in its place, until it is put back", () => {
    const state = start([a, b, c], [a, b, c]);
    const less = run(state, { do: "remove", id: idOf(state, b) });
    expect(drawn(less)).toEqual([a, `[${b}]`, c]);
    expect(urlsOf(less)).toEqual([a, c]);
    expect(urlsOf(run(less, { do: "restore", id: idOf(state, b) }))).toEqual([a, b, c]);
  });

  it("strikes what was registered when a rewritten row is removed, and loses nothing of what was written", () => {
    const state = start([a], [a]);
    const less = run(state, { do: "type", id: 0, url: b }, { do: "remove", id: 0 });
    expect(drawn(less)).toEqual([`[${a}]`]);
    expect(less.change?.url).toBe(b);
    expect(drawn(run(less, { do: "undo" }))).toEqual([b]);
  });

  it("the last new row becomes blank", () => {
    expect(drawn(run(start([a]), { do: "remove", id: 0 }))).toEqual([""]);
  });

  it("a correction is told and can be undone, and typing elsewhere stays", () => {
    const state = run(start([a, b]), { do: "fix", id: 0, url: c }, { do: "type", id: 1, url: `${b}/2` });
    expect(state.change).toMatchObject({ sentences: ["Corrected URL 1. It was"], url: a });
    expect(urlsOf(run(state, { do: "undo" }))).toEqual([a, `${b}/2`]);
  });

  it("a correction that was written over since is left alone by undo", () => {
    const state = run(
      start([a]),
      { do: "fix", id: 0, url: b },
      { do: "type", id: 0, url: c },
      { do: "undo" },
    );
    expect(urlsOf(state)).toEqual([c]);
  });

  it("expands a port range in place", () => {
    const state = run(start([a, "http://localhost:8020-8022/x", b]), { do: "expand", id: 1 });
    expect(urlsOf(state)).toEqual([
      a,
      "http://localhost:8020/x",
      "http://localhost:8021/x",
      "http://localhost:8022/x",
      b,
    ]);
    expect(urlsOf(run(state, { do: "undo" }))).toEqual([a, "http://localhost:8020-8022/x", b]);
  });
});

describe("paste", () => {
  const paste = (state: EditorState, id: number, text: string, from = 0, to = from) =>
    run(state, { do: "paste", id, text, start: from, end: to });

  it("fills a blank row and goes on below", () => {
    const state = paste(start([""]), 0, `"${a}", ${b}\n`);
    expect(urlsOf(state)).toEqual([a, b]);
    expect(state.change?.sentences).toEqual(["Split into 2 rows.", 'Removed "']);
    expect(urlsOf(run(state, { do: "undo" }))).toEqual([""]);
  });

  it("goes below a row with text, and replaces one that is selected whole", () => {
    expect(urlsOf(paste(start([c]), 0, `${a} ${b}`, c.length))).toEqual([c, a, b]);
    expect(urlsOf(paste(start([c]), 0, `${a} ${b}`, 0, c.length))).toEqual([a, b]);
  });

  it("cleans a single URL and leaves the caret behind it", () => {
    const state = paste(start(["https://x"]), 0, " y.example\u200b", 9);
    expect(urlsOf(state)).toEqual(["https://xy.example"]);
    expect(state.focus).toEqual({ id: 0, caret: 18 });
  });

  it("a line break that comes another way splits too", () => {
    expect(urlsOf(run(start([""]), { do: "type", id: 0, url: `${a}\n${b}` }))).toEqual([a, b]);
  });
});

describe("text", () => {
  it("keeps the identity of lines that stay and of one that is edited", () => {
    const state = start([a, b, c], [a, b, c]);
    const edited = run(state, { do: "text", text: `${a}\n${b}x\n${c}` });
    expect(edited.rows.map(({ id, registered }) => [id, registered])).toEqual([
      [0, a],
      [1, b],
      [2, c],
    ]);
  });

  it("a registered line that goes is struck, and is itself again when it comes back elsewhere", () => {
    const cut = run(start([a, b, c], [a, b, c]), { do: "text", text: `${b}\n${c}` });
    expect(drawn(cut)).toEqual([`[${a}]`, b, c]);
    const back = run(cut, { do: "text", text: `${b}\n${c}\n${a}` });
    expect(drawn(back)).toEqual([b, c, a]);
    expect(back.rows.at(-1)).toMatchObject({ id: 0, registered: a });
  });
});

describe("a list from outside", () => {
  it("without the blank rows is the same rows", () => {
    const state = run(
      start([a, b], [a, b]),
      { do: "remove", id: 0 },
      { do: "add" },
      { do: "type", id: 1, url: c },
    );
    const sent = rebuildRows(state, [c], [a, b]);
    expect(drawn(sent)).toEqual([`[${a}]`, c]);
    expect(sent.rows[1]).toMatchObject({ id: 1, registered: b });
  });

  it("after a save nothing is struck any more", () => {
    const state = run(start([a, b], [a, b]), { do: "remove", id: 0 });
    expect(drawn(rebuildRows(state, [b], [b]))).toEqual([b]);
  });

  it("what was discarded is back", () => {
    const state = run(start([a, b], [a, b]), { do: "remove", id: 0 });
    expect(drawn(rebuildRows(state, [a, b], [a, b]))).toEqual([a, b]);
  });
});

describe("over any acts", () => {
  const url = fc.constantFrom("", a, b, c, "http://localhost:8020-8022", " x y ", "ü", "\u200b");
  const id = fc.nat({ max: 8 });
  const action: fc.Arbitrary<EditorAction> = fc.oneof(
    fc.record({ do: fc.constant("type" as const), id, url }),
    fc.record({ do: fc.constant("add" as const), below: id }),
    fc.record({
      do: fc.constantFrom("remove" as const, "restore" as const, "check" as const, "expand" as const),
      id,
    }),
    fc.record({
      do: fc.constant("paste" as const),
      id,
      text: fc.array(url).map((all) => all.join("\n")),
      start: fc.nat({ max: 3 }),
      end: fc.nat({ max: 9 }),
    }),
    fc.record({ do: fc.constant("fix" as const), id, url }),
    fc.record({ do: fc.constant("text" as const), text: fc.array(url).map((all) => all.join("\n")) }),
    fc.record({ do: fc.constantFrom("check-all" as const, "undo" as const, "dismiss" as const) }),
  );
  const state = fc
    .tuple(
      fc.array(url, { maxLength: 5 }),
      fc.uniqueArray(fc.constantFrom(a, b, c)),
      fc.array(action, { maxLength: 12 }),
    )
    .map(([urls, existing, actions]) => ({ existing, state: run(start(urls, existing), ...actions) }));

  it("ids stay unique, there is always a row, and no registered URL gets lost", () => {
    fc.assert(
      fc.property(state, ({ existing, state: { rows, nextId } }) => {
        expect(rows.length).toBeGreaterThan(0);
        expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
        expect(Math.max(...rows.map((row) => row.id))).toBeLessThan(nextId);
        const kept = rows.flatMap(({ registered }) => registered ?? []);
        expect(kept.toSorted()).toEqual(existing.toSorted());
        for (const row of rows) if (row.removed) expect(row.url).toBe(row.registered);
      }),
      { numRuns: 3000 },
    );
  });

  it("undo right after an act gives back the rows", () => {
    fc.assert(
      fc.property(state, action, ({ state: before }, act) => {
        const after = reduceEditor({ ...before, change: undefined }, act);
        if (!after.change) return;
        const rows = (each: EditorState) =>
          each.rows.map(({ url, removed, registered }) => ({ url, removed, registered }));
        expect(rows(reduceEditor(after, { do: "undo" }))).toEqual(rows(before));
      }),
      { numRuns: 3000 },
    );
  });

  it("rows to text and back is the same rows", () => {
    fc.assert(
      fc.property(state, ({ state: before }) => {
        if (activeRows(before).length === 0) return;
        const after = reduceEditor(before, { do: "text", text: urlsOf(before).join("\n") });
        expect(after.rows).toEqual(before.rows);
      }),
      { numRuns: 3000 },
    );
  });
});
