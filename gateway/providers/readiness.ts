import type { Supergraph } from '../../schema/supergraph.ts';
import { askForBody, readAnswer } from './ask-subgraph.ts';

/** Milliseconds. A subgraph that is down is asked again at these growing distances. */
const firstPause = 250;
const longestPause = 10_000;
const probeTimeout = 5_000;
const probe = JSON.stringify({ query: '{ __typename }' });

export interface Readiness {
  /** Subgraphs that have not answered since they joined, with the reason for operators. */
  readonly waiting: () => Readonly<Record<string, string>>;
  /** Takes the subgraphs of a new graph: who stays at the same address keeps its state, newcomers are asked. */
  readonly follow: (subgraphs: Supergraph['subgraphs']) => void;
  readonly close: () => void;
}

/** Asks each subgraph `{ __typename }` until it has answered once. */
export function createReadiness(): Readiness {
  const probes = new Map<string, Probe>();
  return {
    waiting: () =>
      Object.fromEntries(
        [...probes.values()].flatMap(({ name, state }) =>
          state.kind === 'waiting' ? [[name, state.reason]] : [],
        ),
      ),
    follow: (subgraphs) => {
      const wanted = new Map(subgraphs.map((subgraph) => [key(subgraph), subgraph]));
      for (const [id, probe] of probes) {
        if (wanted.has(id)) continue;
        probe.stop();
        probes.delete(id);
      }
      for (const [id, { name, url }] of wanted) {
        if (!probes.has(id)) probes.set(id, startProbe(name, url));
      }
    },
    close: () => {
      for (const probe of probes.values()) probe.stop();
      probes.clear();
    },
  };
}

type ProbeState =
  | { readonly kind: 'waiting'; readonly reason: string }
  | { readonly kind: 'answered' };

interface Probe {
  readonly name: string;
  readonly state: ProbeState;
  readonly stop: () => void;
}

function startProbe(name: string, url: string): Probe {
  let state: ProbeState = { kind: 'waiting', reason: 'has not answered yet' };
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const ask = async (pause: number): Promise<void> => {
    const asked = await askForBody(new URL(url), probe, { timeout: probeTimeout });
    if (stopped) return;
    const answer = asked.kind === 'answered' ? readAnswer(asked.body) : asked;
    if (answer.kind === 'answered') {
      state = { kind: 'answered' };
      return;
    }
    state = { kind: 'waiting', reason: answer.reason };
    timer = setTimeout(() => void ask(Math.min(pause * 2, longestPause)), pause);
    timer.unref();
  };
  void ask(firstPause);
  return {
    name,
    get state() {
      return state;
    },
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

function key({ name, url }: { readonly name: string; readonly url: string }): string {
  return `${name} ${url}`;
}
