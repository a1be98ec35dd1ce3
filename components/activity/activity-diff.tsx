import { DiffLine } from "@/components/connections/diff-line";
import type { Activity } from "@/lib/activity";
import { fieldWords, valueLines } from "@/lib/activity-words";

/** What changed, field by field: lines that went and lines that came. */
export function ActivityDiff({ diff }: { diff: NonNullable<Activity["diff"]> }) {
  return (
    <dl className="space-y-3">
      {diff.map(({ path, before, after }) => {
        const [was, is] = [valueLines(path, before), valueLines(path, after)];
        const gone = was.filter((line) => !is.includes(line));
        const come = is.filter((line) => !was.includes(line));
        if (was.length + is.length === 0) return null;
        return (
          <div key={path}>
            <dt className="mb-1 text-sm font-medium text-muted">{fieldWords(path)}</dt>
            <dd>
              <ul className="divide-y divide-subtle overflow-hidden rounded-lg border border-default">
                {gone.map((line) => (
                  <DiffLine key={`- ${line}`} sign="removed">
                    <bdi className="font-mono text-sm wrap-anywhere">{line}</bdi>
                  </DiffLine>
                ))}
                {come.map((line) => (
                  <DiffLine key={`+ ${line}`} sign="added">
                    <bdi className="font-mono text-sm wrap-anywhere">{line}</bdi>
                  </DiffLine>
                ))}
                {gone.length + come.length === 0 && <li className="px-3 py-1.5">Another order</li>}
              </ul>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
