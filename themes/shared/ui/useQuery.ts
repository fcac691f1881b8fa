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
    const settle = (error?: RestError) => {
      if (!controller.signal.aborted) {
        setLast({ query, attempt, error });
      }
    };
    query(controller.signal).then(
      (answered) => {
        setData(answered);
        settle();
      },
      (error: unknown) => settle(RestError.of(error)),
    );
    return () => controller.abort();
  }, [query, attempt]);

  return {
    data,
    setData,
    error: isFetching ? undefined : last.error,
    isFetching,
    refetch: () => setAttempt(attempt + 1),
  };
}
