/**
 * The library's entry file does one thing beside re-exporting: on Node 20 it writes a warning to the console, although
 * everything used here runs on it. These are the modules behind the entry file.
 */
declare module "oidc-provider/lib/provider.js" {
  export { default as Provider } from "oidc-provider";
}

declare module "oidc-provider/lib/helpers/interaction_policy/index.js" {
  import { interactionPolicy } from "oidc-provider";
  export const Check: typeof interactionPolicy.Check;
  export const Prompt: typeof interactionPolicy.Prompt;
}

declare module "oidc-provider/lib/helpers/errors.js" {
  import { errors } from "oidc-provider";
  export const InvalidScope: typeof errors.InvalidScope;
}
