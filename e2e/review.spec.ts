import { paths } from "../lib/paths";
import {
  confirmCreate,
  createButton,
  guardDown,
  nameField,
  openConnection,
  redirectUrl,
  reviewDialog,
  rowOf,
  saveButton,
  saveChanges,
  secretDialog,
} from "./support/connections";
import { colorSchemes, expectAccessible } from "./support/looks";
import { Outside } from "./support/outside";
import { expect, test } from "./support/test";

const name = "posit-connect";
const first = "https://connect.example.com/cb";
const old = "https://old.example.com/cb";

test.use({
  accountOptions: {
    seed: {
      connections: [
        {
          name,
          redirect_urls: [first, old],
          scopes: ["sql", "openid", "offline_access"],
          user_authorized_scopes: ["sql"],
          token_access_policy: { access_token_ttl_in_minutes: 60, refresh_token_ttl_in_minutes: 10080 },
        },
      ],
    },
  },
});

test("what is shown is what is sent, and what is stored afterwards", async ({
  page,
  account,
  emulator,
  signIn,
}) => {
  await signIn(page);
  await openConnection(page, account, name);
  await page.getByRole("button", { name: `Remove ${old}` }).click();
  await redirectUrl(page, 1).press("Enter");
  await redirectUrl(page, 2).fill("https://new.example.com/cb");
  await page.getByRole("checkbox", { name: /^sql/ }).uncheck();
  await page.getByRole("checkbox", { name: /^Single-use refresh tokens/ }).check();
  await saveButton(page).click();

  const dialog = reviewDialog(page);
  const urls = dialog.getByRole("region", { name: "Redirect URLs" });
  await expect(urls.getByRole("listitem")).toHaveText([
    `−Removed: ${old}Sign-ins that return to it will fail.`,
    "+Added: https://new.example.com/cb",
  ]);
  await expect(urls).toContainText("1 unchanged");
  await expect(dialog.getByRole("region", { name: "Scopes", exact: true })).toContainText("Removed: sql");
  await expect(dialog.getByRole("region", { name: "Consent scopes" })).toContainText("Removed: sql");
  await expect(dialog.getByRole("region", { name: "Token policy" }).getByRole("listitem")).toHaveText([
    "−Removed: Single-use refresh tokens: off",
    "+Added: Single-use refresh tokens: on",
  ]);
  await dialog.getByText("The request to Databricks").click();
  const shown: unknown = JSON.parse((await dialog.locator("code").textContent()) ?? "");

  const sending = page.waitForRequest((request) => request.method() === "PATCH");
  await dialog.getByRole("button", { name: "Save", exact: true }).click();
  const sent = await sending;
  expect(sent.postDataJSON()).toEqual(shown);
  expect(Object.keys(sent.postDataJSON()).sort()).toEqual([
    "redirect_urls",
    "scopes",
    "token_access_policy",
    "user_authorized_scopes",
  ]);
  await expect(page.getByText(/^Saved\./)).toBeVisible();
  const stored = await (await Outside.signIn(emulator.url, account)).read(name);
  expect(stored).toMatchObject({
    redirect_urls: [first, "https://new.example.com/cb"],
    scopes: ["openid", "offline_access"],
    user_authorized_scopes: [],
    token_access_policy: { access_token_ttl_in_minutes: 60, enable_single_use_refresh_tokens: true },
  });
});

test("a create shows what it sends, and Back changes nothing", async ({
  page,
  account,
  emulator,
  signIn,
}) => {
  await signIn(page);
  await page.goto(paths.blankConnection(account.account_id));
  await nameField(page).fill("fresh");
  await redirectUrl(page, 1).fill("https://fresh.example.com/cb");
  await createButton(page).click();
  const dialog = reviewDialog(page);
  await expect(dialog).toContainText("https://fresh.example.com/cb");
  await expect(dialog).toContainText("Confidential: it gets a secret, shown once");
  await dialog.getByText("The request to Databricks").click();
  const shown: unknown = JSON.parse((await dialog.locator("code").textContent()) ?? "");
  await dialog.getByRole("button", { name: "Back" }).click();
  await expect(dialog).toBeHidden();
  await expect(createButton(page)).toBeFocused();
  const { calls } = await emulator.ledger();
  expect(calls.some(({ method, path }) => method === "POST" && path.endsWith("integrations"))).toBe(false);

  await createButton(page).click();
  const sending = page.waitForRequest(
    (request) => request.method() === "POST" && request.url().endsWith("/custom-app-integrations"),
  );
  await confirmCreate(page);
  expect((await sending).postDataJSON()).toEqual(shown);
  await expect(secretDialog(page, "fresh")).toBeVisible();
});

test("only the order changed: said as such", async ({ page, account, emulator, signIn }) => {
  await signIn(page);
  await openConnection(page, account, name);
  await redirectUrl(page, 1).fill(old);
  await redirectUrl(page, 2).fill(first);
  await saveButton(page).click();
  await expect(reviewDialog(page)).toContainText("The same entries in another order.");
  await reviewDialog(page).getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText(/^Saved\./)).toBeVisible();
  const outside = await Outside.signIn(emulator.url, account);
  expect((await outside.read(name)).redirect_urls).toEqual([old, first]);
});

