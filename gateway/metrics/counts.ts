import type { ServerResponse } from 'node:http';
import type { Sample } from './metrics.ts';

const outcomes = ['answered', 'refused', 'failed', 'aborted'] as const;

/** What is counted as requests come and go. */
export interface Counts {
  /** Counts a request from now until its response is closed. */
  readonly follow: (response: ServerResponse) => void;
  /** Counts an error of an answer. */
  readonly error: (code: string) => void;
  readonly samples: () => readonly Sample[];
}

export function createCounts(): Counts {
  const requests = { answered: 0, refused: 0, failed: 0, aborted: 0 };
  const errors = new Map<string, number>();
  let inFlight = 0;
  return {
    follow: (response) => {
      inFlight += 1;
      response.once('close', () => {
        inFlight -= 1;
        requests[outcomeOf(response)] += 1;
      });
    },
    error: (code) => errors.set(code, (errors.get(code) ?? 0) + 1),
    samples: () => [
      ...outcomes.map((outcome): Sample => {
        return { name: 'entente_requests_total', labels: { outcome }, value: requests[outcome] };
      }),
      { name: 'entente_requests_in_flight', labels: {}, value: inFlight },
      ...[...errors].map(([code, value]): Sample => {
        return { name: 'entente_errors_total', labels: { code }, value };
      }),
    ],
  };
}

function outcomeOf({ writableFinished, statusCode }: ServerResponse): (typeof outcomes)[number] {
  if (!writableFinished) return 'aborted';
  if (statusCode >= 500) return 'failed';
  return statusCode >= 400 ? 'refused' : 'answered';
}
