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
