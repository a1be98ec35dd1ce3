import type { ReactNode } from "react";

/** Takes its room at once and shows after 150 ms, so that what loads quickly never flickers. */
export function Delayed({ children }: { children: ReactNode }) {
  return <div className="animate-delayed">{children}</div>;
}
