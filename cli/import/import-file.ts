import { isProblem, type Problem, problem } from '../terminal/problem.ts';
import { checkRepeats } from './check-repeats.ts';
import { readContent } from './content/read-content.ts';
import { type FileProblem, fileProblem } from './file-problem.ts';
import type { Format, Reading } from './formats/format.ts';
import { formats } from './formats/formats.ts';
import { unknownFormat } from './formats/unknown-format.ts';
import type { ImportReport } from './import-report.ts';
import type { ImportDefaults } from './kinds/import-defaults.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { type Known, loadKnown } from './load/known.ts';
import { resolveSources } from './load/resolve-sources.ts';
import { save } from './load/save.ts';
import type { SourceFacts } from './load/source-facts.ts';
import type { Store } from './load/store.ts';

export interface ImportOptions {
  /** Report what would change, and write nothing. */
  readonly dryRun: boolean;
  /** Write the good lines although there are bad ones. */
  readonly skipBad: boolean;
  readonly defaults: ImportDefaults;
  /** What is said of a source that the hub does not have yet. */
  readonly newSource: Partial<SourceFacts>;
  readonly now: Date;
  readonly limits?: Limits;
  /** Called while it works: what is done now. */
  readonly progress: (text: string) => void;
}

/** Reads one file into the hub: the whole way of an import. */
export async function importFile(
  path: string,
  store: Store,
  options: ImportOptions,
): Promise<ImportReport | Problem> {
  const { limits = defaultLimits, progress } = options;
  if (store.mode !== 'real') {
    return problem(
      'Nothing is imported in exercise mode: exercise data is generated, real data stays out of it.',
      'Set HUB_MODE=real, and DATA_DIR to a folder of its own.',
    );
  }
  progress(`Reading ${path}`);
  const content = await readContent(path, limits);
  if ('wrong' in content) return refused(path, null, [content]);
  const format = formats.find((each) => each.recognises(content));
  if (format === undefined) return refused(path, null, [unknownFormat(content)]);

  const reference = await store.database('reference');
  if (isProblem(reference)) return reference;
  const known = await loadKnown(reference);
  progress(`Checking ${format.name}`);
  const { defaults, now } = options;
  const reading = format.read(content, { defaults, now, known: known.keys, limits });
  const problems = problemsOf(reading, format, limits);
  const notes = [...reading.notes, ...unknownPartners(reading, known)];
  const bad = new Set(problems.map(({ at }) => at));
  const good = reading.records.filter(({ at }) => !bad.has(at));
  const usable = problems.length === 0 || (options.skipBad && !bad.has(null) && good.length > 0);
  if (!usable) {
    return { ...refused(path, format, problems), records: reading.destination.name, notes };
  }

  const target = await store.database(reading.destination.subgraph);
  if (isProblem(target)) return target;
  const resolved = resolveSources(good, known.sources, reading.sources, options.newSource);
  const changes = await save(resolved, {
    reference,
    target,
    destination: reading.destination,
    dryRun: options.dryRun,
    progress: (written) =>
      progress(`Writing ${reading.destination.name}: ${written} of ${good.length}`),
  });
  if (isProblem(changes)) return changes;
  return {
    file: path,
    format: format.name,
    records: reading.destination.name,
    unit: format.unit,
    outcome: options.dryRun ? 'checked' : 'written',
    changes,
    newSources: resolved.added.map(({ title }) => title.en),
    bad: bad.size,
    problems,
    notes,
  };
}

/** A bad line is bad as a whole, so repeats are looked for among good lines only. */
function problemsOf(reading: Reading, format: Format, limits: Limits): readonly FileProblem[] {
  if (reading.records.length > limits.records) {
    const wrong = `The file has more than ${limits.records} figures.`;
    return [fileProblem(null, null, null, wrong, 'Split it into several files.')];
  }
  const bad = new Set(reading.problems.map(({ at }) => at));
  const good = reading.records.filter(({ at }) => !bad.has(at));
  const problems = [...reading.problems, ...checkRepeats(good, format.unit)];
  if (problems.length === 0 && good.length === 0) {
    const wrong = 'The file holds nothing that could be imported.';
    return [fileProblem(null, null, null, wrong, 'Check that the export was finished.')];
  }
  return problems.toSorted((a, b) => (a.at ?? 0) - (b.at ?? 0));
}

function refused(
  file: string,
  format: Format | null,
  problems: readonly FileProblem[],
): ImportReport {
  return {
    file,
    format: format?.name ?? null,
    records: null,
    unit: format?.unit ?? 'line',
    outcome: 'refused',
    changes: null,
    newSources: [],
    bad: new Set(problems.map(({ at }) => at)).size,
    problems,
    notes: [],
  };
}

/** Records may come before their owner joins: until then the graph gives them without an owner. */
function unknownPartners(reading: Reading, { partners }: Known): readonly string[] {
  const owners = new Set(reading.records.flatMap(({ row }) => row['owner_code'] ?? []));
  return [...owners]
    .map(String)
    .filter((owner) => !partners.has(owner))
    .map((owner) => `${owner} is not yet a partner of this hub: its records show no owner.`);
}
