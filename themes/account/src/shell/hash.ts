/** Makes `…/account/#/api-tokens` the page itself, before anybody reads the address. */
export function leadHashToPage(
  baseUrl: string,
  location: Pick<Location, "hash" | "search"> = window.location,
  history: Pick<History, "replaceState"> = window.history,
) {
  const path = pathOfHash(location.hash);
  if (path) {
    const { pathname } = new URL(baseUrl);
    history.replaceState(null, "", `${pathname}${path}${location.search}`);
  }
}

/** The page that a hash such as `#/api-tokens?name=CI` means, with its query, or undefined. */
export function pathOfHash(hash: string) {
  return /^#\/api-tokens(\/[\w-]+)?\/?(\?.*)?$/.test(hash)
    ? hash.slice(2).replace("/?", "?").replace(/\/$/, "")
    : undefined;
}
