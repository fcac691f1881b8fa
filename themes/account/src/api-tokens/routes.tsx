import { lazy } from "react";
import type { RouteObject } from "react-router-dom";
import { loadConnect, loadCreate, loadDetails, loadList } from "./views";

const ApiTokensPage = lazy(() => import("./ApiTokensPage"));
const ListView = lazy(loadList);
const CreateView = lazy(loadCreate);
const ConnectView = lazy(loadConnect);
const DetailsView = lazy(loadDetails);

/** The API Tokens page: the list first, and a page for each thing that one goes on to. No token's id is one of these words. */
export const apiTokensPage: RouteObject = {
  path: "api-tokens",
  element: <ApiTokensPage />,
  children: [
    { index: true, element: <ListView /> },
    { path: "new", element: <CreateView /> },
    { path: "connect", element: <ConnectView /> },
    { path: ":id", element: <DetailsView /> },
  ],
};
