import { useCallback, useEffect, useRef, useState } from "react";
import { useSearchParams } from "react-router-dom";
import {
  parametersOf,
  type TokenFilter,
  type TokenPage,
  type TokenView,
  viewOf,
} from "../rest/filter";

const addressOf = (view: TokenView) => parametersOf(view).toString();

/**
 * What the address says of the list, and how to change it. The router shows an address a moment after it was asked to: what
 * was changed holds at once, and a change that comes before then builds upon it.
 */
export function useTokenView() {
  const [parameters, setParameters] = useSearchParams();
  const [view, setView] = useState(() => viewOf(parameters));
  const asked = useRef(view);
  const underWay = useRef<string[]>([]);

  useEffect(() => {
    const shown = viewOf(parameters);
    const arrived = underWay.current.lastIndexOf(addressOf(shown));
    underWay.current = arrived < 0 ? [] : underWay.current.slice(arrived + 1);
    // Somebody else has led here: Back, or a link.
    if (arrived < 0 && addressOf(shown) !== addressOf(asked.current)) {
      asked.current = shown;
      setView(shown);
    }
  }, [parameters]);

  const change = useCallback(
    (filter: Partial<TokenFilter>, page: Partial<TokenPage>) => {
      asked.current = {
        filter: { ...asked.current.filter, ...filter },
        page: { ...asked.current.page, ...page },
      };
      underWay.current.push(addressOf(asked.current));
      setView(asked.current);
      setParameters(parametersOf(asked.current));
    },
    [setParameters],
  );

  return { view, change };
}
