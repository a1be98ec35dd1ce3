import { paths } from "../lib/paths";
import { openConnection, redirectUrl, saveChanges } from "./support/connections";
import { choosePerson } from "./support/sign-in";
import { expect, test } from "./support/test";

const seed = { connections: [{ name: "posit-connect", redirect_urls: ["https://connect.example.com/cb"] }] };
test.use({ accountOptions: { seed } });

test("an access token that ends in the middle of work is renewed unnoticed", async ({
  page,
  account,
  emulator,
  signIn,
}) => {
  await signIn(page);
  await openConnection(page, account, "posit-connect");
  await emulator.expireAccessTokens();
  await redirectUrl(page, 1).fill("https://connect.example.com/other");
  await saveChanges(page);
  await expect(page.getByText("Saved.")).toBeVisible();
  const { refreshes } = await emulator.ledger();
  expect(refreshes).toBe(1);
});

test.describe("with access tokens of six seconds", () => {
  test.use({ accountOptions: { seed, console_token_access_policy: { access_token_ttl_in_seconds: 6 } } });

  test("one renewal serves all requests that need it at once", async ({
    page,
    account,
    emulator,
    signIn,
  }) => {
    await signIn(page);
    const path = `/api/2.0/accounts/${account.account_id}/oauth2/custom-app-integrations`;
    const before = (await emulator.ledger()).refreshes;
    await expect
      .poll(
        async () => {
          const answers = await Promise.all(Array.from({ length: 20 }, () => page.request.get(path)));
          expect(answers.map((answer) => answer.status())).toEqual(Array(20).fill(200));
          return (await emulator.ledger()).refreshes - before;
        },
        { intervals: [250] },
      )
      .toBe(1);
  });
});

test("a refused renewal leads to sign-in and back to the same page", async ({
  page,
  account,
  emulator,
  signIn,
  browserErrors,
}) => {
  browserErrors.allow(/401/);
  await signIn(page, { to: `${paths.connections(account.account_id)}?q=posit` });
  await expect(page.getByRole("link", { name: "posit-connect" })).toBeVisible();
  await emulator.revokeTokens();
  await page.reload();
  await expect(page.getByText("Your session has ended")).toBeVisible();
  await page.getByRole("button", { name: `Sign in to ${account.name}`, exact: true }).click();
  await choosePerson(account, page, "admin");
  await expect(page).toHaveURL(`${paths.connections(account.account_id)}?q=posit`);
  await expect(page.getByRole("link", { name: "posit-connect" })).toBeVisible();
});

test("a session that ends under an unsaved form leaves the form as it is", async ({
  context,
  page,
  account,
  emulator,
  signIn,
  browserErrors,
}) => {
  browserErrors.allow(/401/);
  await signIn(page);
  await openConnection(page, account, "posit-connect");
  await redirectUrl(page, 1).fill("https://connect.example.com/kept");
  await emulator.revokeTokens();
  await saveChanges(page);
  await expect(page.getByText("What is on this page stays.")).toBeVisible();
  await expect(redirectUrl(page, 1)).toHaveValue("https://connect.example.com/kept");

  const opened = context.waitForEvent("page");
  await page.getByRole("link", { name: /Sign in again/ }).click();
  const other = await opened;
  await other.getByRole("button", { name: `Sign in to ${account.name}`, exact: true }).click();
  await choosePerson(account, other, "admin");
  await expect(other.getByRole("heading", { level: 1, name: "Connections" })).toBeVisible();

  await expect(page.getByText("What is on this page stays.")).toBeHidden();
  await saveChanges(page);
  await expect(page.getByText("Saved.")).toBeVisible();
});

test("the end of a session is said some minutes before", async ({ page, signIn }) => {
  await page.clock.install();
  await signIn(page);
  await expect(page.getByRole("link", { name: "posit-connect" })).toBeVisible();
  await page.clock.fastForward("07:45:00");
  await expect(page.getByText(/^Your session/)).toBeHidden();
  await page.clock.fastForward("00:06:00");
  await expect(page.getByText(/^Your session ends at \d\d:\d\d$/)).toBeVisible();
  await expect(page.getByRole("link", { name: /Sign in again/ })).toBeVisible();
  await page.clock.fastForward("00:10:00");
  await expect(page.getByText(/^Your session ended at \d\d:\d\d$/)).toBeVisible();
});

test("a token endpoint in trouble signs nobody out", async ({
  page,
  account,
  emulator,
  signIn,
  browserErrors,
}) => {
  browserErrors.allow(/503/);
  await signIn(page);
  await expect(page.getByRole("link", { name: "posit-connect" })).toBeVisible();
  await emulator.expireAccessTokens();
  await emulator.setFaults([{ kind: "error", path: "*/v1/token", status: 503 }]);
  await page.goto(`${paths.connections(account.account_id)}?q=p`);
  await expect(page.getByRole("alert").getByText("Your access could not be renewed")).toBeVisible({
    timeout: 15_000,
  });
  await emulator.clearFaults();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("link", { name: "posit-connect" })).toBeVisible();
});

test("a sign-out that does not reach the console says so, and can be repeated", async ({
  context,
  page,
  signIn,
  browserErrors,
}) => {
  browserErrors.allow(/ERR_INTERNET_DISCONNECTED|CLIENT_FETCH_ERROR/);
  await signIn(page);
  const signOut = async () => {
    await page.getByRole("button", { name: /^Signed in as/ }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
  };
  await context.setOffline(true);
  await signOut();
  await expect(page.getByRole("alert").getByText("You are still signed in")).toBeVisible();
  await context.setOffline(false);
  await signOut();
  await expect(page.getByText("You are signed out")).toBeVisible();
});

test("signing out ends the session in the store and in all tabs", async ({
  context,
  page,
  account,
  signIn,
}) => {
  await signIn(page);
  const second = await context.newPage();
  await second.goto(paths.connections(account.account_id));
  await expect(second.getByRole("link", { name: "posit-connect" })).toBeVisible();
  const cookie = (await context.cookies()).find(({ name }) => name === "latchkey.sid");

  await page.getByRole("button", { name: /^Signed in as/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByText("You are signed out")).toBeVisible();
  await expect(second.getByText("You are signed out")).toBeVisible();

  const replay = await page.request.get(
    `/api/2.0/accounts/${account.account_id}/oauth2/custom-app-integrations`,
    {
      headers: { cookie: `latchkey.sid=${cookie?.value}` },
    },
  );
  expect(replay.status()).toBe(401);
});
