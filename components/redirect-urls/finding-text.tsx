import { levelLooks } from "@/components/redirect-urls/level-looks";
import { useAccount } from "@/components/session/account-context";
import { Link } from "@/components/ui/link";
import { cn } from "@/lib/cn";
import { paths } from "@/lib/paths";
import type { ShownFinding } from "@/lib/redirect-urls/editor-verdicts";

type Props = {
  id?: string | undefined;
  finding: Pick<ShownFinding, "level" | "title" | "explanation" | "remedy" | "details" | "connections"> & {
    kept?: boolean;
  };
  /** Only the title, where the rest is a press away. */
  brief?: boolean;
};

/** One finding in words: what it is, what follows from it, what to do. */
export function FindingText({ id, finding, brief = false }: Props) {
  const { account_id } = useAccount();
  const { level, title, explanation, remedy, details, connections, kept = false } = finding;
  const { Icon, text, word } = levelLooks[level];
  return (
    <div className={cn("flex min-w-0 gap-1.5 text-sm", text)}>
      <Icon aria-hidden className="mt-0.5" />
      <p id={id} className="min-w-0 wrap-anywhere">
        <span className="sr-only">{word}: </span>
        <span className={cn(!brief && "font-medium")}>
          {title}
          {details.length > 0 && (
            <>
              {": "}
              <bdi>{details.join(", ")}</bdi>
            </>
          )}
          {connections.map(({ integration_id, name }, place) => (
            <span key={integration_id}>
              {place === 0 ? ": " : ", "}
              <Link href={paths.connection(account_id, integration_id)}>
                <bdi>{name || "(no name)"}</bdi>
              </Link>
            </span>
          ))}
          {!brief && "."}
        </span>
        {!brief && ` ${explanation} `}
        {!brief && (kept ? "It is registered already, so it may stay." : remedy)}
      </p>
    </div>
  );
}
