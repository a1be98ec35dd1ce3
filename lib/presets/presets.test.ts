import { describe, expect, it } from "vitest";
import { applyPreset, type HostAnswers } from "@/lib/presets/apply-preset";
import type { Preset } from "@/lib/presets/preset-schema";
import { presets } from "@/lib/presets/presets";
import { searchPresets } from "@/lib/presets/search-presets";
import { productWithoutSingleUse } from "@/lib/presets/single-use";
import { emptyAccountIndex } from "@/lib/redirect-urls/account-index";
import { checkRedirectUrls } from "@/lib/redirect-urls/check-redirect-urls";
import { knownScopes } from "@/lib/scopes";
import { consoleOrigin, exampleHosts, requestOf } from "@/lib/testing/presets";

const byId = (id: string): Preset => {
  const preset = presets.find((each) => each.id === id);
  if (!preset) throw new Error(`There is no preset ${id}.`);
  return preset;
};

describe.each(presets.map((preset) => [preset.id, preset] as const))("%s", (_id, preset) => {
  it("passes our own checks", () => {
    const request = requestOf(preset);
    expect(request.redirect_urls).toHaveLength(preset.redirect_urls.length);
    expect(request.redirect_urls.join()).not.toMatch(/[{}]/);
    expect(request.scopes.every((scope) => knownScopes.includes(scope))).toBe(true);
    const { confidential } = request;
    const context = { confidential, consoleOrigin, strict: true, others: emptyAccountIndex };
    const verdicts = checkRedirectUrls(request.redirect_urls, context);
    expect(JSON.stringify(verdicts)).not.toContain('"reject"');
  });

  it("has a redirect URL, or says why it comes later", () => {
    expect(preset.redirect_urls.length > 0 || preset.completes_later !== undefined).toBe(true);
  });

  it("gives each choice a URL of its own", () => {
    for (const host of preset.hosts)
      if (host.kind === "choice") {
        const urls = host.options.map(({ value }) =>
          requestOf(preset, { ...exampleHosts(preset), [host.id]: value }).redirect_urls.join(),
        );
        expect(new Set(urls).size).toBe(host.options.length);
      }
  });

  it("refuses junk for a host", () => {
    for (const host of preset.hosts)
      expect(() => applyPreset(preset, { hosts: { ...exampleHosts(preset), [host.id]: "?!" } })).toThrow(
        RangeError,
      );
  });
});

it.each<[string, HostAnswers, string[]]>([
  [
    "posit-connect",
    { connect: "connect.acme.com" },
    ["https://connect.acme.com/__oauth__/integrations/callback"],
  ],
  [
    "posit-connect-workbench",
    { connect: "c.acme.com", workbench: "https://w.acme.com/" },
    ["https://c.acme.com/__oauth__/integrations/callback", "https://w.acme.com/oauth_redirect_callback"],
  ],
  ["power-apps", {}, []],
  ["python-local", { port: "5098" }, ["http://127.0.0.1:5098/callback"]],
  [
    "dbt-platform",
    { dbt: "https://emea.dbt.com/settings" },
    ["https://emea.dbt.com/callback", "https://emea.dbt.com/complete/databricks"],
  ],
  ["tableau-server", { tableau: "bi.acme.com" }, ["https://bi.acme.com/auth/add_oauth_token"]],
  ["tableau-cloud", { tableau: "prod-uk-a" }, ["https://prod-uk-a.online.tableau.com/auth/add_oauth_token"]],
  [
    "sigma",
    { sigma: "api.eu.azure.sigmacomputing.com" },
    ["https://api.eu.azure.sigmacomputing.com/api/v2/oauth/1/authcode"],
  ],
  ["carto", { carto: "acme" }, ["https://acme.app.carto.com/connections/oauth/databricks/callback"]],
])("%s gives the URLs its vendor documents", (id, hosts, urls) => {
  expect(applyPreset(byId(id), { hosts }).redirect_urls).toEqual(urls);
});

it("is found by name, by other names, and by any of its words", () => {
  const found = (text: string) => searchPresets(presets, text).map(({ id }) => id);
  expect(found("")).toHaveLength(presets.length);
  expect(found("rstudio")).toContain("posit-workbench");
  expect(found("dbt cloud")).toEqual(["dbt-platform"]);
  expect(found("CLAUDE")).toEqual(["mcp-client"]);
  expect(found("nothing like it")).toEqual([]);
});

describe("single-use refresh tokens", () => {
  it.each([
    [["https://bi.acme.com/auth/add_oauth_token"], "Tableau"],
    [["https://acme.com/cb", "https://PROD-uk-a.online.tableau.com/other"], "Tableau"],
    [["https://bi.acme.com:8443/tableau/auth/add_oauth_token?x=1"], "Tableau"],
    [["https://online.tableau.com.evil.example/cb"], undefined],
    [["https://app.example.com/callback", "not a url", ""], undefined],
    [[], undefined],
  ])("%j: %s", (urls, product) => {
    expect(productWithoutSingleUse(urls)).toBe(product);
  });

  it("are off in every preset of a product that breaks with them", () => {
    for (const preset of presets) {
      const { redirect_urls, token_access_policy } = requestOf(preset);
      if (productWithoutSingleUse(redirect_urls) !== undefined)
        expect(token_access_policy?.enable_single_use_refresh_tokens ?? false).toBe(false);
    }
  });
});
