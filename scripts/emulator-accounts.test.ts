import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { keptSecret, makePrivateFolder, writeAccountsFile } from "./emulator-accounts.mjs";

const parent = mkdtempSync(join(tmpdir(), "emulator-accounts-"));
const folder = join(parent, "data");
makePrivateFolder(folder);
afterAll(() => rmSync(parent, { recursive: true }));

const modeOf = (path: string) => statSync(path).mode & 0o777;

test("the accounts file has the form of a real configuration and is private", () => {
  const file = writeAccountsFile({
    emulatorUrl: "http://localhost:4400",
    folder,
    accounts: [
      {
        account_id: "5a1c0f3e-7d42-4b8a-9c16-2e8f4d7b1a01",
        name: "Acme production",
        cloud: "AWS",
        console: { client_id: "id", client_secret: "secret" },
        people: [],
      },
    ],
  });
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({
    accounts: [
      {
        account_id: "5a1c0f3e-7d42-4b8a-9c16-2e8f4d7b1a01",
        host: "http://localhost:4400",
        client_id: "id",
        client_secret: "secret",
        label: "Acme production",
        cloud: "AWS",
      },
    ],
  });
  expect([modeOf(folder), modeOf(file)]).toEqual([0o700, 0o600]);
});

test("the generated secret is strong, private and kept", () => {
  const secret = keptSecret(folder);
  expect(secret).toMatch(/^[\w-]{43}$/);
  expect(keptSecret(folder)).toBe(secret);
  expect(modeOf(join(folder, "nextauth-secret"))).toBe(0o600);
});

test("a data folder that cannot be one is refused in one line that names the variable", () => {
  const file = join(parent, "file");
  writeFileSync(file, "");
  for (const path of [file, join(file, "below")])
    expect(() => makePrivateFolder(path)).toThrow(/^LATCHKEY_DATA_DIR: nothing can be kept in .* \(E\w+\): /);
});
