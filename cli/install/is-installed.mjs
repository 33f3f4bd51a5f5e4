import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** True when `node_modules` is what the lock file says. Reads two small files where it can. */
export function isInstalled(root) {
  const hash = lockHash(root);
  if (read(stampPath(root)) === hash) return true;
  if (!matchesLock(root)) return false;
  stampInstalled(root);
  return true;
}

/** Remembers that `node_modules` belongs to the present lock file. */
export function stampInstalled(root) {
  writeFileSync(stampPath(root), lockHash(root));
}

function stampPath(root) {
  return join(root, 'node_modules', '.installed-lock-hash');
}

function lockHash(root) {
  // The platform, because a folder shared between machines has the other one's binaries.
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .update(`${process.platform} ${process.arch}`)
    .digest('hex');
}

/**
 * Somebody may have run `npm ci` or `npm install` by hand: npm leaves beside the packages a list of
 * what it installed, written at the very end.
 */
function matchesLock(root) {
  const installed = parse(read(join(root, 'node_modules', '.package-lock.json')))?.packages;
  const wanted = parse(read(join(root, 'package-lock.json')))?.packages;
  if (installed === undefined || wanted === undefined) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.startsWith('node_modules/')) return true;
    const found = installed[path];
    if (found === undefined) return entry.optional === true && !isForThisPlatform(entry);
    return found.version === entry.version && found.integrity === entry.integrity;
  });
}

function isForThisPlatform({ os, cpu, libc }) {
  const allows = (list, value) => list === undefined || [list].flat().includes(value);
  return allows(os, process.platform) && allows(cpu, process.arch) && allows(libc, 'glibc');
}

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function parse(text) {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
