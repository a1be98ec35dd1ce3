import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { paths } from "../lib/paths";
import { createConnection, nameField, openConnection, redirectUrl, saveChanges } from "./support/connections";
import { colorSchemes, expectAccessible, expectNoSidewaysScroll, phone } from "./support/looks";
import { Outside } from "./support/outside";
import { personAs } from "./support/sign-in";
import { expect, test } from "./support/test";

test.use({ accountOptions: { seed: "empty" } });

const url = "https://app.example.com/cb";
const items = (page: Page) => page.getByRole("list", { name: "Activity" }).getByRole("listitem");

/** Creates a connection, confirms its secret, and leads back to the list. */
async function makeConnection(page: Page, account: Parameters<typeof createConnection>[1], name: string) {
  const dialog = await createConnection(page, account, { name, urls: [url] });
  await dialog.getByRole("checkbox", { name: /I have stored/ }).check();
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(dialog).toBeHidden();
}

async function deleteConnection(page: Page, name: string) {
  await page.getByRole("button", { name: "Delete connection…" }).click();
  const dialog = page.getByRole("alertdialog");
  await dialog.getByRole("textbox").fill(name);
  await dialog.getByRole("button", { name: "Delete", exact: false }).last().click();
  await expect(page.getByRole("heading", { level: 1, name: "Connections" })).toBeVisible();
}

test("what is done stands in the history, with what changed, and a deleted connection can be made again", async ({
  page,
  account,
  signIn,
}) => {
  test.slow();
  await signIn(page);
  await makeConnection(page, account, "traced");
  await openConnection(page, account, "traced");
  await redirectUrl(page, 1).fill("https://moved.example.com/cb");
  await saveChanges(page);
  await expect(page.getByText(/^Saved\. /)).toBeVisible();
  await page.getByRole("link", { name: "History" }).click();
  await expect(page).toHaveURL(/activity\?target=/);
  await expect(items(page).first()).toContainText(/changed\s+traced/);
  await items(page).first().locator("summary").click();
  await expect(items(page).first()).toContainText(`Removed: ${url}`);
  await expect(items(page).first()).toContainText("Added: https://moved.example.com/cb");

  await openConnection(page, account, "traced");
  await deleteConnection(page, "traced");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Activity" }).click();
  await expect(items(page).first()).toContainText(/deleted\s+traced/);
  await items(page).first().locator("summary").click();
  await expect(items(page).first()).toContainText("another client ID and another client secret");
  await page.getByRole("button", { name: "Create again from this…" }).click();
  await expect(nameField(page)).toHaveValue("traced");
  await expect(redirectUrl(page, 1)).toHaveValue("https://moved.example.com/cb");
});

test("what somebody deleted outside of the console is noticed from the list", async ({
  page,
  account,
  emulator,
  signIn,
}) => {
  const connections = ["shared", "other"].map((name) => ({ name, redirect_urls: [url], scopes: ["sql"] }));
  await emulator.reset({ seed: { connections } });
  await signIn(page);
  await expect(page.getByRole("link", { name: "shared", exact: true })).toBeVisible();
  const outside = await Outside.signIn(emulator.url, account);
  await outside.delete("shared");
  await page.reload();
  await expect(page.getByRole("link", { name: "other", exact: true })).toBeVisible();
  await expect(page.getByRole("link", { name: "shared", exact: true })).toBeHidden();
  await expect(async () => {
    await page.goto(`${paths.activity(account.account_id)}?kind=connections`);
    await expect(items(page)).toHaveCount(1, { timeout: 2_000 });
  }).toPass();
  await expect(items(page).first()).toContainText("saw a change made outside of this console to shared");
  await items(page).first().locator("summary").click();
  await expect(items(page).first()).toContainText(`Removed: ${url}`);
});

test("what somebody changed outside of the console is noticed, with what changed", async ({
  page,
  account,
  emulator,
  signIn,
}) => {
  await emulator.reset({
    seed: { connections: [{ name: "shared", redirect_urls: [url], scopes: ["sql"] }] },
  });
  await signIn(page);
  await openConnection(page, account, "shared");
  const outside = await Outside.signIn(emulator.url, account);
  await outside.update("shared", { scopes: ["sql", "all-apis"] });
  await page.reload();
  await expect(page.getByRole("checkbox", { name: /^all-apis/ })).toBeChecked();
  await page.getByRole("link", { name: "History" }).click();
  await expect(items(page)).toHaveCount(1);
  await expect(items(page).first()).toContainText("saw a change made outside of this console to shared");
  await items(page).first().locator("summary").click();
  await expect(items(page).first()).toContainText("Added: all-apis");
});

