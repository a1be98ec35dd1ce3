import type { Page } from "@playwright/test";
import { paths } from "../lib/paths";
import {
  confirmCreate,
  createButton,
  nameField,
  openConnection,
  redirectUrl,
  reviewDialog,
  secretDialog,
} from "./support/connections";
import { Outside } from "./support/outside";
import { expect, test } from "./support/test";

test.use({ accountOptions: { seed: "empty" } });

const next = (page: Page) => page.getByRole("button", { name: "Next: lifetimes" });
const currentStep = (page: Page) =>
  page.getByRole("navigation", { name: "Steps", includeHidden: true }).locator("[aria-current=step]");

/** Answers what connects with Posit Connect on a host. */
async function choosePosit(page: Page): Promise<void> {
  await page
    .getByRole("button", { name: /^Posit Connect/ })
    .first()
    .click();
  await page.getByRole("textbox").first().fill("connect.example.com");
  await page.getByRole("button", { name: "Use these values" }).click();
  await expect(page.getByText("Filled in for Posit Connect")).toBeVisible();
}

async function requestIn(page: Page): Promise<string> {
  const review = reviewDialog(page);
  await review.getByText("The request to Databricks").click();
  return (await review.locator("pre").textContent()) ?? "";
}

async function create(page: Page, name: string): Promise<void> {
  await confirmCreate(page);
  const dialog = secretDialog(page, name);
  await dialog.getByRole("checkbox", { name: /I have stored/ }).check();
  await dialog.getByRole("button", { name: "Done" }).click();
}

test("step by step and on one page, the same request is sent", async ({
  page,
  account,
  emulator,
  signIn,
}) => {
  await signIn(page, { to: paths.newConnection(account.account_id) });
  await expect(currentStep(page)).toHaveText(/What connects/);
  await choosePosit(page);
  await expect(currentStep(page)).toHaveText(/Name, URLs and scopes/);
  await nameField(page).fill("twin");
  await page.getByRole("checkbox", { name: /^email/ }).check();
  await next(page).click();
  await expect(currentStep(page)).toHaveText(/Lifetimes/);
  await expect(currentStep(page)).toBeFocused();
  await page.getByRole("radio", { name: /^This connection/ }).check();
  await page.getByRole("textbox", { name: "Access token lifetime" }).fill("4");
  await createButton(page).click();
  await expect(currentStep(page)).toHaveText(/Review/);
  const byStep = await requestIn(page);
  await create(page, "twin");
  const stored = await (await Outside.signIn(emulator.url, account)).read("twin");

  await page.goto(paths.newConnection(account.account_id));
  await choosePosit(page);
  await page.getByRole("button", { name: "All on one page" }).click();
  await expect(page.getByRole("navigation", { name: "Steps" })).toBeHidden();
  await nameField(page).fill("twin");
  await page.getByRole("checkbox", { name: /^email/ }).check();
  await page.getByRole("radio", { name: /^This connection/ }).check();
  await page.getByRole("textbox", { name: "Access token lifetime" }).fill("4");
  await createButton(page).click();
  expect(await requestIn(page)).toBe(byStep);
  await create(page, "twin");

  const kept = ({ redirect_urls, scopes, token_access_policy }: typeof stored) => ({
    redirect_urls,
    scopes,
    token_access_policy,
  });
  const twins = await (await Outside.signIn(emulator.url, account)).readAll("twin");
  expect(twins).toHaveLength(2);
  for (const twin of twins) expect(kept(twin)).toEqual(kept(stored));
  expect(stored.scopes).toContain("email");
  expect(stored.token_access_policy).toMatchObject({ access_token_ttl_in_minutes: 240 });
});

test("a step with an error is not left, and Back keeps what was entered", async ({
  page,
  account,
  signIn,
}) => {
  await signIn(page, { to: paths.newConnection(account.account_id) });
  await choosePosit(page);
  await nameField(page).fill("");
  await redirectUrl(page, 1).fill("connect.example.com/no-scheme");
  await next(page).click();
  await expect(page.getByRole("heading", { name: /mend these first/ })).toBeFocused();
  await expect(currentStep(page)).toHaveText(/Name, URLs and scopes/);
  await nameField(page).fill("mended");
  await redirectUrl(page, 1).fill("https://connect.example.com/mended");
  await next(page).click();
  await page.getByRole("radio", { name: /^This connection/ }).check();
  await page.getByRole("textbox", { name: "Access token lifetime" }).fill("5");
  await page.getByRole("button", { name: "Back" }).click();
  await expect(nameField(page)).toHaveValue("mended");
  await expect(redirectUrl(page, 1)).toHaveValue("https://connect.example.com/mended");
  await next(page).click();
  await expect(page.getByRole("textbox", { name: "Access token lifetime" })).toHaveValue("5");
});

test("a field the server refuses is shown in its step", async ({
  page,
  account,
  emulator,
  signIn,
  browserErrors,
}) => {
  browserErrors.allow(/400/);
  await signIn(page, { to: paths.newConnection(account.account_id) });
  await choosePosit(page);
  await nameField(page).fill("refused");
  await next(page).click();
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
        message: "Bad name",
        details: [
          {
            "@type": "type.googleapis.com/google.rpc.BadRequest",
            field_violations: [{ field: "name", description: "That name is taken." }],
          },
        ],
      }),
    },
  ]);
  await createButton(page).click();
  await confirmCreate(page);
  await expect(currentStep(page)).toHaveText(/Name, URLs and scopes/);
  await expect(nameField(page)).toHaveAccessibleDescription(/That name is taken\./);
});

test.describe("a copy", () => {
  const original = {
    name: "original",
    confidential: true,
    redirect_urls: ["https://b.example.com/cb", "https://a.example.com/cb"],
    scopes: ["sql", "offline_access"],
    user_authorized_scopes: ["sql"],
    token_access_policy: { access_token_ttl_in_minutes: 45, refresh_token_ttl_in_minutes: 2880 },
  };
  test.use({ accountOptions: { seed: { connections: [original] } } });

  test("gets another name and everything else as it is", async ({ page, account, emulator, signIn }) => {
    await signIn(page);
    await openConnection(page, account, "original");
    await page.getByRole("link", { name: /^Copy/ }).click();
    await expect(nameField(page)).toHaveValue("original copy");
    await nameField(page).fill("another name");
    await createButton(page).click();
    await create(page, "another name");
    const copy = await (await Outside.signIn(emulator.url, account)).read("another name");
    const { name: _, token_access_policy, ...rest } = original;
    expect(copy).toMatchObject({ ...rest, token_access_policy });
  });
});
