/** The networks that a text names, with spaces or commas between them, as people paste them. */
export const networksOf = (text: string) => text.split(/[\s,]+/).filter((network) => network);
