import { paths } from "../lib/paths";
import {
  confirmSave,
  reloadSaved,
  reviewDialog,
  rowOf,
  saveButton,
  saveChanges,
} from "./support/connections";
import { colorSchemes, expectAccessible, expectNoSidewaysScroll, phone } from "./support/looks";
import { Outside } from "./support/outside";
import { expect, test } from "./support/test";

test.use({ accountOptions: { seed: "demo" } });

test("the catalogue shows what is enabled and what can be, and one list holds all connections", async ({
  page,
  account,
  signIn,
}) => {
  await signIn(page, { to: paths.publishedApps(account.account_id) });
  const enabled = page.getByRole("region", { name: "Enabled", exact: true });
  await expect(enabled.getByRole("link", { name: "Power BI" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Not enabled" }).getByRole("link").first()).toBeVisible();
  await page.getByRole("navigation").getByRole("link", { name: "Connections" }).click();
  await page.getByRole("searchbox").fill("power bi");
  await expect(rowOf(page, "Power BI")).toContainText("Published");
  await page.getByRole("searchbox").fill("");
  await page.getByRole("combobox", { name: /^Kind/ }).click();
  await page.getByRole("option", { name: "published" }).click();
  await expect(page).toHaveURL(/kind=published/);
  await expect(rowOf(page, "Power BI")).toBeVisible();
  await expect(page.getByText("Confidential", { exact: true })).toBeHidden();
});

test("switch off with the consequence in words, and on again with a policy", async ({
  page,
  account,
  emulator,
  signIn,
}) => {
  await signIn(page, { to: paths.publishedApps(account.account_id) });
  await page.getByRole("link", { name: "Power BI" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Power BI" })).toBeVisible();
  await expect(page.getByText("Required scopes")).toBeVisible();
  await page.getByRole("button", { name: "Switch off…" }).click();
  const dialog = page.getByRole("alertdialog", { name: "Switch off Power BI?" });
  await expect(dialog).toContainText("is locked out, in all workspaces");
  await dialog.getByRole("button", { name: "Switch off" }).click();
  await expect(page.getByText("Published app, not enabled in this account")).toBeVisible();

  await page.getByRole("radio", { name: /^This connection/ }).check();
  await page.getByRole("textbox", { name: "Access token lifetime" }).fill("2");
  await page.getByRole("button", { name: "Enable in this account" }).click();
  await reviewDialog(page).getByRole("button", { name: "Enable", exact: true }).click();
  await expect(page.getByText("Published app, enabled in this account")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Access token lifetime" })).toHaveValue("2");
  const changes = (await emulator.ledger()).calls.filter(
    ({ method, path, committed }) =>
      committed && method !== "GET" && path.includes("published-app-integrations"),
  );
  expect(changes.map(({ method }) => method)).toEqual(["DELETE", "POST"]);
});

for (const phase of ["before_commit", "after_commit"])
  test(`switching off, on and changing happen once though each answer is lost ${phase}`, async ({
    page,
    account,
    emulator,
    signIn,
  }) => {
    await signIn(page, { to: paths.publishedApp(account.account_id, "power-bi") });
    await emulator.setFaults(
      ["DELETE", "POST", "PATCH"].map((method) => ({
        kind: "reset",
        method,
        path: "*/published-app-integrations*",
        phase,
        times: 1,
      })),
    );
    await page.getByRole("button", { name: "Switch off…" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Switch off" }).click();
    await expect(page.getByText("Published app, not enabled in this account")).toBeVisible();
    await page.getByRole("button", { name: "Enable in this account" }).click();
    await reviewDialog(page).getByRole("button", { name: "Enable", exact: true }).click();
    await expect(page.getByText("Published app, enabled in this account")).toBeVisible();
    const access = page.getByRole("textbox", { name: "Access token lifetime" });
    await access.fill("3");
    await saveChanges(page);
    await reloadSaved(page);
    await expect(access).toHaveValue("3");
    const changes = (await emulator.ledger()).calls.filter(
      ({ method, path, committed }) =>
        committed && method !== "GET" && path.includes("published-app-integrations"),
    );
    expect(changes.map(({ method }) => method)).toEqual(["DELETE", "POST", "PATCH"]);
  });

test("the policy of an enabled app is changed and read back", async ({ page, account, signIn }) => {
  await signIn(page, { to: paths.publishedApp(account.account_id, "power-bi") });
  const access = page.getByRole("textbox", { name: "Access token lifetime" });
  await access.fill("3");
  await saveButton(page).click();
  await expect(reviewDialog(page).getByRole("listitem")).toHaveText([
    /^.*Removed: Access token: 1 hour$/,
    /^.*Added: Access token: 3 hours$/,
  ]);
  await confirmSave(page);
  await reloadSaved(page);
  await expect(access).toHaveValue("3");
});

test("a policy somebody else changed meanwhile is asked about, and an app switched off meanwhile is said so", async ({
  page,
  account,
  emulator,
  signIn,
  browserErrors,
}) => {
  browserErrors.allow(/412|404/);
  await signIn(page, { to: paths.publishedApp(account.account_id, "power-bi") });
  const access = page.getByRole("textbox", { name: "Access token lifetime" });
  await access.fill("3");
  const outside = await Outside.signIn(emulator.url, account);
  await outside.updatePublished("power-bi", {
    token_access_policy: { access_token_ttl_in_minutes: 120, refresh_token_ttl_in_minutes: 10080 },
  });
  await saveChanges(page);
  const review = reviewDialog(page);
  await expect(review).toContainText("Somebody else changed this connection since you opened it");
  await review.getByRole("radio", { name: /^Mine/ }).check();
  await confirmSave(page);
  await expect(page.getByText(/^Saved\. /)).toBeVisible();
  await expect(access).toHaveValue("3");

  await access.fill("4");
  await outside.deletePublished("power-bi");
  await saveChanges(page);
  await expect(page.getByText("It was switched off meanwhile")).toBeVisible();
  await expect(page.getByText("Published app, not enabled in this account")).toBeVisible();
});

test("enabling what somebody else has just enabled says so, and shows it", async ({
  page,
  account,
  emulator,
  signIn,
  browserErrors,
}) => {
  browserErrors.allow(/409/);
  await signIn(page, { to: paths.publishedApp(account.account_id, "power-bi") });
  await page.getByRole("button", { name: "Switch off…" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Switch off" }).click();
  await expect(page.getByText("Published app, not enabled in this account")).toBeVisible();
  await (await Outside.signIn(emulator.url, account)).enablePublished("power-bi");
  await page.getByRole("button", { name: "Enable in this account" }).click();
  await reviewDialog(page).getByRole("button", { name: "Enable", exact: true }).click();
  await expect(page.getByText("Published app, enabled in this account")).toBeVisible();
});

test("an app that is not known, and a catalogue that fails, say so", async ({
  page,
  account,
  emulator,
  signIn,
  browserErrors,
}) => {
  browserErrors.allow(/502|503/);
  await signIn(page, { to: paths.publishedApp(account.account_id, "no-such-app") });
  await expect(page.getByRole("heading", { name: "This published app is not known" })).toBeVisible();
  await emulator.setFaults([{ kind: "login_page", method: "GET", path: "*/published-apps" }]);
  await page.goto(paths.publishedApps(account.account_id));
  await expect(page.getByText("Databricks gave an answer that makes no sense here")).toBeVisible();
  await emulator.clearFaults();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("link", { name: "Power BI" })).toBeVisible();
});

test("a connection made by Databricks Apps is marked and guarded", async ({
  page,
  account,
  emulator,
  signIn,
}) => {
  const callback = "https://churn-explorer-7405612390418853.aws.databricksapps.com/.auth/callback";
  await emulator.reset({
    seed: { connections: [{ name: "app-4k2m9x churn-explorer", redirect_urls: [callback] }] },
  });
  await signIn(page, { to: `${paths.connections(account.account_id)}?q=databricksapps.com` });
  const row = page.getByRole("row").filter({ hasText: "Databricks Apps" });
  await row.getByRole("link").click();
  await expect(page.getByText("Databricks Apps made this connection for one of its apps")).toBeVisible();
  await expect(page.getByRole("textbox", { name: /^Redirect URL 1/ })).toBeDisabled();
  await expect(page.getByRole("button", { name: "Delete connection…" })).toBeHidden();
  await page.getByRole("button", { name: "Change it anyway" }).click();
  await expect(page.getByRole("textbox", { name: /^Redirect URL 1/ })).toBeEnabled();
  await expect(page.getByRole("button", { name: "Delete connection…" })).toBeVisible();
});

for (const colorScheme of colorSchemes)
  test.describe(`in ${colorScheme} colours at 360 px`, () => {
    test.use({ colorScheme, viewport: phone });

    test("catalogue and app pass axe and fit", async ({ page, account, signIn }) => {
      await signIn(page, { to: paths.publishedApps(account.account_id) });
      await expect(page.getByRole("link", { name: "Power BI" })).toBeVisible();
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      await page.getByRole("link", { name: "Power BI" }).click();
      await expect(page.getByRole("heading", { level: 1, name: "Power BI" })).toBeVisible();
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
    });
  });
