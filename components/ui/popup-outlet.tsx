"use client";

import { use } from "react";
import { PopupContext } from "@/components/ui/popup-context";

/** Where the open menus, lists and tips of a page lie: inside one of its landmarks, as all that is on it. */
export function PopupOutlet() {
  return <div ref={use(PopupContext)} />;
}
