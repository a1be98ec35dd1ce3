"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useAccount } from "@/components/session/account-context";
import type { EditValues, UpdateRequest } from "@/lib/account-api/custom-app-integration-input";
import { changesBetween, type Editable, editValuesOf, notHeld } from "@/lib/connection-changes";
import { editableVersion } from "@/lib/editable-version";
import { type Choices, type Merged, mergeConnection, sameValues } from "@/lib/merge/merge-connection";
import { ApiError, intentIn, isProblem } from "@/lib/problems";
import { reloadOpenIntents } from "@/lib/queries/intents";
import { noteRecentChange } from "@/lib/recent-changes";

/** What of a save was not held by what was read back. Empty when all is well. */
export type Saved = { notHeld: (keyof UpdateRequest)[] };

type Stage<Of extends Editable> =
  | { is: "closed" }
  /**
   * `stored` is what the save goes on top of; `merged` is set when it is not what the form was loaded from. `unclear`: it
   * may hold some of an earlier save.
   */
  | { is: "review"; mine: EditValues; stored: Of; choices: Choices; unclear?: boolean }
  | { is: "deleted"; mine: EditValues };

type Options<Of extends Editable> = {
  /** What the form was loaded from. */
  opened: Of;
  /** What is known to be stored now. */
  latest: Of;
  gone: boolean;
  /** Reads what is stored now. */
  read: () => Promise<Of>;
  /** Sends a change made to a `version` (`editableVersion`), and resolves with what is stored afterwards. */
  update: (change: { body: UpdateRequest; acknowledged: readonly string[]; version: string }) => Promise<Of>;
  /** The form has nothing left to save: this is stored. */
  onSaved: (stored: Of, saved: Saved) => void;
  /** The server refused values. True when every one was shown beside its field. */
  onInvalid: (error: unknown) => boolean;
};

/**
 * A save in steps: review, send against the version that was reviewed, and when somebody else was faster, merge what
 * is stored now with what was meant and review that.
 */
export function useSaveReview<Of extends Editable>({
  opened,
  latest,
  gone,
  read,
  update,
  onSaved,
  onInvalid,
}: Options<Of>) {
  const { account_id } = useAccount();
  const client = useQueryClient();
  /** A save that is being checked. */
  const inDoubt = useRef<UpdateRequest>(undefined);
  const [stage, setStage] = useState<Stage<Of>>({ is: "closed" });
  const close = () => setStage({ is: "closed" });

  function start(mine: EditValues) {
    setStage(gone ? { is: "deleted", mine } : { is: "review", mine, stored: latest, choices: {} });
  }

  function finish(stored: Of, sent: UpdateRequest) {
    noteRecentChange(account_id, opened.integration_id);
    // What was in doubt before is settled by this.
    void reloadOpenIntents(client, account_id);
    close();
    onSaved(stored, { notHeld: notHeld(sent, stored) });
  }

  async function save(acknowledged: readonly string[]) {
    if (stage.is !== "review") return;
    const before = editValuesOf(stage.stored);
    const { merged, after } = resultOf(opened, stage);
    const body = changesBetween(before, after);
    if (Object.keys(body).length === 0) {
      close();
      onSaved(stage.stored, { notHeld: [] });
      return;
    }
    try {
      finish(await update({ body, acknowledged, version: await editableVersion(stage.stored) }), body);
    } catch (error) {
      if (isProblem(error, "not-found")) setStage({ is: "deleted", mine: stage.mine });
      else if (isProblem(error, "changed-meanwhile"))
        await mergeAgain(stage.mine, error.problem.outcome === "unknown");
      // The page's own notice takes over, and keeps what is in the form.
      else if (isProblem(error, "unauthenticated")) close();
      else if (intentIn(error) !== undefined) {
        inDoubt.current = body;
        await reloadOpenIntents(client, account_id);
        close();
      } else if (await arrivedAfterAll(error, body)) return;
      // Merged lists have other positions than the form's, so the dialog shows what is wrong with them.
      else if (!merged && onInvalid(error)) close();
      else throw error;
    }
  }

  /** The update was made, or its answer got lost and it may have been. Reading tells. */
  async function arrivedAfterAll(error: unknown, body: UpdateRequest): Promise<boolean> {
    const outcome = error instanceof ApiError ? error.problem.outcome : "none";
    if (outcome === "none") return false;
    const stored = await read().catch(() => undefined);
    if (!stored || (outcome === "unknown" && notHeld(body, stored).length > 0)) return false;
    finish(stored, body);
    return true;
  }

  /** A save that was being checked turned out to be made; of this visit, or of an earlier one. */
  async function arrived() {
    const stored = await read();
    const sent = inDoubt.current;
    inDoubt.current = undefined;
    if (sent) finish(stored, sent);
    else noteRecentChange(account_id, opened.integration_id);
  }

  /** What was being checked is neither as before nor as it was saved: what is stored now is set beside `mine`. */
  async function compare(mine: EditValues) {
    inDoubt.current = undefined;
    await mergeAgain(mine, true);
  }

  async function mergeAgain(mine: EditValues, unclear: boolean) {
    try {
      setStage({ is: "review", mine, stored: await read(), choices: {}, unclear });
    } catch (error) {
      if (!isProblem(error, "not-found")) throw error;
      setStage({ is: "deleted", mine });
    }
  }

  function choose(field: keyof Choices, side: "mine" | "theirs") {
    if (stage.is === "review") setStage({ ...stage, choices: { ...stage.choices, [field]: side } });
  }

  return {
    start,
    arrived,
    compare,
    save,
    close,
    choose,
    deleted: stage.is === "deleted" ? { values: stage.mine } : undefined,
    review: stage.is === "review" ? { ...stage, ...resultOf(opened, stage) } : undefined,
  };
}

/** What the dialogs of a save work with. */
export type SaveSteps = ReturnType<typeof useSaveReview<Editable>>;

/** What the save results in, merged when what is stored is not what the form was loaded from. */
function resultOf(
  opened: Editable,
  { stored, mine, choices }: Extract<Stage<Editable>, { is: "review" }>,
): { merged: Merged | undefined; after: EditValues } {
  const base = editValuesOf(opened);
  const theirs = editValuesOf(stored);
  if (sameValues(base, theirs)) return { merged: undefined, after: mine };
  const merged = mergeConnection(base, mine, theirs, choices);
  return { merged, after: merged.values };
}
