import { CircleCheck, CircleX, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

export type NoticeTone = "danger" | "warning" | "success" | "info";

export type NoticeProps = {
  tone: NoticeTone;
  title: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  /** None by default: what is there from the start is simply read. "alert" for what appears and matters now. */
  role?: "alert" | "status" | undefined;
  className?: string | undefined;
};

const tones = {
  danger: {
    box: "border-danger-border bg-danger-surface",
    text: "text-danger",
    Icon: CircleX,
    word: "Error",
  },
  warning: {
    box: "border-warning-border bg-warning-surface",
    text: "text-warning",
    Icon: TriangleAlert,
    word: "Warning",
  },
  success: {
    box: "border-success-border bg-success-surface",
    text: "text-success",
    Icon: CircleCheck,
    word: "Done",
  },
  info: { box: "border-info-border bg-info-surface", text: "text-info", Icon: Info, word: "Note" },
};

/** Something to know, said in place. It stays until it is no longer true. */
export function Notice({ tone, title, children, actions, role, className }: NoticeProps) {
  const { box, text, Icon, word } = tones[tone];
  return (
    <div role={role} className={cn("flex gap-2 rounded-lg border px-3 py-2.5", box, className)}>
      <Icon role="img" aria-label={word} className={cn("mt-0.5", text)} />
      <div className="min-w-0 flex-1 space-y-1">
        <p className="font-medium text-default">{title}</p>
        {children && <div className="text-default wrap-anywhere">{children}</div>}
        {actions && <div className="flex flex-wrap gap-2 pt-2">{actions}</div>}
      </div>
    </div>
  );
}
