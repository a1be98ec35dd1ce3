"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useSyncExternalStore } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Menu } from "@/components/ui/menu";
import { MenuRadioGroup } from "@/components/ui/menu-radio-group";

type Theme = "system" | "light" | "dark";

const cookie = "latchkey.theme";
const year = 60 * 60 * 24 * 365;

const options = [
  { value: "system", label: "System", icon: <Monitor aria-hidden /> },
  { value: "light", label: "Light", icon: <Sun aria-hidden /> },
  { value: "dark", label: "Dark", icon: <Moon aria-hidden /> },
] as const;

/** The root element's `data-theme` is the one truth; the server sets it from the cookie on the next load. */
function readTheme(): Theme {
  const set = document.documentElement.dataset.theme;
  return set === "light" || set === "dark" ? set : "system";
}

function watchTheme(onChange: () => void) {
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  return () => observer.disconnect();
}

function setTheme(theme: Theme) {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  const age = theme === "system" ? 0 : year;
  // biome-ignore lint/suspicious/noDocumentCookie: the server reads the theme from this cookie, and Firefox and Safari releases in use have no Cookie Store API to set it with
  document.cookie = `${cookie}=${theme}; Path=/; Max-Age=${age}; SameSite=Strict${secure}`;
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

export function ThemeSwitch() {
  const theme = useSyncExternalStore<Theme>(watchTheme, readTheme, () => "system");
  const current = options.find((each) => each.value === theme) ?? options[0];

  return (
    <Menu
      align="end"
      trigger={<IconButton name={`Theme: ${current.label}`} tipSide="bottom" icon={current.icon} />}
    >
      <MenuRadioGroup label="Theme" value={theme} onChange={setTheme} options={options} />
    </Menu>
  );
}
