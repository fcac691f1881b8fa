import type { System } from "../clients";
import type { Connection } from "../connection";
import { claudeDesktop, jetBrains } from "./bridged";
import { cursor, vsCode, windsurf, zed } from "./editors";
import { gitHub, gitLab } from "./pipelines";
import { curl, node, python } from "./programs";
import { libreChat, n8n } from "./services";
import type { Step } from "./step";
import { claudeCode, claudeCodeProject, codex, gemini, goose } from "./terminals";

const RECIPES: Record<string, ((connection: Connection, system: System) => Step[]) | undefined> = {
  "claude-code": claudeCode,
  "claude-code-project": claudeCodeProject,
  "claude-desktop": claudeDesktop,
  codex,
  cursor,
  gemini,
  goose,
  jetbrains: jetBrains,
  librechat: libreChat,
  n8n,
  vscode: vsCode,
  windsurf,
  zed,
  curl,
  python,
  node,
  github: gitHub,
  gitlab: gitLab,
};

/** How a client connects to a resource server; the token stands only where the client can't be given it otherwise. */
export const recipeFor = (client: string, connection: Connection, system: System): Step[] =>
  RECIPES[client]?.(connection, system) ?? [];
