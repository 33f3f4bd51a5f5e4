import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const page = read('docs/security.md');

describe('docs/security.md', () => {
  it('names tests that are there and part of npm test', () => {
    const paths = [...page.matchAll(/npm test -- (\S+?)`/g)].map(([, path = '']) => path);
    expect(paths.length).toBeGreaterThanOrEqual(5);
    for (const path of paths) {
      expect([path, existsSync(new URL(path, root))]).toEqual([path, true]);
      expect(path).toMatch(/\.test\.ts$/);
    }
  });

  it('names commands that package.json has', () => {
    const { scripts }: { scripts: Record<string, string> } = JSON.parse(read('package.json'));
    const names = [...page.matchAll(/npm run ([\w:]+)/g)].map(([, name = '']) => name);
    expect(names).toEqual(expect.arrayContaining(['test:leaks', 'test:security']));
    for (const name of names) expect(Object.keys(scripts)).toContain(name);
  });

  it('speaks of each of the five who might do harm, and of what is not protected', () => {
    const headings = [...page.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual([
      'What is protected',
      'A malicious client',
      'A curious partner',
      'A compromised subgraph',
      'A compromised issuer of a partner',
      'The operator of the hub',
      'What nothing here protects',
      'Where each is proved',
    ]);
  });

  it('links to pages that are there', () => {
    const links = [...page.matchAll(/\]\(([^)#]+)\)/g)].map(([, link = '']) => link);
    expect(links.length).toBeGreaterThan(0);
    for (const link of links) {
      const path = fileURLToPath(new URL(link, new URL('docs/', root)));
      expect([link, existsSync(path)]).toEqual([link, true]);
    }
  });
});
