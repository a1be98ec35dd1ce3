import { paths } from "../lib/paths";
import { openConnection, redirectUrl, reloadSaved, saveButton, saveChanges } from "./support/connections";
import { expect, test } from "./support/test";

test.use({
  accountOptions: {
    seed: {
      connections: [
        {
          name: "posit-connect",
          redirect_urls: ["https://connect.example.com/cb", "http://Legacy.example.com/old"],
          scopes: ["sql", "offline_access", "dashboards.genie"],
          user_authorized_scopes: ["sql", "dashboards.genie"],
          token_access_policy: { access_token_ttl_in_minutes: 90, refresh_token_ttl_in_minutes: 10080 },
        },
      ],
    },
  },
});

/** The bodies of the updates upstream has committed can be read back by its own get. */
test("each part is saved, alone, and everything else stays as it was", async ({
  page,
  account,
  emulator,
  signIn,
}) => {
  await signIn(page);
  await openConnection(page, account, "posit-connect");

  await redirectUrl(page, 1).press("Enter");
  await redirectUrl(page, 2).fill("https://workbench.example.com/cb");
  await expect(page.getByText("1 unsaved change", { exact: true }).first()).toBeVisible();
  await saveChanges(page);
  await expect(page.getByText(/Saved\. Databricks may take until \d\d:\d\d/)).toBeVisible();
  await reloadSaved(page);
  await expect(redirectUrl(page, 2)).toHaveValue("https://workbench.example.com/cb");
  await expect(redirectUrl(page, 3)).toHaveValue("http://Legacy.example.com/old");

  await page.getByRole("checkbox", { name: /^all-apis/ }).check();
  await page.getByRole("button", { name: "Remove dashboards.genie" }).click();
  await expect(
    page.getByText("dashboards.genie also left the scopes people are asked to consent to"),
  ).toBeVisible();
  await page.getByRole("textbox", { name: /^Other scope/ }).fill("iam.current-user:read");
  await page.getByRole("textbox", { name: /^Other scope/ }).press("Enter");
  await saveChanges(page);
  await reloadSaved(page);
  await expect(page.getByRole("list", { name: "Other scopes" }).getByRole("listitem")).toHaveText([
    /^iam\.current-user:read/,
  ]);
  await expect(page.getByRole("checkbox", { name: /^all-apis/ })).toBeChecked();

  const access = page.getByRole("textbox", { name: "Access token lifetime" });
  await expect(access).toHaveValue("90");
  await access.fill("2");
  await page.getByRole("combobox", { name: "Unit of the access token lifetime" }).click();
  await page.getByRole("option", { name: "hours" }).click();
  await access.fill("2");
  await page.getByRole("checkbox", { name: /^Single-use refresh tokens/ }).check();
  await page.getByRole("textbox", { name: /^Absolute session lifetime/ }).fill("30");
  await expect(
    page.getByText(/stay signed in; they sign in again after 30 days at the latest/),
  ).toBeVisible();
  await saveChanges(page);
  await reloadSaved(page);
  await expect(access).toHaveValue("2");
  await expect(page.getByRole("textbox", { name: /^Absolute session lifetime/ })).toHaveValue("30");

  const updates = (await emulator.ledger()).calls.filter(({ method }) => method === "PATCH");
  expect(updates.map(({ committed }) => committed)).toEqual([true, true, true]);
});

test("Discard brings back what is stored, and an unchanged form asks nothing on leaving", async ({
  page,
  account,
  signIn,
}) => {
  await signIn(page);
  await openConnection(page, account, "posit-connect");
  await redirectUrl(page, 1).fill("https://other.example.com/cb");
  await page.getByRole("checkbox", { name: /^all-apis/ }).check();
  await expect(page.getByText("2 unsaved changes").first()).toBeVisible();
  await page.getByRole("button", { name: "Discard" }).click();
  await expect(redirectUrl(page, 1)).toHaveValue("https://connect.example.com/cb");
  await expect(saveButton(page)).toBeHidden();

  await redirectUrl(page, 1).fill("https://other.example.com/cb");
  await redirectUrl(page, 1).fill("https://connect.example.com/cb");
  await page.getByRole("link", { name: "Connections" }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Connections" })).toBeVisible();
});

test("the save bar covers nothing for good, and what it takes with it gives the focus on", async ({
  page,
  account,
  signIn,
}) => {
  await signIn(page);
  await openConnection(page, account, "posit-connect");
  await page.getByRole("button", { name: "Remove dashboards.genie" }).click();
  await expect(page.getByRole("textbox", { name: /^Other scope/ })).toBeFocused();
  await page.getByRole("button", { name: "Delete connection…" }).click();
  await expect(page.getByRole("alertdialog")).toBeVisible();
  await page.keyboard.press("Escape");

  await saveChanges(page);
  await expect(page.locator(":focus")).toHaveText(/^Saved\. /);

  const consent = page.getByRole("checkbox", { name: /^offline_access/ });
  await consent.press("Space");
  await page.getByRole("button", { name: "Discard" }).press("Enter");
  await expect(page.getByText(/unsaved change/)).toBeHidden();
  await expect(consent).toBeFocused();
});

test("leaving with unsaved changes asks, by link, by Back and by sign-out", async ({
  page,
  account,
  signIn,
}) => {
  await signIn(page);
  await openConnection(page, account, "posit-connect");
  await redirectUrl(page, 1).fill("https://other.example.com/cb");
  const question = page.getByRole("alertdialog", { name: "Leave without saving?" });
  const stay = async () => {
    await question.getByRole("button", { name: "Stay here" }).click();
    await expect(question).toBeHidden();
  };

  await page.getByRole("main").getByRole("link", { name: "Connections" }).click();
  await expect(question).toBeVisible();
  await stay();

  await page.goBack({ waitUntil: "commit" });
  await expect(question).toBeVisible();
  await stay();
  await expect(redirectUrl(page, 1)).toHaveValue("https://other.example.com/cb");

  await page.getByRole("button", { name: /^Signed in as/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(question).toBeVisible();
  await stay();

  await page.goBack({ waitUntil: "commit" });
  await question.getByRole("button", { name: "Leave", exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`${paths.connections(account.account_id)}\\?q=`));
});

test("after a save, Back leads to the list in one step", async ({ page, account, signIn }) => {
  await signIn(page);
  await openConnection(page, account, "posit-connect");
  await redirectUrl(page, 1).fill("https://other.example.com/cb");
  await saveChanges(page);
  await expect(page.getByText("Saved.")).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1, name: "Connections" })).toBeVisible();
});

