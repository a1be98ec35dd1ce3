import { createHash } from "node:crypto";
import type { Account, Person } from "../account";

const styles = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 32rem; margin: 3rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; margin: 0 0 .5rem; }
ul { list-style: none; padding: 0; margin: 1.5rem 0; display: grid; gap: 1rem; }
button { font: inherit; padding: .6rem 1rem; border: 1px solid currentColor; border-radius: .5rem; cursor: pointer; }
li button { width: 100%; text-align: start; font-weight: 600; }
button:focus-visible { outline: 3px solid Highlight; outline-offset: 2px; }
p { margin: .25rem 0; overflow-wrap: anywhere; }
.note { opacity: .75; }
`;

const styleHash = createHash("sha256").update(styles).digest("base64");

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const text = (value: string): string => value.replace(/[&<>"']/g, (character) => entities[character] ?? "");

const role = (person: Person): string => (person.account_admin ? "Account admin" : "Not an account admin");

const choice = (person: Person, index: number): string => `
  <li>
    <button type="submit" name="person" value="${text(person.user_name)}" aria-describedby="person-${index}">Sign in as ${text(person.display_name)}</button>
    <p id="person-${index}">${text(person.user_name)}, ${text(role(person).toLowerCase())}</p>
  </li>`;

type Request = { account: Account; clientName: string; scope: string; redirectUri: string };

/** Whom to be. Choosing is consent, too. Works without scripts, by keyboard, in light and dark. */
export const signInPage = ({ account, clientName, scope, redirectUri }: Request): Response =>
  page(
    `Sign in to ${account.name}`,
    `
<p><bdi>${text(clientName)}</bdi> asks for: ${text(scope)}</p>
<p class="note">This is the emulator's sign-in page. Account id: ${text(account.account_id)}</p>
<form method="post">
<ul>${account.people.map(choice).join("")}
</ul>
<button type="submit" name="deny" value="yes">Deny</button>
</form>`,
    redirectUri,
  );

export const expiredPage = (): Response =>
  page(
    "Sign-in expired",
    "<p>This sign-in is over. Go back to the application and start again.</p>",
    undefined,
    400,
  );

const page = (title: string, body: string, redirectUri: string | undefined, status = 200): Response =>
  new Response(
    `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${text(title)}</title><style>${styles}</style></head>
<body><main><h1>${text(title)}</h1>${body}</main></body>
</html>
`,
    {
      status,
      headers: {
        "content-type": "text/html; charset=utf-8",
        "cache-control": "no-store",
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
        "content-security-policy": [
          "default-src 'none'",
          `style-src 'sha256-${styleHash}'`,
          // Browsers hold the redirect that follows the form to form-action as well.
          `form-action 'self' ${redirectUri === undefined ? "" : source(redirectUri)}`.trim(),
          "frame-ancestors 'none'",
          "base-uri 'none'",
        ].join("; "),
      },
    },
  );

const source = (redirectUri: string): string => {
  const { protocol, origin } = new URL(redirectUri);
  return protocol === "http:" || protocol === "https:" ? origin : protocol;
};
