const everywhere = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "no-referrer" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Embedder-Policy", value: "require-corp" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  { key: "Origin-Agent-Cluster", value: "?1" },
  { key: "X-Robots-Tag", value: "noindex, nofollow" },
  { key: "X-Permitted-Cross-Domain-Policies", value: "none" },
  { key: "X-DNS-Prefetch-Control", value: "off" },
  {
    key: "Permissions-Policy",
    value:
      "camera=(), clipboard-read=(), clipboard-write=(self), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
  },
  // Browsers ignore this over plain http, which the console allows on loopback only.
  { key: "Strict-Transport-Security", value: "max-age=63072000; includeSubDomains" },
];

const apiOnly = [
  { key: "Cache-Control", value: "private, no-store" },
  {
    key: "Content-Security-Policy",
    value: "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox",
  },
];

/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  // Upstream answers are read whole and the browser is near the console; compressing costs more than it saves.
  compress: false,
  images: { unoptimized: true },
  // `npm test` checks the types; a build for running the console need not wait for it.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ["libsql", "pg", "pino", "undici"],
  headers: async () => [
    { source: "/:path*", headers: everywhere },
    { source: "/api/:path*", headers: apiOnly },
  ],
};
