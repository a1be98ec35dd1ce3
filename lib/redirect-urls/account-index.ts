import { skeleton } from "./confusables";
import { looksLikeIpv4 } from "./ipv4";
import { isLocalhost, registrableDomain } from "./special-names";
import { spellings } from "./spellings";

/** What is needed of a connection; a custom app integration of the account API fits as it is. */
export interface ConnectionUrls {
  integration_id: string;
  name: string;
  redirect_urls: readonly string[];
}

/** One URL of another connection. */
export interface RegisteredUrl {
  integration_id: string;
  name: string;
  url: string;
}

/** The redirect URLs of other connections, ready for look-up. */
export interface AccountIndex {
  /** By the URL in normal spelling. */
  urls: ReadonlyMap<string, readonly RegisteredUrl[]>;
  /** Names of hosts and of their registrable domains, by what they look like. */
  names: ReadonlyMap<string, ReadonlySet<string>>;
}

/** An account without other connections, or one whose connections are not known yet. */
export const emptyAccountIndex: AccountIndex = { urls: new Map(), names: new Map() };

/**
 * Indexes connections once, so that each check of a list only looks up. Leave out the connection being edited.
 * Takes time linear in the number of URLs; keep the result while the list of connections is the same.
 */
export function indexAccount(connections: Iterable<ConnectionUrls>): AccountIndex {
  const urls = new Map<string, RegisteredUrl[]>();
  const names = new Map<string, Set<string>>();
  for (const { integration_id, name, redirect_urls } of connections)
    for (const url of redirect_urls) {
      const { encoding, host } = spellings(url);
      const same = urls.get(encoding) ?? [];
      same.push({ integration_id, name, url });
      urls.set(encoding, same);
      for (const known of nameables(host)) {
        const look = skeleton(known);
        names.set(look, (names.get(look) ?? new Set()).add(known));
      }
    }
  return { urls, names };
}

/** The names of a host that somebody could imitate: itself and the domain its owner registered. */
export function nameables(host: string | undefined): readonly string[] {
  if (!host || host.startsWith("[") || looksLikeIpv4(host) || isLocalhost(host)) return [];
  return [...new Set([host, registrableDomain(host)])];
}
