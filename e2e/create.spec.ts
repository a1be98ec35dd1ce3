import { paths } from "../lib/paths";
import {
  confirmCreate,
  createButton,
  createConnection,
  nameField,
  redirectUrl,
  reviewDialog,
  rowOf,
  secretDialog,
} from "./support/connections";
import { expect, test } from "./support/test";

test.use({ accountOptions: { seed: "empty" } });

test("a confidential connection: everything for hand-over is shown once, then the new row is found", async ({
  page,
  account,
  emulator,
  signIn,
  pasted,
}) => {
  await signIn(page);
  const dialog = await createConnection(page, account, {
    name: "posit-connect",
    urls: [
      "https://connect.example.com/__oauth__/integrations/callback",
      "https://workbench.example.com/oauth_redirect_callback",
    ],
  });
  const { secrets } = await emulator.ledger();
  const issued = secrets.at(-1);
  expect(issued).toBeDefined();
  const host = emulator.url;
  for (const value of [
    issued?.client_id,
    issued?.integration_id,
    account.account_id,
    `${host}/oidc/accounts/${account.account_id}/v1/token`,
    `${host}/oidc/accounts/${account.account_id}/v1/authorize`,
    "Databricks named no end date",
    "up to 30 minutes",
  ])
    await expect(dialog).toContainText(value ?? "");
  await expect(dialog).not.toContainText(issued?.client_secret ?? "");

  await dialog.getByRole("button", { name: "Copy client secret" }).click();
  expect(await pasted()).toBe(issued?.client_secret);
  await dialog.getByRole("button", { name: "Done" }).click();

  await expect(rowOf(page, "posit-connect").getByRole("link", { name: "posit-connect" })).toBeFocused();
  await page.getByRole("link", { name: "posit-connect" }).click();
  await expect(page.getByText(/Shown to admin@example.com/)).toBeVisible();
});

test("a public connection has no secret, and the dialog says so calmly", async ({
  page,
  account,
  emulator,
  signIn,
}) => {
  await signIn(page);
  const before = (await emulator.ledger()).secrets.length;
  const dialog = await createConnection(page, account, {
    name: "laptop-tool",
    type: "Public",
    urls: ["http://localhost:8020"],
  });
  await expect(dialog).toContainText("A public client has no secret, by design");
  await expect(dialog.getByText("Client secret")).toBeHidden();
  expect((await emulator.ledger()).secrets).toHaveLength(before);
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(rowOf(page, "laptop-tool")).toContainText("Public");
});

test("pressing the button many times creates one connection", async ({ page, account, emulator, signIn }) => {
  await signIn(page);
  await emulator.setFaults([{ kind: "delay", method: "POST", path: "*/custom-app-integrations", ms: 800 }]);
  await page.goto(paths.blankConnection(account.account_id));
  await nameField(page).fill("once");
  await redirectUrl(page, 1).fill("https://app.example.com/cb");
  await createButton(page).dblclick();
  const confirm = reviewDialog(page).getByRole("button", { name: "Create connection" });
  await confirm.dblclick();
  await confirm.press("Enter");
  await expect(secretDialog(page, "once")).toBeVisible();
  const creates = (await emulator.ledger()).calls.filter(
    ({ method, path }) => method === "POST" && path.endsWith("integrations"),
  );
  expect(creates).toHaveLength(1);
});

test("what is missing or wrong is said under its field and summed up, and nothing typed is lost", async ({
  page,
  account,
  emulator,
  signIn,
}) => {
  await signIn(page);
  await page.goto(paths.blankConnection(account.account_id));
  await redirectUrl(page, 1).fill("app.example.com/cb");
  await page.getByRole("textbox", { name: "Refresh token lifetime" }).fill("0.01");
  for (const scope of ["sql", "offline_access", "openid", "profile", "email"])
    await page.getByRole("checkbox", { name: new RegExp(`^${scope}`) }).uncheck();
  await createButton(page).click();

  await expect(page.getByRole("heading", { name: "Nothing was sent: mend these first" })).toBeFocused();
  await expect(nameField(page)).toHaveAccessibleDescription(/Give the connection a name/);
  await expect(redirectUrl(page, 1)).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByRole("textbox", { name: "Refresh token lifetime" })).toHaveAttribute(
    "aria-invalid",
    "true",
  );
  await expect(page.getByText("Choose at least one scope.").first()).toBeVisible();
  await page.getByRole("link", { name: /Give the connection a name/ }).click();
  await expect(nameField(page)).toBeFocused();
  await expect(redirectUrl(page, 1)).toHaveValue("app.example.com/cb");
  const { calls } = await emulator.ledger();
  expect(calls.some(({ method, path }) => method === "POST" && path.endsWith("integrations"))).toBe(false);

  await nameField(page).fill("mended");
  await redirectUrl(page, 1).fill("https://app.example.com/cb");
  await page.getByRole("textbox", { name: "Refresh token lifetime" }).fill("7");
  await page.getByRole("checkbox", { name: /^sql/ }).check();
  await createButton(page).click();
  await confirmCreate(page);
  await expect(secretDialog(page, "mended")).toBeVisible();
});

