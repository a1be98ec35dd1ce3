import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ConfigurationError, parseConfiguration } from "@/lib/server/configuration";
import { codeUnits } from "@/lib/testing/arbitraries";

type Variables = Record<string, string | undefined>;

const account_id = "0d26daa6-5e44-4c97-a497-ef015f91254a";
const other_id = "11111111-2222-4333-8444-555555555555";
/** Texts that no message may repeat. */
const secrets = {
  client: "dose-client-0123456789abcdef",
  session: "Zx8-session-vQ2rT5yU7iO9pA1sD3fG",
  password: "p4ssw0rd-of-somebody",
};

const valid: Variables = {
  DATABRICKS_HOST: "https://accounts.cloud.databricks.com",
  DATABRICKS_ACCOUNT_ID: account_id,
  DATABRICKS_CLIENT_ID: "11111111-0000-4000-8000-000000000000",
  DATABRICKS_CLIENT_SECRET: secrets.client,
  NEXTAUTH_URL: "https://latchkey.example.com",
  NEXTAUTH_SECRET: secrets.session,
  DATABASE_URL: `postgresql://latchkey:${secrets.password}@db.example.com/latchkey`,
};

const account = {
  account_id,
  host: "https://accounts.azuredatabricks.net",
  client_id: "c1",
  client_secret: secrets.client,
};

const noFile = (): string => {
  throw Object.assign(new Error("ENOENT: no such file"), { code: "ENOENT" });
};
const parse = (changes: Variables, readFile: (path: string) => string = noFile) =>
  parseConfiguration({ ...valid, ...changes }, readFile);

/** A configuration by file. `content` is written as JSON unless it is text already. */
function parseFile(content: unknown, changes: Variables = {}) {
  const { NEXTAUTH_URL, NEXTAUTH_SECRET } = valid;
  const text = typeof content === "string" ? content : JSON.stringify(content);
  return parseConfiguration(
    { LATCHKEY_ACCOUNTS_FILE: "/etc/latchkey/accounts.json", NEXTAUTH_URL, NEXTAUTH_SECRET, ...changes },
    (path) => (path === "/etc/latchkey/accounts.json" ? text : noFile()),
  );
}

function refusalOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message;
    throw error;
  }
  throw new Error("It was accepted.");
}

function expectOneClearLine(message: string, variable: string): void {
  expect(message.startsWith(`${variable}: `)).toBe(true);
  expect(message).toMatch(/^[A-Z_]+(, accounts\[\d+\]\.\w+)?: \S.*\.( See .*\.)?$/u);
  expect(message).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  for (const secret of Object.values(secrets)) expect(message).not.toContain(secret);
}

