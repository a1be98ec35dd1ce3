"use client";

import { useController, useFormContext } from "react-hook-form";
import { RadioCards } from "@/components/form/radio-cards";

const options = [
  {
    value: "confidential",
    title: "Confidential",
    consequence:
      "For software on a server that can keep a secret. Databricks gives it a client secret, shown once. When in doubt, choose this.",
  },
  {
    value: "public",
    title: "Public",
    consequence:
      "For software on people’s own devices or in a browser, which cannot keep a secret. There is none; it must use PKCE.",
  },
] as const;

/** The client type with the consequence of each. Upstream calls it `confidential`. */
export function ClientTypeField() {
  const { control } = useFormContext<{ confidential: boolean }>();
  const { field } = useController({ control, name: "confidential" });
  return (
    <RadioCards
      legend="Client type"
      hint="It cannot be changed later."
      id="confidential"
      name={field.name}
      options={options}
      value={field.value ? "confidential" : "public"}
      onChange={(event) => field.onChange(event.target.value === "confidential")}
      onBlur={field.onBlur}
    />
  );
}
