import { useCallback, useEffect, useMemo, useRef } from "react";
import { useSearchParams } from "react-router-dom";
import { parametersOf, type TokenFilter, type TokenPage, viewOf } from "../rest/filter";

/**
 * What the address says of the list, and how to change it. The router shows an address a moment after it was asked to: a
 * change that comes before then builds upon the one before it, and not upon what is still shown.
 */
export function useTokenView() {
  const [parameters, setParameters] = useSearchParams();
  const view = useMemo(() => viewOf(parameters), [parameters]);
  const asked = useRef(view);

  useEffect(() => {
    asked.current = view;
  }, [view]);

  const change = useCallback(
    (filter: Partial<TokenFilter>, page: Partial<TokenPage>) => {
      asked.current = {
        filter: { ...asked.current.filter, ...filter },
        page: { ...asked.current.page, ...page },
      };
      setParameters(parametersOf(asked.current));
    },
    [setParameters],
  );

  return { view, change };
}
