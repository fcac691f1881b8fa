import { isWholeToken } from "../../../../shared/rest/wholeToken";

export const MAX_CHARACTERS = 100;

export type NameFault = "required" | "too_long" | "forbidden_character" | "holds_token";

/** As the server counts: Unicode characters, without white space at the ends. */
export const characters = (name: string) => Array.from(name.trim()).length;

/** What the server would refuse about a name, except one that is in use. */
export function faultOf(name: string): NameFault | undefined {
  if (characters(name) > MAX_CHARACTERS) {
    return "too_long";
  }
  if (/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u202A-\u202E\u2066-\u2069]/u.test(name.trim())) {
    return "forbidden_character";
  }
  if (isWholeToken(name)) {
    return "holds_token";
  }
  return /[^\p{Cf}\p{Z}]/u.test(name.trim()) ? undefined : "required";
}
