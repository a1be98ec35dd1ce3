import { ChevronRight } from "lucide-react";

type Props = { method: "POST" | "PATCH"; path: string; body: unknown };

/** The request as it is sent, for those who want to see it to the letter. */
export function SentRequest({ method, path, body }: Props) {
  return (
    <details className="group rounded-lg border border-default">
      <summary className="flex cursor-pointer items-center gap-2 rounded-lg px-3 py-2 text-sm font-medium select-none hover:bg-hover pointer-coarse:py-3">
        <ChevronRight aria-hidden className="text-muted transition-transform group-open:rotate-90" />
        The request to Databricks
      </summary>
      <pre
        translate="no"
        className="border-t border-default bg-sunken px-3 py-2 text-xs whitespace-pre-wrap wrap-anywhere"
      >
        {method} {path}
        {"\n\n"}
        <code>{JSON.stringify(body, null, 2)}</code>
      </pre>
    </details>
  );
}
