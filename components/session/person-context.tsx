"use client";

import { createContext, type ReactNode, use } from "react";

/** Who is signed in. `subject` is what the account calls them. */
export type Person = { subject: string; name: string; email: string };

const PersonContext = createContext<Person | undefined>(undefined);

export function PersonProvider({ person, children }: { person: Person; children: ReactNode }) {
  return <PersonContext value={person}>{children}</PersonContext>;
}

/** The person signed in. Throws outside an account's pages. */
export function usePerson(): Person {
  const person = use(PersonContext);
  if (!person) throw new Error("usePerson needs a page of an account.");
  return person;
}
