/**
 * A thread of a planner's process that waits for the end of standard input, whose other end the
 * asker holds, and ends the process: the main thread may never come back from native code to see
 * that its channel has closed.
 */
import { readSync } from 'node:fs';

const received = Buffer.alloc(1);
try {
  while (readSync(0, received) > 0);
} finally {
  process.kill(process.pid, 'SIGKILL');
}
