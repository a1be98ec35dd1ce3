import type { Page } from "@playwright/test";
import { paths } from "../lib/paths";
import { createConnection, rowOf } from "./support/connections";
import type { Account } from "./support/emulator-control";
import { expect, test } from "./support/test";

test.use({ accountOptions: { seed: "empty" } });

const create = (page: Page, account: Account) =>
  createConnection(page, account, { name: "posit-connect", urls: ["https://connect.example.com/cb"] });

const question = (page: Page) => page.getByRole("alertdialog", { name: "Leave without the secret?" });

test("Esc, a press outside, Back and reload do not lose it without a question", async ({
  page,
  account,
  signIn,
}) => {
  await signIn(page);
  const dialog = await create(page, account);
  const goBack = () => question(page).getByRole("button", { name: "Go back to the secret" }).click();

  await page.keyboard.press("Escape");
  await expect(question(page).getByRole("button", { name: "Go back to the secret" })).toBeFocused();
  await goBack();
  await expect(question(page)).toBeHidden();

  await page.mouse.click(5, 400);
  await expect(question(page)).toBeVisible();
  await goBack();

  await page.goBack({ waitUntil: "commit" });
  await expect(question(page)).toBeVisible();
  await goBack();
  await expect(dialog).toBeVisible();

  const asked = page.waitForEvent("dialog");
  const reload = page.reload({ timeout: 3_000 }).catch(() => undefined);
  const browserQuestion = await asked;
  expect(browserQuestion.type()).toBe("beforeunload");
  await browserQuestion.dismiss();
  await reload;
  await expect(dialog).toBeVisible();
});

test("Done waits for a copy or the tick, and says so", async ({ page, account, signIn }) => {
  await signIn(page);
  const dialog = await create(page, account);
  const done = dialog.getByRole("button", { name: "Done" });
  await expect(done).toHaveAttribute("aria-disabled", "true");
  await expect(done).toHaveAccessibleDescription(/Copy the secret first/);
  await done.press("Enter");
  await expect(dialog).toBeVisible();
  await dialog.getByRole("checkbox", { name: "I have stored the secret" }).check();
  await expect(done).not.toHaveAttribute("aria-disabled");
  await dialog.getByRole("checkbox", { name: "I have stored the secret" }).uncheck();
  await expect(done).toHaveAttribute("aria-disabled", "true");
  await dialog.getByRole("button", { name: "Copy client secret" }).click();
  await expect(dialog.getByText(/The secret is in the clipboard/)).toBeVisible();
  await done.click();
  await expect(rowOf(page, "posit-connect")).toBeVisible();
});

test("it is masked by dots that tell nothing, and hides again by itself", async ({
  page,
  account,
  emulator,
  signIn,
}) => {
  await page.clock.install();
  await signIn(page);
  const dialog = await create(page, account);
  const secret = (await emulator.ledger()).secrets.at(-1)?.client_secret ?? "";
  const show = dialog.getByRole("button", { name: "Show client secret" });
  expect(await page.content()).not.toContain(secret);
  await expect(dialog.getByText("•".repeat(24))).toBeVisible();
  await expect(show).toHaveAttribute("aria-pressed", "false");
  await show.click();
  await expect(show).toHaveAttribute("aria-pressed", "true");
  await expect(dialog.getByText(secret)).toBeVisible();
  await page.clock.runFor(31_000);
  await expect(dialog.getByText(secret)).toBeHidden();
  expect(await page.content()).not.toContain(secret);
});

test("a refused clipboard is said, and the secret can be copied by hand", async ({
  page,
  context,
  account,
  emulator,
  signIn,
}) => {
  await signIn(page);
  const dialog = await create(page, account);
  await context.clearPermissions();
  await context.grantPermissions([]);
  await page.evaluate(() =>
    Object.defineProperty(navigator, "clipboard", {
      value: { writeText: () => Promise.reject(new DOMException("refused", "NotAllowedError")) },
    }),
  );
  await dialog.getByRole("button", { name: "Copy client secret" }).click();
  await expect(dialog.getByText("The browser refused to copy.", { exact: false }).first()).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Done" })).toHaveAttribute("aria-disabled", "true");
  await dialog.getByRole("button", { name: "Show and select it" }).click();
  const secret = (await emulator.ledger()).secrets.at(-1)?.client_secret;
  expect(await page.evaluate(() => getSelection()?.toString())).toBe(secret);
});

test("leaving without it can delete the connection at once", async ({ page, account, emulator, signIn }) => {
  await signIn(page);
  const dialog = await create(page, account);
  await dialog.getByRole("button", { name: "Leave without the secret…" }).click();
  await expect(question(page)).toContainText("its client ID");
  await question(page).getByRole("button", { name: "Delete it now" }).click();
  await expect(page).toHaveURL(paths.connections(account.account_id));
  await expect(page.getByRole("rowheader", { name: "Latchkey", exact: true })).toBeVisible();
  await expect(page.getByRole("link", { name: "posit-connect" })).toBeHidden();
  expect((await emulator.ledger()).deletions.map(({ name }) => name)).toEqual(["posit-connect"]);
});

test("leaving anyway leads to the list, and the secret is nowhere in the browser", async ({
  page,
  context,
  account,
  emulator,
  signIn,
}) => {
  await signIn(page);
  const dialog = await create(page, account);
  await dialog.getByRole("button", { name: "Show client secret" }).click();
  await dialog.getByRole("button", { name: "Leave without the secret…" }).click();
  await question(page).getByRole("button", { name: "Leave anyway" }).click();
  await expect(rowOf(page, "posit-connect")).toBeVisible();

  const secret = (await emulator.ledger()).secrets.at(-1)?.client_secret ?? "";
  expect(await page.content()).not.toContain(secret);
  expect(JSON.stringify(await context.storageState({ indexedDB: true }))).not.toContain(secret);
  const kept = await page.evaluate(() =>
    JSON.stringify([{ ...sessionStorage }, { ...localStorage }, history.state, location.href]),
  );
  expect(kept).not.toContain(secret);
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1, name: "New connection" })).toBeVisible();
  expect(await page.content()).not.toContain(secret);
});

test("it fits 320 px without sideways scrolling, and printing hides it", async ({
  page,
  account,
  emulator,
  signIn,
}) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await signIn(page);
  const dialog = await create(page, account);
  await dialog.getByRole("button", { name: "Show client secret" }).click();
  const secret = (await emulator.ledger()).secrets.at(-1)?.client_secret ?? "";
  await expect(dialog.getByText(secret)).toBeVisible();
  const overflow = await dialog.evaluate((element) => element.scrollWidth - element.clientWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await expect(dialog.getByText(secret)).toBeHidden();
});
