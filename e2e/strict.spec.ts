import { paths } from "../lib/paths";
import { createButton, nameField, redirectUrl, reviewDialog } from "./support/connections";
import { startOwnConsole } from "./support/own-console";
import { signInTo } from "./support/sign-in";
import { expect, test } from "./support/test";

test("REDIRECT_POLICY=strict refuses plain http off loopback, in the form and on the server", async ({
  browser,
}) => {
  test.slow();
  const { url, account, stop } = await startOwnConsole({ REDIRECT_POLICY: "strict" });
  const context = await browser.newContext({ baseURL: url });
  try {
    const page = await context.newPage();
    await signInTo(account, page, { to: paths.blankConnection(account.account_id) });
    await nameField(page).fill("strict");
    await redirectUrl(page, 1).fill("http://app.example.com/cb");
    await createButton(page).click();
    await expect(page.getByRole("heading", { name: "Nothing was sent: mend this first" })).toBeFocused();
    await expect(redirectUrl(page, 1)).toHaveAttribute("aria-invalid", "true");
    await expect(redirectUrl(page, 1)).toHaveAccessibleDescription(/Unencrypted/);

    const refused = await page.request.post(
      `/api/2.0/accounts/${account.account_id}/oauth2/custom-app-integrations`,
      {
        headers: { "sec-fetch-site": "same-origin", "latchkey-acknowledged": "http-cleartext" },
        data: {
          name: "strict",
          confidential: false,
          redirect_urls: ["http://app.example.com/cb"],
          scopes: ["sql"],
        },
      },
    );
    expect(refused.status()).toBe(400);
    expect(await refused.json()).toMatchObject({
      type: "/problems/invalid",
      errors: [{ field: "redirect_urls.0", message: expect.stringMatching(/^Unencrypted/) }],
    });

    await redirectUrl(page, 1).fill("http://localhost:8020");
    await createButton(page).click();
    await expect(reviewDialog(page)).toBeVisible();
  } finally {
    await context.close();
    await stop();
  }
});
