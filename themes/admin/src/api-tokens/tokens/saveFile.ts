/** What tells Excel that a table is in UTF-8. */
const BYTE_ORDER_MARK = "\uFEFF";

/** Gives the browser a table to save. */
export function saveTable(table: Blob, name: string) {
  const url = URL.createObjectURL(new Blob([BYTE_ORDER_MARK, table], { type: "text/csv" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // Once the browser has begun to read it.
  setTimeout(() => URL.revokeObjectURL(url));
}
