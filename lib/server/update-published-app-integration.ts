import "server-only";
import { publishedAppIntegrationSchema, type UpdatePublishedRequest } from "@/lib/account-api/published-apps";
import { editablePublished } from "@/lib/published-apps";
import type { AccountCall } from "@/lib/server/account-route";
import { guardedUpdate } from "@/lib/server/guarded-update";

/** Updates a published app integration with `guardedUpdate`. Throws Failure as it does. */
export async function updatePublishedAppIntegration(
  call: Pick<AccountCall<unknown>, "request" | "upstream">,
  path: string,
  body: UpdatePublishedRequest,
): Promise<Response> {
  return guardedUpdate(call, path, body, {
    read: (json) => publishedAppIntegrationSchema.safeParse(json).data,
    editable: editablePublished,
  });
}
