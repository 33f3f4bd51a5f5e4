// Puts package.json back as the repository has it.
import { renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

const kit = resolve(import.meta.dirname, '..');
renameSync(join(kit, 'dist/package.source.json'), join(kit, 'package.json'));
rmSync(join(kit, 'dist'), { recursive: true });
