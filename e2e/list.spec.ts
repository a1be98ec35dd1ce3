import { paths } from "../lib/paths";
import { rowOf } from "./support/connections";
import { expect, test } from "./support/test";

test.describe("with three pages", () => {
  test.use({ accountOptions: { seed: { generated: 230 }, published_apps: [] } });

  test("all pages are followed, and every connection can be found", async ({ page, emulator, signIn }) => {
    await signIn(page);
    // 230 of the seed and the console's own.
    await expect(page.getByText(/^231 connections · 231 custom, 0 published · as of/)).toBeVisible();
    const lists = (await emulator.ledger()).calls.filter(({ method }) => method === "GET");
    expect(lists.length).toBeGreaterThanOrEqual(3);
    await expect(page.getByRole("table")).toHaveAttribute("aria-rowcount", "232");
  });

  test("a page that fails leaves the loaded ones in use, labelled, until the rest is loaded", async ({
    page,
    emulator,
    signIn,
    browserErrors,
  }) => {
    browserErrors.allow(/503/);
    await emulator.setFaults([
      { kind: "error", method: "GET", path: "*/custom-app-integrations", nth: 2, status: 500 },
    ]);
    await signIn(page);
    await expect(page.getByRole("alert").getByText("Databricks is having trouble")).toBeVisible({
      timeout: 15_000,
    });
    await expect(page.getByText("100 connections loaded, not all · 100 custom, 0 published")).toBeVisible();
    await expect(page.getByRole("table")).toBeVisible();
    await emulator.clearFaults();
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByText(/^231 connections · 231 custom, 0 published · as of/)).toBeVisible();
  });

  test("page tokens that lead in a circle end in a list that says it is incomplete", async ({
    page,
    emulator,
    signIn,
  }) => {
    await emulator.setFaults([{ kind: "page_tokens", mode: "loop" }]);
    await signIn(page);
    await expect(page.getByText("The list is incomplete")).toBeVisible();
  });
});

test.describe("with a few connections", () => {
  test.use({
    accountOptions: {
      published_apps: [],
      seed: {
        connections: [
          {
            name: "posit-connect",
            confidential: true,
            redirect_urls: [
              "https://connect.example.com/__oauth__/integrations/callback",
              "https://b.example.com/cb",
            ],
            scopes: ["sql", "offline_access"],
            token_access_policy: { access_token_ttl_in_minutes: 90, refresh_token_ttl_in_minutes: 10080 },
            created_days_ago: 3,
            creator_username: "platform.team@example.com",
          },
          {
            name: "laptop-tool",
            confidential: false,
            redirect_urls: ["http://localhost:8020"],
            created_days_ago: 700,
          },
          { name: "no-urls", redirect_urls: [], created_days_ago: 30 },
        ],
      },
    },
  });

  test("a row tells name, client, redirect URLs, scopes, lifetimes, creator and age", async ({
    page,
    signIn,
  }) => {
    await signIn(page);
    const row = rowOf(page, "posit-connect");
    await expect(row).toContainText("Confidential");
    await expect(row).toContainText("https://connect.example.com/__oauth__/integrations/callback");
    await expect(row).toContainText("+1 more");
    await expect(row).toContainText("sql offline_access");
    await expect(row).toContainText("1 h 30 min");
    await expect(row).toContainText("7 d");
    await expect(row).toContainText("platform.team@example.com");
    await expect(rowOf(page, "laptop-tool")).toContainText("Public");
    await expect(rowOf(page, "no-urls")).toContainText("None: nobody can sign in");

    const age = row.getByText("3 days ago");
    await age.focus();
    await expect(page.getByText(/\d{4},? .*\d\d:\d\d:\d\d/)).toBeVisible();
  });

  test("the client ID is copied whole", async ({ page, signIn, pasted, emulator }) => {
    await signIn(page);
    await rowOf(page, "posit-connect").getByRole("button", { name: "Copy client ID" }).click();
    await expect(page.getByRole("status").filter({ hasText: "Copied client ID" })).toBeAttached();
    const copied = await pasted();
    expect(copied).toMatch(/^[0-9a-f-]{36}$/);
    expect(await emulator.ledger()).toBeTruthy();
    await page.getByRole("searchbox").fill(copied);
    await expect(page.getByRole("table")).toHaveAttribute("aria-rowcount", "2");
    await expect(rowOf(page, "posit-connect")).toBeVisible();
  });

  test("search finds by name, URL, scope and creator, lives in the address, and is cleared by Esc", async ({
    page,
    account,
    signIn,
  }) => {
    await signIn(page);
    const search = page.getByRole("searchbox", { name: "Search connections" });
    await expect(rowOf(page, "no-urls")).toBeVisible();
    await page.keyboard.press("/");
    await expect(search).toBeFocused();
    for (const words of ["POSIT", "b.example.com", "platform.team", "connect sql"]) {
      await search.fill(words);
      await expect(page.getByText("1 of 4 match")).toBeVisible();
      await expect(rowOf(page, "posit-connect")).toBeVisible();
    }
    await expect(page).toHaveURL(`${paths.connections(account.account_id)}?q=connect+sql`);
    await page.reload();
    await expect(search).toHaveValue("connect sql");
    await expect(page.getByText("1 of 4 match")).toBeVisible();
    await search.fill("nothing like it");
    await expect(page.getByText("Nothing matches “nothing like it”")).toBeVisible();
    await page.getByRole("button", { name: "Clear search and filters" }).click();
    await expect(rowOf(page, "no-urls")).toBeVisible();
    await search.fill("posit");
    await search.press("Escape");
    await expect(search).toHaveValue("");
  });

  test("the headers sort, and say so", async ({ page, signIn }) => {
    await signIn(page);
    const names = page.getByRole("rowheader");
    await expect(names).toHaveText(["laptop-tool", "Latchkey", "no-urls", "posit-connect"]);
    await page.getByRole("button", { name: "Name" }).click();
    await expect(names).toHaveText(["posit-connect", "no-urls", "Latchkey", "laptop-tool"]);
    await expect(page.getByRole("columnheader", { name: "Name" })).toHaveAttribute("aria-sort", "descending");
    await page.getByRole("button", { name: "Created" }).click();
    await expect(names.first()).not.toHaveText("posit-connect");
    await expect(page.getByRole("columnheader", { name: "Created" })).toHaveAttribute(
      "aria-sort",
      "ascending",
    );
    await expect(page.getByRole("columnheader", { name: "Name" })).toHaveAttribute("aria-sort", "none");
  });
});

