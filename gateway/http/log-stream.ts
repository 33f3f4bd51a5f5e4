interface LogLine {
  readonly level: number;
  readonly time: number;
  readonly msg?: string;
  readonly err?: { readonly stack?: string; readonly message?: string };
  readonly [field: string]: unknown;
}

/** Of pino's levels, those that a reader must not miss. */
const marks: Readonly<Record<number, string>> = { 40: 'warning: ', 50: 'error: ', 60: 'fatal: ' };
const unshown = new Set(['level', 'time', 'pid', 'hostname', 'msg', 'err', 'reqId']);

/** Turns log lines (JSON) into plain ones for people at a terminal. */
export function plainLines(out: { readonly write: (text: string) => unknown }): {
  readonly write: (line: string) => void;
} {
  return {
    write: (line) => {
      const entry = JSON.parse(line) as LogLine;
      const time = new Date(entry.time).toISOString().slice(11, 19);
      const fields = Object.entries(entry)
        .filter(([name]) => !unshown.has(name))
        .map(
          ([name, value]) =>
            ` ${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
        )
        .join('');
      const defect = entry.err === undefined ? '' : `\n${entry.err.stack ?? entry.err.message}`;
      out.write(`${time} ${marks[entry.level] ?? ''}${entry.msg ?? ''}${fields}${defect}\n`);
    },
  };
}
