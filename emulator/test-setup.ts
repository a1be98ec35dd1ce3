import { afterAll, afterEach, beforeAll, beforeEach, vi } from "vitest";
import { type Emulator, startEmulator } from "./server";
import { AccountClient, newAccount, type Overview } from "./test-client";

type FreshAccount = { account: Overview; client: AccountClient; token: string };

const present = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error("only to be used inside a test");
  return value;
};

const testOptions = { port: 0, consoleOrigin: "http://localhost:3000", control: true };

/** One emulator for a file of tests; each test finds a new account with its client and an admin's token. */
export const freshAccounts = () => {
  let emulator: Emulator | undefined;
  let current: FreshAccount | undefined;

  const enter = async (options: Record<string, unknown> = {}): Promise<FreshAccount> => {
    const account = await newAccount(present(emulator), options);
    const client = new AccountClient(present(emulator), account.account_id);
    current = { account, client, token: await client.adminToken(account) };
    return current;
  };

  beforeAll(async () => {
    emulator = await startEmulator(testOptions);
  });
  afterAll(() => emulator?.close());
  beforeEach(async () => {
    await enter();
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  return {
    /** Moves the clock that both the emulator and the test go by; timers keep running. */
    passMinutes: (minutes: number): void => {
      vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + minutes * 60_000 });
    },
    /** Another account for the rest of the test. */
    enter,
    get emulator() {
      return present(emulator);
    },
    get account() {
      return present(current).account;
    },
    get client() {
      return present(current).client;
    },
    get token() {
      return present(current).token;
    },
  };
};
