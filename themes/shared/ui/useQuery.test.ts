// @vitest-environment happy-dom
import { act, renderHook } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { RestError } from "../rest/RestError";
import { OpenAnswer } from "./openAnswer.fixture";
import { useQuery } from "./useQuery";

/** A query that is answered when the test wants. */
function openQuery() {
  const answers: OpenAnswer<string>[] = [];
  const signals: AbortSignal[] = [];
  return {
    answers,
    signals,
    query: (signal: AbortSignal) => {
      const answer = new OpenAnswer<string>();
      answers.push(answer);
      signals.push(signal);
      return answer.promise;
    },
  };
}

const resolve = (answer: OpenAnswer<string> | undefined, text: string) =>
  act(async () => {
    answer?.resolve(text);
    await answer?.promise;
  });

const reject = (answer: OpenAnswer<string> | undefined, error: Error) =>
  act(async () => {
    answer?.reject(error);
    await answer?.promise.catch(() => undefined);
  });

describe("useQuery", () => {
  it("fetches until there is an answer", async () => {
    const { query, answers } = openQuery();
    const { result } = renderHook(() => useQuery(query));
    expect(result.current).toMatchObject({ data: undefined, isFetching: true, error: undefined });
    await resolve(answers[0], "answer");
    expect(result.current).toMatchObject({ data: "answer", isFetching: false });
  });

  it("says why there is no answer, until it is asked again", async () => {
    const { query, answers } = openQuery();
    const { result } = renderHook(() => useQuery(query));
    await reject(answers[0], new RestError("unreachable"));
    expect(result.current.error?.code).toBe("unreachable");

    act(() => result.current.refetch());
    expect(result.current).toMatchObject({ isFetching: true, error: undefined });
    await resolve(answers[1], "answer");
    expect(result.current).toMatchObject({ data: "answer", isFetching: false, error: undefined });
  });

  it("keeps the answer before while it asks another query", async () => {
    const [first, second] = [openQuery(), openQuery()];
    const { result, rerender } = renderHook(({ query }) => useQuery(query), {
      initialProps: { query: first.query },
    });
    await resolve(first.answers[0], "first");
    rerender({ query: second.query });
    expect(result.current).toMatchObject({ data: "first", isFetching: true });
    await resolve(second.answers[0], "second");
    expect(result.current).toMatchObject({ data: "second", isFetching: false });
  });

  it("gives up a query that nobody wants any more, and does not listen to it", async () => {
    const [first, second] = [openQuery(), openQuery()];
    const { result, rerender } = renderHook(({ query }) => useQuery(query), {
      initialProps: { query: first.query },
    });
    rerender({ query: second.query });
    expect(first.signals[0]?.aborted).toBe(true);
    await resolve(second.answers[0], "second");
    // An answer that was on its way when it was given up.
    await resolve(first.answers[0], "first");
    expect(result.current).toMatchObject({ data: "second", isFetching: false });
  });

  it("ends with what asked", () => {
    const { query, signals } = openQuery();
    const { unmount } = renderHook(() => useQuery(query));
    unmount();
    expect(signals[0]?.aborted).toBe(true);
  });
});
