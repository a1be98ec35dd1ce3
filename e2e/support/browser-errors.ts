import type { BrowserContext } from "@playwright/test";

/**
 * Collects what a browser complains about: uncaught errors, error messages on its console (among them violations
 * of the content security policy and failed loads). A test that provokes one says so with `allow`.
 */
export class BrowserErrors {
  readonly #seen: string[] = [];
  readonly #allowed: RegExp[] = [];

  watch(context: BrowserContext): void {
    context.on("weberror", (event) => {
      this.#seen.push(`uncaught: ${event.error().stack ?? event.error().message}`);
    });
    context.on("console", (message) => {
      if (message.type() !== "error") return;
      this.#seen.push(`console: ${message.text()} (${message.location().url})`);
    });
  }

  /** From here on and before: every message that matches is expected. */
  allow(pattern: RegExp): void {
    this.#allowed.push(pattern);
  }

  unexpected(): string[] {
    return this.#seen.filter((message) => !this.#allowed.some((pattern) => pattern.test(message)));
  }
}