test("an error that appears while somebody types leaves the focus where it is", async ({
  page,
  account,
  signIn,
}) => {
  await signIn(page, { to: paths.blankConnection(account.account_id) });
  await createButton(page).click();
  await expect(page.getByRole("heading", { name: /^Nothing was sent/ })).toBeFocused();
  await nameField(page).fill("mended");
  await expect(page.getByRole("heading", { name: /^Nothing was sent/ })).toBeHidden();
  const url = "https://connect.example.com/cb";
  await redirectUrl(page, 1).pressSequentially(url);
  await expect(redirectUrl(page, 1)).toBeFocused();
  await expect(redirectUrl(page, 1)).toHaveValue(url);
});

test("the server's own field error lands on its field", async ({
  page,
  account,
  emulator,
  signIn,
  browserErrors,
}) => {
  browserErrors.allow(/400/);
  await signIn(page);
  await emulator.setFaults([
    {
      kind: "answer",
      method: "POST",
      path: "*/custom-app-integrations",
      status: 400,
      times: 1,
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        error_code: "INVALID_PARAMETER_VALUE",
        message: "Invalid request.",
        details: [
          {
            "@type": "type.googleapis.com/google.rpc.BadRequest",
            field_violations: [{ field: "redirect_urls[1]", description: "This host is on the deny list." }],
          },
        ],
      }),
    },
  ]);
  await page.goto(paths.blankConnection(account.account_id));
  await nameField(page).fill("refused once");
  await redirectUrl(page, 1).fill("https://a.example.com/cb");
  await redirectUrl(page, 1).press("Enter");
  await redirectUrl(page, 2).fill("https://b.example.com/cb");
  await createButton(page).click();
  await confirmCreate(page);
  await expect(page.getByRole("heading", { name: "Nothing was sent: mend this first" })).toBeFocused();
  await expect(redirectUrl(page, 2)).toHaveAccessibleDescription("This host is on the deny list.");
  await createButton(page).click();
  await confirmCreate(page);
  await expect(secretDialog(page, "refused once")).toBeVisible();
});

test("pasted lines become rows; Enter, arrows and Backspace work on them", async ({
  page,
  account,
  signIn,
}) => {
  await signIn(page);
  await page.goto(paths.blankConnection(account.account_id));
  const copied = "https://a.example.com/cb\r\n  https://b.example.com/cb  \n\nhttps://c.example.com/cb\n";
  await page.evaluate((text) => navigator.clipboard.writeText(text), copied);
  await redirectUrl(page, 1).focus();
  await page.keyboard.press("ControlOrMeta+v");
  await expect(redirectUrl(page, 3)).toHaveValue("https://c.example.com/cb");
  await expect(redirectUrl(page, 2)).toHaveValue("https://b.example.com/cb");
  await expect(redirectUrl(page, 3)).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(redirectUrl(page, 2)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "Redirect URL 3 of 4" })).toBeFocused();
  await page.keyboard.press("Backspace");
  await expect(page.getByRole("textbox", { name: "Redirect URL 2 of 3" })).toBeFocused();
  await page.getByRole("button", { name: "Remove https://a.example.com/cb" }).click();
  await expect(page.getByRole("textbox", { name: /^Redirect URL/ })).toHaveCount(2);
  await expect(redirectUrl(page, 1)).toHaveValue("https://b.example.com/cb");
});

test("a create by keyboard alone", async ({ page, account, emulator, signIn }) => {
  await signIn(page);
  await page.goto(paths.connections(account.account_id));
  const tabTo = async (name: RegExp) => {
    const focused = page.locator(":focus");
    for (let presses = 0; presses < 60; presses++) {
      await page.keyboard.press("Tab");
      const label = await focused.evaluate((element) =>
        [
          element.getAttribute("aria-label"),
          element.textContent,
          element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : "",
        ].join(" "),
      );
      if (name.test(label)) return;
    }
    throw new Error(`No Tab stop is named ${name}.`);
  };
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await tabTo(/New connection/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "New connection" })).toBeVisible();
  await tabTo(/Something else/);
  await page.keyboard.press("Enter");
  await expect(nameField(page)).toBeVisible();
  await tabTo(/Name/);
  await page.keyboard.type("by keyboard");
  await tabTo(/Confidential/);
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("radio", { name: /^Public/ })).toBeChecked();
  await page.keyboard.press("ArrowUp");
  await tabTo(/Redirect URL 1/);
  await page.keyboard.type("https://app.example.com/cb");
  await tabTo(/all-apis/);
  await page.keyboard.press("Space");
  await tabTo(/Next: lifetimes/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "Access token lifetime" })).toBeVisible();
  await tabTo(/Create connection/);
  await page.keyboard.press("Enter");
  await expect(reviewDialog(page).getByRole("button", { name: "Create connection" })).toBeFocused();
  await page.keyboard.press("Enter");
  const dialog = secretDialog(page, "by keyboard");
  await expect(dialog).toBeVisible();
  await tabTo(/Show client secret/);
  await page.keyboard.press("Enter");
  await expect(dialog).toContainText((await emulator.ledger()).secrets.at(-1)?.client_secret ?? "");
  await tabTo(/I have stored/);
  await page.keyboard.press("Space");
  await tabTo(/Done/);
  await page.keyboard.press("Enter");
  await expect(rowOf(page, "by keyboard").getByRole("link")).toBeFocused();
});
