import fc from "fast-check";
import { expect, test } from "vitest";
import type { EditValues, UpdateRequest } from "@/lib/account-api/custom-app-integration-input";
import {
  type CustomAppIntegration,
  customAppIntegrationSchema,
} from "@/lib/account-api/custom-app-integrations";
import { changesBetween, editValuesOf, samePolicy } from "@/lib/connection-changes";
import { editableVersion } from "@/lib/editable-version";
import { type Choices, mergeConnection } from "@/lib/merge/merge-connection";
import { anyPolicy, anyValues, scopes, urls } from "@/lib/merge/testing/arbitraries";

/**
 * Two admins and a writer outside of the console, in any order of steps. An admin opens, edits, sends (compare and
 * write are one step under the console's lock), and after a refusal reads again and merges. The oracle knows nothing
 * of merging: it folds what each save meant, in the order in which saves went through.
 */
const lists = ["redirect_urls", "scopes", "user_authorized_scopes"] as const;
type Meant = { added: string[]; removed: string[] };

type Admin = { opened: EditValues; mine: EditValues; stored: EditValues; choices: Choices } | undefined;

const edit = fc.record({
  redirect_urls: fc.uniqueArray(fc.constantFrom(...urls), { maxLength: 3 }),
  scopes: fc.uniqueArray(fc.constantFrom(...scopes), { maxLength: 2 }),
  consent: fc.uniqueArray(fc.constantFrom(...scopes), { maxLength: 1 }),
  policy: fc.option(anyPolicy, { nil: undefined, freq: 3 }),
  choice: fc.constantFrom("mine" as const, "theirs" as const),
});
type Edit = typeof edit extends fc.Arbitrary<infer Value> ? Value : never;

const step = fc.record({ actor: fc.constantFrom(0, 1, 2), edit });

const toggled = (list: readonly string[], items: readonly string[]) => [
  ...list.filter((item) => !items.includes(item)),
  ...items.filter((item) => !list.includes(item)),
];

function edited(
  values: EditValues,
  { redirect_urls, scopes: toggledScopes, consent, policy }: Edit,
): EditValues {
  const next = toggled(values.scopes, toggledScopes);
  const chosen = next.length > 0 ? next : [...values.scopes];
  return {
    redirect_urls: toggled(values.redirect_urls, redirect_urls),
    scopes: chosen,
    user_authorized_scopes: toggled(values.user_authorized_scopes, consent).filter((scope) =>
      chosen.includes(scope),
    ),
    token_access_policy: policy ?? values.token_access_policy,
  };
}

class World {
  readonly expected = new Map<string, Set<string>>();
  saves = 0;
  merges = 0;
  asked = 0;

  constructor(public state: EditValues) {
    for (const field of lists) this.expected.set(field, new Set(state[field]));
  }

  /** A save went through: what it meant must hold from here on. `except` were conflicts or noted. */
  commit(base: EditValues, meant: EditValues, after: EditValues, settled: readonly string[]) {
    const before = this.state;
    for (const field of lists) {
      const { added, removed } = differenceOf(base[field], meant[field]);
      const expected = this.expected.get(field);
      for (const item of removed) expected?.delete(item);
      for (const item of added) expected?.add(item);
      if (settled.includes(field)) this.expected.set(field, new Set(after[field]));
    }
    const allowed = this.expected.get("scopes");
    const consent = [...(this.expected.get("user_authorized_scopes") ?? [])].filter((scope) =>
      allowed?.has(scope),
    );
    this.expected.set("user_authorized_scopes", new Set(consent));
    if (
      !samePolicy(base.token_access_policy, before.token_access_policy) &&
      !settled.includes("token_access_policy")
    )
      // Somebody else's policy, changed since this admin looked, may go only after a question.
      expect(
        samePolicy(after.token_access_policy, before.token_access_policy) ||
          samePolicy(meant.token_access_policy, before.token_access_policy),
      ).toBe(true);
    this.state = after;
    this.saves += 1;
    // Compared as text: `toEqual` would take most of the campaign's time.
    for (const field of lists)
      expect(textOf(after[field]), field).toBe(textOf([...(this.expected.get(field) ?? [])]));
  }

