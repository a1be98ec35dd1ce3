"use client";

import { DeletedMeanwhile } from "@/components/connections/deleted-meanwhile";
import { MergeIntro } from "@/components/connections/merge-intro";
import { ReviewChanges } from "@/components/connections/review-changes";
import type { useSaveReview } from "@/components/connections/use-save-review";
import { useAccount } from "@/components/session/account-context";
import type { CustomAppIntegration } from "@/lib/account-api/custom-app-integrations";
import { accountApiPaths } from "@/lib/account-api/paths";
import { editValuesOf } from "@/lib/connection-changes";
import { redirectUrlWarnings, type SaveContext } from "@/lib/redirect-urls/judge-list";

type Props = {
  opened: CustomAppIntegration;
  save: ReturnType<typeof useSaveReview>;
  /** What the redirect URLs of the form are judged against. */
  redirectContext: SaveContext;
};

/** The dialogs a save goes through. */
export function SaveReview({ opened, save, redirectContext }: Props) {
  const { account_id } = useAccount();
  const { review, deleted, choose, close } = save;
  if (deleted) return <DeletedMeanwhile connection={opened} values={deleted.values} onBack={close} />;
  if (!review) return null;
  const { stored, merged, after, choices } = review;
  const open = merged?.conflicts.filter(({ field }) => choices[field] === undefined) ?? [];
  return (
    <ReviewChanges
      name={stored.name}
      path={accountApiPaths.customAppIntegration(account_id, stored.integration_id)}
      before={editValuesOf(stored)}
      after={after}
      warnings={redirectUrlWarnings(after.redirect_urls, {
        ...redirectContext,
        existing: stored.redirect_urls,
      })}
      onSave={save.save}
      onBack={close}
      blocked={open.length > 0 ? "Choose first which of the two counts." : undefined}
      subject={merged ? JSON.stringify(editValuesOf(stored)) : "own changes"}
      heading={merged && "Your changes, on top of theirs"}
      intro={
        merged && (
          <MergeIntro
            base={editValuesOf(opened)}
            theirs={editValuesOf(stored)}
            merged={merged}
            choices={choices}
            onChoose={choose}
          />
        )
      }
    />
  );
}