const host = "DATABRICKS_HOST";
const misconfigurations: [what: string, variable: string, changes: Variables][] = [
  ["no host", host, { [host]: undefined }],
  ["an empty host", host, { [host]: "" }],
  ["a blank host", host, { [host]: " " }],
  ["a host without a scheme", host, { [host]: "accounts.cloud.databricks.com" }],
  ["a scheme without a host", host, { [host]: "https://" }],
  ["a host with a path", host, { [host]: "https://accounts.cloud.databricks.com/settings" }],
  ["a host with a query", host, { [host]: `https://accounts.cloud.databricks.com/?o=${secrets.client}` }],
  ["a host with a fragment", host, { [host]: "https://accounts.cloud.databricks.com/#x" }],
  [
    "a host with a password",
    host,
    { [host]: `https://me:${secrets.password}@accounts.cloud.databricks.com` },
  ],
  [
    "a host after an account host as user",
    host,
    { [host]: "https://accounts.cloud.databricks.com@evil.example" },
  ],
  ["an account host over plain http", host, { [host]: "http://accounts.cloud.databricks.com" }],
  ["a workspace as host", host, { [host]: "https://adb-1.1.azuredatabricks.net" }],
  ["a wildcard host", host, { [host]: "https://*.cloud.databricks.com" }],
  ["an account host as a prefix", host, { [host]: "https://accounts.cloud.databricks.com.evil.example" }],
  ["an account host as a suffix", host, { [host]: "https://xaccounts.cloud.databricks.com" }],
  ["an account host on another port", host, { [host]: "https://accounts.cloud.databricks.com:8443" }],
  ["an account host with a trailing dot", host, { [host]: "https://accounts.cloud.databricks.com." }],
  ["an unknown host", host, { [host]: "https://accounts.example.com" }],
  ["the name of a built-in member as host", host, { [host]: "https://constructor" }],
  ["an address of the local network", host, { [host]: "http://192.168.1.10" }],
  ["a name that only starts with localhost", host, { [host]: "http://localhost.evil.example" }],
  ["a name that only ends with localhost", host, { [host]: "http://evil-localhost" }],
  ["a name that only starts with 127.0.0.1", host, { [host]: "http://127.0.0.1.evil.example" }],
  ["this machine over ftp", host, { [host]: "ftp://localhost" }],
  ["this machine over a web socket", host, { [host]: "ws://localhost:4400" }],
  ["this machine over a scheme of no one", host, { [host]: "x://localhost/" }],
  ["a file as host", host, { [host]: "file:///etc/passwd" }],
  ["a secret in place of the host", host, { [host]: secrets.client }],
  ["no account id", "DATABRICKS_ACCOUNT_ID", { DATABRICKS_ACCOUNT_ID: "" }],
  ["an account id that is a name", "DATABRICKS_ACCOUNT_ID", { DATABRICKS_ACCOUNT_ID: "our-account" }],
  ["an account id in braces", "DATABRICKS_ACCOUNT_ID", { DATABRICKS_ACCOUNT_ID: `{${account_id}}` }],
  ["an account id with a line break", "DATABRICKS_ACCOUNT_ID", { DATABRICKS_ACCOUNT_ID: `${account_id}\n` }],
  [
    "a path as account id",
    "DATABRICKS_ACCOUNT_ID",
    { DATABRICKS_ACCOUNT_ID: `${account_id}/../${account_id}` },
  ],
  ["a secret in place of the account id", "DATABRICKS_ACCOUNT_ID", { DATABRICKS_ACCOUNT_ID: secrets.client }],
  ["no client id", "DATABRICKS_CLIENT_ID", { DATABRICKS_CLIENT_ID: undefined }],
  ["a public address over http", "NEXTAUTH_URL", { NEXTAUTH_URL: "http://latchkey.example.com" }],
  ["an address of the local network over http", "NEXTAUTH_URL", { NEXTAUTH_URL: "http://10.0.0.5:3000" }],
  ["every interface over http", "NEXTAUTH_URL", { NEXTAUTH_URL: "http://0.0.0.0:3000" }],
  ["an address without a scheme", "NEXTAUTH_URL", { NEXTAUTH_URL: "latchkey.example.com" }],
  ["a host and port only", "NEXTAUTH_URL", { NEXTAUTH_URL: "localhost:3000" }],
  ["an address with a path", "NEXTAUTH_URL", { NEXTAUTH_URL: "https://latchkey.example.com/api/auth" }],
  ["an address with a query", "NEXTAUTH_URL", { NEXTAUTH_URL: "https://latchkey.example.com/?a=b" }],
  ["an address with a fragment", "NEXTAUTH_URL", { NEXTAUTH_URL: "https://latchkey.example.com/#a" }],
  ["an address over ftp", "NEXTAUTH_URL", { NEXTAUTH_URL: "ftp://latchkey.example.com" }],
  [
    "an address with a password",
    "NEXTAUTH_URL",
    { NEXTAUTH_URL: `https://me:${secrets.password}@x.example.com` },
  ],
  ["an address that is a secret", "NEXTAUTH_URL", { NEXTAUTH_URL: secrets.session }],
  ["no secret", "NEXTAUTH_SECRET", { NEXTAUTH_SECRET: undefined }],
  ["an empty secret", "NEXTAUTH_SECRET", { NEXTAUTH_SECRET: "" }],
  ["a short secret", "NEXTAUTH_SECRET", { NEXTAUTH_SECRET: secrets.session.slice(0, 31) }],
  ["a secret of one character", "NEXTAUTH_SECRET", { NEXTAUTH_SECRET: "a".repeat(64) }],
  ["a secret of eleven characters", "NEXTAUTH_SECRET", { NEXTAUTH_SECRET: "abcdefghijk".repeat(4) }],
  [
    "a database of another make",
    "DATABASE_URL",
    { DATABASE_URL: `mysql://me:${secrets.password}@db/latchkey` },
  ],
  ["a file as database", "DATABASE_URL", { DATABASE_URL: "sqlite:data/latchkey.sqlite" }],
  [
    "a database address with one slash",
    "DATABASE_URL",
    { DATABASE_URL: `postgres:/me:${secrets.password}@db/x` },
  ],
  [
    "a database on a port that is none",
    "DATABASE_URL",
    { DATABASE_URL: `postgres://me:${secrets.password}@db:x/y` },
  ],
  [
    "a database address in capitals with a blank",
    "DATABASE_URL",
    { DATABASE_URL: " postgresql://db/latchkey" },
  ],
  ["port 0", "PORT", { NEXTAUTH_URL: "", PORT: "0" }],
  ["a port beyond the last", "PORT", { NEXTAUTH_URL: "", PORT: "65536" }],
  ["a negative port", "PORT", { NEXTAUTH_URL: "", PORT: "-1" }],
  ["half a port", "PORT", { NEXTAUTH_URL: "", PORT: "3000.5" }],
  ["a port with a line break in it", "PORT", { NEXTAUTH_URL: "", PORT: "30\n00\u202e" }],
  ["a port that is a word", "PORT", { NEXTAUTH_URL: "", PORT: "http" }],
  ["an unknown log level", "LOG_LEVEL", { LOG_LEVEL: "verbose" }],
  ["a log level that shows everything", "LOG_LEVEL", { LOG_LEVEL: "trace" }],
  ["a log level in capitals", "LOG_LEVEL", { LOG_LEVEL: "INFO" }],
  ["a log level with a line break", "LOG_LEVEL", { LOG_LEVEL: "in\nfo" }],
];

