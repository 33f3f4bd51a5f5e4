import { describe, expect, it } from '@jest/globals';
import { fileProblem } from '../../../cli/import/file-problem.ts';
import { exitCode, type ImportReport } from '../../../cli/import/import-report.ts';
import { printReport } from '../../../cli/import/print-report.ts';

const written: ImportReport = {
  file: 'trucks.csv',
  format: 'HXL flow-counts',
  records: 'flow-counts',
  unit: 'line',
  outcome: 'written',
  changes: { added: 1, changed: 0, unchanged: 0 },
  newSources: [],
  bad: 0,
  problems: [],
  notes: [],
};

describe('a report', () => {
  it('shows nothing of a file that a terminal would obey', () => {
    const evil = '\u001b[2J\u0007';
    const problem = fileProblem(3, evil, `x${evil}`, 'Wrong.', 'Correct it.');
    const lines = printReport({
      ...written,
      problems: [problem],
      notes: [evil],
      newSources: [evil],
    });

    expect(lines.join('')).not.toMatch(/\p{Cc}/u);
    expect(lines).toHaveLength(4);
  });

  it('shows the first fifty problems and counts the rest', () => {
    const problems = Array.from({ length: 70 }, (_, n) =>
      fileProblem(n, '#date', null, 'Wrong.', ''),
    );
    const lines = printReport({ ...written, problems, bad: 70, changes: null, outcome: 'refused' });

    expect(lines.filter((line) => line.startsWith('line '))).toHaveLength(50);
    expect(lines).toContain('… and 20 more; --json lists them all.');
  });

  it.each([
    [0, written],
    [0, { ...written, outcome: 'checked' }],
    [1, { ...written, outcome: 'refused', changes: null }],
    [2, { ...written, bad: 1 }],
  ] satisfies [number, ImportReport][])('leaves with %i', (code, report) => {
    expect(exitCode(report)).toBe(code);
  });

  it('shortens long values', () => {
    expect(fileProblem(1, null, 'x'.repeat(1_000), '', '').value).toHaveLength(81);
  });
});
