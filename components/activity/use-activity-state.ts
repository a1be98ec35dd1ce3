import { usePathname, useSearchParams } from "next/navigation";
import { type ActivityFilter, activityFilterSchema } from "@/lib/activity";

/** The filter, kept in the URL so that reload, sharing and Back give the same view. What is malformed counts as not set. */
export function useActivityState() {
  const pathname = usePathname();
  const query = useSearchParams();
  const { shape } = activityFilterSchema;
  const filter: ActivityFilter = {
    kind: shape.kind.safeParse(query.get("kind") ?? undefined).data,
    who: shape.who.safeParse(query.get("who") ?? undefined).data,
    target: shape.target.safeParse(query.get("target") ?? undefined).data,
    from: shape.from.safeParse(query.get("from") ?? undefined).data,
    to: shape.to.safeParse(query.get("to") ?? undefined).data,
  };

  function set(changes: Partial<Record<keyof ActivityFilter, string | undefined>>) {
    const next = new URLSearchParams(location.search);
    for (const [name, value] of Object.entries(changes)) {
      if (value) next.set(name, value);
      else next.delete(name);
    }
    history.replaceState(null, "", next.size > 0 ? `${pathname}?${next}` : pathname);
  }

  const isFiltered = Object.values(filter).some(Boolean);
  return { filter, set, isFiltered, clear: () => history.replaceState(null, "", pathname) };
}
