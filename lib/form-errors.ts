import type { FieldErrors, FieldValues } from "react-hook-form";
import { ApiError } from "@/lib/problems";

/** Field errors of a failed call by the form's field names. Upstream writes `redirect_urls[1]`, forms `redirect_urls.1`. */
export function serverFieldErrors(error: unknown): { name: string; message: string }[] {
  const all = error instanceof ApiError ? error.problem.errors : [];
  return all.map(({ field, message }) => ({ name: field.replace(/\[(\d+)\]/g, ".$1"), message }));
}

/** All messages of a form with the id of the field each belongs to, in the order of the form. */
export function listErrors(errors: FieldErrors<FieldValues>): { fieldId: string; message: string }[] {
  return Object.entries(errors).flatMap(([name, value]) => collect(value, name));
}

function collect(value: unknown, name: string): { fieldId: string; message: string }[] {
  if (typeof value !== "object" || value === null) return [];
  if ("message" in value && typeof value.message === "string")
    return [{ fieldId: name, message: value.message }];
  return Object.entries(value).flatMap(([key, child]) =>
    // A ref is a DOM element, not an error.
    key === "ref" ? [] : collect(child, key === "root" ? name : `${name}.${key}`),
  );
}
