import { paths } from "../lib/paths";
import { choosePerson, personAs } from "./support/sign-in";
import { expect, test } from "./support/test";

test("an admin signs in and sees the account, the person and the connections", async ({
  page,
  account,
  signIn,
}) => {
  await signIn(page);
  await expect(page.getByRole("heading", { level: 1, name: "Connections" })).toBeVisible();
  await expect(page.getByRole("banner")).toContainText(account.name);
  await expect(page.getByRole("banner")).toContainText(account.cloud);
  await expect(page.getByRole("button", { name: "Signed in as admin@example.com" })).toBeVisible();
  await expect(page).toHaveTitle(`Connections · ${account.name} · Latchkey`);
});

test("somebody who is no admin reads why and how to get the role, and goes on once it is given", async ({
  page,
  account,
  emulator,
  signIn,
  browserErrors,
}) => {
  browserErrors.allow(/403/);
  await signIn(page, { as: "non-admin" });
  await expect(page.getByRole("heading", { name: `You are not an admin of ${account.name}` })).toBeVisible();
  await expect(page.getByText("This API is disabled for users without account admin status")).toBeVisible();
  await expect(page.getByText(account.account_id)).toBeVisible();
  await emulator.setRole(personAs(account, "non-admin").user_name, true);
  await page.getByRole("button", { name: "Check again" }).click();
  await expect(page.getByRole("table", { name: "Connections" })).toBeVisible();
});

test("refusing at Databricks leads back to sign-in with a reason, and the next try works", async ({
  page,
  account,
}) => {
  await page.goto(paths.connections(account.account_id));
  await page.getByRole("button", { name: `Sign in to ${account.name}`, exact: true }).click();
  await page.getByRole("button", { name: "Deny" }).click();
  await expect(page.getByText("Sign-in did not finish")).toBeVisible();
  await page.getByRole("button", { name: `Sign in to ${account.name}`, exact: true }).click();
  await choosePerson(account, page, "admin");
  await expect(page.getByRole("heading", { level: 1, name: "Connections" })).toBeVisible();
});

test("a sign-in that cannot begin says so, and works once Databricks answers", async ({
  page,
  account,
  emulator,
}) => {
  await emulator.setFaults([{ kind: "error", path: "*/openid-configuration", status: 503 }]);
  await page.goto(paths.connections(account.account_id));
  await page.getByRole("button", { name: `Sign in to ${account.name}`, exact: true }).click();
  await expect(page.getByText("Databricks could not be reached to start it.")).toBeVisible();
  await emulator.clearFaults();
  await page.getByRole("button", { name: `Sign in to ${account.name}`, exact: true }).click();
  await choosePerson(account, page, "admin");
  await expect(page.getByRole("heading", { level: 1, name: "Connections" })).toBeVisible();
});

test("a reason that nobody knows is told in general words", async ({ page }) => {
  for (const error of ["__proto__", "constructor", "Verification"]) {
    await page.goto(`/sign-in?error=${error}`);
    await expect(page.getByText("Databricks or this console refused it. Try again."), error).toBeVisible();
  }
});

test("a page opened without a session is where sign-in leads to", async ({ page, account, signIn }) => {
  await signIn(page, { to: `${paths.connections(account.account_id)}?q=tableau&sort=created` });
  await expect(page.getByRole("searchbox", { name: "Search connections" })).toHaveValue("tableau");
});

test("a sign-in never leads off the console", async ({ page, account, consoleUrl }) => {
  for (const callbackUrl of [
    "https://example.com/",
    "//example.com",
    "/\\example.com",
    "javascript:alert(1)",
  ]) {
    await page.goto(paths.signIn({ account_id: account.account_id, callbackUrl }));
    await page.getByRole("button", { name: `Sign in to ${account.name}`, exact: true }).click();
    await choosePerson(account, page, "admin");
    await expect(page.getByRole("heading", { level: 1, name: "Connections" })).toBeVisible();
    expect(new URL(page.url()).origin).toBe(consoleUrl);
  }
});

test("an account that is not configured is not found", async ({ page, account, signIn, browserErrors }) => {
  browserErrors.allow(/404/);
  await signIn(page);
  const response = await page.goto(paths.connections("00000000-0000-4000-8000-000000000000"));
  expect(response?.status()).toBe(404);
  await expect(page.getByRole("heading", { name: "There is no page at this address" })).toBeVisible();
  await page.getByRole("link", { name: "Go to the start page" }).click();
  await expect(page).toHaveURL(paths.connections(account.account_id));
});

test("cookies hold an opaque id and no token", async ({ context, page, emulator, signIn }) => {
  await signIn(page);
  const { tokens } = await emulator.ledger();
  expect(tokens.length).toBeGreaterThan(0);
  const cookies = await context.cookies();
  const session = cookies.find(({ name }) => name === "latchkey.sid");
  expect(session).toMatchObject({ httpOnly: true, sameSite: "Lax", path: "/" });
  expect(session?.value).toMatch(/^[\w-]{43}$/);
  for (const { value } of tokens) expect(JSON.stringify(cookies)).not.toContain(value);
});

test("signing in again makes a new session and ends the old one", async ({
  context,
  page,
  account,
  signIn,
}) => {
  await signIn(page);
  const sid = async () => (await context.cookies()).find(({ name }) => name === "latchkey.sid")?.value ?? "";
  const first = await sid();
  await signIn(page, { as: "second admin" });
  expect(await sid()).not.toBe(first);
  const replay = await page.request.get(
    `/api/2.0/accounts/${account.account_id}/oauth2/custom-app-integrations`,
    {
      headers: { cookie: `latchkey.sid=${first}` },
    },
  );
  expect(replay.status()).toBe(401);
});
