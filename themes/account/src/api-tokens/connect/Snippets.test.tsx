// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { OnCopied } from "../../../../shared/ui/onCopied";
import { GRAPHQL, server, TOKEN } from "./connect.fixture";
import { ServerPicker } from "./ServerPicker";
import { Snippets } from "./Snippets";

vi.mock("react-i18next", () => ({ useTranslation: () => ({ t: (key: string) => key }) }));

afterEach(cleanup);

const choose = (testId: string, value: string) =>
  fireEvent.change(screen.getByTestId(testId), { target: { value } });

function open(onCopied: () => void = () => undefined) {
  Object.defineProperty(navigator, "clipboard", {
    configurable: true,
    value: { writeText: () => Promise.resolve() },
  });
  const servers = [
    server(),
    server({ id: "graphql-api", name: "GraphQL API", type: "graphql", endpoint: GRAPHQL.url }),
  ];
  render(
    <OnCopied.Provider value={onCopied}>
      <ServerPicker servers={servers} idPrefix="x">
        {(picked) => <Snippets key={picked.id} server={picked} token={TOKEN} idPrefix="x" />}
      </ServerPicker>
    </OnCopied.Provider>,
  );
}

it("goes from the API to the client to its system", async () => {
  open();
  choose("connect-client", "codex");
  expect((await screen.findByTestId("snippet-file")).textContent).toContain(
    "[mcp_servers.mcp-server]",
  );

  choose("connect-api", "graphql-api");
  expect(screen.queryByTestId("snippet-file")).toBeNull();
  choose("connect-client", "curl");
  expect((await screen.findByTestId("snippet-shell")).textContent).toContain("curl ");
  choose("connect-system", "powershell");
  expect(screen.getByTestId("snippet-shell").textContent).toContain("Invoke-RestMethod");
});

it("asks for no system where there is no choice", async () => {
  open();
  choose("connect-client", "vscode");
  expect((await screen.findByTestId("snippet-link")).getAttribute("href")).toContain("vscode:");
  expect(screen.queryByTestId("connect-system")).toBeNull();
});

it("takes the token for copied only with what it is in", async () => {
  const onCopied = vi.fn();
  open(onCopied);
  choose("connect-client", "codex");
  await screen.findByTestId("snippet-file");
  const [ask, secret, file] = screen.getAllByRole("button");

  fireEvent.click(ask as HTMLElement);
  fireEvent.click(file as HTMLElement);
  await screen.findAllByText("apiTokensCopied");
  expect(onCopied).not.toHaveBeenCalled();

  fireEvent.click(secret as HTMLElement);
  await waitFor(() => expect(onCopied).toHaveBeenCalledOnce());
});
