"use client";

import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent } from "react";

type Ask = (leave: () => void) => void;

/** `kept`: what is guarded survives a reload and a sign-in. */
type Guard = { ask: Ask; kept: boolean };

/** The guards now active, innermost last. */
const guards: Guard[] = [];

/** The step back over a copy that is no longer needed is under way: it is nobody's wish to leave. */
let steppingBack = false;

/** Whether something on this page would be lost by a sign-in. */
export const hasGuard = (): boolean => guards.some(({ kept }) => !kept);

/** Does `leave` at once, or asks first when something would be lost. */
export function requestLeave(leave: () => void): void {
  const guard = guards.at(-1);
  if (guard) guard.ask(leave);
  else leave();
}

/**
 * While `when` is true, leaving by a link, by Back or through `requestLeave` calls `ask` instead, and closing or
 * reloading the tab raises the browser's own question. `ask` gets the function that leaves after all. `kept` says that
 * the page finds it again after a reload and a sign-in, which are therefore let through.
 *
 * Back cannot be refused, only noticed. So a copy of the current history entry lies on top while a guard is up:
 * Back pops the copy, nothing visible changes, and the copy is put back.
 */
export function useLeaveGuard(when: boolean, ask: Ask, kept = false): void {
  const router = useRouter();
  const onAttempt = useEffectEvent(ask);

  useEffect(() => {
    if (!when) return;
    let leaving = false;
    const guard: Guard = {
      kept,
      ask: (leave) =>
        onAttempt(() => {
          leaving = true;
          leave();
        }),
    };
    const isInner = () => guards.at(-1) === guard && !leaving;

    function beforeUnload(event: BeforeUnloadEvent) {
      if (!leaving && !kept) event.preventDefault();
    }
    function popState() {
      if (!isInner() || isCopy()) return;
      pushCopy();
      if (steppingBack) return;
      guard.ask(() => history.go(-2));
    }
    function click(event: MouseEvent) {
      const href = plainLink(event);
      if (!isInner() || href === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      // In place of the copy, so that Back leads to this page at once.
      guard.ask(() => router.replace(href));
    }

    guards.push(guard);
    if (!isCopy()) pushCopy();
    addEventListener("beforeunload", beforeUnload);
    addEventListener("popstate", popState);
    document.addEventListener("click", click, { capture: true });
    return () => {
      guards.splice(guards.indexOf(guard), 1);
      removeEventListener("beforeunload", beforeUnload);
      removeEventListener("popstate", popState);
      document.removeEventListener("click", click, { capture: true });
      // Another guard may go up in the same step, or a navigation may have replaced the copy.
      setTimeout(() => {
        if (guards.length === 0 && isCopy()) stepBack();
      });
    };
  }, [when, kept, router]);
}

function pushCopy(): void {
  // Next keeps its router state in the entry; a copy with it is taken for one of its own.
  history.pushState({ ...history.state, latchkeyGuard: true }, "", location.href);
}

/** Takes the copy away. It takes a moment, in which another guard may go up and see the step. */
function stepBack(): void {
  steppingBack = true;
  const stepped = () => setTimeout(() => (steppingBack = false));
  addEventListener("popstate", stepped, { once: true });
  history.back();
}

function isCopy(): boolean {
  return history.state?.latchkeyGuard === true;
}

/** The path a click is about to lead this tab to, or undefined when it leads nowhere or to another tab. */
function plainLink(event: MouseEvent): string | undefined {
  if (event.defaultPrevented || event.button !== 0) return undefined;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return undefined;
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link || link.target === "_blank" || link.hasAttribute("download")) return undefined;
  const url = new URL(link.href, location.href);
  if (url.origin !== location.origin) return undefined;
  if (url.pathname === location.pathname && url.search === location.search) return undefined;
  return url.pathname + url.search;
}
