import { styleText } from 'node:util';
import type { Problem } from './problem.ts';

/** Where a command reports to people: plain lines in a log, one moving line on a terminal. */
export interface Terminal {
  /** One finished line. */
  line(text: string): void;
  /** Shows what is being done now; the next call takes its place. */
  progress(text: string): void;
  /** Ends the progress with how long it took since its first line. */
  done(text: string): void;
  problem(problem: Problem): void;
  bold(text: string): string;
  dim(text: string): string;
}

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const clearLine = '\r\u001b[2K';

/** Writes to `stream` (standard error by default, so that output for machines stays clean). */
export function createTerminal(stream: NodeJS.WriteStream = process.stderr): Terminal {
  const moving = stream.isTTY && process.env['TERM'] !== 'dumb';
  let timer: NodeJS.Timeout | undefined;
  let since: number | undefined;

  const rest = () => {
    if (timer === undefined) return;
    clearInterval(timer);
    timer = undefined;
    stream.write(clearLine);
  };
  const line = (text: string) => {
    rest();
    stream.write(`${text}\n`);
  };
  const style = (format: Parameters<typeof styleText>[0], text: string) =>
    styleText(format, text, { stream });

  return {
    line,
    progress(text) {
      rest();
      since ??= Date.now();
      if (!moving) return;
      let frame = 0;
      timer = setInterval(() => {
        frame = (frame + 1) % frames.length;
        stream.write(`${clearLine}${frames[frame]} ${text}`);
      }, 100);
      timer.unref();
    },
    done(text) {
      const seconds = ((Date.now() - (since ?? Date.now())) / 1000).toFixed(1);
      line(`${style('green', '✓')} ${text} ${style('dim', `${seconds} s`)}`);
      since = undefined;
    },
    problem(found) {
      line(`${style('red', '✗')} ${found.message} ${found.advice}`);
    },
    bold: (text) => style('bold', text),
    dim: (text) => style('dim', text),
  };
}
