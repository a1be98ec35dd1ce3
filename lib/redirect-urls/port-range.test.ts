import { expect, it } from "vitest";
import { checkRedirectUrl } from "./check-redirect-url";
import { expandPortRange, mostPorts } from "./port-range";

it.each([
  [
    "http://localhost:{8020-8022}/cb",
    ["http://localhost:8020/cb", "http://localhost:8021/cb", "http://localhost:8022/cb"],
  ],
  ["http://localhost:8020-8021", ["http://localhost:8020", "http://localhost:8021"]],
  ["http://[::1]:{8020-8020}?x=1", ["http://[::1]:8020?x=1"]],
])("expands %s", (url, urls) => {
  expect(expandPortRange(url)).toMatchObject({ urls });
});

it.each([
  ["http://localhost:{8040-8020}/", /higher/],
  ["http://localhost:{0-10}/", /1 to 65535/],
  ["http://localhost:{65530-65536}/", /1 to 65535/],
  [`http://localhost:{8000-${8000 + mostPorts}}/`, /at most 64/],
])("explains what is wrong with %s", (url, problem) => {
  expect(expandPortRange(url)).toMatchObject({ problem: expect.stringMatching(problem) });
});

it.each([
  "http://localhost:8020/",
  "http://a.example/{1-3}",
  "http://a.example/x:1-3",
  "http://a-1.example/",
  "{1-3}",
  "",
])("leaves %j alone", (url) => {
  expect(expandPortRange(url)).toBeUndefined();
});

it("expands the usual range into entries that are accepted", () => {
  const range = expandPortRange("http://localhost:{8020-8040}/oauth/callback");
  const urls = range && "urls" in range ? range.urls : [];
  expect(urls).toHaveLength(21);
  const context = { confidential: false, consoleOrigin: "https://console.example.com", strict: false };
  for (const url of urls) expect(checkRedirectUrl(url, context).level).toBe("note");
});
