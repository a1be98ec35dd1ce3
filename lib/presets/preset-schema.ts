import { tokenAccessPolicyInputSchema } from "@/lib/account-api/token-access-policy";
import { isScopeToken } from "@/lib/scopes";
import { z } from "@/lib/zod";

const words = z.string().trim().min(1);
const id = z.string().regex(/^[a-z][a-z0-9-]*$/);

const asked = { id, label: words, hint: words.optional() };

/** The one thing a preset asks: where the product runs. */
export const presetHostSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    ...asked,
    kind: z.literal("host"),
    example: words,
    /** Completes a bare name: "acme" with ".app.carto.com". */
    suffix: z.string().startsWith(".").optional(),
    /** Endings of the only hosts the product can have. */
    domains: z.array(z.string().startsWith(".")).min(1).optional(),
  }),
  z.strictObject({ ...asked, kind: z.literal("port"), default: z.int().min(1).max(65535) }),
  z.strictObject({
    ...asked,
    kind: z.literal("choice"),
    options: z.array(z.strictObject({ value: words, label: words })).min(2),
  }),
]);

const sourced = { source: z.url({ protocol: /^https$/ }), as_of: z.iso.date() };

export const presetSchema = z
  .strictObject({
    id,
    group: z.enum(["product", "template"]),
    name: words,
    /** One line below the name. */
    summary: words,
    keywords: z.array(words).default([]),
    name_suggestion: words,
    confidential: z.boolean(),
    hosts: z.array(presetHostSchema),
    /** With `{id}` where the answer about a host goes. */
    redirect_urls: z.array(words),
    scopes: z.array(z.string().refine(isScopeToken)).min(1),
    /** Left out where Databricks' default is as good: then nothing is sent. */
    token_access_policy: tokenAccessPolicyInputSchema.optional(),
    /** Why a redirect URL is missing until the product has the client ID. */
    completes_later: words.optional(),
    /** What to do once the connection exists. */
    notes: z.array(words).min(1),
    ...sourced,
    /** Documented by the vendor, reported by people who did it, or this console's advice. */
    certainty: z.enum(["documented", "reported", "suggested"]),
  })
  .refine(({ hosts, redirect_urls }) => {
    const used = new Set(redirect_urls.flatMap((url) => url.match(/(?<=\{)[a-z0-9-]+(?=\})/g) ?? []));
    return used.size === hosts.length && hosts.every((host) => used.has(host.id));
  }, "Every host is used in a URL, and every URL uses only hosts that are asked for.");

export const presetsFileSchema = z.strictObject({
  presets: z
    .array(presetSchema)
    .refine(
      (presets) => new Set(presets.map((preset) => preset.id)).size === presets.length,
      "Ids are unique.",
    ),
  /** Products that break with single-use refresh tokens, told by a redirect URL's host ending or path. */
  without_single_use: z.array(
    z.strictObject({
      product: words,
      hosts: z.array(z.string().startsWith(".")),
      paths: z.array(z.string().startsWith("/")),
      ...sourced,
    }),
  ),
});

export type Preset = z.output<typeof presetSchema>;
export type PresetHost = z.output<typeof presetHostSchema>;
