import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cloudOfHost, isLoopback } from "@/lib/server/account-host";

const known = [
  ["accounts.cloud.databricks.com", "AWS"],
  ["accounts.cloud.databricks.us", "AWS"],
  ["accounts-dod.cloud.databricks.mil", "AWS"],
  ["accounts-dod.cloud.databricks.us", "AWS"],
  ["accounts.azuredatabricks.net", "Azure"],
  ["accounts.azuredatabricks.us", "Azure"],
  ["accounts.azuredatabricks.cn", "Azure"],
  ["accounts.databricks.azure.cn", "Azure"],
  ["accounts.gcp.databricks.com", "GCP"],
] as const;
const hosts = known.map(([host]) => host);

describe("the cloud of a host", () => {
  test.each(known)("%s is %s", (host, cloud) => {
    expect(cloudOfHost(`https://${host}`)).toBe(cloud);
    expect(cloudOfHost(`https://${host.toUpperCase()}/`)).toBe(cloud);
  });

  test.each([
    "https://databricks.com",
    "https://cloud.databricks.com",
    "https://adb-1.1.azuredatabricks.net",
    "https://accounts.cloud.databricks.com.",
    "https://accounts.cloud.databricks.com:8443",
    "https://accounts.cloud.databricks.com:80",
    "https://accounts.cloud.databricks.com@evil.example",
    "https://accounts.cloud.databricks.com.evil.example",
    "https://evil.example/accounts.cloud.databricks.com",
    "https://accountsXcloud.databricks.com",
    "https://accounts.clоud.databricks.com",
    "https://constructor",
    "https://__proto__",
    "https://toString",
    "https://hasownproperty",
    "http://localhost:4400",
  ])("%s is unknown", (origin) => {
    expect(cloudOfHost(origin)).toBeUndefined();
  });

  test("no name but the listed ones is known", () => {
    const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,6}[a-z0-9])?$/);
    const changed = fc
      .tuple(
        fc.constantFrom(...hosts),
        fc.nat(),
        fc.nat({ max: 2 }),
        fc.oneof(label, fc.constantFrom(".", "-", "")),
      )
      .map(([host, at, length, text]) => {
        const index = at % (host.length + 1);
        return host.slice(0, index) + text + host.slice(index + length);
      });
    fc.assert(
      fc.property(changed, (host) => {
        fc.pre(URL.canParse(`https://${host}`));
        const listed = known.find(([name]) => name === host);
        expect(cloudOfHost(`https://${host}`)).toBe(listed?.[1]);
      }),
      { numRuns: 5_000 },
    );
  });
});

describe("this machine", () => {
  test.each([
    "http://localhost",
    "http://LOCALHOST:3000/x",
    "http://emulator.localhost",
    "http://a.b.localhost",
    "http://127.0.0.1",
    "http://127.255.255.255:4400",
    "http://127.1",
    "http://0x7f000001",
    "http://2130706433",
    "http://[::1]:4400",
    "http://[0:0:0:0:0:0:0:1]",
    "https://localhost",
  ])("is %s", (url) => {
    expect(isLoopback(new URL(url))).toBe(true);
  });

  test.each([
    "http://localhost.evil.example",
    "http://evillocalhost",
    "http://localhost.",
    "http://127.0.0.1.evil.example",
    "http://1127.0.0.1.example",
    "http://128.0.0.1",
    "http://12.7.0.0",
    "http://0.0.0.0",
    "http://10.0.0.1",
    "http://192.168.0.1",
    "http://169.254.169.254",
    "http://[::]",
    "http://[::2]",
    "http://[::ffff:127.0.0.1]",
    "http://[fe80::1]",
    "http://localhost@evil.example",
    "http://evil.example/localhost",
    "http://evil.example#localhost",
  ])("is not %s", (url) => {
    expect(isLoopback(new URL(url))).toBe(false);
  });

  test("is 127.0.0.0/8 and no other IPv4 address", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.ipV4(),
          fc.nat({ max: 0xffffff }).map((rest) => String(0x7f000000 + rest)),
        ),
        (address) => {
          const { hostname } = new URL(`http://${address}`);
          expect(isLoopback(new URL(`http://${address}`))).toBe(hostname.startsWith("127."));
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
