"use client";

import { createContext, type ReactNode, type RefObject, use, useRef } from "react";

/** The element that the popups of a page go to. Undefined inside a dialog, whose popups lie with the dialog. */
export const PopupContext = createContext<RefObject<HTMLDivElement | null> | undefined>(undefined);

/** For a frame, which has a PopupOutlet in one of its landmarks. */
export function PopupProvider({ children }: { children: ReactNode }) {
  return <PopupContext value={useRef<HTMLDivElement>(null)}>{children}</PopupContext>;
}

export const usePopupOutlet = () => use(PopupContext);
