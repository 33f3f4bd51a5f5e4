import { metrics, type Sample } from './metrics.ts';

/** Samples in the text format of Prometheus (version 0.0.4). */
export function writeMetrics(samples: readonly Sample[]): string {
  let text = '';
  for (const { name, type, help } of metrics) {
    const own = samples.filter((sample) => sample.name === name);
    if (own.length === 0) continue;
    text += `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`;
    for (const { labels, value } of own) text += `${name}${writeLabels(labels)} ${value}\n`;
  }
  return text;
}

function writeLabels(labels: Sample['labels']): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escapeLabel(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join()}}`;
}

function escapeLabel(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
