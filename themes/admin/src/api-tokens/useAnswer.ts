import { useEffect, useState } from "react";
import { type ErrorCode, errorOf } from "./rest/adminApiTokens";

type Question<T> = (signal: AbortSignal) => Promise<T>;

/**
 * What the server answers to a question, asked again whenever the question is another one. The answer before stays until
 * then. A question has to be the same function as long as it is the same question.
 */
export function useAnswer<T>(question: Question<T>) {
  const [attempt, setAttempt] = useState(0);
  const [answer, setAnswer] = useState<T>();
  const [last, setLast] = useState<{
    question: Question<T>;
    attempt: number;
    failure?: ErrorCode;
  }>();
  const isAsking = last?.question !== question || last.attempt !== attempt;

  useEffect(() => {
    const controller = new AbortController();
    const done = (failure?: ErrorCode) => {
      if (!controller.signal.aborted) {
        setLast({ question, attempt, failure });
      }
    };
    question(controller.signal).then(
      (answered) => {
        setAnswer(answered);
        done();
      },
      (error: unknown) => done(errorOf(error).code),
    );
    return () => controller.abort();
  }, [question, attempt]);

  return {
    answer,
    setAnswer,
    failure: isAsking ? undefined : last.failure,
    isAsking,
    askAgain: () => setAttempt(attempt + 1),
  };
}
