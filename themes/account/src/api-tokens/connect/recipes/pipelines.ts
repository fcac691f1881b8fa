import type { Connection } from "../connection";
import { curlInPipeline } from "./programs";
import type { Step } from "./step";

const indented = (text: string, by: number) => text.replace(/^/gm, " ".repeat(by));

export const gitHub = (connection: Connection): Step[] => [
  { kind: "shell", text: `gh secret set ${connection.variable}` },
  { kind: "secret", text: connection.token },
  {
    kind: "file",
    file: ".github/workflows/call-api.yml",
    text: [
      "on: workflow_dispatch",
      "jobs:",
      "  call-api:",
      "    runs-on: ubuntu-latest",
      "    steps:",
      "      - env:",
      `          ${connection.variable}: \${{ secrets.${connection.variable} }}`,
      "        run: |",
      indented(curlInPipeline(connection), 10),
      "",
    ].join("\n"),
  },
];

export const gitLab = (connection: Connection): Step[] => [
  {
    kind: "secret",
    text: connection.token,
    place: `Settings › CI/CD › Variables › ${connection.variable} (Masked)`,
  },
  {
    kind: "file",
    file: ".gitlab-ci.yml",
    text: [
      "call-api:",
      "  image: curlimages/curl",
      "  script:",
      "    - |",
      indented(curlInPipeline(connection), 6),
      "",
    ].join("\n"),
  },
];
