import fc from "fast-check";
import { type Mutation, mutations } from "./mutations";

/** A URL and the names of the mutations that made it, for the reader of a failure. */
export interface GeneratedUrl {
  url: string;
  mutations: readonly string[];
}

/** A URL that is valid or nearly so, with up to four mutations on top. */
export const generatedUrl: fc.Arbitrary<GeneratedUrl> = fc
  .record({
    scheme: fc.constantFrom(..."https https https https http http com.example.app myapp".split(" ")),
    host: fc.constantFrom(...hosts()),
    port: fc.constantFrom("", "", "", ":8443", ":3000", ":443", ":80", ":6000"),
    path: fc.constantFrom(...paths()),
    query: fc.constantFrom(
      "",
      "",
      "",
      "",
      "?tenant=42",
      "?a=1&b=2",
      "?next=https://evil.example/",
      "?q=%C3%A9",
    ),
    steps: fc.array(fc.tuple(fc.constantFrom(...mutations), fc.nat(), fc.nat()), { maxLength: 4 }),
  })
  .map(({ scheme, host, port, path, query, steps }) => ({
    url: steps.reduce((url, step) => applyStep(url, step), `${scheme}://${host}${port}${path}${query}`),
    mutations: steps.map(([{ name }]) => name),
  }));

function applyStep(url: string, [mutation, a, b]: [Mutation, number, number]): string {
  // Past this size a mutation only repeats what smaller inputs show.
  return mutation.apply(url, a, b).slice(0, 6000);
}

function hosts(): string[] {
  return [
    ..."app.example.com workbench.example.org example.com a.example console.example.com app_1.example.com".split(
      " ",
    ),
    ..."localhost app.localhost testlocalhost intranet grafana.corp printer.local service.invalid".split(" "),
    ..."webhook.site x.ngrok.io app.co.uk co.uk me.github.io 127.0.0.1.nip.io".split(" "),
    ..."127.0.0.1 10.0.0.5 8.8.8.8 [::1] [fd12:3456::1] [2001:db8::8:800:200c:417a]".split(" "),
    ..."xn--80ak6aa92e.com xn--mnchen-3ya.de xn--4dbrk0ce.example xn--0.example".split(" "),
  ];
}

function paths(): string[] {
  return [
    ..."/cb /callback /oauth2/callback / /cb/~user/a-b_c.d /a/b/c /%C3%A9t%C3%A9 /cb;v=1 /a%2Fb".split(" "),
    "",
    "/oauth_redirect_callback",
  ];
}
