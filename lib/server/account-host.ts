import "server-only";

export const clouds = ["AWS", "Azure", "GCP"] as const;
export type Cloud = (typeof clouds)[number];

/**
 * Account hosts by cloud. For the DoD and China clouds official sources name two hosts each; both are taken.
 * Source: the host tables of Databricks' Terraform provider and SDKs.
 */
const accountHosts: Record<string, Cloud> = {
  "accounts.cloud.databricks.com": "AWS",
  "accounts.cloud.databricks.us": "AWS",
  "accounts-dod.cloud.databricks.mil": "AWS",
  "accounts-dod.cloud.databricks.us": "AWS",
  "accounts.azuredatabricks.net": "Azure",
  "accounts.azuredatabricks.us": "Azure",
  "accounts.azuredatabricks.cn": "Azure",
  "accounts.databricks.azure.cn": "Azure",
  "accounts.gcp.databricks.com": "GCP",
};

/** The cloud of an account host's origin, or undefined when it is not one. */
export function cloudOfHost(origin: string): Cloud | undefined {
  const { host } = new URL(origin);
  return Object.hasOwn(accountHosts, host) ? accountHosts[host] : undefined;
}

/** Whether `url` points to this machine, where plain http is acceptable (W3C Secure Contexts §3.1). */
export function isLoopback(url: URL): boolean {
  return (
    url.hostname === "localhost" ||
    url.hostname.endsWith(".localhost") ||
    url.hostname === "[::1]" ||
    /^127(\.\d+){3}$/.test(url.hostname)
  );
}
