import type { Page } from "@playwright/test";
import { paths } from "../lib/paths";
import {
  confirmSave,
  guardDown,
  openConnection,
  redirectUrl,
  reviewDialog,
  rowOf,
  saveButton,
  saveChanges,
  secretDialog,
  sendCreateForm,
} from "./support/connections";
import type { EmulatorControl, Fault } from "./support/emulator-control";
import { Outside } from "./support/outside";
import { startOwnConsole } from "./support/own-console";
import { readRunState } from "./support/run-state";
import { signInTo } from "./support/sign-in";
import { expect, test } from "./support/test";

const name = "posit-connect";
const spare = "spare";
const first = "https://connect.example.com/cb";
const added = "https://added.example.com/cb";
const of = (each: string) => ({ name: each, redirect_urls: [first], scopes: ["sql", "openid"] });

test.use({
  accountOptions: { seed: { connections: [of(name), of(spare)] }, published_apps: ["databricks-cli"] },
});

const one = "*-app-integrations/*";
const all = "*/published-app-integrations";

test.beforeEach(({ browserErrors }) => browserErrors.allow(/status of 50[023]/));

/** The answer to a change is lost, each time it is sent, and what came of it cannot be read until `clearFaults`. */
const lost = (method: string, phase: string, path = one): Fault => ({ kind: "reset", method, path, phase });
const unreadable = (nth: number, path = one): Fault => ({
  kind: "error",
  method: "GET",
  path,
  status: 503,
  nth,
});

/** Adds a URL and saves it; the console reads once before it sends, and in vain afterwards. */
async function saveInDoubt(page: Page, emulator: EmulatorControl, phase: string) {
  await redirectUrl(page, 1).press("Enter");
  await redirectUrl(page, 2).fill(added);
  await saveButton(page).click();
  await expect(reviewDialog(page)).toBeVisible();
  await emulator.setFaults([lost("PATCH", phase), unreadable(2)]);
  await confirmSave(page);
}

async function askToDelete(page: Page, each: string) {
  await page.getByRole("button", { name: "Delete connection…" }).click();
  const dialog = page.getByRole("alertdialog");
  await dialog.getByRole("textbox").fill(each);
  await dialog.getByRole("button", { name: "Delete connection" }).click();
}

const status = (page: Page, text: string | RegExp) => page.getByRole("status").filter({ hasText: text });
const dismiss = (page: Page) => page.getByRole("button", { name: "Dismiss" }).click();
const committed = async (emulator: EmulatorControl, method: string) =>
  (await emulator.ledger()).calls.filter(
    (call) => call.method === method && call.committed && call.integration_id,
  ).length;

test("a save without a clear answer is checked, and turns out to be saved", async ({
  page,
  account,
  emulator,
  signIn,
}) => {
  await signIn(page);
  await openConnection(page, account, name);
  await saveInDoubt(page, emulator, "after_commit");
  await expect(status(page, `Checking whether ${name} was saved…`)).toBeVisible();
  await expect(reviewDialog(page)).toBeHidden();
  await expect(redirectUrl(page, 2)).toBeDisabled();
  await emulator.clearFaults();

  await expect(page.getByText(/^Saved\. Databricks may take/)).toBeVisible();
  await expect(page.getByText("Checking whether")).toBeHidden();
  await expect(page.getByText("unsaved change")).toBeHidden();
  await expect(redirectUrl(page, 2)).toHaveValue(added);
  await guardDown(page);
  await page.reload();
  await expect(redirectUrl(page, 2)).toHaveValue(added);
  await expect(page.getByText("was saved")).toBeHidden();

  await page.getByRole("link", { name: "History" }).click();
  const history = page.getByRole("listitem").filter({ hasText: `changed ${name}` });
  await expect(history).toHaveCount(1);
  await expect(history).not.toContainText("unknown");
  await history.getByText(`changed ${name}`).click();
  await expect(history).toContainText(added);
});

