import { toNestErrors } from "@hookform/resolvers";
import { zodResolver } from "@hookform/resolvers/zod";
import type { FieldErrors, FieldValues } from "react-hook-form";
import { describe, expect, test } from "vitest";
import { createRequestSchema } from "@/lib/account-api/custom-app-integration-input";
import { listErrors, serverFieldErrors } from "@/lib/form-errors";
import { ApiError, problemTypes } from "@/lib/problems";

function refusal(...errors: { field: string; message: string }[]): ApiError {
  const { title, status } = problemTypes.invalid;
  return new ApiError({ type: "invalid", title, status, detail: "", requestId: "", outcome: "none", errors });
}

describe("field errors of a failed call", () => {
  test.each([
    ["name", "name"],
    ["redirect_urls[1]", "redirect_urls.1"],
    ["redirect_urls.1", "redirect_urls.1"],
    ["a[0][12].b[3]", "a.0.12.b.3"],
    ["token_access_policy.access_token_ttl_in_minutes", "token_access_policy.access_token_ttl_in_minutes"],
    ["odd[x]", "odd[x]"],
    ["odd[]", "odd[]"],
    ["", ""],
  ])("about %j belong to the field %j", (field, name) => {
    expect(serverFieldErrors(refusal({ field, message: "No." }))).toEqual([{ name, message: "No." }]);
  });

  test("keep their order and their words", () => {
    const error = refusal({ field: "b", message: "[1]" }, { field: "a", message: "2" });
    expect(serverFieldErrors(error)).toEqual([
      { name: "b", message: "[1]" },
      { name: "a", message: "2" },
    ]);
  });

  test.each([refusal(), new Error("x"), undefined, null, "x", { problem: { errors: [{ field: "a" }] } }])(
    "are none for %o",
    (error) => {
      expect(serverFieldErrors(error)).toEqual([]);
    },
  );
});

describe("the messages of a form", () => {
  test("are found at every depth, each with its field", () => {
    const errors: FieldErrors<FieldValues> = {
      name: { type: "custom", message: "Give a name." },
      token_access_policy: {
        type: "custom",
        access_token_ttl_in_minutes: { type: "min", message: "Too short." },
      },
    };
    expect(listErrors(errors)).toEqual([
      { fieldId: "name", message: "Give a name." },
      { fieldId: "token_access_policy.access_token_ttl_in_minutes", message: "Too short." },
    ]);
  });

  test("skip the rows of a list that are fine", () => {
    const flat = { "redirect_urls.2": { type: "custom", message: "Not a URL." } };
    const errors = toNestErrors(flat, { fields: {}, shouldUseNativeValidation: false });
    expect(listErrors(errors)).toEqual([{ fieldId: "redirect_urls.2", message: "Not a URL." }]);
  });

  test("about a whole list belong to the list", () => {
    const errors: FieldErrors<FieldValues> = { scopes: { root: { type: "min", message: "Choose one." } } };
    expect(listErrors(errors)).toEqual([{ fieldId: "scopes", message: "Choose one." }]);
  });

  test("never come from the element a field stands for", () => {
    const ref = { name: "redirect_urls.0", message: "a property of an element" };
    const errors: FieldErrors<FieldValues> = { name: { type: "custom", ref } };
    expect(listErrors(errors)).toEqual([]);
  });

  test("of a field named message are found", () => {
    const errors: FieldErrors<FieldValues> = { group: { message: { type: "custom", message: "Empty." } } };
    expect(listErrors(errors)).toEqual([{ fieldId: "group.message", message: "Empty." }]);
  });

  test("are none without errors", () => {
    expect(listErrors({})).toEqual([]);
    expect(listErrors({ name: undefined })).toEqual([]);
  });

  test("are those of the schema, all at once and in its order", async () => {
    const resolve = zodResolver(
      createRequestSchema({ consoleOrigin: "https://latchkey.example.com", strict: false }),
    );
    const values = {
      name: "",
      confidential: false,
      redirect_urls: ["https://app.example.com/cb", "nonsense", "", "https://app.example.com/cb"],
      scopes: ["sql", "bad scope"],
      token_access_policy: {
        access_token_ttl_in_minutes: 60,
        refresh_token_ttl_in_minutes: 30,
        enable_single_use_refresh_tokens: false,
      },
    };
    const { errors } = await resolve(values, undefined, { fields: {}, shouldUseNativeValidation: false });
    expect(listErrors(errors).map(({ fieldId }) => fieldId)).toEqual([
      "name",
      "scopes.1",
      "token_access_policy.refresh_token_ttl_in_minutes",
      "redirect_urls.1",
      "redirect_urls.3",
    ]);
  });
});
