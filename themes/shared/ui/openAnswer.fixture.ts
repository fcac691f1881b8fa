/** An answer of the server that comes when the test wants. */
export class OpenAnswer<T> {
  resolve!: (value: T) => void;
  reject!: (error: Error) => void;

  readonly promise = new Promise<T>((resolve, reject) => {
    this.resolve = resolve;
    this.reject = reject;
  });
}
