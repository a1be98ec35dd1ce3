import type { Page } from "@playwright/test";
import { paths } from "../lib/paths";
import {
  confirmCreate,
  createButton,
  nameField,
  openConnection,
  redirectUrl,
  reviewDialog,
  rowOf,
  saveButton,
  secretDialog,
} from "./support/connections";
import { startOwnConsole } from "./support/own-console";
import { signInTo } from "./support/sign-in";
import { expect, test } from "./support/test";

const url = "https://connect.example.com/cb";
const seed = { connections: [{ name: "posit-connect", redirect_urls: [url], scopes: ["sql"] }] };
test.use({ accountOptions: { seed } });

const banner = (page: Page) => page.getByText(/^Databricks cannot be reached since \d\d:\d\d$/);
const offline = (page: Page) => page.getByText("You are offline", { exact: true });
const nav = (page: Page, name: string) =>
  page.getByRole("navigation", { name: "Main" }).getByRole("link", { name });

test("while Databricks is away the list stays, one banner says so, and everything comes back by itself", async ({
  browser,
  browserErrors,
}) => {
  test.slow();
  browserErrors.allow(/502|503/);
  const { url: consoleUrl, account, emulator, line, stop } = await startOwnConsole({});
  const context = await browser.newContext({ baseURL: consoleUrl });
  try {
    await emulator.reset({ seed });
    const page = await context.newPage();
    await signInTo(account, page);
    await expect(rowOf(page, "posit-connect")).toBeVisible();

    await line.cut();
    await nav(page, "Activity").click();
    await expect(banner(page)).toBeVisible();
    await expect(page.getByText("It appears here as soon as Databricks can be reached again.")).toBeVisible();
    await nav(page, "Published apps").click();
    await expect(page.getByText(/As of \d\d:\d\d:\d\d\./)).toBeVisible();
    await nav(page, "Connections").click();
    await expect(rowOf(page, "posit-connect")).toBeVisible();
    await expect(page.getByText(/as of \d\d:\d\d:\d\d/)).toBeVisible();
    await expect(page.getByText("Databricks could not be reached")).toBeHidden();

    // A change says that nothing was done, and keeps what was typed.
    await page.goto(paths.blankConnection(account.account_id));
    await nameField(page).fill("typed-meanwhile");
    await redirectUrl(page, 1).fill(url);
    await createButton(page).click();
    await confirmCreate(page);
    const problem = reviewDialog(page).getByRole("alert");
    await expect(problem).toContainText("Databricks could not be reached");
    await expect(problem).toContainText("Nothing was changed.");
    await expect(banner(page)).toBeVisible();

    await line.mend();
    await expect(banner(page)).toBeHidden();
    await confirmCreate(page);
    await expect(secretDialog(page, "typed-meanwhile")).toBeVisible();
    const { calls } = await emulator.ledger();
    const creates = calls.filter(({ method, path }) => method === "POST" && path.endsWith("integrations"));
    expect(creates).toHaveLength(1);
  } finally {
    await context.close();
    await stop();
  }
});

test("a list that is asked to wait counts down, tries again by itself, and can be told not to", async ({
  page,
  account,
  emulator,
  signIn,
  browserErrors,
}) => {
  browserErrors.allow(/429/);
  await signIn(page);
  await expect(rowOf(page, "posit-connect")).toBeVisible();
  const slowDown = (retry_after: string) =>
    emulator.setFaults([
      { kind: "error", method: "GET", path: "*/published-apps", status: 429, times: 1, retry_after },
    ]);
  await slowDown("4");
  await page.goto(paths.publishedApps(account.account_id));
  const problem = page.getByRole("alert").filter({ hasText: "Databricks asks to slow down" });
  await expect(problem).toContainText(/asks to wait 4\s*[1-4] seconds?\./);
  await expect(problem).toContainText("When that time is over it tries again by itself.");
  await expect(page.getByRole("heading", { name: "Enabled", exact: true })).toBeVisible();
  await expect(problem).toBeHidden();

  await slowDown("50");
  await page.reload();
  await problem.getByRole("button", { name: "Stop waiting" }).click();
  await expect(problem).not.toContainText("tries again by itself");
  await problem.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { name: "Enabled", exact: true })).toBeVisible();
});

test("a change that is asked to wait can be sent again when the time is over", async ({
  page,
  account,
  emulator,
  signIn,
  browserErrors,
}) => {
  test.slow();
  browserErrors.allow(/429/);
  await signIn(page);
  await openConnection(page, account, "posit-connect");
  await page.getByRole("button", { name: "Delete connection…" }).click();
  const dialog = page.getByRole("alertdialog");
  await dialog.getByRole("textbox").fill("posit-connect");
  await emulator.setFaults([
    { kind: "error", method: "DELETE", path: "*", status: 429, times: 1, retry_after: "35" },
  ]);
  const action = dialog.getByRole("button", { name: "Delete", exact: false }).last();
  await action.click();
  await expect(dialog).toContainText("Databricks asks to slow down");
  await expect(action).toHaveAttribute("aria-disabled", "true");
  await expect(action).toHaveAccessibleDescription(/Databricks asks to wait \d+ more seconds\./);
  await expect(action).not.toHaveAttribute("aria-disabled", { timeout: 60_000 });
  await action.click();
  await expect(page.getByRole("heading", { level: 1, name: "Connections" })).toBeVisible();
  expect((await emulator.ledger()).deletions.map(({ name }) => name)).toEqual(["posit-connect"]);
});

test("offline, what was typed stays and cannot be sent; it can when the connection is back", async ({
  page,
  context,
  account,
  signIn,
  browserErrors,
}) => {
  // Next loads links ahead when they come into sight.
  browserErrors.allow(/ERR_INTERNET_DISCONNECTED/);
  await signIn(page);
  await openConnection(page, account, "posit-connect");
  await context.setOffline(true);
  await expect(offline(page)).toBeVisible();
  await redirectUrl(page, 1).fill("https://moved.example.com/cb");
  await expect(saveButton(page)).toHaveAttribute("aria-disabled", "true");
  await expect(saveButton(page)).toHaveAccessibleDescription(/You are offline/);
  await saveButton(page).press("Enter");
  await expect(reviewDialog(page)).toBeHidden();

  await context.setOffline(false);
  await expect(offline(page)).toBeHidden();
  await expect(redirectUrl(page, 1)).toHaveValue("https://moved.example.com/cb");
  await saveButton(page).click();
  await context.setOffline(true);
  const confirm = reviewDialog(page).getByRole("button", { name: "Save", exact: true });
  await expect(confirm).toHaveAccessibleDescription(/You are offline/);
  await context.setOffline(false);
  await confirm.click();
  await expect(page.getByText(/^Saved\./)).toBeVisible();
});
