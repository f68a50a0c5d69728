/** A browser with another engine than Chromium's, as the tests use it. */
export interface Engine {
  /** As it names itself: "firefox 140.5". */
  readonly title: string;
  open(url: string): Promise<EnginePage>;
  /** Errors and exceptions of the pages, as far as the engine tells them. */
  complaints(): string[];
  close(): Promise<void>;
}

export interface EnginePage {
  /** The value of an expression in the page. */
  evaluate<T>(expression: string): Promise<T>;
  /** The page as PNG; absent where the driver never answers when it is asked for one. */
  picture?(): Promise<Buffer>;
}
