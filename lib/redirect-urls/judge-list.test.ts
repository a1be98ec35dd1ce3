import { describe, expect, it } from "vitest";
import { indexAccount } from "./account-index";
import { noRows } from "./editor-row";
import { reduceEditor } from "./editor-rows";
import { rebuildRows } from "./editor-start";
import { editorVerdicts } from "./editor-verdicts";
import { blockedRedirectUrls, redirectUrlWarnings, type SaveContext } from "./judge-list";

const context: SaveContext = { confidential: true, consoleOrigin: "https://latchkey.example", strict: false };
const good = "https://a.example.com/cb";
const clear = "http://b.example.com/cb";
const broken = "https://A.example.com/other";

describe("what is in the way of a save", () => {
  const blocked = (urls: string[], more: Partial<SaveContext> = {}) =>
    blockedRedirectUrls(urls, { ...context, ...more }).map(({ index, code }) => [index, code]);

  it("counts blank rows but does not judge them", () => {
    expect(blocked(["", good, "  ", "x"])).toContainEqual([3, "not-absolute"]);
    expect(blocked(["", good, " "])).toEqual([]);
  });

  it("a registered URL may stay, a new one like it may not", () => {
    expect(blocked([broken], { existing: [broken] })).toEqual([]);
    expect(blocked([broken])).toEqual([[0, "case-host"]]);
  });

  it("of equal URLs the later one, also when both are registered spellings", () => {
    expect(blocked([good, clear, good])).toEqual([[2, "duplicate"]]);
    expect(blocked([good, good], { existing: [good] })).toEqual([[1, "duplicate"]]);
    expect(blocked([good, good], { existing: [good, good] })).toEqual([]);
  });

  it("of two spellings the added one", () => {
    expect(blocked(["https://a.example.com/other", broken], { existing: [broken] })).toEqual([
      [0, "duplicate-letters"],
    ]);
  });

  it("strict refuses what is only warned of otherwise", () => {
    expect(blocked([clear])).toEqual([]);
    expect(blocked([clear], { strict: true })).toEqual([[0, "http-cleartext"]]);
  });
});

describe("what has to be accepted", () => {
  const codes = (urls: string[], more: Partial<SaveContext> = {}) =>
    redirectUrlWarnings(urls, { ...context, ...more }).map(({ url, code }) => [url, code]);

  it("warnings of added URLs only", () => {
    expect(codes([good, clear])).toEqual([[clear, "http-cleartext"]]);
    expect(codes([good, clear], { existing: [clear] })).toEqual([]);
    expect(codes([], { existing: [good] })).toEqual([]);
  });

  it("warnings about several URLs once the change brings them about", () => {
    const twin = "http://a.example.com/cb";
    expect(codes([good, twin], { existing: [twin] })).toEqual([[good, "http-twin"]]);
    expect(codes([good, twin, "https://c.example.com/cb"], { existing: [good, twin] })).toEqual([]);
  });
});

describe("what the editor shows", () => {
  const shown = (state: ReturnType<typeof rebuildRows>, more: Partial<SaveContext> = {}) => {
    const { rows, list } = editorVerdicts(state.rows, { ...context, ...more });
    return {
      rows: state.rows.map(({ id }) => rows.get(id)?.map(({ code }) => code) ?? []),
      list: list.map(({ code }) => code),
    };
  };
  const typed = (url: string) => reduceEditor(rebuildRows(noRows, [""], []), { do: "type", id: 0, url });

  it("nothing before the row is left, and then everything, worst first", () => {
    const state = typed("http://Localhost:8020/?x=1#");
    expect(shown(state).rows).toEqual([[]]);
    expect(shown(reduceEditor(state, { do: "check", id: 0 })).rows[0]).toEqual([
      "fragment",
      "case-host",
      "localhost-name",
      "query",
    ]);
  });

  it("what is mended goes at once, and nothing new comes while writing", () => {
    const left = reduceEditor(typed("https://A.example.com/#"), { do: "check", id: 0 });
    const mended = reduceEditor(left, { do: "type", id: 0, url: "https://A.example.com/?" });
    expect(shown(mended).rows).toEqual([["case-host"]]);
  });

  it("a registered URL that breaks a rule is a warning", () => {
    const state = rebuildRows(noRows, [broken], [broken]);
    const { rows } = editorVerdicts(state.rows, { ...context, existing: [broken] });
    expect(rows.get(0)?.[0]).toMatchObject({ code: "case-host", level: "warn", kept: true });
  });

  it("names the twin of a duplicate, other connections, and findings about several rows", () => {
    const others = indexAccount([{ integration_id: "1", name: "dbt", redirect_urls: [good] }]);
    const state = rebuildRows(noRows, [good, good, `${good}/`], []);
    const { rows, list } = editorVerdicts(state.rows, { ...context, others });
    expect(rows.get(1)?.[0]).toMatchObject({ code: "duplicate", details: ["as URL 1"] });
    expect(rows.get(0)?.[0]).toMatchObject({
      code: "shared-url",
      connections: [{ integration_id: "1", name: "dbt" }],
    });
    expect(list).toMatchObject([{ code: "slash-twin", ids: [0, 1, 2] }]);
  });
});
