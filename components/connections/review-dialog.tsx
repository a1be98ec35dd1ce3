"use client";

import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { AcknowledgeWarnings } from "@/components/connections/acknowledge-warnings";
import { acknowledgeId, useAcknowledgement } from "@/components/connections/use-acknowledgement";
import { ProblemNotice } from "@/components/problem/problem-notice";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { OfflineNote } from "@/components/ui/offline-note";
import { useHold } from "@/components/ui/use-hold";
import { serverFieldErrors } from "@/lib/form-errors";
import { isProblem } from "@/lib/problems";
import type { RedirectUrlWarning } from "@/lib/redirect-urls/judge-list";

export type ReviewDialogProps = {
  title: ReactNode;
  description?: ReactNode;
  children: ReactNode;
  confirmLabel: string;
  /** Why it cannot be confirmed yet, such as a choice that is open. */
  blocked?: string | undefined;
  /** What has to be accepted before. */
  warnings?: readonly RedirectUrlWarning[];
  /** Does it, with the codes of the warnings that were accepted. When it throws, the dialog stays and shows the problem. */
  onConfirm: (acknowledged: readonly string[]) => Promise<void>;
  onBack: () => void;
  /** Buttons or links beside a problem. */
  problemActions?: ((error: unknown) => ReactNode) | undefined;
  /** When it changes, the content is another one: focus goes to its beginning. */
  subject?: string | undefined;
};

const noWarnings: readonly RedirectUrlWarning[] = [];

type State = { is: "asking" } | { is: "sending" } | { is: "failed"; error: unknown };

/** Shows what is about to be sent. Enter confirms; nothing is sent before. */
export function ReviewDialog(props: ReviewDialogProps) {
  const { title, description, children, confirmLabel, blocked, onConfirm, onBack, subject } = props;
  const acknowledgement = useAcknowledgement(props.warnings ?? noWarnings);
  const { warnings } = acknowledgement.field;
  const [state, setState] = useState<State>({ is: "asking" });
  const hold = useHold(state.is === "failed" ? state.error : undefined);
  const held = blocked ?? hold;
  const sending = useRef(false);
  const confirmRef = useRef<HTMLButtonElement>(null);
  const top = useFocusOnChange(subject);
  const formId = useId();

  async function confirm() {
    // React may not have rendered the pending state yet when the second press comes.
    if (sending.current || held !== undefined) return;
    if (!acknowledgement.confirm()) {
      document.getElementById(acknowledgeId)?.focus();
      return;
    }
    sending.current = true;
    setState({ is: "sending" });
    try {
      await onConfirm(acknowledgement.codes);
      setState({ is: "asking" });
    } catch (error) {
      setState({ is: "failed", error });
    } finally {
      sending.current = false;
    }
  }

  return (
    <Dialog
      open
      onClose={onBack}
      dismissible={state.is !== "sending"}
      closeOnOutsidePress={false}
      title={title}
      description={description}
      size="lg"
      initialFocus={blocked === undefined && warnings.length === 0 ? confirmRef : undefined}
      footer={
        <>
          <Button
            onClick={onBack}
            disabledReason={state.is === "sending" ? "Wait until the answer is there." : undefined}
          >
            Back
          </Button>
          <Button
            ref={confirmRef}
            type="submit"
            form={formId}
            variant="primary"
            pending={state.is === "sending"}
            disabledReason={state.is === "sending" ? undefined : held}
            onKeyDown={ignoreHeldEnter}
          >
            {confirmLabel}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        className="space-y-6"
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation();
          void confirm();
        }}
      >
        <div ref={top} tabIndex={-1} className="scroll-mt-4 space-y-6 outline-none">
          {children}
        </div>
        <AcknowledgeWarnings {...acknowledgement.field} />
        {state.is === "sending" && <OfflineNote />}
        {state.is === "failed" && (
          <ReviewProblem error={state.error} actions={props.problemActions?.(state.error)} />
        )}
      </form>
    </Dialog>
  );
}

/** The Enter that opened the review, held down a little longer, must not confirm it too. */
function ignoreHeldEnter(event: KeyboardEvent): void {
  if (event.key === "Enter" && event.repeat) event.preventDefault();
}

function useFocusOnChange(subject: string | undefined) {
  const ref = useRef<HTMLDivElement>(null);
  const last = useRef(subject);
  useEffect(() => {
    if (last.current === subject) return;
    last.current = subject;
    ref.current?.focus({ preventScroll: true });
    ref.current?.scrollIntoView({ block: "start" });
  }, [subject]);
  return ref;
}

function ReviewProblem({ error, actions }: { error: unknown; actions: ReactNode }) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    ref.current?.scrollIntoView({ block: "nearest" });
  }, []);
  const fields = isProblem(error, "invalid", "unacknowledged") ? serverFieldErrors(error) : [];
  return (
    <div ref={ref} role="alert" className="space-y-2">
      <ProblemNotice error={error} actions={actions} />
      {fields.length > 0 && (
        <ul className="list-disc space-y-1 pl-5">
          {fields.map(({ name, message }) => (
            <li key={name} className="wrap-anywhere">
              <code>{name}</code>: {message}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
