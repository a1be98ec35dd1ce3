import { ChangeList, fieldLabels } from "@/components/connections/change-list";
import { ResolveConflicts } from "@/components/connections/resolve-conflicts";
import { Notice } from "@/components/ui/notice";
import type { EditValues } from "@/lib/account-api/custom-app-integration-input";
import { describeChanges } from "@/lib/merge/describe-changes";
import type { Choices, Conflict, Merged, MergeNote, Side } from "@/lib/merge/merge-connection";

const theirHeading = "Their changes, already stored";

type Props = {
  base: EditValues;
  theirs: EditValues;
  merged: Merged;
  choices: Choices;
  /** Some of an earlier save may be among what is stored. */
  unclear: boolean;
  onChoose: (field: Conflict["field"], side: Side) => void;
};

/** What somebody else changed since the form was loaded, and whose value counts where both cannot. */
export function MergeIntro({ base, theirs, merged, choices, unclear, onChoose }: Props) {
  const { conflicts, notes } = merged;
  // What is asked for stands in the question already.
  const asked = new Set<string>(conflicts.map(({ field }) => field));
  const theirChanges = describeChanges(base, theirs).filter(({ field }) => !asked.has(field));
  return (
    <>
      <Notice
        tone={unclear ? "warning" : "info"}
        role="alert"
        title={
          unclear
            ? "What is stored is neither as it was nor as you saved it"
            : "Somebody else changed this connection since you opened it"
        }
      >
        {unclear
          ? "Databricks gave no clear answer to your save, and somebody else may have changed it in the same minute. "
          : "Nothing of yours is saved yet. "}
        {conflicts.length === 0
          ? "Both are kept: their changes are stored, and yours go on top of them."
          : "Choose below where only one of you can have it; all else is kept."}
      </Notice>
      <ResolveConflicts conflicts={conflicts} choices={choices} onChoose={onChoose} />
      {theirChanges.length > 0 && (
        <section aria-labelledby="their-changes" className="space-y-3">
          <h3 id="their-changes" className="font-semibold">
            {theirHeading}
          </h3>
          <ChangeList changes={theirChanges} consequences={false} level={4} of={theirHeading} />
        </section>
      )}
      {notes.length > 0 && (
        <ul className="list-disc space-y-1 pl-5">
          {notes.map((note) => (
            <li key={note.kind === "their-order-kept" ? note.field : note.kind}>{noteText(note)}</li>
          ))}
        </ul>
      )}
    </>
  );
}

function noteText(note: MergeNote): string {
  if (note.kind === "their-order-kept")
    return `${fieldLabels[note.field]}: both of you changed the order. Theirs stays.`;
  const scopes = note.scopes.join(", ");
  return `${scopes} leaves the consent scopes too: consent is asked only for scopes the connection has.`;
}