const fileVariable = "LATCHKEY_ACCOUNTS_FILE";
const inFile = (field: string, index = 0) => `${fileVariable}, accounts[${index}].${field}`;
const badFiles: [what: string, variable: string, content: unknown, changes?: Variables][] = [
  ["and a host", fileVariable, { accounts: [account] }, { DATABRICKS_HOST: account.host }],
  ["and an account id", fileVariable, { accounts: [account] }, { DATABRICKS_ACCOUNT_ID: account_id }],
  [
    "and a client secret",
    fileVariable,
    { accounts: [account] },
    { DATABRICKS_CLIENT_SECRET: secrets.client },
  ],
  ["that is not there", fileVariable, "", { [fileVariable]: "/nowhere.json" }],
  ["whose name has a line break", fileVariable, "", { [fileVariable]: "/no\nwhere\u202e.json" }],
  ["that is empty", fileVariable, ""],
  ["that is no JSON", fileVariable, `{"accounts":[{"client_secret":"${secrets.client}",}]}`],
  ["that is a secret", fileVariable, secrets.client],
  ["that is a list", fileVariable, [account]],
  ["that is null", fileVariable, null],
  ["without accounts", fileVariable, {}],
  ["with an empty list", fileVariable, { accounts: [] }],
  ["with an account that is null", fileVariable, { accounts: [account, null] }],
  ["with an account that is text", fileVariable, { accounts: [secrets.client] }],
  ["without a host", inFile("host"), { accounts: [{ ...account, host: undefined }] }],
  ["with a number as host", inFile("host"), { accounts: [{ ...account, host: 1 }] }],
  [
    "with a host over http",
    inFile("host"),
    { accounts: [{ ...account, host: "http://accounts.example.com" }] },
  ],
  [
    "with an unknown host in the second account",
    inFile("host", 1),
    {
      accounts: [account, { ...account, account_id: other_id, host: "https://accounts.example.com" }],
    },
  ],
  ["without an account id", inFile("account_id"), { accounts: [{ ...account, account_id: undefined }] }],
  ["with a wrong account id", inFile("account_id"), { accounts: [{ ...account, account_id: "1234" }] }],
  ["without a client id", inFile("client_id"), { accounts: [{ ...account, client_id: undefined }] }],
  ["with an empty client id", inFile("client_id"), { accounts: [{ ...account, client_id: "" }] }],
  ["with an empty client secret", inFile("client_secret"), { accounts: [{ ...account, client_secret: "" }] }],
  [
    "with a number as client secret",
    inFile("client_secret"),
    { accounts: [{ ...account, client_secret: 1 }] },
  ],
  [
    "with null as client secret",
    inFile("client_secret"),
    { accounts: [{ ...account, client_secret: null }] },
  ],
  [
    "with a misspelt client secret",
    inFile("clientSecret"),
    { accounts: [{ ...account, clientSecret: "x" }] },
  ],
  ["with an empty label", inFile("label"), { accounts: [{ ...account, label: "" }] }],
  ["with a long label", inFile("label"), { accounts: [{ ...account, label: "x".repeat(61) }] }],
  ["with an unknown cloud", inFile("cloud"), { accounts: [{ ...account, cloud: "IBM" }] }],
  ["with one account twice", fileVariable, { accounts: [account, { ...account, label: "again" }] }],
  [
    "with one account twice in other letters",
    fileVariable,
    {
      accounts: [account, { ...account, account_id: account_id.toUpperCase() }],
    },
  ],
];

