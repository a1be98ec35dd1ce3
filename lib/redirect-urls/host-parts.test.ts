import { expect, it } from "vitest";
import { hostParts } from "./host-parts";

it.each([
  [
    "https://app.example.co.uk:8443/cb",
    "https://",
    "app.example.co.uk",
    ":8443/cb",
    "example.co.uk",
    undefined,
  ],
  ["https://u:p@app.example.com", "https://u:p@", "app.example.com", "", "example.com", undefined],
  ["http://[::1]:80/?x=1", "http://", "[::1]", ":80/?x=1", undefined, undefined],
  ["http://127.0.0.1/", "http://", "127.0.0.1", "/", undefined, undefined],
  ["http://localhost", "http://", "localhost", "", undefined, undefined],
  ["https://xn--mnchen-3ya.de/", "https://", "xn--mnchen-3ya.de", "/", "xn--mnchen-3ya.de", "münchen.de"],
  ["//app.example.com/cb", "//", "app.example.com", "/cb", "example.com", undefined],
])("%s", (url, before, host, after, registrable, unicode) => {
  expect(hostParts(url)).toEqual({ before, host, after, registrable, unicode });
});

it.each(["", "mailto:x@y", "https://", "http://[::1/", "app.example.com/cb"])(
  "finds no host in %j",
  (url) => {
    expect(hostParts(url)).toBeUndefined();
  },
);
