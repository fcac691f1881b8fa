import { isWholeToken } from "../../../../shared/rest/wholeToken";
import { characters } from "./tokenName";

/** The most characters a description may have. */
export const MAX_CHARACTERS = 500;

/** What is wrong with a description, or undefined when nothing is. */
export function faultOf(description: string): "not_allowed" | undefined {
  const text = description.trim();
  // Control characters but line ends, and what turns the direction of the text that follows.
  const isAllowed = !/(?!\n)[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u.test(text);
  return isAllowed && characters(text) <= MAX_CHARACTERS && !isWholeToken(text)
    ? undefined
    : "not_allowed";
}
