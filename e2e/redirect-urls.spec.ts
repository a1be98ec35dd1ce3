import { paths } from "../lib/paths";
import {
  confirmCreate,
  createButton,
  nameField,
  redirectUrl,
  reviewDialog,
  secretDialog,
} from "./support/connections";
import { paste, redirectUrls } from "./support/redirect-urls";
import { expect, test } from "./support/test";

const a = "https://a.example.com/cb";
const b = "https://b.example.com/cb";
const c = "https://c.example.com/cb";
const warningBox = { name: "I have read the warnings" };

test.use({
  accountOptions: {
    seed: {
      connections: [{ name: "dbt cloud", redirect_urls: ["https://dbt.example.com/callback"] }],
    },
  },
});

test.describe("a new connection", () => {
  test.beforeEach(async ({ page, account, signIn }) => {
    await signIn(page);
    await page.goto(paths.blankConnection(account.account_id));
  });

  test("says nothing while one types, everything on leaving, and takes back what is mended at once", async ({
    page,
  }) => {
    const url = redirectUrl(page, 1);
    await url.fill("HTTPS://App.example.com/cb?x=1#top");
    await expect(url).not.toHaveAttribute("aria-invalid");
    await url.blur();
    await expect(url).toHaveAttribute("aria-invalid", "true");
    await expect(url).toHaveAccessibleDescription(/^Error: .* Remove everything from the # on\.$/);
    const more = page.getByRole("button", { name: "3 more about URL 1" });
    await expect(page.getByText("Has parameters")).toBeHidden();
    await more.click();
    const titles = [
      "Contains a # part",
      "Capital letters in the scheme",
      "Capital letters in the host",
      "Has parameters",
    ];
    for (const title of titles) await expect(page.getByText(title)).toBeVisible();
    await url.fill("https://App.example.com/cb?x=1");
    await expect(page.getByText("Contains a # part")).toBeHidden();
    await expect(page.getByText("Capital letters in the host")).toBeVisible();
    await url.fill("https://app.example.com/cb");
    await expect(url).not.toHaveAttribute("aria-invalid");
  });

  test("a correction is offered, made with one press and taken back with another", async ({ page }) => {
    const url = redirectUrl(page, 1);
    await url.fill("HTTPS://App.example.com:/cb");
    await url.blur();
    await expect(url).toHaveValue("HTTPS://App.example.com:/cb");
    await page.getByRole("button", { name: "Use https://app.example.com/cb" }).click();
    await expect(url).toHaveValue("https://app.example.com/cb");
    await expect(url).toBeFocused();
    await expect(redirectUrls(page).note).toHaveText(
      /Corrected URL 1\. It was HTTPS:\/\/App\.example\.com:\/cb/,
    );
    await redirectUrls(page).undo.click();
    await expect(url).toHaveValue("HTTPS://App.example.com:/cb");
  });

  test("hidden characters are drawn, and an international host is shown in both forms", async ({ page }) => {
    const url = redirectUrl(page, 1);
    await url.fill("https://a\u200bpp.example.com/cb");
    await expect(page.getByText("With what is hidden:")).toContainText("U+200B");
    await url.blur();
    await expect(url).toHaveAccessibleDescription(/zero-width space \(U\+200B\)/);
    await page.getByRole("button", { name: "Use https://app.example.com/cb" }).click();
    await expect(page.getByText("With what is hidden:")).toBeHidden();
    await url.fill("https://bücher.example/cb");
    await url.blur();
    await page.getByRole("button", { name: "Use https://xn--bcher-kva.example/cb" }).click();
    await expect(page.getByText(/People read the host as bücher\.example/)).toContainText(
      "xn--bcher-kva.example",
    );
    await expect(url).toHaveAccessibleDescription(/^Warning: International host name/);
  });

  test("a paste is split and cleaned, says so, and can be taken back", async ({ page }) => {
    await redirectUrl(page, 1).focus();
    await paste(page, `\ufeffProd: "${a}", <${b}>;\u00a0${c}\u200b`);
    await expect(redirectUrl(page, 3)).toHaveValue(c);
    await expect(redirectUrl(page, 3)).toBeFocused();
    for (const words of [
      "Split into 3 rows.",
      "no-break space",
      "byte order mark",
      "zero-width space",
      "Left out Prod:",
    ])
      await expect(redirectUrls(page).note).toContainText(words);
    await redirectUrls(page).undo.click();
    await expect(redirectUrls(page).all).toHaveCount(1);
    await expect(redirectUrl(page, 1)).toHaveValue("");
    await expect(redirectUrls(page).note).toBeEmpty();

    await redirectUrl(page, 1).fill(a);
    await redirectUrl(page, 1).press("End");
    await paste(page, `${b}\n${c}`);
    await expect(redirectUrl(page, 1)).toHaveValue(a);
    await expect(redirectUrl(page, 3)).toHaveValue(c);
  });

  test("a removed row can be brought back", async ({ page }) => {
    await redirectUrl(page, 1).fill(a);
    await redirectUrl(page, 1).press("Enter");
    await redirectUrl(page, 2).fill(b);
    await page.getByRole("button", { name: `Remove ${a}` }).click();
    await expect(redirectUrl(page, 1)).toHaveValue(b);
    await expect(redirectUrls(page).note).toContainText(`Removed ${a}`);
    await redirectUrls(page).undo.click();
    await expect(redirectUrl(page, 1)).toHaveValue(a);
    await expect(redirectUrl(page, 2)).toHaveValue(b);
  });

  test("what concerns several URLs is said below them and leads to each", async ({ page }) => {
    await redirectUrl(page, 1).focus();
    await paste(page, [a, a, `${a}/`, "http://a.example.com/cb"].join("\n"));
    await redirectUrl(page, 4).blur();
    await expect(redirectUrl(page, 2)).toHaveAccessibleDescription(/^Error: Same URL twice: as URL 1/);
    await expect(redirectUrl(page, 1)).not.toHaveAttribute("aria-invalid");
    const together = page.getByRole("list", { name: "About several redirect URLs" });
    await expect(together.getByRole("listitem").filter({ hasText: "Unencrypted twin" })).toContainText(
      "URLs 1, 2, 4",
    );
    const slash = together.getByRole("listitem").filter({ hasText: "With and without a slash at the end" });
    await slash.getByRole("button", { name: "3" }).click();
    await expect(redirectUrl(page, 3)).toBeFocused();
    await page
      .getByRole("button", { name: `Remove ${a}`, exact: true })
      .nth(1)
      .click();
    await expect(page.getByText("Same URL twice")).toBeHidden();
  });

  test("rows and text are two views of one list", async ({ page }) => {
    await redirectUrl(page, 1).focus();
    await paste(page, [a, b].join("\n"));
    await page.getByRole("button", { name: "Edit as text" }).click();
    const { text } = redirectUrls(page);
    await expect(text).toHaveValue(`${a}\n${b}`);
    await text.fill(`${c}\n${b}\n\n  x y\n${a}`);
    await text.blur();
    await expect(page.getByRole("list", { name: "Verdicts by line" })).toContainText(
      "Space before or after the URL",
    );
    await page.getByRole("button", { name: "Line 4", exact: true }).click();
    await expect(text).toBeFocused();
    expect(await page.evaluate(() => getSelection()?.toString())).toBe("  x y");
    await page.getByRole("button", { name: "Edit as rows" }).click();
    for (const [index, url] of [c, b, "", "  x y", a].entries())
      await expect(redirectUrl(page, index + 1)).toHaveValue(url);
    await page.getByRole("button", { name: "Edit as text" }).click();
    await expect(text).toHaveValue(`${c}\n${b}\n\n  x y\n${a}`);
  });

  test("the error summary leads to the row, and in text to the line", async ({ page }) => {
    await nameField(page).fill("x");
    await redirectUrl(page, 1).fill(a);
    await redirectUrl(page, 1).press("Enter");
    await redirectUrl(page, 2).fill("no scheme");
    await createButton(page).click();
    await page.getByRole("link", { name: /^Space, line break or control character/ }).click();
    await expect(redirectUrl(page, 2)).toBeFocused();
    await page.getByRole("button", { name: "Edit as text" }).click();
    await page.getByRole("link", { name: /^Space, line break or control character/ }).click();
    await expect(page.getByRole("button", { name: "Line 2", exact: true })).toBeFocused();
  });

  test("a range of ports becomes a row for each port when asked for", async ({ page }) => {
    await redirectUrl(page, 1).fill("http://localhost:8020-8040");
    await redirectUrl(page, 1).blur();
    await expect(redirectUrls(page).all).toHaveCount(1);
    await page.getByRole("button", { name: "Expand into 21 URLs" }).click();
    await expect(redirectUrls(page).all).toHaveCount(21);
    await expect(redirectUrl(page, 21)).toHaveValue("http://localhost:8040");
    await expect(redirectUrl(page, 21)).toBeFocused();
    await redirectUrls(page).undo.click();
    await expect(redirectUrl(page, 1)).toHaveValue("http://localhost:8020-8040");
    await redirectUrl(page, 1).fill("http://localhost:{1-9999}/");
    await redirectUrl(page, 1).blur();
    await expect(page.getByText("Expand at most 64 at a time")).toBeVisible();
  });

  test("a URL of another connection links to it", async ({ page, account }) => {
    await page.goto(paths.blankConnection(account.account_id));
    await redirectUrl(page, 1).fill("https://dbt.example.com/callback");
    await redirectUrl(page, 1).blur();
    await expect(redirectUrl(page, 1)).toHaveAccessibleDescription(
      /Used by another connection too: dbt cloud/,
    );
    const link = page.getByRole("link", { name: "dbt cloud" });
    await expect(link).toHaveAttribute("href", /\/connections\/[^/]+$/);
  });

  test("a warning is accepted once, and the server insists on it", async ({
    page,
    account,
    emulator,
    browserErrors,
  }) => {
    browserErrors.allow(/409/);
    await nameField(page).fill("plain http");
    await redirectUrl(page, 1).fill("http://app.example.com/cb");
    await createButton(page).click();
    await confirmCreate(page);
    await expect(page.getByRole("checkbox", warningBox)).toBeFocused();
    await expect(page.getByRole("checkbox", warningBox)).toHaveAccessibleDescription(
      "Read the warnings and tick the box.",
    );
    await page.getByRole("checkbox", warningBox).check();
    await reviewDialog(page).getByRole("button", { name: "Back" }).click();

    await redirectUrl(page, 1).press("Enter");
    await redirectUrl(page, 2).fill("https://app.example.com:443/cb");
    await createButton(page).click();
    await expect(page.getByRole("region", { name: /warnings about what you save/ })).toContainText(
      "Default port",
    );
    await expect(page.getByRole("checkbox", warningBox)).not.toBeChecked();
    await page.getByRole("checkbox", warningBox).check();
    await confirmCreate(page);
    await expect(secretDialog(page, "plain http")).toBeVisible();

    const creates = async () =>
      (await emulator.ledger()).calls.filter(
        ({ method, path }) => method === "POST" && path.endsWith("integrations"),
      );
    const before = (await creates()).length;
    const send = (headers: Record<string, string>) =>
      page.request.post(`/api/2.0/accounts/${account.account_id}/oauth2/custom-app-integrations`, {
        headers: {
          "sec-fetch-site": "same-origin",
          "idempotency-key": crypto.randomUUID(),
          ...headers,
        },
        data: {
          name: "x",
          confidential: false,
          redirect_urls: ["https://ok.example.com", "http://app.example.com/cb"],
          scopes: ["sql"],
          token_access_policy: {
            access_token_ttl_in_minutes: 60,
            refresh_token_ttl_in_minutes: 1440,
            enable_single_use_refresh_tokens: false,
          },
        },
      });
    for (const header of ["", "idn,default-port"]) {
      const refused = await send({ "latchkey-acknowledged": header });
      expect(refused.status()).toBe(409);
      expect(await refused.json()).toMatchObject({
        type: "/problems/unacknowledged",
        outcome: "none",
        errors: [{ field: "redirect_urls.1", message: expect.stringMatching(/^Unencrypted\. /) }],
      });
    }
    expect(await creates()).toHaveLength(before);
    expect((await send({ "latchkey-acknowledged": "idn, http-cleartext" })).status()).toBe(200);
  });

  test("keys alone do it all", async ({ page }) => {
    await redirectUrl(page, 1).focus();
    await page.keyboard.type(a);
    await page.keyboard.press("Enter");
    await page.keyboard.type("https://B.example.com/cb");
    await page.keyboard.press("ArrowUp");
    await expect(redirectUrl(page, 1)).toBeFocused();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await expect(page.getByRole("button", { name: `Use ${b}` })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(redirectUrl(page, 2)).toHaveValue(b);
    await expect(redirectUrl(page, 2)).toBeFocused();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.press("Delete");
    await page.keyboard.press("Backspace");
    await expect(redirectUrls(page).all).toHaveCount(1);
    await expect(redirectUrl(page, 1)).toBeFocused();
  });

  test("arrows stay inside a URL that takes several lines until its end", async ({ page }) => {
    await redirectUrl(page, 1).fill(`https://app.example.com/${"long/".repeat(40)}`);
    await redirectUrl(page, 1).press("Enter");
    await redirectUrl(page, 2).fill(b);
    await redirectUrl(page, 2).press("ArrowUp");
    await expect(redirectUrl(page, 1)).toBeFocused();
    await redirectUrl(page, 1).press("ControlOrMeta+Home");
    await redirectUrl(page, 1).press("ArrowDown");
    await expect(redirectUrl(page, 1)).toBeFocused();
    await redirectUrl(page, 1).press("ControlOrMeta+End");
    await redirectUrl(page, 1).press("ArrowDown");
    await expect(redirectUrl(page, 2)).toBeFocused();
  });
});
