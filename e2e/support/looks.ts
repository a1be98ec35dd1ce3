import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

export const colorSchemes = ["light", "dark"] as const;
/** A small phone. */
export const phone = { width: 360, height: 740 };

/** Nothing that axe knows is wrong with the page as it stands. */
export async function expectAccessible(page: Page): Promise<void> {
  // Base UI's focus guards are meant to be focusable and hidden; they hand the focus on at once.
  const { violations } = await new AxeBuilder({ page }).exclude("[data-base-ui-focus-guard]").analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join("\n")}`);
  expect(found).toEqual([]);
}

/** The page scrolls up and down only. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  await expect
    .poll(() =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
    )
    .toBe(0);
}
