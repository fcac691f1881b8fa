import { useCallback, useEffect, useRef } from "react";
import { useQuery } from "../../../../shared/ui/useQuery";
import type { ApiToken } from "../rest/apiToken";
import type { ApiTokensClient } from "../rest/ApiTokensClient";
import { withRead } from "./tokens";

/** How many tokens are asked for at first, and how many more each time; it is more than most people ever have. */
const PAGE = 200;

/** The person's tokens and what holds for them: loaded once, and the tokens read again when they may be others by now. */
export function useTokenList(client: ApiTokensClient) {
  const max = useRef(PAGE);
  const changes = useRef(0);
  const isThere = useRef(false);
  const { data, setData, error, refetch } = useQuery(
    useCallback(
      async (signal: AbortSignal) => {
        const [settings, list] = await Promise.all([
          client.settings(signal),
          client.list(PAGE, signal),
        ]);
        return { settings, list };
      },
      [client],
    ),
  );

  const onChange = useCallback(
    (change: (tokens: ApiToken[]) => ApiToken[]) => {
      changes.current++;
      setData(
        (shown) =>
          shown && { ...shown, list: { ...shown.list, tokens: change(shown.list.tokens) } },
      );
    },
    [setData],
  );

  /** Reads the first so many again; when that fails, what is shown stays. */
  const read = useCallback(
    async (many: number) => {
      for (let before; before !== changes.current;) {
        before = changes.current;
        const list = await client.list(many);
        // What was changed here meanwhile is not in an answer that was made before.
        if (before === changes.current) {
          setData((shown) => shown && { ...shown, list: withRead(shown.list.tokens, list) });
        }
      }
    },
    [client, setData],
  );

  const onStale = useCallback(() => {
    if (isThere.current) {
      void read(max.current).catch(() => undefined);
    }
  }, [read]);

  const onMore = useCallback(async () => {
    await read(max.current + PAGE);
    max.current += PAGE;
  }, [read]);

  useEffect(() => {
    isThere.current = true;
    return () => {
      isThere.current = false;
    };
  }, []);

  useEffect(() => {
    // Another tab, or an admin, may have ended one.
    function refresh() {
      if (document.visibilityState === "visible") {
        onStale();
      }
    }
    document.addEventListener("visibilitychange", refresh);
    return () => document.removeEventListener("visibilitychange", refresh);
  }, [onStale]);

  return { data, error, refetch, onChange, onStale, onMore };
}
