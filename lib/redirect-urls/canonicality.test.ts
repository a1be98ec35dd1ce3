import { expect, it } from "vitest";
import { hrefDiffers, withoutPort } from "./canonicality";

it.each([
  ["https://a.example/cb", false],
  ["https://a.example", false],
  ["com.example.app:/cb", false],
  ["https://A.example/cb", true],
  ["https://a.example:443/cb", true],
  ["https://a.example/a/../cb", true],
  ["https://a.example?x=1", true],
  ["https://xn--0.example/cb", true],
  ["/cb", true],
])("%s is rewritten or refused by browsers: %s", (url, differs) => {
  expect(hrefDiffers(url, false)).toBe(differs);
});

it("lets a default port pass that is already reported", () => {
  expect(hrefDiffers("https://a.example:443/cb", true)).toBe(false);
  expect(hrefDiffers("https://a.example:443", true)).toBe(false);
  expect(hrefDiffers("https://A.example:443/cb", true)).toBe(true);
});

it.each([
  ["https://a.example:443/cb:1", "https://a.example/cb:1"],
  ["http://[::1]:80", "http://[::1]"],
  ["http://[::1]/", "http://[::1]/"],
  ["com.example.app:/cb:1", "com.example.app:/cb:1"],
])("takes the port out of %s", (url, expected) => {
  expect(withoutPort(url)).toBe(expected);
});
