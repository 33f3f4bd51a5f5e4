import { setTimeout as sleep } from 'node:timers/promises';
import type { Row } from '@entente/kit';
import { createRandom, type Random } from '../../../cli/exercise/random.ts';
import { errors } from '../../../lib/errors.ts';
import type { Ask } from './asker.ts';
import type { CrashDomain } from './domains.ts';
import type { Entry, Ledger } from './ledger.ts';
import { drawTask, type Known, type Operation, operationOf, readAnswer } from './operations.ts';

export const writers = 200;
export const partners = ['XAA', 'XAB', 'XAC', 'XAD'] as const;

/** Refusals that writers of the same records meet. */
const expected: ReadonlySet<unknown> = new Set(['REVISION_CONFLICT', 'RECORD_WITHDRAWN']);

export interface Writing {
  /** Those that find nobody wait until this has settled. */
  readonly pause: (until: Promise<void>) => void;
  /** Each ends what it has begun, until it is answered. */
  readonly end: () => Promise<void>;
  /** How often a writer was left without an answer. */
  readonly unanswered: () => number;
}

/** What is shared by those who write. */
interface Scene {
  readonly domain: CrashDomain;
  readonly ledger: Ledger;
  readonly known: Map<string, Known>;
  readonly ask: Ask;
  readonly serving: () => Promise<void>;
  readonly isOver: () => boolean;
  readonly unanswered: () => void;
}

/** Starts 200 writers of four partners, who write each other's records within their partner. */
export function startWriters(
  { domain, ledger, ask }: Pick<Scene, 'domain' | 'ledger' | 'ask'>,
  seed: number,
): Writing {
  const state = { over: false, unanswered: 0, serving: Promise.resolve() };
  const scene: Scene = {
    ...{ domain, ledger, ask, known: new Map() },
    serving: () => state.serving,
    isOver: () => state.over,
    unanswered: () => {
      state.unanswered += 1;
    },
  };
  const running = Array.from({ length: writers }, (_, n) => write(scene, n, seed));
  return {
    pause: (until) => {
      state.serving = until;
    },
    unanswered: () => state.unanswered,
    end: async () => {
      state.over = true;
      await Promise.all(running);
    },
  };
}

async function write(scene: Scene, writer: number, seed: number): Promise<void> {
  const random = createRandom(seed, `writer ${writer}`);
  const partner = partners[writer % partners.length] ?? 'XAA';
  const own: Entry[] = [];
  for (let turn = 1; !scene.isOver(); turn += 1) {
    const again = own.length > 0 && random.chance(0.05) ? random.pick(own) : null;
    if (again !== null) {
      await deliver(scene, again);
      continue;
    }
    const who = { key: `w${writer}-${turn}`, n: (turn * writers + writer) * 16, partner };
    const record = random.chance(0.3) ? null : pick(scene, random, partner);
    const task = drawTask(scene.domain, random, record);
    const entry = scene.ledger.open(operationOf(scene.domain, who, task));
    await deliver(scene, entry);
    if (entry.state === 'done') own.push(entry);
  }
}

/** Half of the time one of the newest records of the partner: there, others are at work, too. */
function pick({ known }: Scene, random: Random, partner: string): Known | null {
  const own = [...known.values()].filter(({ id }) => id.startsWith(`${partner}:`));
  if (own.length === 0) return null;
  return random.pick(random.chance(0.5) ? own.slice(-5) : own);
}

/** Far more than any crash costs. */
const maxTries = 300;

/** Sends an operation, with the same key, until it is answered. */
async function deliver(scene: Scene, entry: Entry): Promise<void> {
  const { operation } = entry;
  for (let tries = 0; tries < maxTries; tries += 1) {
    await scene.serving();
    const answer = await scene.ask(operation.partner, operation.query, operation.variables);
    if (answer !== null && settle(scene, entry, answer)) return;
    scene.unanswered();
    await sleep(10);
  }
}

/** Notes what was answered; false where that says nothing of the write. */
function settle({ ledger, known }: Scene, entry: Entry, answer: Row): boolean {
  const { operation } = entry;
  const [error] = (answer['errors'] ?? []) as readonly Refused[];
  if (error === undefined) {
    const payload = (answer['data'] as { answer: Row }).answer;
    const { ids, records } = readAnswer(operation, payload);
    ledger.done(entry, ids);
    for (const one of records) remember(known, one, operation);
    return true;
  }
  const { code, currentRevision } = error.extensions ?? {};
  if (code === 'INTERNAL_SERVER_ERROR') {
    // Masked: it says nothing of what went wrong inside.
    if (error.message !== errors.INTERNAL_SERVER_ERROR.message) {
      ledger.wrong(`${operation.key} was told: ${error.message}`);
    }
    return false;
  }
  ledger.refused(entry);
  if (!expected.has(code)) ledger.wrong(`${operation.key} was refused: ${error.message}`);
  const id = String(operation.variables['id']);
  const record = known.get(id);
  if (code === 'RECORD_WITHDRAWN') known.delete(id);
  // What it may become now is not told: it is corrected or withdrawn next.
  else if (record !== undefined && record.revision < Number(currentRevision)) {
    known.set(id, { ...record, revision: Number(currentRevision), allowedTransitions: [] });
  }
  return true;
}

interface Refused {
  readonly message: string;
  readonly extensions?: Row;
}

function remember(known: Map<string, Known>, record: Known, { kind }: Operation): void {
  const before = known.get(record.id);
  if (kind === 'withdraw') known.delete(record.id);
  else if (before === undefined || before.revision <= record.revision) {
    known.set(record.id, { ...record, allowedTransitions: record.allowedTransitions ?? [] });
  }
}
