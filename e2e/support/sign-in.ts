import type { Page } from "@playwright/test";
import { paths } from "../../lib/paths";
import type { Account, Person } from "./emulator-control";

export type Role = "admin" | "second admin" | "non-admin";

export type SignInOptions = {
  /** Left out: the first admin. */
  as?: Role;
  /** The page to come to. Left out: the list of connections. */
  to?: string;
};

/** Signs in as a person does: on the console's page, then at the emulator. */
export async function signInTo(account: Account, page: Page, { as = "admin", to }: SignInOptions = {}) {
  const { account_id, name } = account;
  const target = to ?? paths.connections(account_id);
  await page.goto(paths.signIn({ account_id, callbackUrl: target }));
  await page.getByRole("button", { name: `Sign in to ${name}`, exact: true }).click();
  await choosePerson(account, page, as);
  await page.waitForURL((url) => url.pathname + url.search === target);
}

/** The part of a sign-in that happens at the emulator. */
export async function choosePerson(account: Account, page: Page, as: Role): Promise<void> {
  const { display_name } = personAs(account, as);
  await page.getByRole("button", { name: `Sign in as ${display_name}`, exact: true }).click();
}

export function personAs({ people }: Account, role: Role): Person {
  const isAdmin = ({ roles }: Person) => roles.includes("account_admin");
  const admins = people.filter(isAdmin);
  const others = people.filter((person) => !isAdmin(person));
  const person = { admin: admins[0], "second admin": admins[1], "non-admin": others[0] }[role];
  if (person === undefined) throw new Error(`The account has no ${role}.`);
  return person;
}
