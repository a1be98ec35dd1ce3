import type { EditValues } from "@/lib/account-api/custom-app-integration-input";
import { withoutBlanks } from "@/lib/account-api/custom-app-integration-input";
import { sameList, samePolicy } from "@/lib/connection-changes";
import { isReordered, mergeLists } from "@/lib/merge/merge-lists";

type ListField = "redirect_urls" | "scopes";

/** A setting that both sides changed in ways that cannot stand together. */
export type Conflict =
  | { field: ListField; base: string[]; mine: string[]; theirs: string[] }
  | {
      field: "token_access_policy";
      base: EditValues["token_access_policy"];
      mine: EditValues["token_access_policy"];
      theirs: EditValues["token_access_policy"];
    };

export type Side = "mine" | "theirs";

/** Whose value a conflict is settled with. */
export type Choices = Partial<Record<Conflict["field"], Side>>;

/** What the merge did beyond keeping both sides' changes. */
export type MergeNote =
  | { kind: "consent-follows-scopes"; scopes: string[] }
  | { kind: "their-order-kept"; field: keyof EditValues };

export type Merged = { values: EditValues; conflicts: Conflict[]; notes: MergeNote[] };

/**
 * Merges the editable part of a connection three ways: `entered` (mine) and `theirs` both started from `base`.
 *
 * Lists take the additions and removals of both sides. Only a list that both emptied together is a conflict: each
 * removed what the other one kept, and nobody asked for none at all. The token policy is one value: a conflict when
 * both changed it, and not to the same. In `values` a conflict has the side that `choices` names, or else theirs,
 * which is what is stored. Consent scopes stay within the scopes; what leaves with a scope is noted.
 */
export function mergeConnection(
  base: EditValues,
  entered: EditValues,
  theirs: EditValues,
  choices: Choices = {},
): Merged {
  const mine = {
    ...entered,
    redirect_urls: withoutBlanks(entered.redirect_urls),
    // As an update would send it: consent goes with the scope.
    user_authorized_scopes: entered.user_authorized_scopes.filter((scope) => entered.scopes.includes(scope)),
  };
  const conflicts: Conflict[] = [];
  const notes: MergeNote[] = [];

  function mergeList(field: keyof Omit<EditValues, "token_access_policy">): string[] {
    const [from, my, their] = [base[field], mine[field], theirs[field]];
    if (isReordered(from, my) && isReordered(from, their) && isReordered(my, their))
      notes.push({ kind: "their-order-kept", field });
    return mergeLists(from, my, their);
  }

  function settledList(field: ListField): string[] {
    const merged = mergeList(field);
    const sides = { base: base[field], mine: mine[field], theirs: theirs[field] };
    if (merged.length > 0 || sides.mine.length === 0 || sides.theirs.length === 0) return merged;
    conflicts.push({ field, ...sides });
    return sides[choices[field] ?? "theirs"];
  }

  const redirect_urls = settledList("redirect_urls");
  const scopes = settledList("scopes");
  const consent = mergeList("user_authorized_scopes");
  const left = consent.filter((scope) => !scopes.includes(scope));
  if (left.length > 0) notes.push({ kind: "consent-follows-scopes", scopes: left });

  const sides = {
    base: base.token_access_policy,
    mine: mine.token_access_policy,
    theirs: theirs.token_access_policy,
  };
  // A policy can be set and changed, never unset, so nothing set is no change.
  const mineChanged = !!sides.mine && !samePolicy(sides.base, sides.mine);
  const theirsChanged = !samePolicy(sides.base, sides.theirs);
  const clash = mineChanged && theirsChanged && !samePolicy(sides.mine, sides.theirs);
  if (clash) conflicts.push({ field: "token_access_policy", ...sides });
  const policySide = clash ? (choices.token_access_policy ?? "theirs") : mineChanged ? "mine" : "theirs";

  return {
    values: {
      redirect_urls: [...redirect_urls],
      scopes: [...scopes],
      user_authorized_scopes: consent.filter((scope) => scopes.includes(scope)),
      token_access_policy: sides[policySide],
    },
    conflicts,
    notes,
  };
}

/** Whether two states of a connection's editable part are the same, order included. */
export function sameValues(a: EditValues, b: EditValues): boolean {
  return (
    sameList(a.redirect_urls, b.redirect_urls) &&
    sameList(a.scopes, b.scopes) &&
    sameList(a.user_authorized_scopes, b.user_authorized_scopes) &&
    samePolicy(a.token_access_policy, b.token_access_policy)
  );
}
