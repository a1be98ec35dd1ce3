"use client";

import { MergeIntro } from "@/components/connections/merge-intro";
import { ReviewChanges } from "@/components/connections/review-changes";
import type { SaveSteps } from "@/components/connections/use-save-review";
import { type Editable, editValuesOf } from "@/lib/connection-changes";
import type { RedirectUrlWarning } from "@/lib/redirect-urls/judge-list";

type Props = {
  /** What the form was loaded from. */
  opened: Editable;
  save: SaveSteps;
  /** Upstream's path of it. */
  path: string;
  /** What has to be accepted before `redirect_urls` replace those of `stored`. */
  warningsOf?: (redirect_urls: readonly string[], stored: Editable) => readonly RedirectUrlWarning[];
};

/** The review a save goes through, with what somebody else changed meanwhile. */
export function SaveReview({ opened, save, path, warningsOf = () => [] }: Props) {
  const { review, choose, close } = save;
  if (!review) return null;
  const { stored, merged, after, choices, unclear = false } = review;
  const open = merged?.conflicts.filter(({ field }) => choices[field] === undefined) ?? [];
  return (
    <ReviewChanges
      name={stored.name}
      path={path}
      before={editValuesOf(stored)}
      after={after}
      warnings={warningsOf(after.redirect_urls, stored)}
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
            unclear={unclear}
            onChoose={choose}
          />
        )
      }
    />
  );
}
