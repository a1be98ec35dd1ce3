import { PolicyTimeline } from "@/components/connections/policy-timeline";
import { HintLine } from "@/components/form/hint-line";
import type { TokenAccessPolicyInput } from "@/lib/account-api/token-access-policy";
import { policyExperience, policyHints, policyTimeline } from "@/lib/token-policy";

type Props = { policy: TokenAccessPolicyInput | null | undefined; scopes: readonly string[] };

/** What a policy means for people, in a sentence and a picture of it. */
export function PolicyPicture(situation: Props) {
  const sentence = policyExperience(situation);
  const lanes = policyTimeline(situation);
  return (
    <div className="space-y-3 rounded-lg border border-default bg-surface px-3 py-2.5">
      <p>{sentence}</p>
      {lanes.length > 0 && <PolicyTimeline lanes={lanes} name={sentence} />}
      {lanes.some(({ renewals }) => renewals.length > 0) && (
        <p className="text-sm text-muted">At each gap the access token is renewed, unnoticed.</p>
      )}
      {policyHints(situation).map(({ level, text }) => (
        <HintLine key={text} level={level}>
          {text}
        </HintLine>
      ))}
    </div>
  );
}
