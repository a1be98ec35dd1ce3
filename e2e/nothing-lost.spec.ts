import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { paths } from "../lib/paths";
import {
  confirmCreate,
  createButton,
  createConnection,
  nameField,
  rowOf,
  secretDialog,
  sendCreateForm,
} from "./support/connections";
import type { Account, EmulatorControl, Fault } from "./support/emulator-control";
import { startOwnConsole } from "./support/own-console";
import { signInTo } from "./support/sign-in";
import { expect, test } from "./support/test";

test.use({ accountOptions: { seed: "empty" } });

const name = "posit-connect";
const connection = { name, urls: ["https://connect.example.com/cb"] };
const create = (page: Page, account: Account) => createConnection(page, account, connection);
const onCreate = (fault: Fault): Fault => ({
  method: "POST",
  path: "*/custom-app-integrations",
  times: 1,
  ...fault,
});

/** What really became of the creations: how often Databricks was asked, what is there, the last secret. */
async function truth(emulator: EmulatorControl) {
  const { calls, secrets, deletions } = await emulator.ledger();
  const creates = calls.filter(({ method, path }) => method === "POST" && path.endsWith("integrations"));
  const deleted = new Set(deletions.map(({ integration_id }) => integration_id));
  const made = creates.filter(({ committed }) => committed);
  return {
    asked: creates.length,
    live: made.filter(({ integration_id = "" }) => !deleted.has(integration_id)).length,
    secret: secrets.at(-1)?.client_secret ?? "",
  };
}

async function expectSecret(dialog: Locator, emulator: EmulatorControl) {
  await dialog.getByRole("button", { name: "Show client secret" }).click();
  await expect(dialog).toContainText((await truth(emulator)).secret);
}

async function finish(dialog: Locator) {
  await dialog.getByRole("checkbox", { name: "I have stored the secret" }).check();
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(dialog).toBeHidden();
}

const waiting = (page: Page) => page.getByText("1 secret is waiting");
const showSecret = (page: Page) => page.getByRole("button", { name: `Show the secret of ${name}` });

/** Leaves the page as one closes a tab, whatever it asks. */
async function reload(page: Page) {
  page.once("dialog", (question) => void question.accept());
  await page.reload();
}

/** The two clicks of a repair. */
async function repair(page: Page) {
  await page.getByRole("button", { name: "Delete and create again…" }).click();
  await page
    .getByRole("alertdialog", { name: `Delete ${name} and create it again?` })
    .getByRole("button", { name: "Delete and create again", exact: true })
    .click();
}

const sealKeys = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open("latchkey", 1);
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const count = opening.result.transaction("seal-keys").objectStore("seal-keys").count();
          count.onsuccess = () => resolve(count.result);
          opening.result.close();
        };
      }),
  );

test("an answer lost after the create is named for what it is, and repaired in two clicks", async ({
  page,
  account,
  emulator,
  signIn,
}) => {
  await signIn(page);
  await emulator.setFaults([
    onCreate({ kind: "reset", phase: "after_commit" }),
    // The list does not show it at once either.
    { kind: "list_lag", ms: 1_500 },
  ]);
  await sendCreateForm(page, account, connection);
  await expect(page.getByText(`Checking whether ${name} was created…`)).toBeVisible();
  await expect(page.getByText(`${name} was created, but its secret was lost on the way`)).toBeVisible();
  expect(await truth(emulator)).toMatchObject({ asked: 1, live: 1 });
  await emulator.clearFaults();

  await repair(page);
  const dialog = secretDialog(page, name);
  await expectSecret(dialog, emulator);
  expect(await truth(emulator)).toMatchObject({ asked: 2, live: 1 });
  await finish(dialog);
  await expect(rowOf(page, name)).toBeVisible();
  await expect(page.getByText("secret was lost")).toBeHidden();
  await expect.poll(() => sealKeys(page)).toBe(0);
});

