const words = (text: string): string[] => text.split(" ");

export const notes = words("loopback-confidential localhost-name private-host no-path query");

export const warnings = words(
  "custom-scheme asterisk-literal default-port port-blocked-by-browsers underscore idn http-cleartext http-private loopback-unusual https-loopback single-label private-name ip-literal public-suffix tunnel-host lookalike-localhost never-resolves encoded-slash double-encoding double-slash path-params pct-unreserved pct-lowercase redirector-param secret-in-query empty-query",
);

export const strictRejects = words(
  "http-cleartext http-private private-name private-host single-label ip-literal tunnel-host underscore encoded-slash double-encoding pct-unreserved pct-lowercase",
);

export const forbiddenSchemes = words(
  "about android-app blob brave chrome chrome-extension chrome-search chrome-untrusted cid content data devtools edge extension file filesystem ftp ftps gopher intent itms itms-apps itms-services jar javascript ldap ldaps livescript mailto market mid mk mocha moz-extension ms-appx ms-appx-web ms-browser-extension ms-its news nntp opera res resource safari-extension safari-web-extension sftp sms ssh tel telnet urn vbscript view-source vivaldi ws wss",
);

export const blockedPorts = [
  1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104,
  109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515,
  526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049,
  3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
];

export const metadataAddresses = [0xa9fea9fen, 0xa9feaa02n, 0x646464c8n, 0xa83f8110n, 0xc00000c0n];

export const privateNetworks: readonly (readonly [bigint, bigint])[] = [
  [0x0a000000n, 8n],
  [0xac100000n, 12n],
  [0xc0a80000n, 16n],
  [0xa9fe0000n, 16n],
  [0x64400000n, 10n],
];

export const privateSuffixes = words(
  "corp home home.arpa internal intranet lan local localdomain private test",
);
export const loopbackServices = words("localtest.me lvh.me vcap.me nip.io sslip.io xip.io");

// Those of the long lists that the generator can produce.
export const tunnels = words("webhook.site ngrok.io ngrok-free.app trycloudflare.com");
export const publicSuffixes = words(
  "co.uk github.io azurewebsites.net ngrok.io trycloudflare.com ngrok-free.app",
);

export const responseNames = words(
  "code state iss error error_description error_uri access_token token_type expires_in scope id_token session_state response",
);
export const redirectorNames = words(
  "next url uri redirect redirecturi redirecturl redirectto return returnto returnurl returnuri returnpath rurl continue continueurl dest destination goto target targeturl redir callback callbackurl forward forwardurl backurl successurl relaystate",
);
export const secretNames = words(
  "password passwd pwd passphrase secret clientsecret token refreshtoken authtoken apikey apitoken accesskey secretkey privatekey credential credentials",
);

/** A-labels and whether IDNA allows them, from the IANA root zone, registries and RFC 3492 section 7.1. */
export const knownLabels: ReadonlyMap<string, boolean> = new Map([
  ["xn--80ak6aa92e", true],
  ["xn--pypal-4ve", true],
  ["xn--pp-6kc", true],
  ["xn--mnchen-3ya", true],
  ["xn--bcher-kva", true],
  ["xn--e1afmkfd", true],
  ["xn--p1ai", true],
  ["xn--fiqs8s", true],
  ["xn--wgv71a119e", true],
  ["xn--4dbrk0ce", true],
  ["xn--mgbaam7a8h", true],
  ["xn--3e0b707e", true],
  ["xn--strae-oqa", true],
  ["xn--0", false],
  ["xn--a", false],
  ["xn--", false],
  ["xn--abc-", false],
  ["xn--ls8h", true],
  ["xn--a-0hb", false],
  ["xn--99999999", false],
]);
