import { paths } from "../lib/paths";
import { createConnection, openConnection } from "./support/connections";
import { colorSchemes, expectAccessible, expectNoSidewaysScroll } from "./support/looks";
import { expect, test } from "./support/test";

test.use({ accountOptions: { seed: { generated: 12 } } });

for (const colorScheme of colorSchemes) {
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({ colorScheme });

    test("every page and dialog passes axe", async ({ page, account, signIn }) => {
      // Eight analyses, one of them of a sign-in page with all accounts of the run.
      test.slow();
      await page.goto(paths.signIn({ account_id: account.account_id, reason: "ended" }));
      await expectAccessible(page);
      await signIn(page);
      await expect(page.getByRole("table")).toBeVisible();
      await expectAccessible(page);
      await page.getByRole("button", { name: /theme/i }).click();
      await expect(page.getByRole("menuitemradio", { name: "Dark" })).toBeVisible();
      await expectAccessible(page);
      await page.keyboard.press("Escape");
      await page.getByRole("combobox", { name: /^Kind/ }).click();
      await expect(page.getByRole("option", { name: "published" })).toBeVisible();
      await expectAccessible(page);
      await page.keyboard.press("Escape");
      await page.goto(paths.blankConnection(account.account_id));
      await page.getByRole("button", { name: "Create connection" }).click();
      await expect(page.getByRole("heading", { name: /Nothing was sent/ })).toBeVisible();
      await expectAccessible(page);
      const dialog = await createConnection(page, account, {
        name: "axe",
        urls: ["https://a.example.com/cb"],
      });
      await expectAccessible(page);
      await dialog.getByRole("checkbox").check();
      await dialog.getByRole("button", { name: "Done" }).click();
      await openConnection(page, account, "axe");
      await expectAccessible(page);
      await page.getByRole("button", { name: "Delete connection…" }).click();
      await expect(page.getByRole("alertdialog")).toBeVisible();
      await expectAccessible(page);
    });

    test("the page follows the system", async ({ page, signIn }) => {
      await signIn(page);
      const lightness = await page.evaluate(() => {
        const [red = 0] =
          getComputedStyle(document.documentElement).backgroundColor.match(/\d+/g)?.map(Number) ?? [];
        return red;
      });
      if (colorScheme === "light") expect(lightness).toBeGreaterThan(200);
      else expect(lightness).toBeLessThan(60);
    });
  });
}

test("the theme can be set, lasts over a reload, and comes from the server without a flash", async ({
  page,
  signIn,
}) => {
  await signIn(page);
  await page.getByRole("button", { name: /theme/i }).click();
  await page.getByRole("menuitemradio", { name: "Dark" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  const html = await (await page.request.get(page.url())).text();
  expect(html).toMatch(/<html[^>]*data-theme="dark"/);
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
});

for (const width of [360, 320]) {
  test(`at ${width} px every page fits, and the frame keeps the account in sight`, async ({
    page,
    account,
    signIn,
  }) => {
    await page.setViewportSize({ width, height: 740 });
    await signIn(page);
    await expect(page.getByRole("table")).toBeVisible();
    await expect(page.getByRole("banner")).toContainText(account.name);
    await expectNoSidewaysScroll(page);
    await page.getByRole("button", { name: "Open navigation" }).click();
    await expect(page.getByRole("navigation").getByRole("link", { name: "Connections" })).toBeVisible();
    await page.keyboard.press("Escape");
    await page.goto(paths.blankConnection(account.account_id));
    await expectNoSidewaysScroll(page);
    await page.goto(paths.connections(account.account_id));
    await page.getByRole("rowheader").first().getByRole("link").click();
    await expect(page.getByRole("heading", { name: "Redirect URLs" })).toBeVisible();
    await expectNoSidewaysScroll(page);
  });
}
