import type { Browser, Page } from "@playwright/test";
import {
  nameField,
  openConnection,
  redirectUrl,
  reviewDialog,
  saveButton,
  saveChanges,
} from "./support/connections";
import { Outside } from "./support/outside";
import type { SignInOptions } from "./support/sign-in";
import { expect, test } from "./support/test";

const name = "posit-connect";
const first = "https://connect.example.com/cb";
const policy = { access_token_ttl_in_minutes: 60, refresh_token_ttl_in_minutes: 10080 };

test.use({
  accountOptions: {
    seed: {
      connections: [{ name, redirect_urls: [first], scopes: ["sql", "openid"], token_access_policy: policy }],
    },
  },
});

test.beforeEach(({ browserErrors }) => browserErrors.allow(/412/));

const save = (page: Page) => reviewDialog(page).getByRole("button", { name: "Save", exact: true });
const somebodyElse = (page: Page) =>
  reviewDialog(page).getByText("Somebody else changed this connection since you opened it");
const saved = (page: Page) => expect(page.getByText(/^Saved\. Databricks may take/)).toBeVisible();

async function addUrl(page: Page, url: string) {
  await redirectUrl(page, 1).press("Enter");
  await redirectUrl(page, 2).fill(url);
}

type SignIn = (page: Page, options?: SignInOptions) => Promise<void>;

async function secondAdmin(browser: Browser, signIn: SignIn): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await signIn(page, { as: "second admin" });
  return page;
}

test("two admins each add a URL, and both stay", async ({ page, browser, account, emulator, signIn }) => {
  // Two people sign in.
  test.slow();
  await signIn(page);
  const other = await secondAdmin(browser, signIn);
  await openConnection(page, account, name);
  await openConnection(other, account, name);
  await addUrl(page, "https://mine.example.com/cb");
  await addUrl(other, "https://theirs.example.com/cb");
  await saveChanges(other);
  await saved(other);

  await saveButton(page).click();
  await save(page).click();
  await expect(somebodyElse(page)).toBeVisible();
  await expect(reviewDialog(page)).toContainText("Added: https://theirs.example.com/cb");
  await expect(reviewDialog(page)).toContainText("Added: https://mine.example.com/cb");
  const outside = await Outside.signIn(emulator.url, account);
  expect((await outside.read(name)).redirect_urls).toEqual([first, "https://theirs.example.com/cb"]);
  await save(page).click();
  await saved(page);
  const both = [first, "https://theirs.example.com/cb", "https://mine.example.com/cb"];
  expect((await outside.read(name)).redirect_urls).toEqual(both);
  await expect(redirectUrl(page, 2)).toHaveValue("https://theirs.example.com/cb");
  await expect(redirectUrl(page, 3)).toHaveValue("https://mine.example.com/cb");
  await other.context().close();
});

test("pressing Save at the same moment loses nothing", async ({
  page,
  browser,
  account,
  emulator,
  signIn,
}) => {
  // Two people sign in.
  test.slow();
  await signIn(page);
  const other = await secondAdmin(browser, signIn);
  for (const [admin, url] of [
    [page, "https://mine.example.com/cb"],
    [other, "https://theirs.example.com/cb"],
  ] as const) {
    await openConnection(admin, account, name);
    await addUrl(admin, url);
    await saveButton(admin).click();
  }
  await Promise.all([save(page).click(), save(other).click()]);
  const late = await Promise.race([
    somebodyElse(page)
      .waitFor()
      .then(() => page),
    somebodyElse(other)
      .waitFor()
      .then(() => other),
  ]);
  await save(late).click();
  await saved(late);
  const stored = await (await Outside.signIn(emulator.url, account)).read(name);
  expect([...stored.redirect_urls].sort()).toEqual(
    [first, "https://mine.example.com/cb", "https://theirs.example.com/cb"].sort(),
  );
  await other.context().close();
});

test("what changed outside of the console is seen, and a removal on either side holds", async ({
  page,
  account,
  emulator,
  signIn,
}) => {
  const outside = await Outside.signIn(emulator.url, account);
  await outside.update(name, { redirect_urls: [first, "https://old.example.com/cb"] });
  await signIn(page);
  await openConnection(page, account, name);
  await page.getByRole("button", { name: `Remove ${first}` }).click();
  await outside.update(name, { redirect_urls: [first, "https://new.example.com/cb"], scopes: ["sql"] });
  await saveButton(page).click();
  await save(page).click();
  await expect(somebodyElse(page)).toBeVisible();
  await save(page).click();
  await saved(page);
  expect(await outside.read(name)).toMatchObject({
    redirect_urls: ["https://new.example.com/cb"],
    scopes: ["sql"],
  });
});

