import "server-only";
import { type RedirectPolicy, redirectPolicies } from "@/lib/account-summary";
import { type Cloud, cloudOfHost, clouds, isLoopback } from "@/lib/server/account-host";
import { Secret } from "@/lib/server/secret";
import { type Span, spanSchema } from "@/lib/server/span";
import { z } from "@/lib/zod";

/** One Databricks account the console manages, and the app connection with which people sign in to it. */
export type Account = {
  account_id: string;
  /** Origin of the account host, without a trailing slash. */
  host: string;
  client_id: string;
  /** Absent for a public client. */
  client_secret: Secret | undefined;
  label: string;
  cloud: Cloud | undefined;
};

/** Where the store is, and what opens it. */
export type StoreConfiguration = {
  /** Seals what is stored. */
  secret: Secret;
  /** Open what is stored: the secret, then those it replaced. */
  secrets: readonly Secret[];
  databaseUrl: string | undefined;
  dataDir: string;
};

export type Configuration = StoreConfiguration & {
  accounts: readonly Account[];
  /** The console's own public origin, from NEXTAUTH_URL. */
  origin: string;
  redirectPolicy: RedirectPolicy;
  /** Milliseconds that a sealed secret waits to be collected. */
  secretLifetime: number;
  /** Milliseconds that a change is remembered once it is settled. */
  intentRetention: number;
  logLevel: "fatal" | "error" | "warn" | "info" | "debug" | "silent";
};

/**
 * Names the variable that is wrong and what to do. The start prints its message as the only line, which never
 * repeats what was given: it may be a secret in the wrong place.
 */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";

  constructor(variable: string, problem: string, remedy: string) {
    super(`${variable}: ${problem} ${remedy}`);
  }
}

type Source = Record<string, string | undefined>;

/**
 * Parses the environment. `readFile` reads the accounts file.
 * Throws ConfigurationError for the first missing, malformed or dangerous value.
 */
export function parseConfiguration(source: Source, readFile: (path: string) => string): Configuration {
  const accounts = parseAccounts(source, readFile);
  const origin = parseOrigin(source.NEXTAUTH_URL || `http://localhost:${parsePort(source.PORT)}`);
  const store = parseStoreConfiguration(source);
  refuseWeak(store.secret, accounts);
  return {
    ...store,
    accounts,
    origin,
    redirectPolicy: parseRedirectPolicy(source.REDIRECT_POLICY),
    secretLifetime: parseSpan(source, "LATCHKEY_SECRET_LIFETIME", { least: "15m", most: "7d", usual: "24h" }),
    intentRetention: parseSpan(source, "LATCHKEY_INTENT_RETENTION", {
      least: "7d",
      most: "3650d",
      usual: "90d",
    }),
    logLevel: parseLogLevel(source.LOG_LEVEL),
  };
}

/** The part that commands need which work on the store alone. Throws ConfigurationError. */
export function parseStoreConfiguration(source: Source): StoreConfiguration {
  const secret = parseSecret(source.NEXTAUTH_SECRET);
  const previous = (source.NEXTAUTH_SECRET_PREVIOUS ?? "").split(/[\s,]+/).filter(Boolean);
  return {
    secret,
    secrets: [secret, ...previous.map((value) => new Secret(value))],
    databaseUrl: parseDatabaseUrl(source.DATABASE_URL),
    dataDir: source.LATCHKEY_DATA_DIR || "data",
  };
}

const singleAccountVariables = ["DATABRICKS_HOST", "DATABRICKS_ACCOUNT_ID", "DATABRICKS_CLIENT_ID"];

function parseAccounts(source: Source, readFile: (path: string) => string): readonly Account[] {
  const file = source.LATCHKEY_ACCOUNTS_FILE;
  const single = [...singleAccountVariables, "DATABRICKS_CLIENT_SECRET"].filter((name) => source[name]);
  if (file && single.length > 0)
    throw new ConfigurationError(
      "LATCHKEY_ACCOUNTS_FILE",
      `is set together with ${single.join(", ")}.`,
      "Use the file for several accounts or the variables for one, not both.",
    );
  if (file) return parseAccountsFile(file, readFile);
  const missing = singleAccountVariables.find((name) => !source[name]);
  if (missing)
    throw new ConfigurationError(
      missing,
      "is not set.",
      "Set DATABRICKS_HOST, DATABRICKS_ACCOUNT_ID and DATABRICKS_CLIENT_ID, or LATCHKEY_ACCOUNTS_FILE; `npm start` with none of them starts the emulator.",
    );
  const account = parseAccount(
    {
      host: source.DATABRICKS_HOST,
      account_id: source.DATABRICKS_ACCOUNT_ID,
      client_id: source.DATABRICKS_CLIENT_ID,
      client_secret: source.DATABRICKS_CLIENT_SECRET || undefined,
    },
    (field) => `DATABRICKS_${field.toUpperCase()}`,
  );
  return [account];
}

const accountsFileSchema = z.object({ accounts: z.array(z.record(z.string(), z.unknown())).min(1) });

function parseAccountsFile(file: string, readFile: (path: string) => string): readonly Account[] {
  const refuse = (problem: string) =>
    new ConfigurationError("LATCHKEY_ACCOUNTS_FILE", problem, "See the README for its form.");
  let content: unknown;
  try {
    content = JSON.parse(readFile(file));
  } catch (error) {
    throw refuse(
      error instanceof SyntaxError ? "The file is not valid JSON." : "The file could not be read.",
    );
  }
  const parsed = accountsFileSchema.safeParse(content);
  if (!parsed.success) throw refuse('The file must hold { "accounts": [ … ] } with at least one account.');
  const accounts = parsed.data.accounts.map((entry, index) =>
    parseAccount(entry, (field) => `LATCHKEY_ACCOUNTS_FILE, accounts[${index}].${field}`),
  );
  const ids = new Set(accounts.map(({ account_id }) => account_id.toLowerCase()));
  if (ids.size < accounts.length) throw refuse("The file names the same account_id twice.");
  return accounts;
}