  external(change: Edit) {
    const after = edited(this.state, change);
    this.commit(this.state, after, after, []);
  }

  /** One step of an admin: open, then edit, then send until it goes through. */
  step(admin: Admin, change: Edit): Admin {
    if (!admin) return { opened: this.state, mine: this.state, stored: this.state, choices: {} };
    if (admin.mine === admin.opened) {
      const mine = edited(admin.opened, change);
      return Object.keys(changesBetween(admin.opened, mine)).length > 0 ? { ...admin, mine } : admin;
    }
    const merged = mergeConnection(admin.opened, admin.mine, admin.stored, admin.choices);
    // The guard: what was reviewed is what is stored, or nothing is sent.
    if (versionOf(admin.stored) !== versionOf(this.state)) {
      this.merges += 1;
      const { conflicts } = mergeConnection(admin.opened, admin.mine, this.state);
      this.asked += conflicts.length;
      const choices = Object.fromEntries(conflicts.map(({ field }) => [field, change.choice]));
      return { ...admin, stored: this.state, choices };
    }
    const body = changesBetween(admin.stored, merged.values);
    const settled = merged.conflicts.map(({ field }) => field);
    this.commit(admin.opened, admin.mine, applied(this.state, body), settled);
    return undefined;
  }
}

/** What upstream makes of an update: what is left out stays. */
const applied = (state: EditValues, body: UpdateRequest): EditValues => ({
  redirect_urls: body.redirect_urls ?? state.redirect_urls,
  scopes: body.scopes ?? state.scopes,
  user_authorized_scopes: body.user_authorized_scopes ?? state.user_authorized_scopes,
  token_access_policy: body.token_access_policy ?? state.token_access_policy,
});

const textOf = (items: readonly string[]) => [...items].sort().join(" ");
const versionOf = (values: EditValues) => JSON.stringify(values);

function differenceOf(before: readonly string[], after: readonly string[]): Meant {
  return {
    added: after.filter((item) => !before.includes(item)),
    removed: before.filter((item) => !after.includes(item)),
  };
}

test("10,000 interleavings of two admins and a writer outside lose nothing silently", () => {
  const total = { runs: 0, saves: 0, merges: 0, asked: 0 };
  fc.assert(
    fc.property(anyValues, fc.array(step, { minLength: 8, maxLength: 40 }), (initial, steps) => {
      const world = new World(initial);
      const admins: Admin[] = [undefined, undefined];
      for (const { actor, edit: change } of steps) {
        if (actor === 2) world.external(change);
        else admins[actor] = world.step(admins[actor], change);
      }
      total.runs += 1;
      total.saves += world.saves;
      total.merges += world.merges;
      total.asked += world.asked;
    }),
    { numRuns: 12_000 },
  );
  expect(total.runs).toBeGreaterThanOrEqual(10_000);
  // The campaign is worth nothing if admins never collide.
  expect(total.merges).toBeGreaterThan(10_000);
  expect(total.asked).toBeGreaterThan(1_000);
}, 120_000);

test("two states have one version exactly when nothing editable differs", async () => {
  await fc.assert(
    fc.asyncProperty(anyValues, anyValues, async (a, b) => {
      const [one, other] = [a, b].map((values) =>
        customAppIntegrationSchema.parse({ integration_id: "x", client_id: "y", ...values }),
      );
      if (!one || !other) return;
      const changes = (from: CustomAppIntegration, to: CustomAppIntegration) =>
        Object.keys(changesBetween(editValuesOf(from), editValuesOf(to))).length;
      const same = changes(one, other) === 0 && changes(other, one) === 0;
      expect((await editableVersion(one)) === (await editableVersion(other))).toBe(same);
      expect(await editableVersion({ ...one, name: "other", integration_id: "another" })).toBe(
        await editableVersion(one),
      );
    }),
    { numRuns: 2_000 },
  );
});
