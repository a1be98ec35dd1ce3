import type { ReactNode } from "react";
import type { AccountColour } from "@/lib/account-summary";

export type FrameAccount = {
  account_id: string;
  label: string;
  /** As one says it: "AWS", "Azure", "GCP". */
  cloud: string;
  colour: AccountColour;
};

/** Another account that is configured here, and where it is. */
export type FrameAccountLink = FrameAccount & { href: string };

export type FramePerson = { name: string; email: string };

export type NavItem = {
  href: string;
  label: string;
  icon?: ReactNode;
};
