import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@\//, replacement: root },
      // Outside Next the package throws on import; this is the file it resolves to in a server bundle.
      { find: "server-only", replacement: `${root}node_modules/server-only/empty.js` },
    ],
  },
  test: {
    include: ["{components,e2e/support,emulator,lib,scripts}/**/*.test.{ts,tsx}"],
    environment: "node",
    maxWorkers: 2,
    // Some tests start processes; a busy machine takes its time.
    testTimeout: 90_000,
    sequence: { shuffle: { tests: true } },
    restoreMocks: true,
  },
});
