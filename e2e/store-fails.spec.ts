import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { paths } from "../lib/paths";
import { StorePlan } from "./campaign/store-plan";
import { confirmCreate, createConnection, rowOf, secretDialog, sendCreateForm } from "./support/connections";
import { startOwnConsole } from "./support/own-console";
import { choosePerson, signInTo } from "./support/sign-in";
import { test as base, expect } from "./support/test";

type Fixtures = {
  plan: StorePlan;
  own: Awaited<ReturnType<typeof startOwnConsole>>;
  there: Page;
};

/** A console whose store can be made to fail, and a page of it. */
const test = base.extend<Fixtures>({
  plan: async ({ browserErrors }, use) => {
    browserErrors.allow(/503/);
    const folder = mkdtempSync(join(tmpdir(), "latchkey-plan-"));
    await use(new StorePlan(join(folder, "plan")));
    rmSync(folder, { recursive: true });
  },
  own: async ({ plan }, use) => {
    const own = await startOwnConsole(plan.env);
    await use(own);
    await own.stop();
  },
  there: async ({ browser, own }, use) => {
    const context = await browser.newContext({ baseURL: own.url });
    await use(await context.newPage());
    await context.close();
  },
});

const name = "posit-connect";
const connection = { name, urls: ["https://connect.example.com/cb"] };
const banner = (page: Page) => page.getByText("Read-only: the console cannot write to its store");
const creates = async ({ emulator }: Fixtures["own"]) =>
  (await emulator.ledger()).calls.filter(
    ({ method, path }) => method === "POST" && path.endsWith("integrations"),
  ).length;

test("while the store cannot be written to, everything can be read and nothing is sent", async ({
  own,
  plan,
  there: page,
}) => {
  test.slow();
  await signInTo(own.account, page);
  await createConnection(page, own.account, { name: "before", urls: connection.urls });
  const dialog = secretDialog(page, "before");
  await dialog.getByRole("checkbox", { name: "I have stored the secret" }).check();
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(rowOf(page, "before")).toBeVisible();
  const before = await creates(own);

  plan.arm({ at: 1, how: "SQLITE_FULL", lasting: true });
  await sendCreateForm(page, own.account, connection);
  const review = page.getByRole("dialog");
  await expect(review).toContainText("The console's store does not work");
  await expect(review).toContainText("Nothing was sent to Databricks");
  await expect(banner(page)).toBeVisible();
  expect(await creates(own)).toBe(before);
  const health = await page.request.get("/api/console/health");
  expect([health.status(), await health.json()]).toEqual([
    503,
    { status: "unavailable", store: "read-only" },
  ]);

  const reader = await page.context().newPage();
  await reader.goto(paths.connections(own.account.account_id));
  await expect(rowOf(reader, "before")).toBeVisible();
  await expect(banner(reader)).toBeVisible();
  await reader.getByRole("link", { name: "before" }).click();
  await expect(reader.getByText(connection.urls[0] ?? "").first()).toBeVisible();

  plan.disarm();
  await expect(banner(reader)).toBeHidden();
  await expect(banner(page)).toBeHidden();
  await confirmCreate(page);
  await expect(secretDialog(page, name)).toBeVisible();
  expect(await creates(own)).toBe(before + 1);
});

test("a secret that cannot be kept is shown with the truth, and confirmed once the store works", async ({
  own,
  plan,
  there: page,
}) => {
  test.slow();
  await signInTo(own.account, page);
  await own.emulator.setFaults([
    { method: "POST", path: "*/custom-app-integrations", kind: "delay", phase: "after_commit", ms: 3_000 },
  ]);
  await sendCreateForm(page, own.account, connection);
  await expect.poll(async () => (await own.emulator.ledger()).secrets.length).toBe(1);
  plan.arm({ at: 1, how: "SQLITE_FULL", lasting: true });

  const dialog = secretDialog(page, name);
  const warning = dialog.getByText("This secret could not be kept: store it now");
  await expect(warning).toBeVisible();
  await dialog.getByRole("button", { name: "Show client secret" }).click();
  const [issued] = (await own.emulator.ledger()).secrets;
  await expect(dialog).toContainText(issued?.client_secret ?? "no secret");
  await dialog.getByRole("checkbox", { name: "I have stored the secret" }).check();
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(dialog.getByText("The console's store does not work")).toBeInViewport();
  await expect(dialog.getByRole("button", { name: "Leave without confirming" })).toBeVisible();

  plan.disarm();
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(dialog).toBeHidden();
  await expect(rowOf(page, name)).toBeVisible();
  const open = await page.request.get(`/api/console/accounts/${own.account.account_id}/intents`);
  expect(await open.json()).toEqual({ intents: [] });
});

test("a secret that cannot be kept survives a reload", async ({ own, plan, there: page }) => {
  test.slow();
  await signInTo(own.account, page);
  await own.emulator.setFaults([
    { method: "POST", path: "*/custom-app-integrations", kind: "delay", phase: "after_commit", ms: 3_000 },
  ]);
  await sendCreateForm(page, own.account, connection);
  await expect.poll(async () => (await own.emulator.ledger()).secrets.length).toBe(1);
  plan.arm({ at: 1, how: "SQLITE_FULL", lasting: true });
  await expect(secretDialog(page, name)).toBeVisible();
  await page.close({ runBeforeUnload: false });

  const again = await own.account.account_id;
  const next = await page.context().newPage();
  await next.goto(paths.connections(again));
  await next.getByRole("button", { name: `Show the secret of ${name}` }).click();
  await expect(secretDialog(next, name)).toContainText("This secret could not be kept");
});

test("a sign-in that cannot be stored says so", async ({ own, plan, there: page }) => {
  const { account } = own;
  await page.goto(paths.signIn({ account_id: account.account_id }));
  plan.arm({ at: 1, how: "SQLITE_FULL", lasting: true });
  await page.getByRole("button", { name: `Sign in to ${account.name}`, exact: true }).click();
  await choosePerson(account, page, "admin");
  await expect(page.getByText("The console could not store the session.")).toBeVisible();
  plan.disarm();
  await signInTo(account, page);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
});
