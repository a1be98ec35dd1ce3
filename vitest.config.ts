import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));

/** Tests that run on SQLite, and again on PostgreSQL when `npm test` has started one. */
const ofTheStore = [
  "lib/server/audit/{append,checkpoint,prune-audit,verify-log}.test.ts",
  "lib/server/{create-custom-app-integration,external-changes,keyed-lock}.test.ts",
  "lib/server/intents/{look,note-opened,repair,tend,watch,with-intent}.test.ts",
  "lib/server/rotate-key.test.ts",
  "lib/server/session-rows.test.ts",
  "lib/server/store/*.test.ts",
  "lib/server/token-vault*.test.ts",
];
const onPostgres = {
  extends: true as const,
  test: {
    name: "postgres",
    include: ofTheStore,
    exclude: ["lib/server/store/{sqlite,backup,restore,watched-driver}.test.ts"],
    env: { LATCHKEY_TEST_STORE: "postgres" },
  },
};

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@\//, replacement: root },
      // Outside Next the package throws on import; this is the file it resolves to in a server bundle.
      { find: "server-only", replacement: `${root}node_modules/server-only/empty.js` },
    ],
  },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["{components,e2e/campaign,e2e/support,emulator,lib,scripts}/**/*.test.{ts,tsx}"],
        },
      },
      ...(process.env.LATCHKEY_TEST_POSTGRES ? [onPostgres] : []),
    ],
    environment: "node",
    maxWorkers: 2,
    // Some tests start processes; a busy machine takes its time.
    testTimeout: 90_000,
    sequence: { shuffle: { tests: true } },
    restoreMocks: true,
  },
});