for (const [answer, minutes] of [
  ["Mine", 90],
  ["Theirs", 120],
] as const) {
  test(`the same setting is asked for: ${answer.toLowerCase()} counts`, async ({
    page,
    account,
    emulator,
    signIn,
  }) => {
    const outside = await Outside.signIn(emulator.url, account);
    await signIn(page);
    await openConnection(page, account, name);
    await page.getByRole("textbox", { name: "Access token lifetime" }).fill("90");
    await page.getByRole("combobox", { name: "Unit of the access token lifetime" }).click();
    await page.getByRole("option", { name: "minutes" }).click();
    await page.getByRole("textbox", { name: "Access token lifetime" }).fill("90");
    await addUrl(page, "https://mine.example.com/cb");
    await outside.update(name, { token_access_policy: { ...policy, access_token_ttl_in_minutes: 120 } });
    await saveButton(page).click();
    await save(page).click();

    const question = reviewDialog(page).getByRole("group", { name: "Token policy: which one counts?" });
    await expect(question.getByRole("radio", { name: /^Theirs/ })).toHaveAccessibleDescription(/2 hours/);
    await expect(question.getByRole("radio", { name: /^Mine/ })).toHaveAccessibleDescription(
      /1 hour 30 minutes/,
    );
    await expect(save(page)).toHaveAttribute("aria-disabled", "true");
    await question.getByRole("radio", { name: new RegExp(`^${answer}`) }).check();
    await save(page).click();
    await saved(page);
    expect(await outside.read(name)).toMatchObject({
      redirect_urls: [first, "https://mine.example.com/cb"],
      token_access_policy: { access_token_ttl_in_minutes: minutes },
    });
  });
}

test("scopes that only both together would empty are asked for", async ({
  page,
  account,
  emulator,
  signIn,
}) => {
  const outside = await Outside.signIn(emulator.url, account);
  await signIn(page);
  await openConnection(page, account, name);
  await page.getByRole("checkbox", { name: /^openid/ }).uncheck();
  await outside.update(name, { scopes: ["openid"] });
  await saveButton(page).click();
  await save(page).click();
  await reviewDialog(page)
    .getByRole("radio", { name: /^Theirs/ })
    .check();
  await expect(reviewDialog(page)).toContainText("Nothing is left to save");
  await reviewDialog(page).getByRole("button", { name: "Keep what is stored" }).click();
  await expect(reviewDialog(page)).toBeHidden();
  await expect(page.getByRole("checkbox", { name: /^openid/ })).toBeChecked();
  await expect(page.getByRole("checkbox", { name: /^sql/ })).not.toBeChecked();
  expect((await outside.read(name)).scopes).toEqual(["openid"]);
});

test("deleted meanwhile: said, and what was entered becomes a new connection", async ({
  page,
  account,
  emulator,
  signIn,
  browserErrors,
}) => {
  browserErrors.allow(/404/);
  const outside = await Outside.signIn(emulator.url, account);
  await signIn(page);
  await openConnection(page, account, name);
  await addUrl(page, "https://mine.example.com/cb");
  await outside.delete(name);
  await saveChanges(page);
  const dialog = page.getByRole("alertdialog", { name: `${name} was deleted meanwhile` });
  await expect(dialog).toContainText("Nothing of yours was saved.");
  await dialog.getByRole("button", { name: "Back" }).click();
  await expect(page.getByText("It was deleted since you opened it")).toBeVisible();
  await expect(redirectUrl(page, 2)).toHaveValue("https://mine.example.com/cb");
  await saveButton(page).click();
  await dialog.getByRole("button", { name: /^Create a new one/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "New connection" })).toBeVisible();
  await expect(nameField(page)).toHaveValue(name);
  await expect(redirectUrl(page, 2)).toHaveValue("https://mine.example.com/cb");
  await expect(page.getByRole("checkbox", { name: /^offline_access/ })).not.toBeChecked();
});

test("a change that arrives in the background stays out of what is being edited", async ({
  page,
  account,
  emulator,
  signIn,
}) => {
  const outside = await Outside.signIn(emulator.url, account);
  await page.clock.install();
  await signIn(page);
  await openConnection(page, account, name);
  await addUrl(page, "https://mine.example.com/cb");
  await outside.update(name, { redirect_urls: [first, "https://theirs.example.com/cb"] });
  await page.clock.runFor(11_000);
  await page.evaluate(() => {
    window.dispatchEvent(new Event("visibilitychange"));
  });
  await expect(page.getByText("Somebody else changed it since you opened it")).toBeVisible();
  await expect(redirectUrl(page, 2)).toHaveValue("https://mine.example.com/cb");
  await saveButton(page).click();
  await expect(somebodyElse(page)).toBeVisible();
  await save(page).click();
  await saved(page);
  expect((await outside.read(name)).redirect_urls).toEqual([
    first,
    "https://theirs.example.com/cb",
    "https://mine.example.com/cb",
  ]);
});

test("an update without a version is refused before anything is sent", async ({
  page,
  account,
  emulator,
  signIn,
}) => {
  const outside = await Outside.signIn(emulator.url, account);
  await signIn(page);
  const { integration_id } = await outside.read(name);
  const path = `/api/2.0/accounts/${account.account_id}/oauth2/custom-app-integrations/${integration_id}`;
  const update = (headers: Record<string, string>) =>
    page.request.patch(path, {
      data: { redirect_urls: [] },
      headers: { "sec-fetch-site": "same-origin", "idempotency-key": crypto.randomUUID(), ...headers },
    });
  for (const headers of [{}, { "if-match": "*" }, { "if-match": '"1"' }]) {
    const answer = await update(headers);
    expect(answer.status()).toBe(428);
    expect(await answer.json()).toMatchObject({ type: "/problems/precondition-required", outcome: "none" });
  }
  const stale = await update({ "if-match": `"${"0".repeat(64)}"` });
  expect(stale.status()).toBe(412);
  expect(await stale.json()).toMatchObject({ type: "/problems/changed-meanwhile", outcome: "none" });
  const { calls } = await emulator.ledger();
  expect(calls.some(({ method }) => method === "PATCH")).toBe(false);
});
