import type { Page } from "@playwright/test";
import Libsql from "libsql";
import { paths } from "../lib/paths";
import { createConnection, openConnection, secretDialog } from "./support/connections";
import { startOwnConsole } from "./support/own-console";
import { signInTo } from "./support/sign-in";
import { expect, test } from "./support/test";

const name = "posit-connect";

/** Moves what waits in the store of a console back in time. Its clock cannot be moved. */
function ageSecrets(storeFile: string, milliseconds: number): void {
  const store = new Libsql(storeFile, { timeout: 5_000 });
  store.prepare("update intents set expires_at = expires_at - ? where state = 'sealed'").run(milliseconds);
  store.close();
}

const leave = async (page: Page) => {
  await secretDialog(page, name).getByRole("button", { name: "Leave without the secret…" }).click();
  const question = page.getByRole("alertdialog", { name: "Leave without the secret?" });
  await expect(question).toContainText(/It is deleted in (14|15) minutes/);
  await question.getByRole("button", { name: "Leave anyway" }).click();
};

test("a secret that nobody confirms is deleted after the configured time, and that is told everywhere", async ({
  browser,
}) => {
  test.slow();
  const { url, account, emulator, storeFile, stop } = await startOwnConsole({
    LATCHKEY_SECRET_LIFETIME: "15m",
  });
  const context = await browser.newContext({ baseURL: url });
  try {
    await emulator.reset({ seed: "empty" });
    const page = await context.newPage();
    await signInTo(account, page);
    await createConnection(page, account, { name, urls: ["https://connect.example.com/cb"] });
    await leave(page);
    const waiting = page.getByText("1 secret is waiting");
    await expect(waiting).toBeVisible();

    ageSecrets(storeFile, 14 * 60_000);
    await page.reload();
    await expect(waiting).toBeVisible();

    ageSecrets(storeFile, 60_000);
    await page.reload();
    await expect(page.getByText(`The secret of ${name} was never collected`)).toBeVisible();
    await expect(page.getByText(/Nobody confirmed it in time, so it was deleted just now/)).toBeVisible();
    await expect(waiting).toBeHidden();

    await openConnection(page, account, name);
    await expect(page.getByText(/^Never collected\./)).toContainText("did not confirm it in time");
    await page.getByRole("link", { name: "History" }).click();
    const items = page.getByRole("list", { name: "Activity" }).getByRole("listitem");
    await expect(items.first()).toContainText(`did not collect the client secret in time of ${name}`);
    await expect(items.nth(1)).toContainText(`opened the client secret of ${name}`);

    await page.goto(paths.connections(account.account_id));
    await page.getByRole("button", { name: "Leave it as it is" }).click();
    await expect(page.getByText("was never collected")).toBeHidden();
  } finally {
    await context.close();
    await stop();
  }
});
