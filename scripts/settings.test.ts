import { describe, expect, test } from "vitest";
import { checkNode, readSettings } from "./settings.mjs";

const read = (env: Record<string, string>) => readSettings({ NODE_ENV: "test", ...env });

describe("settings", () => {
  test("need nothing to be set", () => {
    expect(read({})).toMatchObject({
      port: 3000,
      emulatorPort: 4400,
      consoleUrl: "http://localhost:3000",
      hasRealAccount: false,
      hasSecret: false,
    });
  });

  test("follow the port", () => {
    expect(read({ PORT: "8080" }).consoleUrl).toBe("http://localhost:8080");
    expect(read({ PORT: "8080", NEXTAUTH_URL: "https://latchkey.example.com" }).consoleUrl).toBe(
      "https://latchkey.example.com",
    );
  });

  test.each(["DATABRICKS_HOST", "DATABRICKS_ACCOUNT_ID", "DATABRICKS_CLIENT_ID", "LATCHKEY_ACCOUNTS_FILE"])(
    "take %s for a real account, unless it is empty",
    (name) => {
      expect(read({ [name]: "something" }).hasRealAccount).toBe(true);
      expect(read({ [name]: "" }).hasRealAccount).toBe(false);
    },
  );

  test.each([
    ["PORT", "http"],
    ["PORT", "70000"],
    ["PORT", "-1"],
    ["EMULATOR_PORT", "0"],
    ["NEXTAUTH_URL", "latchkey.example.com"],
  ])("name %s when it is %s", (name, value) => {
    expect(() => read({ [name]: value })).toThrow(new RegExp(`^${name} is "${value}": `));
  });

  test("are refused when console and emulator would listen at the same port", () => {
    expect(() => read({ PORT: "4400" })).toThrow("PORT and EMULATOR_PORT are both 4400: ");
    expect(read({ PORT: "4400", DATABRICKS_HOST: "https://accounts.cloud.databricks.com" }).port).toBe(4400);
  });
});

describe("the version of Node", () => {
  test.each(["20.19.0", "20.20.2", "22.0.0", "100.1.0"])("%s will do", (version) => {
    expect(() => checkNode(version, ">=20.19")).not.toThrow();
  });

  test.each(["20.18.3", "18.20.0", "9.99.0"])("%s is too old", (version) => {
    expect(() => checkNode(version, ">=20.19")).toThrow(`needs Node 20.19 or newer; this is ${version}.`);
  });
});
