/** What a sealed answer belongs to. */
export type SealContext = { intent_id: string; account_id: string; subject: string; kind: string };

/** The additional data it is sealed with: moved to another intent, account, person or kind, it does not open. */
export function sealContext({ intent_id, account_id, subject, kind }: SealContext): string {
  return JSON.stringify(["latchkey sealed answer", intent_id, account_id, subject, kind]);
}