test("what was never created is said to be so, and can be sent again", async ({
  page,
  account,
  emulator,
  signIn,
}) => {
  // The list is looked through for a minute before a create counts as not done.
  test.setTimeout(150_000);
  await signIn(page);
  await emulator.setFaults([onCreate({ kind: "reset", phase: "before_commit" })]);
  await sendCreateForm(page, account, connection);
  await expect(page.getByText(`${name} was not created`)).toBeVisible({ timeout: 90_000 });
  await expect(nameField(page)).toHaveValue(name);
  await page.getByRole("button", { name: "Try again" }).click();
  await createButton(page).click();
  await confirmCreate(page);
  await expectSecret(secretDialog(page, name), emulator);
  expect(await truth(emulator)).toMatchObject({ asked: 2, live: 1 });
});

test("an answer that breaks off after the secret shows it", async ({ page, account, emulator, signIn }) => {
  await signIn(page);
  const lead = JSON.stringify({ integration_id: "", client_id: "", client_secret: "" }).length - 1;
  await emulator.setFaults([onCreate({ kind: "cut", at_byte: lead + 36 + 36 + 36 })]);
  const dialog = await create(page, account);
  await expect(dialog).toContainText("broke off after the secret");
  await expectSecret(dialog, emulator);
  expect(await truth(emulator)).toMatchObject({ asked: 1, live: 1 });
});

test("a reload while it is created or shown loses nothing", async ({ page, account, emulator, signIn }) => {
  await signIn(page);
  await emulator.setFaults([onCreate({ kind: "delay", phase: "after_commit", ms: 2_000 })]);
  await sendCreateForm(page, account, connection);
  await expect.poll(async () => (await truth(emulator)).live).toBe(1);
  await reload(page);
  await showSecret(page).click();
  await expectSecret(secretDialog(page, name), emulator);

  await reload(page);
  await showSecret(page).click();
  await expectSecret(secretDialog(page, name), emulator);
  await finish(secretDialog(page, name));
  await expect(waiting(page)).toBeHidden();
  expect(await truth(emulator)).toMatchObject({ asked: 1, live: 1 });
});

test("a console that ends while a connection is created knows of it when it is back", async ({ browser }) => {
  test.slow();
  const { url, account, emulator, restart, stop } = await startOwnConsole({});
  const context = await browser.newContext({ baseURL: url });
  try {
    const page = await context.newPage();
    await signInTo(account, page);
    await emulator.setFaults([onCreate({ kind: "hang", phase: "after_commit" })]);
    await sendCreateForm(page, account, connection);
    await expect.poll(async () => (await truth(emulator)).live).toBe(1);
    await page.close();
    await restart();
    const again = await context.newPage();
    await again.goto(paths.connections(account.account_id));
    await expect(again.getByText(`${name} was created, but its secret was lost on the way`)).toBeVisible();
    await repair(again);
    await expectSecret(secretDialog(again, name), emulator);
    expect(await truth(emulator)).toMatchObject({ asked: 2, live: 1 });
  } finally {
    await context.close();
    await stop();
  }
});

test("a closed tab leaves it to the next one, which does not offer what another tab shows", async ({
  page,
  context,
  account,
  emulator,
  signIn,
}) => {
  await signIn(page);
  await create(page, account);
  const other = await context.newPage();
  const listed = other.waitForResponse((response) => response.url().endsWith("/intents"));
  await other.goto(paths.connections(account.account_id));
  expect(JSON.stringify(await (await listed).json())).toContain('"state":"sealed"');
  await expect(rowOf(other, name)).toBeVisible();
  await expect(waiting(other)).toBeHidden();

  await page.close();
  await other.reload();
  await expect(waiting(other)).toBeVisible();
  await showSecret(other).click();
  await expectSecret(secretDialog(other, name), emulator);
});

