import { setTimeout as pause } from 'node:timers/promises';
import { createHubFolder, type FolderEntry } from '../support/hub-folder.ts';
import { type Check, judgeRun } from './checks.ts';
import { startClients } from './clients.ts';
import { faults, startFailingSubgraph } from './failing-subgraph.ts';
import { startGatewayProcess } from './gateway-process.ts';
import { placesSdl, startPlaces, startSupplies, suppliesSdl } from './graph.ts';
import { type Sample, takeSample } from './samples.ts';
import { createSwaps } from './swaps.ts';
import { createVersionLog } from './version-log.ts';

export interface SoakResult {
  readonly seconds: number;
  /** Requests that were answered. */
  readonly requests: number;
  readonly checks: readonly Check[];
  /** In the order in which they were taken: while the graph changes, and after its rests. */
  readonly samples: { readonly swapping: readonly Sample[]; readonly steady: readonly Sample[] };
}

export interface SoakOptions {
  readonly seconds: number;
  /** Called about once a second. */
  readonly progress: (text: string) => void;
}

/** Milliseconds. */
const faultEvery = 1_500;
const refusal = 'the graph in use stays';
const expectedOfSupplies = [
  'subgraph is down',
  'a subgraph reports an error',
  'values of subgraphs do not fit',
];

/** Runs everything for so long, then judges. */
export async function runSoak({ seconds, progress }: SoakOptions): Promise<SoakResult> {
  await using closing = new AsyncDisposableStack();
  const places = await startPlaces();
  closing.defer(places.close);
  const suppliesBehind = await startSupplies();
  closing.defer(suppliesBehind.close);
  const supplies = await startFailingSubgraph(suppliesBehind.url);
  closing.defer(supplies.close);
  const base: FolderEntry[] = [
    { name: 'places', url: places.url, sdl: placesSdl },
    { name: 'supplies', owner: 'XAB', url: supplies.url, sdl: suppliesSdl },
  ];
  const versions = createVersionLog();
  versions.write(0, true);
  const folder = await createHubFolder(base);
  closing.defer(folder.remove);
  let refusals = 0;
  const gateway = await startGatewayProcess(folder.path, ({ msg, text }) => {
    if (!msg.startsWith(refusal)) return expectedOfSupplies.includes(msg) && ofSupplies(text);
    refusals += 1;
    return true;
  });
  closing.defer(async () => void (await gateway.stop()));

  const end = performance.now() + seconds * 1_000;
  const left = () => end - performance.now();
  const running = () => left() > 0 && gateway.running();
  const clients = startClients({ endpoint: gateway.endpoint, versions, supplies, running, left });
  const swaps = createSwaps({ folder, base, versions, refusals: () => refusals });
  closing.defer(swaps.close);
  const [swapping, steady]: [Sample[], Sample[]] = [[], []];

  // Each round: the graph changes often, then rests so that caches fill. Memory is seen at the end
  // of both, always at the same point of a round.
  const round = Math.min(60_000, Math.max(5_000, (seconds * 1_000) / 30));
  const swapEvery = Math.min(2_500, round / 3);
  const changeGraph = async (): Promise<void> => {
    while (left() > round * 0.8) {
      const began = performance.now();
      while (running() && performance.now() - began < round * (2 / 3)) {
        const since = performance.now();
        await swaps.next();
        await pause(Math.max(0, swapEvery - (performance.now() - since)));
      }
      if (!gateway.running()) return;
      swapping.push(await takeSample(gateway));
      await pause(Math.min(round / 3, Math.max(0, left() - 500)));
      if (!gateway.running()) return;
      steady.push(await takeSample(gateway));
    }
  };
  const fail = async (): Promise<void> => {
    for (let turn = 0; running(); turn++) {
      // Every second one is a rest in which nothing may be missing.
      await supplies.set(turn % 2 === 0 ? 'none' : nextFault(turn));
      await pause(Math.min(faultEvery, Math.max(1, left())));
    }
    await supplies.set('none');
  };
  const show = async (): Promise<void> => {
    while (running()) {
      const { right, partial, aborted, wrong, lost } = clients.report();
      const memory = Math.round((steady.at(-1)?.memory ?? 0) / 1024 / 1024);
      progress(
        `${Math.ceil(left() / 1_000)} s left: ${right + partial} answers, ${partial} of them partial, ` +
          `${aborted} aborted, ${swaps.taken()} graphs, ${memory} MB, ${wrong.length + lost.length} wrong`,
      );
      await pause(1_000);
    }
  };
  await Promise.all([changeGraph(), fail(), show()]);
  await clients.ended();
  // The gateway hears of the last who left a moment after they did.
  const hears = performance.now() + 5_000;
  while (supplies.held() > 0 && performance.now() < hears) await pause(50);
  const held = supplies.held();
  const survived = gateway.running();
  const exitCode = await gateway.stop();
  const report = clients.report();
  return {
    seconds,
    samples: { swapping, steady },
    requests: report.right + report.absent + report.partial,
    checks: judgeRun({
      report,
      missing: clients.missing(),
      faults: supplies.counts,
      swaps: {
        taken: swaps.taken(),
        refused: swaps.refused(),
        longest: swaps.longest(),
        problems: swaps.problems,
      },
      held,
      unexpected: gateway.unexpected,
      survived,
      exitCode,
      swapping,
      steady,
      long: seconds >= 120,
    }),
  };
}

function nextFault(turn: number) {
  const [, ...real] = faults;
  return real[Math.floor(turn / 2) % real.length] ?? 'none';
}

function ofSupplies(text: string): boolean {
  const { subgraph, path }: { subgraph?: unknown; path?: unknown } = Object(JSON.parse(text));
  return subgraph === 'supplies' || (Array.isArray(path) && path.at(-1) === 'tonnes');
}
