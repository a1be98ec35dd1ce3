import { paths } from "../lib/paths";
import {
  createButton,
  guardDown,
  nameField,
  openConnection,
  redirectUrl,
  saveButton,
  saveChanges,
} from "./support/connections";
import { Outside } from "./support/outside";
import { choosePerson } from "./support/sign-in";
import { expect, test } from "./support/test";

const name = "posit-connect";

test.use({
  accountOptions: {
    seed: { connections: [{ name, redirect_urls: ["https://connect.example.com/cb"], scopes: ["sql"] }] },
  },
});

test.beforeEach(({ page }) => {
  // Reloading an unsaved form: "Leave site?"
  page.on("dialog", (dialog) => void dialog.accept());
});

test("a create survives a reload, in the step it was at, and can be started over", async ({
  page,
  account,
  signIn,
}) => {
  await signIn(page, { to: paths.newConnection(account.account_id) });
  await page.getByRole("button", { name: /^Something else/ }).click();
  await nameField(page).fill("half done");
  await redirectUrl(page, 1).fill("https://half.example.com/cb");
  await page.getByRole("button", { name: "Next: lifetimes" }).click();
  const access = page.getByRole("textbox", { name: "Access token lifetime" });
  await access.fill("");
  await page.reload();
  await expect(page.getByText("What you entered before is here again.")).toBeVisible();
  await expect(access).toHaveValue("");
  await page.getByRole("button", { name: "Back" }).click();
  await expect(nameField(page)).toHaveValue("half done");
  await expect(redirectUrl(page, 1)).toHaveValue("https://half.example.com/cb");
  await page.getByRole("button", { name: "Start over" }).click();
  await page.getByRole("button", { name: "Leave", exact: true }).click();
  await expect(page.getByRole("button", { name: /^Something else/ })).toBeVisible();
  await guardDown(page);
  await page.reload();
  await expect(page.getByRole("button", { name: /^Something else/ })).toBeVisible();
});

test("a create survives the end of the session and the sign-in after it, without any secret", async ({
  page,
  account,
  emulator,
  signIn,
  browserErrors,
}) => {
  browserErrors.allow(/401/);
  await signIn(page, { to: paths.blankConnection(account.account_id) });
  await nameField(page).fill("signed out under it");
  await redirectUrl(page, 1).fill("https://kept.example.com/cb");
  await emulator.revokeTokens();
  await page.reload();
  await page.getByRole("button", { name: `Sign in to ${account.name}`, exact: true }).click();
  await choosePerson(account, page, "admin");
  await expect(nameField(page)).toHaveValue("signed out under it");
  await expect(redirectUrl(page, 1)).toHaveValue("https://kept.example.com/cb");
  await createButton(page).click();
  await page
    .getByRole("dialog", { name: /^Review / })
    .getByRole("button", { name: "Create connection" })
    .click();
  await expect(page.getByRole("dialog", { name: "signed out under it was created" })).toBeVisible();
  const kept = await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
  const secret = (await emulator.ledger()).secrets.at(-1)?.client_secret ?? "none";
  expect(secret.length).toBeGreaterThan(10);
  expect(kept).not.toContain(secret);
  expect(kept).not.toContain("signed out under it");
});

test("after a reload what was entered is still asked for, and one Back leads away", async ({
  page,
  account,
  signIn,
}) => {
  const list = paths.connections(account.account_id);
  await signIn(page);
  await page.goto(paths.blankConnection(account.account_id));
  await nameField(page).fill("half done");
  await page.reload();
  await expect(page.getByText("What you entered before is here again.")).toBeVisible();
  await page.goBack();
  await page.getByRole("button", { name: "Leave", exact: true }).click();
  await expect(page).toHaveURL(list);
});

test("a link out of an unsaved form is one Back away from it", async ({ page, account, signIn }) => {
  await signIn(page);
  await openConnection(page, account, name);
  const form = page.url();
  await redirectUrl(page, 1).fill("https://left.example.com/cb");
  await page.getByRole("link", { name: "Activity" }).click();
  await page.getByRole("button", { name: "Leave", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Activity" })).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(form);
  await page.goBack();
  await expect(page).toHaveURL(/connections\?q=/);
});

test("an edit survives a reload, and what somebody else saved meanwhile is merged", async ({
  page,
  account,
  emulator,
  signIn,
  browserErrors,
}) => {
  browserErrors.allow(/412/);
  await signIn(page);
  await openConnection(page, account, name);
  await redirectUrl(page, 1).press("Enter");
  await redirectUrl(page, 2).fill("https://mine.example.com/cb");
  const outside = await Outside.signIn(emulator.url, account);
  await outside.update(name, { scopes: ["sql", "all-apis"] });
  await page.reload();
  await expect(redirectUrl(page, 2)).toHaveValue("https://mine.example.com/cb");
  await expect(page.getByText(/What you entered before is here again\./)).toBeVisible();
  await expect(page.getByText("Somebody else changed it since you opened it")).toBeVisible();
  await saveChanges(page);
  await expect(page.getByText(/^Saved\. /)).toBeVisible();
  expect(await outside.read(name)).toMatchObject({
    redirect_urls: ["https://connect.example.com/cb", "https://mine.example.com/cb"],
    scopes: ["sql", "all-apis"],
  });
});

test("leaving on purpose drops the draft, and so does a save", async ({ page, account, signIn }) => {
  await signIn(page);
  await openConnection(page, account, name);
  await redirectUrl(page, 1).fill("https://left.example.com/cb");
  await page.getByRole("link", { name: "Connections" }).first().click();
  await page.getByRole("button", { name: "Leave", exact: true }).click();
  await page.getByRole("link", { name, exact: true }).click();
  await expect(redirectUrl(page, 1)).toHaveValue("https://connect.example.com/cb");

  await redirectUrl(page, 1).fill("https://after.example.com/cb");
  await saveChanges(page);
  await expect(page.getByText(/^Saved\. /)).toBeVisible();
  expect(await page.evaluate(() => Object.keys(sessionStorage).join())).not.toContain("draft");
  await expect(saveButton(page)).toBeHidden();
});

test("signing out leaves no draft behind", async ({ page, account, signIn }) => {
  await signIn(page, { to: paths.blankConnection(account.account_id) });
  await nameField(page).fill("mine alone");
  await page.getByRole("button", { name: /^Signed in as/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("button", { name: "Leave", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page).toHaveURL(/sign-in/);
  expect(await page.evaluate(() => Object.keys(sessionStorage).join())).not.toContain("draft");
});
