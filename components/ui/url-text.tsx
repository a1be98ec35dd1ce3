import { cn } from "@/lib/cn";

export type UrlTextProps = { url: string; className?: string | undefined };

/** Scheme with user part, host, rest. The last "@" of the authority ends the user part. */
const parts = /^([a-z][a-z0-9+.-]*:\/\/(?:[^/?#\\]*@)?)([^/?#\\@]*)(.*)$/isu;

/** Characters that one cannot see, or that turn the order of others around. */
const unseen = /([\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?! )\p{Zs})/u;

function name(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

function Visible({ text }: { text: string }) {
  // Splitting by one capturing group puts what was matched at the odd places.
  return text.split(unseen).map((piece, place) =>
    place % 2 === 0 ? (
      piece
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: a piece has no identity but its place: equal characters repeat, and no piece ever moves or keeps state
      <span key={place} className="mx-px rounded-md bg-warning-surface px-0.5 text-warning">
        {name(piece)}
      </span>
    ),
  );
}

/** An address, exactly as it is: the host stands out, and what cannot be seen is named. */
export function UrlText({ url, className }: UrlTextProps) {
  const match = parts.exec(url);
  return (
    <bdi dir="ltr" className={cn("font-mono text-sm leading-none text-muted wrap-anywhere", className)}>
      {match ? (
        <>
          <Visible text={match[1] ?? ""} />
          <span className="font-medium text-default">
            <Visible text={match[2] ?? ""} />
          </span>
          <Visible text={match[3] ?? ""} />
        </>
      ) : (
        <span className="text-default">
          <Visible text={url} />
        </span>
      )}
    </bdi>
  );
}
