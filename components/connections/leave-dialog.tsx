"use client";

import { ConfirmDialog } from "@/components/ui/confirm-dialog";

type Props = {
  /** Leaves after all; the dialog is open while it is set. */
  leave: (() => void) | undefined;
  onStay: () => void;
};

/** Asked before unsaved input is left behind. */
export function LeaveDialog({ leave, onStay }: Props) {
  return (
    <ConfirmDialog
      open={leave !== undefined}
      onClose={onStay}
      title="Leave without saving?"
      actionLabel="Leave"
      cancelLabel="Stay here"
      onConfirm={async () => leave?.()}
      renderError={() => null}
    >
      What you entered on this page is not saved and would be lost.
    </ConfirmDialog>
  );
}
