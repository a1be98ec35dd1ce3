import { expect, type Locator, type Page } from "@playwright/test";
import { paths } from "../../lib/paths";
import type { Account } from "./emulator-control";

/** The list's row of the connection with this name. */
export const rowOf = (page: Page, name: string): Locator =>
  page.getByRole("row").filter({ has: page.getByRole("link", { name, exact: true }) });

export const nameField = (page: Page) => page.getByRole("textbox", { name: "Name", exact: true });
export const redirectUrl = (page: Page, number: number) =>
  page.getByRole("textbox", { name: new RegExp(`^Redirect URL ${number} of`) });
export const createButton = (page: Page) => page.getByRole("button", { name: "Create connection" });
/** The dialog that shows what is about to be sent. */
export const reviewDialog = (page: Page) => page.getByRole("dialog", { name: /^Review / });
export const saveButton = (page: Page) => page.getByRole("button", { name: "Save changes" });
export const secretDialog = (page: Page, name: string) =>
  page.getByRole("dialog", { name: `${name} was created` });

/** Confirms the review of a create. */
export const confirmCreate = (page: Page) =>
  reviewDialog(page).getByRole("button", { name: "Create connection" }).click();

/** Confirms the review of an update. */
export const confirmSave = (page: Page) =>
  reviewDialog(page).getByRole("button", { name: "Save", exact: true }).click();

/** Saves the open form through its review. */
export async function saveChanges(page: Page): Promise<void> {
  await saveButton(page).click();
  await confirmSave(page);
}

type NewConnection = { name: string; urls: string[]; type?: "Confidential" | "Public" };

/** Fills the create form of an account and sends it; the dialog with the result is open afterwards. */
export async function createConnection(
  page: Page,
  account: Account,
  connection: NewConnection,
): Promise<Locator> {
  await sendCreateForm(page, account, connection);
  const dialog = secretDialog(page, connection.name);
  await expect(dialog).toBeVisible();
  return dialog;
}

/** Fills the create form of an account and sends it, whatever comes of it. */
export async function sendCreateForm(
  page: Page,
  { account_id }: Account,
  { name, urls, type = "Confidential" }: NewConnection,
): Promise<void> {
  await page.goto(paths.blankConnection(account_id));
  await nameField(page).fill(name);
  await page.getByRole("radio", { name: new RegExp(`^${type}`) }).check();
  for (const [index, url] of urls.entries()) {
    if (index > 0) await page.getByRole("button", { name: "Add a URL" }).click();
    await redirectUrl(page, index + 1).fill(url);
  }
  await createButton(page).click();
  await confirmCreate(page);
}

/** Waits until a form that has nothing to lose any more has taken its copy of the history entry away. */
export async function guardDown(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate(() => history.state?.latchkeyGuard === true)).toBe(false);
}

/** Reloads the page of a form that was saved. While its guard steps back, a reload would be cut off. */
export async function reloadSaved(page: Page): Promise<void> {
  await expect(page.getByText("Saved.")).toBeVisible();
  await guardDown(page);
  await page.reload();
}

/** Opens the page of a connection from the list. */
export async function openConnection(page: Page, { account_id }: Account, name: string): Promise<void> {
  await page.goto(`${paths.connections(account_id)}?q=${encodeURIComponent(name)}`);
  await page.getByRole("link", { name, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name, exact: true })).toBeVisible();
}
