import { customAppIntegrationSchema } from "@/lib/account-api/custom-app-integrations";
import { accountApiPaths } from "@/lib/account-api/paths";
import { editableVersion, entityTag } from "@/lib/editable-version";
import { idempotencyHeader } from "@/lib/intents";
import { createOne, newKey } from "./creation";
import type { Violation } from "./oracle";
import type { Race, Track } from "./races";
import type { Heard, Tab } from "./tab";

const editors = 20;
const urlOf = (editor: number) => `https://editor-${editor}.example.com/callback`;

async function connection({ account: { account_id }, tab }: Track): Promise<string> {
  const at = async () => {};
  const asked = { account_id, name: "edited", confidential: false, behaviour: { is: "stays" }, at } as const;
  const { told } = await createOne(tab(), asked);
  if (told.is !== "done") throw new Error(`There is nothing to edit: ${told.is}`);
  return accountApiPaths.customAppIntegration(account_id, told.integration_id);
}

async function read(tab: Tab, path: string) {
  const stored = await tab.read(path, customAppIntegrationSchema);
  if (!stored) throw new Error("The connection could not be read.");
  return stored;
}

/** Adds a URL to the version that was read, and leaves everything else as it is there. */
async function save(tab: Tab, path: string, stored: Awaited<ReturnType<typeof read>>, url: string) {
  return tab.insist({
    method: "PATCH",
    path,
    body: { redirect_urls: [...stored.redirect_urls, url] },
    headers: { [idempotencyHeader]: newKey(), "if-match": entityTag(await editableVersion(stored)) },
  });
}

const isTold = (heard: Heard, type: string) => heard.is === "problem" && heard.problem.type === type;

export const editsOfOneVersion: Race = {
  says: `${editors} edits at once of the same version`,
  run: async (track) => {
    const path = await connection(track);
    const stored = await read(track.tab(), path);
    const heard = await Promise.all(
      Array.from({ length: editors }, (_, editor) => save(track.tab(), path, stored, urlOf(editor))),
    );
    const saved = heard.filter(({ is }) => is === "answer").length;
    const refused = heard.filter((each) => isTold(each, "changed-meanwhile")).length;
    if (saved === 1 && refused === editors - 1) return [];
    return [{ broken: "I4", saw: `${saved} edits were saved, and ${refused} told of another one` }];
  },
};

export const editsUntilSaved: Race = {
  says: `${editors} people who save until they succeed`,
  run: async (track) => {
    const path = await connection(track);
    const edit = async (editor: number): Promise<Violation[]> => {
      for (let tries = 0; tries < 10 * editors; tries++) {
        const tab = track.tab();
        const heard = await save(tab, path, await read(tab, path), urlOf(editor));
        if (heard.is === "answer") return [];
        if (!isTold(heard, "changed-meanwhile"))
          return [{ broken: "I3", saw: `an edit ended in ${JSON.stringify(heard)}` }];
      }
      return [{ broken: "I3", saw: "an edit was never saved" }];
    };
    const found = await Promise.all(Array.from({ length: editors }, (_, editor) => edit(editor)));
    const { redirect_urls } = await read(track.tab(), path);
    const lost = Array.from({ length: editors }, (_, editor) => urlOf(editor)).filter(
      (url) => !redirect_urls.includes(url),
    );
    if (lost.length > 0) found.push([{ broken: "I4", saw: `${lost.length} saved edits are gone` }]);
    return found.flat();
  },
};
