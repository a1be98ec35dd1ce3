"use client";

import type { ReactNode } from "react";
import { ChangeList } from "@/components/connections/change-list";
import { ReviewDialog, type ReviewDialogProps } from "@/components/connections/review-dialog";
import { SentRequest } from "@/components/connections/sent-request";
import type { EditValues } from "@/lib/account-api/custom-app-integration-input";
import { changesBetween } from "@/lib/connection-changes";
import { describeChanges } from "@/lib/merge/describe-changes";

type Props = Pick<ReviewDialogProps, "onBack" | "blocked" | "subject" | "warnings"> & {
  name: string;
  /** Upstream's path of the connection. */
  path: string;
  before: EditValues;
  after: EditValues;
  onSave: ReviewDialogProps["onConfirm"];
  /** What comes before the changes, such as what somebody else changed. */
  intro?: ReactNode;
  /** Heading of the changes, where others stand beside them. */
  heading?: string | undefined;
};

/** What a save is about to send: every field before and after, what may break, and the request itself. */
export function ReviewChanges({ name, path, before, after, onSave, intro, heading, ...rest }: Props) {
  const changes = describeChanges(before, after);
  const undecided = rest.blocked !== undefined;
  const nothing = changes.length === 0;
  return (
    <ReviewDialog
      {...rest}
      title={
        <>
          Review changes to <bdi>{name}</bdi>
        </>
      }
      confirmLabel={nothing && !undecided ? "Keep what is stored" : "Save"}
      onConfirm={onSave}
    >
      {intro}
      <div className="space-y-3">
        {heading && <h3 className="font-semibold">{heading}</h3>}
        {nothing ? (
          <p>
            {undecided
              ? "What is left to save depends on the choice above."
              : "Nothing is left to save: Databricks holds these values already."}
          </p>
        ) : (
          <ChangeList changes={changes} level={heading ? 4 : 3} of={heading} />
        )}
      </div>
      {!nothing && <SentRequest method="PATCH" path={path} body={changesBetween(before, after)} />}
    </ReviewDialog>
  );
}