test("by keyboard alone: Enter opens it, Enter confirms it, Esc leads back", async ({
  page,
  account,
  signIn,
}) => {
  await signIn(page);
  await openConnection(page, account, name);
  await redirectUrl(page, 2).fill("https://other.example.com/cb");
  await saveButton(page).focus();
  await page.keyboard.press("Enter");
  await expect(reviewDialog(page).getByRole("button", { name: "Save", exact: true })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(reviewDialog(page)).toBeHidden();
  await expect(saveButton(page)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(reviewDialog(page).getByRole("button", { name: "Save", exact: true })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByText(/^Saved\./)).toBeVisible();
});

test("a refused save keeps the review open, says why, and can be sent again", async ({
  page,
  account,
  emulator,
  signIn,
  browserErrors,
}) => {
  browserErrors.allow(/403/);
  await signIn(page);
  await openConnection(page, account, name);
  await redirectUrl(page, 2).fill("https://other.example.com/cb");
  await emulator.setFaults([
    { kind: "error", method: "PATCH", path: "*/custom-app-integrations/*", status: 403, times: 1 },
  ]);
  await saveChanges(page);
  await expect(reviewDialog(page).getByRole("alert")).toContainText("Databricks refused this");
  await reviewDialog(page).getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText(/^Saved\./)).toBeVisible();
});

for (const phase of ["before_commit", "after_commit"])
  test(`an update whose answer is lost ${phase} is read back, and saved once`, async ({
    page,
    account,
    emulator,
    signIn,
  }) => {
    await signIn(page);
    await openConnection(page, account, name);
    await redirectUrl(page, 2).fill("https://other.example.com/cb");
    await emulator.setFaults([
      { kind: "reset", method: "PATCH", path: "*/custom-app-integrations/*", phase, times: 1 },
    ]);
    await saveChanges(page);
    await expect(page.getByText(/^Saved\./)).toBeVisible();
    await expect(redirectUrl(page, 2)).toHaveValue("https://other.example.com/cb");
    const { calls } = await emulator.ledger();
    expect(calls.filter(({ method, committed }) => method === "PATCH" && committed)).toHaveLength(1);
  });

test("what upstream holds otherwise afterwards is said", async ({ page, account, emulator, signIn }) => {
  await signIn(page);
  await openConnection(page, account, name);
  await redirectUrl(page, 2).fill("https://other.example.com/cb");
  await saveButton(page).click();
  await emulator.setFaults([
    {
      kind: "answer",
      method: "PATCH",
      path: "*/custom-app-integrations/*",
      status: 200,
      body: "{}",
      headers: { "content-type": "application/json" },
    },
  ]);
  await reviewDialog(page).getByRole("button", { name: "Save", exact: true }).click();
  await expect(
    page.getByRole("alert").filter({ hasText: "Saved, but Databricks now holds something else" }),
  ).toContainText("Redirect URLs");
  await expect(redirectUrl(page, 2)).toHaveValue(old);
});

test("the note until when it may be on its way outlasts a reload and stands in the list", async ({
  page,
  account,
  signIn,
}) => {
  await page.clock.install();
  await signIn(page);
  await openConnection(page, account, name);
  await redirectUrl(page, 2).fill("https://other.example.com/cb");
  await saveChanges(page);
  const note = page.getByText(/Databricks may take until \d\d:\d\d to apply it/);
  await expect(note).toBeVisible();
  await guardDown(page);
  await page.reload();
  await expect(note).toContainText("Saved from this browser at");
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain("example.com");
  await page.goto(paths.connections(account.account_id));
  await expect(rowOf(page, name)).toContainText(/until \d\d:\d\d/);
  await page.clock.runFor(31 * 60_000);
  await expect(rowOf(page, name)).not.toContainText(/until \d\d:\d\d/);
});

for (const colorScheme of colorSchemes) {
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({ colorScheme });

    test("review, merged review, conflict and deletion pass axe and fit 320 px", async ({
      page,
      account,
      emulator,
      signIn,
      browserErrors,
    }) => {
      test.slow();
      browserErrors.allow(/412|404/);
      const outside = await Outside.signIn(emulator.url, account);
      const fits = async (dialog = reviewDialog(page)) => {
        await page.setViewportSize({ width: 320, height: 640 });
        await expect
          .poll(() => dialog.evaluate((element) => element.scrollWidth - element.clientWidth))
          .toBeLessThanOrEqual(0);
        await page.setViewportSize({ width: 1280, height: 720 });
      };
      await signIn(page);
      await openConnection(page, account, name);
      await redirectUrl(page, 2).fill("https://other.example.com/cb");
      await page.getByRole("checkbox", { name: /^Single-use refresh tokens/ }).check();
      await saveButton(page).click();
      await reviewDialog(page).getByText("The request to Databricks").click();
      await expectAccessible(page);
      await fits();
      await outside.update(name, {
        redirect_urls: [first, old, "https://theirs.example.com/cb"],
        token_access_policy: { access_token_ttl_in_minutes: 120, refresh_token_ttl_in_minutes: 10080 },
      });
      await reviewDialog(page).getByRole("button", { name: "Save", exact: true }).click();
      await expect(reviewDialog(page).getByRole("radio")).toHaveCount(2);
      await expectAccessible(page);
      await fits();
      await reviewDialog(page).getByRole("radio", { name: /^Mine/ }).check();
      await expectAccessible(page);
      await outside.delete(name);
      await reviewDialog(page).getByRole("button", { name: "Save", exact: true }).click();
      await expect(page.getByRole("alertdialog")).toBeVisible();
      await expectAccessible(page);
      await fits(page.getByRole("alertdialog"));
    });
  });
}
