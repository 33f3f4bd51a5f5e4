import { expect, it } from '@jest/globals';
import { createVersionLog } from './version-log.ts';

it('finds a version that is older than one already seen, and one never written', () => {
  const versions = createVersionLog();
  versions.write(1, false);
  versions.write(2, false);
  expect(versions.see(1, versions.floor())).toBeUndefined();
  const began = versions.floor();
  expect(versions.see(2, began)).toBeUndefined();
  expect(versions.see(1, began)).toBeUndefined();
  expect(versions.see(1, versions.floor())).toMatch('after version 2');
  expect(versions.see(3, versions.floor())).toMatch('never written');
});

it('finds an absence that is over', () => {
  const versions = createVersionLog();
  versions.write(0, true);
  expect(versions.see(null, versions.floor())).toBeUndefined();
  versions.write(1, false);
  expect(versions.see(1, versions.floor())).toBeUndefined();
  expect(versions.see(null, versions.floor())).toMatch('without clinics');
  versions.write(2, true);
  expect(versions.see(2, versions.floor())).toMatch('never written');
  expect(versions.see(null, versions.floor())).toBeUndefined();
  expect(versions.floor()).toBe(2);
});