test("a deletion and an enabling without a clear answer turn out to be done", async ({
  page,
  context,
  account,
  emulator,
  signIn,
}) => {
  await signIn(page);
  await openConnection(page, account, name);
  await emulator.setFaults([lost("DELETE", "after_commit"), unreadable(2)]);
  await askToDelete(page, name);
  await expect(status(page, `Checking whether ${name} was deleted…`)).toBeVisible();
  await emulator.clearFaults();
  await expect(page).toHaveURL(paths.connections(account.account_id));
  await expect(rowOf(page, spare)).toBeVisible();
  await expect(rowOf(page, name)).toBeHidden();
  expect(await committed(emulator, "DELETE")).toBe(1);

  const other = await context.newPage();
  await other.goto(paths.publishedApp(account.account_id, "tableau-desktop"));
  await other.getByRole("button", { name: "Enable in this account" }).click();
  await emulator.setFaults([lost("POST", "after_commit", all), unreadable(1, all)]);
  await reviewDialog(other).getByRole("button", { name: "Enable", exact: true }).click();
  await expect(status(other, "Checking whether Tableau Desktop was enabled…")).toBeVisible();
  await emulator.clearFaults();
  await expect(other.getByText("Published app, enabled in this account")).toBeVisible();
  await expect(other.getByText("Checking whether")).toBeHidden();
});

test("what was not done within a minute is said so, everything typed is there, and it can be done again", async ({
  page,
  context,
  account,
  emulator,
  signIn,
}) => {
  test.setTimeout(180_000);
  await signIn(page);
  await openConnection(page, account, name);
  const deleting = await context.newPage();
  await openConnection(deleting, account, spare);
  const enabling = await context.newPage();
  await enabling.goto(paths.publishedApp(account.account_id, "tableau-desktop"));
  await enabling.getByRole("radio", { name: /^This connection/ }).check();
  await enabling.getByRole("textbox", { name: "Access token lifetime" }).fill("2");
  await enabling.getByRole("button", { name: "Enable in this account" }).click();
  await redirectUrl(page, 1).press("Enter");
  await redirectUrl(page, 2).fill(added);
  await saveButton(page).click();

  await emulator.setFaults(
    ["PATCH", "DELETE", "POST"].map((each) => lost(each, "before_commit", "*-app-integrations*")),
  );
  await confirmSave(page);
  await askToDelete(deleting, spare);
  await reviewDialog(enabling).getByRole("button", { name: "Enable", exact: true }).click();
  await expect(status(page, `Checking whether ${name} was saved…`)).toBeVisible();
  await expect(status(deleting, `Checking whether ${spare} was deleted…`)).toBeVisible();
  await expect(status(enabling, "Checking whether Tableau Desktop was enabled…")).toBeVisible();
  await emulator.clearFaults();

  const minute = { timeout: 90_000 };
  await expect(status(page, `${name} was not saved`)).toBeVisible(minute);
  await expect(status(deleting, `${spare} was not deleted`)).toBeVisible(minute);
  await expect(status(enabling, "Tableau Desktop was not enabled")).toBeVisible(minute);
  for (const method of ["PATCH", "DELETE", "POST"]) expect(await committed(emulator, method)).toBe(0);

  await expect(redirectUrl(page, 2)).toHaveValue(added);
  await saveChanges(page);
  await expect(page.getByText(/^Saved\. Databricks may take/)).toBeVisible();
  await expect(page.getByText("was not saved")).toBeHidden();

  await askToDelete(deleting, spare);
  await expect(deleting).toHaveURL(paths.connections(account.account_id));
  await expect(rowOf(deleting, name)).toBeVisible();
  await expect(deleting.getByText("was not deleted")).toBeHidden();

  await expect(enabling.getByRole("textbox", { name: "Access token lifetime" })).toHaveValue("2");
  await enabling.getByRole("button", { name: "Enable in this account" }).click();
  await reviewDialog(enabling).getByRole("button", { name: "Enable", exact: true }).click();
  await expect(enabling.getByText("Published app, enabled in this account")).toBeVisible();
  await expect(enabling.getByText("was not enabled")).toBeHidden();
  for (const method of ["PATCH", "DELETE", "POST"]) expect(await committed(emulator, method)).toBe(1);
});

