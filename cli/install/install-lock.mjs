import { mkdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const beat = 1_000;
const abandoned = 15_000;

/**
 * Waits for the lock and takes it. Its holder touches it every second, so that a lock whose holder
 * was killed is known by its age, on any system, whatever process ids are given away again.
 * Returns what gives it back.
 */
export async function takeInstallLock(path, onWait) {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  for (let told = false; ; told = true) {
    try {
      mkdirSync(path);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (age(path) > abandoned) removeAbandoned(path);
    else {
      if (!told) onWait();
      await sleep(200);
    }
  }
  const timer = setInterval(() => touch(path), beat);
  timer.unref();
  return () => {
    clearInterval(timer);
    rmSync(path, { recursive: true, force: true });
  };
}

function age(path) {
  try {
    return Date.now() - statSync(path).mtimeMs;
  } catch {
    return 0;
  }
}

function touch(path) {
  try {
    const now = new Date();
    utimesSync(path, now, now);
  } catch {
    // Somebody removed it by hand; the install goes on.
  }
}

/** Renamed first: of two that find it abandoned, only one moves it away. */
function removeAbandoned(path) {
  const grave = `${path}.${process.pid}`;
  try {
    renameSync(path, grave);
    rmSync(grave, { recursive: true, force: true });
  } catch {
    // The other one was faster.
  }
}
