import { paths } from "../lib/paths";
import { openConnection } from "./support/connections";
import { expect, test } from "./support/test";

const name = "posit-connect";
test.use({
  accountOptions: { seed: { connections: [{ name, redirect_urls: ["https://connect.example.com/cb"] }] } },
});

test("deleting needs the typed name and says what follows", async ({ page, account, emulator, signIn }) => {
  await signIn(page);
  await openConnection(page, account, name);
  await page.getByRole("button", { name: "Delete connection…" }).click();
  const dialog = page.getByRole("alertdialog", { name: `Delete ${name}?` });
  await expect(dialog).toContainText("It cannot be undone.");
  await expect(dialog).toContainText(`Nobody in ${account.name} can sign in through it any more.`);
  const typed = dialog.getByRole("textbox");
  await expect(typed).toBeFocused();
  await typed.fill("posit-connec");
  await typed.press("Enter");
  await expect(dialog).toBeVisible();
  expect((await emulator.ledger()).deletions).toEqual([]);
  await typed.fill(name);
  await dialog.getByRole("button", { name: "Delete connection" }).click();
  await expect(page).toHaveURL(paths.connections(account.account_id));
  await expect(page.getByRole("rowheader", { name: "Latchkey", exact: true })).toBeVisible();
  await expect(page.getByRole("link", { name, exact: true })).toBeHidden();
  expect((await emulator.ledger()).deletions).toHaveLength(1);
});

test("a refused delete stays in its dialog with what is known, and can be tried again", async ({
  page,
  account,
  emulator,
  signIn,
  browserErrors,
}) => {
  browserErrors.allow(/403/);
  await signIn(page);
  await openConnection(page, account, name);
  await emulator.setFaults([
    { kind: "error", method: "DELETE", path: "*/custom-app-integrations/*", status: 403, times: 1 },
  ]);
  await page.getByRole("button", { name: "Delete connection…" }).click();
  const dialog = page.getByRole("alertdialog");
  await dialog.getByRole("textbox").fill(name);
  await dialog.getByRole("button", { name: "Delete connection" }).click();
  await expect(dialog.getByText("Databricks refused this")).toBeVisible();
  await expect(dialog.getByText("Nothing was changed.")).toBeVisible();
  await dialog.getByRole("button", { name: "Delete connection" }).click();
  await expect(page).toHaveURL(paths.connections(account.account_id));
});

for (const phase of ["before_commit", "after_commit"])
  test(`a delete whose answer is lost ${phase} is read back, and done once`, async ({
    page,
    account,
    emulator,
    signIn,
  }) => {
    await signIn(page);
    await openConnection(page, account, name);
    await emulator.setFaults([
      { kind: "reset", method: "DELETE", path: "*/custom-app-integrations/*", phase, times: 1 },
    ]);
    await page.getByRole("button", { name: "Delete connection…" }).click();
    const dialog = page.getByRole("alertdialog");
    await dialog.getByRole("textbox").fill(name);
    await dialog.getByRole("button", { name: "Delete connection" }).click();
    await expect(page).toHaveURL(paths.connections(account.account_id));
    expect((await emulator.ledger()).deletions).toHaveLength(1);
  });

test("cancelling changes nothing and gives the focus back", async ({ page, account, emulator, signIn }) => {
  await signIn(page);
  await openConnection(page, account, name);
  const opener = page.getByRole("button", { name: "Delete connection…" });
  await opener.click();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("alertdialog")).toBeHidden();
  await expect(opener).toBeFocused();
  expect((await emulator.ledger()).deletions).toEqual([]);
});