test("whoever leaves is told on every page, and how it ended until they have seen it", async ({
  page,
  account,
  emulator,
  signIn,
}) => {
  await signIn(page);
  await openConnection(page, account, name);
  await saveInDoubt(page, emulator, "after_commit");
  await expect(status(page, `Checking whether ${name} was saved…`)).toBeVisible();
  await page.getByRole("navigation").getByRole("link", { name: "Activity" }).click();
  await page
    .getByRole("alertdialog")
    .getByRole("button", { name: /^Leave/ })
    .click();
  await expect(page).toHaveURL(/activity/);
  await expect(status(page, `Checking whether ${name} was saved…`)).toBeVisible();
  await emulator.clearFaults();
  await expect(status(page, `${name} was saved`)).toBeVisible();

  // It is told on the next visit too, and no more once it was seen.
  await page.reload();
  await expect(status(page, `${name} was saved`)).toBeVisible();
  await dismiss(page);
  await expect(page.getByText(`${name} was saved`)).toBeHidden();
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByText(`${name} was saved`)).toBeHidden();
});

test("a reload while it is checked comes back to it, with what was typed", async ({
  page,
  account,
  emulator,
  signIn,
}) => {
  await signIn(page);
  await openConnection(page, account, name);
  await saveInDoubt(page, emulator, "after_commit");
  await expect(status(page, `Checking whether ${name} was saved…`)).toBeVisible();
  // The page itself can be read, what the console looks at cannot.
  await emulator.setFaults([unreadable(2)]);
  page.once("dialog", (question) => void question.accept());
  await page.reload();
  await expect(status(page, `Checking whether ${name} was saved…`)).toBeVisible();
  await emulator.clearFaults();
  await expect(page.getByText("Checking whether")).toBeHidden();
  await expect(redirectUrl(page, 2)).toHaveValue(added);
  await expect(page.getByText("unsaved change")).toBeHidden();
  await expect(page.getByText("Somebody else")).toBeHidden();
});

test("what somebody else changed in the same minute is set beside what was saved", async ({
  page,
  account,
  emulator,
  signIn,
}) => {
  await signIn(page);
  await openConnection(page, account, name);
  await saveInDoubt(page, emulator, "before_commit");
  await expect(status(page, "Checking whether")).toBeVisible();
  await emulator.clearFaults();
  const theirs = "https://theirs.example.com/cb";
  const outside = await Outside.signIn(readRunState().emulatorUrl, account);
  await outside.update(name, { redirect_urls: [first, theirs] });
  await expect(status(page, `Whether ${name} was saved needs you to look`)).toBeVisible();
  await page.getByRole("button", { name: "Compare with what you entered…" }).click();
  await expect(reviewDialog(page)).toContainText("What is stored is neither as it was nor as you saved it");
  await confirmSave(page);
  await expect(page.getByText(/^Saved\. Databricks may take/)).toBeVisible();
  await expect(page.getByText("needs you to look")).toBeHidden();
  expect((await outside.read(name)).redirect_urls.toSorted()).toEqual([added, first, theirs].toSorted());
});

test("a console that ends while a save is checked goes on when it is back", async ({
  browser,
  browserErrors,
}) => {
  test.slow();
  browserErrors.allow(/ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET/);
  const { url, account, emulator, restart, stop } = await startOwnConsole({});
  await emulator.reset({ seed: { connections: [of(name)] } });
  const context = await browser.newContext({ baseURL: url });
  try {
    const page = await context.newPage();
    await signInTo(account, page);
    await openConnection(page, account, name);
    await saveInDoubt(page, emulator, "after_commit");
    await expect(status(page, `Checking whether ${name} was saved…`)).toBeVisible();
    await restart();
    await emulator.clearFaults();
    await expect(page.getByText(/^Saved\. Databricks may take/)).toBeVisible({ timeout: 30_000 });
    await expect(redirectUrl(page, 2)).toHaveValue(added);
  } finally {
    await context.close();
    await stop();
  }
});

