import type { Page } from "@playwright/test";

/** The parts of the redirect-URL editor that are not single rows. */
export const redirectUrls = (page: Page) => ({
  all: page.getByRole("textbox", { name: /^Redirect URL \d/ }),
  text: page.getByRole("textbox", { name: "Redirect URLs, one on each line" }),
  note: page.getByRole("status", { name: "What was changed" }),
  undo: page.getByRole("button", { name: "Undo" }),
  /** The struck row of a URL that the next save takes away. */
  removed: (url: string) => page.getByRole("listitem").filter({ hasText: `Removed: ${url}` }),
});

/** Pastes a text where the focus is, by way of the clipboard. */
export async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((words) => navigator.clipboard.writeText(words), text);
  await page.keyboard.press("ControlOrMeta+v");
}
