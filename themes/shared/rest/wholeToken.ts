/** Whether a whole token stands in a text, where none belongs: texts are kept, shown and put into addresses. */
export const isWholeToken = (text: string) => /[a-z][a-z0-9]{1,15}_[0-9A-Za-z]{49}/.test(text);
