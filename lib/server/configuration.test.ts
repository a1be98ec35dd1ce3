import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { account_id } from "@/lib/server/testing/account";
import {
  account,
  other_id,
  parse,
  parseFile,
  refusalOf,
  secrets,
  type Variables,
  valid,
} from "@/lib/server/testing/configuration";

describe("a console is started with", () => {
  test("one account", () => {
    const configuration = parse({});
    expect(configuration).toMatchObject({
      accounts: [
        {
          account_id,
          host: "https://accounts.cloud.databricks.com",
          client_id: "11111111-0000-4000-8000-000000000000",
          label: "Databricks account",
          cloud: "AWS",
        },
      ],
      origin: "https://latchkey.example.com",
      databaseUrl: valid.DATABASE_URL,
      dataDir: "data",
      logLevel: "info",
    });
    expect(configuration.secret.reveal()).toBe(secrets.session);
    expect(configuration.accounts[0]?.client_secret?.reveal()).toBe(secrets.client);
  });

  test("a public client, SQLite and the usual port when nothing is said about them", () => {
    const configuration = parse({
      DATABRICKS_CLIENT_SECRET: "",
      NEXTAUTH_URL: "",
      DATABASE_URL: "",
      PORT: "",
    });
    expect(configuration).toMatchObject({ origin: "http://localhost:3000", databaseUrl: undefined });
    expect(configuration.accounts[0]?.client_secret).toBeUndefined();
    expect(parse({ NEXTAUTH_URL: undefined, PORT: "8080" }).origin).toBe("http://localhost:8080");
  });

  test.each([
    ["https://accounts.cloud.databricks.com/", "https://accounts.cloud.databricks.com", "AWS"],
    ["HTTPS://Accounts.Azuredatabricks.NET:443", "https://accounts.azuredatabricks.net", "Azure"],
    ["https://accounts.gcp.databricks.com", "https://accounts.gcp.databricks.com", "GCP"],
    ["http://localhost:4400", "http://localhost:4400", undefined],
    ["http://127.0.0.1:4400/", "http://127.0.0.1:4400", undefined],
    ["http://[::1]:4400", "http://[::1]:4400", undefined],
    ["https://emulator.localhost", "https://emulator.localhost", undefined],
  ])("the host %s", (value, origin, cloud) => {
    expect(parse({ DATABRICKS_HOST: value }).accounts[0]).toMatchObject({ host: origin, cloud });
  });

  test.each([
    ["https://latchkey.example.com:8443/", "https://latchkey.example.com:8443"],
    ["http://localhost:3000", "http://localhost:3000"],
    ["http://127.0.0.1", "http://127.0.0.1"],
    ["HTTPS://Latchkey.Example.COM", "https://latchkey.example.com"],
  ])("the address %s", (value, origin) => {
    expect(parse({ NEXTAUTH_URL: value }).origin).toBe(origin);
  });

  test("a weak secret against this machine only", () => {
    const emulator = { DATABRICKS_HOST: "http://localhost:4400", NEXTAUTH_SECRET: "x" };
    expect(parse(emulator).secret.reveal()).toBe("x");
    const accounts = [
      { ...account, host: "http://localhost:4400" },
      { ...account, account_id: other_id },
    ];
    expect(refusalOf(() => parseFile({ accounts }, { NEXTAUTH_SECRET: "x" }))).toMatch(/^NEXTAUTH_SECRET: /);
  });

  test("the secrets that were replaced, newest first, after the one in use", () => {
    const reveal = (changes: Variables) => parse(changes).secrets.map((secret) => secret.reveal());
    expect(reveal({})).toEqual([secrets.session]);
    expect(reveal({ NEXTAUTH_SECRET_PREVIOUS: "" })).toEqual([secrets.session]);
    expect(reveal({ NEXTAUTH_SECRET_PREVIOUS: "older, oldest" })).toEqual([
      secrets.session,
      "older",
      "oldest",
    ]);
  });

  test("a secret of exactly 32 characters, twelve of them different", () => {
    const secret = "abcdefghijkl".padEnd(32, "l");
    expect(parse({ NEXTAUTH_SECRET: secret }).secret.reveal()).toBe(secret);
  });

  test("several accounts in a file, in its order", () => {
    const accounts = [
      { ...account, label: "Production" },
      { account_id: other_id, host: "http://localhost:4400", client_id: "c2", cloud: "GCP" },
    ];
    const configuration = parseFile({ accounts, $schema: "ignored" });
    expect(configuration.accounts).toMatchObject([
      { account_id, host: account.host, client_id: "c1", label: "Production", cloud: "Azure" },
      {
        account_id: other_id,
        client_id: "c2",
        client_secret: undefined,
        label: "Databricks account",
        cloud: "GCP",
      },
    ]);
  });

  test.each([
    ["", 1_440],
    ["15m", 15],
    ["90m", 90],
    ["1h", 60],
    ["7d", 10_080],
    ["10080m", 10_080],
  ])("the lifetime of a sealed secret %j", (LATCHKEY_SECRET_LIFETIME, minutes) => {
    expect(parse({ LATCHKEY_SECRET_LIFETIME }).secretLifetime).toBe(minutes * 60_000);
  });

  test("the retention of settled changes", () => {
    const day = 86_400_000;
    expect(parse({}).intentRetention).toBe(90 * day);
    expect(parse({ LATCHKEY_INTENT_RETENTION: "400d" }).intentRetention).toBe(400 * day);
    expect(refusalOf(() => parse({ LATCHKEY_INTENT_RETENTION: "6d" }))).toMatch(
      /^LATCHKEY_INTENT_RETENTION: is not a time from 7d to 3650d\. /,
    );
  });

  test.each(["fatal", "error", "warn", "info", "debug", "silent"])("the log level %s", (LOG_LEVEL) => {
    expect(parse({ LOG_LEVEL }).logLevel).toBe(LOG_LEVEL);
  });

  test.each([
    ["", "default"],
    ["default", "default"],
    ["strict", "strict"],
  ])("the redirect policy %j", (REDIRECT_POLICY, redirectPolicy) => {
    expect(parse({ REDIRECT_POLICY })).toMatchObject({ redirectPolicy });
  });

  test("nothing in it that shows a secret when it is printed", () => {
    const configuration = parse({ DATABASE_URL: "" });
    for (const shown of [
      inspect(configuration, { depth: null, showHidden: true }),
      JSON.stringify(configuration),
    ])
      for (const secret of Object.values(secrets)) expect(shown).not.toContain(secret);
  });
});
