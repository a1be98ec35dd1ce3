import { withoutSingleUse } from "@/lib/presets/presets";
import { hostParts } from "@/lib/redirect-urls/host-parts";

/** The product behind these redirect URLs that is known not to cope with single-use refresh tokens, if any. */
export function productWithoutSingleUse(redirect_urls: readonly string[]): string | undefined {
  return withoutSingleUse.find(({ hosts, paths }) =>
    redirect_urls.some((url) => {
      const parts = hostParts(url);
      if (!parts) return false;
      const host = parts.host.toLowerCase();
      const path = parts.after.replace(/^:\d*/, "").replace(/[?#].*$/s, "");
      return hosts.some((ending) => host.endsWith(ending)) || paths.some((known) => path.endsWith(known));
    }),
  )?.product;
}