test("what upstream refuses lands on its field, and nothing typed is lost", async ({
  page,
  account,
  emulator,
  signIn,
  browserErrors,
}) => {
  browserErrors.allow(/400/);
  await signIn(page);
  await openConnection(page, account, "posit-connect");
  await emulator.setFaults([
    {
      kind: "answer",
      method: "PATCH",
      path: "*/custom-app-integrations/*",
      status: 400,
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        error_code: "INVALID_PARAMETER_VALUE",
        message: "Invalid token_access_policy.",
        details: [
          {
            "@type": "type.googleapis.com/google.rpc.BadRequest",
            field_violations: [
              {
                field: "token_access_policy.refresh_token_ttl_in_minutes",
                description: "The policy of this account allows 1440 minutes.",
              },
            ],
          },
        ],
      }),
    },
  ]);
  const refresh = page.getByRole("textbox", { name: "Refresh token lifetime" });
  await refresh.fill("30");
  await saveChanges(page);
  await expect(refresh).toHaveAccessibleDescription(/The policy of this account allows 1440 minutes/);
  await expect(refresh).toHaveValue("30");
  await emulator.clearFaults();
  await refresh.fill("1");
  await saveChanges(page);
  await expect(page.getByText("Saved.")).toBeVisible();
});

test("rules that concern two values are checked before anything is sent", async ({
  page,
  account,
  emulator,
  signIn,
}) => {
  await signIn(page);
  await openConnection(page, account, "posit-connect");
  await page.getByRole("textbox", { name: "Access token lifetime" }).fill("1440");
  await page.getByRole("combobox", { name: "Unit of the refresh token lifetime" }).click();
  await page.getByRole("option", { name: "minutes" }).click();
  await page.getByRole("textbox", { name: "Refresh token lifetime" }).fill("60");
  await saveButton(page).click();
  await expect(page.getByRole("textbox", { name: "Refresh token lifetime" })).toHaveAccessibleDescription(
    /Must not be shorter than the access token lifetime/,
  );
  expect((await emulator.ledger()).calls.filter(({ method }) => method === "PATCH")).toEqual([]);
});

test("a URL that breaks a rule stays editable; a new one like it is refused", async ({
  page,
  account,
  signIn,
}) => {
  await signIn(page);
  await openConnection(page, account, "posit-connect");
  await redirectUrl(page, 1).fill("https://connect.example.com/new");
  await saveChanges(page);
  await expect(page.getByText("Saved.")).toBeVisible();
  await redirectUrl(page, 1).fill("https://Connect.example.com/new");
  await saveButton(page).click();
  await expect(redirectUrl(page, 1)).toHaveAttribute("aria-invalid", "true");
});

test("name and client type are shown as fixed, with the reason, and can be copied into a new connection", async ({
  page,
  account,
  signIn,
}) => {
  await signIn(page);
  await openConnection(page, account, "posit-connect");
  await expect(page.getByText("Databricks cannot change these.")).toBeVisible();
  await page.getByRole("link", { name: /^Copy/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "New connection" })).toBeVisible();
  await expect(redirectUrl(page, 2)).toHaveValue("http://Legacy.example.com/old");
  await expect(page.getByRole("list", { name: "Other scopes" }).getByRole("listitem")).toHaveText([
    /^dashboards\.genie/,
  ]);
});

test("a connection that is gone says so", async ({ page, account, signIn, browserErrors }) => {
  browserErrors.allow(/404/);
  await signIn(page);
  await page.goto(paths.connection(account.account_id, "00000000-0000-4000-8000-000000000000"));
  await expect(page.getByRole("heading", { level: 1, name: "This connection does not exist" })).toBeVisible();
  await page.getByRole("link", { name: "Back to the list" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Connections" })).toBeVisible();
});