describe("a console is not started with", () => {
  test.each(misconfigurations)("%s", (_what, variable, changes) => {
    expectOneClearLine(
      refusalOf(() => parse(changes)),
      variable,
    );
  });

  test.each(badFiles)("an accounts file %s", (_what, variable, content, changes) => {
    expectOneClearLine(
      refusalOf(() => parseFile(content, changes)),
      variable,
    );
  });

  test("nothing set at all: the message names what to set", () => {
    const message = refusalOf(() => parseConfiguration({}, noFile));
    for (const name of ["DATABRICKS_HOST", "DATABRICKS_ACCOUNT_ID", "DATABRICKS_CLIENT_ID", fileVariable])
      expect(message).toContain(name);
  });

  test("any other nonsense: it is a configuration error of one line that shows no secret", () => {
    const nonsense = fc.oneof(
      codeUnits(20),
      fc.constantFrom(
        "http://localhost/",
        "https://localhost",
        "x://localhost/",
        "127.0.0.1",
        "://",
        "0",
        "data:,",
      ),
      fc.constantFrom(
        "https://x.example.com/?a=b#c",
        "HTTP://[::1]:0",
        "postgres://",
        "http://a.b\u202ec",
        "//x",
      ),
      fc.constantFrom(...Object.values(valid).filter((value) => value !== undefined)),
    );
    const names = [...Object.keys(valid), "PORT", "LOG_LEVEL", fileVariable];
    let refused = 0;
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...names), nonsense, { noNullPrototype: true }),
        (changes) => {
          try {
            expect(parse(changes).accounts).toHaveLength(1);
          } catch (error) {
            if (!(error instanceof ConfigurationError)) throw error;
            refused += 1;
            expectOneClearLine(error.message, error.message.split(": ")[0] ?? "");
            expect(names.some((name) => error.message.startsWith(name))).toBe(true);
          }
        },
      ),
      { numRuns: 1_500 },
    );
    expect(refused).toBeGreaterThan(300);
  });
});

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

  test.each(["fatal", "error", "warn", "info", "debug", "silent"])("the log level %s", (LOG_LEVEL) => {
    expect(parse({ LOG_LEVEL }).logLevel).toBe(LOG_LEVEL);
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