test("an error shows what happened, with a reference, and retrying works", async ({
  page,
  emulator,
  signIn,
  browserErrors,
}) => {
  browserErrors.allow(/502|503/);
  await emulator.setFaults([{ kind: "login_page", method: "GET", path: "*/custom-app-integrations" }]);
  await signIn(page);
  const alert = page.getByRole("alert").filter({ hasText: "Reference" });
  await expect(alert).toContainText("Databricks gave an answer that makes no sense here");
  await expect(alert).toContainText(/Reference [0-9a-f-]{36}/);
  await emulator.clearFaults();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("table")).toBeVisible();
});

test.describe("in an account without connections of its own", () => {
  test.use({ accountOptions: { seed: "empty" } });

  test("loading shows a still outline, then the list takes its place", async ({
    page,
    account,
    emulator,
    signIn,
  }) => {
    await signIn(page);
    await expect(page.getByRole("link", { name: "Latchkey", exact: true }).last()).toBeVisible();
    await emulator.setFaults([{ kind: "delay", method: "GET", path: "*/custom-app-integrations", ms: 1500 }]);
    await page.goto(paths.connections(account.account_id));
    await expect(page.getByText("Loading connections")).toBeAttached();
    await expect(page.getByRole("table")).toBeVisible();
    await expect(page.getByText("Loading connections")).not.toBeAttached();
  });
});

test.describe("in an account where nothing is listed", () => {
  test.use({ accountOptions: { seed: "empty", published_apps: [] } });

  test("the page teaches what a connection is and leads to the first", async ({
    page,
    account,
    emulator,
    signIn,
  }) => {
    await emulator.setFaults([
      {
        kind: "answer",
        method: "GET",
        path: "*/custom-app-integrations",
        headers: { "content-type": "application/json" },
        body: "{}",
      },
    ]);
    await signIn(page);
    await expect(page.getByText("No connections yet")).toBeVisible();
    await page.getByRole("link", { name: "Create the first connection" }).click();
    await expect(page).toHaveURL(paths.newConnection(account.account_id));
  });
});
