import type { System } from "../clients";

/** How a shell is spoken to. */
export type Shell = {
  /** One word, quoted where it needs to be. */
  word: (text: string) => string;
  /** Several lines that are one command. */
  lines: (...parts: string[]) => string;
  /** A variable's value, between double quotes. */
  value: (variable: string) => string;
  /** Asks for a secret and sets a variable to it: one line, because what is pasted after it would be taken for the answer. */
  ask: (variable: string) => string;
  /** Shows a variable to programs that are not started from the shell. */
  share: (variable: string) => string;
};

const POSIX: Shell = {
  word: (text) => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`),
  lines: (...parts) => parts.join(" \\\n  "),
  value: (variable) => `$${variable}`,
  // `read -s` is not in every shell.
  ask: (variable) =>
    `printf 'API token: '; stty -echo; read -r ${variable}; stty echo; echo; export ${variable}`,
  share: (variable) => `systemctl --user import-environment ${variable}`,
};

const SHELLS: Record<System, Shell> = {
  linux: POSIX,
  macos: { ...POSIX, share: (variable) => `launchctl setenv ${variable} "$${variable}"` },
  powershell: {
    // For PowerShell a typographic quote is a quote.
    word: (text) => `'${text.replace(/['‘’‚‛]/g, "$&$&")}'`,
    lines: (...parts) => parts.join(" `\n  "),
    value: (variable) => `$env:${variable}`,
    ask: (variable) =>
      `$env:${variable} = [Net.NetworkCredential]::new('', (Read-Host 'API token' -AsSecureString)).Password`,
    share: (variable) =>
      `[Environment]::SetEnvironmentVariable('${variable}', $env:${variable}, 'User')`,
  },
  cmd: {
    word: (text) => `"${text.replaceAll('"', '\\"')}"`,
    lines: (...parts) => parts.join(" ^\n  "),
    value: (variable) => `%${variable}%`,
    ask: (variable) => `set /p "${variable}=API token: "`,
    share: (variable) => `setx ${variable} "%${variable}%"`,
  },
};

export const shellOf = (system: System) => SHELLS[system];

/** Whether paths are written as Windows writes them. */
export const isWindows = (system: System) => system === "powershell" || system === "cmd";

/** A file in somebody's home. */
export const atHome = (system: System, path: string) =>
  isWindows(system) ? `%USERPROFILE%\\${path.replaceAll("/", "\\")}` : `~/${path}`;
