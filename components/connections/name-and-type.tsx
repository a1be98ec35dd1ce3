"use client";

import { useFormContext } from "react-hook-form";
import { ClientTypeField } from "@/components/connections/client-type-field";
import { Field } from "@/components/form/field";
import { TextInput } from "@/components/form/text-input";
import { Section } from "@/components/ui/section";

/** What is chosen once, when a connection is created. Belongs inside a form's FormProvider. */
export function NameAndType() {
  const { register, formState } = useFormContext<{ name: string }>();
  return (
    <Section title="Application">
      <div className="space-y-6">
        <Field
          id="name"
          label="Name"
          hint="People see it when they grant access. It cannot be changed later."
          error={formState.errors.name?.message}
        >
          {(control) => <TextInput {...control} {...register("name")} />}
        </Field>
        <ClientTypeField />
      </div>
    </Section>
  );
}
