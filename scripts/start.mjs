// @ts-check
import { readFileSync } from "node:fs";
import { emulatorAccounts, keptSecret, makePrivateFolder, writeAccountsFile } from "./emulator-accounts.mjs";
import { buildIfStale } from "./freshness.mjs";
import { installDependencies } from "./install.mjs";
import { portIsFree } from "./ports.mjs";
import { print, printFailure, Refusal, step } from "./print.mjs";
import { stopAll } from "./processes.mjs";
import { inRoot } from "./root.mjs";
import { consoleReady, endedEarly, startConsole, startEmulator } from "./services.mjs";
import { checkNode, loadDotEnv, readSettings } from "./settings.mjs";

/** @typedef {import("./emulator-accounts.mjs").EmulatorAccount} EmulatorAccount */
/** @typedef {import("./processes.mjs").Child} Child */
/** @typedef {ReturnType<typeof readSettings>} Settings */

const dev = process.argv.includes("--dev");
/** The console finishes what it is at before it ends, which it gives itself a minute for. */
const consoleGraceMs = 65_000;

async function start() {
  checkNode(process.versions.node, JSON.parse(readFileSync(inRoot("package.json"), "utf8")).engines.node);
  loadDotEnv();
  const settings = readSettings(process.env);
  await checkPorts(settings);

  await step("install", installDependencies, (result) => result);
  if (!dev) await step("build", buildIfStale, (result) => result);
  makePrivateFolder(settings.dataDir);

  const emulator = settings.hasRealAccount ? undefined : await emulatorStep(settings);
  const console = await consoleStep(settings, emulator?.env ?? {});

  print();
  print(`Latchkey is ready at ${settings.consoleUrl}`);
  if (emulator) printPeople(emulator.accounts);
  print();
  print("Ctrl-C stops it.");
  print();
  console.passLinesOn();

  const children = emulator ? [emulator.child, console.child] : [console.child];
  throw await Promise.race(children.map(async (child) => endedEarly(child, await child.ended)));
}

/** @param {Settings} settings */
async function checkPorts({ port, emulatorPort, hasRealAccount }) {
  const wanted = hasRealAccount ? { PORT: port } : { PORT: port, EMULATOR_PORT: emulatorPort };
  for (const [name, number] of Object.entries(wanted)) {
    if (await portIsFree(number)) continue;
    throw new Refusal(`Port ${number} is taken: stop what listens there, or set ${name} to another port.`);
  }
}

/** @param {Settings} settings */
async function emulatorStep({ emulatorPort, consoleUrl, dataDir, hasSecret }) {
  const { child, url } = await step(
    "emulator",
    () => startEmulator({ port: emulatorPort, consoleOrigin: new URL(consoleUrl).origin }),
    (emulator) => emulator.url,
  );
  const accounts = await emulatorAccounts(url);
  const accountsFile = writeAccountsFile({ emulatorUrl: url, accounts, folder: dataDir });
  return {
    child,
    accounts,
    env: {
      LATCHKEY_ACCOUNTS_FILE: accountsFile,
      ...(hasSecret ? {} : { NEXTAUTH_SECRET: keptSecret(dataDir) }),
    },
  };
}

/**
 * @param {Settings} settings
 * @param {Record<string, string>} accountEnv
 */
async function consoleStep({ port, consoleUrl, dataDir }, accountEnv) {
  const env = { ...process.env, ...accountEnv, NEXTAUTH_URL: consoleUrl, LATCHKEY_DATA_DIR: dataDir };
  const child = startConsole({ port, env, dev, graceMs: consoleGraceMs });
  /** @type {string[]} */
  const held = [];
  let emit = (/** @type {string} */ line) => {
    held.push(line);
  };
  child.onLine((line) => emit(line));
  await step(
    "console",
    () => consoleReady(child, port),
    () => consoleUrl,
  );
  return {
    child,
    // Its log begins below the address, without the framework's own banner.
    passLinesOn: () => {
      emit = print;
      for (const line of held.filter(isLogLine)) print(line);
    },
  };
}

/** @param {string} line */
const isLogLine = (line) => line.startsWith("{");

/** @param {EmulatorAccount[]} accounts */
function printPeople(accounts) {
  print("No account is configured, so it works against the emulator. Sign in as one of its people:");
  for (const { account_id, name, cloud, people } of accounts) {
    print();
    print(`  ${name} (${cloud}, ${account_id})`);
    const width = Math.max(...people.map(({ user_name }) => user_name.length));
    for (const { user_name, display_name, roles } of people) {
      const role = roles.includes("account_admin") ? "" : ", not an account admin";
      print(`    ${user_name.padEnd(width)}  ${display_name}${role}`);
    }
  }
}

let stopping = false;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, async () => {
    if (stopping) return;
    stopping = true;
    await stopAll();
    process.exit(0);
  });
}

try {
  await start();
} catch (error) {
  if (!stopping) {
    stopping = true;
    await stopAll();
    printFailure(error);
    process.exit(1);
  }
}
