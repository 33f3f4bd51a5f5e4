/** One entry of the catalogue: what a client may be told, and with which HTTP status. */
export interface ErrorDefinition {
  /** HTTP status where the error is the whole answer; inside a GraphQL answer the status is 200. */
  readonly status: number;
  /** Text that any client may read: names no host, no statement, no withheld record. */
  readonly message: string;
  /** What the reader can do next. */
  readonly advice: string;
}

/**
 * Every error that a client can see. Codes are never reused; a retired code keeps its line in
 * `docs/errors.md`. Whatever is not here is masked as `INTERNAL_SERVER_ERROR` and logged in full.
 */
export const errors = {
  BAD_REQUEST: {
    status: 400,
    message: 'The request is not well formed.',
    advice: 'Send a JSON object with a `query` string, as GraphQL over HTTP describes.',
  },
  GRAPHQL_PARSE_FAILED: {
    status: 400,
    message: 'The document is not GraphQL.',
    advice: 'Correct the syntax at the given location.',
  },
  GRAPHQL_VALIDATION_FAILED: {
    status: 400,
    message: 'The operation does not fit the schema.',
    advice: 'Compare the fields and arguments with the schema.',
  },
  OPERATION_RESOLUTION_FAILURE: {
    status: 400,
    message: 'The operation to run could not be chosen.',
    advice: 'Name one of the operations of the document in `operationName`.',
  },
  BAD_USER_INPUT: {
    status: 400,
    message: 'A value is not acceptable.',
    advice: 'Correct the value that the message names.',
  },
  PAGE_TOO_LARGE: {
    status: 400,
    message: 'The page is larger than a page may be.',
    advice: 'Ask for at most the size that the message names, and follow `pageInfo.endCursor`.',
  },
  BAD_CURSOR: {
    status: 400,
    message: 'The cursor does not belong to this list and order.',
    advice: 'Use a cursor of the same list with the same `orderBy`, or start without `after`.',
  },
  SERIES_TOO_LONG: {
    status: 400,
    message: 'The series has more points than one answer may hold.',
    advice: 'Shorten the time, widen the interval or split by fewer dimensions.',
  },
  PAYLOAD_TOO_LARGE: {
    status: 413,
    message: 'The request body is larger than the limit.',
    advice: 'Send the rows of a bulk in several requests; pass values as variables.',
  },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    message: 'The request body is of a type that is not understood here.',
    advice: 'Send JSON with `Content-Type: application/json`.',
  },
  METHOD_NOT_ALLOWED: {
    status: 405,
    message: 'The method is not allowed here.',
    advice: 'Use POST, or GET for queries.',
  },
  NOT_FOUND: {
    status: 404,
    message: 'There is nothing at this address.',
    advice: 'Send operations to `/graphql`.',
  },
  UNAUTHENTICATED: {
    status: 401,
    message: 'The token is not accepted.',
    advice: 'Get a new token from your issuer and send it as `authorization: Bearer TOKEN`.',
  },
  ISSUER_UNAVAILABLE: {
    status: 503,
    message: "The keys of the token's issuer cannot be fetched now.",
    advice: 'Repeat the request later; if it lasts, tell your issuer.',
  },
  PARTNER_NOT_ACTIVE: {
    status: 403,
    message: 'The partner does not take part in this hub now.',
    advice: 'Ask the operator of the hub.',
  },
  PURPOSE_REQUIRED: {
    status: 400,
    message: 'The request does not say what it is for.',
    advice: 'Send one of the purposes that the message names in the header `x-hub-purpose`.',
  },
  PURPOSE_NOT_ALLOWED: {
    status: 403,
    message: 'The purpose is not allowed with this token.',
    advice: 'Use a purpose that the message names, or a token for the other one.',
  },
  UNAUTHORIZED_FIELD_OR_TYPE: {
    status: 403,
    message: 'You may not read this field.',
    advice: 'It reads as null. Ask its owner which role, clearance or purpose it takes.',
  },
  ROLE_REQUIRED: {
    status: 403,
    message: 'This takes a role that you do not have.',
    advice: 'Ask the administrator of your partner for one of the roles that the message names.',
  },
  RECORD_NOT_FOUND: {
    status: 404,
    message: 'There is no such record for you to change.',
    advice: 'Compare the id; records are changed by their owner alone.',
  },
  REVISION_CONFLICT: {
    status: 409,
    message: 'The record has changed since you read it.',
    advice: 'Read it again, and repeat the change with its present `revision` if it still holds.',
  },
  FIELD_REQUIRED: {
    status: 400,
    message: 'A value is missing.',
    advice: 'Give the value of the field that the message names.',
  },
  REFERENCE_UNKNOWN: {
    status: 400,
    message: 'A value refers to something that is not there.',
    advice: 'Compare the id or code; a record that is withheld from you counts as not there.',
  },
  PERSONAL_DATA: {
    status: 400,
    message: 'A text seems to hold data on a person.',
    advice: 'Say it without names, numbers or plates of persons; the hub holds none.',
  },
  TOO_MANY_ROWS: {
    status: 400,
    message: 'There are more rows than one request may bring.',
    advice: 'Send them in several requests, each with an idempotency key of its own.',
  },
  ROW_NOT_WRITTEN: {
    status: 409,
    message: 'Another row was refused, and all or none were to be written.',
    advice: 'Correct the rows that are refused, and send all again.',
  },
  TRANSITION_NOT_ALLOWED: {
    status: 409,
    message: 'The record cannot come into this state now.',
    advice: 'Use one of the states in `allowed`, or in `allowedTransitions` of the record.',
  },
  RECORD_WITHDRAWN: {
    status: 409,
    message: 'The record has been withdrawn.',
    advice: 'It stays readable; make a new record for what holds now.',
  },
  RECORD_EXISTS: {
    status: 409,
    message: 'There is a record for this already.',
    advice: 'Read the record that is there and change it.',
  },
  IDEMPOTENCY_KEY_REUSED: {
    status: 409,
    message: 'The idempotency key was used with another input.',
    advice: 'Use a new key for each change; repeat a key only with the same input.',
  },
  SUBGRAPH_UNAVAILABLE: {
    status: 502,
    message: 'A subgraph did not answer.',
    advice: 'The rest of the answer stands. Repeat the request later for what is missing.',
  },
  INVALID_SUBGRAPH_VALUE: {
    status: 502,
    message: 'A subgraph sent a value that does not fit the schema.',
    advice: 'The value reads as null. Tell the operator of the hub, who finds it in the log.',
  },
  OPERATION_NOT_PLANNED: {
    status: 500,
    message: 'The operation could not be planned over the subgraphs.',
    advice: 'Tell the operator of the hub, who finds the reason in the log.',
  },
  OPERATION_TOO_LARGE: {
    status: 400,
    message: 'The operation selects too much, its fragments written out.',
    advice: 'Ask for less at a time: split the operation, or spread fragments in fewer places.',
  },
  PLANNER_BUSY: {
    status: 503,
    message: 'Too many new operations wait to be planned.',
    advice: 'Repeat the request in a few seconds.',
  },
  NOT_READY: {
    status: 503,
    message: 'The gateway has no supergraph yet.',
    advice: 'Wait until GET /health/ready answers 200.',
  },
  INTERNAL_SERVER_ERROR: {
    status: 500,
    message: 'Something went wrong on our side.',
    advice: 'Repeat the request; if it fails again, report the `requestId`.',
  },
} as const satisfies Record<string, ErrorDefinition>;

export type ErrorCode = keyof typeof errors;
