import { render, screen } from "@testing-library/react";
import { I18nextProvider } from "react-i18next";
import { createMemoryRouter, RouterProvider } from "react-router-dom";
import { messagesIn } from "./messages.fixture";

const ACCOUNT = "/realms/demo/account";

/** The address of the list. */
export const LIST = `${ACCOUNT}/api-tokens`;

/** The address of another page of the console. */
export const ELSEWHERE = ACCOUNT;

type Asked = { method: string; path: string; parameters: URLSearchParams };

/** The account REST, which answers as told, and what it was asked. What it was not told of is not there. */
export class AccountRest {
  /** By path: what is answered with 200, or what makes the answer. */
  readonly answers: Record<string, unknown> = {};
  readonly asked: Asked[] = [];

  fetch = (url: string, request?: RequestInit): Promise<Response> => {
    const { pathname, searchParams } = new URL(url);
    const path = pathname.replace("/realms/demo/api-tokens", "");
    const asked = { method: request?.method ?? "GET", path, parameters: searchParams };
    this.asked.push(asked);
    const answer = this.answers[`${asked.method} ${path}`] ?? this.answers[path];
    if (answer === undefined) {
      return Promise.resolve(refusal(404, "not_found"));
    }
    return typeof answer === "function"
      ? (answer as (asked: Asked) => Promise<Response>)(asked)
      : Promise.resolve(Response.json(answer));
  };
}

/** An answer that says no. */
export const refusal = (status: number, error: string) => Response.json({ error }, { status });

/** Opens the page at what is behind the list's address; without a language, each text is its key. */
export async function openPage(path: string, language = "cimode") {
  const { apiTokensPage } = await import("./routes");
  const router = createMemoryRouter([{ path: ACCOUNT, children: [apiTokensPage] }], {
    initialEntries: [LIST + path],
  });
  render(
    <I18nextProvider i18n={await messagesIn(language)}>
      <RouterProvider router={router} />
    </I18nextProvider>,
  );
  await screen.findByTestId("view");
  return router;
}
