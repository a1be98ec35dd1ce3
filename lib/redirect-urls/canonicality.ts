import { joinComponents, splitComponents } from "./grammar";

/**
 * Whether the platform's own parser makes another string of a URL that passed all rules: a net under them, since
 * a registered URL must be what browsers send. A slash after a bare host and a default port are allowed, as both
 * have findings of their own.
 */
export function hrefDiffers(url: string, hasDefaultPort: boolean): boolean {
  if (!URL.canParse(url)) return true;
  const { href } = new URL(url);
  const expected = hasDefaultPort ? withoutPort(url) : url;
  return href !== expected && href !== `${expected}/`;
}

/** The URL without the port after its host. */
export function withoutPort(url: string): string {
  const components = splitComponents(url);
  const { authority } = components;
  return authority === undefined
    ? url
    : joinComponents({ ...components, authority: authority.replace(/:\d*$/, "") });
}
