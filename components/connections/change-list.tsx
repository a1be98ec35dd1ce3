import type { ReactNode } from "react";
import { DiffLine } from "@/components/connections/diff-line";
import { lossOf } from "@/components/connections/loss-of";
import { UrlText } from "@/components/ui/url-text";
import type { FieldChange, ListChange, PolicyChange } from "@/lib/merge/describe-changes";

export const fieldLabels = {
  redirect_urls: "Redirect URLs",
  scopes: "Scopes",
  user_authorized_scopes: "Consent scopes",
  token_access_policy: "Token policy",
} as const;

type Props = {
  changes: readonly FieldChange[];
  /** Says what may break by each removal; not where the change is done already. */
  consequences?: boolean;
  /** Of the headings. */
  level: 3 | 4;
  /** Whose changes these are, where there are several lists of them. */
  of?: string | undefined;
};

/** Changes by field: removed and added lines of lists, before and after of the rest. */
export function ChangeList({ changes, consequences = true, level, of }: Props) {
  const Heading = level === 3 ? "h3" : "h4";
  return (
    <div className="space-y-4">
      {changes.map((change) => (
        <section key={change.field} aria-label={[of, fieldLabels[change.field]].filter(Boolean).join(": ")}>
          <Heading className="mb-1 text-sm font-medium text-muted">{fieldLabels[change.field]}</Heading>
          {change.field === "token_access_policy" ? (
            <PolicyLines change={change} />
          ) : (
            <ListLines change={change} consequences={consequences} />
          )}
        </section>
      ))}
    </div>
  );
}

function ListLines({ change, consequences }: { change: ListChange; consequences: boolean }) {
  const { field, added, removed, after, unchanged, reordered, orderOnly } = change;
  return (
    <>
      {orderOnly ? (
        <ol className="overflow-hidden rounded-lg border border-default">
          {after.map((item, index) => (
            <li key={item} className="flex gap-2 px-3 py-1">
              <span className="w-5 shrink-0 text-right text-muted tabular-nums">{index + 1}</span>
              <Item field={field} item={item} />
            </li>
          ))}
        </ol>
      ) : (
        <ul className="divide-y divide-subtle overflow-hidden rounded-lg border border-default">
          {removed.map((item) => (
            <DiffLine key={`- ${item}`} sign="removed" note={consequences && lossOf(field, item)}>
              <Item field={field} item={item} />
            </DiffLine>
          ))}
          {added.map((item) => (
            <DiffLine key={`+ ${item}`} sign="added">
              <Item field={field} item={item} />
            </DiffLine>
          ))}
        </ul>
      )}
      <ListSummary>
        {orderOnly
          ? "The same entries in another order. Sign-ins do not depend on it"
          : [
              unchanged > 0 && `${unchanged.toLocaleString("en")} unchanged`,
              reordered && "in another order",
              field === "redirect_urls" &&
                after.length === 0 &&
                consequences &&
                "None is left: nobody can sign in",
            ]
              .filter(Boolean)
              .join(", ")}
      </ListSummary>
    </>
  );
}

function ListSummary({ children }: { children: string }) {
  return children && <p className="mt-1 text-sm text-muted">{children}.</p>;
}

function Item({ field, item }: { field: ListChange["field"]; item: string }): ReactNode {
  if (field === "redirect_urls") return <UrlText url={item} className="leading-5" />;
  return <bdi className="font-mono text-sm wrap-anywhere">{item}</bdi>;
}

function PolicyLines({ change }: { change: PolicyChange }) {
  return (
    <ul className="divide-y divide-subtle overflow-hidden rounded-lg border border-default">
      {change.lines.flatMap(({ label, before, after }) => [
        <DiffLine key={`- ${label}`} sign="removed">
          {label}: {before}
        </DiffLine>,
        <DiffLine key={`+ ${label}`} sign="added">
          {label}: <span className="font-medium">{after}</span>
        </DiffLine>,
      ])}
    </ul>
  );
}
