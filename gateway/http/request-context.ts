/** What is known of a request from its first moment, handed through every stage. */
export interface RequestContext {
  /** Stands in `x-request-id`, in every log line about the request and in masked errors. */
  readonly requestId: string;
  /** Aborted when the client is gone: nothing is fetched for it any more. */
  readonly signal?: AbortSignal;
}