test("a published app that was switched off can be enabled again with the policy it had", async ({
  page,
  account,
  emulator,
  signIn,
}) => {
  await emulator.reset({ seed: "demo" });
  await signIn(page, { to: paths.publishedApp(account.account_id, "power-bi") });
  const access = page.getByRole("textbox", { name: "Access token lifetime" });
  const refresh = page.getByRole("textbox", { name: "Refresh token lifetime" });
  await expect(access).toBeVisible();
  const before = [await access.inputValue(), await refresh.inputValue()];
  await page.getByRole("button", { name: "Switch off…" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Switch off" }).click();
  await expect(page.getByText("Published app, not enabled in this account")).toBeVisible();
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Activity" }).click();
  await expect(items(page).first()).toContainText("switched off the published app Power BI");
  await items(page).first().locator("summary").click();
  await page.getByRole("button", { name: "Enable again with this policy…" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Power BI" })).toBeVisible();
  expect([await access.inputValue(), await refresh.inputValue()]).toEqual(before);
});

test("the filters stand in the address, and what they leave can be taken as a file without any secret", async ({
  page,
  account,
  emulator,
  signIn,
}) => {
  await signIn(page);
  await makeConnection(page, account, "=cmd|' /C calc'!A0");
  await page.goto(paths.activity(account.account_id));
  await expect(items(page).filter({ hasText: "signed in" })).toHaveCount(1);
  await page.getByRole("combobox", { name: /^About/ }).click();
  await page.getByRole("option", { name: "connections", exact: true }).click();
  await expect(page).toHaveURL(/kind=connections/);
  await expect(items(page).filter({ hasText: "signed in" })).toHaveCount(0);
  await expect(items(page).filter({ hasText: "created" })).toHaveCount(1);
  await page.reload();
  await expect(items(page).filter({ hasText: "created" })).toHaveCount(1);

  const secret = (await emulator.ledger()).secrets.at(-1)?.client_secret ?? "none";
  for (const format of ["CSV", "NDJSON"]) {
    const saved = page.waitForEvent("download");
    await page.getByRole("link", { name: `Export ${format}` }).click();
    const file = await (await saved).path();
    const text = readFileSync(file, "utf8");
    expect(text).not.toContain(secret);
    expect(text).toContain("custom_app.create.outcome");
    expect(text).not.toContain("auth.login.ok");
    if (format === "CSV") expect(text).toContain(`"'=cmd|' /C calc'!A0"`);
  }

  await page.getByRole("textbox", { name: "From" }).fill("2099-01-01");
  await expect(page.getByText("Nothing of that kind was done")).toBeVisible();
  await page.getByRole("button", { name: "Show everything" }).click();
  await expect(items(page).filter({ hasText: "exported activity" })).toHaveCount(2);
});

test("somebody who is no account admin any more sees nothing of it", async ({
  page,
  account,
  emulator,
  signIn,
  browserErrors,
}) => {
  browserErrors.allow(/403/);
  await signIn(page);
  await expect(page.getByRole("heading", { level: 1, name: "Connections" })).toBeVisible();
  await emulator.setRole(personAs(account, "admin").user_name, false);
  const path = `/api/console/accounts/${account.account_id}/activity`;
  for (const each of [path, `${path}/export?format=csv`]) {
    const answer = await page.request.get(each, { headers: { "sec-fetch-site": "same-origin" } });
    expect(answer.status()).toBe(403);
    expect(await answer.json()).toMatchObject({ type: "/problems/not-account-admin" });
  }
});

for (const colorScheme of colorSchemes)
  test.describe(`in ${colorScheme} colours at 360 px`, () => {
    test.use({ colorScheme, viewport: phone });

    test("activity passes axe and fits", async ({ page, account, signIn }) => {
      await signIn(page, { to: paths.activity(account.account_id) });
      await items(page).first().locator("summary").click();
      await expect(items(page).first()).toContainText("Number in the log");
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
    });
  });
