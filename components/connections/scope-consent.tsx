import { Checkbox } from "@/components/form/checkbox";
import { HintLine } from "@/components/form/hint-line";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import type { ScopeHint } from "@/lib/scope-hints";
import { isSignInScope } from "@/lib/scopes";

type Props = {
  scope: string;
  chosen: boolean;
  consent: readonly string[];
  hints: readonly ScopeHint[];
  onConsent: (scope: string, asked: boolean) => void;
  hintId: string;
};

/** What stands below a scope: what to know about choosing it, and whether people are asked for consent to it. */
export function ScopeConsent({ scope, chosen, consent, hints, onConsent, hintId }: Props) {
  const asked = consent.includes(scope);
  const own = hints.filter((hint) => hint.scope === scope);
  return (
    <>
      {own.length > 0 && (
        <div id={hintId} className="space-y-0.5 pb-0.5">
          {own.map(({ level, text }) => (
            <HintLine key={text} level={level}>
              {text}
            </HintLine>
          ))}
        </div>
      )}
      {chosen && (asked || !isSignInScope(scope)) && (
        <Checkbox
          className="text-sm"
          label={
            <>
              Ask each person for consent<VisuallyHidden> to {scope}</VisuallyHidden>
            </>
          }
          checked={asked}
          onChange={(event) => onConsent(scope, event.target.checked)}
        />
      )}
    </>
  );
}
