/** A text that is read from left to right, whatever stands around it. */
export const leftToRight = (text: string) => `\u2066${text}\u2069`;
