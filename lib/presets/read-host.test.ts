import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PresetHost } from "@/lib/presets/preset-schema";
import { readHost } from "@/lib/presets/read-host";

const connect: PresetHost = {
  id: "connect",
  kind: "host",
  label: "Posit Connect host",
  example: "connect.example.com",
};
const carto: PresetHost = {
  id: "carto",
  kind: "host",
  label: "CARTO tenant",
  example: "acme.app.carto.com",
  suffix: ".app.carto.com",
  domains: [".app.carto.com"],
};
const workspace: PresetHost = {
  id: "workspace",
  kind: "host",
  label: "Workspace host",
  example: "dbc-1.cloud.databricks.com",
  domains: [".cloud.databricks.com"],
};
const port: PresetHost = { id: "port", kind: "port", label: "Port", default: 8020 };

describe("a host", () => {
  it.each([
    ["connect.example.com", "connect.example.com"],
    [" Connect.Example.com \n", "connect.example.com"],
    ["https://connect.example.com", "connect.example.com"],
    ["https://connect.example.com/", "connect.example.com"],
    ["connect.example.com.", "connect.example.com"],
    ["connect.example.com:3939", "connect.example.com:3939"],
    ["https://connect.example.com:443/", "connect.example.com"],
    ["<https://connect.example.com>", "connect.example.com"],
    ["\u200bconnect.example.com\u200b", "connect.example.com"],
    ["münchen.example", "xn--mnchen-3ya.example"],
    ["10.0.0.7:3939", "10.0.0.7:3939"],
    ["localhost:3939", "localhost:3939"],
  ])("%j is read as %s", (text, value) => {
    expect(readHost(connect, text)).toEqual({ value });
  });

  it("tells what it left out", () => {
    expect(readHost(connect, "http://connect.example.com/connect/#/apps")).toEqual({
      value: "connect.example.com",
      note: "Left out /connect/#/apps: the path comes from the preset. The redirect URL uses https.",
    });
  });

  it.each([
    ["", /^Enter the Posit Connect host, such as connect\.example\.com\.$/],
    ["   ", /^Enter the Posit Connect host/],
    ["connect", /is not a host/],
    ["hello world", /one host/],
    ["https://a.example.com, https://b.example.com", /one host/],
    ["ftp://connect.example.com", /is not a host/],
    ["javascript:alert(1)", /is not a host/],
    ["*.example.com", /is not a host/],
    ["https://me:secret@connect.example.com", /before the @/],
    ["connect.example.com:99999", /is not a host/],
    ["https://", /./],
    ["a..example.com", /./],
    ["0.0.0.0", /./],
    ["dbc-1.cloud.databricks.com", /Databricks’ own/],
    ["adb-1.7.azuredatabricks.net", /Databricks’ own/],
  ])("%j is refused with words", (text, words) => {
    expect(readHost(connect, text)).toEqual({ problem: expect.stringMatching(words) });
  });

  it("of a known domain is completed, and any other is refused", () => {
    expect(readHost(carto, "acme")).toEqual({ value: "acme.app.carto.com" });
    expect(readHost(carto, "https://acme.app.carto.com/maps")).toMatchObject({ value: "acme.app.carto.com" });
    for (const text of ["maps.example.com", "acme.app.carto.com.evil.example", ".app.carto.com"])
      expect(readHost(carto, text)).toHaveProperty("problem");
    expect(readHost(workspace, "dbc-1.cloud.databricks.com")).toEqual({
      value: "dbc-1.cloud.databricks.com",
    });
    expect(readHost(workspace, "app.example.com")).toEqual({
      problem: "“app.example.com” cannot be it: the workspace host ends in .cloud.databricks.com.",
    });
  });

  it("is only ever a host with a port, whatever was typed", () => {
    const pieces = fc.constantFrom(
      "https://",
      "a.example.com",
      "/",
      "@",
      ":",
      "443",
      "{port}",
      "#",
      "?",
      "\\",
      " ",
      "é",
    );
    const typed = fc.oneof(
      fc.string({ unit: "binary", maxLength: 30 }),
      fc.array(pieces).map((all) => all.join("")),
    );
    fc.assert(
      fc.property(typed, (text) => {
        const read = readHost(connect, text);
        if ("value" in read) expect(new URL(`https://${read.value}/x`).href).toBe(`https://${read.value}/x`);
        else expect(read.problem).toMatch(/\.$/);
      }),
      { numRuns: 3000 },
    );
  });
});

it("a port is a number in range", () => {
  expect(readHost(port, " 8020 ")).toEqual({ value: "8020" });
  expect(readHost(port, "080")).toEqual({ value: "80" });
  for (const text of ["", "0", "65536", "80a", "-1", "8020-8040", "1e3"])
    expect(readHost(port, text)).toHaveProperty("problem");
});