const accountSchema = z.strictObject({
  account_id: z.uuid("is not an account id: a UUID, as the account console's URL shows it."),
  host: z.string("is not set."),
  client_id: z.string("is not set.").min(1, "is not set."),
  client_secret: z.string("must be text.").min(1, "is empty.").optional(),
  label: z.string("must be text.").min(1, "is empty.").max(60, "is longer than 60 characters.").optional(),
  cloud: z.enum(clouds, `must be one of ${clouds.join(", ")}.`).optional(),
});

function parseAccount(entry: Record<string, unknown>, variable: (field: string) => string): Account {
  const parsed = accountSchema.safeParse(entry);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const unknown = issue?.code === "unrecognized_keys" ? issue.keys[0] : undefined;
    throw new ConfigurationError(
      variable(String(unknown ?? issue?.path[0] ?? "")),
      unknown === undefined ? (issue?.message ?? "is malformed.") : "is not known.",
      "Correct it and start again.",
    );
  }
  const { host, client_secret, label, cloud, ...account } = parsed.data;
  const origin = parseHost(host, variable("host"));
  return {
    ...account,
    host: origin,
    client_secret: client_secret === undefined ? undefined : new Secret(client_secret),
    label: label ?? "Databricks account",
    cloud: cloud ?? cloudOfHost(origin),
  };
}

function parseHost(value: string, variable: string): string {
  const url = bareOrigin(value);
  if (!url)
    throw new ConfigurationError(
      variable,
      "is not an origin.",
      "Give scheme and host only, for example https://accounts.cloud.databricks.com.",
    );
  if (isLoopback(url)) return url.origin;
  if (url.protocol !== "https:")
    throw new ConfigurationError(variable, "is not https.", "Access tokens travel to it; use https.");
  if (!cloudOfHost(url.origin))
    throw new ConfigurationError(
      variable,
      `${url.host} is no Databricks account host.`,
      "Use the account host, for example https://accounts.cloud.databricks.com, not a workspace.",
    );
  return url.origin;
}

/** The URL, if it is scheme, host and port only. */
function bareOrigin(value: string): URL | undefined {
  if (!URL.canParse(value)) return undefined;
  const url = new URL(value);
  return /^https?:$/.test(url.protocol) && url.href === `${url.origin}/` ? url : undefined;
}

function parseOrigin(value: string): string {
  const url = bareOrigin(value);
  if (!url)
    throw new ConfigurationError(
      "NEXTAUTH_URL",
      "is not an origin.",
      "Give the address people open, scheme and host only, for example https://latchkey.example.com.",
    );
  if (url.protocol === "http:" && !isLoopback(url))
    throw new ConfigurationError(
      "NEXTAUTH_URL",
      `${url.origin} is plain http.`,
      "Session cookies and secrets would travel unencrypted; serve the console over https.",
    );
  return url.origin;
}

const secretRemedy = "Set at least 32 random characters, for example from `openssl rand -base64 32`.";

function parseSecret(value: string | undefined): Secret {
  if (!value) throw new ConfigurationError("NEXTAUTH_SECRET", "is not set.", secretRemedy);
  return new Secret(value);
}

function refuseWeak(secret: Secret, accounts: readonly Account[]): void {
  const real = accounts.some(({ host }) => !isLoopback(new URL(host)));
  const value = secret.reveal();
  if (real && (value.length < 32 || new Set(value).size < 12))
    throw new ConfigurationError("NEXTAUTH_SECRET", "is too weak to protect a real account.", secretRemedy);
}

function parseDatabaseUrl(value: string | undefined): string | undefined {
  if (!value) return undefined;
  if (/^postgres(ql)?:\/\//.test(value) && URL.canParse(value)) return value;
  // The value may hold a password, so the message does not repeat it.
  throw new ConfigurationError(
    "DATABASE_URL",
    "is not a PostgreSQL address.",
    "Use postgresql://user:password@host/database, or leave it unset for SQLite.",
  );
}

function parsePort(value: string | undefined): number {
  const port = Number(value || 3000);
  if (Number.isInteger(port) && port > 0 && port < 65536) return port;
  throw new ConfigurationError("PORT", "is not a port.", "Give a number from 1 to 65535.");
}

const logLevels = ["fatal", "error", "warn", "info", "debug", "silent"] as const;

function parseLogLevel(value: string | undefined): Configuration["logLevel"] {
  const parsed = z.enum(logLevels).safeParse(value || "info");
  if (parsed.success) return parsed.data;
  throw new ConfigurationError("LOG_LEVEL", "is unknown.", `Use one of ${logLevels.join(", ")}.`);
}

function parseRedirectPolicy(value: string | undefined): RedirectPolicy {
  const parsed = z.enum(redirectPolicies).safeParse(value || "default");
  if (parsed.success) return parsed.data;
  throw new ConfigurationError(
    "REDIRECT_POLICY",
    "is unknown.",
    `Use one of ${redirectPolicies.join(", ")}.`,
  );
}

/** Milliseconds. `usual` is what it is when it is not set. */
function parseSpan(
  source: Source,
  variable: string,
  { least, most, usual }: { least: Span; most: Span; usual: Span },
): number {
  const parsed = spanSchema(least, most).safeParse(source[variable] || usual);
  if (parsed.success) return parsed.data;
  throw new ConfigurationError(
    variable,
    `is not a time from ${least} to ${most}.`,
    `Give a whole number with m, h or d for minutes, hours or days, such as ${usual}.`,
  );
}