test("a browser that was closed and started again still has it", async ({
  playwright,
  launchOptions,
  consoleUrl,
  account,
  emulator,
  signIn,
}) => {
  const profile = mkdtempSync(join(tmpdir(), "latchkey-profile-"));
  const start = () =>
    playwright.chromium.launchPersistentContext(profile, { ...launchOptions, baseURL: consoleUrl });
  try {
    const before = await start();
    const page = before.pages()[0] ?? (await before.newPage());
    await signIn(page);
    await create(page, account);
    await before.close();

    const after = await start();
    const again = after.pages()[0] ?? (await after.newPage());
    await again.goto(paths.connections(account.account_id));
    await showSecret(again).click();
    await expectSecret(secretDialog(again, name), emulator);
    await after.close();
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
});

test("another browser is told the truth, and can delete and create again", async ({
  page,
  browser,
  account,
  emulator,
  signIn,
  browserErrors,
}) => {
  browserErrors.allow(/403/);
  await signIn(page);
  await create(page, account);
  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  await signIn(other);
  await expect(other.getByText(`The secret of ${name} was delivered to another browser`)).toBeVisible();
  await expect(waiting(other)).toBeHidden();

  // Deleted, but not created again: the dialog stays and goes on from there.
  await emulator.setFaults([onCreate({ kind: "error", status: 403 })]);
  await repair(other);
  await expect(other.getByRole("alertdialog")).toContainText("Databricks refused this");
  await other.getByRole("alertdialog").getByRole("button", { name: "Delete and create again" }).click();
  const dialog = secretDialog(other, name);
  await expectSecret(dialog, emulator);
  expect(await truth(emulator)).toMatchObject({ asked: 3, live: 1 });
  await finish(dialog);
  await elsewhere.close();

  await reload(page);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(waiting(page)).toBeHidden();
});

test("several that need a look are told in one line until they are asked for", async ({
  page,
  browser,
  account,
  signIn,
}) => {
  await signIn(page);
  for (const each of [name, "dbt"]) {
    await createConnection(page, account, { ...connection, name: each });
    await page.goto("about:blank");
  }
  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  await signIn(other);
  await expect(other.getByText("2 new connections need a look")).toBeVisible();
  const told = other.getByText(/^The secret of .* was delivered to another browser$/);
  await expect(told).toHaveCount(0);
  const button = other.getByRole("button", { name: "Show them" });
  await button.press("Enter");
  await expect(told).toHaveCount(2);
  await expect(other.getByRole("button", { name: "Hide them" })).toBeFocused();
  await elsewhere.close();
});

test("saying that it is stored shreds it on both sides", async ({ page, account, emulator, signIn }) => {
  await signIn(page);
  const answered = page.waitForResponse(
    (response) => response.request().method() === "POST" && response.url().endsWith("integrations"),
  );
  const dialog = await create(page, account);
  const answer = await (await answered).text();
  expect(answer).not.toContain((await truth(emulator)).secret);
  const { id, sealed_answer } = JSON.parse(answer);
  expect(sealed_answer).toMatch(/^v1\./);
  expect(await sealKeys(page)).toBe(1);
  await finish(dialog);

  await expect(rowOf(page, name)).toBeVisible();
  await expect.poll(() => sealKeys(page)).toBe(0);
  const path = `/api/console/accounts/${account.account_id}/intents`;
  const kept = await page.request.get(`${path}/${id}`);
  expect(await kept.json()).toMatchObject({ state: "delivered", sealed_answer: null });
  expect(await (await page.request.get(path)).json()).toEqual({ intents: [] });
  await page.getByRole("link", { name }).click();
  await expect(page.getByText(/Shown to admin@example.com/)).toBeVisible();
});

test("nobody else sees what waits for a person", async ({ page, browser, account, signIn }) => {
  await signIn(page);
  const answered = page.waitForResponse(
    (response) => response.request().method() === "POST" && response.url().endsWith("integrations"),
  );
  await create(page, account);
  const { id } = await (await answered).json();
  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  await signIn(other, { as: "second admin" });
  const path = `/api/console/accounts/${account.account_id}/intents`;
  expect(await (await other.request.get(path)).json()).toEqual({ intents: [] });
  expect((await other.request.get(`${path}/${id}`)).status()).toBe(404);
  for (const verb of ["ack", "keep", "repair", "seen"]) {
    const headers = { "sec-fetch-site": "same-origin" };
    const answer = await other.request.post(`${path}/${id}/${verb}`, { headers, data: {} });
    expect(answer.status()).toBe(404);
  }
  await elsewhere.close();
});
