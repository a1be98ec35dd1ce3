"use client";

import { type ReactNode, useId, useRef, useState } from "react";
import { TextInput } from "@/components/form/text-input";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { OfflineNote } from "@/components/ui/offline-note";
import { useHold } from "@/components/ui/use-hold";

export type ConfirmDialogProps = {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  /** The consequence, in words. */
  children: ReactNode;
  /** The act by its name: "Delete posit-connect". */
  actionLabel: string;
  cancelLabel?: string | undefined;
  tone?: "danger" | "primary" | undefined;
  /** Does it. When it fails the dialog stays open and shows what `renderError` makes of the reason. */
  onConfirm: () => Promise<void>;
  renderError: (error: unknown) => ReactNode;
  /** Must be typed before the act is possible; for what cannot be undone. */
  typedText?: string | undefined;
  finalFocus?: React.RefObject<HTMLElement | null> | undefined;
};

type State = { is: "asking" } | { is: "working" } | { is: "failed"; error: unknown };

/** Asks before something happens. Focus starts on the typed name or on the way back, never on the act. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const [state, setState] = useState<State>({ is: "asking" });
  const [typed, setTyped] = useState("");
  const cancelRef = useRef<HTMLButtonElement>(null);
  const inputRef = useRef<HTMLInputElement>(null);
  const formId = useId();
  const inputId = useId();
  const {
    open,
    onClose,
    title,
    children,
    actionLabel,
    cancelLabel = "Cancel",
    tone = "danger",
    typedText,
  } = props;
  const hold = useHold(state.is === "failed" ? state.error : undefined);
  // What waits for an answer says so itself.
  const held = state.is === "working" ? undefined : hold;
  const missing = typedText !== undefined && typed.trim() !== typedText;

  function close() {
    setState({ is: "asking" });
    setTyped("");
    onClose();
  }

  async function confirm() {
    if (state.is === "working" || missing || hold !== undefined) return;
    setState({ is: "working" });
    try {
      await props.onConfirm();
      close();
    } catch (error) {
      setState({ is: "failed", error });
    }
  }

  return (
    <Dialog
      open={open}
      onClose={close}
      dismissible={state.is !== "working"}
      role="alertdialog"
      size="sm"
      title={title}
      description={children}
      initialFocus={typedText === undefined ? cancelRef : inputRef}
      finalFocus={props.finalFocus}
      footer={
        <>
          <Button
            ref={cancelRef}
            onClick={close}
            disabledReason={state.is === "working" ? "Wait until the answer is there." : undefined}
          >
            {cancelLabel}
          </Button>
          <Button
            type="submit"
            form={formId}
            variant={tone}
            pending={state.is === "working"}
            disabledReason={missing ? `Type ${typedText} to go on.` : held}
          >
            {actionLabel}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation();
          void confirm();
        }}
        className="space-y-4 empty:hidden"
      >
        {typedText !== undefined && (
          <div>
            <label htmlFor={inputId}>
              Type{" "}
              <bdi className="rounded-md bg-selected px-1 py-0.5 font-mono text-sm font-medium wrap-anywhere">
                {typedText}
              </bdi>{" "}
              to confirm
            </label>
            <TextInput
              id={inputId}
              ref={inputRef}
              mono
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              className="mt-1.5"
            />
          </div>
        )}
        {state.is === "working" && <OfflineNote />}
        {state.is === "failed" && <div role="alert">{props.renderError(state.error)}</div>}
      </form>
    </Dialog>
  );
}
