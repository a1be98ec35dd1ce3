import { test as base, expect, type Page } from "@playwright/test";
import { leaseAccount } from "./account-pool";
import { BrowserErrors } from "./browser-errors";
import { allowLogLine } from "./console-log";
import { type Account, type AccountOptions, EmulatorControl } from "./emulator-control";
import { readRunState } from "./run-state";
import { type SignInOptions, signInTo } from "./sign-in";

export { expect };

type Options = {
  /** What the account holds when the test begins. */
  accountOptions: AccountOptions;
};

type Fixtures = {
  consoleUrl: string;
  /** An account that no other test has. */
  account: Account;
  /** What one can do to that account behind the console's back. */
  emulator: EmulatorControl;
  signIn: (page: Page, options?: SignInOptions) => Promise<void>;
  /** Fails the test for what a browser complains about, unless the test allowed it. */
  browserErrors: BrowserErrors;
  /** Fails the run for errors in the console's log, unless the test allowed them. */
  consoleLog: { allow: (text: string) => void };
  /** Pastes what was copied into an empty page. */
  pasted: () => Promise<string>;
};

const run = readRunState;

export const test = base.extend<Options & Fixtures>({
  accountOptions: [{ seed: "demo" }, { option: true }],

  // biome-ignore lint/correctness/noEmptyPattern: Playwright refuses a fixture whose first parameter is no pattern, and this one needs none.
  consoleUrl: async ({}, use) => use(run().consoleUrl),

  baseURL: async ({ consoleUrl }, use) => use(consoleUrl),

  // biome-ignore lint/correctness/noEmptyPattern: Playwright refuses a fixture whose first parameter is no pattern, and this one needs none.
  emulator: async ({}, use, testInfo) => {
    const holder = `${testInfo.titlePath.join(" › ")} (repetition ${testInfo.repeatEachIndex}, retry ${testInfo.retry})`;
    await use(new EmulatorControl(run().emulatorUrl, leaseAccount(run(), holder)));
  },

  account: async ({ emulator, accountOptions }, use) => use(await emulator.reset(accountOptions)),

  signIn: async ({ account }, use) => use((page, options) => signInTo(account, page, options)),

  browserErrors: [
    async ({ browser }, use) => {
      const errors = new BrowserErrors();
      const watch = errors.watch.bind(errors);
      browser.on("context", watch);
      await use(errors);
      browser.off("context", watch);
      expect(errors.unexpected(), "what the browser complained about").toEqual([]);
    },
    { auto: true },
  ],

  consoleLog: async ({ account }, use) =>
    use({ allow: (text) => allowLogLine(run().folder, account.account_id, text) }),

  pasted: async ({ context }, use) => {
    await use(async () => {
      const page = await context.newPage();
      await page.setContent("<textarea aria-label='Paste here'></textarea>");
      const field = page.getByLabel("Paste here");
      await field.press("ControlOrMeta+v");
      const text = await field.inputValue();
      await page.close();
      return text;
    });
  },
});
