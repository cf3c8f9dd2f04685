export interface HttpRequest {
  method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path below the client's base URL; parts that come from outside are encoded by the caller with `encodeURIComponent`. */
  path: string;
  query?: Record<string, string | number | boolean | readonly string[] | undefined>;
  headers?: Record<string, string>;
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as it is. */
  body?: string;
  /**
   * May the request be repeated when its answer was lost? By default true for every method but POST and PATCH.
   * A request that may not be is sent once; its `ServiceError` then says `ambiguous: true` when it may have been carried out.
   */
  idempotent?: boolean;
  /** Longest time for one attempt in milliseconds; the client's default otherwise. */
  timeoutMs?: number;
  /** Longest time for all attempts together in milliseconds; the client's default otherwise. */
  retryForMs?: number;
  /** A larger answer is an error; default 32 MiB. */
  maxBytes?: number;
  signal?: AbortSignal;
}

export interface HttpResponse {
  status: number;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  /** The body as UTF-8 text. */
  text: string;
  /** The address without user, password and query, for messages. */
  url: string;
  /** The body as JSON; throws a `ServiceError` that says what came instead (an HTML page, half a document, nothing). */
  json(): unknown;
}

export interface HttpStream {
  status: number;
  headers: Readonly<Record<string, string>>;
  /** Lines of the body as they arrive, without their ends; a broken connection throws a `ServiceError`. */
  lines: AsyncIterable<string>;
}

/** One client for one service. */
export interface Http {
  /**
   * Sends a request and returns its final answer, whatever the status below 500 (429, 408 and 425 excepted).
   * Transport errors, 408, 425, 429 and 5xx are retried inside `retryForMs` when the request is idempotent; throws a `ServiceError` when
   * they do not stop, and the signal's reason when it is aborted.
   */
  request(request: HttpRequest): Promise<HttpResponse>;
  /** Sends a GET once and hands its body out line by line. Never retried: the caller falls back to asking again. */
  stream(request: HttpRequest): Promise<HttpStream>;
}

export interface TlsOptions {
  /** PEM text, added to the system's roots. */
  ca?: string | undefined;
  cert?: string | undefined;
  key?: string | undefined;
  insecureSkipVerify?: boolean | undefined;
}
