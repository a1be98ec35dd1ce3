import { CircleX, Info, TriangleAlert } from "lucide-react";

/** How each level looks and what it is called. */
export const levelLooks = {
  reject: { Icon: CircleX, text: "text-danger", word: "Error" },
  warn: { Icon: TriangleAlert, text: "text-warning", word: "Warning" },
  note: { Icon: Info, text: "text-muted", word: "Note" },
};
