import type { ReactNode } from "react";
import { Notice } from "@/components/ui/notice";
import { changeWords } from "@/lib/change-words";
import type { ChangeIntent } from "@/lib/intents";

type Props = {
  intent: ChangeIntent;
  /** What people call it, where the intent has an id only. */
  name?: string | undefined;
  /** What to do about it here. */
  hint?: ReactNode;
  actions?: ReactNode;
};

/** What became of a change, a deletion or an enabling that got no clear answer. */
export function ChangeNotice({ intent, name, hint, actions }: Props) {
  const { tone, title, text } = changeWords(intent);
  const [before, after] = title;
  return (
    <Notice
      tone={tone}
      role="status"
      actions={actions}
      title={
        <>
          {before}
          <bdi>{name || intent.name || intent.integration_id}</bdi>
          {after}
        </>
      }
    >
      {text} {hint}
    </Notice>
  );
}
