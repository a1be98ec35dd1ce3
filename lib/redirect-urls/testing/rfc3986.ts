// RFC 3986 appendix A, production by production.
const hexdig = "[0-9A-Fa-f]";
const unreserved = "[A-Za-z0-9._~-]";
const subDelims = "[!$&'()*+,;=]";
const pctEncoded = `%${hexdig}${hexdig}`;
const pchar = `(?:${unreserved}|${pctEncoded}|${subDelims}|[:@])`;

export const decOctet = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9][0-9]|[0-9])";
const ipv4 = `${decOctet}(?:\\.${decOctet}){3}`;
const h16 = `${hexdig}{1,4}`;
const ls32 = `(?:${h16}:${h16}|${ipv4})`;
const ipv6 = `(?:${[
  `(?:${h16}:){6}${ls32}`,
  `::(?:${h16}:){5}${ls32}`,
  `(?:${h16})?::(?:${h16}:){4}${ls32}`,
  `(?:(?:${h16}:){0,1}${h16})?::(?:${h16}:){3}${ls32}`,
  `(?:(?:${h16}:){0,2}${h16})?::(?:${h16}:){2}${ls32}`,
  `(?:(?:${h16}:){0,3}${h16})?::${h16}:${ls32}`,
  `(?:(?:${h16}:){0,4}${h16})?::${ls32}`,
  `(?:(?:${h16}:){0,5}${h16})?::${h16}`,
  `(?:(?:${h16}:){0,6}${h16})?::`,
].join("|")})`;
const ipvFuture = `v${hexdig}+\\.(?:${unreserved}|${subDelims}|:)+`;
const regName = `(?:${unreserved}|${pctEncoded}|${subDelims})*`;
const userinfo = `(?:${unreserved}|${pctEncoded}|${subDelims}|:)*`;
const authority = `(?:${userinfo}@)?(?:\\[(?:${ipv6}|${ipvFuture})\\]|${regName})(?::[0-9]*)?`;

const pathAbempty = `(?:/${pchar}*)*`;
const pathAbsolute = `/(?:${pchar}+(?:/${pchar}*)*)?`;
const pathRootless = `${pchar}+(?:/${pchar}*)*`;
const hierPart = `(?://${authority}${pathAbempty}|${pathAbsolute}|${pathRootless}|)`;

/** IPv6address. */
export const ipv6Address: RegExp = new RegExp(`^${ipv6}$`);

/** absolute-URI: a URI without a fragment. */
export const absoluteUri: RegExp = new RegExp(
  `^[A-Za-z][A-Za-z0-9+.-]*:${hierPart}(?:\\?(?:${pchar}|[/?])*)?$`,
);
