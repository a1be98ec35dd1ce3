import { defineConfig, devices } from "@playwright/test";
import { chromiumPath } from "./scripts/chromium.mjs";

export default defineConfig({
  testDir: "e2e",
  testMatch: "*.spec.ts",
  outputDir: "test-results/e2e",
  globalSetup: "./e2e/support/global-setup.ts",
  reporter: [["./e2e/support/compact-reporter.ts"], ["json", { outputFile: "test-results/e2e.json" }]],
  fullyParallel: true,
  forbidOnly: process.env.CI !== undefined,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    ...devices["Desktop Chrome"],
    permissions: ["clipboard-read", "clipboard-write"],
    // Either would store the one-time secrets that the specs work with.
    trace: "off",
    video: "off",
    screenshot: "off",
    launchOptions: {
      executablePath: chromiumPath,
      // Chromium refuses its sandbox to root, and CI containers usually run as root.
      chromiumSandbox: process.getuid?.() !== 0,
      args: [
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