test("a browser that is offline learns what became of its save and its create when it is back", async ({
  page,
  context,
  account,
  emulator,
  signIn,
  browserErrors,
}) => {
  browserErrors.allow(/ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED/);
  await signIn(page);
  await openConnection(page, account, name);
  await redirectUrl(page, 1).press("Enter");
  await redirectUrl(page, 2).fill(added);
  await saveButton(page).click();
  await emulator.setFaults(
    ["PATCH", "POST"].map((method) => ({
      ...{ kind: "delay", method, path: "*/custom-app-integrations*", phase: "after_commit", ms: 2_500 },
    })),
  );
  await confirmSave(page);
  await expect.poll(() => committed(emulator, "PATCH")).toBe(1);
  await context.setOffline(true);
  await expect(reviewDialog(page)).toContainText("offline");
  await context.setOffline(false);
  await expect(page.getByText(/^Saved\. Databricks may take/)).toBeVisible();
  expect(await committed(emulator, "PATCH")).toBe(1);

  await guardDown(page);
  const created = { name: "made-offline", urls: [first] };
  await sendCreateForm(page, account, created);
  await expect.poll(() => committed(emulator, "POST")).toBe(1);
  await context.setOffline(true);
  await expect(reviewDialog(page)).toContainText("offline");
  await context.setOffline(false);
  const dialog = secretDialog(page, created.name);
  await dialog.getByRole("button", { name: "Show client secret" }).click();
  const { secrets } = await emulator.ledger();
  await expect(dialog).toContainText(secrets.at(-1)?.client_secret ?? "no secret");
  expect(await committed(emulator, "POST")).toBe(1);
});

test("of several that could be the one that was created, a person chooses", async ({
  page,
  account,
  emulator,
  signIn,
}) => {
  await signIn(page);
  const twin = { name: "twin", urls: [first] };
  // The lists are late, so that the console looks when both are there.
  await emulator.setFaults([
    { kind: "reset", method: "POST", path: "*/custom-app-integrations", phase: "after_commit", times: 1 },
    { kind: "list_lag", ms: 3_000 },
  ]);
  await sendCreateForm(page, account, twin);
  await expect(page.getByText("Checking whether twin was created…")).toBeVisible();
  const calls = (await emulator.ledger()).calls.filter(
    ({ method, committed }) => method === "POST" && committed,
  );
  const outside = await Outside.signInAs(readRunState().emulatorUrl, account, "admin");
  const mine = calls.at(-1)?.integration_id ?? "";
  const { redirect_urls, scopes, user_authorized_scopes, token_access_policy } = await outside.readById(mine);
  const policy = Object.keys(token_access_policy).length > 0 ? { token_access_policy } : {};
  await outside.create({
    ...{ name: twin.name, confidential: true, redirect_urls, scopes, user_authorized_scopes },
    ...policy,
  });

  await expect(page.getByText("Several connections could be the twin that you created")).toBeVisible();
  await emulator.clearFaults();
  const candidates = page.getByRole("listitem").filter({ hasText: "Client ID" });
  await expect(candidates).toHaveCount(2);
  await expect(candidates.first()).toContainText("you asked");
  const { client_id } = await outside.readById(mine);
  const own = candidates.filter({ hasText: String(client_id) });
  const button = own.getByRole("button", { name: /^Delete and create again… the (first|second)$/ });
  await button.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("alertdialog");
  await expect(dialog).toContainText(String(client_id));
  await dialog.getByRole("button", { name: "Delete and create again" }).click();
  await expect(secretDialog(page, "twin")).toBeVisible();
  expect((await outside.readAll("twin")).map(({ integration_id }) => integration_id)).not.toContain(mine);
  expect(await outside.readAll("twin")).toHaveLength(2);
});
