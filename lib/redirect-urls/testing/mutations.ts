/** A change to a URL. `a` and `b` are any natural numbers, used to choose a place and a variant. */
export interface Mutation {
  name: string;
  apply: (url: string, a: number, b: number) => string;
}

function pick<T>(items: readonly T[], n: number, otherwise: T): T {
  return items[n % items.length] ?? otherwise;
}

function insert(url: string, a: number, text: string): string {
  const at = a % (url.length + 1);
  return url.slice(0, at) + text + url.slice(at);
}

function replaceAt(url: string, a: number, change: (unit: string) => string): string {
  if (url === "") return url;
  const at = a % url.length;
  return url.slice(0, at) + change(url.charAt(at)) + url.slice(at + 1);
}

/** Changes what stands between the slashes, if there is something. */
function onAuthority(url: string, change: (authority: string) => string): string {
  return url.replace(/(?<=^[^/]*\/\/)[^/?#]+/, change);
}

function onHost(url: string, change: (host: string) => string): string {
  return onAuthority(url, (authority) => authority.replace(/\[[^\]]*\]|[^:@]+/, change));
}

function encode(unit: string): string {
  return Array.from(new TextEncoder().encode(unit), (byte) => `%${byte.toString(16).padStart(2, "0")}`).join(
    "",
  );
}

const controls = Array.from({ length: 65 }, (_, n) =>
  String.fromCharCode(n < 32 ? n : n === 32 ? 0x7f : n + 0x5f),
);
const spacesAndHidden = Array.from(
  " \u00a0\u1680\u2003\u2028\u202f\u3000\ufeff\u200b\u200c\u200d\u200e\u202a\u202e\u2060\u2066\u2069\u00ad\u034f\u061c\u180e\u3164\ufe0f\u2800\ufff9\u{e0041}",
);
const homographs = new Map(
  Object.entries({ a: "а", c: "с", e: "е", o: "ο", p: "р", x: "х", i: "і", l: "ӏ", s: "ѕ" }),
);
const ascii = Array.from({ length: 95 }, (_, n) => String.fromCharCode(0x20 + n));

const ipv4Spellings =
  "127.1 0x7f.0.0.1 0x7f000001 2130706433 0177.0.0.1 127.0.0.1. 127.0.0.2 0.0.0.0 0 1.2.3.4.5 256.1.1.1 127.0.0.01 192.168.1.10 172.31.0.1 172.32.0.1 100.64.0.1 100.127.255.255 100.128.0.0 100.63.255.255 172.15.255.255 192.169.0.1 169.255.0.1 11.0.0.1 9.255.255.255 126.255.255.255 128.0.0.1 1.0.0.0 169.254.169.254 169.254.1.1 100.100.100.200 255.255.255.255 1.2.3 4.3.2.0x foo.0x1 08.8.8.8".split(
    " ",
  );
const ipv6Spellings =
  "[::1] [::] [0:0:0:0:0:0:0:1] [::ffff:127.0.0.1] [::FFFF:7f00:1] [::127.0.0.1] [64:ff9b::1.2.3.4] [fe80::1%25eth0] [fe80::1] [febf::1] [fec0::1] [feff::1] [ff02::1] [fbff::1] [fe7f::1] 1:2:3:4:5:6:7:8 1:2:3:4:5:6:7 a:443:444 [FD00::1] [2001:db8:0:0:1:0:0:1] [2001:db8::1:0:0:1] [1:2:3:4:5:6:7::] [1::3:4:5:6:7:8] [1:2:3:4:5:6:7:8] [1:2:3:4:5:6:7:8:9] [:::1] [gggg::1] [v1.a] [::1 ::1] ::1 [fd00:ec2::254] [1:2:3:4::5:6:7:8] [0001::1] [::1.2.3] [::1.2.3.4] [::1.2.3.04] [12345::] [1:0:0:2::] []".split(
    " ",
  );
const names =
  "localhost LOCALHOST localhost.example.com testlocalhost 127-0-0-1.example.com grafana.corp nas.home.arpa intranet x.test a.invalid co.uk github.io abc.trycloudflare.com x.ngrok-free.app *.example.com a..b .a.example a.example. -a.example a-.example a_b.example a!b.example ab--cd.example xn--pypal-4ve.example xn--p1ai xn--a.example xn--abc-.example xn--ls8h.example xn--99999999.example console.example.com CONSOLE.example.com.".split(
    " ",
  );
const schemes =
  "http https HTTP Https javascript JavaScript data vbscript file blob ftp ws about mailto chrome-extension intent urn com.example.app Com.Example.App myapp com. .com com..app a-.b x http+unix 1http".split(
    " ",
  );
const ports = [
  "",
  "0",
  "00",
  "080",
  "0443",
  "443",
  "80",
  "65535",
  "65536",
  "99999999999999999999",
  "80a",
  "-1",
  "*",
]
  .concat(["443:444", "6000", "22", "８０", "{8020-8040}", "1 2", "10080", "000000000000000443", "80*"])
  .map((port) => `:${port}`);
const segments =
  "/.. /. /%2e /%2E%2e /.%2e /..;/ /..%2f /%2e%2e%2f /%252e%252e%252f /..%5c /%25252e%25252e/ /... /.. / // /%2f %5C %00 %0d%0a %2500 %7f %80 %c3%a9 %C3%A9 %ff%fe %c0%ae %ed%a0%80 %e2%82 % %4 %zz %%34%31 %2%35 /%2%65%2%65/ %0%30 %41 %7e %25%34%31 %u0041 ;x=1 ;".split(
    " ",
  );
const parameters =
  "state=1 STATE=1 c%6fde=x %2563ode=x code[]=1 code[a]=1 iss error=x id_token=a scope=x next=/home next=//evil return_to=x returnTo=x url=http%3A%2F%2Fx target=%255c%255cx foo=https:x foo=https%253A%252F%252Fx token=1 api-key=2 client_secret=x k=dapi0123456789abcdef0123456789abcdef k=dose01 = == a=1;state=2 a+b=c +state=1 x='y' x=*".split(
    " ",
  );

export const mutations: readonly Mutation[] = [
  {
    name: "user info",
    apply: (url, a, b) =>
      onAuthority(url, (host) => pick(["u:p@", "@", "a@b@", "good.example@"], a + b, "@") + host),
  },
  { name: "slash to backslash", apply: (url, a) => swapOne(url, a, "/", "\\") },
  { name: "drop a slash", apply: (url, a) => swapOne(url, a, "/", "") },
  { name: "double a slash", apply: (url, a) => swapOne(url, a, "/", "//") },
  {
    name: "change case",
    apply: (url, a) =>
      replaceAt(url, a, (unit) => (/[a-z]/.test(unit) ? unit.toUpperCase() : unit.toLowerCase())),
  },
  { name: "upper-case host", apply: (url) => onHost(url, (host) => host.toUpperCase()) },
  { name: "encode, small hex", apply: (url, a) => replaceAt(url, a, encode) },
  { name: "encode, capital hex", apply: (url, a) => replaceAt(url, a, (unit) => encode(unit).toUpperCase()) },
  {
    name: "encode twice",
    apply: (url, a) => replaceAt(url, a, (unit) => encode(unit).replaceAll("%", "%25")),
  },
  { name: "encode the percent signs", apply: (url) => url.replaceAll("%", "%25") },
  {
    name: "decode one",
    apply: (url) => url.replace(/%([0-7][\da-f])/i, (_, hex) => String.fromCharCode(Number(`0x${hex}`))),
  },
  {
    name: "decode all",
    apply: (url) => url.replace(/%([\da-f]{2})/gi, (_, hex) => String.fromCharCode(Number(`0x${hex}`))),
  },
  { name: "insert a control", apply: (url, a, b) => insert(url, a, pick(controls, b, "\0")) },
  { name: "insert space or hidden", apply: (url, a, b) => insert(url, a, pick(spacesAndHidden, b, " ")) },
  {
    name: "space or hidden outside",
    apply: (url, a, b) => (a % 2 ? url + pick(spacesAndHidden, b, " ") : pick(spacesAndHidden, b, " ") + url),
  },
  { name: "homograph", apply: (url, a) => replaceAt(url, a, (unit) => homographs.get(unit) ?? unit) },
  {
    name: "full width",
    apply: (url, a) =>
      replaceAt(url, a, (unit) =>
        /[!-~]/.test(unit) ? String.fromCharCode(unit.charCodeAt(0) + 0xfee0) : unit,
      ),
  },
  { name: "IPv4 spelling", apply: (url, a) => onHost(url, () => pick(ipv4Spellings, a, "0")) },
  { name: "IPv6 spelling", apply: (url, a) => onHost(url, () => pick(ipv6Spellings, a, "[::]")) },
  {
    name: "random IPv4",
    apply: (url, a, b) => onHost(url, () => [a % 260, b % 256, a % 7, b % 10].join(".")),
  },
  {
    name: "random IPv6",
    apply: (url, a, b) =>
      onHost(url, () => {
        const groups = Array.from({ length: 8 }, (_, n) =>
          ((a >> n) % 2 ? 0 : (b >> n) % 65536).toString(16),
        );
        const cutAt = a % 8;
        return `[${b % 3 ? groups.join(":") : `${groups.slice(0, cutAt).join(":")}::${groups.slice(cutAt + 1 + (a % 3)).join(":")}`}]`;
      }),
  },
  { name: "host", apply: (url, a) => onHost(url, () => pick(names, a, "a")) },
  { name: "label in front", apply: (url, a) => onHost(url, (host) => `${pick(names, a, "a")}.${host}`) },
  { name: "long label", apply: (url, a) => onHost(url, (host) => `${"a".repeat(55 + (a % 20))}.${host}`) },
  { name: "long host", apply: (url, a) => onHost(url, (host) => `${"a.".repeat(100 + (a % 60))}${host}`) },
  { name: "dot after host", apply: (url) => onHost(url, (host) => `${host}.`) },
  {
    name: "port",
    apply: (url, a) =>
      onAuthority(url, (authority) => authority.replace(/(:[^:\]]*)?$/, pick(ports, a, ":"))),
  },
  { name: "port added", apply: (url, a) => onAuthority(url, (authority) => authority + pick(ports, a, ":")) },
  { name: "path piece", apply: (url, a, b) => insert(url, a, pick(segments, b, "/")) },
  { name: "path piece at the end", apply: (url, a) => url + pick(segments, a, "/") },
  { name: "fragment", apply: (url, a, b) => (a % 2 ? `${url}#` : insert(url, b, "#x")) },
  { name: "asterisk", apply: (url, a) => insert(url, a, "*") },
  { name: "cut off the end", apply: (url, a) => url.slice(0, a % (url.length + 1)) },
  { name: "cut off the start", apply: (url, a) => url.slice(a % (url.length + 1)) },
  {
    name: "repeat to 4 KB",
    apply: (url, a) => url + pick(["a", "/", "%2e", "/..", "&x=1", "é", "%25"], a, "a").repeat(4096 / 4),
  },
  {
    name: "repeat to the limit",
    apply: (url, a) => url + "b".repeat(Math.max(0, 2046 + (a % 5) - url.length)),
  },
  { name: "authority twice", apply: (url) => onAuthority(url, (authority) => authority + authority) },
  { name: "URL twice", apply: (url) => url + url },
  {
    name: "query",
    apply: (url, a, b) => `${url}${pick(["?", "&", "?", ";"], b, "?")}${pick(parameters, a, "a=1")}`,
  },
  { name: "empty query", apply: (url) => `${url}?` },
  { name: "scheme", apply: (url, a) => url.replace(/^[^:]*/, pick(schemes, a, "x")) },
  { name: "scheme removed", apply: (url, a) => url.replace(a % 2 ? /^[^:]*:/ : /^[^:]*:\/*/, "") },
  {
    name: "slashes after the scheme",
    apply: (url, a) => url.replace(/:\/\//, pick([":", ":/", ":///", ":\\\\", ":/\\"], a, ":")),
  },
  { name: "normalise", apply: (url, a) => url.normalize(pick(["NFC", "NFD", "NFKC", "NFKD"], a, "NFC")) },
  { name: "insert ASCII", apply: (url, a, b) => insert(url, a, pick(ascii, b, "a")) },
  { name: "replace by ASCII", apply: (url, a, b) => replaceAt(url, a, () => pick(ascii, b, "a")) },
  { name: "delete one", apply: (url, a) => replaceAt(url, a, () => "") },
  { name: "any code unit", apply: (url, a, b) => insert(url, a, String.fromCharCode(b % 65536)) },
  { name: "template", apply: (url, a) => insert(url, a, "{tenant}") },
  { name: "bracket", apply: (url, a, b) => insert(url, a, pick(["[", "]", "[]", "]["], b, "[")) },
];

function swapOne(url: string, a: number, from: string, to: string): string {
  const places = [...url.matchAll(new RegExp(from, "g"))].map(({ index }) => index);
  const at = places[a % Math.max(places.length, 1)];
  return at === undefined ? url : url.slice(0, at) + to + url.slice(at + from.length);
}
