import {
  confirmSave,
  openConnection,
  redirectUrl,
  reloadSaved,
  saveButton,
  saveChanges,
} from "./support/connections";
import { colorSchemes, expectAccessible, expectNoSidewaysScroll, phone } from "./support/looks";
import { paste, redirectUrls } from "./support/redirect-urls";
import { expect, test } from "./support/test";

const a = "https://a.example.com/cb";
const b = "https://b.example.com/cb";
const c = "https://c.example.com/cb";
const legacy = "http://Legacy.example.com/old";
const warningBox = { name: "I have read the warnings" };

test.use({
  accountOptions: {
    seed: { connections: [{ name: "three-urls", redirect_urls: [a, legacy, c] }] },
  },
});

test.describe("an existing connection", () => {
  test.beforeEach(async ({ page, account, signIn }) => {
    await signIn(page);
    await openConnection(page, account, "three-urls");
  });

  test("a removed URL is struck in its place until the save, says what breaks, and can be put back", async ({
    page,
  }) => {
    await page.getByRole("button", { name: `Remove ${a}` }).click();
    const struck = redirectUrls(page).removed(a);
    await expect(struck).toContainText("Sign-ins that return here stop working after the save.");
    await expect(page.getByRole("textbox", { name: "Redirect URL 1 of 2" })).toHaveValue(legacy);
    const putBack = page.getByRole("button", { name: `Put back ${a}` });
    await expect(putBack).toBeFocused();
    await putBack.press("Enter");
    await expect(redirectUrl(page, 1)).toHaveValue(a);
    await expect(saveButton(page)).toBeHidden();

    await page.getByRole("button", { name: `Remove ${a}` }).click();
    await redirectUrl(page, 2).fill(b);
    await expect(page.getByText(`Replaces ${c}`)).toBeVisible();
    await saveChanges(page);
    await expect(struck).toBeHidden();
    await expect(page.getByText(/^Replaces/)).toBeHidden();
    await reloadSaved(page);
    await expect(redirectUrl(page, 1)).toHaveValue(legacy);
    await expect(redirectUrl(page, 2)).toHaveValue(b);
  });

  test("Discard puts back what was struck", async ({ page }) => {
    await page.getByRole("button", { name: `Remove ${c}` }).click();
    await page.getByRole("button", { name: "Discard" }).click();
    await expect(redirectUrl(page, 3)).toHaveValue(c);
    await expect(redirectUrls(page).removed(c)).toBeHidden();
  });

  test("in text too a URL that goes is struck, and moving a line keeps it", async ({ page }) => {
    await page.getByRole("button", { name: "Edit as text" }).click();
    const { text } = redirectUrls(page);
    await text.fill(`${legacy}\n${c}`);
    await expect(redirectUrls(page).removed(a)).toBeVisible();
    await text.fill(`${legacy}\n${c}\n${a}`);
    await expect(redirectUrls(page).removed(a)).toBeHidden();
    await saveChanges(page);
    await reloadSaved(page);
    await expect(redirectUrl(page, 1)).toHaveValue(legacy);
    await expect(redirectUrl(page, 3)).toHaveValue(a);
  });

  test("a URL that breaks a rule is shown with it and does not keep the rest from being saved", async ({
    page,
  }) => {
    await expect(redirectUrl(page, 2)).toHaveAccessibleDescription(/registered already, so it may stay/);
    await expect(redirectUrl(page, 2)).not.toHaveAttribute("aria-invalid");
    await page.getByRole("checkbox", { name: /^email/ }).check();
    await saveChanges(page);
    await expect(page.getByText("Saved.")).toBeVisible();
  });

  test("a save with a new warning asks once", async ({ page }) => {
    await redirectUrl(page, 1).press("Enter");
    await redirectUrl(page, 2).fill("https://abc.ngrok.io/cb");
    await saveButton(page).click();
    await confirmSave(page);
    await expect(page.getByRole("checkbox", warningBox)).toBeFocused();
    await page.keyboard.press("Space");
    await confirmSave(page);
    await expect(page.getByText("Saved.")).toBeVisible();
    await expect(page.getByRole("checkbox", warningBox)).toBeHidden();
  });
});

for (const colorScheme of colorSchemes)
  test.describe(`in ${colorScheme} colours at 360 px`, () => {
    test.use({ colorScheme, viewport: phone });

    test("every state passes axe and fits", async ({ page, account, signIn }) => {
      test.slow();
      const expectFine = async () => {
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);
      };
      await signIn(page);
      await openConnection(page, account, "three-urls");
      await page.getByRole("button", { name: `Remove ${a}` }).click();
      await redirectUrl(page, 2).focus();
      await paste(
        page,
        ` ${"https://app.example.com/".padEnd(300, "x")} http://b.example.com?x="1 https://x\u200b.example`,
      );
      await redirectUrl(page, 1).focus();
      await page
        .getByRole("button", { name: /more about/ })
        .first()
        .click();
      await expectFine();
      await page.getByRole("button", { name: "Edit as text" }).click();
      await expectFine();
      await page.getByRole("button", { name: "Discard" }).click();
      await redirectUrls(page).text.fill(`${legacy}\nhttps://abc.ngrok.io/cb`);
      await saveButton(page).click();
      await expect(page.getByRole("checkbox", warningBox)).toBeVisible();
      await expectFine();
    });
  });
