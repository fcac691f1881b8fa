import { useEffect, useState } from "react";
import { RestError } from "../rest/RestError";

type Query<T> = (signal: AbortSignal) => Promise<T>;

/**
 * What the server answers to a query, asked again whenever the query is another one. The data before stays until then. A
 * query has to be the same function as long as it is the same query.
 */
export function useQuery<T>(query: Query<T>) {
  const [attempt, setAttempt] = useState(0);
  const [data, setData] = useState<T>();
  const [last, setLast] = useState<{ query: Query<T>; attempt: number; error?: RestError }>();
  const isFetching = last?.query !== query || last.attempt !== attempt;

  useEffect(() => {
    const controller = new AbortController();
    // Of a query that was given up, an answer may still be on its way.
    const settle = (set: () => void) => {
      if (!controller.signal.aborted) {
        set();
      }
    };
    query(controller.signal).then(
      (answered) =>
        settle(() => {
          setData(() => answered);
          setLast({ query, attempt });
        }),
      (error: unknown) => settle(() => setLast({ query, attempt, error: RestError.of(error) })),
    );
    return () => controller.abort();
  }, [query, attempt]);

  return {
    data,
    setData,
    error: isFetching ? undefined : last.error,
    isFetching,
    refetch: () => setAttempt((before) => before + 1),
  };
}
