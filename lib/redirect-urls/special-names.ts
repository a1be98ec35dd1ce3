/** Names that stay inside one network (RFC 6762 appendix G, RFC 8375, RFC 6761 and common use). */
export function isPrivateName(name: string): boolean {
  return hasSuffix(name, privateSuffixes);
}

/** `localhost` and the names below it, which never leave the computer (RFC 6761 section 6.3). */
export function isLocalhost(name: string): boolean {
  return name === "localhost" || name.endsWith(".localhost");
}

/** Names that remind of this computer and belong to somebody else. */
export function isLookalikeOfLocalhost(name: string): boolean {
  return (
    name.includes("localhost") || /^127[.-]0[.-]0[.-]1[.-]/.test(name) || hasSuffix(name, loopbackServices)
  );
}

/** Services that hand the same name to one person today and to another tomorrow. */
export function isTunnel(name: string): boolean {
  return hasSuffix(name, tunnels);
}

/** Whether anyone can register a name directly below this one. Single labels are not looked at. */
export function isPublicSuffix(name: string): boolean {
  return publicSuffixes.has(name);
}

/**
 * The part of a host one owner has registered: a label and the public suffix it stands on. The table of suffixes
 * is short; a suffix it does not know counts as an owner.
 */
export function registrableDomain(name: string): string {
  const labels = lastLabels(name);
  const known = [...labels.keys()].find((index) => publicSuffixes.has(labels.slice(index).join(".")));
  const suffixStart = known ?? labels.length - 1;
  return labels.slice(Math.max(suffixStart - 1, 0)).join(".");
}

function hasSuffix(name: string, known: ReadonlySet<string>): boolean {
  const labels = lastLabels(name);
  return labels.some((_, index) => known.has(labels.slice(index).join(".")));
}

// No suffix in the tables has more labels; hostile names may have thousands.
function lastLabels(name: string): string[] {
  return name.split(".").slice(-5);
}

function suffixes(...lines: string[]): ReadonlySet<string> {
  return new Set(lines.flatMap((line) => line.split(" ")));
}

const privateSuffixes = suffixes("corp home home.arpa internal intranet lan local localdomain private test");

// Public names that somebody else points at 127.0.0.1.
const loopbackServices = suffixes("localtest.me lvh.me vcap.me nip.io sslip.io xip.io");

const tunnels = suffixes(
  "webhook.site ngrok.io ngrok.app ngrok.dev ngrok-free.app ngrok-free.dev ngrok.pro trycloudflare.com loca.lt",
  "localtunnel.me serveo.net serveousercontent.com lhr.life lhr.rocks bore.pub pagekite.me tunnelmole.net",
  "devtunnels.ms app.github.dev pinggy.link pinggy.io zrok.io sharedwithexpose.com telebit.io beeceptor.com",
  "requestcatcher.com requestbin.com requestbin.net pipedream.net hookbin.com hookdeck.com typedwebhook.tools",
  "burpcollaborator.net oastify.com interact.sh oast.pro oast.live oast.site oast.online oast.fun oast.me",
);

// A selection of publicsuffix.org: second-level registries of countries and platforms that hand out names.
const publicSuffixes = suffixes(
  "co.uk org.uk gov.uk ac.uk net.uk me.uk ltd.uk plc.uk nhs.uk com.au net.au org.au edu.au gov.au co.nz net.nz",
  "org.nz govt.nz ac.nz co.jp ne.jp or.jp ac.jp go.jp ad.jp co.kr or.kr go.kr ac.kr com.cn net.cn org.cn gov.cn",
  "edu.cn com.tw org.tw gov.tw edu.tw com.hk org.hk gov.hk edu.hk com.sg edu.sg gov.sg org.sg co.in net.in org.in",
  "gov.in ac.in com.my gov.my co.id go.id ac.id co.th go.th ac.th com.vn gov.vn com.ph gov.ph com.pk com.bd",
  "com.br net.br org.br gov.br edu.br com.mx gob.mx org.mx com.ar gob.ar com.co gov.co com.pe com.ve com.ec com.uy",
  "co.za org.za gov.za ac.za com.ng com.eg co.ke com.gh co.il org.il gov.il ac.il com.tr gov.tr edu.tr com.sa",
  "gov.sa com.ua gov.ua com.pl net.pl org.pl gov.pl edu.pl com.ru co.at or.at gv.at ac.at com.es com.pt com.gr",
  "com.mt com.cy co.hu com.ro gov.it edu.it asso.fr gouv.fr com.fr",
  "github.io gitlab.io pages.dev workers.dev netlify.app vercel.app web.app firebaseapp.com appspot.com run.app",
  "herokuapp.com onrender.com fly.dev railway.app up.railway.app surge.sh deno.dev glitch.me repl.co replit.app",
  "azurewebsites.net azurestaticapps.net cloudapp.net cloudapp.azure.com azurefd.net azureedge.net",
  "azurecontainerapps.io blob.core.windows.net amplifyapp.com awsapprunner.com cloudfront.net elasticbeanstalk.com",
  "s3.amazonaws.com compute.amazonaws.com elb.amazonaws.com streamlit.app hf.space shinyapps.io readthedocs.io",
  "blogspot.com wordpress.com wixsite.com myshopify.com ngrok.io ngrok.app ngrok-free.app trycloudflare.com",
  "loca.lt databricksapps.com",
);
