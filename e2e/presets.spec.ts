import { paths } from "../lib/paths";
import { confirmCreate, createButton, nameField, redirectUrl, secretDialog } from "./support/connections";
import { expect, test } from "./support/test";

test.use({ accountOptions: { seed: "empty" } });

test("a product asks only for its host and fills in the rest", async ({
  page,
  account,
  emulator,
  signIn,
}) => {
  await signIn(page, { to: paths.newConnection(account.account_id) });
  await page.getByRole("searchbox").fill("posit connect");
  await page
    .getByRole("button", { name: /^Posit Connect/ })
    .first()
    .click();
  await page.getByRole("textbox").first().fill("connect.example.com");
  await expect(
    page.getByText("https://connect.example.com/__oauth__/integrations/callback").first(),
  ).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByText("Filled in for Posit Connect")).toBeVisible();
  await expect(redirectUrl(page, 1)).toHaveValue(
    "https://connect.example.com/__oauth__/integrations/callback",
  );
  await nameField(page).fill("posit");
  await page.getByRole("button", { name: "Next: lifetimes" }).click();
  await createButton(page).click();
  await confirmCreate(page);
  await expect(secretDialog(page, "posit")).toBeVisible();
  expect((await emulator.ledger()).secrets.length).toBeGreaterThan(0);
});

test("a host that is none is refused with words, and something else leads to the blank form", async ({
  page,
  account,
  signIn,
}) => {
  await signIn(page, { to: paths.newConnection(account.account_id) });
  await page
    .getByRole("button", { name: /^Posit Connect/ })
    .first()
    .click();
  await page.getByRole("textbox").first().fill("not a host");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("textbox").first()).toHaveAttribute("aria-invalid", "true");
  await page.getByRole("button", { name: "What connects?" }).click();
  await page.getByRole("button", { name: /^Something else/ }).click();
  await expect(nameField(page)).toHaveValue("");
});
