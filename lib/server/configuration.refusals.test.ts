import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ConfigurationError, parseConfiguration } from "@/lib/server/configuration";
import { account_id } from "@/lib/server/testing/account";
import {
  account,
  expectOneClearLine,
  other_id,
  parse,
  parseFile,
  refusalOf,
  secrets,
  type Variables,
  valid,
} from "@/lib/server/testing/configuration";
import { codeUnits } from "@/lib/testing/arbitraries";

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
  ["an unknown redirect policy", "REDIRECT_POLICY", { REDIRECT_POLICY: "lenient" }],
  ["a redirect policy in capitals", "REDIRECT_POLICY", { REDIRECT_POLICY: "STRICT" }],
  ["a redirect policy that is a secret", "REDIRECT_POLICY", { REDIRECT_POLICY: secrets.session }],
  ...[
    "0m",
    "14m",
    "10081m",
    "8d",
    "24",
    "h",
    "1.5h",
    "-1h",
    "1 h",
    "24H",
    "1w",
    "PT1H",
    "1e1d",
    "07d",
    "1h\n",
  ].map((value): [string, string, Variables] => [
    `a lifetime of secrets of ${JSON.stringify(value)}`,
    "LATCHKEY_SECRET_LIFETIME",
    { LATCHKEY_SECRET_LIFETIME: value },
  ]),
  ["a lifetime that is a secret", "LATCHKEY_SECRET_LIFETIME", { LATCHKEY_SECRET_LIFETIME: secrets.session }],
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
    const message = refusalOf(() => parseConfiguration({}, () => ""));
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
    const names = [
      ...Object.keys(valid),
      "PORT",
      "LOG_LEVEL",
      "REDIRECT_POLICY",
      "LATCHKEY_SECRET_LIFETIME",
      fileVariable,
    ];
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

  test.each<[says: string, changes: Variables]>([
    ["DATABRICKS_HOST: is not set.", { DATABRICKS_HOST: "" }],
    ["DATABRICKS_HOST: is not an origin.", { DATABRICKS_HOST: "accounts.cloud.databricks.com" }],
    ["DATABRICKS_HOST: is not https.", { DATABRICKS_HOST: "http://accounts.cloud.databricks.com" }],
    ["DATABRICKS_HOST: adb-1.net is no Databricks account host.", { DATABRICKS_HOST: "https://adb-1.net" }],
    ["DATABRICKS_ACCOUNT_ID: is not an account id", { DATABRICKS_ACCOUNT_ID: "1" }],
    ["NEXTAUTH_URL: is not an origin.", { NEXTAUTH_URL: "latchkey.example.com" }],
    ["NEXTAUTH_URL: http://a.example is plain http.", { NEXTAUTH_URL: "http://a.example" }],
    ["NEXTAUTH_SECRET: is not set.", { NEXTAUTH_SECRET: "" }],
    ["NEXTAUTH_SECRET: is too weak", { NEXTAUTH_SECRET: "short" }],
    ["DATABASE_URL: is not a PostgreSQL address.", { DATABASE_URL: "mysql://db" }],
    ["PORT: is not a port.", { NEXTAUTH_URL: "", PORT: "0" }],
    ["LOG_LEVEL: is unknown.", { LOG_LEVEL: "all" }],
    ["LATCHKEY_SECRET_LIFETIME: is not a time from 15m to 7d.", { LATCHKEY_SECRET_LIFETIME: "14m" }],
    ["REDIRECT_POLICY: is unknown.", { REDIRECT_POLICY: "all" }],
  ])("a reason given: %s", (says, changes) => {
    expect(refusalOf(() => parse(changes))).toContain(says);
  });

  test.each<[says: string, entry: Record<string, unknown>]>([
    ["accounts[0].client_id: is not set.", { ...account, client_id: undefined }],
    ["accounts[0].client_secret: must be text.", { ...account, client_secret: 1 }],
    ["accounts[0].clientSecret: is not known.", { ...account, clientSecret: "x" }],
    ["accounts[0].label: is longer than 60 characters.", { ...account, label: "x".repeat(61) }],
    ["accounts[0].cloud: must be one of AWS, Azure, GCP.", { ...account, cloud: "IBM" }],
  ])("a reason given for an account of a file: %s", (says, entry) => {
    expect(refusalOf(() => parseFile({ accounts: [entry] }))).toContain(says);
  });
});
